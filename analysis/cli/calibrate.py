"""``crm-adoption calibrate``: make the ensemble again, or look how a parameter set meets the bands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenarios.words.catalogue import Words
from .options import Json, Lang, Language, Out, Quiet, Replace, Seed, Workers, whole

if TYPE_CHECKING:
    from ..evidence.ensemble import Ensemble
    from .screen import Cell

DEFAULT_OUT = Path("crm-adoption-calibration")
_say = Words("cli.calibrate")
SHOWN_PARAMETERS = 10


def calibrate_command(
    target: Annotated[
        str, typer.Option(metavar="evidence|all", help="Accept on evidence only, or on bands of interventions too.")
    ] = "evidence",
    check: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Only show how this parameter file meets the bands; exit code 1 if it misses one used in the fit.",
        ),
    ] = None,
    bands: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Limits of your own for some bands ([bands.NAME] low, high).")
    ] = None,
    runs: Annotated[
        int,
        typer.Option(parser=whole, metavar="NUMBER", help="Parameter sets in the first wave; others have a quarter."),
    ] = 2048,
    members: Annotated[
        int, typer.Option(parser=whole, metavar="NUMBER", help="Accepted parameter sets wished for.")
    ] = 64,
    seed: Seed = 0,
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find the parameter sets that the evidence leaves; started again, it goes on where it stopped."""
    from ..base.results import write_json
    from ..calibrating.job import NAME, calibrate, effort
    from ..evidence.parts import Budget
    from .screen import progress

    if check is not None:
        if not _check(check, seed, lang.value, json=json, quiet=quiet):
            raise typer.Exit(1)
        return
    budget = Budget(first=runs, later=max(1, runs // 4), members=members)
    folder = out or DEFAULT_OUT
    with progress(effort(budget), _say("running", lang.value), quiet=quiet or json) as advance:
        found = calibrate(
            target, seed=seed, budget=budget, workers=workers, folder=folder, bands_file=bands, replace=replace,
            progress=advance,
        )  # fmt: skip
    if json:
        write_json(document(found))
    elif not quiet:
        _show(found, lang.value)
        print(_say("file", lang.value, path=folder / NAME))


def document(found: Ensemble) -> dict[str, Any]:
    """Return an ensemble as the JSON document of ``--json``."""
    from dataclasses import asdict

    from ..evidence.identified import FEWEST, correlated, narrowed, together

    enough = len(found.members) >= FEWEST
    return {
        "target": found.target,
        "bands": {
            name: {"low": low, "high": high, "not_checked": _not_checked(name)}
            for name, (low, high) in found.bands.items()
        },
        "members": [asdict(member) for member in found.members],
        "medoid": asdict(found.medoid()),
        "shares": found.shares(),
        "narrowed": [asdict(each) for each in narrowed(found.members)] if enough else [],
        "correlated": correlated(found.members) if enough else [],
        "together": asdict(together(found.members)) if enough else None,
        "provenance": dict(found.provenance),
    }


def _not_checked(band: str) -> list[str]:
    """Return the evidence behind a band that is not, or partly not, checked."""
    from ..evidence.bands import BAND
    from ..evidence.facts import unchecked_ids

    return unchecked_ids(", ".join(BAND[band].evidence)) if band in BAND else []


def limits(low: float | None, high: float | None) -> str:
    """Return the limits of a band as text."""
    if low is None:
        return f"≤ {high:g}"
    return f"≥ {low:g}" if high is None else f"{low:g} – {high:g}"


def _check(path: Path, seed: int, lang: str, *, json: bool, quiet: bool) -> bool:
    """Print how a parameter file meets the bands; return whether it does, as far as they are used in the fit."""
    from ..base.results import write_json
    from ..calibrating.files import read_behaviour
    from ..evidence.bands import BANDS, readings
    from ..words.phrases import number
    from .screen import console, show_table

    values = readings(read_behaviour(path), seed=seed)
    met = sum(each.holds(values[each.name]) for each in BANDS)
    accepted = all(each.holds(values[each.name]) for each in BANDS if each.use == "CAL")
    if json:
        rows = {
            each.name: {
                "label": each.label(lang), "evidence": list(each.evidence), "not_checked": _not_checked(each.name),
                "use": each.use, "low": each.low,
                "high": each.high, "reading": _finite(values[each.name]), "holds": each.holds(values[each.name]),
            }
            for each in BANDS
        }  # fmt: skip
        write_json({"bands": rows, "met": met, "accepted": accepted, "file": str(path), "seed": seed})
    if json or quiet:
        return accepted
    table: list[list[Cell]] = []
    for each in BANDS:
        away = number(each.miss(values[each.name]), lang, 3)
        held = _say("yes", lang) if each.holds(values[each.name]) else _say("missing", lang, distance=away)
        table.append(
            [each.label(lang), each.use, limits(each.low, each.high), number(values[each.name], lang, 3), held]
        )
    screen = console()
    columns = [_say.raw(key, lang) for key in ("band", "use", "limits", "value", "held")]
    show_table(screen, f"{path}: {_say('checked', lang, met=met, all=len(BANDS))}", columns, table)
    screen.print(_say("uses", lang))
    return accepted


def _finite(value: float) -> float | None:
    import math

    return value if math.isfinite(value) else None


def _show(found: Ensemble, lang: str) -> None:
    from ..evidence.identified import FEWEST
    from ..words.phrases import number
    from .screen import console, show_table

    screen = console()
    screen.print(_say("head", lang, members=len(found.members), bands=len(found.bands), target=found.target))
    keys = ("looked_at", "simulated", "near", "checked", "accepted")
    heads = ("wave", "looked_at", "simulated", "near", "seen", "accepted")
    rows = [
        [str(k), *(number(wave[key], lang) for key in keys)]
        for k, wave in enumerate(found.provenance["waves"], start=1)
    ]
    screen.print()
    show_table(screen, _say("waves", lang), [_say.raw(key, lang) for key in heads], rows)
    screen.print()
    columns = [_say.raw(key, lang) for key in ("band", "use", "limits", "share", "range")]
    show_table(screen, _say("bands", lang), columns, _band_rows(found, lang))
    screen.print(_say("uses", lang))
    if len(found.members) >= FEWEST:
        screen.print()
        _show_parameters(found, lang)


def _band_rows(found: Ensemble, lang: str) -> list[list[Cell]]:
    import numpy as np

    from ..base.ranges import COMPANIES
    from ..evidence.bands import BAND
    from ..words.phrases import number, percent

    rows: list[list[Cell]] = []
    for name, share in found.shares().items():
        low, high = np.quantile(found.readings[name], COMPANIES)
        wanted = limits(*found.bands.get(name, (BAND[name].low, BAND[name].high)))
        span = f"{number(float(low), lang, 2)} … {number(float(high), lang, 2)}"
        rows.append([BAND[name].label(lang), BAND[name].use, wanted, percent(share, lang), span])
    return rows


def _show_parameters(found: Ensemble, lang: str) -> None:
    from ..evidence.identified import narrowed
    from ..words.phrases import number, percent
    from .screen import console, show_table

    rows = [
        [each.name, *(number(v, lang, 3) for v in (each.low, each.middle, each.high)),
         percent(each.left, lang) + (" *" if each.clear else "  ")]
        for each in narrowed(found.members)[:SHOWN_PARAMETERS]
    ]  # fmt: skip
    columns = [_say.raw(key, lang) for key in ("parameter", "from", "middle", "to", "left")]
    show_table(console(), _say("narrowed", lang), columns, rows)
