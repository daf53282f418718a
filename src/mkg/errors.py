"""What can go wrong, as exceptions that say what, where and the cure in one sentence.

Imports nothing of mkg. Invalid *data* is never an exception: it is a finding in a report.
"""


class MkgError(Exception):
    """The root of every error that mkg raises on purpose; its text is for people."""

    status = 500


class ReadError(MkgError):
    """A file or folder that cannot be read, or that holds no RDF where RDF was expected."""

    status = 400


class ParseError(ReadError):
    """A text that is not in its format's grammar, with the place of the first fault.

    `line` and `column` count from 1, in characters; both are 0 where the parser did not say.
    `place` names the file and, where they are known, line and column.
    """

    def __init__(self, path: str, line: int, column: int, reason: str) -> None:
        self.path, self.line, self.column, self.reason = path, line, column, reason
        self.place = f"{path}:{line}:{column}" if line else path
        super().__init__(f"{self.place}: {reason}")


class ShapesError(MkgError):
    """Shapes or rules that the validator cannot use."""

    status = 400


class QueryError(MkgError):
    """A query that cannot be answered as it was written; the asker can mend it."""

    status = 400


class NotFound(MkgError):
    """A thing, question or page that does not exist."""

    status = 404


class NotAcceptable(MkgError):
    """No representation on offer is one that the asker accepts."""

    status = 406


class UnsupportedMediaType(MkgError):
    """A request body in a media type that the operation does not read."""

    status = 415


class TooManyRequests(MkgError):
    """One asker has as many queries at work as one may have; `retry_after` is in seconds."""

    status = 429
    retry_after = 1


class Unavailable(MkgError):
    """No engine can take the query just now; `retry_after` is in seconds."""

    status = 503
    retry_after = 1


class QueryKilled(MkgError):
    """A query that took more memory or stack than it may: asked again, it fails again."""

    status = 503


class AnswerTooLarge(MkgError):
    """An answer of more bytes than the server sends."""

    status = 503


class ServiceError(MkgError):
    """Another endpoint that a query asks, and that gave no answer to use."""

    status = 502


class QueryTimeout(MkgError):
    """A query that ran for as long as a query may."""

    status = 504


class AskerGone(MkgError):
    """The asker hung up before the answer was there: nobody hears this."""

    status = 503
