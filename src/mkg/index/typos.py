"""How far apart two words are, for those who mistype one."""


def allowed(word: str) -> int:
    """Return how many typos a word of this length may have: none where any other word would be as near."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def trigrams(word: str) -> set[str]:
    """Return each three letters of a word that follow each other, its ends marked.

    >>> sorted(trigrams("inpt"))
    ['_in', 'inp', 'npt', 'pt_']
    """
    marked = f"_{word}_"
    return {marked[at : at + 3] for at in range(len(marked) - 2)}


def distance(one: str, other: str) -> int:
    """Count the letters to insert, delete, replace or swap with the next that make one word the other.

    >>> [distance("rabat", word) for word in ("rabat", "rabt", "rabbat", "rebat", "arbat", "fes")]
    [0, 1, 1, 1, 1, 5]
    """
    before, row = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, told in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != told)))
            if above and j > 1 and letter == other[j - 2] and one[i - 2] == told:
                row[-1] = min(row[-1], above[j - 2] + 1)
    return row[-1]
