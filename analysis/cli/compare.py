"""``crm-adoption compare``: the comparison as a table, figures, files and advice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import (
    EnsembleName,
    Json,
    Lang,
    Language,
    Month,
    Months,
    Out,
    Outcomes,
    Quiet,
    Replace,
    Replications,
    Seed,
    Workers,
)

if TYPE_CHECKING:
    from rich.console import Console

    from ..comparison import Comparison

DEFAULT_OUT = Path("crm-adoption-results")
_WORDS = {
    "en": {
        "programme": "Programme", "level": "Level", "difference": "Difference", "ci": "95 % CI", "pairs": "Pairs",
        "better": "P(better)", "correlation": "Correlation", "p": "p (Holm)", "month": "month", "baseline": "baseline",
        "costs": "Costs", "total": "Spending in total", "until": "until month {month}",
        "point": "per point of real use", "customer": "per customer kept", "payback": "Payback month",
        "paid": "Pairs that pay back", "main": "main outcome",
        "prices": "How much dearer than assumed “{best}” may be before a rival at the same spending draws level",
        "rival": "Rival", "ratio": "Times the price", "ahead_share": "Ahead over the price ranges",
        "ahead": "always ahead", "behind": "always behind", "same": "no difference", "running": "Simulating companies",
        "files": "Figures, results.csv and manifest.json are in {folder}",
        "behaviour": "How far the main outcome hangs on behaviour: {n} parameter sets of the ensemble “{name}”, "
        "{k} pairs each",
        "chance": "Difference ({unit}), chance: 95 % CI", "middle": "Middle set",
        "sets": "Behaviour: 90 % of sets", "better_sets": "Sets in which better",
        "best_sets": "Sets with “{best}” ahead of it", "best_prices": "With prices drawn too",
        "head": "{n} simulated companies of {people} people, seed {seed}; differences to “{baseline}” are paired",
    },
    "de": {
        "programme": "Programm", "level": "Niveau", "difference": "Unterschied", "ci": "95-%-KI", "pairs": "Paare",
        "better": "P(besser)", "correlation": "Korrelation", "p": "p (Holm)", "month": "Monat",
        "baseline": "Vergleichsfall", "costs": "Kosten", "total": "Ausgaben insgesamt", "until": "bis Monat {month}",
        "point": "je Punkt echter Nutzung", "customer": "je gehaltenem Kunden", "payback": "Amortisation (Monat)",
        "paid": "Paare mit Amortisation", "main": "Hauptergebnis",
        "prices": "Wie viel teurer „{best}“ sein darf, bis ein anderes Programm bei gleichen Ausgaben gleichzieht",
        "rival": "Anderes Programm", "ratio": "Preis-Faktor", "ahead_share": "Vorn über die Preisspannen",
        "ahead": "immer vorn", "behind": "immer zurück", "same": "kein Unterschied",
        "running": "Unternehmen werden simuliert",
        "files": "Abbildungen, results.csv und manifest.json liegen in {folder}",
        "behaviour": "Wie weit das Hauptergebnis am Verhalten hängt: {n} Parametersätze des Ensembles „{name}“, "
        "je {k} Paare",
        "chance": "Unterschied ({unit}), Zufall: 95-%-KI", "middle": "Mittlerer Satz",
        "sets": "Verhalten: 90 % der Sätze", "better_sets": "Sätze, in denen besser",
        "best_sets": "Sätze mit „{best}“ davor", "best_prices": "Bei gezogenen Preisen",
        "head": "{n} simulierte Unternehmen mit {people} Personen, Startwert {seed}; "
        "Unterschiede zu „{baseline}“ sind gepaart",
    },
}  # fmt: skip


def compare_command(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(help="Shipped names or paths of scenario files (default: four of equal budget)."),
    ] = None,
    replications: Replications = 100,
    seed: Seed = 0,
    months: Months = None,
    outcome: Outcomes = None,
    month: Month = None,
    baseline: Annotated[
        str | None, typer.Option(metavar="SCENARIO", help="Scenario that the others are compared with.")
    ] = None,
    ensemble: EnsembleName = None,
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Compare programmes on the same people and the same chance: effects, costs, advice."""
    from .. import comparison as comparing
    from ..ensemble import load_ensemble
    from ..results import check_folder, fingerprint, write_json
    from ..selection import scenarios_to_compare
    from .screen import progress

    wanted = scenarios or list(comparing.DEFAULT_SCENARIOS)
    chosen = scenarios_to_compare(wanted, months, baseline)
    sets = None if ensemble is None else load_ensemble(ensemble)
    folder = out if out is not None else (None if json else DEFAULT_OUT)
    if folder is not None:
        check_folder(folder, fingerprint(chosen), replace=replace)
    with progress(replications * len(chosen), _WORDS[lang.value]["running"], quiet=quiet or json) as advance:
        found = comparing.compare(
            chosen,
            baseline=chosen[0].name,
            replications=replications,
            seed=seed,
            outcomes=outcome or comparing.DEFAULT_OUTCOMES,
            month=month,
            workers=workers,
            lang=lang.value,
            ensemble=sets,
            progress=advance,
        )
    if folder is not None:
        write_folder(found, folder)
    if json:
        write_json(found.to_dict())
    elif not quiet:
        _show(found)
        print(_WORDS[lang.value]["files"].format(folder=folder))


