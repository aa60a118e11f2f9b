"""Who is stuck, and why: the terms of single people's decisions, six months after go-live.

Shows: people as Mesa agents, `select` and `agg`, the reasons of a decision in words and in numbers, a figure of
what stands in the way by department, and a what-if on one person. Takes about three seconds.

    python examples/who_is_stuck.py [MONTHS]
"""

import sys
from collections import defaultdict

import crm_adoption as crm
from crm_adoption.scenarios.mesa.employee import Employee
from matplotlib.figure import Figure

months = int(sys.argv[1]) if len(sys.argv) > 1 else 6
FEATURE = "shared_record"

model = crm.CRMAdoption("no_programme", base_seed=1)
for _ in range(months):
    model.step()

people = model.agents_by_type[Employee]
stuck = people.select(lambda person: person.way_of_working(FEATURE) != "deep")
print(f"{len(stuck)} of {len(people)} people do not really use {FEATURE} after {months} months.")
print(f"Their mean resistance is {stuck.agg('resistance', lambda all: sum(all) / len(all)):+.2f} logits.\n")

for person in list(stuck)[:3]:
    why = person.reasons(FEATURE)
    print(f"{person.employee_id} ({person.department}, {why.way}): {why.in_words()}")

# What speaks for and against real use instead of the old way, on average by department.
terms: dict[str, dict[str, float]] = {}
for department in model.departments:
    here = [person.reasons(FEATURE) for person in department.employees if person in stuck]
    sums: dict[str, float] = defaultdict(float)
    for why in here:
        for name, logits in why.deep.items():
            sums[name] += logits / len(here)
        for name, logits in why.legacy.items():
            sums[f"{name} (old way)"] -= logits / len(here)
    terms[department.label()] = dict(sums)

everything = {name: sum(each.get(name, 0.0) for each in terms.values()) for each in terms.values() for name in each}
names = sorted((name for name, total in everything.items() if abs(total) > 0.2), key=everything.__getitem__)
figure = Figure(figsize=(10, 0.34 * len(names) + 1.4), layout="constrained")
title = f"What speaks for and against real use of the {FEATURE.replace('_', ' ')}, in logits: people who are stuck"
figure.suptitle(title, x=0.01, ha="left", fontsize=12)
for axes, (label, values) in zip(figure.subplots(1, len(terms), sharex=True, sharey=True), terms.items(), strict=True):
    bars = axes.barh(names, [values[name] for name in names])
    for bar, name in zip(bars, names, strict=True):
        bar.set_color("#BF5000" if values[name] < 0 else "#075794")
    axes.bar_label(bars, fmt="%+.1f", padding=3, fontsize=9, color="#4d545c")
    axes.axvline(0, color="#8b929a", linewidth=0.8)
    axes.set_title(label, loc="left", fontsize=11)
    axes.margins(x=0.25)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    axes.tick_params(left=False)
figure.savefig("who_is_stuck.png", dpi=150)

person = next(iter(stuck))
before = person.reasons(FEATURE).chances["deep"]
person.is_champion = True
print(f"\nIf {person.employee_id} were a champion, the chance of real use would be "
      f"{person.reasons(FEATURE).chances['deep']:.0%} instead of {before:.0%}.")  # fmt: skip
