"""Lint of literals that are not in the lexical space of their datatype. https://www.w3.org/TR/xmlschema11-2/."""

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import cast

from pyoxigraph import Literal

from mkg.lints.lint import Checked, Lint, finding
from mkg.validation.findings import Finding, Severity
from mkg.validation.paths import Term
from mkg.vocab import XSD

_ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_YEAR = r"-?(?:[1-9]\d{3,}|0\d{3})"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_FLOAT = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN"
_SPAN = r"T(?:\d+H(?:\d+M)?(?:\d+(?:\.\d+)?S)?|\d+M(?:\d+(?:\.\d+)?S)?|\d+(?:\.\d+)?S)"
_INTEGER = r"[+-]?\d+"

_FORMS = {
    "boolean": ("true|false|1|0", "true"),
    "decimal": (r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", "3.14"),
    "double": (_FLOAT, "3.14e0"),
    "float": (_FLOAT, "3.14e0"),
    "date": (f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}", "2024-12-31"),
    "dateTime": (f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}", "2024-12-31T23:59:59Z"),
    "dateTimeStamp": (f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE[:-1]}", "2024-12-31T23:59:59Z"),
    "time": (f"{_TIME}{_ZONE}", "23:59:59"),
    "gYear": (f"{_YEAR}{_ZONE}", "2024"),
    "gYearMonth": (f"{_YEAR}-{_MONTH}{_ZONE}", "2024-12"),
    "gMonth": (f"--{_MONTH}{_ZONE}", "--12"),
    "gDay": (f"---{_DAY}{_ZONE}", "---31"),
    "gMonthDay": (f"--{_MONTH}-{_DAY}{_ZONE}", "--12-31"),
    "duration": (rf"-?P(?:(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:{_SPAN})?)(?<!P)", "P1Y2M"),
    "dayTimeDuration": (rf"-?P(?=[\dT])(?:\d+D)?(?:{_SPAN})?", "P1DT2H"),
    "yearMonthDuration": (r"-?P(?:\d+Y(?:\d+M)?|\d+M)", "P1Y2M"),
    "hexBinary": ("(?:[0-9A-Fa-f]{2})*", "0FB7"),
    "base64Binary": (
        "(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){2}= ?=|(?:[A-Za-z0-9+/] ?){3}=)?",
        "TWFyb2M=",
    ),
    "language": ("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", "en"),
    "anyURI": (r'[^\s<>"{}|\\^`]*', "https://example.org/"),
}
_RANGES = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_PATTERNS = {name: re.compile(form, re.ASCII) for name, (form, _) in _FORMS.items()} | dict.fromkeys(
    _RANGES, re.compile(_INTEGER, re.ASCII)
)
_DATED = re.compile(rf"({_YEAR})-({_MONTH})-({_DAY})")


def fits(text: str, datatype: str) -> bool:
    """Whether a text is in the lexical space of a datatype of XML Schema; so for one not known here.

    >>> fits("2023-02-29", "date")
    False
    """
    pattern = _PATTERNS.get(datatype)
    if pattern is None:
        return True
    # https://www.w3.org/TR/xmlschema11-2/#rf-whiteSpace: blanks at the ends do not count.
    text = text.strip(" \t\r\n")
    return bool(pattern.fullmatch(text)) and _in_range(text, datatype)


def _in_range(text: str, datatype: str) -> bool:
    if datatype in _RANGES:
        low, high = _RANGES[datatype]
        # No range has more than 20 digits; int() takes long over a text of millions.
        number = int(text[:40])
        return (low is None or number >= low) and (high is None or number <= high)
    dated = _DATED.match(text)
    return not dated or int(dated[3]) <= _days(int(dated[1]), int(dated[2]))


def _days(year: int, month: int) -> int:
    # The calendar repeats after 400 years; datetime knows of no year before 1 or after 9999.
    return monthrange(2000 + year % 400, month)[1]


def _ill_typed(literal: Literal) -> bool:
    datatype = literal.datatype.value
    return datatype.startswith(XSD) and not fits(literal.value, datatype.removeprefix(XSD))


def _check(checked: Checked) -> Iterator[Finding]:
    for scan in map(checked.scan, checked.sources):
        bad = {each for each in scan.objects if isinstance(each, Literal) and _ill_typed(each)}
        for quad in scan.having({*bad}):
            yield finding(
                "ill-typed",
                Severity.violation,
                _said(cast(Literal, quad.object).datatype.value.removeprefix(XSD)),
                focus=cast(Term, quad.subject),
                path=quad.predicate,
                value=cast(Term, quad.object),
            )


def _said(datatype: str) -> dict[str, str]:
    name = f"xsd:{datatype}"
    if datatype in _FORMS:
        example = _FORMS[datatype][1]
        return {
            "en": f"Correct this value or its datatype: an {name} is written like {example}.",
            "fr": f"Corrigez cette valeur ou son type : un {name} s’écrit comme {example}.",
            "ar": f"صحّح هذه القيمة أو نوعها: فالنوع {name} يُكتب على هذا النحو: {example}.",
        }
    low, high = ("" if bound is None else str(bound) for bound in _RANGES[datatype])
    span = f" [{low}…{high}]" if low or high else ""
    return {
        "en": f"Correct this value or its datatype: an {name} is a whole number{span}.",
        "fr": f"Corrigez cette valeur ou son type : un {name} est un nombre entier{span}.",
        "ar": f"صحّح هذه القيمة أو نوعها: فالنوع {name} عدد صحيح{span}.",
    }


LINTS = (Lint("ill-typed", Severity.violation, "A literal that is no value of its datatype.", _check),)
