import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import BlankNode

from mkg.dataset import build
from mkg.errors import ParseError, ReadError
from mkg.sources import FORMATS, Source, base_of, find, read

A, P, B = "http://example.org/a", "http://example.org/p", "http://example.org/b"
TRIPLE = f"<{A}> <{P}> <{B}> ."
XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">'
    f'<rdf:Description rdf:about="{A}"><e:p rdf:resource="{B}"/></rdf:Description></rdf:RDF>'
)
TEXTS = {
    ".ttl": TRIPLE,
    ".trig": f"{{ {TRIPLE} }}",
    ".nt": TRIPLE,
    ".nq": TRIPLE,
    ".rdf": XML,
    ".owl": XML,
    ".xml": XML,
    ".jsonld": f'{{"@id": "{A}", "{P}": {{"@id": "{B}"}}}}',
}
# Even root obeys the permissions of files once these two capabilities are gone.
UNPRIVILEGED = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]


def write(path: Path, content: str | bytes = TRIPLE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("extension", FORMATS)
def test_every_format_is_read(extension: str, tmp_path: Path) -> None:
    path = write(tmp_path / f"a{extension}", TEXTS[extension])

    source = read(path)

    assert [str(quad.triple) for quad in source.quads()] == [TRIPLE.removesuffix(" .")]
    assert source.path == path
    assert source.is_turtle == (extension == ".ttl")
    assert source.digest == sha256(TEXTS[extension].encode()).hexdigest()


def test_relative_iris_are_resolved_against_the_file(tmp_path: Path) -> None:
    source = read(write(tmp_path / "a b.ttl", "<#x> a <c> ."))

    (quad,) = source.quads()

    assert source.base == base_of(tmp_path / "a b.ttl") == (tmp_path / "a b.ttl").as_uri()
    assert str(quad.subject) == f"<{source.base}#x>"
    assert str(quad.object) == f"<{(tmp_path / 'c').as_uri()}>"


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert [*read(write(tmp_path / "a.ttl", "")).quads()] == []


def test_a_folder_is_searched_at_any_depth_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    names = ["b.ttl", "a.nt", "c/d/e.trig", ".hidden.ttl", ".git/f.ttl", "c/.g/h.ttl", "readme.md", "i.ttl~"]
    for name in names:
        write(tmp_path / name)

    found = find([tmp_path])

    assert [str(path.relative_to(tmp_path)) for path in found] == ["a.nt", "b.ttl", "c/d/e.trig"]


def test_paths_keep_the_order_in_which_they_were_named(tmp_path: Path) -> None:
    first, second = write(tmp_path / "z.ttl"), write(tmp_path / "folder" / "a.ttl")

    assert find([first, tmp_path / "folder"]) == [first, second]
    assert find([tmp_path / "folder", first]) == [second, first]


def test_a_hidden_file_is_read_where_it_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / ".hidden.ttl")

    assert find([path]) == [path]


def test_only_the_wanted_extensions_are_found(tmp_path: Path) -> None:
    for name in ("a.ttl", "b.nt"):
        write(tmp_path / name)

    assert find([tmp_path], [".ttl"]) == [tmp_path / "a.ttl"]


def test_a_folder_whose_links_go_round_in_a_circle_is_searched_once(tmp_path: Path) -> None:
    path = write(tmp_path / "data" / "a.ttl")
    (tmp_path / "data" / "loop").symlink_to(tmp_path / "data", target_is_directory=True)

    assert find([tmp_path / "data"]) == [path]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.ttl", "no such file or folder; check the spelling of the path"),
        ("notes.md", "expected a file that ends in .ttl, .trig, .nt, .nq, .rdf, .owl, .xml, .jsonld"),
        ("none", "expected a file that ends in .ttl"),
        ("empty", "holds no file that ends in .ttl"),
        ("only-hidden", "holds no file that ends in .ttl"),
    ],
)
def test_what_names_no_rdf_is_refused_with_its_path_and_a_cure(
    name: str, reason: str, tmp_path: Path
) -> None:
    for file in ("notes.md", "none", "only-hidden/.a.ttl", "empty/notes.md"):
        write(tmp_path / file)

    with pytest.raises(ReadError) as caught:
        find([tmp_path / name])

    assert str(caught.value).startswith(f"{tmp_path / name}: {reason}")


