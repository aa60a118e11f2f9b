"""The command ``crm-adoption``: exit code 0 done, 2 the user's input, 1 our fault."""

from __future__ import annotations

import sys
import textwrap
from typing import Annotated

import typer

from ... import __version__
from ...model.errors import InputError
from . import compare, parameters, run, scenarios

app = typer.Typer(
    name="crm-adoption",
    help="How a company takes up its CRM, and which programme helps, in money and months.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("run")(run.run_command)
app.command("compare")(compare.compare_command)
app.add_typer(scenarios.app, name="scenarios")
app.command("check")(scenarios.check_command)
app.command("parameters")(parameters.parameters_command)


def _version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; a mistake in the input is one paragraph, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        app()
    except InputError as error:
        print(textwrap.fill(f"Error: {error}", 100, break_on_hyphens=False, break_long_words=False), file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; there is nobody to tell
        sys.exit(0)


if __name__ == "__main__":
    main()
