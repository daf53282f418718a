"""People find things by their names, however they spell them, the best first."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexed import found, index_of, index_of_project, last
from mkg.index.find import MAX_TEXT, MAX_WORDS, Rank, search, suggest
from mkg.index.handle import Index
from mkg.index.sound import skeleton
from test_index_fold import ANY

THINGS = """
e:dl skos:prefLabel "Deep learning"@en , "Apprentissage profond"@fr , "التعلّم العميق"@ar .
e:dlt skos:prefLabel "Deep learning theory"@en .
e:theory skos:prefLabel "Theory of deep learning"@en .
e:ml skos:prefLabel "Machine learning"@en ; skos:altLabel "Statistical learning"@en .
e:um6p skos:prefLabel "Mohammed VI Polytechnic University"@en ;
    skos:altLabel "UM6P" ; skos:hiddenLabel "VI Poly" .
e:ventures skos:prefLabel "UM6P Ventures"@en .
e:inpt skos:prefLabel "Institut national des postes et télécommunications"@fr .
e:deep skos:prefLabel "Deep"@fr .
e:tetouan skos:prefLabel "Faculty of Sciences of Tetouan"@en , "كلية العلوم بتطوان"@ar .
e:paper skos:prefLabel "Reading"@en .
<http://example.org/paper#1> mkg:isAuthorshipOf e:paper ; schema:name "Khaoula El Idrissi" .
e:foreign dcterms:creator "Jane Roe" ; dcterms:title "A Study" .
source:deep skos:prefLabel "Deep"@en .
place:rabat skos:prefLabel "Rabat"@en , "الرباط"@ar .
[] skos:prefLabel "Nameless"@en .
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("index"), THINGS)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Index:
    return index_of_project(tmp_path_factory.mktemp("real"), root)


def test_the_whole_of_a_name_comes_before_its_beginning_and_that_before_its_words(index: Index) -> None:
    hits = search(index, "deep learning")

    assert [(last(hit), hit.rank) for hit in hits[:3]] == [
        ("dl", Rank.EXACT),
        ("dlt", Rank.PREFIX),
        ("theory", Rank.WORDS),
    ]


def test_a_hit_tells_its_labels_and_the_text_that_fits(index: Index) -> None:
    (hit, *_) = search(index, "apprentissage PROFOND")

    assert hit.labels == {"en": "Deep learning", "fr": "Apprentissage profond", "ar": "التعلّم العميق"}
    assert (hit.matched, hit.lang, hit.kind) == ("Apprentissage profond", "fr", "")


@pytest.mark.parametrize(
    ("text", "thing", "rank"),
    [
        ("تعلم عميق", "dl", Rank.EXACT),
        ("um6p", "um6p", Rank.ALSO),
        ("vi poly", "um6p", Rank.ALSO),
        ("statistical", "ml", Rank.PREFIX),
        ("تطوان", "tetouan", Rank.WORDS),
        ("university of mohammed", "um6p", Rank.WORDS),
        ("poly uni mohammed", "um6p", Rank.WORDS),
        ("idrissi", "paper", Rank.NAMED),
        ("Jane Roe", "foreign", Rank.NAMED),
        ("INPT", "inpt", Rank.INITIALS),
        ("INDPET", "inpt", Rank.INITIALS),
        ("محمد", "um6p", Rank.SOUND),
        ("Muhamad", "um6p", Rank.SOUND),
        ("خولة الإدريسي", "paper", Rank.SOUND),
        ("machnie", "ml", Rank.SOUND),
        ("machime", "ml", Rank.TYPO),
        ("statisticel lerning", "ml", Rank.TYPO),
    ],
)
def test_a_thing_is_found_by(index: Index, text: str, thing: str, rank: Rank) -> None:
    hits = search(index, text)

    assert (last(hits[0]), hits[0].rank) == (thing, rank)


def test_sources_come_last_among_those_that_fit_as_well(index: Index) -> None:
    assert [hit.iri for hit in search(index, "deep")][:2] == [
        "http://example.org/deep",
        "https://w3id.org/mkg/source/deep",
    ]


def test_hits_are_of_one_kind_where_one_is_asked_for(index: Index) -> None:
    assert found(index, "deep", kind="source") == ["deep"]
    assert found(index, "rabat", kind="place") == ["rabat"]
    assert search(index, "rabat", kind="person") == []


def test_a_name_in_the_language_of_the_reader_is_the_one_that_is_told(index: Index) -> None:
    assert [search(index, "deep", lang=lang)[0].lang for lang in ("fr", "xx")] == ["fr", "fr"]
    assert search(index, "learning", lang="en")[0].lang == "en"


