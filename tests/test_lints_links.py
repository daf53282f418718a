import pytest

from looked_at import HEAD, found, looked_at, rules, source, told
from mkg.lints import Checked
from mkg.lints.labels import folded

CITIES = "ex:fez ex:b 1 . ex:rabat ex:b 1 . ex:agadir ex:b 1 . ex:oujda ex:b 1 .\n"
TYPED = f"@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n{HEAD}"


def test_a_link_to_nothing_is_told_with_what_was_meant() -> None:
    looked = looked_at(f"{HEAD}{CITIES}ex:fez ex:twin ex:rabbat .")
    (finding,) = found(looked)

    assert (finding.rule, str(finding.place)) == ("dangling-link", "/graph/0.ttl:3:16")
    assert [message.value for message in finding.messages] == [
        "Describe this thing or correct its address: nothing describes it."
        " Did you mean <http://example.org/rabat>?",
        "Décrivez cette chose ou corrigez son adresse : rien ne la décrit."
        " Vouliez-vous dire <http://example.org/rabat> ?",
        "صف هذا الشيء أو صحّح عنوانه: فلا شيء يصفه. هل تقصد <http://example.org/rabat>؟",
    ]


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    many = "".join(f"ex:town{n} ex:b 1 .\n" for n in range(20))
    (finding,) = found(looked_at(f"{HEAD}{many}{CITIES}ex:fez ex:twin ex:xxxxxxxxx ."))

    assert "Did you mean" not in finding.messages[0].value


def test_what_is_near_nothing_is_left_alone_where_much_is_not_described() -> None:
    assert rules(CITIES + "ex:fez ex:twin ex:xxxxxxxxx .") == []


def test_among_very_many_names_the_near_one_is_found() -> None:
    many = "".join(f"ex:city{n} ex:b 1 .\n" for n in range(6000))
    (finding,) = found(looked_at(f"{HEAD}{many}ex:rabat ex:b 1 . ex:rabat ex:twin ex:rabbat ."))

    assert "<http://example.org/rabat>" in finding.messages[0].value


@pytest.mark.parametrize(
    "text",
    [
        "ex:fez ex:twin ex:rabat .",
        "ex:fez ex:twin <http://example.com/rabbat> .",
        "ex:fez a ex:City .",
        "ex:fez a ex:raba . ex:fez ex:c ex:raba .",
        "ex:fez ex:raba 1 . ex:fez ex:c ex:raba .",
        "ex:fez <http://www.w3.org/ns/shacl#path> ex:raba .",
        "ex:fez <https://schema.org/url> ex:page .",
        "ex:fez <http://www.w3.org/2000/01/rdf-schema#seeAlso> ex:page .",
        "ex:fez ex:twin 'ex:rabbat' .",
        "ex:fez ex:twin _:rabbat .",
        "ex:fez ex:twin ex:x1 , ex:x2 , ex:x3 .",
    ],
)
def test_links_that_are_described_or_lead_elsewhere_are_left_alone(text: str) -> None:
    assert rules(CITIES + text) == []


def test_what_another_file_describes_is_described() -> None:
    assert rules(CITIES + "ex:fez ex:twin ex:rabatt .", "ex:rabatt ex:b 1 .") == []


def test_what_the_ontology_or_the_shapes_describe_is_described() -> None:
    data = source(HEAD + CITIES + "ex:fez ex:twin ex:Fez , ex:Rabat .")
    ontology, shapes = source(HEAD + "ex:Fez ex:b 1 .", "o.ttl"), source(HEAD + "ex:Rabat ex:b 1 .", "s.ttl")
    own = {"dangling-link"}

    assert own.isdisjoint(each.rule for each in found(Checked([data], [ontology], [shapes])))
    assert own <= {each.rule for each in found(Checked([data], [ontology], []))}


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        (["ex:a ex:b <https://x.org/y> , <http://x.org/y> ."], (2, 31)),
        (["ex:a ex:b <https://x.org/y> .", "ex:c ex:b <http://x.org/y> ."], (2, 11)),
        (["<http://x.org/y> ex:b 1 . <https://x.org/y> ex:c 2 ."], (2, 1)),
        (["ex:a <http://schema.org/name> 'A' ; <https://schema.org/url> ex:a ."], (2, 6)),
    ],
)
def test_one_address_in_two_schemes_is_told_at_its_http_form(
    texts: list[str], place: tuple[int, int]
) -> None:
    assert told(*(HEAD + text for text in texts)) == [("mixed-scheme", *place)]


