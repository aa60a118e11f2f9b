"""Find the conditions under which aligned KPIs bring too little.

Shows: a study over what is uncertain, scenario discovery with coverage and density, held-out points.
Takes about fifteen seconds.

    python examples/where_a_programme_fails.py [REPLICATES]
"""

import sys
from pathlib import Path

import crm_adoption as crm
from crm_adoption.analysis.board.figures import save
from crm_adoption.analysis.learning.chart_discovery import box_figure
from crm_adoption.analysis.learning.discovery_words import sentences
from crm_adoption.scenarios.studies.designs import sobol

replicates = int(sys.argv[1]) if len(sys.argv) > 1 else 8
uncertain = (
    crm.Uncertainty("prices.align_kpis", 300, 3000, distribution="loguniform"),
    crm.Uncertainty("behaviour.kpi_weight"),  # its plausible range
    crm.Uncertainty("behaviour.usefulness_weight"),
    crm.Uncertainty("levers.sponsorship", 0.1, 0.7),
)
study = crm.Study(
    "doubts", ("no_programme", "aligned_kpis"), uncertain, sobol(uncertain, 128, seed=1), replicates, 1,
    ("deep_use",), (12,),
)  # fmt: skip
stored = study.run(Path("doubts.duckdb"))  # a second call goes on where the first one stopped

failure = crm.discover_in(stored, "deep_use < 3 %", against="no_programme", method="cart")
for sentence in sentences(failure, "en"):
    print(sentence)
print("coverage  density  limits")
for box in failure.found.trade_off:
    print(f"{box.coverage:8.0%} {box.density:8.0%} {box.restricted:7}")
if failure.found.boxes:
    save(box_figure(failure), Path(), "where_it_fails")
