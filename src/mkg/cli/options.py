"""What the commands' options have in common."""

from pathlib import Path

import click

# Whether a path exists and can be read is said by the code that reads it, in mkg's words.
PATH = click.Path(path_type=Path, readable=False)