@pytest.mark.parametrize(
    "text",
    [
        "ex:a ex:b <https://x.org/y> , <http://x.org/z> .",
        "ex:a ex:b 'https://x.org/y' , 'http://x.org/y' .",
        "ex:a ex:b <http://x.org/y> , <ftp://x.org/y> .",
    ],
)
def test_addresses_that_differ_otherwise_are_left_alone(text: str) -> None:
    assert rules(text) == []


def test_an_address_that_is_used_often_in_both_schemes_is_told_once_a_file() -> None:
    many = " ; ".join(f"ex:p{n} <http://x.org/y>" for n in range(5))

    assert rules(f"ex:a ex:b <https://x.org/y> ; {many} .") == ["mixed-scheme"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fès", "FES"),
        ("Deep-learning", "deep learning"),
        ("Université  Mohammed V", "Universite Mohammed V"),
        ("« Atlas »", "Atlas"),
        ("œuvre", "Œuvre"),
        ("أكادير", "اكادير"),
        ("مدرسة", "مدرسه"),
        ("الذكاء الاصطناعيّ", "الذكاء الاصطناعي"),
        ("مستشفى", "مستشفي"),
        ("مـــراكش", "مراكش"),
        ("ک", "ك"),
    ],
)
def test_labels_that_read_the_same_fold_to_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("C", "C++"), ("C", "C#"), ("GPT-3", "GPT-4"), ("1.5", "15"), ("فاس", "فأر"), ("ab", "a b")],
)
def test_labels_that_read_otherwise_do_not(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_two_things_of_one_class_with_labels_alike_are_told_at_the_second() -> None:
    text = f'{TYPED}ex:a a ex:C ; rdfs:label "Fès" .\nex:b a ex:C ; rdfs:label "Fes" .'
    (finding,) = found(looked_at(text))

    assert (finding.rule, finding.place and finding.place.line) == ("near-duplicate-label", 4)
    assert "Merge this with <http://example.org/a>" in finding.messages[0].value


def test_labels_that_are_the_same_to_the_letter_are_told_as_a_value() -> None:
    text = f'{TYPED}ex:a a ex:C ; rdfs:label "Fes" .\nex:b a ex:C ; rdfs:label "Fes" .'
    (finding,) = found(looked_at(text))

    assert (str(finding.value), str(finding.place)) == ('"Fes"', "/graph/0.ttl:4:26")


@pytest.mark.parametrize(
    "text",
    [
        'ex:a a ex:C ; rdfs:label "Fes" . ex:b a ex:D ; rdfs:label "Fes" .',
        'ex:a rdfs:label "Fes" . ex:b rdfs:label "Fes" .',
        'ex:a a ex:C ; rdfs:label "Fes"@en . ex:b a ex:C ; rdfs:label "Fes"@fr .',
        'ex:a a ex:C ; rdfs:label "Fes" , "fes" .',
        'ex:a a ex:C ; rdfs:label "-" . ex:b a ex:C ; rdfs:label "+-"@en .',
        'ex:a a ex:C ; ex:label "Fes" . ex:b a ex:C ; ex:label "Fes" .',
        'ex:a a ex:C ; rdfs:label "Fes" . ex:b a ex:C ; rdfs:label "Fès" ;'
        " <http://www.w3.org/2002/07/owl#differentFrom> ex:a .",
    ],
)
def test_things_that_may_share_a_label_are_left_alone(text: str) -> None:
    assert "near-duplicate-label" not in [rule for rule, _, _ in told(TYPED + text)]
