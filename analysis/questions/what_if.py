"""A what-if answered: the shipped scenarios of a question held against each other, and the answer in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...model.errors import unknown
from ...model.outcomes import OUTCOME
from ...scenarios.files.catalogue import load
from ...scenarios.files.what_ifs import WhatIf, what_if_named
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.numbers import quoted
from ..base.effects import Effect
from ..base.least_sizes import enough, too_few
from ..comparing.robustness import Robustness
from ..evidence.ensemble import Ensemble
from ..telling.comparison import Comparison, compare
from ..words.phrases import LANGUAGES, change, euro, join, level, number, percent, unit_of_change
from .duel import duel
from .duel_record import Duel

say = Words("questions.what_if")

REPLICATIONS = 200
SURELY = 0.9
"""Share of pairs in which a rival must be ahead to count as ahead."""


@dataclass(frozen=True, eq=False)
class WhatIfAnswer:
    """What came out of a what-if.

    Attributes
    ----------
    what_if : WhatIf
    comparison : Comparison or None
        None for a duel.
    duel : Duel or None
    lang : str
    """

    what_if: WhatIf
    comparison: Comparison | None
    duel: Duel | None
    lang: str

    def answer(self, lang: str | None = None) -> list[str]:
        """Return the answer in sentences: one per scenario against the first, and which is best.

        Parameters
        ----------
        lang : {"en", "de"}, optional
            By default the language of the answer.

        Returns
        -------
        list[str]
            Sentences.

        Raises
        ------
        InputError
            For a language that there is not.
        """
        wanted = lang or self.lang
        if wanted not in LANGUAGES:
            raise unknown("language", wanted, LANGUAGES)
        if self.comparison is not None:
            return [*_compared(self.comparison, wanted), say("limits", wanted)]
        return [] if self.duel is None else [*self.duel.answer(wanted), *_time(self.duel, wanted)]

    def to_frame(self) -> Any:
        """Return what was compared as a tidy frame: that of the comparison, or of the duel.

        Returns
        -------
        pandas.DataFrame
        """
        found = self.comparison or self.duel
        return None if found is None else found.to_frame()

    def write(self, folder: str | Path, *, replace: bool = False) -> Path:
        """Write the folder of the comparison, or of the duel.

        Parameters
        ----------
        folder : str or Path
            It appears wholly or not at all.
        replace : bool
            Whether to write over other results that stand there; the same ones are written over anyway.

        Returns
        -------
        Path
            The folder.

        Raises
        ------
        InputError
            If it holds something else, cannot be written, or an extra is missing.
        """
        if self.comparison is not None:
            return self.comparison.write(folder, replace=replace)
        return Path(folder) if self.duel is None else self.duel.write(folder, self.lang, replace=replace)

    def to_dict(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints.

        Returns
        -------
        dict[str, object]
            Values of JSON; what is not known is None.
        """
        w = self.what_if
        asked = {"name": w.name, "question": w.question(self.lang), "scenarios": list(w.scenarios)}
        found = self.comparison or self.duel
        return {**asked, "answer": self.answer(), "result": found.to_dict() if found else None}


def what_if(
    name: str,
    *,
    replications: int = REPLICATIONS,
    seed: int = 0,
    ensemble: Ensemble | str | Path | None = None,
    workers: int | None = None,
    lang: str = "en",
    progress: Callable[[int], object] | None = None,
) -> WhatIfAnswer:
    """Answer one of the shipped what-ifs.

    Parameters
    ----------
    name : str
        For example ``sponsor-leaves``; `scenarios.what_ifs.NAMES` lists them.
    replications : int
        Companies per scenario, the same ones in each.
    seed : int
    ensemble : Ensemble, str or Path, optional
        Parameter sets over which to look too: ``evidence``, ``all``, or the path of one.
    workers : int, optional
        Threads; results do not depend on them.
    lang : {"en", "de"}
    progress : callable, optional
        Called with the number of companies just finished.

    Raises
    ------
    InputError
        For an unknown name, with the nearest.

    Examples
    --------
    >>> from crm_adoption import what_if
    >>> len(what_if("sponsor-leaves", replications=4, seed=1).answer())
    2
    """
    if lang not in LANGUAGES:
        raise unknown("language", lang, LANGUAGES)
    asked = what_if_named(name)
    scenarios = [load(each) for each in asked.scenarios]
    if asked.duel:
        fight = duel(
            scenarios[0], scenarios[1], replications=replications, seed=seed, workers=workers, ensemble=ensemble,
            progress=progress,
        )  # fmt: skip
        return WhatIfAnswer(asked, None, fight, lang)
    found = compare(
        scenarios, baseline=asked.scenarios[0], replications=replications, seed=seed, outcomes=asked.outcomes,
        month=asked.month, workers=workers, lang=lang, ensemble=ensemble, progress=progress,
    )  # fmt: skip
    return WhatIfAnswer(asked, found, None, lang)


