"""``crm-adoption scenarios`` and ``check``: what there is, what it says, what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenarios.words.catalogue import Words
from .options import AllowOutside, AllowPlugins, Json, Lang, Language, Quiet, Settings

if TYPE_CHECKING:
    from rich.console import Console

    from ...scenarios.core.scenario import Scenario

app = typer.Typer(help="List, show and compare scenario files.", invoke_without_command=True, rich_markup_mode=None)
LONGEST = 120
BETWEEN = ("company", "catalogue", "levers")
"""Steps on the way to a field that scenario files do not have."""
_say = Words("cli.scenarios")
Reference = Annotated[str, typer.Argument(help="A shipped name or the path of a scenario file.")]


@app.callback()
def list_command(context: typer.Context, lang: Lang = Language.en, json: Json = False) -> None:
    """List the shipped scenarios."""
    if context.invoked_subcommand is not None:
        return
    from ...scenarios.files.catalogue import catalogue, load
    from ...scenarios.files.sources import other_companies
    from ..base.results import write_json
    from ..words.phrases import euro
    from .screen import console, show_table

    found = [load(name) for name in (*catalogue(), *other_companies())]
    if json:
        keys = ("name", "title_en", "title_de", "description_en", "description_de", "months", "total_cost")
        write_json([{key: getattr(each, key) for key in keys} for each in found])
        return
    rows = [
        [
            each.name,
            each.title(lang.value),
            each.description(lang.value),
            euro(each.total_cost, each.manner(lang.value)),
        ]
        for each in found
    ]
    screen = console()
    show_table(screen, "", _say.several("heads", lang.value), rows, left=3)
    screen.print()
    _list_what_ifs(screen, lang.value)


def _list_what_ifs(screen: Console, lang: str) -> None:
    """List the shipped questions under a heading of their own."""
    from ...scenarios.files.what_ifs import WHAT_IFS
    from .screen import show_table

    title, name, question = _say.several("what_ifs", lang)
    show_table(screen, title, (name, question), [[each.name, each.question(lang)] for each in WHAT_IFS], left=2)


@app.command("show")
def show_command(
    name: Reference, settings: Settings = None, allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
) -> None:  # fmt: skip
    """Print a scenario file, to start one's own from; with --set all of it, as it is then."""
    from ...scenarios.files.catalogue import resolved_text, text_of
    from ..base.forms import loaded

    if settings:
        said = loaded(name, settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins)
        words = {key: getattr(said, key) for key in ("description_en", "description_de") if getattr(said, key)}
        print(
            resolved_text(
                name, settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins, words=words
            ),
            end="",
        )
    else:
        print(text_of(name), end="")


def _named(values: list[dict[str, Any]], key: str) -> dict[str, Any]:
    """Return records by name, numbering those of the same name."""
    found: dict[str, Any] = {}
    for each in values:
        name = str(each[key])
        found[name if name not in found else f"{name} ({sum(k.startswith(name) for k in found) + 1})"] = each
    return found


def _flat(value: Any, path: str = "") -> dict[str, Any]:
    """Return nested records as dotted paths, as in scenario files, and plain values."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = _named(value, "kind" if "kind" in value[0] else "name")
    if not isinstance(value, dict):
        return {path: value}
    found: dict[str, Any] = {}
    for key, each in value.items():
        found |= _flat(each, ".".join(part for part in (path, str(key)) if part and part not in BETWEEN))
    return found


def differences(a: Scenario, b: Scenario) -> dict[str, tuple[Any, Any]]:
    """Return what really differs between two scenarios, by dotted path; None where one has nothing."""
    from ..base.results import describe

    words = {"name", "title_en", "title_de", "description_en", "description_de"}
    left, right = (_flat({k: v for k, v in describe(each).items() if k not in words}) for each in (a, b))
    paths = [*left, *[path for path in right if path not in left]]
    return {
        path: (left.get(path), right.get(path))
        for path in paths
        if left.get(path) != right.get(path) and any(side.get(path) not in (None, [], {}) for side in (left, right))
    }


def _short(value: Any) -> str:
    """Return a value as text; of long ones, for example rosters, the beginning."""
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} ..."


@app.command("diff")
def diff_command(
    a: Reference, b: Reference, allow_outside: AllowOutside = False, allow_plugins: AllowPlugins = False,
    json: Json = False,
) -> None:  # fmt: skip
    """Show what really differs between two scenarios."""
    from ...scenarios.files.catalogue import load_all
    from ..base.results import write_json
    from .screen import console, show_table

    first, second = load_all((a, b), allow_outside=allow_outside, allow_plugins=allow_plugins)
    found = differences(first, second)
    if json:
        write_json({path: {first.name: left, second.name: right} for path, (left, right) in found.items()})
        return
    if not found:
        print(f"{first.name} and {second.name} do not differ.")
        return
    rows = [[path, *map(_short, pair)] for path, pair in found.items()]
    show_table(console(), "", ("Field", first.name, second.name), rows, left=3)


def check_command(
    file: Reference,
    settings: Settings = None,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    json: Json = False,
    lang: Lang = Language.en,
    quiet: Quiet = False,
) -> None:
    """Check a scenario file without running it."""
    from ..base.account_words import misfit_records
    from ..base.forms import loaded
    from ..base.purchase_words import records
    from ..base.results import write_json

    chosen = loaded(file, settings=settings or (), allow_outside=allow_outside, allow_plugins=allow_plugins)
    organisation = chosen.company.organisation
    strengths = {
        f"{number}. {type(each).__name__}": strength
        for number, (each, strength) in enumerate(zip(chosen.interventions, chosen.strengths(), strict=True), start=1)
    }
    if json:
        record = {
            "name": chosen.name,
            "people": organisation.headcount,
            "departments": {d.name: d.people for d in organisation.departments},
            "features": len(chosen.company.catalogue.features),
            "months": chosen.months,
            "interventions": strengths,
            "total_cost": chosen.total_cost,
            "warnings": [*records([chosen]), *misfit_records(chosen)],
        }
        write_json(record)
    elif not quiet:
        _report(chosen, chosen.manner(lang.value))


def _report(chosen: Scenario, lang: str) -> None:
    from ...scenarios.core.purchases import purchases
    from ...scenarios.words.declared import called
    from ..base.account_words import misfits
    from ..base.purchase_words import warnings
    from ..words.phrases import euro, percent
    from .screen import console

    organisation, screen = chosen.company.organisation, console()
    departments = ", ".join(f"{each.label(lang)} {each.people}" for each in organisation.departments)
    people, months, fine, but = _say.several("check_words", lang)
    screen.print(
        f"{chosen.title(lang)}: {organisation.headcount} {people} ({departments}), "
        f"{chosen.months} {months}, {euro(chosen.total_cost, lang)}"
    )
    for number, each in enumerate(purchases(chosen), start=1):
        name = called(each.what, lang)
        screen.print(f"  {number}. {name}: {percent(each.strength, lang)}, {euro(each.cost, lang)}")
    told = [*warnings([chosen], lang), *misfits(chosen, lang)]
    screen.print(but if told else fine)
    for sentence in told:
        screen.print(f"  {sentence}")
