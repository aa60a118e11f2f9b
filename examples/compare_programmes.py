"""Compare four programmes of equal budget on the article's company, and draw it.

Shows: `compare`, the advice in words, paired differences, figures and files like those of the command line.
Takes about five seconds (a quarter of a minute more the first time, to compile).

    python examples/compare_programmes.py [PAIRS]
"""

import sys
from pathlib import Path

import crm_adoption as crm
from crm_adoption.analysis.board.figures import figures_of

pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
folder = Path("figures")

answer = crm.compare(
    ["no_programme", "tooling_spend", "aligned_kpis", "aligned_and_tooling"],
    outcomes=["deep_use", "never_used", "customers", "net_value"],
    replications=pairs,
    seed=1,
    month=12,
)

for sentence in answer.advice():
    print(sentence)

print("\nReal use in month 12 against doing nothing, the same people and luck in each pair:")
for effect in answer.effects:
    if effect.outcome == "deep_use":
        low, high = effect.ci_low, effect.ci_high
        print(f"  {effect.label:22} {effect.difference:+.3f}  (95 % CI {low:+.3f} to {high:+.3f})")

answer.to_frame().to_csv("outcomes.csv", index=False)
for path in figures_of(answer, folder):
    print(path)