@pytest.mark.parametrize(
    ("name", "text", "line", "column"),
    [
        ("a.ttl", f"{TRIPLE}\n{TRIPLE[:-1]}\n<{A}> <{P}>", 3, 1),
        ("a.ttl", "# المغرب 😀\n  e:a a e:b .", 2, 3),
        ("a.nt", f"{TRIPLE}\n<{A}> <b> .", 2, 24),
        ("a.trig", f"{TRIPLE}\n}}", 2, 1),
        ("a.nq", f"{TRIPLE}\n{TRIPLE[:-1]}'a' .", 2, 70),
    ],
)
def test_a_syntax_error_is_told_with_its_line_and_column(
    name: str, text: str, line: int, column: int, tmp_path: Path
) -> None:
    path = write(tmp_path / name, text)

    with pytest.raises(ParseError, match="; mend the syntax here, nothing after it was read") as caught:
        list(read(path).quads())

    assert (caught.value.path, caught.value.line, caught.value.column) == (str(path), line, column)
    assert str(caught.value).startswith(f"{path}:{line}:{column}: ")


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize(
    "content",
    [
        b"\x00\xff\xfe\x89PNG\r\n\x1a\n" * 9,
        b"<a\xff> <b> <c> .",
        b"\xff\xfe<\x00",
        b"<" * 10_000_000,
        b"(" * 100_000,
    ],
    ids=["binary", "invalid UTF-8", "UTF-16", "10 MB", "brackets"],
)
def test_garbage_is_a_parse_error_in_every_format(content: bytes, extension: str, tmp_path: Path) -> None:
    path = write(tmp_path / f"a{extension}", content)

    with pytest.raises(ParseError) as caught:
        list(read(path).quads())

    assert str(caught.value).startswith(str(path))
    assert len(str(caught.value)) < len(str(path)) + 1000


def test_a_file_that_vanished_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"a\.ttl: cannot be read \(No such file or directory\); check"):
        read(tmp_path / "a.ttl")


def test_a_folder_that_bears_the_name_of_a_file_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="Is a directory"):
        read(tmp_path)


def forbidden(code: str, path: Path) -> str:
    """Run Python code on a path as a user whom the permissions of files bind; return what it says."""
    drop = UNPRIVILEGED if os.geteuid() == 0 else []
    if drop and not shutil.which("setpriv"):
        pytest.skip("the tests run as root and setpriv is not here to drop its privileges")
    code = f"import sys; from pathlib import Path; from mkg import sources; {code}"
    command = [*drop, sys.executable, "-c", code, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
@pytest.mark.parametrize(
    ("name", "code"),
    [("data", "sources.find([Path(sys.argv[1])])"), ("data/a.ttl", "sources.read(Path(sys.argv[1]))")],
)
def test_what_may_not_be_opened_is_a_read_error(name: str, code: str, tmp_path: Path) -> None:
    write(tmp_path / "data" / "a.ttl")
    (tmp_path / name).chmod(0)

    said = forbidden(code, tmp_path / name)

    (tmp_path / name).chmod(0o700)
    error = (
        f"mkg.errors.ReadError: {tmp_path / name}: cannot be read (Permission denied); check that it exists"
    )
    assert said.splitlines()[-1].startswith(error)


def test_blank_nodes_of_two_files_are_never_the_same(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, f"_:x <{P}> <{B}> .") for name in ("a.ttl", "b.ttl", "c.nt")]

    nodes = {quad.subject for path in paths for quad in read(path).quads()}

    assert len(nodes) == 3
    assert all(isinstance(node, BlankNode) for node in nodes)
    assert build(read(path) for path in paths).triples == 3


def test_one_blank_node_stays_one_within_its_file(tmp_path: Path) -> None:
    source = read(write(tmp_path / "a.ttl", f"_:x <{P}> <{B}> . <{A}> <{P}> _:x ."))

    first, second = source.quads()
    assert {first.subject} == {second.object}
    assert [*source.quads()] == [first, second]


def test_a_blank_node_that_names_a_graph_keeps_its_name_too(tmp_path: Path) -> None:
    source = read(write(tmp_path / "a.trig", f"_:g {{ <{A}> <{P}> _:g }}"))

    (quad,) = source.quads()

    assert quad.graph_name == quad.object
    assert [*source.quads()] == [quad]


@pytest.mark.parametrize(("content", "text"), [("é".encode("utf-8-sig"), "é"), (b"\xff", "")])
def test_the_text_of_a_file_is_there_where_it_is_text(content: bytes, text: str) -> None:
    assert Source(Path("a.ttl"), content).text == text
