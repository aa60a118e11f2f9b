"""``crm-adoption film``: a company person by person, month by month, as an animated picture or a video for slides."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ...scenarios.words.catalogue import Words
from .company_options import DespiteMisfit, FitFile
from .options import (
    AllowOutside,
    AllowPlugins,
    BehaviourName,
    Json,
    LangOfStory,
    Language,
    Quiet,
    ReplaceFile,
    Seed,
    Settings,
    Workers,
    whole,
)

DEFAULT_FILE = Path("crm-adoption-film.gif")
GIF, VIDEO = ".gif", ".mp4"
say = Words("story.stage")


def film_command(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(help="One to three scenarios, side by side: shipped names or paths (default: no_programme)."),
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="File to write: .gif, or .mp4 with the extra film.")
    ] = DEFAULT_FILE,
    months: Annotated[
        int, typer.Option(parser=whole, metavar="NUMBER", help="Months from go-live, or from today with --fit.")
    ] = 6,
    seed: Seed = 0,
    settings: Settings = None,
    behaviour: BehaviourName = "evidence",
    fit: FitFile = None,
    despite_misfit: DespiteMisfit = False,
    workers: Workers = None,
    replace: ReplaceFile = False,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    lang: LangOfStory = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write a film (GIF or MP4): the people of one typical company change place and colour month by month."""
    from ...scenarios.writing.whole import write_file
    from ..base.results import write_json
    from ..comparing.loaded import all_loaded_in
    from ..evidence.behaviour import source_of
    from ..story.film_file import as_gif, films_of
    from ..story.film_video import write_video

    check_film(out, replace=replace)
    source = source_of(behaviour, fit, despite_misfit=despite_misfit)
    names = tuple(scenarios or ("no_programme",))
    found = all_loaded_in(
        names, source, settings=settings or (), allow_outside=allow_outside, allow_plugins=allow_plugins
    )
    shown = films_of(found, source, months=months, seed=seed, lang=lang.value, workers=workers)
    if out.suffix.lower() == VIDEO:
        size = write_video(out, shown, lang.value)
    else:
        data = as_gif(shown, lang.value)
        size = len(data)
        write_file(out, data, parents=True)
    if json:
        about = {"scenarios": [each.name for each in found], "months": shown[0].film.months, "seed": seed}
        write_json({"file": str(out), "bytes": size, **about})
    elif not quiet:
        print(say("film written", lang.value, file=out))


def check_film(out: Path, *, replace: bool) -> None:
    """Raise InputError if a film must not be written there."""
    from ...model.errors import InputError
    from ..story.film_video import check_video

    if out.suffix.lower() not in (GIF, VIDEO):
        problem = "a film is written as {gif} or {video}; give a file that ends so."
        raise InputError(problem, field="--out", file=str(out), gif=GIF, video=VIDEO)
    if out.suffix.lower() == VIDEO:
        check_video()
    if out.exists() and not replace:
        problem = "there is a file already; choose another, or add --replace."
        raise InputError(problem, field="--out", file=str(out))
