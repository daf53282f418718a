from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from mkg.errors import MkgError, QueryError, ReadError, ShapesError
from mkg.validation.findings import Severity
from mkg.validation.rules import Rule, check, read
from mkg.vocab import PREFIXES, SHAPES

MKG, TOPIC = PREFIXES["mkg"], PREFIXES["topic"]
DATA = f"""
@prefix mkg: <{MKG}> .
@prefix topic: <{TOPIC}> .
topic:deep-learning a mkg:Topic .
topic:speech a mkg:Topic ; mkg:broader topic:deep-lerning , topic:deep-learning ; mkg:note "A" .
"""
QUERY = "SELECT ?this ?path ?value { ?this ?path ?value }"


@pytest.fixture
def store() -> Store:
    store = Store()
    store.load(DATA, format=RdfFormat.TURTLE)
    return store


def rule(text: str, **messages: str) -> Rule:
    return Rule("a-rule", told(**messages or {"en": "Mend it."}), Severity.violation, text)


def told(**messages: str) -> tuple[Literal, ...]:
    return tuple(Literal(message, language=language) for language, message in messages.items())


def write(folder: Path, text: str) -> Path:
    (folder / "a-rule.rq").write_text(text, encoding="utf-8")
    return folder / "a-rule.rq"


@pytest.mark.parametrize(
    ("second", "severity"),
    [
        ("# severity: violation", Severity.violation),
        ("# severity: warning", Severity.warning),
        ("# severity: info  ", Severity.info),
        ("# severity: grave", Severity.violation),
        ("# a comment", Severity.violation),
        ("", Severity.violation),
        (QUERY, Severity.violation),
    ],
)
def test_a_rule_says_below_its_message_how_bad_its_findings_are(
    second: str, severity: Severity, tmp_path: Path
) -> None:
    text = f"# Mend it, بسرعة.  \n{second}\n{QUERY}"

    assert read(write(tmp_path, text)) == Rule("a-rule", told(en="Mend it, بسرعة."), severity, text)


@pytest.mark.parametrize("between", [QUERY, "", "# A remark."])
def test_what_stands_further_below_is_a_comment(between: str, tmp_path: Path) -> None:
    found = read(write(tmp_path, f"# Mend it.\n{between}\n# fr: Corrigez-le.\n# severity: info\n{QUERY}"))

    assert (found.severity, found.messages) == (Severity.violation, told(en="Mend it."))


@pytest.mark.parametrize(
    "head",
    [
        "# fr: Corrigez-le : vite.  \n# ar: صحّحه.\n# severity: info",
        "# severity: info\n# fr: Corrigez-le : vite.\n# ar: صحّحه.",
        "# fr: Corrigez-le : vite.\n# severity: info\n# ar: صحّحه.\n# de: Berichtigen.",
    ],
)
def test_a_rule_says_its_message_in_french_and_arabic_too(head: str, tmp_path: Path) -> None:
    found = read(write(tmp_path, f"# Mend it.\n{head}\n{QUERY}"))

    assert found.messages == told(en="Mend it.", fr="Corrigez-le : vite.", ar="صحّحه.")
    assert found.severity == Severity.info


@pytest.mark.parametrize("line", ["# fr:", "# fr:  ", "#fr: Corrigez-le.", "# FR: Corrigez-le."])
def test_a_translation_that_says_nothing_is_none(line: str, tmp_path: Path) -> None:
    assert read(write(tmp_path, f"# Mend it.\n{line}\n{QUERY}")).messages == told(en="Mend it.")


@pytest.mark.parametrize("text", ["", QUERY, "#\n", "\n# Mend it."])
def test_a_rule_without_a_message_is_refused_at_its_first_line(text: str, tmp_path: Path) -> None:
    path = write(tmp_path, text)

    with pytest.raises(ShapesError) as caught:
        read(path)

    assert str(caught.value).startswith(f"{path}:1:1: start the rule with its message")


def test_a_rule_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        read(tmp_path / "none.rq")


