"""What can be said of a web address, how bad it is, and its cure in English, French and Arabic."""

from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import Literal, NamedNode

from mkg.links.addresses import Citation
from mkg.validation.findings import Finding, Severity
from mkg.vocab import LINTS


class Verdict(StrEnum):
    """What came of asking for an address."""

    ALIVE = "alive"
    MOVED = "moved"
    GONE = "gone"
    NO_HOST = "no-host"
    REFUSED = "refused"
    BUSY = "busy"
    BROKEN = "broken"
    SLOW = "slow"
    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted"
    GARBLED = "garbled"
    CIRCLING = "circling"
    PRIVATE = "private"
    MALFORMED = "malformed"


LASTING = frozenset({Verdict.ALIVE, Verdict.MOVED, Verdict.GONE, Verdict.REFUSED})
"""The verdicts that are worth remembering; the others may be over in a minute."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for an address: the last status, 0 for none, and where it has moved for good."""

    address: str
    verdict: Verdict
    status: int = 0
    moved: str = ""


_INFO, _WARNING, _VIOLATION = Severity.info, Severity.warning, Severity.violation
_SAID: dict[Verdict, tuple[Severity, str, str, str]] = {
    Verdict.MOVED: (
        _INFO,
        "Write {moved} instead, where this page has moved for good, unless the address serves as a name.",
        "Écrivez plutôt {moved}, où cette page a définitivement déménagé, sauf si l’adresse sert de nom.",
        "اكتب بدلًا منه {moved} الذي انتقلت إليه هذه الصفحة نهائيًّا، إلا إذا كان العنوان يُستعمل اسمًا.",
    ),
    Verdict.GONE: (
        _VIOLATION,
        "Find where this page is now, or take the address out: its server answers {status}.",
        "Retrouvez où se trouve cette page, ou retirez l’adresse : son serveur répond {status}.",
        "ابحث عن موضع هذه الصفحة الآن أو احذف العنوان: فخادمها يجيب بالرمز {status}.",
    ),
    Verdict.NO_HOST: (
        _WARNING,
        "Correct the name of the host, or take the address out: no such host is known.",
        "Corrigez le nom de l’hôte, ou retirez l’adresse : aucun hôte de ce nom n’est connu.",
        "صحّح اسم المضيف أو احذف العنوان: فلا يُعرف مضيف بهذا الاسم.",
    ),
    Verdict.REFUSED: (
        _INFO,
        "Look at this page in a browser: its server answers {status} to programs.",
        "Consultez cette page dans un navigateur : son serveur répond {status} aux programmes.",
        "اطّلع على هذه الصفحة في متصفح: فخادمها يجيب البرامج بالرمز {status}.",
    ),
    Verdict.BUSY: (
        _INFO,
        "Ask again later: the host wants to be left alone for a while.",
        "Redemandez plus tard : l’hôte veut qu’on le laisse en paix un moment.",
        "أعد السؤال لاحقًا: فالمضيف يطلب أن يُترك بعض الوقت.",
    ),
    Verdict.BROKEN: (
        _INFO,
        "Ask again later: the server answers {status}.",
        "Redemandez plus tard : le serveur répond {status}.",
        "أعد السؤال لاحقًا: فالخادم يجيب بالرمز {status}.",
    ),
    Verdict.SLOW: (
        _INFO,
        "Ask again later, or allow more time: the server has not answered in time.",
        "Redemandez plus tard, ou accordez plus de temps : le serveur n’a pas répondu à temps.",
        "أعد السؤال لاحقًا أو امنح وقتًا أطول: فالخادم لم يجب في الوقت المحدد.",
    ),
    Verdict.UNREACHABLE: (
        _INFO,
        "Ask again later: the server refuses or breaks the connection.",
        "Redemandez plus tard : le serveur refuse ou coupe la connexion.",
        "أعد السؤال لاحقًا: فالخادم يرفض الاتصال أو يقطعه.",
    ),
    Verdict.UNTRUSTED: (
        _INFO,
        "Check this page in a browser: the certificate of its server cannot be trusted.",
        "Vérifiez cette page dans un navigateur : le certificat de son serveur n’est pas digne de confiance.",
        "تحقق من هذه الصفحة في متصفح: فشهادة خادمها لا يُوثق بها.",
    ),
    Verdict.GARBLED: (
        _INFO,
        "Check this page in a browser: what its server answers is not HTTP.",
        "Vérifiez cette page dans un navigateur : ce que répond son serveur n’est pas du HTTP.",
        "تحقق من هذه الصفحة في متصفح: فما يجيب به خادمها ليس HTTP.",
    ),
    Verdict.CIRCLING: (
        _INFO,
        "Check this page in a browser: its redirects lead in a circle or out of the web.",
        "Vérifiez cette page dans un navigateur : ses redirections tournent en rond ou mènent hors du web.",
        "تحقق من هذه الصفحة في متصفح: فإعادات توجيهها تدور في حلقة أو تخرج من الويب.",
    ),
    Verdict.PRIVATE: (
        _WARNING,
        "Give an address that everybody can reach: this one leads into a private network.",
        "Donnez une adresse que chacun peut atteindre : celle-ci mène à un réseau privé.",
        "أعطِ عنوانًا يصل إليه الجميع: فهذا يؤدي إلى شبكة خاصة.",
    ),
    Verdict.MALFORMED: (
        _WARNING,
        "Write the address in full, http(s)://, a host and a path, without a name or password.",
        "Écrivez l’adresse en entier, http(s)://, un hôte et un chemin, sans nom ni mot de passe.",
        "اكتب العنوان كاملًا، http(s):// ومضيفًا ومسارًا، بلا اسم ولا كلمة مرور.",
    ),
}


def finding(answer: Answer, citation: Citation) -> Finding | None:
    """Say what is wrong with a statement whose object was asked for; None where nothing is."""
    if answer.verdict not in _SAID:
        return None
    severity, *said = _SAID[answer.verdict]
    rule = f"{LINTS}link-{answer.verdict}"
    return Finding(
        severity=severity,
        focus=citation.subject,
        messages=tuple(
            Literal(text.format(status=answer.status, moved=answer.moved), language=language)
            for language, text in zip(("en", "fr", "ar"), said, strict=True)
        ),
        path=citation.predicate,
        value=citation.value,
        shape=NamedNode(rule),
        component=rule,
    )
