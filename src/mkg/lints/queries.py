"""Lints of the SPARQL in shapes: queries that no engine, or not each of them, will run."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import cast

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Variable

from mkg.errors import QueryError
from mkg.lints.graph import Graph, Subject, graph_of, say
from mkg.lints.lint import Checked, Lint, finding
from mkg.sparql import TOKEN, explain, is_update, refuse_depth, refuse_service
from mkg.validation.findings import Finding, Severity
from mkg.validation.paths import Term
from mkg.vocab import OWL, SH

_TEXTS = tuple(SH + name for name in ("select", "ask", "construct"))
_CONSTRAINTS = tuple(SH + name for name in ("sparql", "validator", "nodeValidator", "propertyValidator"))
_PATH = "<urn:example:path>"

_UNREADABLE = {
    "en": "Engines cannot read this query: {why}.",
    "fr": "Les moteurs ne peuvent pas lire cette requête : {why}.",
    "ar": "لا تستطيع المحركات قراءة هذا الاستعلام: {why}.",
}
_NO_PREFIX = {
    "en": "The prefix {prefix}: is not declared for this query, whatever the file declares: "
    "give sh:prefixes what has a sh:declare for it, or write a PREFIX line.",
    "fr": "Le préfixe {prefix}: n’est pas déclaré pour cette requête, quoi que déclare le fichier : "
    "donnez à sh:prefixes ce qui a un sh:declare pour lui, ou écrivez une ligne PREFIX.",
    "ar": "البادئة {prefix}: غير معرّفة لهذا الاستعلام مهما عرّف الملف: "
    "أعطِ sh:prefixes ما له sh:declare لها، أو اكتب سطر PREFIX.",
}
_OUTSIDE = {
    "en": "{word} would make the engine fetch data from elsewhere, which is refused; ask the data "
    "graph only.",
    "fr": "{word} ferait chercher des données ailleurs, ce qui est refusé ; n’interrogez que le "
    "graphe de données.",
    "ar": "تجعل {word} المحرك يجلب بيانات من مكان آخر وهو مرفوض؛ اسأل رسم البيانات وحده.",
}
_UPDATE = {
    "en": "A query of a shape only reads: write a SELECT or an ASK, not an update.",
    "fr": "Une requête de forme ne fait que lire : écrivez un SELECT ou un ASK, pas une mise à jour.",
    "ar": "استعلام الشكل يقرأ فقط: اكتب SELECT أو ASK لا تعديلًا.",
}
_THIS = {
    "en": "The query does not give $this, so that nothing is found at fault; add it to the SELECT.",
    "fr": "La requête ne rend pas $this, et rien n’est jamais trouvé fautif ; ajoutez-le au SELECT.",
    "ar": "لا يعيد الاستعلام $this فلا يُكتشف أي خطأ؛ أضفه إلى SELECT.",
}
_FORBIDDEN = {
    "en": "In the query of a constraint SHACL forbids {word}, and engines refuse it or differ; {cure}.",
    "fr": "SHACL interdit {word} dans la requête d’une contrainte, et les moteurs la refusent ou "
    "diffèrent ; {cure}.",
    "ar": "تمنع SHACL {word} في استعلام القيد، فترفضه المحركات أو تختلف فيه؛ {cure}.",
}
_CURES = {
    "MINUS": {
        "en": "write FILTER NOT EXISTS",
        "fr": "écrivez FILTER NOT EXISTS",
        "ar": "اكتب FILTER NOT EXISTS",
    },
    "VALUES": {
        "en": "write FILTER (?x IN (…))",
        "fr": "écrivez FILTER (?x IN (…))",
        "ar": "اكتب FILTER (?x IN (…))",
    },
    "AS $this": {"en": "choose another name", "fr": "choisissez un autre nom", "ar": "اختر اسمًا آخر"},
    "SELECT …": {
        "en": "let the inner SELECT give $this too",
        "fr": "que le SELECT intérieur rende aussi $this",
        "ar": "اجعل SELECT الداخلي يعيد $this أيضًا",
    },
}


@dataclass(frozen=True)
class Query:
    """A query of a shapes file: whose it is, its prefixes, whether $this is bound before it runs."""

    focus: Subject
    predicate: str
    literal: Literal
    prefixes: dict[str, str]
    whole: bool
    is_constraint: bool

    @property
    def text(self) -> str:
        """The query as the engine will run it, the path of its property shape filled in."""
        # https://www.w3.org/TR/shacl/#constraint-components-validators
        return self.literal.value.replace("$PATH", _PATH).replace("?PATH", _PATH)


def _queries(checked: Checked) -> Iterator[Query]:
    graph = graph_of(checked, checked.shapes)
    constraints = {value for _, _, value in graph.uses(*_CONSTRAINTS)}
    for focus, predicate, value in graph.uses(*_TEXTS):
        if isinstance(value, Literal):
            declarers = _declarers(graph, focus)
            prefixes = dict(_declared(graph, declarers))
            whole = all(each in graph for each in declarers)
            yield Query(focus, predicate, value, prefixes, whole, focus in constraints)


def _declarers(graph: Graph, focus: Subject) -> list[Term]:
    """Return what declares the prefixes of a query. https://www.w3.org/TR/shacl/#sparql-prefixes."""
    found = graph.objects(focus, SH + "prefixes")
    for each in found:
        found += [more for more in graph.objects(each, OWL + "imports") if more not in found]
    return found


