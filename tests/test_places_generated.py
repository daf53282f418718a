"""Of a thousand faults put into files, each is found on its line, in its column, and nothing else is."""

from pathlib import Path
from random import Random

import pytest

from mkg.validation.checks import Options, validate
from mkg.validation.inputs import read
from mutations import CHANGES, SHAPES, Text, papers

Found = tuple[str, str, int, int]
FILES, PAPERS = 12, 100


def checked(texts: dict[str, Text], folder: Path, engine: str) -> list[Found]:
    """Validate texts as files; return the file, the kind, the line and the column of each finding."""
    shapes, data = folder / "shapes.ttl", folder / "data"
    shapes.write_text(SHAPES, encoding="utf-8")
    data.mkdir()
    for name, text in texts.items():
        (data / name).write_bytes(text.content.encode())
    results = validate(read([data], [], [shapes]), Options(engine)).results
    places = [
        (each.place, each.component.split("#")[1].removesuffix("ConstraintComponent")) for each in results
    ]
    return sorted((Path(place.path).name, kind, place.line, place.column) for place, kind in places if place)


def expected(texts: dict[str, Text]) -> list[Found]:
    return sorted((name, *fault) for name, text in texts.items() for fault in text.faults)


def test_a_thousand_faults_are_found_where_they_were_put(tmp_path: Path) -> None:
    random = Random(2026)  # noqa: S311 -- the same faults each time
    texts = {
        f"{seed:02}.ttl": papers(random.choices(CHANGES, k=PAPERS), seed, random.choice(["\n", "\r\n", "\r"]))
        for seed in range(1, FILES + 1)
    }

    found = checked(texts, tmp_path, "auto")

    assert len(found) >= 1000
    assert found == expected(texts)


@pytest.mark.parametrize("change", CHANGES)
def test_a_fault_of_each_kind_is_found_where_it_was_put(change: str, tmp_path: Path) -> None:
    texts = {"only.ttl": papers(["", change], 7)}

    found = checked(texts, tmp_path, "pyshacl")

    assert len(found) == {"": 0, "datatype": 2}.get(change, 1)
    assert found == expected(texts)
