"""Pages checked against the HTML standard by pkg:npm/html-validate, many in one process."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

CONFIG = {
    "root": True,
    "extends": ["html-validate:standard", "html-validate:a11y"],
    "rules": {
        # A button sends its form, by the standard, where it does not say otherwise; that is what is meant.
        "no-implicit-button-type": "off",
        "input-missing-label": "error",
        "no-missing-references": "error",
    },
}


def findings(pages: Mapping[str, bytes], folder: Path, modules: Path) -> list[str]:
    """Return what is wrong with pages, each by its name; the texts are written into a folder."""
    checker = modules / "html-validate" / "bin" / "html-validate.mjs"
    (folder / ".htmlvalidate.json").write_text(json.dumps(CONFIG), encoding="utf-8")
    names = {}
    for number, (name, body) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_bytes(body)
        names[str(path)] = name
    # Not through a pipe: the checker ends before all of a long report is written to one.
    report = folder / "report.json"
    command = ["node", str(checker), f"--formatter=json={report}", str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, timeout=300)
    assert report.exists(), ended.stderr
    return [
        f"{names[file['filePath']]}: {each['ruleId']}: {each['message']} at line {each['line']}"
        for file in json.loads(report.read_bytes())
        for each in file["messages"]
    ]