def _declared(graph: Graph, declarers: list[Term]) -> Iterator[tuple[str, str]]:
    for declaration in (each for declarer in declarers for each in graph.objects(declarer, SH + "declare")):
        for prefix in graph.objects(declaration, SH + "prefix"):
            for namespace in graph.objects(declaration, SH + "namespace"):
                yield str(prefix.value), str(namespace.value)


def _faults(query: Query) -> Iterator[dict[str, str]]:
    try:
        refuse_service(query.text)
    except QueryError:
        yield say(_OUTSIDE, word="SERVICE")
        return
    if is_update(query.text):
        yield say(_OUTSIDE, word="LOAD") if "LOAD" in _words(query.text) else _UPDATE
    elif "FROM" in _words(query.text):
        yield say(_OUTSIDE, word="FROM")
    else:
        yield from _unreadable(query)


def _unreadable(query: Query) -> Iterator[dict[str, str]]:
    missing = _undeclared(query)
    yield from (say(_NO_PREFIX, prefix=prefix) for prefix in missing if query.whole)
    try:
        refuse_depth(query.text)
        prefixes = query.prefixes | dict.fromkeys(missing, "urn:example:")
        found = Store().query(query.text, prefixes=prefixes)
    except QueryError as error:
        yield say(_UNREADABLE, why=str(error))
    except SyntaxError as error:
        yield say(_UNREADABLE, why=explain(error, query.text))
    except (RuntimeError, ValueError):
        # It can be read; with what is given here, on no data, it cannot be evaluated.
        return
    else:
        is_select = query.predicate == SH + "select" and isinstance(found, QuerySolutions)
        if (
            query.is_constraint
            and is_select
            and Variable("this") not in cast(QuerySolutions, found).variables
        ):
            yield _THIS


def _undeclared(query: Query) -> list[str]:
    """Return the prefixes that a query uses and nothing declares; parsers hide them among other words."""
    tokens = [match for match in TOKEN.finditer(query.text) if match[0].strip() and match[0][0] != "#"]
    named = [(match["prefix"], (before["word"] or "").upper()) for before, match in pairwise(tokens)]
    known = {*query.prefixes, "_"} | {prefix for prefix, before in named if before == "PREFIX"}
    return [*dict.fromkeys(prefix for prefix, _ in named if prefix is not None and prefix not in known)]


def _words(text: str) -> list[str]:
    return [(match["word"] or match[0]).upper() for match in TOKEN.finditer(text) if match[0].strip()]


def _forbidden(text: str) -> Iterator[str]:
    """Yield what a query uses of that which SHACL forbids. https://www.w3.org/TR/shacl/#pre-binding."""
    words = _words(text)
    yield from (word for word in ("MINUS", "VALUES") if word in words)
    # $value is bound before in an ASK alone.
    bound = {"THIS", "SHAPESGRAPH", "CURRENTSHAPE", *(["VALUE"] if "SELECT" not in words else [])}
    if any(word == "AS" and name[1:] in bound for word, name in pairwise(words)):
        yield "AS $this"
    inner = [at for at, word in enumerate(words) if word == "SELECT"][1:]
    if any(not {"*", "?THIS", "$THIS"} & set(_projection(words[at:])) for at in inner):
        yield "SELECT …"


def _projection(words: list[str]) -> list[str]:
    ends = [at for at, word in enumerate(words) if word in {"WHERE", "{"}]
    return words[1 : ends[0]] if ends else words[1:]


def _tell(lint_id: str, severity: Severity, query: Query, texts: dict[str, str]) -> Finding:
    path = NamedNode(query.predicate)
    return finding(lint_id, severity, texts, focus=query.focus, path=path, value=query.literal)


def _broken(checked: Checked) -> Iterator[Finding]:
    for query in _queries(checked):
        # One fault a query is told: who mends it sees the next.
        for texts in islice(_faults(query), 1):
            yield _tell("shacl-query", Severity.violation, query, texts)


def _prebound(checked: Checked) -> Iterator[Finding]:
    for query in _queries(checked):
        for word in _forbidden(query.text) if query.is_constraint else ():
            texts = {
                language: text.format(word=word, cure=_CURES[word][language])
                for language, text in _FORBIDDEN.items()
            }
            yield _tell("shacl-prebinding", Severity.warning, query, texts)


LINTS: tuple[Lint, ...] = (
    Lint(
        "shacl-query",
        Severity.violation,
        "A query that cannot be read, asks elsewhere or does not give $this.",
        _broken,
    ),
    Lint(
        "shacl-prebinding",
        Severity.warning,
        "A query with a clause that SHACL forbids where variables are bound before.",
        _prebound,
    ),
)
