"""The command ``crm-adoption``: exit code 0 done, 2 the user's input, 1 our fault."""

from __future__ import annotations

import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

from ...model.errors import InputError
from ...model.phrase import Phrase
from ...scenarios.ground.served import why_missing
from ...scenarios.writing.unwritable import is_full, refusal
from ..words.mistakes import in_words
from . import (
    ablate,
    benchmark,
    calibrate,
    claims,
    compare,
    decide,
    diagnose,
    duel,
    evidence,
    example_export,
    film,
    fit,
    mesa,
    new,
    parameters,
    plan,
    policy,
    present,
    replay,
    report,
    run,
    scenarios,
    split,
    study,
    survey,
    sweep,
    validate,
    vendors,
    walls,
    what_if,
)
from .asked import language_asked
from .asked_command import only_asked
from .ending import ends_when_asked
from .notices import notices
from .streams import complain, standard_streams
from .usage import misused

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
app.command("policy")(policy.policy_command)
app.command("what-if")(what_if.what_if_command)
app.command("duel")(duel.duel_command)
app.command("walls")(walls.walls_command)
app.command("split")(split.split_command)
app.add_typer(scenarios.app, name="scenarios")
app.command("check")(scenarios.check_command)
app.command("new")(new.new_command)
app.command("parameters")(parameters.parameters_command)
app.command("evidence")(evidence.evidence_command)
app.command("calibrate")(calibrate.calibrate_command)
app.command("claims")(claims.claims_command)
app.command("ablate")(ablate.ablate_command)
app.command("plan")(plan.plan_command)
app.command("benchmark")(benchmark.benchmark_command)
app.command("validate")(validate.validate_command)
app.command("sweep")(sweep.sweep_command)
app.add_typer(study.app, name="study")
app.command("replay")(replay.replay_command)
app.command("mesa")(mesa.mesa_command)
app.command("present")(present.present_command)
app.command("film")(film.film_command)
app.command("diagnose")(diagnose.diagnose_command)
app.command("fit")(fit.fit_command)
app.command("example-export")(example_export.example_export_command)
app.add_typer(survey.app, name="survey")
app.command("vendors")(vendors.vendors_command)


def _version(wanted: bool) -> None:
    if wanted:
        from ... import __version__

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


@ends_when_asked
def main() -> None:
    """Run the command line; a mistake in the input is one paragraph, never a traceback."""
    with standard_streams() as out, notices(sys.argv[1:]):
        code = _ended()
        out.flush()
        if code == STOPPED:
            print(in_words(Phrase("Stopped."), language_asked()), file=sys.stderr)
        elif code == 0 and out.failed:
            code = 2
    sys.exit(code)


@cache
def _command(words: frozenset[str], *registered: object) -> Any:
    """Return the command with what is asked below it, put together once for the same words and what is registered."""
    return typer.main.get_command(only_asked(app, words))


def _ended() -> int:
    """Run the command and return its exit code."""
    try:
        command = _command(frozenset(sys.argv[1:]), *app.registered_commands, *app.registered_groups)
        return command(prog_name=app.info.name, standalone_mode=False) or 0
    except InputError as error:
        complain(error)
    except UsageError as error:
        complain(misused(error))
    except (typer.Abort, KeyboardInterrupt):
        return STOPPED
    except ImportError as error:
        if not (why := why_missing(error.name)):
            raise
        complain(why)
    except RuntimeError as error:
        if str(error) != "Query interrupted":  # what DuckDB makes of Ctrl-C
            raise
        return STOPPED
    except OSError as error:
        if not is_full(error):
            raise
        complain(refusal(Path(error.filename or tempfile.gettempdir()), error, field=None))
    return 2


if __name__ == "__main__":
    main()
