import pytest

from looked_at import found, looked_at, told
from mkg.lints.wellknown import KNOWN, nearest

FOAF, SKOS = "http://xmlns.com/foaf/0.1/", "http://www.w3.org/2004/02/skos/core#"
EX = "@prefix ex: <http://example.org/> .\n"


@pytest.mark.parametrize(
    "use",
    [
        "ex:a ex:b p:c .",
        "ex:a ex:b p: .",
        "ex:a ex:b 1 , p:c .",
        "ex:a ex:b 1;p:c 1 .",
        "p:c ex:b 1 .",
        "ex:a ex:b (p:c) .",
        "ex:a ex:b [p:c 1] .",
        'ex:a ex:b "1"^^p:c .',
        "ex:a <http://example.org/x>p:c .",
        "ex:a ex:b 'x',p:c .",
        "ex:a ex:b 1 . # p:\np:c ex:b 1 .",
    ],
)
def test_a_prefix_is_used_wherever_a_name_has_it(use: str) -> None:
    text = f"{EX}@prefix p: <http://example.org/p#> .\n{use}"

    assert told(text) == []


@pytest.mark.parametrize(
    "use",
    [
        "ex:a ex:b 'p:c' .",
        'ex:a ex:b """\n p:c""" .',
        "ex:a ex:b 1 . # p:c",
        "ex:a ex:b <p:c> .",
        "ex:a ex:b ex:p:c .",
        "ex:a ex:b ex:c.p:c .",
        "ex:a ex:b ex:p .",
        'ex:a ex:b "\\" p:c" .',
        "ex:a ex:b ex:it\\'s , 'p:c' .",
        "@prefix xp: <http://example.org/xp#> .\nex:a ex:b xp:c .",
    ],
)
def test_a_prefix_is_not_used_by_what_only_looks_like_a_name(use: str) -> None:
    text = f"{EX}@prefix p: <http://example.org/p#> .\n{use}"

    assert told(text) == [("unused-prefix", 2, 9)]


def test_the_declarations_of_sparql_and_the_empty_prefix_are_seen() -> None:
    text = "PREFIX : <http://example.org/>\nprefix p: <http://example.org/p#>\n:a :b 1 ."

    assert told(text) == [("unused-prefix", 2, 8)]


def test_a_place_is_as_wide_as_the_prefix_with_its_colon() -> None:
    (finding,) = found(looked_at(f"{EX}@prefix other: <http://example.org/p#> .\nex:a ex:b 1 ."))

    assert finding.place is not None
    assert (finding.place.column, finding.place.width) == (9, len("other:"))
    assert finding.messages[0].value.startswith("Take out the prefix other:")


@pytest.mark.parametrize("prefix", ["dcterms", "dct", ""])
def test_a_usual_prefix_is_left_alone(prefix: str) -> None:
    text = f"@prefix {prefix}: <http://purl.org/dc/terms/> .\n<http://example.org/a> {prefix}:title 'A' ."

    assert told(text) == []


def test_an_unusual_prefix_is_told_with_the_usual_one() -> None:
    (finding,) = found(looked_at(f"@prefix f: <{FOAF}> .\n<http://example.org/a> f:nick 'A' ."))

    assert finding.rule == "unusual-prefix"
    assert [message.value for message in finding.messages] == [
        "Write foaf: for f: – it is the usual prefix of this namespace.",
        "Écrivez foaf: au lieu de f: – c’est le préfixe usuel de cet espace de noms.",
        "اكتب foaf: بدل f: فبهذه البادئة يُعرف فضاء الأسماء هذا.",
    ]


def test_a_prefix_may_be_declared_again_for_its_own_namespace() -> None:
    assert told(f"{EX}ex:a ex:b 1 .\n{EX}ex:c ex:b 1 .") == []


def test_a_prefix_that_is_bound_anew_is_told_where_it_is_bound_anew() -> None:
    text = f"{EX}ex:a ex:b 1 .\n@prefix ex: <http://example.org/c/> .\nex:a ex:b 1 ."

    assert told(text) == [("rebound-prefix", 3, 9)]


def test_the_second_prefix_of_a_namespace_is_told_and_the_first_kept() -> None:
    text = f"{EX}@prefix e: <http://example.org/> .\nex:a e:b 1 ."

    assert told(text) == [("doubled-prefix", 2, 9)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://www.w3.org/2004/02/skos/core#", SKOS),
        ("http://www.w3.org/2004/02/skos/core", SKOS),
        ("http://www.w3.org/2004/02/skos/core/", SKOS),
        ("http://www.w3.org/2004/02/SKOS/core#", SKOS),
        ("http://www.w3.org/2004/02/skos/cores#", SKOS),
        ("http://www.w3.org/2004/02/skos/coer#", None),
        ("http://www.w3.org/2004/2/skos/core#", SKOS),
        ("http://w3.org/2004/02/skos/core#", SKOS),
        ("http://purl.org/dc/term/", "http://purl.org/dc/terms/"),
        ("http://www.w3.org/2001/XMLSchema", "http://www.w3.org/2001/XMLSchema#"),
        ("https://www.wikidata.org/entity/", "http://www.wikidata.org/entity/"),
        ("https://www.schema.org/", "http://schema.org/"),
        ("https://www.w3.org/ns/ldt#", None),
        ("http://www.w3.org/ns/csvw#", None),
        ("http://xmlns.com/foaf/0.2/", None),
        ("http://example.org/", None),
        ("", None),
    ],
)
def test_a_namespace_is_near_one_that_everybody_knows(written: str, meant: str | None) -> None:
    assert nearest(written) == meant


@pytest.mark.parametrize("namespace", KNOWN)
def test_a_known_namespace_is_near_no_other(namespace: str) -> None:
    assert nearest(namespace) is None
    assert namespace.endswith(("/", "#"))


def test_a_near_namespace_is_told_at_its_iri() -> None:
    text = f"@prefix foaf: <{FOAF[:-1]}> .\n<http://example.org/a> foaf:nick 'A' ."
    (finding,) = found(looked_at(text))

    assert finding.rule == "near-namespace"
    assert finding.place is not None
    assert (finding.place.column, finding.place.width) == (15, len(FOAF) + 1)
    assert f"<{FOAF}>" in finding.messages[0].value


def test_a_prefix_that_everybody_reads_one_way_is_told_under_any_other_namespace() -> None:
    assert told("@prefix rdf: <http://example.org/r#> .\nrdf:a rdf:b 1 .") == [("near-namespace", 1, 14)]


def test_both_namespaces_of_schema_org_are_known() -> None:
    for scheme in ("http", "https"):
        text = f"@prefix schema: <{scheme}://schema.org/> .\n<http://example.org/a> schema:name 'A' ."
        assert told(text) == []
