"""Lints of shapes that can never do their work, or not the work that was meant."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from mkg.lints.graph import CLASSES, TYPE, Graph, Subject, cycles, graph_of, is_true, say
from mkg.lints.lint import Checked, Lint, finding
from mkg.lints.vocabularies import namespace_of, nearest
from mkg.validation.findings import Finding, Place, Severity, show
from mkg.validation.paths import Term
from mkg.vocab import SH, compact

_SHAPES = (SH + "NodeShape", SH + "PropertyShape")
_TARGETS = tuple(SH + name for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
_NESTED = tuple(SH + name for name in ("property", "node", "not", "qualifiedValueShape"))
_LISTED = tuple(SH + name for name in ("and", "or", "xone"))

_UNUSED = {
    "en": "Nothing uses this shape: give it a target such as sh:targetClass, or refer to it from "
    "another shape.",
    "fr": "Rien n’emploie cette forme : donnez-lui une cible telle que sh:targetClass, "
    "ou renvoyez à elle depuis une autre forme.",
    "ar": "لا شيء يستعمل هذا الشكل: أعطه هدفًا مثل sh:targetClass أو أشر إليه من شكل آخر.",
}
_EMPTY = {
    "en": "The shapes files hold no shape, so that everything conforms; name the right files, or "
    "write a shape.",
    "fr": "Les fichiers de formes n’en contiennent aucune, et tout est conforme ; "
    "nommez les bons fichiers, ou écrivez une forme.",
    "ar": "لا تحتوي ملفات الأشكال على أي شكل فيطابق كل شيء؛ سمِّ الملفات الصحيحة أو اكتب شكلًا.",
}
_ABSENT = {
    "en": "Nothing in the data is a {name}: check the spelling of the target, or leave it for data to come.",
    "fr": "Rien dans les données n’est un {name} : vérifiez l’orthographe de la cible, "
    "ou gardez-la pour des données à venir.",
    "ar": "لا شيء في البيانات من الصنف {name}: تحقق من كتابة الهدف، أو اتركه لبيانات قادمة.",
}
_NEAR = {
    "en": "Nothing in the data is a {name}; did you mean {near}?",
    "fr": "Rien dans les données n’est un {name} ; vouliez-vous dire {near} ?",
    "ar": "لا شيء في البيانات من الصنف {name}؛ هل تقصد {near}؟",
}
_CLOSED = {
    "en": "This closed shape refuses every {name}, for its rdf:type: add sh:ignoredProperties ( rdf:type ).",
    "fr": "Cette forme fermée refuse tout {name}, à cause de son rdf:type : ajoutez "
    "sh:ignoredProperties ( rdf:type ).",
    "ar": "يرفض هذا الشكل المغلق كل {name} بسبب rdf:type؛ أضف sh:ignoredProperties ( rdf:type ).",
}
_RECURSIVE = {
    "en": "This shape comes back to itself through {way}, which SHACL leaves undefined: engines differ; "
    "break the circle.",
    "fr": "Cette forme revient à elle-même par {way}, ce que SHACL ne définit pas : les moteurs diffèrent ; "
    "rompez le cercle.",
    "ar": "يعود هذا الشكل إلى نفسه عبر {way}، وهو ما لا تعرّفه SHACL فتختلف المحركات؛ اكسر الحلقة.",
}
_SILENT = {
    "en": "The other shapes here have a sh:message, this one has none: say in it how to mend the fault.",
    "fr": "Les autres formes ont ici un sh:message, celle-ci non : dites-y comment corriger la faute.",
    "ar": "للأشكال الأخرى هنا رسالة sh:message ولا رسالة لهذا؛ اذكر فيها كيف يُصلَح الخطأ.",
}


def _shapes(graph: Graph) -> list[Subject]:
    found = {*graph.typed(*_SHAPES), *(each for each, _, _ in graph.uses(SH + "property", *_TARGETS))}
    return [each for each in graph.said if each in found]


def _has_target(graph: Graph, shape: Subject) -> bool:
    # Also the targets of SHACL-AF and of the drafts of 1.2, and classes that are shapes.
    named = any(predicate.startswith(SH + "target") for predicate in graph.said[shape])
    types = {str(each.value) for each in graph.objects(shape, TYPE)}
    return named or bool(types & {*CLASSES, SH + "ShapeClass"})


def _unused(checked: Checked) -> Iterator[Finding]:
    graph = graph_of(checked, checked.shapes)
    used = {value for said in graph.said.values() for values in said.values() for value in values}
    for shape in _shapes(graph):
        off = any(is_true(each) for each in graph.objects(shape, SH + "deactivated"))
        if isinstance(shape, NamedNode) and shape not in used and not off and not _has_target(graph, shape):
            yield finding("shape-without-target", Severity.warning, _UNUSED, focus=shape)


def _empty(checked: Checked) -> Iterator[Finding]:
    graph = graph_of(checked, checked.shapes)
    if checked.shapes and not _shapes(graph):
        source = checked.shapes[0]
        place = Place(str(source.path), 1, 1)
        yield finding("empty-shapes", Severity.violation, _EMPTY, focus=NamedNode(source.base), place=place)


def _absent(checked: Checked) -> Iterator[Finding]:
    graph = graph_of(checked, checked.shapes)
    targets = [each for each in graph.uses(SH + "targetClass") if isinstance(each[2], NamedNode)]
    absent = {name for _, _, name in targets if not graph.objects(name, TYPE)}
    facts = checked.said[0]
    absent -= {NamedNode(iri) for iri in facts.subjects | facts.objects}
    for shape, predicate, name in targets:
        near = _near(checked, graph, str(name.value)) if name in absent else ""
        # Without data a class may well be elsewhere, unless it looks like another one here.
        if name in absent and (near or checked.data):
            texts = say(_NEAR if near else _ABSENT, name=show(name), near=compact(near))
            path = NamedNode(predicate)
            yield finding("absent-target", Severity.info, texts, focus=shape, path=path, value=name)


def _near(checked: Checked, graph: Graph, iri: str) -> str:
    """Return the class whose name is most alike, or nothing."""
    space = namespace_of(iri)
    quads = (quad for source in checked.facts for quad in checked.scan(source).quads)
    used = {getattr(quad.object, "value", "") for quad in quads if quad.predicate.value == TYPE}
    used |= {str(value.value) for _, _, value in graph.uses(SH + "class")} | graph.terms
    names = {each.removeprefix(space) for each in used if each.startswith(space)} - {iri.removeprefix(space)}
    near = nearest(iri.removeprefix(space), names, cutoff=0.8)
    return space + near if near else ""


def _closed(checked: Checked) -> Iterator[Finding]:
    graph = graph_of(checked, checked.shapes)
    rdf_type = NamedNode(TYPE)
    for shape, predicate, value in graph.uses(SH + "closed"):
        classes = graph.objects(shape, SH + "targetClass")
        ignored = [
            each for head in graph.objects(shape, SH + "ignoredProperties") for each in graph.members(head)
        ]
        allowed = [
            path
            for each in graph.objects(shape, SH + "property")
            for path in graph.objects(each, SH + "path")
        ]
        # sh:ByTypes, of the drafts of 1.2, is no boolean.
        if is_true(value) and classes and rdf_type not in (*ignored, *allowed):
            texts = say(_CLOSED, name=show(classes[0]))
            path = NamedNode(predicate)
            yield finding("closed-to-its-class", Severity.warning, texts, focus=shape, path=path, value=value)


def _recursive(checked: Checked) -> Iterator[Finding]:
    graph = graph_of(checked, checked.shapes)

    def inner(shape: Term) -> list[Term]:
        listed = [each for head in graph.objects(shape, *_LISTED) for each in graph.members(head)]
        return [*graph.objects(shape, *_NESTED), *listed]

    for circle in cycles(graph.said, inner):
        names = [show(each) for each in circle if isinstance(each, NamedNode)]
        focus = next((each for each in circle if isinstance(each, NamedNode)), circle[0])
        texts = say(_RECURSIVE, way=" → ".join([*names, *names[:1]]) or "sh:node")
        yield finding("recursive-shape", Severity.warning, texts, focus=focus)


def _silent(checked: Checked) -> Iterator[Finding]:
    for source in checked.shapes:
        graph = graph_of(checked, [source])
        shapes = [each for each, said in graph.said.items() if SH + "path" in said and _constrains(said)]
        silent = [each for each in shapes if not graph.objects(each, SH + "message")]
        # A file in which one shape of ten has none has forgotten it; in others it is their way.
        if len(silent) * 10 <= len(shapes):
            for shape in silent:
                yield finding("shape-without-message", Severity.info, _SILENT, focus=shape)


def _constrains(said: dict[str, list[Term]]) -> bool:
    about = {
        SH + name
        for name in ("path", "name", "description", "order", "group", "severity", "node", "property")
    }
    return any(predicate.startswith(SH) and predicate not in about for predicate in said)


OF_ALL = (Lint("absent-target", Severity.info, "A target class of which the data hold nothing.", _absent),)
"""Lints that look at the data too."""

LINTS: tuple[Lint, ...] = (
    Lint("shape-without-target", Severity.warning, "A shape that nothing targets or refers to.", _unused),
    Lint("empty-shapes", Severity.violation, "Shapes files without any shape.", _empty),
    *OF_ALL,
    Lint(
        "closed-to-its-class", Severity.warning, "A closed shape that refuses all that it targets.", _closed
    ),
    Lint(
        "recursive-shape",
        Severity.warning,
        "A shape that refers to itself, which SHACL leaves open.",
        _recursive,
    ),
    Lint(
        "shape-without-message",
        Severity.info,
        "A shape without a message in a file whose other shapes have one.",
        _silent,
    ),
)
