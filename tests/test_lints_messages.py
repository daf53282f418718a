"""What lints of text and data say of the faulty files that bear their names, and where: to the character."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from looked_at import found
from mkg.lints import Checked
from mkg.sources import read
from mkg.vocab import LINTS

FAULTY = Path(__file__).parent / "lints"

# Line, column and width, and what is said in English and in French.
SAID = {
    "unused-prefix": (
        (2, 9, 5),
        "Take out the prefix foaf: – nothing in this file uses it.",
        "Retirez le préfixe foaf: – rien dans ce fichier ne l’utilise.",
    ),
    "unusual-prefix": (
        (2, 9, 7),
        "Write foaf: for person: – it is the usual prefix of this namespace.",
        "Écrivez foaf: au lieu de person: – c’est le préfixe usuel de cet espace de noms.",
    ),
    "rebound-prefix": (
        (4, 9, 3),
        "Use another prefix here: ex: already stands for <http://example.org/> above.",
        "Donnez un autre préfixe à cet espace de noms : ex: désigne déjà <http://example.org/> plus haut.",
    ),
    "doubled-prefix": (
        (2, 9, 3),
        "Use ex: throughout and take out eg: – both stand for one namespace.",
        "Utilisez partout ex: et retirez eg: – les deux désignent le même espace de noms.",
    ),
    "near-namespace": (
        (2, 15, 28),
        "Write <http://xmlns.com/foaf/0.1/> here: no vocabulary is known under this namespace, but"
        " one under that.",
        "Écrivez ici <http://xmlns.com/foaf/0.1/> : on ne connaît pas de vocabulaire sous cet"
        " espace de noms, mais bien sous celui-là.",
    ),
    "split-block": (
        (10, 1, 24),
        "Join this block with that of line 3: both describe the same thing.",
        "Joignez ce bloc à celui de la ligne 3 : les deux décrivent la même chose.",
    ),
    "duplicate-triple": (
        (6, 16, 1),
        'Take this value out: the file says "789"^^xsd:integer of the thing twice.',
        'Retirez cette valeur : le fichier dit deux fois "789"^^xsd:integer de la chose.',
    ),
    "wrong-language": (
        (5, 13, 10),
        "Correct the tag @en or translate the text: it is in Arabic script.",
        "Corrigez l’étiquette @en ou traduisez le texte : l’écriture est arabe.",
    ),
    "language-tag": (
        (3, 41, 7),
        "Write @fr instead of @french: this is its tag by RFC 5646.",
        "Écrivez @fr au lieu de @french : c’est l’étiquette de cette langue selon la RFC 5646.",
    ),
    "untagged-text": (
        (3, 16, 8),
        "Tag the language of this text, as of the others: queries by language miss it.",
        "Indiquez la langue de ce texte, comme pour ses autres valeurs : une requête par langue ne"
        " le trouve pas.",
    ),
    "bidi-control": (
        (3, 19, 1),
        "Take out U+202E RIGHT-TO-LEFT OVERRIDE: it makes text look otherwise than it is read.",
        "Retirez U+202E RIGHT-TO-LEFT OVERRIDE : ce caractère fait paraître le texte autrement"
        " qu’il n’est lu.",
    ),
    "invisible-character": (
        (3, 18, 1),
        "Take out U+200B ZERO WIDTH SPACE: nobody sees it, and what looks the same is not found.",
        "Retirez U+200B ZERO WIDTH SPACE : personne ne le voit, et ce qui paraît identique n’est pas trouvé.",
    ),
    "control-character": (
        (3, 18, 1),
        "Take out U+0007, or write it as an escape: it is no character of text.",
        "Retirez U+0007 ou écrivez-le en échappement : ce n’est pas du texte.",
    ),
    "garbled-text": (
        (3, 18, 2),
        "Copy the text again from its source: “Ã¨” was read in a wrong encoding.",
        "Recopiez le texte depuis sa source : « Ã¨ » a été lu dans un mauvais codage.",
    ),
    "not-normal": (
        (3, 16, 6),
        "Write this in Unicode's normal form C (NFC): as it is, equal text is not found equal.",
        "Écrivez ceci dans la forme normale C d’Unicode (NFC) : sinon, on ne reconnaît pas deux"
        " textes égaux.",
    ),
    "blank-edge": (
        (3, 16, 9),
        "Take out the blanks at the beginning or end of this text.",
        "Retirez les espaces au début ou à la fin de ce texte.",
    ),
    "odd-iri": (
        (3, 16, 24),
        "Write the scheme and the host of this IRI in lower case.",
        "Écrivez en minuscules le schéma et l’hôte de cet IRI.",
    ),
    "ill-typed": (
        (4, 19, 22),
        "Correct this value or its datatype: an xsd:date is written like 2024-12-31.",
        "Corrigez cette valeur ou son type : un xsd:date s’écrit comme 2024-12-31.",
    ),
    "dangling-link": (
        (4, 37, 11),
        "Describe this thing or correct its address: nothing describes it. Did you mean"
        " <http://example.org/city/rabat>?",
        "Décrivez cette chose ou corrigez son adresse : rien ne la décrit. Vouliez-vous dire"
        " <http://example.org/city/rabat> ?",
    ),
    "mixed-scheme": (
        (4, 18, 24),
        "Write <https://example.com/fez> or its http: form throughout: to a machine they are two things.",
        "Écrivez partout <https://example.com/fez> ou sa forme http: ; pour une machine, ce sont"
        " deux choses.",
    ),
    "near-duplicate-label": (
        (5, 1, 6),
        "Merge this with <http://example.org/fes>, or tell them apart: their labels read the same.",
        "Fusionnez ceci avec <http://example.org/fes> ou distinguez-les : leurs libellés se lisent de même.",
    ),
    "bad-silence": (
        (3, 1, 27),
        "Write this as # mkg: ignore <id> -- <reason>, or ignore-file: without a reason it silences nothing.",
        "Écrivez le commentaire sous la forme # mkg: ignore <id> -- <raison>, ou ignore-file :"
        " sans raison, il ne tait rien.",
    ),
    "idle-silence": (
        (3, 1, 61),
        "Take untagged-text out of this comment: there is nothing here that it silences.",
        "Retirez untagged-text de ce commentaire : il n’y a rien ici qu’il taise.",
    ),
}


@pytest.mark.parametrize("lint", SAID)
def test_a_finding_says_the_fault_and_its_cure_at_the_very_place(lint: str) -> None:
    place, english, french = SAID[lint]
    (finding,) = found(Checked([read(FAULTY / f"{lint}.ttl")], [], []))

    assert finding.place is not None
    assert (finding.place.line, finding.place.column, finding.place.width) == place
    assert [message.value for message in finding.messages[:2]] == [english, french]


@pytest.mark.parametrize("lint", SAID)
def test_what_is_said_is_not_the_same_in_two_languages(lint: str) -> None:
    (finding,) = found(Checked([read(FAULTY / f"{lint}.ttl")], [], []))

    assert len({message.value for message in finding.messages}) == len(finding.messages) == 3


@pytest.mark.parametrize("lint", SAID)
def test_a_finding_names_its_lint_as_its_shape_and_a_thing_as_its_focus(lint: str) -> None:
    (finding,) = found(Checked([read(FAULTY / f"{lint}.ttl")], [], []))

    assert finding.shape == NamedNode(LINTS + lint)
    assert isinstance(finding.focus, NamedNode)
    assert finding.focus.value.startswith(("http://example.org/", "file:///"))
