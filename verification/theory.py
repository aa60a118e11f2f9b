"""Check the model against theory, at larger sizes than the unit tests do, and write a report with a figure.

    python verification/theory.py [--short] [--save]

Five checks, each against what must be so, none against what the model happened to give before: the Bass limit and
how fast a company of N people comes near it, the mean field of the tipping share, departments without ties to each
other against companies of their own, the order in which people are listed, and waiting times without influence.
``--save`` writes verification/THEORY.md and verification/theory.png; without it the report is printed. The ends of
ranges and the companies are those of tests/model/test_limits.py; ``--short`` takes the sizes of the unit tests.
"""

from __future__ import annotations

import argparse
import importlib.util
import platform
import random
import sys
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
from crm_adoption import __version__
from crm_adoption.model.organisation import Roster
from crm_adoption.model.schedule import undisturbed
from crm_adoption.model.simulation import run
from scipy import stats

ROOT = Path(__file__).parents[1]
Values = npt.NDArray[np.float64]


def from_tests(name: str) -> ModuleType:
    """Return a module of the tests: its companies and recursions are used here too."""
    spec = importlib.util.spec_from_file_location(f"theory_{Path(name).stem}", ROOT / "tests" / name)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


limits, makers = from_tests("model/test_limits.py"), from_tests("conftest.py")


@dataclass(frozen=True)
class Finding:
    """What a check found: in words, whether theory holds, and the numbers behind its panel of the figure."""

    name: str
    holds: bool
    said: str
    numbers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Size:
    """How much is computed."""

    people: tuple[int, ...] = (25, 51, 101, 201, 401)
    replications: int = 2000
    waiting: int = 200
    departments: int = 2000
    orders: int = 20


SHORT = Size((51, 101), 300, 10, 150, 3)


def bass_limit(size: Size) -> Finding:
    """With everybody tied to everybody and use for good, the mean comes near Bass's recursion as fast as 1 / N."""
    attention, start, weight, months = 0.1, -1.0, 2.0, 36

    def step(y: float) -> float:
        return float(y + (1 - y) * attention * limits.logistic(start + weight * y))

    path, gaps, errors = limits.recursion(step, months), [], []
    for people in size.people:
        company = limits.peers_only(
            makers.build_company, start=start, weight=weight, attention=attention, people=people, ties=float(people - 1)
        )
        use = limits.deep_use(company, months, size.replications)
        gaps.append(float(np.abs(use.mean(axis=0) - path).max()))
        errors.append(float((use.std(axis=0, ddof=1) / np.sqrt(len(use))).max()))
    holds = all(gap <= 2 / n + 4 * error for gap, n, error in zip(gaps, size.people, errors, strict=True))
    said = (
        f"Largest distance of the mean of {size.replications:,} companies from the recursion in 36 months: "
        + ", ".join(f"{gap:.4f} with {n} people" for gap, n in zip(gaps, size.people, strict=True))
        + ". Allowed are 2 / N and 4 standard errors."
    )
    return Finding("Bass limit", holds, said, {"people": size.people, "gaps": gaps, "errors": errors})


