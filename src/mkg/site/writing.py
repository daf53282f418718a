"""A query as a program sends it: to be copied into a terminal or a script."""

import shlex

_CURL = """curl --fail-with-body {address} \\
  --header {accept} \\
  --data-urlencode {query}"""

_PYTHON = """from urllib.parse import urlencode
from urllib.request import Request, urlopen

query = {query}
request = Request(
    {address},
    data=urlencode({{"query": query}}).encode(),
    headers={{"Accept": {accept}}},
)
with urlopen(request) as answer:
    print(answer.read().decode())"""


def programs(address: str, query: str, accept: str) -> dict[str, str]:
    """Return what sends a query to an address and prints the answer: a command for curl, and Python.

    Both are safe to run whatever the query holds.
    """
    curl = _CURL.format(
        address=shlex.quote(address),
        accept=shlex.quote(f"Accept: {accept}"),
        query=shlex.quote(f"query={query}"),
    )
    return {
        "curl": curl,
        "Python": _PYTHON.format(query=_string(query), address=repr(address), accept=repr(accept)),
    }


def _string(text: str) -> str:
    """Write a text as Python does, over several lines where it has them."""
    text = text.replace("\r\n", "\n")
    lines = [repr(line) for line in text.splitlines(keepends=True)] or ["''"]
    return lines[0] if len(lines) == 1 else "(\n" + "\n".join(f"    {line}" for line in lines) + "\n)"
