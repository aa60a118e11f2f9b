"""Makers of small companies, and property tests that are the same in every run."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.company import Company
from crm_adoption.model.compiled import CACHE_FOLDER
from crm_adoption.model.features import Catalogue, Feature
from crm_adoption.model.levers import Levers
from crm_adoption.model.market import Market
from crm_adoption.model.organisation import Department, Organisation
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.schedule import Schedule
from crm_adoption.model.simulation import found_company, step_month, worker_count
from crm_adoption.model.state import State
from few_prices import few_prices
from hypothesis import HealthCheck, settings
from undrawn import undrawn

if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.pop("COLUMNS", None)  # parallel workers set it, and tables would be as narrow as that

settings.register_profile(
    "the_same_every_time",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("the_same_every_time")

Numbers = Mapping[str, float]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests run in another order, the same in every process: what passes only behind another one shows."""
    parser.addoption("--random-order-seed", type=int, help="shuffle the files, and the tests of each, by this number")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "drawn: the test looks at files of figures, which are left empty for others")
    config.addinivalue_line("markers", "priced: the test needs as many draws of prices as users get, not a few")


def results_in(folder: Path) -> set[Path]:
    """Return the folders of results right inside a folder, or one below."""
    return {each.parent for depth in ("*", "*/*") for each in folder.glob(f"{depth}/manifest.json")}


BEFORE = pytest.StashKey[set[Path]]()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail where tests have written results into the project: they belong into folders that are thrown away."""
    left = results_in(session.config.rootpath) - session.config.stash[BEFORE]
    if left and "PYTEST_XDIST_WORKER" not in os.environ:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        say = session.config.pluginmanager.get_plugin("terminalreporter")
        if say is not None:
            say.write_line(f"Tests have written results into the project: {sorted(map(str, left))}", red=True)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the engine before several processes begin, each of which would compile it for itself."""
    session.config.stash[BEFORE] = results_in(session.config.rootpath)
    if getattr(session.config.option, "numprocesses", None) and CACHE_FOLDER and not any(Path(CACHE_FOLDER).iterdir()):
        words = [sys.executable, "-m", "crm_adoption.analysis.cli.main", "run", "no_programme"]
        subprocess.run([*words, "--replications", "1", "--months", "1", "--quiet"], check=False)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Take one process more than cores: for a quarter of their time tests wait, for a browser or another process."""
    return worker_count(None) + 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Do not draw what nobody looks at, and try few prices, also in fixtures made for the test: it takes longest."""
    drawn = nullcontext() if item.get_closest_marker("drawn") else undrawn()
    with drawn, nullcontext() if item.get_closest_marker("priced") else few_prices():
        return (yield)


LONG = {
    "test_validation.py", "test_style.py", "test_bets.py", "test_company_fit.py", "test_documents.py",
    "test_calibration.py", "test_cache.py", "test_soak.py", "test_workshop_browser.py",
    "test_lost_and_found_browser.py",
}  # fmt: skip
"""Files with tests or fixtures of half a minute: they come first, so that no process is left alone with one."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    seed = config.getoption("--random-order-seed")
    if seed is None:
        items.sort(key=lambda item: item.path.name not in LONG)
        return
    chance = random.Random(seed)
    of_file = {each.path: chance.random() for each in items}
    items.sort(key=lambda item: (of_file[item.path], chance.random()))


SHARES = {"sales": 0.42, "marketing": 0.16, "customer_success": 0.20, "service": 0.22}


def headcounts(people: int) -> dict[str, int]:
    """Share ``people`` (4 or more) among the standard departments, at least one person each."""
    counts = {name: max(1, int(share * people)) for name, share in SHARES.items()}
    counts["sales"] += people - sum(counts.values())
    return counts


def build_company(
    people: int | Mapping[str, int] = 100,
    *,
    levers: Numbers | None = None,
    behaviour: Numbers | None = None,
    market: Numbers | None = None,
    features: tuple[Feature, ...] | None = None,
    leaving: float | None = None,
    pull_shape: str = "threshold",
    **structure: Any,
) -> Company:
    """Return a company of the standard departments, or of the headcounts given by role.

    ``levers`` hold in all departments, ``leaving`` too; ``structure`` goes to the organisation.
    """
    counts = headcounts(people) if isinstance(people, int) else people
    departments = tuple(
        Department(
            role, role, role, role, count,
            levers=Levers(**(levers or {})),
            leaving=leaving if leaving is not None else (0.03 if role == "sales" else 0.01),
        )
        for role, count in counts.items()
    )  # fmt: skip
    return Company(
        Organisation("company", departments, **structure),
        Catalogue(features) if features else Catalogue(),
        Behaviour(**(behaviour or {})),
        Market(**(market or {})),
        pull_shape,
    )


def founded(company: Company, seed: int = 0, replicate: int = 0) -> State:
    """Return the state on the day the CRM goes live."""
    return found_company(company.setting, seed, replicate)


def monthly(
    company: Company, schedule: Schedule, seed: int = 0, replicate: int = 0, start: State | None = None
) -> Iterator[tuple[State, npt.NDArray[np.float64]]]:
    """Step through the months; yield the state and the outcomes [1 + D, outcomes] at each month's end."""
    state = founded(company, seed, replicate) if start is None else start
    seats = float(company.organisation.seats or company.organisation.headcount)
    for t in range(schedule.months):
        out = np.empty((1 + len(company.organisation.departments), len(OUTCOME_NAMES)))
        step_month(company.setting, schedule, state, seats, np.uint64(seed), replicate, t, out)
        yield state, out


@pytest.fixture(scope="session")
def make_company() -> Callable[..., Company]:
    return build_company


@pytest.fixture(scope="session")
def found() -> Callable[..., State]:
    return founded


@pytest.fixture(scope="session")
def step_through() -> Callable[..., Iterator[tuple[State, npt.NDArray[np.float64]]]]:
    return monthly
