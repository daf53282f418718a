"""Names as they sound: one spelling for Latin and Arabic script, for French and English transcription.

Only consonants stay, since Arabic writes no short vowels and transcriptions differ in all of them; those that
transcriptions confuse are one. Coarse on purpose: what only sounds alike is found last.
"""

import re
from functools import lru_cache
from itertools import pairwise

from mkg.index.fold import bare, fold, inner

# Sounds that Latin script spells with several letters, or by what follows; then those of one letter.
_SPELLED = {
    **dict.fromkeys(("tch", "sch", "sh", "ch"), "x"),
    **dict.fromkeys(("kh", "gh", "dj"), "k"),
    "ph": "f",
    "th": "t",
    "dh": "d",
    "c": "s",
    "lah": "l",
    "llah": "l",
}
_SPELLINGS = re.compile("tch|sch|[sc]h|[kg]h|dj|[ptd]h|c(?=[eiy])|(?<=abd[aeu])ll?ah$")
_LATIN = str.maketrans("cgjqpv", "kkkkbf", "aeiouwy")
_ARABIC = str.maketrans("بتثجحخدذرزسشصضطظغفقكلمنه", "bttkhkddrzsxsdtdkfkklmnh", "اويع")
_AGAIN = re.compile(r"(.)\1+")
# The article, also with its end as it is spoken before the next letter.
_LATIN_ARTICLES = {"al", "el", "l", "il", "as", "es", "ar", "er", "at", "et", "an", "en", "ad", "ed", "ech"}
# "Servant of the": written with its article or apart from it.
_SERVANT = re.compile(r"\b(abd)[eu]l(?!l?ah\b)\s*(?=\w)")


def skeleton(text: str) -> str:
    """Return the consonants of each word, the same for the spellings of one name in both scripts.

    >>> {skeleton(name) for name in ("Mohammed", "Muhammad", "محمد")}
    {'mhmd'}
    >>> {skeleton(name) for name in ("El Mahdi", "المهدي")}
    {'mhd'}
    >>> [skeleton(name) for name in ("Ouarzazate", "ورزازات", "Abdelmalek", "عبد المالك")]
    ['rzt', 'rzt', 'bd mlk', 'bd mlk']
    """
    apart = _SERVANT.sub(r"\1 ", fold(text)).split()
    return " ".join(filter(None, (_consonants(word) for word in apart if word not in _LATIN_ARTICLES)))


def sounds(text: str) -> str:
    """Return the skeletons by which a text is found, also of two words as one and of a word after "in".

    >>> set(sounds("Ben Guerir").split()) >= set(sounds("Benguerir").split())
    True
    >>> skeleton("Tétouan") in sounds("العلوم بتطوان").split()
    True
    """
    words = skeleton(text).split()
    after = [] if text.isascii() else [_consonants(inner(word)) for word in fold(text).split()]
    joined = (first + second for first, second in pairwise(words))
    return " ".join(filter(None, dict.fromkeys([*words, *joined, *after])))


@lru_cache(1 << 14)
def _consonants(word: str) -> str:
    if word.isascii():
        heard = _SPELLINGS.sub(lambda match: _SPELLED[match[0]], word).translate(_LATIN)
    else:
        # At the end of a word it is a teh marbuta, and silent.
        heard = bare(word).removesuffix("ه").translate(_ARABIC)
    return _AGAIN.sub(r"\1", heard)
