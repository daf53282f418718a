"""Lint of labels that differ only in what readers overlook."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import cast
from unicodedata import normalize

from pyoxigraph import Literal, Quad

from mkg.lints.lint import Checked, Lint, finding
from mkg.validation.findings import Finding, Severity, show
from mkg.validation.paths import Term
from mkg.vocab import OWL, RDF, RDFS, SKOS

_LABELS = SKOS + "prefLabel", RDFS + "label"
_TYPE = RDF + "type"
_SAME_OR_NOT = OWL + "differentFrom", OWL + "sameAs", SKOS + "exactMatch"

# Alef, yeh, teh marbuta and the carriers of hamza are interchanged; vowel signs and tatweel are left out.
_LETTERS = str.maketrans("أإآٱىةؤئکی", "اااايهويكي", "ـ")
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_BETWEEN = re.compile(r"[^\w+#]+|_+")


def folded(text: str) -> str:
    """Return what is left of a text without case, accents, vowel signs, punctuation and forms of letters.

    >>> folded("Université  Mohammed-VI")
    'universite mohammed vi'
    """
    if not text.isascii():
        text = _MARKS.sub("", normalize("NFKD", text.translate(_LETTERS)))
    return _BETWEEN.sub(" ", text.casefold()).strip()


def _check(checked: Checked) -> Iterator[Finding]:
    alike: dict[tuple[str, str], dict[Term, Quad]] = defaultdict(dict)
    for quad in checked.said[0].quads(*_LABELS):
        if isinstance(quad.object, Literal):
            key = folded(quad.object.value), quad.object.language or ""
            alike[key].setdefault(cast(Term, quad.subject), quad)
    groups = [list(group.values()) for (key, _), group in alike.items() if key and len(group) > 1]
    if groups:
        yield from _of_one_class(groups, checked.said[0].quads(_TYPE, *_SAME_OR_NOT))


def _of_one_class(groups: list[list[Quad]], quads: Iterable[Quad]) -> Iterator[Finding]:
    classes: dict[object, set[object]] = defaultdict(set)
    apart: set[tuple[object, object]] = set()
    for quad in quads:
        if quad.predicate.value == _TYPE:
            classes[quad.subject].add(quad.object)
        else:
            apart |= {(quad.subject, quad.object), (quad.object, quad.subject)}
    for first, *others in groups:
        for quad in others:
            pair = quad.subject, first.subject
            if classes[pair[0]] & classes[pair[1]] and pair not in apart:
                yield _alike(quad, first)


def _alike(quad: Quad, first: Quad) -> Finding:
    other = show(cast(Term, first.subject))
    same = quad.object == first.object
    return finding(
        "near-duplicate-label",
        Severity.info,
        {
            "en": f"Merge this with {other}, or tell them apart: their labels read the same.",
            "fr": f"Fusionnez ceci avec {other} ou distinguez-les : leurs libellés se lisent de même.",
            "ar": f"ادمج هذا مع {other} أو ميّز بينهما: فتسميتاهما تُقرآن على نحو واحد.",
        },
        focus=cast(Term, quad.subject),
        path=quad.predicate if same else None,
        value=cast(Term, quad.object if same else first.subject),
    )


LINTS = (
    Lint(
        "near-duplicate-label",
        Severity.info,
        "Two things of one class whose labels differ in case, accents or punctuation at most.",
        _check,
    ),
)
