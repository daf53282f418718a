from pathlib import Path

import pytest
import rdflib.namespace
from rdflib.namespace import DefinedNamespace

from mkg.lints.vocabularies import SHACL, SHACL_DRAFTS, VOCABULARIES, has, namespace_of
from mkg.vocab import PREFIXES, RDF, SCHEMA, SH, SKOS, XSD


@pytest.mark.parametrize("namespace", VOCABULARIES)
def test_the_terms_that_are_read_are_those_that_rdflib_imports(namespace: str) -> None:
    vocabulary = VOCABULARIES[namespace]
    imported = getattr(rdflib.namespace, vocabulary.name)
    names = {name for name in imported.__annotations__ if not name.startswith("_")} | set(imported._extras)

    assert issubclass(imported, DefinedNamespace)
    assert str(imported).replace("https:", "http:") == namespace.replace("https:", "http:")
    assert names.union(vocabulary.beyond) == vocabulary.terms


def test_the_terms_of_shacl_are_read_too() -> None:
    assert {"minCount", "NodeShape", "select", "AndConstraintComponent-and", "SPARQLRule"} <= SHACL.terms
    assert "minCont" not in SHACL.terms


def test_no_draft_term_is_a_term_of_shacl_already() -> None:
    assert not SHACL_DRAFTS & SHACL.terms


def test_the_members_of_containers_are_terms_of_rdf() -> None:
    assert has(RDF, "_1")
    assert has(RDF, "_1984")
    assert not has(RDF, "_0")
    assert not has(SKOS, "_1")


@pytest.mark.parametrize(
    ("namespace", "name"),
    [
        (SKOS, "prefLabel"),
        (XSD, "gYearMonth"),
        (RDF, "langString"),
        (SCHEMA, "variablesMeasured"),
        (PREFIXES["dcat"], "inSeries"),
        (PREFIXES["foaf"], "mbox_sha1sum"),
        ("http://purl.org/dc/terms/", "ISO639-3"),
    ],
)
def test_a_term_is_known(namespace: str, name: str) -> None:
    assert has(namespace, name)


@pytest.mark.parametrize(
    ("iri", "namespace"),
    [
        ("http://www.w3.org/ns/shacl#path", SH),
        ("https://schema.org/name", SCHEMA),
        ("http://example.org/a#b/c", "http://example.org/a#b/"),
        ("urn:isbn:1", ""),
    ],
)
def test_a_namespace_ends_at_the_last_hash_or_slash(iri: str, namespace: str) -> None:
    assert namespace_of(iri) == namespace


def test_our_own_prefixes_that_are_well_known_have_their_terms_listed(root: Path) -> None:
    named = (root / "data" / "topic.ttl").read_text(encoding="utf-8")

    assert PREFIXES["skos"] in named
    assert {PREFIXES[name] for name in ("dcterms", "foaf", "org", "prov", "skos", "void")} <= set(
        VOCABULARIES
    )
