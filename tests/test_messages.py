"""What a finding says: the shape's own words first, ours in three languages where it has none."""

import re
from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from mkg.validation.findings import Finding
from mkg.validation.messages import LANGUAGES, cure, help_for, say, short
from mkg.validation.results import Graph, read
from mkg.vocab import LINTS, SH, TERMS, XSD
from reported import ARABIC, COMPONENT, ENGLISH, FRENCH, NAME, ONE, OTHERS, VIOLATION, found

CORE = [
    "Class",
    "Datatype",
    "NodeKind",
    "MinCount",
    "MaxCount",
    "MinExclusive",
    "MinInclusive",
    "MaxExclusive",
    "MaxInclusive",
    "MinLength",
    "MaxLength",
    "Pattern",
    "LanguageIn",
    "UniqueLang",
    "Equals",
    "Disjoint",
    "LessThan",
    "LessThanOrEquals",
    "Not",
    "And",
    "Or",
    "Xone",
    "Node",
    "Property",
    "QualifiedMinCount",
    "QualifiedMaxCount",
    "Closed",
    "HasValue",
    "In",
]
"""https://www.w3.org/TR/shacl/#core-components; sh:qualifiedValueShape has two."""

SAYS_NO_VALUE = {"UniqueLang", "Closed", "SPARQL"}
"""Whose cure names nothing that was expected."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [*CORE, "SPARQL", "other"])
def test_every_kind_of_constraint_says_what_is_wrong_and_the_cure(name: str, lang: str) -> None:
    finding = found(name, path=NAME)

    fault, mend = say(finding, lang), cure(finding, lang)

    assert fault.endswith(mend)
    assert len(fault) > len(mend) + 5
    assert not re.search(r"[{}\[\]]|None|  | [.,]", fault), fault
    assert fault[-1] in ".؟"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in CORE if name not in SAYS_NO_VALUE])
def test_what_was_expected_is_named_where_it_is_known(name: str, lang: str) -> None:
    finding = found(name, path=NAME, constraint=OTHERS)

    assert "<http://example.org/Shape>" in cure(finding, lang)
    assert say(finding, lang) != say(replace(finding, constraint=None), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_of_each_language_are_its_own(lang: str) -> None:
    said = {name: say(found(name), lang) for name in [*CORE, "SPARQL"]}
    arabic = {name for name, text in said.items() if re.search("[\u0600-\u06ff]", text)}

    assert arabic == (set(said) if lang == "ar" else set())
    assert all(say(found(name), "fr") != say(found(name), "en") for name in said)


@pytest.mark.parametrize(
    ("component", "expected", "lang", "words"),
    [
        ("MinCount", ONE, "en", "skos:prefLabel has too few values. Add what is missing: at least 1 in all."),
        ("MaxCount", ONE, "fr", "Retirez ce qui est de trop\u00a0: au plus 1 en tout."),
        ("MinCount", ONE, "ar", "قيم skos:prefLabel أقل من المطلوب. أضف ما ينقص: 1 على الأقل في المجموع."),
        ("Datatype", NamedNode(XSD + "date"), "en", "Write it as a literal of that datatype, xsd:date."),
        ("NodeKind", NamedNode(SH + "IRI"), "en", "Put a value of that kind in its place: an IRI."),
        ("NodeKind", NamedNode(SH + "BlankNodeOrLiteral"), "fr", "un nœud anonyme ou un littéral."),
        ("NodeKind", NamedNode(SH + "Literal"), "ar", "ضع مكانها قيمة من هذا النوع: قيمة حرفية."),
        ("Pattern", Literal("^a{2}[b]$"), "en", "matches the pattern ^a{2}[b]$."),
        ("HasValue", Literal("x", language="en"), "en", 'Add it: "x"@en.'),
        ("MinInclusive", Literal("2020-01-01"), "en", "at least 2020-01-01."),
        ("In", Literal('"a", "b"'), "en", 'Choose one of them: "a", "b".'),
        ("Closed", NAME, "en", "take it out. Did you mean skos:prefLabel?"),
        ("Closed", NAME, "fr", "Vouliez-vous dire skos:prefLabel\u00a0?"),
        ("Closed", NAME, "ar", "هل تقصد skos:prefLabel؟"),
        ("Or", BlankNode("b1"), "en", "Make it conform to at least one of them."),
    ],
)
def test_the_sentence_fits_what_was_expected(
    component: str, expected: NamedNode | Literal, lang: str, words: str
) -> None:
    assert words in say(found(component, path=NAME, constraint=expected), lang)


def test_a_component_of_someone_else_is_called_by_its_name() -> None:
    finding = found("http://example.org/Own", path=NAME)

    assert say(finding, "en").startswith("The constraint <http://example.org/Own> is not met here.")


def test_a_lint_without_words_is_called_by_its_name() -> None:
    name = LINTS + "unused-prefix"
    finding = found(name, shape=NamedNode(name))

    assert say(finding, "en").startswith("The lint unused-prefix finds a fault here.")


def test_a_fault_of_a_thing_itself_names_no_property() -> None:
    assert say(found("Equals"), "en").startswith("The thing does not have the same values")


@pytest.mark.parametrize(
    ("messages", "lang", "chosen"),
    [
        ((ENGLISH, FRENCH, ARABIC), "ar", ARABIC.value),
        ((ENGLISH, FRENCH, ARABIC), "fr", FRENCH.value),
        ((ARABIC, ENGLISH), "fr", ENGLISH.value),
        ((ARABIC, Literal("plain")), "fr", "plain"),
        ((Literal("nö", language="de"), Literal("nee", language="nl")), "fr", "nee"),
        ((Literal("oui", language="fr-CA"), ENGLISH), "fr", "oui"),
        ((Literal("frisk", language="frr"), ENGLISH), "fr", ENGLISH.value),
        ((Literal("  two\n  lines "),), "en", "two lines"),
    ],
)
def test_a_shape_speaks_in_the_language_asked_for_else_english_none_or_any(
    messages: tuple[Literal, ...], lang: str, chosen: str
) -> None:
    assert say(found(messages=messages), lang) == chosen
    assert say(found(messages=messages[::-1]), lang) == chosen


@pytest.mark.parametrize(
    ("message", "lang", "asked"),
    [
        (ENGLISH, "en", "Did you mean mkg:studies?"),
        (FRENCH, "fr", "Vouliez-vous dire mkg:studies\u00a0?"),
        (ARABIC, "ar", "هل تقصد mkg:studies؟"),
        (ENGLISH, "ar", "Did you mean mkg:studies?"),
        (Literal("nö", language="de"), "fr", "Vouliez-vous dire mkg:studies\u00a0?"),
    ],
)
def test_the_nearest_property_is_added_to_the_words_of_a_closed_shape(
    message: Literal, lang: str, asked: str
) -> None:
    finding = found("Closed", messages=(message,), constraint=NamedNode(TERMS + "studies"))

    assert say(finding, lang) == f"{message.value} {asked}"
    assert say(replace(finding, constraint=None), lang) == message.value


@pytest.mark.parametrize(
    ("finding", "helped"),
    [
        (replace(VIOLATION, shape=OTHERS), "Add what is missing: at least 1 in all."),
        (replace(VIOLATION, shape=BlankNode("b")), "Add what is missing: at least 1 in all."),
        (VIOLATION, ""),
        (replace(VIOLATION, shape=NamedNode(LINTS + "x")), ""),
        (replace(VIOLATION, shape=OTHERS, messages=()), ""),
        (replace(VIOLATION, shape=OTHERS, component=SH + "SPARQL" + COMPONENT), ""),
        (replace(VIOLATION, shape=OTHERS, component="http://example.org/Own"), ""),
    ],
)
def test_help_is_given_where_a_shape_of_someone_else_speaks(finding: Finding, helped: str) -> None:
    assert help_for(finding, "en") == helped


def test_help_does_not_repeat_what_the_message_asks() -> None:
    finding = found("Closed", messages=(ENGLISH,), constraint=NAME, shape=OTHERS)

    assert help_for(finding, "en") == "Check its spelling, or take it out."


SHAPES = f"""
    @prefix sh: <{SH}> .
    <x:spoken> sh:message "Own."@en .
    <x:silent> sh:minCount 1 ; sh:in ( "a" 2 <x:c> ) ; sh:class <x:A> , <x:B> .
    <x:query> sh:select "SELECT $this (1 AS ?message) {{}}" .
    <x:mute> sh:select "SELECT $this {{}}" .
    <x:component> sh:propertyValidator <x:spoken> .
