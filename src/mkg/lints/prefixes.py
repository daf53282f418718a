"""Lints of the prefixes that a Turtle text declares."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from mkg.lints.lint import Checked, Lint, finding
from mkg.lints.scan import Prefix, Scan
from mkg.lints.wellknown import KNOWN, nearest
from mkg.validation.findings import Finding, Severity
from mkg.vocab import OWL, RDF, RDFS, SH, SKOS, XSD

_RESERVED = {"owl": OWL, "rdf": RDF, "rdfs": RDFS, "sh": SH, "skos": SKOS, "xsd": XSD}
"""Prefixes that everybody reads as one namespace."""


def _found(
    lint: str, severity: Severity, scan: Scan, prefix: Prefix, *said: str, at_iri: bool = False
) -> Finding:
    offset = prefix.namespace_at if at_iri else prefix.name_at
    return finding(
        lint,
        severity,
        dict(zip(("en", "fr", "ar"), said, strict=True)),
        focus=NamedNode(scan.source.base),
        value=NamedNode(prefix.namespace) if ":" in prefix.namespace else Literal(prefix.namespace),
        place=scan.place(offset, len(prefix.namespace) + 2 if at_iri else len(prefix.name) + 1),
    )


def _unused(checked: Checked) -> Iterator[Finding]:
    for scan in checked.turtle:
        for prefix in scan.prefixes:
            if prefix.name not in scan.used:
                yield _found(
                    "unused-prefix",
                    Severity.info,
                    scan,
                    prefix,
                    f"Take out the prefix {prefix.name}: – nothing in this file uses it.",
                    f"Retirez le préfixe {prefix.name}: – rien dans ce fichier ne l’utilise.",
                    f"احذف البادئة {prefix.name}: فلا شيء في هذا الملف يستعملها.",
                )


def _unusual(checked: Checked) -> Iterator[Finding]:
    for scan in checked.turtle:
        for prefix in scan.prefixes:
            usual = KNOWN.get(prefix.namespace, ())
            if usual and prefix.name and prefix.name not in usual:
                yield _found(
                    "unusual-prefix",
                    Severity.info,
                    scan,
                    prefix,
                    f"Write {usual[0]}: for {prefix.name}: – it is the usual prefix of this namespace.",
                    f"Écrivez {usual[0]}: au lieu de {prefix.name}: – c’est le préfixe usuel"
                    " de cet espace de noms.",
                    f"اكتب {usual[0]}: بدل {prefix.name}: فبهذه البادئة يُعرف فضاء الأسماء هذا.",
                )


def _rebound(checked: Checked) -> Iterator[Finding]:
    for scan in checked.turtle:
        bound: dict[str, str] = {}
        for prefix in scan.prefixes:
            before = bound.get(prefix.name, prefix.namespace)
            bound[prefix.name] = prefix.namespace
            if before != prefix.namespace:
                yield _found(
                    "rebound-prefix",
                    Severity.warning,
                    scan,
                    prefix,
                    f"Use another prefix here: {prefix.name}: already stands for <{before}> above.",
                    f"Donnez un autre préfixe à cet espace de noms : {prefix.name}: désigne"
                    f" déjà <{before}> plus haut.",
                    f"اختر لفضاء الأسماء هذا بادئة أخرى: فالبادئة {prefix.name}: تدلّ أعلاه على <{before}>.",
                )


def _doubled(checked: Checked) -> Iterator[Finding]:
    for scan in checked.turtle:
        names: dict[str, str] = {}
        for prefix in scan.prefixes:
            first = names.setdefault(prefix.namespace, prefix.name)
            if first != prefix.name:
                yield _found(
                    "doubled-prefix",
                    Severity.info,
                    scan,
                    prefix,
                    f"Use {first}: throughout and take out {prefix.name}: – both stand for one namespace.",
                    f"Utilisez partout {first}: et retirez {prefix.name}: – les deux désignent le même espace"
                    " de noms.",
                    f"استعمل {first}: في الملف كله واحذف {prefix.name}: فكلتاهما تدلّ على فضاء أسماء واحد.",
                )


def _meant(prefix: Prefix) -> str | None:
    reserved = _RESERVED.get(prefix.name)
    return reserved if reserved not in {None, prefix.namespace} else nearest(prefix.namespace)


def _near(checked: Checked) -> Iterator[Finding]:
    for scan in checked.turtle:
        for prefix in scan.prefixes:
            if meant := _meant(prefix):
                yield _found(
                    "near-namespace",
                    Severity.warning,
                    scan,
                    prefix,
                    f"Write <{meant}> here: no vocabulary is known under this namespace, but one under that.",
                    f"Écrivez ici <{meant}> : on ne connaît pas de vocabulaire sous cet espace de noms, mais"
                    " bien sous celui-là.",
                    f"اكتب هنا <{meant}> فلا تُعرف مفردات بفضاء الأسماء المكتوب، بل بهذا.",
                    at_iri=True,
                )


LINTS = (
    Lint("unused-prefix", Severity.info, "A prefix that a file declares and never uses.", _unused),
    Lint(
        "unusual-prefix",
        Severity.info,
        "A well-known namespace under a prefix that is not its usual one.",
        _unusual,
    ),
    Lint(
        "rebound-prefix",
        Severity.warning,
        "A prefix that stands for two namespaces in one file.",
        _rebound,
    ),
    Lint("doubled-prefix", Severity.info, "A namespace under two prefixes in one file.", _doubled),
    Lint(
        "near-namespace",
        Severity.warning,
        "A namespace that is nearly, but not quite, a well-known one.",
        _near,
    ),
)