def test_each_row_is_a_finding(store: Store) -> None:
    found = check(
        store, [rule(f"SELECT * {{ ?this a ?value . BIND(<{MKG}p> AS ?path) }} ORDER BY ?this")] * 2
    )

    assert [finding.focus for finding in found] == [
        NamedNode(TOPIC + "deep-learning"),
        NamedNode(TOPIC + "speech"),
    ] * 2
    assert {(finding.path, finding.value) for finding in found} == {
        (NamedNode(MKG + "p"), NamedNode(MKG + "Topic"))
    }
    assert {(finding.shape, finding.severity) for finding in found} == {
        (NamedNode(SHAPES + "a-rule"), Severity.violation)
    }


def test_a_rule_without_rows_finds_nothing(store: Store) -> None:
    assert check(store, [rule("SELECT ?this ?path ?value { ?this a 1 . ?this ?path ?value }")]) == []
    assert check(store, []) == []


def test_what_does_not_apply_may_stay_unbound(store: Store) -> None:
    for variables in ("?this ?path ?value", "?this"):
        (finding,) = check(store, [rule(f"SELECT {variables} {{ BIND(<urn:x> AS ?this) }}")])

    assert (finding.focus, finding.path, finding.value) == (NamedNode("urn:x"), None, None)


def test_a_path_that_is_no_iri_is_left_out(store: Store) -> None:
    (finding,) = check(
        store, [rule("SELECT ?this ?path ?value { BIND(<urn:x> AS ?this) BIND('p' AS ?path) }")]
    )

    assert finding.path is None


@pytest.mark.parametrize("variables", ["?this ?path ?value", "?path ?value"])
def test_a_row_without_the_thing_at_fault_is_refused(variables: str, store: Store) -> None:
    with pytest.raises(ShapesError, match=r"rule a-rule: a row has no \?this; bind it to the thing at fault"):
        check(store, [rule(f"SELECT {variables} {{ BIND(1 AS ?value) }}")])


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?this ?path ?value { ?this ?path }",
        "SELECT ?this { e:a ?path ?this }",
        "ASK {}",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "",
    ],
)
def test_a_rule_that_cannot_be_run_is_refused_by_its_name_with_the_cure(text: str, store: Store) -> None:
    with pytest.raises(ShapesError, match=r"^rule a-rule: .*; select \?this, \?path and \?value$"):
        check(store, [rule(text)])


def test_a_rule_may_not_call_another_server(store: Store) -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        check(
            store,
            [rule("SELECT ?this ?path ?value { SERVICE <http://127.0.0.1:9/> { ?this ?path ?value } }")],
        )


def suggested(store: Store, term: str, variable: str = "value") -> str:
    bound = "" if variable == "path" else "BIND(<urn:p> AS ?path)"
    text = f"SELECT ?this ?path ?value {{ BIND(<urn:x> AS ?this) {bound} BIND({term} AS ?{variable}) }}"
    (finding,) = check(store, [rule(text)])
    (message,) = finding.messages
    assert message.language == "en"
    return message.value.removeprefix("Mend it.")


@pytest.mark.parametrize("variable", ["value", "path"])
def test_a_misspelt_iri_of_ours_is_told_with_the_one_that_is_meant(variable: str, store: Store) -> None:
    assert suggested(store, f"<{TOPIC}deep-lerning>", variable) == " Did you mean topic:deep-learning?"


def test_it_is_told_in_each_language_of_the_rule(store: Store) -> None:
    text = f"SELECT ?this ?path ?value {{ BIND(<urn:x> AS ?this) BIND(<{TOPIC}deep-lerning> AS ?value) }}"

    (finding,) = check(store, [rule(text, en="Mend it.", fr="Corrigez-le.", ar="صحّحه.")])

    assert finding.messages == told(
        en="Mend it. Did you mean topic:deep-learning?",
        fr="Corrigez-le. Vouliez-vous dire topic:deep-learning ?",
        ar="صحّحه. هل تقصد topic:deep-learning؟",
    )


@pytest.mark.parametrize(
    "term",
    [
        f"<{TOPIC}deep-learning>",
        f"<{TOPIC}quantum>",
        f"<{MKG}deep-lerning>",
        "<http://example.org/deep-lerning>",
        "'deep-lerning'",
    ],
)
def test_nothing_is_suggested_where_nothing_is_close(term: str, store: Store) -> None:
    assert suggested(store, term) == ""


def test_the_faults_of_rules_are_errors_of_mkg() -> None:
    assert issubclass(ShapesError, MkgError)
