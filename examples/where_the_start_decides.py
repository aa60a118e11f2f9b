"""Draw where two companies that differ in nothing but their start end far apart.

Shows: a study defined in Python and run into one file, a phase map with its intervals, hysteresis.
Takes about ten seconds.

    python examples/where_the_start_decides.py [REPLICATES]
"""

import sys
from pathlib import Path

import crm_adoption as crm
from crm_adoption.analysis.board.figures import save
from crm_adoption.analysis.learning.chart_phase import phase_figure
from crm_adoption.scenarios.studies.designs import grid

replicates = int(sys.argv[1]) if len(sys.argv) > 1 else 10
uncertain = (
    crm.Uncertainty("behaviour.peer_weight", 0.0, 4.0),
    crm.Uncertainty("behaviour.habit_bonus", 0.6, 2.2),
    crm.Uncertainty("organisation.starting_use", values=(0.1, 0.7)),
)
study = crm.Study(
    "tipping", (crm.load("no_programme"),), uncertain, grid(uncertain, 7), replicates, 1, ("deep_use",), (36,)
)
stored = study.run(Path("tipping.duckdb"))  # a second call goes on where the first one stopped

shown = crm.phase_map(stored, uncertain[0].name, uncertain[1].name, between=uncertain[2].name, level=0.25)
print("Real use in month 36: how many points more after a start of 70 % than after one of 10 %")
print("habit bonus |" + "".join(f"{x:8.2f}" for x in shown.xs) + "  peer weight")
for y, means, halves in zip(shown.ys[::-1], shown.mean[::-1], shown.half_width[::-1], strict=True):
    print(
        f"{y:11.2f} |"
        + "".join(f"{100 * mean:5.0f}±{100 * half:<2.0f}" for mean, half in zip(means, halves, strict=True))
    )
print(f"25 points or more in {100 * shown.share:.0f} % of the map")
save(phase_figure(shown), Path(), "where_the_start_decides")
