"""``crm-adoption compare``: the comparison as a table, figures, files and advice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .options import Json, Lang, Language, Months, Out, Outcomes, Quiet, Replace, Replications, Seed, Workers

if TYPE_CHECKING:
    from ..comparison import Comparison

DEFAULT_OUT = Path("crm-adoption-results")
_WORDS = {
    "en": {
        "programme": "Programme", "level": "Level", "difference": "Difference", "ci": "95 % CI", "pairs": "Pairs",
        "better": "P(better)", "correlation": "Correlation", "p": "p (Holm)", "month": "month", "baseline": "baseline",
        "costs": "Costs", "total": "Spending in total", "until": "until month {month}",
        "point": "per point of real use", "customer": "per customer kept", "payback": "Payback month", "paid": "Pairs that pay back",
        "files": "Figures, results.csv and manifest.json are in {folder}", "running": "Simulating companies",
        "head": "{n} simulated companies of {people} people, seed {seed}; differences to «{baseline}» are paired",
        "main": "main outcome",
    },
    "de": {
        "programme": "Programm", "level": "Niveau", "difference": "Unterschied", "ci": "95-%-KI", "pairs": "Paare",
        "better": "P(besser)", "correlation": "Korrelation", "p": "p (Holm)", "month": "Monat", "baseline": "Vergleichsfall",
        "costs": "Kosten", "total": "Ausgaben insgesamt", "until": "bis Monat {month}",
        "point": "je Punkt echter Nutzung", "customer": "je gehaltenem Kunden", "payback": "Amortisation (Monat)", "paid": "Paare mit Amortisation",
        "files": "Abbildungen, results.csv und manifest.json liegen in {folder}", "running": "Unternehmen werden simuliert",
        "head": "{n} simulierte Unternehmen mit {people} Personen, Startwert {seed}; Unterschiede zu «{baseline}» sind gepaart",
        "main": "Hauptergebnis",
    },
}  # fmt: skip


def compare_command(
    scenarios: Annotated[
        list[str] | None, typer.Argument(help="Shipped names or paths of scenario files (default: four of equal budget).")
    ] = None,
    replications: Replications = 100,
    seed: Seed = 0,
    months: Months = None,
    outcome: Outcomes = None,
    month: Annotated[int, typer.Option(help="Month in which to compare.")] = 12,
    baseline: Annotated[str | None, typer.Option(help="Scenario that the others are compared with.")] = None,
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Compare programmes on the same people and the same chance: effects, costs, advice."""
    from .. import comparison as comparing
    from ..results import check_folder, fingerprint, write_json
    from .screen import progress

    wanted = scenarios or list(comparing.DEFAULT_SCENARIOS)
    chosen = comparing.scenarios_to_compare(wanted, months, baseline)
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
        write_tables(target.path, found.programmes, record)
        figures_of(found, target.path)


def _effects(found: Comparison, outcome: str) -> Any:
    from ...model.outcomes import OUTCOME
    from ..words import change, level, number, percent, probability, unit_of_change
    from .screen import table

    lang, words = found.lang, _WORDS[found.lang]
    base = found.baseline
    rows = [[base.label(lang), level(float(base.at(outcome, found.month).mean()), outcome, lang), *[words["baseline"], *[""] * 5]]]
    for each in found.effects:
        if each.outcome == outcome:
            limits = f"{change(each.ci_low, outcome, lang)} … {change(each.ci_high, outcome, lang)}"
            rows.append(
                [
                    each.label, level(each.level, outcome, lang), change(each.difference, outcome, lang), limits,
                    number(each.n_pairs, lang), percent(each.p_better, lang), number(each.correlation, lang, 2),
                    probability(each.p_adjusted, lang),
                ]
            )  # fmt: skip
    main = f" ({words['main']})" if outcome == found.main else ""
    title = f"{OUTCOME[outcome].label(lang)}, {words['month']} {found.month}{main}"
    difference = f"{words['difference']} ({unit_of_change(outcome, lang)})"
    columns = [words[key] for key in ("programme", "level", "difference", "ci", "pairs", "better", "correlation", "p")]
    columns[2] = difference
    return table(title, columns, rows)


def _costs(found: Comparison) -> Any:
    from ..words import euro, number, percent
    from .screen import table

    lang, words = found.lang, _WORDS[found.lang]
    rows = [
        [
            found.label(each.scenario), euro(each.total, lang), euro(each.until_month, lang), euro(each.per_point, lang),
            euro(each.per_customer, lang), number(each.payback_month, lang), percent(each.payback_share, lang),
        ]
        for each in found.costs
    ]  # fmt: skip
    columns = [words[key] for key in ("programme", "total", "until", "point", "customer", "payback", "paid")]
    columns[2] = columns[2].format(month=found.month)
    return table(words["costs"], columns, rows)


def _show(found: Comparison) -> None:
    from .screen import console

    screen, words = console(), _WORDS[found.lang]
    base = found.baseline
    head = words["head"].format(
        n=base.replications,
        people=base.scenario.company.organisation.headcount,
        seed=found.seed,
        baseline=base.label(found.lang),
    )
    screen.print(head)
    for outcome in found.outcomes:
        screen.print()
        screen.print(_effects(found, outcome))
    screen.print()
    screen.print(_costs(found))
    screen.print()
    for sentence in found.advice():
        screen.print(sentence, soft_wrap=True)
    screen.print()
