"""What `survey_recovery.py` measured, as a page and one figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Rows = Sequence[Mapping[str, Any]]
FIGURE = Path(__file__).parents[1] / "docs" / "images" / "survey_regret.png"
HELPS = 0.10
UNITS = {"deep_use": (100.0, "points of real use in month 24"), "net_value": (1e-3, "EUR thousand of net value")}


def coverage(rows: Rows) -> float:
    """Return how often 90 % intervals hold the truth."""
    return float(np.mean([each["low"] <= each["truth"] <= each["high"] for each in rows]))


def skill(rows: Rows) -> float:
    """Return by which share the median's squared error is smaller than that of the middle of the range."""
    low, high, middle, truth = (np.array([r[name] for r in rows]) for name in ("lowest", "highest", "middle", "truth"))
    error, blind = ((middle - truth) / (high - low)) ** 2, ((0.5 * (low + high) - truth) / (high - low)) ** 2
    return float(1.0 - error.sum() / blind.sum())


def correlation(rows: Rows) -> float:
    """Return how far medians go with truths, each as its place in the range."""
    low, high, middle, truth = (np.array([r[name] for r in rows]) for name in ("lowest", "highest", "middle", "truth"))
    return float(np.corrcoef((middle - low) / (high - low), (truth - low) / (high - low))[0, 1])


def narrowed(rows: Rows) -> float:
    """Return how wide intervals are against those of the range alone."""
    return float(np.mean([(r["high"] - r["low"]) / (0.9 * (r["highest"] - r["lowest"])) for r in rows]))


def _percent(value: float) -> str:
    return f"{100.0 * value:.0f} %".replace("-", "−")


def _recovery(rows: Rows, sizes: Sequence[int]) -> list[str]:
    lines = ["| answers | 90 % intervals hold the truth | in departments that refuse or are too few | width left | "
             "error saved | medians go with truths (r) |", "|---|---|---|---|---|---|"]  # fmt: skip
    for n in sizes:
        here = [r for r in rows if r["answers"] == n]
        deaf = [r for r in here if not r["heard"]]
        lines.append(
            f"| {n} | {_percent(coverage(here))} | {_percent(coverage(deaf)) if deaf else '–'} | "
            f"{_percent(narrowed(here))} | {_percent(skill(here))} | {correlation(here):.2f} |"
        )
    return lines


def _by_number(rows: Rows, sizes: Sequence[int]) -> list[str]:
    names = list(dict.fromkeys(r["name"] for r in rows))
    lines = ["| number | " + " | ".join(f"error saved, {n} answers" for n in sizes) + " | held at the most |",
             "|---|" + "---|" * (len(sizes) + 1)]  # fmt: skip
    for name in sorted(
        names, key=lambda each: -skill([r for r in rows if r["name"] == each and r["answers"] == max(sizes)])
    ):
        own = {n: [r for r in rows if r["name"] == name and r["answers"] == n] for n in sizes}
        cells = [_percent(skill(own[n])) for n in sizes]
        lines.append(f"| `{name}` | " + " | ".join(cells) + f" | {_percent(coverage(own[sizes[-1]]))} |")
    return lines


def _poor(rows: Rows, n: int) -> str:
    names = list(dict.fromkeys(r["name"] for r in rows))
    poor = [each for each in names if skill([r for r in rows if r["name"] == each and r["answers"] == n]) < HELPS]
    return ", ".join(f"`{each}`" for each in poor) if poor else "none"


def _mean(values: Floats) -> str:
    half = 1.96 * float(values.std(ddof=1)) / np.sqrt(len(values)) if len(values) > 1 else float("nan")
    return f"{values.mean():.2f} (± {half:.2f})".replace("-", "−")


def _regret(rows: Rows, outcome: str, n: int) -> Floats:
    factor = UNITS[outcome][0]
    return np.array([factor * r["regret"] for r in rows if r["outcome"] == outcome and r["answers"] == n])


def _decisions(rows: Rows, sizes: Sequence[int]) -> list[str]:
    lines = ["| decided with | " + " | ".join(f"{unit} lost" for _, unit in UNITS.values())
             + " | best mix found (use, value) |", "|---|---|---|---|"]  # fmt: skip
    for n in sizes:
        lost = [_mean(_regret(rows, outcome, n)) for outcome in UNITS]
        right = [_percent(float(np.mean(_regret(rows, outcome, n) < 1e-9))) for outcome in UNITS]
        lines.append(f"| {f'{n} answers' if n else 'no survey'} | " + " | ".join(lost) + f" | {', '.join(right)} |")
    lines.append("| the truth | 0.00 | 0.00 | 100 %, 100 % |")
    at_stake = [
        np.mean([factor * r["gain"] for r in rows if r["outcome"] == outcome and r["answers"] == 0])
        for outcome, (factor, _) in UNITS.items()
    ]
    saved = {
        outcome: [_regret(rows, outcome, 0) - _regret(rows, outcome, n) for n in sizes[1:]] for outcome in UNITS
    }  # fmt: skip
    lines += ["", f"At stake between the best mix and nothing: {at_stake[0]:.1f} points, EUR {at_stake[1]:,.0f} "
              "thousand. Saved against no survey, company by company: "
              + "; ".join(f"{n} answers {_mean(saved['deep_use'][k])} points, "
                          f"EUR {_mean(saved['net_value'][k])} thousand" for k, n in enumerate(sizes[1:]))
              + "."]  # fmt: skip
    helped = [str(n) for k, n in enumerate(sizes[1:]) if _surely(saved["deep_use"][k])]
    lines += ["", "A decision for real use gets surely better with "
              + (f"{join_words(helped)} answers" if helped else "none of these numbers of answers")
              + "; fewer move the choice now and then, and not always to the better. One for net value does not: one "
              "mix is the best in nearly all companies that the evidence allows."]  # fmt: skip
    return lines


