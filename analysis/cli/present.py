"""``crm-adoption present``: story and laboratory in the browser, for a board; with ``--workshop`` teams play."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .company_options import DespiteMisfit, FitFile
from .options import LangOfStory, Language
from .page_options import HOST, AllowedHost, Browse, Host, Port, RootPath, say, show, warn
from .workshop import (
    Budget,
    OutOfWorkshop,
    Quarters,
    ReplaceWorkshop,
    SeedOfWorkshop,
    Teams,
    Trials,
    Wanted,
    Workshop,
    serve_workshop,
)

if TYPE_CHECKING:
    from ..laboratory.fitted_presets import Fitted

PAGE = "crm_adoption.analysis.pages.present_page"
MOST_SCENARIOS = 12
LEAST_SECONDS, MOST_SECONDS = 2, 600
"""Seconds after which the story may go on by itself."""


def present_command(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(help="Scenarios to start with: shipped names or paths of scenario files, the first is A."),
    ] = None,
    fit: FitFile = None,
    despite_misfit: DespiteMisfit = False,
    workshop: Workshop = False,
    teams: Teams = None,
    quarters: Quarters = None,
    budget: Budget = None,
    seed: SeedOfWorkshop = None,
    trials: Trials = None,
    out: OutOfWorkshop = None,
    replace: ReplaceWorkshop = False,
    port: Port = 8766,
    host: Host = HOST,
    allowed_host: AllowedHost = None,
    root_path: RootPath = "",
    browser: Browse = True,
    autoplay: Annotated[
        str | None,
        typer.Option(
            metavar="SECONDS",
            help="Let the story go on by itself after so many seconds, 2 to 600, and begin anew at its end.",
        ),
    ] = None,
    lang: LangOfStory = Language.en,
) -> None:
    """Show story and laboratory in the browser: scenarios side by side, month by month; works without a network."""
    from ..laboratory.fitted_presets import Fitted
    from ..laboratory.own_company import subject
    from ..pages.serve import check_installed, next_free
    from ..pages.settings import environment_of_files
    from ..story import begin_story

    check_installed()
    wanted = Wanted(teams, quarters, budget, seed, trials, out, replace)
    seconds = _seconds(autoplay)
    free = next_free(host, port)
    if free != port:
        warn(say("taken", lang.value, port=port, free=free))
    page: dict[str, Any] = {
        "host": host, "port": free, "allowed": allowed_host, "root_path": root_path, "browse": browser,
        "lang": lang.value,
    }  # fmt: skip
    if workshop:
        serve_workshop(wanted, scenarios or [], fit, despite_misfit, page)
        return
    wanted.check_unused()
    fitted = None if fit is None else Fitted(str(fit.resolve()), despite_misfit)
    files = _checked(scenarios or [], fitted)
    show(
        environment_of_files(PAGE, files, lang.value, fitted, seconds), **page,
        begin=lambda: begin_story(fit=None if fitted is None else fitted.fit, subject=subject(files, fitted)),
    )  # fmt: skip


def _seconds(text: str | None) -> float:
    """Return the seconds after which the story goes on, 0 for never."""
    from ...model.errors import InputError

    if text is None:
        return 0.0
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not LEAST_SECONDS <= found <= MOST_SECONDS:
        problem = "{value!r} is no number of seconds for the story to go on by itself; allowed is {least} to {most}."
        raise InputError(problem, field="--autoplay", value=text[:40], least=LEAST_SECONDS, most=MOST_SECONDS)
    return found


def _checked(scenarios: list[str], fitted: Fitted | None) -> tuple[str, ...]:
    """Return the scenarios as names and whole paths; a mistake in a file or fit is said before anything starts."""
    from ...model.errors import InputError
    from ...scenarios.files.catalogue import load
    from ...scenarios.files.sources import is_shipped
    from ..laboratory.build import all_built
    from ..laboratory.own_company import first_here, presets_of

    if len(scenarios) > MOST_SCENARIOS:
        problem = "{count} scenarios are too many for a page; give {most} at most."
        raise InputError(problem, count=len(scenarios), most=MOST_SCENARIOS)
    for each in scenarios:
        load(each)
    files = tuple(each if is_shipped(each) else str(Path(each).resolve()) for each in scenarios)
    all_built(first_here(files, fitted), presets_of(files, fitted))
    return files