def _sentence(each: Effect, found: Comparison, lang: str) -> str:
    low, high = each.ci_low, each.ci_high
    better = each.difference * (OUTCOME[each.outcome].direction or 1) > 0.0
    key = "same" if not each.decided else "better" if better else "worse"
    return say(
        key, lang, name=found.programme(each.scenario).label(lang), base=found.baseline.label(lang),
        outcome=called(OUTCOME[each.outcome], lang), month=number(each.month, lang),
        difference=change(each.difference, each.outcome, lang), unit=unit_of_change(each.outcome, lang),
        low=change(low, each.outcome, lang), high=change(high, each.outcome, lang),
        share=percent(each.p_better, lang), n=number(each.n_pairs, lang),
    )  # fmt: skip


def _compared(found: Comparison, lang: str) -> list[str]:
    if not enough("verdict", found.baseline.replications):
        return [too_few(found.baseline.replications, "pairs", lang), *_costs(found, lang)]
    said = [_sentence(each, found, lang) for each in found.effects if each.outcome == found.main]
    if len(found.programmes) > 2:
        said.append(_best(found, lang))
    if found.robustness is not None and not enough("share", found.robustness.sets):
        said.append(too_few(found.robustness.sets, "sets", lang))
    elif found.robustness is not None:
        said.append(_over_sets(found, found.robustness, lang))
    return [*said, *_costs(found, lang)]


def _over_sets(found: Comparison, over: Robustness, lang: str) -> str:
    """Return in which share of the parameter sets each scenario is ahead of the first: harm in some is seen so."""
    base = found.baseline
    shares = [
        say("in sets", lang, name=each.label(lang), share=percent(over.ahead(each.name, base.name), lang))
        for each in found.programmes
        if not each.is_baseline
    ]
    return say("sets", lang, n=number(over.sets, lang), base=base.label(lang), each=join(shares, lang))


def _costs(found: Comparison, lang: str) -> list[str]:
    costs = {each.label(lang): float(each.spending().mean()) for each in found.programmes}
    if max(costs.values()) > 1.01 * min(costs.values()):
        texts = [f"{quoted(n, lang)} {euro(v, lang)}" for n, v in costs.items()]
        return [say("costs", lang, costs=join(texts, lang))]
    return []


def _best(found: Comparison, lang: str) -> str:
    best = found.programme(found.best)
    names = [quoted(found.programme(each).label(lang), lang) for each in found.indistinguishable]
    near = say("near", lang, names=join(names, lang)) if names else ""
    value = level(float(best.at(found.main, found.month).mean()), found.main, lang)
    return say("best", lang, best=best.label(lang), level=value, outcome=called(OUTCOME[found.main], lang), near=near)


def _time(fight: Duel, lang: str) -> list[str]:
    """Return from which month on the second company is ahead in most pairs, whatever their luck."""
    if not enough("verdict", fight.programmes[0].replications):
        return []
    ahead = [fight.share(month, 1).ahead_own_luck >= SURELY for month in range(1, fight.months + 1)]
    first = max((month for month, sure in enumerate(ahead, start=1) if not sure), default=0) + 1
    if first > fight.months:
        return [say("no time", lang, months=number(fight.months, lang))]
    return [say("time", lang, month=number(first, lang))]
