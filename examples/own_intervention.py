"""Write an intervention of your own: a clean-up of the customer record, and compare it with training.

Shows: a subclass of `Intervention` in a dozen lines (levers, strength, price), costs, and what follows from them.
Takes about five seconds.

    python examples/own_intervention.py [PAIRS]
"""

import sys
from dataclasses import dataclass

import crm_adoption as crm
from crm_adoption.scenarios.programmes.intervention import Intervention, Reach

pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 60


@dataclass(frozen=True, kw_only=True, repr=False)
class CleanUp(Intervention):
    """Somebody repairs customer records: at full strength a tenth of gaps and errors every month."""

    effects = (("data_cleanup", "raise", 0.10),)
    label_en, label_de = "Data clean-up", "Daten bereinigen"

    def cost_of_full(self, prices: crm.Prices, reach: Reach) -> float:
        """Return the cost in EUR of full strength in all months: half a day per head and quarter."""
        return 4 * 55.0 / 3 * reach.heads * reach.months


company = crm.load("seed_company").company
plans = [
    crm.Scenario("nothing", company, months=24),
    crm.Scenario("clean_up", company, (CleanUp(strength=1.0),), months=24, title_en="Data clean-up"),
    crm.Scenario("training", company, (crm.Training(budget=100_000),), months=24, title_en="Training"),
    crm.Scenario("both", company, (CleanUp(end=12), crm.Training(budget=100_000)), months=24, title_en="Both"),
]
for plan in plans:
    print(f"{plan.title('en'):15} EUR {plan.total_cost:>9,.0f}  strengths {[round(s, 2) for s in plan.strengths()]}")

answer = crm.compare(plans, outcomes=["usable_data", "deep_use"], replications=pairs, seed=1, month=24)
print()
for effect in answer.effects:
    gain, low, high = (100 * value for value in (effect.difference, effect.ci_low, effect.ci_high))
    print(f"{effect.outcome:12} {effect.label:15} {gain:+6.2f} points (95 % CI {low:+.2f} to {high:+.2f})")