def _surely(values: Floats) -> bool:
    return float(values.mean()) > 1.96 * float(values.std(ddof=1)) / np.sqrt(len(values))


def join_words(words: Sequence[str]) -> str:
    """Return words with commas and an and."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _structure(found: Mapping[str, Any] | None) -> list[str]:
    if found is None:
        return ["Skipped: the moments of the published survey are not on this machine."]
    betas = found["betas"]
    order = sorted(betas, key=lambda each: -betas[each])
    first = min(betas["PE"], betas["HAB"]) > betas["EE"]
    return [
        "Moments of a UTAUT2 survey on a work tool (n = 216; Danks, Ray and Shmueli). Standardised paths on intention: "
        + ", ".join(f"{name} {betas[name]:.2f}" for name in order).replace("-", "−") + ".",
        "", f"Usefulness (PE) and habit (HAB) before ease (EE): **{'yes' if first else 'no'}**.", "",
        "One factor takes usefulness, habit, others' influence, enjoyment and intention together, with loadings "
        + ", ".join(f"{name} {value:.2f}" for name, value in found["pull"].items())
        + f"; ease and facilitating conditions are another ({found['ease']:.2f} each), and between both "
        f"{found['between']:.2f} is the mean correlation: effort is to be asked beside usefulness, as it is. Loadings "
        "of single statements cannot be checked on these moments: they are of constructs.",
    ]  # fmt: skip


def report(
    done: Mapping[str, Rows], mixes: Sequence[str], structure: Mapping[str, Any] | None, companies: int, decided: int
) -> str:
    """Return the page.

    Parameters
    ----------
    done : mapping of str to rows
        By key of the log.
    mixes : sequence of str
        What was chosen from.
    structure : mapping or None
    companies, decided : int
        How many were recovered, and decided for.
    """
    rows = [r for key, each in done.items() if key.startswith("recovered") for r in each]
    chosen = [r for key, each in done.items() if key.startswith("decided") for r in each]
    sizes = sorted({r["answers"] for r in rows})
    held = coverage(rows)
    return "\n".join([
        "# Answers to the questionnaire: what they give back, and what they save", "",
        f"Made by `python verification/survey_recovery.py --recovered {companies} --decided {decided}`. Companies of "
        "240 people in four departments; people and answers by `survey_people.py`, which shares neither code nor curve "
        "with what reads them.", "",
        "## Recovery", "",
        f"90 % intervals hold the truth in **{_percent(held)}** of {len(rows):,} cases (aim: 85 to 95 %).", "",
        *_recovery(rows, sizes), "",
        "*Width left*: width of the 90 % interval against that of the range. *Error saved*: by which share the squared "
        "error of the median is smaller than that of the middle of the range.", "",
        *_by_number(rows, sizes), "",
        "Numbers of which a survey hardly tells anything (less than a tenth of the error saved): "
        + "; ".join(f"with {n} answers {_poor(rows, n)}" for n in sizes) + ". How strongly habit holds "
        "(`behaviour.habit_bonus`, `behaviour.comfort`) is not in the table: answers only weigh the parameter sets of "
        "the evidence, and move them by a few percent.", "",
        "## Decisions", "",
        f"{decided} companies; {len(mixes)} mixes at EUR 300,000 (all money in one kind of programme, the shipped "
        "ones, nothing). Chosen is the mix that is best on average in the 64 companies left, on the same people and "
        "chance for all; lost is what it falls short of the best mix in the true company (96 runs each).", "",
        *_decisions(chosen, [0, *sizes]), "",
        "![What a decision loses by number of answers](../docs/images/survey_regret.png)", "",
        "## Structure", "", *_structure(structure), "",
    ])  # fmt: skip


def draw(done: Mapping[str, Rows], path: Path = FIGURE) -> None:
    """Draw what a decision loses by number of answers."""
    import matplotlib.pyplot as plt
    from crm_adoption.analysis.figures.colours import PALETTE
    from crm_adoption.analysis.figures.style import board_style

    rows = [r for key, each in done.items() if key.startswith("decided") for r in each]
    sizes = sorted({r["answers"] for r in rows})
    with board_style():
        figure, panels = plt.subplots(1, 2, figsize=(10.0, 3.8), constrained_layout=True)
        titles = ("Real use: points lost in month 24", "Net value: EUR thousand lost by month 24")
        for axes, outcome, title in zip(panels, UNITS, titles, strict=True):
            values = [*(_regret(rows, outcome, n) for n in sizes), np.zeros(1)]
            mean = [float(each.mean()) for each in values]
            half = [1.96 * float(v.std(ddof=1)) / np.sqrt(len(v)) if len(v) > 1 else 0.0 for v in values]
            low = [min(m, h) for m, h in zip(mean, half, strict=True)]
            axes.bar(range(len(mean)), mean, yerr=[low, half], color=PALETTE[0], width=0.6, capsize=4.0)
            axes.set_xticks(range(len(mean)), ["none", *(f"{n}" for n in sizes[1:]), "the truth"])
            axes.set_xlabel("Answers that the decision knows (95 % interval over companies)")
            axes.set_title(title, loc="left", fontweight="bold")
        figure.savefig(path, dpi=110)
        plt.close(figure)
