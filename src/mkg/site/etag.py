"""Entity tags: when a client still holds the answer, and which answers may be held at all.

https://www.rfc-editor.org/rfc/rfc9110#name-etag
"""

import json
import re
from hashlib import sha256

from werkzeug.http import parse_etags

from mkg import __version__
from mkg.coding import CODINGS, Coding

# No word boundary before: Oxigraph also reads "ORDER BYRAND()". A comment may stand before the bracket.
_CHANGING = re.compile(r"(?:NOW|RAND|UUID|BNODE)\s*[(#]|SERVICE|\\u", re.IGNORECASE)


def tag(version: str, *representation: str) -> str:
    """Return the strong entity tag of one representation of the dataset at that version, in quotes.

    `representation` is all that makes the bytes of one address differ: the format, the language. The version
    of mkg is in it already. https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3
    """
    told = json.dumps([__version__, version, *representation])
    return f'"{sha256(told.encode()).hexdigest()[:20]}"'


def for_coding(tag: str, coding: Coding | None) -> str:
    """Return the entity tag of a representation in a content coding.

    Other bytes need another strong tag: https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3.3

    >>> for_coding('"0a1b"', CODINGS[-1])
    '"0a1b-gzip"'
    """
    return f'{tag[:-1]}-{coding.name}"' if coding else tag


def held(if_none_match: str | None, tag: str, coding: Coding | None = None) -> str | None:
    """Return the entity tag under which a client holds a representation, to be sent with status 304.

    None where it holds none. It may hold it in any coding, as the codings hold the same data; the one chosen
    for this request comes first. https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
    """
    known = parse_etags((if_none_match or "").strip())
    variants = [for_coding(tag, variant) for variant in (coding, None, *CODINGS)]
    return next((variant for variant in variants if known.contains_weak(variant[1:-1])), None)


def deterministic(query_text: str) -> bool:
    """Tell whether a query gives the same answer each time on the same dataset, so that it may be held.

    When in doubt, no: where NOW, RAND, UUID, STRUUID, BNODE or SERVICE stands in a string or a comment, and
    where an escape may hide a letter of theirs. https://www.w3.org/TR/sparql11-query/#codepointEscape
    """
    return not _CHANGING.search(query_text)
