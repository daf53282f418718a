"""Lint of IRIs that are written so that the same address does not compare equal. RFC 3986, section 6.2.2."""

import re
from collections.abc import Iterator

from mkg.lints.lint import Checked, Lint, finding
from mkg.lints.scan import Scan
from mkg.validation.findings import Finding, Severity

_SAID = {
    "scheme": (
        "Write the scheme and the host of this IRI in lower case.",
        "Écrivez en minuscules le schéma et l’hôte de cet IRI.",
        "اكتب مخطط هذا المعرّف ومضيفه بأحرف صغيرة.",
    ),
    "dots": (
        "Resolve the . and .. in the path of this IRI: they stay in its name as they are.",
        "Résolvez les . et .. dans le chemin de cet IRI : ils restent tels quels dans son nom.",
        "احذف . و .. من مسار هذا المعرّف: فهي تبقى في اسمه كما هي.",
    ),
    "blank": (
        "Take the blank out of this IRI: it was copied along with the address.",
        "Retirez l’espace de cet IRI : il a été copié avec l’adresse.",
        "احذف الفراغ من هذا المعرّف: فقد نُسخ مع العنوان.",
    ),
    "slashes": (
        "Write this IRI with http:// or https:// once, and a host behind it.",
        "Écrivez cet IRI avec http:// ou https:// une seule fois, suivi d’un hôte.",
        "اكتب في هذا المعرّف http:// أو https:// مرة واحدة يليها المضيف.",
    ),
}
_FORMS = {
    "scheme": r"(?:[a-z0-9+.-]*[A-Z][A-Za-z0-9+.-]*:|https?://[^/?#<>%\s]*[A-Z])",
    "dots": r"[A-Za-z][\w+.-]*:[^<>?#\s]*/\.{1,2}[/>?#]",
    "blank": '[^<>\\s"]*(?:%20>|%09>|%0[AaDd]>|[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])',
    "slashes": r"https?:(?!//[^/?#>])|https?://https?[:/]",
}
_ODD = re.compile("<(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items()) + ")")


def _check(checked: Checked) -> Iterator[Finding]:
    for scan in checked.turtle:
        for match in _ODD.finditer(scan.text):
            if scan.code[match.start()] == "<":
                yield _found(scan, match.start(), str(match.lastgroup))


def _found(scan: Scan, at: int, fault: str) -> Finding:
    focus, path, value = scan.said(at)
    said = dict(zip(("en", "fr", "ar"), _SAID[fault], strict=True))
    place = scan.place(at, scan.text.index(">", at) + 1 - at)
    return finding("odd-iri", Severity.warning, said, focus=focus, path=path, value=value, place=place)


LINTS = (
    Lint("odd-iri", Severity.warning, "An IRI whose spelling hides that it is the same as another.", _check),
)