def test_no_more_are_told_than_asked_for_and_each_thing_once(index: Index) -> None:
    assert len(search(index, "learning", limit=2)) == 2
    told = found(index, "learning", limit=100)
    assert len(told) == len({*told}) >= 4


def test_a_thing_without_an_iri_is_not_found(index: Index) -> None:
    assert search(index, "nameless") == []


def test_what_is_typed_so_far_suggests_the_shortest_names_first(index: Index) -> None:
    assert [last(hit) for hit in suggest(index, "deep l")] == ["dl", "dlt", "theory"]
    assert [last(hit) for hit in suggest(index, "الر", lang="ar")] == ["rabat"]


@pytest.mark.parametrize("text", ["", " ", "?!", "\0", "\ud800", "ـ", "\u200f", "*", '"'])
def test_what_holds_no_word_finds_nothing(index: Index, text: str) -> None:
    assert search(index, text) == []
    assert suggest(index, text) == []


@pytest.mark.parametrize(
    "text",
    [
        'deep" OR "x',
        "deep NOT learning",
        "folded : deep",
        "NEAR(deep learning, 2)",
        "deep*",
        "^deep",
        "{folded sound}: deep",
        "-deep",
        "'; DROP TABLE label; --",
        "%",
        "deep\0learning",
        "a " * 5_000,
        "x" * 10_000,
        "ab" * 5_000,
        "(" * 10_000,
        "\U0010ffff" * 50,
        "𞤀𞤣 𝒟𝑒𝑒𝑝 ꙮ",
    ],
)
def test_no_text_is_an_instruction(index: Index, text: str) -> None:
    search(index, text)

    assert found(index, "deep learning")[0] == "dl"


WORDS = st.sampled_from(
    ['"', "AND", "OR", "NOT", "NEAR(", ")", ":", "*", "deep", "learning", "محمد", "\ud800", "'"]
)


@given(ANY | st.lists(WORDS, max_size=12).map(" ".join))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
def test_any_text_is_taken(index: Index, text: str) -> None:
    assert all(hit.labels or hit.rank == Rank.NAMED for hit in search(index, text, kind=None, lang=text[:3]))
    assert search(index, "deep", kind=f"{text}?") == []


def test_a_long_text_is_searched_by_its_beginning(index: Index) -> None:
    assert found(index, "rabat" + " " * MAX_TEXT + "nowhere")[0] == "rabat"
    assert found(index, " ".join(["deep"] * MAX_WORDS) + " nowhere")[0] in {"deep", "dl"}


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("um6p", "institution/um6p"),
        ("الجامعة محمد السادس", "institution/um6p"),
        ("بن جرير", "place/ben-guerir"),
        ("bengrir", "place/ben-guerir"),
        ("ensias", "institution/ensias"),
        ("cadi ayad", "institution/cadi-ayyad-university"),
        ("القاضي عياض", "institution/cadi-ayyad-university"),
        ("universite Ibn Tofail", "institution/ibn-tofail-university"),
        ("apprentisage profond", "topic/deep-learning"),
        ("darija", "language/moroccan-arabic"),
        ("أمل الفلاح السغروشني", "person/amal-el-fallah-seghrouchni"),
        ("kingdom of morocco", "place/morocco"),
    ],
)
def test_the_graph_is_searched_as_people_write(real: Index, text: str, iri: str) -> None:
    assert f"https://w3id.org/mkg/{iri}" in [hit.iri for hit in search(real, text, limit=5)]


def test_most_places_are_found_from_the_other_script_by_their_sound(real: Index) -> None:
    pairs = real.rows(
        "SELECT thing.iri, label.text FROM thing JOIN label ON label.thing = thing.id"
        " WHERE thing.kind = 'place' AND label.lang = 'ar' AND label.role = 0"
    )
    heard = [iri for iri, name in pairs if sound_of(name) in latin_sounds(real, iri)]

    assert len(pairs) >= 47
    assert len(heard) >= 0.75 * len(pairs)


def sound_of(name: str) -> str:
    return skeleton(name).replace(" ", "")


def latin_sounds(real: Index, iri: str) -> set[str]:
    told = real.rows(
        "SELECT label.text FROM thing JOIN label ON label.thing = thing.id"
        " WHERE thing.iri = :iri AND label.lang <> 'ar'",
        iri=iri,
    )
    return {sound_of(name) for (name,) in told}


def test_every_thing_is_found_by_each_of_its_names(real: Index) -> None:
    names = real.rows(
        "SELECT thing.iri, label.text FROM label JOIN thing ON thing.id = label.thing WHERE label.id % 17 = 0"
    )

    missed = [
        (iri, text) for iri, text in names if iri not in {hit.iri for hit in search(real, text, limit=50)}
    ]
    assert len(names) > 200
    assert missed == []
