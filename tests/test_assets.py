"""What browsers load is built out of locked packages: it asks no other host and keeps to the policy."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
FRONTEND = ROOT / "frontend"
BUILT = ROOT / "src" / "mkg" / "static" / "built"

NAMED_ONLY = {
    "www.w3.org": "namespaces of SVG, HTML and MathML, and the prefixes rdf: and rdfs:; names, never fetched"
}

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
