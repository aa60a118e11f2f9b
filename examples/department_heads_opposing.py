"""Whether the answer holds when the heads of two departments are against it.

Shows: the same programmes in a changed organisation - people in two departments resist more, their line managers do not
ask for real use - and what it would bring to win these managers over, by department. Takes about ten seconds.

    python examples/department_heads_opposing.py [PAIRS]
"""

import sys
from dataclasses import replace

import crm_adoption as crm

pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
OPPOSED = ("sales", "service")
against = {
    f"organisation.departments.{name}.{lever}": value
    for name in OPPOSED
    for lever, value in {"resistance": 0.5, "supervisor_commitment": 0.1}.items()
}

names = ["no_programme", "aligned_kpis", "tooling_spend"]
calm = crm.compare(names, replications=pairs, seed=1)
opposed = [crm.load(name, settings=against) for name in names]
goals = opposed[1]
won_over = replace(  # a third of the money goes into the managers instead
    goals,
    name="managers_first",
    title_en="Managers first",
    interventions=(
        crm.AlignKPIs(budget=100_000),
        crm.SupervisorCommitment(budget=50_000, departments=OPPOSED),
    ),
)
answer = crm.compare([*opposed, won_over], replications=pairs, seed=1)

print(f"Points of real use gained by month {answer.month}, {pairs} pairs (95 % interval):\n")
for effect in answer.effects:
    if effect.outcome == "deep_use":
        low, high = 100 * effect.ci_low, 100 * effect.ci_high
        line = f"  {effect.label:22} {100 * effect.difference:+5.1f}  ({low:+.1f} to {high:+.1f})"
        before = [each for each in calm.effects if (each.scenario, each.outcome) == (effect.scenario, "deep_use")]
        print(line + "".join(f"; {100 * each.difference:+.1f} where nobody opposes" for each in before))

print("\nBy department:")
for effect in answer.departments:
    if effect.outcome == "deep_use" and effect.scenario in ("aligned_kpis", "managers_first"):
        head = "against" if effect.place in OPPOSED else ""
        print(f"  {effect.place:18} {effect.label:16} {100 * effect.difference:+5.1f}  {head}")

print()
print(*answer.advice(), sep="\n")