def write_folder(found: Comparison, folder: Path) -> None:
    """Write figures, results.csv and manifest.json, all or none."""
    from ..figures import figures_of
    from ..results import ResultFolder, provenance, write_tables

    scenarios = [each.scenario for each in found.programmes]
    with ResultFolder(folder) as target:
        record = provenance(scenarios, seed=found.seed, replications=found.baseline.replications)
        figures_of(found, target.path)
        write_tables(target.path, found.programmes, record)


def _effects(screen: Console, found: Comparison, outcome: str) -> None:
    from ...model.outcomes import OUTCOME
    from ..words import change, level, number, percent, probability, unit_of_change
    from .screen import show_table

    lang, words, base = found.lang, _WORDS[found.lang], found.baseline
    now = level(float(base.at(outcome, found.month).mean()), outcome, lang)
    rows = [[base.label(lang), now, words["baseline"], *[""] * 5]]
    rows += [
        [
            each.label, level(each.level, outcome, lang), change(each.difference, outcome, lang),
            f"{change(each.ci_low, outcome, lang)} … {change(each.ci_high, outcome, lang)}", number(each.n_pairs, lang),
            percent(each.p_better, lang), number(each.correlation, lang, 2), probability(each.p_adjusted, lang),
        ]
        for each in found.effects
        if each.outcome == outcome
    ]  # fmt: skip
    main = f" ({words['main']})" if outcome == found.main else ""
    columns = [words[key] for key in ("programme", "level", "difference", "ci", "pairs", "better", "correlation", "p")]
    columns[2] += f" ({unit_of_change(outcome, lang)})"
    show_table(screen, f"{OUTCOME[outcome].label(lang)}, {words['month']} {found.month}{main}", columns, rows)


def _costs(screen: Console, found: Comparison) -> None:
    from ..words import euro, number, percent
    from .screen import show_table

    lang, words = found.lang, _WORDS[found.lang]
    rows = [
        [
            found.label(each.scenario), euro(each.total, lang), euro(each.until_month, lang),
            euro(each.per_point, lang), euro(each.per_customer, lang), number(each.payback_month, lang),
            percent(each.payback_share, lang),
        ]
        for each in found.costs
    ]  # fmt: skip
    columns = [words[key] for key in ("programme", "total", "until", "point", "customer", "payback", "paid")]
    columns[2] = columns[2].format(month=found.month)
    show_table(screen, words["costs"], columns, rows)


def _prices(screen: Console, found: Comparison) -> None:
    """Print how dear the best programme may become before each rival draws level."""
    from ..words import NO_NUMBER, number, percent
    from .screen import show_table

    lang, words = found.lang, _WORDS[found.lang]
    rows = [
        [
            found.label(each.rival), words[each.always] if each.always else number(each.ratio, lang, 2),
            NO_NUMBER if each.always else f"{number(each.ci_low, lang, 2)} … {number(each.ci_high, lang, 2)}",
            percent(found.ahead_over_prices[each.scenario][each.rival], lang),
        ]
        for each in found.break_even
    ]  # fmt: skip
    if rows:
        screen.print()
        title = words["prices"].format(best=found.label(found.best))
        show_table(screen, title, [words[key] for key in ("rival", "ratio", "ci", "ahead_share")], rows)


def _behaviour(screen: Console, found: Comparison) -> None:
    """Print what chance and what behaviour leave open about each programme, side by side."""
    from ..words import change, number, percent, unit_of_change
    from .screen import show_table

    over, lang, words = found.robustness, found.lang, _WORDS[found.lang]
    if over is None:
        return
    rows = []
    for name in over.names[1:]:
        effect, (middle, low, high) = found.effect(name, over.outcome), over.limits(name, over.names[0])
        limits = [(effect.ci_low, effect.ci_high), (low, high)]
        ranges = [" … ".join(change(limit, over.outcome, lang) for limit in each) for each in limits]
        better = percent(over.ahead(name, over.names[0]), lang)
        best = "" if name == found.best else percent(over.ahead(found.best, name), lang)
        joint = "" if name == found.best else percent(over.ahead_with_prices(found.best, name), lang)
        rows.append([found.label(name), ranges[0], change(middle, over.outcome, lang), ranges[1], better, best, joint])
    columns = [
        words[key] for key in ("programme", "chance", "middle", "sets", "better_sets", "best_sets", "best_prices")
    ]
    columns = [each.format(best=found.label(found.best), unit=unit_of_change(over.outcome, lang)) for each in columns]
    title = words["behaviour"].format(n=number(over.sets, lang), name=over.ensemble, k=over.replications)
    screen.print()
    show_table(screen, title, columns, rows)


def _show(found: Comparison) -> None:
    from .screen import console

    screen, base = console(), found.baseline
    head = _WORDS[found.lang]["head"].format(
        n=base.replications,
        people=base.scenario.company.organisation.headcount,
        seed=found.seed,
        baseline=base.label(found.lang),
    )
    screen.print(head)
    for outcome in found.outcomes:
        screen.print()
        _effects(screen, found, outcome)
    screen.print()
    _costs(screen, found)
    _prices(screen, found)
    _behaviour(screen, found)
    for sentence in found.advice():
        screen.print()
        screen.print(sentence)
    screen.print()
