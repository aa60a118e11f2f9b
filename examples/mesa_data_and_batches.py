"""The Mesa way: step, collect data of people and departments, switch a programme on, run a batch.

Shows: the model's own `DataCollector` with agent reporters added, `model.apply`, `mesa.batch_run` over scenarios,
replicates and a parameter, and the same numbers as `simulate`. Takes about ten seconds.

    python examples/mesa_data_and_batches.py [REPLICATES]
"""

import sys

import crm_adoption as crm
import mesa
import pandas as pd
from crm_adoption.scenarios.mesa.employee import Employee
from mesa.datacollection import DataCollector

replicates = int(sys.argv[1]) if len(sys.argv) > 1 else 10


def one_company() -> pd.DataFrame:
    """Run one company for a year and return real use by person and month."""
    model = crm.CRMAdoption("no_programme", base_seed=1, months=12)
    model.datacollector = DataCollector(
        model_reporters={"month": "month", "real_use": "deep_use", "never_touched": "never_used"},
        agenttype_reporters={Employee: {"department": "department", "real_use": "deep_use"}},
    )
    for _ in range(6):
        model.step()
    model.apply(crm.Training(strength=1.0))  # from the seventh month on
    while model.running:
        model.step()
    print(model.datacollector.get_model_vars_dataframe().round(3).to_string(index=False))
    return model.datacollector.get_agenttype_vars_dataframe(Employee)


def a_batch() -> pd.DataFrame:
    """Run scenarios and a parameter over the same companies and return the last month of each run."""
    rows = mesa.batch_run(
        crm.CRMAdoption,
        parameters={
            "scenario": ["no_programme", "aligned_kpis"],
            "replicate": range(replicates),  # the company's own chance; leave Mesa's `rng` alone
            "base_seed": 1,
            "months": 12,
            "attention": [0.4, 0.6],
        },
        number_processes=1,  # a run takes milliseconds; starting processes takes longer
        max_steps=12,
        display_progress=False,
    )
    return pd.DataFrame(rows)


if __name__ == "__main__":
    people = one_company()
    last = people[people.index.get_level_values("Step") == people.index.get_level_values("Step").max()]
    print("\nReal use by department in month 12:")
    print(last.groupby("department")["real_use"].mean().round(3).to_string())

    frame = a_batch()
    frame = frame[frame["month"] == 12]
    print("\nReal use in month 12:")
    print(frame.pivot_table(index="attention", columns="scenario", values="deep_use").round(3).to_string())

    paired = frame.pivot(index=["attention", "replicate"], columns="scenario", values="deep_use")
    gain = paired["aligned_kpis"] - paired["no_programme"]
    print("\nWhat aligned KPIs add, pair by pair:")
    print(gain.groupby("attention").agg(["mean", "std", "count"]).round(4).to_string())
