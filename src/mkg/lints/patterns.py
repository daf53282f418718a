"""Lints of sh:pattern: expressions that are broken, slow, or read differently by the engines."""

import re
import warnings
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from mkg.lints.graph import Graph, Subject, graph_of, say
from mkg.lints.lint import Checked, Lint, finding
from mkg.lints.regexes import TOKEN, explodes
from mkg.validation.findings import Finding, Severity
from mkg.vocab import SH

_PATTERN = SH + "pattern"

_INVALID = {
    "en": "This is no regular expression ({why}), and engines stop or find nothing; correct it.",
    "fr": "Ce n’est pas une expression régulière ({why}) : les moteurs s’arrêtent ou ne trouvent "
    "rien ; corrigez-la.",
    "ar": "هذا ليس تعبيرًا نمطيًا صحيحًا ({why})، فتتوقف المحركات أو لا تجد شيئًا؛ صحّحه.",
}
_FLAGS = {
    "en": "sh:flags takes letters of smixq, not {flags}; take the others out.",
    "fr": "sh:flags demande des lettres parmi smixq, pas {flags} ; ôtez les autres.",
    "ar": "تأخذ sh:flags حروفًا من smixq لا {flags}؛ احذف غيرها.",
}
_DIALECT = {
    "en": "{part} is not understood alike by the engines (XPath, Python, Rust, JavaScript); {cure}.",
    "fr": "{part} n’est pas compris de même par les moteurs (XPath, Python, Rust, JavaScript) ; {cure}.",
    "ar": "لا تفهم المحركات (XPath وPython وRust وJavaScript) {part} فهمًا واحدًا؛ {cure}.",
}
_SLOW = {
    "en": "This pattern can take time that doubles with each character of a text that it does not match: "
    "do not repeat what already repeats, and let alternatives begin differently.",
    "fr": "Ce motif peut prendre un temps qui double à chaque caractère d’un texte qu’il ne reconnaît pas : "
    "ne répétez pas ce qui se répète déjà, et que les alternatives commencent différemment.",
    "ar": "قد يستغرق هذا النمط وقتًا يتضاعف مع كل حرف من نص لا يطابقه: "
    "لا تكرر ما هو مكرر أصلًا، واجعل البدائل تبدأ بدايات مختلفة.",
}

_CURES = {
    "around": {
        "en": "say it as a second pattern, or as sh:not with a sh:pattern",
        "fr": "dites-le par un second motif, ou par sh:not avec un sh:pattern",
        "ar": "عبّر عنه بنمط ثانٍ أو بـ sh:not مع sh:pattern",
    },
    "group": {"en": "write ( … )", "fr": "écrivez ( … )", "ar": "اكتب ( … )"},
    "flags": {"en": "use sh:flags", "fr": "employez sh:flags", "ar": "استعمل sh:flags"},
    "back": {
        "en": "write the alternatives out",
        "fr": "écrivez les alternatives en toutes lettres",
        "ar": "اكتب البدائل كاملة",
    },
    "class": {
        "en": "list the characters in [ ]",
        "fr": "énumérez les caractères entre [ ]",
        "ar": "اذكر الأحرف بين [ ]",
    },
    "greedy": {"en": "leave the second sign out", "fr": "ôtez le second signe", "ar": "احذف العلامة الثانية"},
    "brace": {
        "en": "write \\{ for the sign itself",
        "fr": "écrivez \\{ pour le signe",
        "ar": "اكتب \\{ للعلامة نفسها",
    },
    "digit": {
        "en": "write [0-9] where Arabic and other digits are not meant",
        "fr": "écrivez [0-9] si les chiffres arabes et autres ne sont pas voulus",
        "ar": "اكتب [0-9] إن لم تقصد الأرقام العربية (٠-٩) وغيرها",
    },
}


