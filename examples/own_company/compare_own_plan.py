"""Your own company: a roster, a scenario file, and whether the plan is worth its money.

Shows: a scenario file with a roster beside it, what the plan costs, the same company with nothing done as the baseline,
results by department, and how large the budget must be. Takes about ten seconds.

    python examples/own_company/compare_own_plan.py [PAIRS]
"""

import sys
from dataclasses import replace
from pathlib import Path

import crm_adoption as crm

pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 100

try:
    plan = crm.load(Path(__file__).parent / "plan.toml")
except crm.InputError as mistake:  # says which file, which field, what is allowed
    sys.exit(str(mistake))

print(f"{plan.company.organisation.headcount} people; the plan costs EUR {plan.total_cost:,.0f}:")
for name, by_month in plan.ledger.items():
    print(f"  {name:10} EUR {by_month.sum():>8,.0f}, of which EUR {by_month[0]:,.0f} at the start")

answer = crm.compare([plan], replications=pairs, seed=1, month=24)  # one scenario: compared with doing nothing
print(*answer.advice(), sep="\n")

frame = answer.to_frame()
real_use = frame[(frame["outcome"] == "deep_use") & (frame["month"] == 24)]
print("\nReal use in month 24 by department:")
print(real_use.pivot_table(index="place", columns="scenario", values="mean", sort=False).round(3).to_string())

print("\nWhat other budgets for the goals would bring:")
goals, champions = plan.interventions
for budget in (5_000, 10_000, 20_000, 40_000):
    variant = replace(plan, name="variant", interventions=(replace(goals, budget=budget), champions))
    run = crm.simulate(variant, replications=pairs, seed=1)
    print(f"  EUR {budget:>6,}: real use {run.of('deep_use')[:, -1].mean():.1%} in month 24")
