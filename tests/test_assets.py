"""What browsers load is built out of locked packages: it asks no other host and keeps to the policy."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
FRONTEND = ROOT / "frontend"
BUILT = ROOT / "src" / "mkg" / "static" / "built"

NAMED_ONLY = {
    "www.w3.org": "namespaces of SVG, HTML and MathML, and the prefixes rdf: and rdfs:; names, never fetched"
}

CHROMIUM = shutil.which("chromium")
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>A query</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/editor.css"><script type="module" src="/editor.js"></script>
<form><label for="query">A query</label>
<textarea id="query" name="query" required>ASK { ?s ?p ?o }</textarea><button>Run</button></form></html>
"""

Point = tuple[float, float]


@pytest.fixture(scope="module")
def script() -> str:
    return (BUILT / "editor.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def coast() -> dict[str, Any]:
    text = (BUILT / "coast.json").read_text(encoding="utf-8")
    assert len(text) < 40_000
    read: dict[str, Any] = json.loads(text)
    return read


def on_land(rings: list[list[Point]], point: Point) -> bool:
    """Apply the even-odd rule: a line to the east of a point on land crosses an odd number of edges."""
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > point[1]) != (y2 > point[1]):
                crossings += x1 + (point[1] - y1) * (x2 - x1) / (y2 - y1) > point[0]
    return crossings % 2 == 1


def test_the_editor_names_no_host_that_it_could_ask(script: str) -> None:
    text = script + (BUILT / "editor.css").read_text(encoding="utf-8")

    assert set(re.findall(r"(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", text)) == NAMED_ONLY.keys()
    assert not re.search(r"lov\.|prefix\.cc|dbpedia|@import|url\(", text)


def test_the_editor_needs_no_code_made_of_text_and_no_style_in_html(script: str) -> None:
    assert not re.search(r"\beval\(|new Function\(|<\w+ style=", script)


def test_the_licences_of_all_that_is_bundled_travel_with_it() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    told = re.findall(r"^pkg:npm/(.+)@", (BUILT / "licences.txt").read_text(encoding="utf-8"), re.MULTILINE)

    bundled = {path.split("node_modules/")[-1] for path, it in lock["packages"].items() if not it.get("dev")}
    assert set(told) == bundled - {""}
    assert {"@zazuko/yasqe", "codemirror", "lodash-es"} <= set(told)


def test_the_coast_cites_its_source_and_version(coast: dict[str, Any]) -> None:
    wanted = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))["devDependencies"]

    assert "Natural Earth" in coast["source"]
    assert f"pkg:npm/world-atlas@{wanted['world-atlas']}" in coast["source"]
    assert coast.keys() == {"source", "bounds", "rings"}


def test_the_coast_is_closed_rings_within_its_bounds(coast: dict[str, Any]) -> None:
    west, south, east, north = coast["bounds"]

    assert len(coast["rings"]) > 10
    for ring in coast["rings"]:
        assert ring[0] == ring[-1]
        assert len(ring) > 3
        assert all(west <= x <= east and south <= y <= north for x, y in ring)


@pytest.mark.parametrize(
    ("name", "point", "land"),
    [
        ("Rabat, a little inland", (-6.8, 33.95), True),
        ("Ouarzazate", (-6.9, 30.92), True),
        ("Dakhla's hinterland", (-15.0, 23.5), True),
        ("Tenerife", (-16.6, 28.3), True),
        ("off Casablanca", (-8.5, 34.0), False),
        ("the Alboran sea", (-3.5, 35.8), False),
    ],
)
def test_land_is_land_and_sea_is_sea(coast: dict[str, Any], name: str, point: Point, land: bool) -> None:  # noqa: FBT001
    assert on_land(coast["rings"], point) is land, name


def test_no_line_is_drawn_inland_since_coasts_are_no_borders(coast: dict[str, Any]) -> None:
    inland = [(x, y) for ring in coast["rings"] for x, y in ring if -6 < x < 0.4 and 21 < y < 34.5]

    assert inland == []


@pytest.mark.parametrize("folder", ["frontend", "tests/clients"])
def test_the_lock_files_hold_hashes_and_no_addresses(folder: str) -> None:
    wanted = json.loads((ROOT / folder / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    exact = {**wanted["dependencies"], **wanted.get("devDependencies", {})}

    assert all(it["integrity"].startswith("sha512-") for path, it in lock.items() if path)
    assert not any("resolved" in it for it in lock.values())
    assert all(lock[f"node_modules/{name}"]["version"] == version for name, version in exact.items())


class Strict(SimpleHTTPRequestHandler):
    """Serves the assets and one page under the strictest policy that lets a site load its own files."""

    def do_GET(self) -> None:
        """Answer with the page or a file."""
        if self.path.partition("?")[0] != "/":
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE.encode())
        return None

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", "default-src 'self'; img-src data:; object-src 'none'")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def page() -> Iterator[Page]:
    """Open the page; what the browser complains of, and asks of others, ends the test."""
    if CHROMIUM is None and not os.environ.get("MKG_REQUIRE_BROWSER"):
        pytest.skip("no chromium on this machine; install it to run the browser tests")
    complaints: list[str] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=BUILT)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page()
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("request", lambda request: foreign(request.url, address, complaints))
            page.goto(address)
            page.locator(".CodeMirror textarea").focus()
            yield page
            browser.close()
        server.shutdown()
    assert complaints == []


def foreign(url: str, address: str, complaints: list[str]) -> None:
    if not url.startswith((address, "data:")):
        complaints.append(f"asked {url}")


@pytest.mark.browser
def test_what_is_typed_is_in_the_form_and_ctrl_enter_sends_it(page: Page) -> None:
    page.keyboard.press("Control+A")
    page.keyboard.type("ASK { <a:b> ?p 1 }")

    assert page.locator("#query").input_value() == "ASK { <a:b> ?p 1 }"
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/?query=ASK+*")


@pytest.mark.browser
def test_a_fault_is_marked_at_its_line_with_what_was_expected(page: Page) -> None:
    page.keyboard.press("Control+A")
    page.keyboard.type("ASK { ?s nope }")

    page.locator(".parseErrorIcon").hover()
    assert "PNAME_LN" in page.locator(".yasqe_tooltip").inner_text()


@pytest.mark.browser
def test_the_keyboard_is_not_caught_and_nothing_is_kept(page: Page) -> None:
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "A query"

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