def mean_field(size: Size) -> Finding:
    """Without memory the share follows y' = (1 - a) y + a P(y), for three tipping shares and strengths."""
    worst, curves = -1.0, []
    for tipping, weight, start, attention in ((0.3, 3.0, -1.5, 0.58), (0.2, 3.0, -2.0, 0.3), (0.36, 2.0, -0.5, 0.58)):

        def step(y: float, t: float = tipping, w: float = weight, s: float = start, a: float = attention) -> float:
            return float((1 - a) * y + a * limits.logistic(s + w * limits.logistic(10 * (y - t))))

        company = limits.peers_only(
            makers.build_company, start=start, weight=weight, attention=attention, absorbing=False,
            pull_shape="threshold", tipping_share=tipping, pull_steepness=10.0,
        )  # fmt: skip
        use = limits.deep_use(company, 24, max(size.replications // 10, 40))
        path = limits.recursion(step, 24)
        worst = max(worst, limits.excess(use, path, limits.COMPLETE))
        curves.append((use.mean(axis=0).tolist(), path.tolist()))
    said = (
        f"Three settings, 24 months, {limits.COMPLETE} people: at most {max(worst, 0.0):.4f} beyond 2 / N and 4 "
        "standard errors."
    )
    return Finding("Mean field of the tipping share", worst <= 0.0, said, {"curves": curves})


def department_limit(size: Size) -> Finding:
    """Departments that share neither ties nor data are companies of their own."""
    behaviour, levers = {"peer_weight": 1.6}, {"silo_strength": 1.0, "turnover": 1.0}
    four = dict.fromkeys(("sales", "marketing", "customer_success", "service"), 40)
    apart = {"ties_across": 0.0}
    together = makers.build_company(four, behaviour=behaviour, levers=levers, **apart)
    joint = run(together, undisturbed(together, 24), replications=size.departments, seed=6)
    worst = 0.0
    for place, (name, people) in enumerate(four.items()):
        alone = makers.build_company({name: people}, behaviour=behaviour, levers=levers, **apart)
        single = run(alone, undisturbed(alone, 24), replications=size.departments, seed=7).of("deep_use")
        part = joint.values[:, :, 1 + place, 0]
        error = np.sqrt(part.var(axis=0, ddof=1) + single.var(axis=0, ddof=1)) / np.sqrt(size.departments)
        worst = max(worst, float((np.abs(part.mean(axis=0) - single.mean(axis=0)) / error).max()))
    limit = float(stats.norm.isf(0.0005 / (4 * 24)))
    said = (
        f"Four departments of 40, 24 months, {size.departments:,} companies each way: the largest difference in "
        f"deep use is {worst:.2f} standard errors; {limit:.2f} are allowed (1 in 1,000 for all 96 together)."
    )
    return Finding("Department limit", worst <= limit, said, {"worst": worst})


def permutation(size: Size) -> Finding:
    """List people in other orders: no bit of any outcome may change."""
    people, departments = 600, ("sales", "marketing", "service")
    ids = tuple(f"P{i:04}" for i in range(people))
    rows = [(who, departments[i % 3], "" if i < 3 else ids[i % 3], 2 if i < 3 else 1, float(i % 90))
            for i, who in enumerate(ids)]  # fmt: skip
    base, different = None, 0
    for order in range(size.orders + 1):
        random.Random(order).shuffle(rows)
        roster = Roster(*(tuple(column) for column in zip(*rows, strict=True)))
        company = makers.build_company(dict.fromkeys(departments, people // 3))
        company = replace(company, organisation=replace(company.organisation, roster=roster))
        values = run(company, undisturbed(company, 24), replications=5, seed=9).values
        if base is None:
            base = values
        different += not np.array_equal(base, values, equal_nan=True)
    said = f"{size.orders} orders of 600 people, 5 companies, 24 months, all outcomes: {different} differ in any bit."
    return Finding("Order of people", different == 0, said, {"different": different})


def waiting_times(size: Size) -> Finding:
    """Without influence the month of first use is geometric: the hazard is attention times the chance of choice."""
    people, months, attention, start = 2000, 20, 0.4, -1.0
    company = limits.peers_only(
        makers.build_company, start=start, weight=0.0, attention=attention, people=people, ties=10.0
    )
    result = run(company, undisturbed(company, months), replications=size.waiting, seed=8)
    waiting = np.concatenate([np.ones((size.waiting, 1)), result.of("never_deep")], axis=1).sum(axis=0) * people
    counts = np.append(-np.diff(waiting), waiting[-1])
    hazard = attention * float(limits.logistic(start))

    def expected(h: float) -> Values:
        survival = (1 - h) ** np.arange(months + 1)
        return people * size.waiting * np.append(-np.diff(survival), survival[-1])

    usual, other = expected(hazard), expected(1.03 * hazard)
    statistic = float(((counts - usual) ** 2 / usual).sum())
    threshold = float(stats.chi2.isf(1e-3, months))
    power = float(stats.ncx2.sf(threshold, months, float(((other - usual) ** 2 / usual).sum())))
    said = (
        f"{people * size.waiting:,} people, months 1 to {months} and later: chi-square {statistic:.1f} of {months} "
        f"degrees of freedom, at most {threshold:.1f} (1 in 1,000); a hazard 3 % higher would be noticed with power "
        f"{power:.2f}."
    )
    shares = {"counts": (counts / counts.sum()).tolist(), "expected": (usual / usual.sum()).tolist()}
    return Finding("Waiting times", statistic <= threshold, said, shares)


CHECKS = (bass_limit, mean_field, department_limit, permutation, waiting_times)


def report(findings: list[Finding], size: Size) -> str:
    """Return the report as Markdown."""
    words = {True: "holds", False: "**does not hold**"}
    rows = "\n".join(f"| {each.name} | {words[each.holds]} | {each.said} |" for each in findings)
    command = "python verification/theory.py" + (" --short" if size == SHORT else "") + " --save"
    return (
        f"# The model against theory\n\n`{command}`, crm-adoption {__version__}, Python "
        f"{platform.python_version()}, {date.today()}.\n\n"
        f"| check | theory | what was found |\n|---|---|---|\n{rows}\n\n"
        f"{sum(each.holds for each in findings)} of {len(findings)} hold.\n\n![Model and theory](theory.png)\n"
    )


def picture(findings: list[Finding]) -> Any:
    """Return the figure: distance from the Bass limit by size, mean field, waiting times."""
    from crm_adoption.analysis.figures.colours import PALETTE, QUIET, ink
    from crm_adoption.analysis.figures.parts import MARGIN, finish, sheet
    from crm_adoption.analysis.figures.style import board_style

    by = {each.name: each.numbers for each in findings}
    title = "Where theory says what must come out, the model comes out there"
    below = "Lines: theory; dots: the model. " + "; ".join(
        f"{each.name} {'holds' if each.holds else 'does not hold'}" for each in findings[2:4]
    )
    with board_style():
        page = sheet(
            title,
            below,
            ["Bars: 4 standard errors. Made by verification/theory.py; numbers in verification/THEORY.md."],
            3.6,
        )
        wide, boxes = 2.75, []
        for column, name in enumerate(("Distance from the Bass limit", "Mean field of the pull", "Month of first use")):
            left = MARGIN + 0.55 + column * (wide + 0.75)
            boxes.append(page.axes(left, page.bottom + 0.65, wide, 2.3))
            page.write(left, page.bottom + 3.1, name, weight="bold", va="baseline")
        bass, field_, wait = by["Bass limit"], by["Mean field of the tipping share"], by["Waiting times"]
        people = np.array(bass["people"])
        boxes[0].plot(people, 2 / people, color=QUIET, linestyle="--")
        boxes[0].errorbar(people, bass["gaps"], yerr=4 * np.array(bass["errors"]), fmt="o", color=PALETTE[0])
        highest = 2 / float(people[0])
        boxes[0].set(xlabel="People", ylim=(0, 1.1 * highest), yticks=(0, highest / 2, highest))
        boxes[0].set_xticks(people[-3:], [str(each) for each in people[-3:]])
        boxes[0].text(1.15 * people[0], 2 / people[0], "2 / N", color=ink(QUIET), va="center")
        for k, (use, path) in enumerate(field_["curves"]):
            boxes[1].plot(range(1, 25), path, color=PALETTE[k])
            boxes[1].plot(range(1, 25, 2), use[::2], "o", color=PALETTE[k], markersize=4.5)
        boxes[1].set(xlabel="Month", ylim=(0, 1), xticks=(6, 12, 18, 24), yticks=(0, 0.25, 0.5, 0.75, 1))
        months = np.arange(1, len(wait["expected"]))
        boxes[2].plot(months, wait["expected"][:-1], color=PALETTE[0])
        boxes[2].plot(months, wait["counts"][:-1], "o", color=PALETTE[0], markersize=4.5)
        boxes[2].set(xlabel="Month", ylim=(0, 0.12), xticks=(1, 5, 10, 15, 20), yticks=(0, 0.04, 0.08, 0.12))
        for axes in boxes:
            axes.grid(True, axis="y")
        return finish(page)


def main() -> int:
    """Run all checks; return 1 if theory does not hold somewhere."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--short", action="store_true", help="the sizes of the unit tests")
    parser.add_argument("--save", action="store_true", help="write verification/THEORY.md and its figure")
    given = parser.parse_args()
    size = SHORT if given.short else Size()
    findings = []
    for check in CHECKS:
        findings.append(check(size))
        print(f"{findings[-1].name}: {'holds' if findings[-1].holds else 'DOES NOT HOLD'}", file=sys.stderr)
    text = report(findings, size)
    if given.save:
        (ROOT / "verification" / "THEORY.md").write_text(text, encoding="utf-8")
        picture(findings).savefig(ROOT / "verification" / "theory.png", dpi=130)
    else:
        print(text)
    return 0 if all(each.holds for each in findings) else 1


if __name__ == "__main__":
    sys.exit(main())
