"""A text checked in a process of its own, which can be stopped; one that is the end of it is a finding.

Any thread may ask for that: nothing is forked here, and the text is not even parsed.
"""

import json
import signal
import subprocess
import sys

from pyoxigraph import Literal, NamedNode

from mkg.engine import Asker
from mkg.errors import AskerGone, MkgError
from mkg.validation.findings import Finding, Place, Report, Severity
from mkg.validation.sent import Asked, Told, tell
from mkg.vocab import LINTS

_DEAD = {
    "en": "the check was stopped: it took more {what} than it may here; "
    "check less at a time, or at your desk",
    "fr": "la vérification a été arrêtée : elle prenait plus {what} que permis ici ; "
    "vérifiez-en moins à la fois, ou sur votre poste",
    "ar": "أُوقف الفحص لأنه استهلك {what} أكثر مما يُسمح به هنا؛ افحص قدرًا أقل في كل مرة، أو على حاسوبك",
}
_WHAT = {
    "time": {"en": "time", "fr": "de temps", "ar": "وقتًا"},
    "memory": {
        "en": "memory or deeper nesting",
        "fr": "de mémoire ou d’imbrication",
        "ar": "ذاكرة أو تداخلًا",
    },
}


class RefusedError(MkgError):
    """A check that could not begin, and the HTTP status that says so."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def check(asked: Asked, asker: Asker | None = None) -> Told:
    """Check a text in a process of its own; what is too much for that is told as a finding.

    Raises RefusedError where the check cannot begin, AskerGone where nobody waits for it any more.
    """
    asker = asker or Asker()
    command = [sys.executable, "-m", "mkg.validation.sent"]
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process,  # noqa: S603 -- fixed words
        asker.on_leaving(process.kill),
    ):
        try:
            # The engines have their own limit, which they tell better; this one is for all the rest.
            said, errors = process.communicate(asked.to_json(), timeout=2 * asked.seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return tell(_stopped("time", asked), asked)
    if asker.gone:
        raise AskerGone("the asker has gone")
    if process.returncode:
        return tell(_stopped(_cause(process.returncode, errors), asked), asked)
    answer = json.loads(said)
    if "refused" in answer:
        raise RefusedError(*answer["refused"])
    return Told(**answer)


def _cause(status: int, errors: bytes) -> str:
    """Say of what a process died. Raises RefusedError where nobody foresaw it."""
    if status == -signal.SIGXCPU:
        return "time"
    if status < 0 or b"MemoryError" in errors or b"memory" in errors.lower():
        return "memory"
    last = errors.decode(errors="replace").strip().splitlines()[-1:]
    raise RefusedError(500, f"the check ended before its time ({''.join(last)[:200]}); tell the maintainers")


def _stopped(why: str, asked: Asked) -> Report:
    messages = (
        Literal(said.format(what=_WHAT[why][language]), language=language) for language, said in _DEAD.items()
    )
    finding = Finding(
        severity=Severity.violation,
        focus=NamedNode(LINTS + "limit"),
        messages=tuple(messages),
        shape=NamedNode(LINTS + "limit"),
        component=LINTS + "limit",
        place=Place(asked.name, 0, 0),
    )
    return Report([finding], engine=asked.engine, broken=True)
