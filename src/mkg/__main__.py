"""Run the command line as `python -m mkg`."""

from mkg.cli import main

main(prog_name="mkg")
