"""The command ``crm-adoption``: exit code 0 done, 2 the user's input, 1 our fault."""

from __future__ import annotations

import os
import sys
import textwrap
from typing import Annotated, Any

import typer

from ... import __version__
from ...model.errors import InputError
from ...scenarios.served import why_missing
from . import (
    ablate,
    calibrate,
    claims,
    compare,
    decide,
    diagnose,
    duel,
    evidence,
    example_export,
    fit,
    mesa,
    new,
    parameters,
    plan,
    present,
    replay,
    report,
    run,
    scenarios,
    study,
    sweep,
    validate,
    what_if,
)

STOPPED = 130
# Newer versions of typer bring a click of their own, older ones use the one installed.
UsageError: Any = typer.BadParameter.__base__

app = typer.Typer(
    name="crm-adoption",
    help="How a company takes up its CRM, and which programme helps, in money and months.",
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("run")(run.run_command)
app.command("compare")(compare.compare_command)
app.command("report")(report.report_command)
app.command("decide")(decide.decide_command)
app.command("what-if")(what_if.what_if_command)
app.command("duel")(duel.duel_command)
app.add_typer(scenarios.app, name="scenarios")
app.command("check")(scenarios.check_command)
app.command("new")(new.new_command)
app.command("parameters")(parameters.parameters_command)
app.command("evidence")(evidence.evidence_command)
app.command("calibrate")(calibrate.calibrate_command)
app.command("claims")(claims.claims_command)
app.command("ablate")(ablate.ablate_command)
app.command("plan")(plan.plan_command)
app.command("validate")(validate.validate_command)
app.command("sweep")(sweep.sweep_command)
app.add_typer(study.app, name="study")
app.command("replay")(replay.replay_command)
app.command("mesa")(mesa.mesa_command)
app.command("present")(present.present_command)
app.command("diagnose")(diagnose.diagnose_command)
app.command("fit")(fit.fit_command)
app.command("example-export")(example_export.example_export_command)


def _version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())


def _complain(problem: str) -> None:
    """Print a mistake in the input as one paragraph."""
    text = textwrap.fill(problem, 100, initial_indent="Error: ", break_on_hyphens=False, break_long_words=False)
    print(text, file=sys.stderr)


def _usage(error: Any) -> str:
    """Return what is wrong with the command line, and where to read how it is right."""
    problem = error.format_message()
    stop = "" if problem.endswith((".", "?")) else "."
    where = f" See {error.ctx.command_path} --help." if error.ctx else ""
    return f"{problem}{stop}{where}"


def main() -> None:
    """Run the command line; a mistake in the input is one paragraph, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # arguments may be no text
    code = 2
    try:
        code = app(prog_name=app.info.name, standalone_mode=False) or 0
        sys.stdout.flush()
    except InputError as error:
        _complain(str(error))
    except UsageError as error:
        _complain(_usage(error))
    except (typer.Abort, KeyboardInterrupt):
        code = STOPPED
    except ImportError as error:
        if not (reason := why_missing(error.name)):
            raise
        _complain(reason)
    except RuntimeError as error:
        if str(error) != "Query interrupted":  # what DuckDB makes of Ctrl-C
            raise
        code = STOPPED
    except BrokenPipeError:  # the reader of our output has gone; there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    if code == STOPPED:
        print("Stopped.", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