"""
KNOWN = Graph(quad.triple for quad in parse(SHAPES, format=RdfFormat.TURTLE))


@pytest.mark.parametrize(
    ("shape", "component", "constraint", "kept"),
    [
        ("x:spoken", SH + "MinCount" + COMPONENT, "", True),
        ("x:silent", SH + "MinCount" + COMPONENT, "", False),
        ("x:silent", SH + "SPARQL" + COMPONENT, "x:spoken", True),
        ("x:silent", SH + "SPARQL" + COMPONENT, "x:query", True),
        ("x:silent", SH + "SPARQL" + COMPONENT, "x:mute", False),
        ("x:silent", "x:component", "", True),
        ("x:silent", "x:other", "", False),
    ],
)
def test_the_sentence_that_an_engine_makes_up_is_not_told(
    shape: str, component: str, constraint: str, *, kept: bool
) -> None:
    result = f"""
        <x:r> <{SH}focusNode> <x:a> .
        <x:r> <{SH}sourceConstraintComponent> <{component}> .
        <x:r> <{SH}sourceShape> <{shape}> .
        <x:r> <{SH}resultMessage> "Less than 1 values" .
        <x:report> <{SH}result> <x:r> .
    """ + (f"<x:r> <{SH}sourceConstraint> <{constraint}> ." if constraint else "")

    (finding,) = read(result.encode(), KNOWN)

    assert [each.value for each in finding.messages] == ["Less than 1 values"] * kept


@pytest.mark.parametrize(
    ("name", "expected"),
    [("MinCount", ONE), ("In", Literal('"a", "2"^^xsd:integer, <x:c>')), ("Class", None), ("MaxCount", None)],
)
def test_what_a_shape_expects_is_read_where_it_says_one_thing(name: str, expected: Literal | None) -> None:
    result = f"""
        <x:r> <{SH}focusNode> <x:a> .
        <x:r> <{SH}sourceConstraintComponent> <{SH}{name}{COMPONENT}> .
        <x:r> <{SH}sourceShape> <x:silent> .
        <x:report> <{SH}result> <x:r> .
    """

    (finding,) = read(result.encode(), KNOWN)

    assert finding.constraint == expected


@pytest.mark.parametrize(
    ("text", "width", "cut"), [("a\n  b\tc", 80, "a b c"), ("x" * 80, 80, "x" * 80), ("abcdef", 4, "abc…")]
)
def test_a_long_or_broken_text_is_put_on_one_line(text: str, width: int, cut: str) -> None:
    assert short(text, width) == cut
