"""Lints of the words of SHACL: misspelt ones, drafts, and values that engines pass over without a word."""

from collections.abc import Callable, Iterator

from pyoxigraph import Literal, NamedNode

from mkg.lints.graph import NIL, Graph, Subject, graph_of, holding, say
from mkg.lints.lint import Checked, Lint, finding
from mkg.lints.vocabularies import SHACL, SHACL_DRAFTS, nearest
from mkg.validation.findings import Finding, Severity, show
from mkg.validation.paths import Term
from mkg.vocab import OWL, RDF, SH, XSD

_INTEGERS = {
    f"{XSD}{name}"
    for name in (
        *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"),
        *("unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort"),
    )
}
_NODE_KINDS = {
    NamedNode(SH + name)
    for name in (
        *("BlankNode", "IRI", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"),
        "TripleTerm",
    )
}

_UNKNOWN = {
    "en": "SHACL has no {term}, and most engines pass over it without a word; did you mean {near}?",
    "fr": "SHACL n’a pas de {term}, et la plupart des moteurs l’ignorent sans rien dire ; "
    "vouliez-vous dire {near} ?",
    "ar": "لا يوجد {term} في SHACL، ومعظم المحركات تتجاهله بصمت؛ هل تقصد {near}؟",
}
_NOWHERE = {
    "en": "SHACL has no {term}, and most engines pass over it without a word; take it out, or spell "
    "it right.",
    "fr": "SHACL n’a pas de {term}, et la plupart des moteurs l’ignorent sans rien dire ; ôtez-le ou "
    "corrigez-le.",
    "ar": "لا يوجد {term} في SHACL، ومعظم المحركات تتجاهله بصمت؛ احذفه أو صحّح كتابته.",
}
_DRAFT = {
    "en": "{term} is of the drafts of SHACL 1.2, and engines of SHACL 1.0 pass over it; say it in "
    "terms of 1.0 too.",
    "fr": "{term} vient des brouillons de SHACL 1.2, et les moteurs de SHACL 1.0 l’ignorent ; "
    "dites-le aussi avec les termes de la version 1.0.",
    "ar": "{term} من مسودات SHACL 1.2، ومحركات SHACL 1.0 تتجاهله؛ عبّر عنه أيضًا بمصطلحات الإصدار 1.0.",
}
_WRONG = {
    "en": "{term} takes {wanted}, not {value}; engines may pass over it without a word.",
    "fr": "{term} demande {wanted}, pas {value} ; des moteurs peuvent l’ignorer sans rien dire.",
    "ar": "تأخذ {term} {wanted} لا {value}؛ وقد تتجاهلها المحركات بصمت.",
}
_SEVERAL = {
    "en": "A shape has one {term} at most; keep one of these, or make two shapes of it.",
    "fr": "Une forme a au plus un {term} ; n’en gardez qu’un, ou faites-en deux formes.",
    "ar": "للشكل {term} واحدة على الأكثر؛ أبقِ واحدة منها أو اجعله شكلين.",
}
_NO_PATH = {
    "en": "A property shape needs its sh:path; give it the property that it is about.",
    "fr": "Une forme de propriété a besoin de son sh:path ; donnez-lui la propriété dont elle traite.",
    "ar": "يحتاج شكل الخاصية إلى sh:path؛ أعطه الخاصية التي يتناولها.",
}
_NOTHING = {
    "en": "{term} points to {value}, which no shapes file describes; correct its name, or describe "
    "the shape.",
    "fr": "{term} renvoie à {value}, qu’aucun fichier de formes ne décrit ; corrigez le nom ou "
    "décrivez la forme.",
    "ar": "تشير {term} إلى {value} الذي لا يصفه أي ملف أشكال؛ صحّح الاسم أو صِف الشكل.",
}
_NEVER = {
    "en": "Nothing can conform: {low} is more than {high}; correct one of the two.",
    "fr": "Rien ne peut être conforme : {low} dépasse {high} ; corrigez l’un des deux.",
    "ar": "لا يمكن أن يطابق شيء: {low} أكبر من {high}؛ صحّح أحدهما.",
}

_A_NUMBER = {"en": "a whole number, such as 1", "fr": "un nombre entier, tel que 1", "ar": "عددًا صحيحًا مثل 1"}
_A_BOOLEAN = {
    "en": "true or false, without quotes",
    "fr": "true ou false, sans guillemets",
    "ar": "true أو false دون علامتي اقتباس",
}
_A_LIST = {"en": "a list in round brackets", "fr": "une liste entre parenthèses", "ar": "قائمة بين قوسين"}
_A_KIND = {
    "en": "one of sh:IRI, sh:Literal, sh:BlankNode and their pairs",
    "fr": "sh:IRI, sh:Literal, sh:BlankNode ou l’une de leurs paires",
    "ar": "واحدًا من sh:IRI وsh:Literal وsh:BlankNode وأزواجها",
}
_AN_IRI = {"en": "an IRI", "fr": "un IRI", "ar": "معرّف IRI"}
_A_NODE = {"en": "a node, not text", "fr": "un nœud, pas un texte", "ar": "عقدة وليس نصًا"}
_TEXT = {"en": "text in quotes", "fr": "un texte entre guillemets", "ar": "نصًا بين علامتي اقتباس"}

Test = Callable[[Term, Graph], bool]


def _is_number(term: Term, _: Graph) -> bool:
    return isinstance(term, Literal) and term.datatype.value in _INTEGERS and term.value.lstrip("+").isdigit()


def _is_boolean(term: Term, _: Graph) -> bool:
    # sh:uniqueLang "1"^^xsd:boolean has no effect: the value is compared as it is written.
    # https://www.w3.org/TR/shacl/#UniqueLangConstraintComponent
    is_literal = isinstance(term, Literal) and term.datatype.value == XSD + "boolean"
    return is_literal and term.value in {"true", "false"}


def _is_list(term: Term, graph: Graph) -> bool:
    return term == NIL or bool(graph.objects(term, RDF + "first"))


def _is_kind(term: Term, _: Graph) -> bool:
    return term in _NODE_KINDS


def _is_iri(term: Term, _: Graph) -> bool:
    return isinstance(term, NamedNode)


def _is_node(term: Term, _: Graph) -> bool:
    return not isinstance(term, Literal)


def _is_text(term: Term, _: Graph) -> bool:
    return isinstance(term, Literal) and (bool(term.language) or term.datatype.value == XSD + "string")


_COUNTS = ("minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount")
_KINDS: list[tuple[tuple[str, ...], Test, dict[str, str]]] = [
    (_COUNTS, _is_number, _A_NUMBER),
    (("closed", "deactivated", "uniqueLang", "qualifiedValueShapesDisjoint"), _is_boolean, _A_BOOLEAN),
    (("in", "languageIn", "ignoredProperties", "and", "or", "xone", "alternativePath"), _is_list, _A_LIST),
    (("nodeKind",), _is_kind, _A_KIND),
    (("datatype", "targetSubjectsOf", "targetObjectsOf", "severity"), _is_iri, _AN_IRI),
    (("path", "class", "targetClass", "property", "node", "not", "qualifiedValueShape"), _is_node, _A_NODE),
    (("pattern", "flags", "select", "ask", "construct", "message"), _is_text, _TEXT),
]
# https://www.w3.org/TR/shacl/#syntax-rules, as far as engines differ in what they make of a second value.
_ONCE = (
    *("path", "datatype", "nodeKind", "severity", "closed", "deactivated", "flags", "in", "languageIn"),
    *("uniqueLang", "minExclusive", "minInclusive", "maxExclusive", "maxInclusive"),
    *_COUNTS,
)
_PAIRS = (("minCount", "maxCount"), ("minLength", "maxLength"), ("qualifiedMinCount", "qualifiedMaxCount"))


def _words(checked: Checked) -> Iterator[Finding]:
    for source in holding(checked.sources, b"ns/shacl#"):
        quads = checked.scan(source).quads
        own = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
        for quad in quads:
            for term, is_value in ((quad.predicate, False), (quad.object, True)):
                if isinstance(term, NamedNode) and term.value.startswith(SH) and term.value not in own:
                    value = term if is_value else None
                    yield from _word(term.value, quad.subject, quad.predicate, value)  # type: ignore[arg-type]


def _word(iri: str, focus: Term, path: NamedNode, value: Term | None) -> Iterator[Finding]:
    name = iri.removeprefix(SH)
    if not name or name in SHACL.terms:
        return
    at = {"focus": focus, "path": path, "value": value}
    if name in SHACL_DRAFTS:
        yield finding("shacl-draft", Severity.info, say(_DRAFT, term="sh:" + name), **at)  # type: ignore[arg-type]
        return
    near = nearest(name, SHACL.terms)
    texts = say(_UNKNOWN if near else _NOWHERE, term="sh:" + name, near="sh:" + near)
    yield finding("misspelt-shacl", Severity.violation, texts, **at)  # type: ignore[arg-type]


def _misspelt(checked: Checked) -> Iterator[Finding]:
    return (each for each in _words(checked) if each.rule == "misspelt-shacl")


def _drafts(checked: Checked) -> Iterator[Finding]:
    return (each for each in _words(checked) if each.rule == "shacl-draft")


def _parameters(checked: Checked) -> Iterator[Finding]:
    graph = graph_of(checked, checked.shapes)
    for names, fits, wanted in _KINDS:
        for subject, predicate, value in graph.uses(*(SH + name for name in names)):
            if not fits(value, graph):
                term = predicate.replace(SH, "sh:")
                texts = {
                    language: text.format(term=term, wanted=wanted[language], value=show(value))
                    for language, text in _WRONG.items()
                }
                yield _at("shacl-parameter", subject, predicate, value, texts)
    for name in _ONCE:
        for subject, said in graph.said.items():
            if len(set(values := said.get(SH + name, []))) > 1:
                yield _at("shacl-parameter", subject, SH + name, values[1], say(_SEVERAL, term="sh:" + name))
    for low, high in _PAIRS:
        yield from _contradictions(graph, low, high)


def _contradictions(graph: Graph, low: str, high: str) -> Iterator[Finding]:
    for subject, predicate, least in graph.uses(SH + low):
        for most in graph.objects(subject, SH + high):
            if _is_number(least, graph) and _is_number(most, graph) and int(least.value) > int(most.value):
                texts = say(_NEVER, low=f"sh:{low} {least.value}", high=f"sh:{high} {most.value}")
                yield _at("shacl-parameter", subject, predicate, least, texts)


def _at(lint_id: str, focus: Subject, predicate: str, value: Term | None, texts: dict[str, str]) -> Finding:
    path = NamedNode(predicate)
    return finding(lint_id, Severity.violation, texts, focus=focus, path=path, value=value)


def _broken_links(checked: Checked) -> Iterator[Finding]:
    graph = graph_of(checked, checked.shapes)
    imports = [value for _, _, value in graph.uses(OWL + "imports")]
    whole = all(each in graph for each in imports)
    pathless = set(graph.typed(SH + "PropertyShape"))
    for subject, predicate, value in graph.uses(SH + "property", SH + "node", SH + "not"):
        if isinstance(value, NamedNode) and value not in graph and whole:
            texts = say(_NOTHING, term=predicate.replace(SH, "sh:"), value=show(value))
            yield _at("shacl-broken-link", subject, predicate, value, texts)
        elif predicate == SH + "property" and not isinstance(value, Literal) and value in graph:
            pathless.add(value)
    for shape in pathless:
        if not graph.objects(shape, SH + "path"):
            yield finding("shacl-broken-link", Severity.violation, _NO_PATH, focus=shape)


LINTS: tuple[Lint, ...] = (
    Lint("misspelt-shacl", Severity.violation, "A term that SHACL does not have.", _misspelt),
    Lint("shacl-draft", Severity.info, "A term that only the drafts of SHACL 1.2 have.", _drafts),
    Lint("shacl-parameter", Severity.violation, "A value that a word of SHACL cannot have.", _parameters),
    Lint(
        "shacl-broken-link",
        Severity.violation,
        "A property shape without a path, or a link to a shape that is not there.",
        _broken_links,
    ),
)
