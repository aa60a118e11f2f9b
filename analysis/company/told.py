"""A company's export in a program or a notebook: what it says, and the numbers that its history leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.in_brief import one_line
from ...scenarios.files.catalogue import load
from ...scenarios.usage.company import OwnCompany
from ...scenarios.usage.mapping import Naming, read_mapping
from ...scenarios.usage.reading import read_company
from ...scenarios.usage.usage import Usage
from ..base.exports import Kept
from ..base.kept import keep
from ..evidence.ensemble import Ensemble, load_ensemble
from ..report.brief import Brief
from ..report.shown import Charts, Shown
from . import brief as diagnosis_brief
from . import diagnosis, fit_brief, fit_tables, tables
from .diagnosis import DiagnosisResult
from .fit_job import fit_company
from .fitting import COMPANIES, Fitted

if TYPE_CHECKING:
    import pandas as pd

    from ...scenarios.core.scenario import Scenario


@dataclass(frozen=True, eq=False, repr=False)
class Diagnosis(DiagnosisResult, Shown):
    """A company as its export shows it, in words and figures; nothing of fewer than five people is among them.

    It is not kept in a file: who did what stands in it. What may be shown is `to_dict`, and what the command writes.

    Attributes
    ----------
    company : OwnCompany
    usage : Usage
    rule : Rule
        What counts as real use.
    real : RealUse
        Who works how, as far as the export tells.
    places : tuple of Place
        The company first, then departments of at least five people with data, then the small ones together.
    shown : Shown
        What may be shown of them; all the rest is NaN here.
    present : tuple of Group
        By place, in the last month with data.
    monthly : dict of str to float64 array [months, places]
    cells : dict of str to float64 array [places - 1, features]
    newcomers, incumbents : Group or None
    typical : TypicalUse or None
    """

    def __repr__(self) -> str:
        return _line(self, len(self.usage.people), self.usage.labels)

    def _brief(self) -> Brief:
        return diagnosis_brief.brief(self, "en")

    def _charts(self) -> Charts:
        from .charts import over_the_months, who_uses_what  # matplotlib

        return {
            "who-uses-what": partial(who_uses_what, self, "en"),
            "over-the-months": partial(over_the_months, self, "en"),
        }

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Return the document of ``crm-adoption diagnose --json``.

        Parameters
        ----------
        lang : {"en", "de"}
            Language of its sentences.

        Returns
        -------
        dict[str, object]
            Values of JSON; what is not known or may not be shown is None.
        """
        return tables.document(self, lang)

    def to_frame(self) -> pd.DataFrame:
        """Return real use by month and place.

        Returns
        -------
        pandas.DataFrame
            Columns: month (such as 2026-03), place, and shares of the relevant pairs: deep with the ends of its 90 %
            range, deep_low and deep_high; touched; active is a share of people. NaN where it may not be shown.
        """
        import pandas as pd

        months, names = self.usage.labels, [each.name or "company" for each in self.places]
        return pd.DataFrame([
            {"month": month, "place": name, **{kind: float(values[t, g]) for kind, values in self.monthly.items()}}
            for t, month in enumerate(months) for g, name in enumerate(names)
        ])  # fmt: skip


