"""A request with a text to check: its body in any of the forms in which RDF is sent, its parameters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, cast

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header
from werkzeug.wrappers import Request

from mkg.errors import MkgError, QueryError, UnsupportedMediaType
from mkg.formats import GRAPHS
from mkg.sources import FORMATS
from mkg.validation.sent import SHAPES

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

NAME = "data"
"""What a text without a name is called, before the end that tells its format."""

SUFFIXES = {
    each.media_type: next(ending for ending, known in FORMATS.items() if known == each.writer)
    for each in GRAPHS
}
"""The media types of RDF that are read, each with the end of the name of such a file."""

# What has no place in the IRI of a file. https://www.rfc-editor.org/rfc/rfc3987#section-2.2
_UNFIT = re.compile(r"[^\w.,@+~/()-]")

CHOICES = ("auto", "yes", "no")
"""What may be said of an option: its own mind, or ours."""


class TooLargeError(MkgError):
    """A body of more bytes than are checked here."""

    status = 413


@dataclass(frozen=True)
class Received:
    """What was sent: the text and its name, None where there was none; own shapes; the parameters."""

    name: str
    content: bytes | None
    shapes: bytes | None = None
    fields: "MultiDict[str, str]" = field(default_factory=MultiDict)

    def choice(self, name: str, choices: Iterable[str] = CHOICES) -> str:
        """Return the last value of a parameter, the first choice where there is none. Raises QueryError."""
        known = tuple(choices)
        value = self.last(name) or known[0]
        if value not in known:
            raise QueryError(f"{name} is one of {', '.join(known)}, not {value[:60]!r}")
        return value

    def last(self, name: str) -> str:
        """Return the last value of a parameter that is not empty, else an empty one."""
        return next(filter(None, reversed(self.fields.getlist(name))), "")


def read(request: Request, most: int) -> Received:
    """Read a request whose body may have `most` bytes.

    Raises TooLargeError, UnsupportedMediaType, QueryError.
    """
    if (request.content_length or 0) > most:
        raise TooLargeError(
            f"a text of more than {most:,} bytes is not checked here; run mkg validate at your desk"
        )
    fields = MultiDict(request.args)
    content = request.get_data()
    if request.mimetype in {FORM, MULTIPART}:
        return _of_form(request, content, fields)
    if request.mimetype not in SUFFIXES:
        raise UnsupportedMediaType(
            f"send a text as {', '.join(SUFFIXES)}, {MULTIPART} or {FORM}, "
            f"not as {request.mimetype or 'nothing named'}"
        )
    name = _named(fields.get("file", ""), SUFFIXES[request.mimetype])
    return Received(name, content or None, None, fields)


def _of_form(request: Request, content: bytes, fields: "MultiDict[str, str]") -> Received:
    form, files = _parsed(request, content)
    fields.update(form)
    uploaded, shapes = _file(files, "data"), _file(files, "shapes")
    written = _written(form, "data")
    text = written if uploaded is None else uploaded.read()
    own = _written(form, "shapes") if shapes is None else shapes.read()
    said = next(filter(None, reversed(fields.getlist("file"))), "")
    called = _called(said, (uploaded and uploaded.filename) or "")
    name = _named(called, PurePosixPath(called).suffix or ".ttl")
    # Two files of one name could not be told apart.
    return Received(NAME + ".ttl" if own and name == SHAPES else name, text or None, own or None, fields)


def _parsed(request: Request, content: bytes) -> tuple[Any, Any]:
    def keep(*_: object, **__: object) -> BytesIO:
        return BytesIO()

    parser = FormDataParser(
        cast(Any, keep), max_form_memory_size=len(content), max_form_parts=64, silent=False
    )
    mimetype, options = parse_options_header(request.content_type)
    try:
        _, form, files = parser.parse(BytesIO(content), mimetype, len(content), options)
    except ValueError as error:
        raise QueryError("the form cannot be read; encode it as multipart/form-data says") from error
    return form, files


def _called(name: str, uploaded: str) -> str:
    """Return what a text is called: as was said, unless the file that was sent is in another format."""
    own = _UNFIT.sub("_", PurePosixPath(uploaded.replace("\\", "/")).name)
    return name if name and (not own or PurePosixPath(own).suffix == PurePosixPath(name).suffix) else own


def _written(form: "MultiDict[str, str]", name: str) -> bytes | None:
    """Return what was written into a field, its lines ended as in files: forms send each with CR and LF."""
    texts = [text for text in form.getlist(name) if text.strip()]
    if len(texts) > 1:
        raise QueryError(f"send one text as {name}, not {len(texts)}")
    return texts[0].replace("\r\n", "\n").encode(errors="replace") if texts else None


def _file(files: "MultiDict[str, FileStorage]", name: str) -> FileStorage | None:
    # A form sends an empty file without a name where none was chosen.
    chosen = [each for each in files.getlist(name) if each.filename]
    if len(chosen) > 1:
        raise QueryError(f"send one file as {name}, not {len(chosen)}")
    return chosen[0] if chosen else None


def _named(name: str, ending: str) -> str:
    """Return the path by which a text is told. Raises QueryError, UnsupportedMediaType."""
    if not name:
        return NAME + ending
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or _UNFIT.search(name) or len(name) > 200:
        raise QueryError("file is a short relative path, such as data/person.ttl")
    if path.suffix not in FORMATS:
        raise UnsupportedMediaType(f"the name of a file ends in {', '.join(FORMATS)}; rename it")
    if path.suffix != ending:
        raise QueryError(f"a text of this media type is called something that ends in {ending}")
    return str(path)
