"""What does the next EUR 50,000 bring? Three programmes at rising budgets, on the same people and luck.

Shows: `at_budget`, runs of many scenarios with paired differences, the rung from which more money brings less than
half a point, a figure. Takes about five seconds.

    python examples/budget_ladder.py [PAIRS]
"""

import sys

import crm_adoption as crm
import matplotlib.pyplot as plt
from crm_adoption.scenarios.core.budget import at_budget, most_spent

pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
month = 24
ladder = [50_000 * rung for rung in range(1, 7)]
programmes = [crm.load(name) for name in ("aligned_kpis", "tooling_spend", "mandate")]


def real_use(scenario: crm.Scenario):
    """Return real use in the month looked at, in percent, by pair."""
    return 100.0 * crm.simulate(scenario, replications=pairs, seed=1, months=36).of("deep_use")[:, month - 1]


nothing = real_use(crm.load("no_programme"))
print(f"Percentage points of real use gained by month {month}, {pairs} pairs:\n")
print(f"{'':24}" + "".join(f"{budget:>12,}" for budget in ladder))
fig, axes = plt.subplots(figsize=(7, 4), layout="constrained")
for programme in programmes:
    affordable = [budget for budget in ladder if budget <= most_spent(programme)]
    gains = [float((real_use(at_budget(programme, budget)) - nothing).mean()) for budget in affordable]
    cells = "".join(f"{gain:>+12.1f}" for gain in gains)
    print(f"{programme.title('en'):24}{cells}")
    if len(affordable) < len(ladder):
        at_most = most_spent(programme)
        gain = float((real_use(at_budget(programme, at_most)) - nothing).mean())
        print(f"{'':24}cannot spend more than EUR {at_most:,.0f}; there it gains {gain:+.1f}")
        affordable, gains = [*affordable, at_most], [*gains, gain]
    enough = next((b for b, a, c in zip(affordable, gains, gains[1:], strict=False) if c - a < 0.5), None)
    if enough is not None:
        print(f"{'':24}beyond EUR {enough:,} another EUR 50,000 brings less than half a point")
    axes.plot([budget / 1000 for budget in affordable], gains, marker="o", label=programme.title("en"))

axes.axhline(0.0, color="0.6", linewidth=1)
axes.set(xlabel="Budget (EUR 1,000)", ylabel=f"Points of real use gained by month {month}")
axes.set_title(f"What more money brings ({pairs} companies)", loc="left")
axes.legend(frameon=False)
fig.savefig("budget_ladder.png", dpi=150)
print("\nbudget_ladder.png")
