"""The shape of the code: arrows point downward, functions fit the eye, nothing is left lying about."""

import ast
import re
from itertools import chain
from pathlib import Path
from statistics import median

import pytest

from layers import FOLDERS, LAYERS, ONE_IMPORTER

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "mkg"
CODE = sorted(SOURCE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            folder = SOURCE.parent.joinpath(*str(node.module).split("."))
            found |= {
                f"{node.module}.{alias.name}" if (folder / f"{alias.name}.py").exists() else str(node.module)
                for alias in node.names
            }
    return found


def functions(paths: list[Path]) -> dict[str, int]:
    """Lines of each function, its docstring left out."""
    found = {}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Function):
                documentation = ast.get_docstring(node, clean=False)
                lines = (node.end_lineno or 0) - node.lineno + 1
                found[f"{path.name}:{node.lineno} {node.name}"] = lines - (
                    documentation.count("\n") + 1 if documentation else 0
                )
    return found


def lines_of(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def test_every_module_has_its_layer() -> None:
    named = {name_of(path) for path in CODE} - FOLDERS

    assert named == {*chain.from_iterable(LAYERS)}


@pytest.mark.parametrize("path", [path for path in CODE if name_of(path) not in FOLDERS], ids=name_of)
def test_imports_point_downward(path: Path) -> None:
    row = next(index for index, names in enumerate(LAYERS) if name_of(path) in names)
    below = {*chain.from_iterable(LAYERS[:row])}

    used = {name.removeprefix("mkg.") for name in imports(path) if name.startswith("mkg.")}
    assert used <= below


def test_a_wrapped_library_has_one_importer() -> None:
    for library, allowed in ONE_IMPORTER.items():
        importers = {
            name_of(path) for path in CODE if any(name.split(".")[0] == library for name in imports(path))
        }
        assert importers == allowed, library


@pytest.mark.parametrize("paths", [CODE, TESTS], ids=["src", "tests"])
def test_functions_and_modules_fit_the_eye(paths: list[Path]) -> None:
    lengths = functions(paths)

    assert [name for name, length in lengths.items() if length > 40] == []
    assert median(lengths.values()) <= 8
    assert [path.name for path in paths if lines_of(path) > 250] == []


def test_there_is_as_much_test_as_code() -> None:
    assert sum(map(lines_of, TESTS)) >= sum(map(lines_of, CODE))


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_no_broad_except_and_no_mark_is_left(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    handlers = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ExceptHandler)]

    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", text)
    assert all(
        handler.type and ast.unparse(handler.type) not in {"Exception", "BaseException"}
        for handler in handlers
    )