def _parts(pattern: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a pattern that engines read differently, and the name of the cure."""
    for match in TOKEN.finditer(pattern):
        kind, text = str(match.lastgroup), match[0]
        if kind == "open" and text not in {"(", "(?:"}:
            yield text, "around" if text[-1] in "=!" else "group"
        elif kind == "flags":
            yield text, "flags"
        elif kind == "repeat" and len(text) > 1 and text[-1] == "+":
            yield text, "greedy"
        elif kind == "char" and text == "{":
            yield text, "brace"
        elif kind == "escape":
            yield from _escape(text)
        elif kind == "class":
            yield from _class(text)


def _escape(text: str) -> Iterator[tuple[str, str]]:
    if text[1] in "123456789":
        yield text, "back"
    elif text[1].isalnum() and text[1] not in "dDnrstSwW":
        yield text, "class"


def _class(text: str) -> Iterator[tuple[str, str]]:
    inner = text[1:-1]
    if re.search(r"(?<!\\)\[", inner) or "&&" in inner:
        yield text, "class"
    for escape in re.findall(r"\\[pP]\{[^}]*\}|\\.", inner):
        yield from _escape(escape)


def _why_invalid(pattern: str) -> str:
    """Return what is wrong with a pattern in every dialect, or nothing."""
    plain = re.sub(r"\\[pP]\{[^}]*\}|\\[icICpPzZGhRX]", r"\\w", pattern)
    plain = re.sub(r"\(\?<(?=\w)", "(?P<", plain)
    try:
        with warnings.catch_warnings():
            # Of sets within sets, which Python only plans: these are told as a dialect.
            warnings.simplefilter("ignore", FutureWarning)
            re.compile(plain)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error) or "it nests too deep"
    return ""


def _patterns(checked: Checked) -> Iterator[tuple[Graph, Subject, Literal]]:
    graph = graph_of(checked, checked.shapes)
    for subject, _, value in graph.uses(_PATTERN):
        literal = any("q" in str(flags.value) for flags in graph.objects(subject, SH + "flags"))
        if isinstance(value, Literal) and not literal:
            yield graph, subject, value


def _invalid(checked: Checked) -> Iterator[Finding]:
    for graph, focus, pattern in _patterns(checked):
        if why := _why_invalid(pattern.value):
            texts = say(_INVALID, why=why)
            yield _tell("invalid-pattern", Severity.violation, focus, pattern, texts)
        for flags in graph.objects(focus, SH + "flags"):
            if not set(str(flags.value)) <= set("smixq"):
                texts = say(_FLAGS, flags=str(flags.value))
                path = NamedNode(SH + "flags")
                yield finding(
                    "invalid-pattern", Severity.violation, texts, focus=focus, path=path, value=flags
                )


def _tell(
    lint_id: str, severity: Severity, focus: Subject, pattern: Literal, texts: dict[str, str]
) -> Finding:
    return finding(lint_id, severity, texts, focus=focus, path=NamedNode(_PATTERN), value=pattern)


def _dialect(checked: Checked) -> Iterator[Finding]:
    for _, focus, pattern in _patterns(checked):
        # One fault a pattern is told: who mends it sees the next.
        parts = [*_parts(pattern.value)] if not _why_invalid(pattern.value) else []
        for part, cure in parts[:1]:
            texts = {
                language: text.format(part=part, cure=_CURES[cure][language])
                for language, text in _DIALECT.items()
            }
            yield _tell("pattern-dialect", Severity.warning, focus, pattern, texts)


def _digits(checked: Checked) -> Iterator[Finding]:
    for _, focus, pattern in _patterns(checked):
        escapes = [match[0] for match in re.finditer(r"\\.", pattern.value, re.DOTALL)]
        if "\\d" in escapes:
            texts = {
                language: text.format(part="\\d", cure=_CURES["digit"][language])
                for language, text in _DIALECT.items()
            }
            yield _tell("pattern-digits", Severity.info, focus, pattern, texts)


def _slow(checked: Checked) -> Iterator[Finding]:
    for _, focus, pattern in _patterns(checked):
        if explodes(pattern.value):
            yield _tell("slow-pattern", Severity.warning, focus, pattern, _SLOW)


LINTS: tuple[Lint, ...] = (
    Lint("invalid-pattern", Severity.violation, "A pattern or flags that no engine can read.", _invalid),
    Lint(
        "pattern-dialect", Severity.warning, "A pattern that engines read differently, or refuse.", _dialect
    ),
    Lint(
        "pattern-digits",
        Severity.info,
        "\\d, which in most engines takes the digits of every script.",
        _digits,
    ),
    Lint("slow-pattern", Severity.warning, "A pattern whose time doubles with each character.", _slow),
)
