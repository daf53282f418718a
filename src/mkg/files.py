"""Files are written whole or not at all."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import NamedTemporaryFile

from mkg.errors import ReadError


def replace(path: Path, text: str) -> None:
    """Write a text to a file, beside it first: a crash leaves the old file or the new one, never half of one.

    Its permissions stay, and a link stays a link. Raises ReadError.
    """
    target = path.resolve()
    try:
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o644
        with ExitStack() as undo:
            file = undo.enter_context(
                NamedTemporaryFile("w", encoding="utf-8", newline="", dir=target.parent, delete=False)
            )
            beside = Path(file.name)
            undo.callback(beside.unlink, missing_ok=True)
            file.write(text)
            file.flush()
            beside.chmod(mode)
            beside.replace(target)
    except OSError as error:
        reason = f"cannot be written ({error.strerror}); it is unchanged, check its permissions"
        raise ReadError(f"{path}: {reason}") from error