@dataclass(frozen=True, eq=False, repr=False)
class FittedCompany(Fitted, Shown, Kept):
    """What a history leaves of a company's numbers, in words and figures.

    ``compare(..., fit=found.fit)`` and `decide` go on in this company.

    Attributes
    ----------
    months : tuple of str
        Of the history, such as 2026-03.
    fit : Fit
        The draws: companies that could be this one.
    unknowns : tuple of Unknown
    quantiles, explained : float64 arrays
        Of each unknown: at 5, 25, 50, 75 and 95 %; the share of its variance that the history explains.
    """

    months: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return _line(self, self.fit.scenario.company.organisation.headcount, self.months)

    def save(self, path: str | Path) -> Path:
        """Keep the fit in a file from which `load_result` has it back; nothing of fewer than five people is in it.

        Parameters
        ----------
        path : str or Path
            Such as ``fit.npz``; what stands there is replaced.

        Returns
        -------
        Path
            The path as it was given.

        Raises
        ------
        InputError
            If it cannot be written.
        """
        return keep(replace(self, seen=self.shown), Path(path))

    def _brief(self) -> Brief:
        return fit_brief.brief(self, "en")

    def _charts(self) -> Charts:
        from .fit_charts import past_and_forecast, what_is_left  # matplotlib

        return {
            "what-is-left": partial(what_is_left, self, "en"),
            "past-and-forecast": partial(past_and_forecast, self, self.months, "en"),
        }

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Return the document of ``crm-adoption fit --json``.

        Parameters
        ----------
        lang : {"en", "de"}
            Language of its sentences.

        Returns
        -------
        dict[str, object]
            Values of JSON; what is not known is None.
        """
        return fit_tables.document(self, self.months, lang)

    def to_frame(self) -> pd.DataFrame:
        """Return a row for each number that was fitted, those first of which the history tells most.

        Returns
        -------
        pandas.DataFrame
            Columns: number (its path), low and high of its range before, q05 to q95 after, explained (share of its
            variance).
        """
        import pandas as pd

        rows = []
        for path, each in self.to_dict()["numbers"].items():
            quantiles = {f"q{round(100 * float(level)):02d}": value for level, value in each["quantiles"].items()}
            low, high = each["before"]
            rows.append({"number": path, "low": low, "high": high, **quantiles, "explained": each["explained"]})
        return pd.DataFrame(rows)


def _line(found: object, people: int, months: Sequence[str]) -> str:
    said = (("people", str(people)), ("months", f"{months[0]} to {months[-1]}"))
    return one_line(type(found).__name__, iter(said))


def diagnose(
    roster: Path | str, usage: Path | str | Sequence[Path | str], mapping: Path | str | None = None, *,
    vendor: str | None = None, scenario: Scenario | Path | str | None = None, live_since: str | None = None,
) -> Diagnosis:  # fmt: skip
    """Return what a usage export says: who works how, by department and feature.

    Parameters
    ----------
    roster : Path or str
        Table of the people: id, department, and if known manager, level, tenure.
    usage : Path, str or sequence of them
        Export of who used which feature when: files, folders, archives; the layouts of CRM vendors are recognised.
    mapping : Path or str, optional
        TOML file that says what columns, features and departments are; what it does not say is guessed.
    vendor : str, optional
        Read the export as this vendor's; ``none`` as no vendor's.
    scenario : Scenario, Path or str, optional
        With your features and market; by default those of the shipped company.
    live_since : str, optional
        Month of go-live such as ``2025-03``; by default the first of the export.

    Returns
    -------
    Diagnosis
        A card in a notebook; figures by name. People are pseudonyms in it.

    Raises
    ------
    InputError
        If a file cannot be used, most of it is lost, or the company has fewer than five people.

    Examples
    --------
    >>> import crm_adoption
    >>> from pathlib import Path
    >>> from crm_adoption.scenarios.usage.example import example, write_example
    >>> made = example(crm_adoption.load("seed_company", settings={"months": 4}), seed=1)
    >>> roster, usage = write_example(made, Path("example"))
    >>> crm_adoption.diagnose(roster, usage).figures
    ('who-uses-what', 'over-the-months')
    """
    company, found, naming = _read(roster, usage, mapping, vendor, scenario)
    return Diagnosis(**vars(diagnosis.diagnose(company, found, naming, live_since)))


def fit(
    roster: Path | str, usage: Path | str | Sequence[Path | str], mapping: Path | str | None = None, *,
    vendor: str | None = None, scenario: Scenario | Path | str | None = None, live_since: str | None = None,
    known: Sequence[str] = (), behaviour: Ensemble | Path | str = "evidence", companies: int = COMPANIES, seed: int = 0,
    workers: int | None = None, progress: Callable[[int], object] | None = None,
) -> FittedCompany:  # fmt: skip
    """Fit a company's levers and resistance to its own history, and say what the data cannot tell.

    Parameters
    ----------
    roster, usage, mapping, vendor, scenario, live_since
        As in `diagnose`.
    known : sequence of str
        Numbers that are known, ``organisation.sponsorship=0.6``; they are not fitted.
    behaviour : Ensemble, Path or str
        How people may behave: an ensemble, the name of a shipped one, or its file.
    companies : int
        How many companies are simulated and compared with this one; 500 for a first look.
    seed : int
        The same seed gives the same fit, with any number of threads.
    workers : int, optional
        How many threads; by default one for each processor.
    progress : callable, optional
        Called with the number of companies just done.

    Returns
    -------
    FittedCompany
        A card in a notebook; figures by name.

    Raises
    ------
    InputError
        If a file cannot be used, the export gives last uses only or is too short, or a known number does not exist or
        is out of range.
    """
    company, found, naming = _read(roster, usage, mapping, vendor, scenario)
    sets = behaviour if isinstance(behaviour, Ensemble) else load_ensemble(behaviour)
    fitted = fit_company(
        company, found, sets, naming, known=known, live_since=live_since, companies=companies, seed=seed,
        workers=workers, progress=progress,
    )  # fmt: skip
    return FittedCompany(**vars(fitted), months=found.labels)


def _read(
    roster: Path | str, usage: Path | str | Sequence[Path | str], mapping: Path | str | None, vendor: str | None,
    scenario: Scenario | Path | str | None,
) -> tuple[OwnCompany, Usage, Naming]:  # fmt: skip
    naming = Naming() if mapping is None else read_mapping(Path(mapping))
    naming = naming if vendor is None else replace(naming, vendor=vendor)
    base = load(scenario) if isinstance(scenario, (str, Path)) else scenario
    return (*read_company(roster, usage, naming, base), naming)
