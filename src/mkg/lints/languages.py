"""Lints of language tags: whether they are tags, and whether the text fits them."""

import re
from collections.abc import Iterator
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad

from mkg.lints.lint import Checked, Lint, finding
from mkg.lints.scan import Scan
from mkg.lints.tags import mended, other_script
from mkg.validation.findings import Finding, Severity
from mkg.validation.paths import Term
from mkg.vocab import SCHEMA, SKOS, XSD

_TAG = re.compile(r"""(?<=["'])@([A-Za-z]+(?:-[A-Za-z0-9]+)*)""")
_NAMES = {NamedNode(name) for name in (SKOS + "altLabel", SKOS + "hiddenLabel", SCHEMA + "alternateName")}
"""Properties under which names stand that are the same in every language."""
_PLAIN = NamedNode(XSD + "string")

_FRENCH = {
    "Latin": "latine",
    "Arabic": "arabe",
    "Cyrillic": "cyrillique",
    "Greek": "grecque",
    "Hebrew": "hébraïque",
    "Tifinagh": "tifinaghe",
    "Chinese": "chinoise",
    "Japanese": "japonaise",
    "Korean": "coréenne",
    "Devanagari": "dévanagarie",
    "Thai": "thaïe",
    "Armenian": "arménienne",
    "Georgian": "géorgienne",
    "Ethiopic": "éthiopienne",
}
_ARABIC = {
    "Latin": "اللاتيني",
    "Arabic": "العربي",
    "Cyrillic": "السيريلي",
    "Greek": "اليوناني",
    "Hebrew": "العبري",
    "Tifinagh": "الأمازيغي (تيفيناغ)",
    "Chinese": "الصيني",
    "Japanese": "الياباني",
    "Korean": "الكوري",
    "Devanagari": "الديفاناغاري",
    "Thai": "التايلاندي",
    "Armenian": "الأرمني",
    "Georgian": "الجورجي",
    "Ethiopic": "الإثيوبي",
}


def _wrong(checked: Checked) -> Iterator[Finding]:
    for scan in map(checked.scan, checked.sources):
        tagged = [each for each in scan.objects if isinstance(each, Literal) and each.language]
        bad = {each for each in tagged if other_script(each.value, str(each.language))}
        yield from map(_in_other_script, scan.having({*bad}))


def _in_other_script(quad: Quad) -> Finding:
    literal = cast(Literal, quad.object)
    tag = str(literal.language)
    script = str(other_script(literal.value, tag))
    return finding(
        "wrong-language",
        Severity.warning,
        {
            "en": f"Correct the tag @{tag} or translate the text: it is in {script} script.",
            "fr": f"Corrigez l’étiquette @{tag} ou traduisez le texte : l’écriture est {_FRENCH[script]}.",
            "ar": f"صحّح وسم اللغة @{tag} أو ترجم النص: فهو مكتوب بالخط {_ARABIC[script]}.",
        },
        focus=cast(Term, quad.subject),
        path=quad.predicate,
        value=literal,
    )


def _tags(checked: Checked) -> Iterator[Finding]:
    for scan in checked.turtle:
        bad = {tag: mended(tag) for tag in set(_TAG.findall(scan.text)) if mended(tag) != tag}
        for match in _TAG.finditer(scan.text) if bad else ():
            # Within strings and comments the code has no @.
            if match[1] in bad and scan.code[match.start()] == "@":
                yield _bad_tag(scan, match, bad[match[1]])


def _bad_tag(scan: Scan, match: re.Match[str], meant: str | None) -> Finding:
    tag = match[1]
    focus, path, value = scan.said(match.start() - 1)
    unknown = {
        "en": f"Replace @{tag} with a tag of the IANA registry, such as @en: no language is known by it.",
        "fr": f"Remplacez @{tag} par une étiquette du registre de l’IANA, comme @fr : elle ne désigne"
        " aucune langue.",
        "ar": f"استبدل بـ @{tag} وسمًا من سجل IANA مثل @ar: فهو لا يدلّ على أي لغة معروفة.",
    }
    other = {
        "en": f"Write @{meant} instead of @{tag}: this is its tag by RFC 5646.",
        "fr": f"Écrivez @{meant} au lieu de @{tag} : c’est l’étiquette de cette langue selon la RFC 5646.",
        "ar": f"اكتب @{meant} بدل @{tag}: فهذا وسم اللغة وفق RFC 5646.",
    }
    said = other if meant else unknown
    place = scan.place(match.start(), len(tag) + 1)
    return finding("language-tag", Severity.warning, said, focus=focus, path=path, value=value, place=place)


def _untagged(checked: Checked) -> Iterator[Finding]:
    # Of the labels of an ontology the lint label-without-language speaks.
    for scan in map(checked.scan, checked.data):
        texts = [(quad, quad.object) for quad in scan.quads if isinstance(quad.object, Literal)]
        tagged = {(quad.subject, quad.predicate) for quad, text in texts if text.language}
        mixed = {predicate for _, predicate in tagged} - _NAMES
        for quad, text in texts:
            plain = quad.predicate in mixed and text.datatype == _PLAIN
            if plain and (quad.subject, quad.predicate) in tagged and _is_text(text.value):
                yield _without_tag(quad)


def _is_text(value: str) -> bool:
    # Codes, acronyms and numbers are of no language.
    return bool(re.search(r"[^\W\d_A-Z]{3}", value))


def _without_tag(quad: Quad) -> Finding:
    return finding(
        "untagged-text",
        Severity.info,
        {
            "en": "Tag the language of this text, as of the others: queries by language miss it.",
            "fr": "Indiquez la langue de ce texte, comme pour ses autres valeurs : une requête par langue"
            " ne le trouve pas.",
            "ar": "أضف إلى هذا النص وسم لغته كما في القيم الأخرى: فالاستعلام بحسب اللغة لا يجده.",
        },
        focus=cast(Term, quad.subject),
        path=quad.predicate,
        value=cast(Term, quad.object),
    )


LINTS = (
    Lint("wrong-language", Severity.warning, "Text in a script that its language tag excludes.", _wrong),
    Lint(
        "language-tag",
        Severity.warning,
        "A language tag of no known language, or not written as RFC 5646 has it.",
        _tags,
    ),
    Lint(
        "untagged-text",
        Severity.info,
        "Text without a language tag beside tagged text of the same thing and property.",
        _untagged,
    ),
)
