"""Language tags and the scripts of the languages. https://www.rfc-editor.org/rfc/rfc5646."""

import re

from mkg.lazy import Regex

_SCRIPTS = {
    "Latin": "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Arabic": "\u0620-\u065f\u066e-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Cyrillic": "\u0400-\u052f",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Hebrew": "\u05d0-\u05ea",
    "Tifinagh": "\u2d30-\u2d7f",
    "Chinese": "\u3400-\u9fff\u3005",
    "Japanese": "\u3041-\u30ff",
    "Korean": "\u1100-\u11ff\uac00-\ud7a3",
    "Devanagari": "\u0900-\u097f",
    "Thai": "\u0e01-\u0e5b",
    "Armenian": "\u0531-\u058f",
    "Georgian": "\u10a0-\u10ff",
    "Ethiopic": "\u1200-\u137f",
}
_WORDS = {name: Regex(f"[{letters}]{{2}}") for name, letters in _SCRIPTS.items()}
_LETTERS = {name: Regex(f"[{letters}]") for name, letters in _SCRIPTS.items()}

_WRITTEN_IN = {
    "Latin": "af ca cs cy da de en eo es et eu fi fr ga gl hr hu id is it la lb lt lv ms mt nb nl nn no pl"
    " pt ro sk sl so sq sv sw tr vi xh yo zgh zu",
    "Arabic": "ar ckb fa ps ur",
    "Armenian": "hy",
    "Chinese": "ja ko zh",
    "Cyrillic": "be bg mk ru uk",
    "Devanagari": "hi mr ne",
    "Ethiopic": "am ti",
    "Georgian": "ka",
    "Greek": "el",
    "Hebrew": "he yi",
    "Japanese": "ja",
    "Korean": "ko",
    "Thai": "th",
    "Tifinagh": "zgh",
}
"""The languages that are written in these scripts alone."""

_OF_LANGUAGE: dict[str, set[str]] = {}
for _script, _languages in _WRITTEN_IN.items():
    for _language in _languages.split():
        _OF_LANGUAGE.setdefault(_language, set()).add(_script)

_SUBTAGS = {
    "arab": "Arabic",
    "cyrl": "Cyrillic",
    "grek": "Greek",
    "hebr": "Hebrew",
    "latn": "Latin",
    "tfng": "Tifinagh",
}

_ENOUGH = 1000
"""So many characters of a text are looked through for names."""

# Names keep their letters in every language: BERT, GPT-4, GitHub, x.org.
_NAME = re.compile(r"\b\w+[A-Z]\w*|\S*[0-9@/_+]\S*|\w+\.\w+\S*|\b\w\b")

_ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv"
    " cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr"
    " ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw"
    " ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv"
    " ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq"
    " sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh"
    " yi yo za zh zu"
)
_TWO_LETTERS = frozenset(_ISO_639_1.split())

_MISTAKEN = {
    "ar": "ara arabic",
    "ca": "cat",
    "cs": "cz ces cze",
    "da": "dk dan",
    "de": "deu ger german",
    "el": "gr ell gre",
    "en": "eng english",
    "es": "sp spa spanish",
    "fa": "fas per",
    "fi": "fin",
    "fr": "fra fre french francais",
    "he": "iw heb",
    "hi": "hin",
    "hu": "hun",
    "id": "in",
    "it": "ita",
    "ja": "jp jpn",
    "jv": "jw",
    "ko": "kor",
    "nl": "nld dut",
    "no": "nor",
    "pl": "pol",
    "pt": "por",
    "ro": "mo ron rum",
    "ru": "rus",
    "sv": "swe",
    "tr": "tur",
    "uk": "ua ukr",
    "ur": "urd",
    "yi": "ji",
    "zh": "cn zho chi",
}
"""Withdrawn codes, codes of countries, three letters where two are the rule, names of languages."""

_MEANT = {wrong: code for code, wrongs in _MISTAKEN.items() for wrong in wrongs.split()}


def other_script(text: str, tag: str) -> str | None:
    """Return the script of a text where it is none in which the language of the tag is written."""
    language, *subtags = tag.lower().split("-")
    scripts = {_SUBTAGS[each] for each in subtags if each in _SUBTAGS} or _OF_LANGUAGE.get(language)
    if not scripts or any(_LETTERS[script].search(text) for script in scripts):
        return None
    rest = text if "Latin" in scripts else _NAME.sub(" ", text[:_ENOUGH])
    return next((name for name, word in _WORDS.items() if word.search(rest)), None)


def mended(tag: str) -> str | None:
    """Return the tag as it should be written; None where no language is known by it.

    >>> mended("EN-uk")
    'en-GB'
    """
    first, *rest = tag.lower().split("-")
    if first in {"i", "x"} and rest:
        return tag.lower()
    first = _MEANT.get(first, first)
    known = first in _TWO_LETTERS or len(first) == 3
    return "-".join([first, *_cased(rest)]) if known else None


def _cased(subtags: list[str]) -> list[str]:
    # https://www.rfc-editor.org/rfc/rfc5646#section-2.1.1
    single = next((i for i, each in enumerate(subtags) if len(each) == 1), len(subtags))
    cased = {2: str.upper, 4: str.title}
    before = [cased.get(len(each), str)(each) for each in subtags[:single]]
    return [*("GB" if each == "UK" else each for each in before), *subtags[single:]]
