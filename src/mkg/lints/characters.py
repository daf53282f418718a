"""Lints of characters that readers do not see, or see otherwise than they are."""

import re
from collections.abc import Iterator
from typing import cast
from unicodedata import is_normalized, name

from pyoxigraph import Literal

from mkg.lints.lint import Checked, Lint, finding
from mkg.lints.scan import Piece, Scan
from mkg.validation.findings import Finding, Severity
from mkg.validation.paths import Term
from mkg.vocab import SH

# https://trojansource.codes, https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]|\\u(?:202[A-Ea-e]|206[6-9])")
_INVISIBLE = re.compile(
    "[\u00ad\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u3164\ufeff\uffa0\U000e0001\U000e0020-\U000e007e]"
)
_JOINED = re.compile("[A-Za-z][\u200c\u200d][A-Za-z]")
# These direct and join Arabic, Persian or Indic text; an IRI has none of them.
_IN_IRI = re.compile('<[^\\s<>"]*?([\u061c\u200c-\u200f])')
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
# UTF-8 that was read as Latin-1 or Windows-1252, and what could not be read at all.
_BLANKS = " \t\u00a0"
_GARBLED = re.compile(
    "\ufffd|[\u00c2\u00c3][\u0080-\u00bf\u2018-\u201e]"
    "|\u00e2\u20ac[\u0080-\u00bf\u0152-\u02dc\u2018-\u203a\u2122]?"
    "|[\u00d8\u00d9][\u0080-\u00bf\u0192-\u2122](?=[\u00d8\u00d9])"
)


def _found(
    lint: str, severity: Severity, scan: Scan, at: int, width: int, en: str, fr: str, ar: str
) -> Finding:
    focus, path, value = scan.said(at)
    said = {"en": en, "fr": fr, "ar": ar}
    return finding(lint, severity, said, focus=focus, path=path, value=value, place=scan.place(at, width))


def _shown(character: str) -> str:
    if character.startswith("\\u"):
        character = chr(int(character[2:], 16))
    return f"U+{ord(character):04X} {name(character, '')}".rstrip()


def _bidi(checked: Checked) -> Iterator[Finding]:
    for scan in checked.turtle:
        for match in _BIDI.finditer(scan.text):
            shown = _shown(match[0])
            yield _found(
                "bidi-control",
                Severity.violation,
                scan,
                match.start(),
                len(match[0]),
                f"Take out {shown}: it makes text look otherwise than it is read.",
                f"Retirez {shown} : ce caractère fait paraître le texte autrement qu’il n’est lu.",
                f"احذف {shown}: فهذا المحرف يُظهر النص على غير ما يُقرأ.",
            )


def _invisible(checked: Checked) -> Iterator[Finding]:
    for scan in checked.turtle:
        found = [match.span() for match in _INVISIBLE.finditer(scan.text)]
        # Joiners belong to many scripts and to emoji, but not between Latin letters.
        spans = [
            (start, end)
            for start, end in found
            if scan.text[start] not in "\u200c\u200d" or _JOINED.match(scan.text, start - 1)
        ]
        spans += [match.span(1) for match in _IN_IRI.finditer(scan.text) if scan.code[match.start()] == "<"]
        for start, end in spans:
            shown = _shown(scan.text[start:end])
            yield _found(
                "invisible-character",
                Severity.warning,
                scan,
                start,
                1,
                f"Take out {shown}: nobody sees it, and what looks the same is not found.",
                f"Retirez {shown} : personne ne le voit, et ce qui paraît identique n’est pas trouvé.",
                f"احذف {shown}: فهو لا يُرى، ويمنع العثور على نص يبدو مطابقًا.",
            )


def _control(checked: Checked) -> Iterator[Finding]:
    for scan in checked.turtle:
        for match in _CONTROL.finditer(scan.text):
            shown = _shown(match[0])
            yield _found(
                "control-character",
                Severity.warning,
                scan,
                match.start(),
                1,
                f"Take out {shown}, or write it as an escape: it is no character of text.",
                f"Retirez {shown} ou écrivez-le en échappement : ce n’est pas du texte.",
                f"احذف {shown} أو اكتبه بصيغة تهريب: فهو ليس محرفًا نصيًّا.",
            )


def _garbled(checked: Checked) -> Iterator[Finding]:
    for scan in checked.turtle:
        for match in _GARBLED.finditer(scan.text):
            yield _found(
                "garbled-text",
                Severity.warning,
                scan,
                match.start(),
                len(match[0]),
                f"Copy the text again from its source: “{match[0]}” was read in a wrong encoding.",
                f"Recopiez le texte depuis sa source : « {match[0]} » a été lu dans un mauvais codage.",
                f"انسخ النص من مصدره مرة أخرى: فقد قُرئ «{match[0]}» بترميز خاطئ.",
            )


def _normal(checked: Checked) -> Iterator[Finding]:
    for scan in checked.turtle:
        for piece in [] if is_normalized("NFC", scan.text) else scan.pieces:
            if piece.kind != "#" and not is_normalized("NFC", scan.text[piece.start : piece.end]):
                yield _found(
                    "not-normal",
                    Severity.warning,
                    scan,
                    piece.start,
                    _width(scan, piece),
                    "Write this in Unicode's normal form C (NFC): as it is, equal text is not found equal.",
                    "Écrivez ceci dans la forme normale C d’Unicode (NFC) : sinon, on ne reconnaît pas deux"
                    " textes égaux.",
                    "اكتب هذا بصيغة يونيكود المعيارية NFC: فبدونها لا تُعدّ النصوص المتطابقة متساوية.",
                )


def _width(scan: Scan, piece: Piece) -> int:
    return len(scan.text[piece.start : piece.end].splitlines()[0])


def _edges(checked: Checked) -> Iterator[Finding]:
    for scan in map(checked.scan, checked.sources):
        texts = [each for each in scan.objects if isinstance(each, Literal) and _has_edge(each.value)]
        for quad in scan.having({*texts}):
            # A blank in a pattern or query of SHACL is meant.
            if not quad.predicate.value.startswith(SH):
                yield finding(
                    "blank-edge",
                    Severity.warning,
                    {
                        "en": "Take out the blanks at the beginning or end of this text.",
                        "fr": "Retirez les espaces au début ou à la fin de ce texte.",
                        "ar": "احذف الفراغات في أول هذا النص أو آخره.",
                    },
                    focus=cast(Term, quad.subject),
                    path=quad.predicate,
                    value=cast(Term, quad.object),
                )


def _has_edge(text: str) -> bool:
    # Text of several lines may be set out as its writer likes: an example, a query.
    return text != text.strip(_BLANKS) and "\n" not in text and bool(text.strip(_BLANKS))


LINTS = (
    Lint(
        "bidi-control",
        Severity.violation,
        "A character that reorders text on the screen, so that it reads otherwise than it is.",
        _bidi,
    ),
    Lint("invisible-character", Severity.warning, "A character without width or ink.", _invisible),
    Lint(
        "control-character",
        Severity.warning,
        "A control character, or a code that is no character.",
        _control,
    ),
    Lint("garbled-text", Severity.warning, "Text that was read in a wrong encoding.", _garbled),
    Lint(
        "not-normal",
        Severity.warning,
        "A string or IRI that is not in Unicode's normal form C (NFC).",
        _normal,
    ),
    Lint("blank-edge", Severity.warning, "Text that begins or ends with a blank.", _edges),
)
