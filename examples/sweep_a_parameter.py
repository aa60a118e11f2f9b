"""Sweep two numbers over a grid and plot how much aligned KPIs bring.

Shows: variants with `dataclasses.replace`, common random numbers across a sweep (the same seed everywhere),
paired differences with their intervals. Takes about ten seconds.

    python examples/sweep_a_parameter.py [PAIRS]
"""

import math
import sys
from dataclasses import replace

import crm_adoption as crm
import numpy as np
from matplotlib.figure import Figure

pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 60
MONTH, SEED = 12, 1
goal_weights = np.linspace(0.5, 2.0, 7)
silo_strengths = {0.3: "silos .30", 0.85: "silos .85"}


def company(goal_weight: float, silo_strength: float) -> crm.Company:
    """Return the article's company with one behavioural parameter and one lever changed."""
    base = crm.load("seed_company").company
    organisation = base.organisation
    departments = tuple(
        replace(each, levers=replace(each.levers, silo_strength=silo_strength)) for each in organisation.departments
    )
    return replace(
        base,
        organisation=replace(organisation, departments=departments),
        behaviour=replace(base.behaviour, kpi_weight=float(goal_weight)),
    )


def gain(of: crm.Company) -> tuple[float, float]:
    """Return mean and half-width of the 95 % interval of what aligned KPIs add to real use."""
    plans = {"nothing": (), "kpis": (crm.AlignKPIs(budget=150_000),)}
    real_use = {
        name: crm.simulate(
            crm.Scenario(name, of, interventions=done, months=MONTH), replications=pairs, seed=SEED
        ).of("deep_use")[:, MONTH - 1]
        for name, done in plans.items()
    }  # fmt: skip
    difference = real_use["kpis"] - real_use["nothing"]  # pair by pair: the same people, the same luck
    return difference.mean(), 1.96 * difference.std(ddof=1) / math.sqrt(pairs)


figure = Figure(figsize=(7.5, 4.5), layout="constrained")
axes = figure.add_subplot()
for silo_strength, colour in zip(silo_strengths, ("#075794", "#BF5000"), strict=True):
    means, halves = np.transpose([gain(company(weight, silo_strength)) for weight in goal_weights]) * 100
    axes.fill_between(goal_weights, means - halves, means + halves, color=colour, alpha=0.2, linewidth=0)
    axes.plot(goal_weights, means, color=colour, marker="o", linewidth=2)
    axes.annotate(
        silo_strengths[silo_strength], (goal_weights[-1], means[-1]), xytext=(8, 0), textcoords="offset points",
        color=colour, va="center",
    )  # fmt: skip
    for weight, mean, half in zip(goal_weights, means, halves, strict=True):
        print(f"silos {silo_strength:.2f}  weight of goals {weight:.2f}: {mean:+.1f} points (± {half:.1f})")

axes.set_title(f"What aligned KPIs for EUR 150,000 add to real use in month {MONTH}", loc="left")
axes.set_xlabel(f"Weight of shared goals in a decision (kpi_weight; {crm.Behaviour().kpi_weight:.2f} is the default)")
axes.set_ylabel("Percentage points")
axes.set_ylim(bottom=0)
axes.set_xlim(0.4, 2.25)
axes.spines[["top", "right"]].set_visible(False)
figure.savefig("sweep.png", dpi=150)
