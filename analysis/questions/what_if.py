"""What-ifs: the shipped scenarios of a question held against each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...model.errors import InputError, unknown
from ...scenarios.core.begun import later
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import Settings, load, resolved_upon
from ...scenarios.files.what_ifs import WhatIf, what_if_named
from ...scenarios.words.catalogue import Words
from ..evidence.behaviour import USUAL, Source, source_of
from ..evidence.ensemble import Ensemble
from ..evidence.fit_draws import Fit
from ..evidence.fitted import Given, lived, replications_of
from ..telling.comparison import compare
from ..words.phrases import LANGUAGES
from .duel import duel
from .what_if_answer import WhatIfAnswer

say = Words("questions.what_if")

COMPANY = "seed_company"
"""The article's company, unless another is given."""
REPLICATIONS = 256


def what_if(
    name: str,
    scenario: str | Path | None = None,
    *,
    replications: int | None = None,
    seed: int = 0,
    behaviour: Ensemble | str | Path = USUAL,
    fit: Given = None,
    despite_misfit: bool = False,
    settings: Settings = (),
    allow_outside: bool = False,
    allow_plugins: bool = False,
    workers: int | None = None,
    lang: str = "en",
    progress: Callable[[int], object] | None = None,
) -> WhatIfAnswer:
    """Answer one of the shipped what-ifs, for the article's company or for one's own.

    Parameters
    ----------
    name : str
        For example ``sponsor-leaves``; `scenarios.what_ifs.NAMES` lists them.
    scenario : str or Path, optional
        A company of one's own: what is done in its scenario is left out, what the question does is done there at
        the same money a head.
    replications : int, optional
        Companies per scenario, the same ones in each. By default 256, or those with which every command speaks of a
        fitted company.
    seed : int
    behaviour : Ensemble, str or Path
        How people behave, as `compare` takes it.
    fit : Fit, str or Path, optional
        What ``crm-adoption fit`` found, in place of a scenario: the question is asked of that company.
    despite_misfit : bool
        Whether to go on although no simulated company looks at all like the one fitted.
    settings, allow_outside, allow_plugins
        How the scenario is read (see `load`); without one, settings change the article's company.
    workers : int, optional
        Threads; results do not depend on them.
    lang : {"en", "de"}
    progress : callable, optional
        Called with the number of companies just finished.

    Raises
    ------
    InputError
        For an unknown name, with the nearest, and for whatever is wrong with the company's scenario.

    Examples
    --------
    >>> from crm_adoption import what_if
    >>> len(what_if("data-or-people-first", replications=4, seed=1).answer())
    3
    """
    if lang not in LANGUAGES:
        raise unknown("language", lang, LANGUAGES)
    asked = what_if_named(name)
    how: dict[str, Any] = {"settings": settings, "allow_outside": allow_outside, "allow_plugins": allow_plugins}
    source = source_of(behaviour, fit, despite_misfit=despite_misfit)
    first = lived(source)
    asked = replace(asked, question_en=later(asked.question_en, first), question_de=later(asked.question_de, first))
    own, scenarios = _asked_of(asked, scenario, source, how)
    run: dict[str, Any] = {
        "replications": replications_of(source, replications, REPLICATIONS), "seed": seed, "workers": workers,
        "behaviour": behaviour, "fit": fit, "despite_misfit": despite_misfit, "progress": progress,
        "settings": settings if isinstance(source, Fit) else (),
    }  # fmt: skip
    if asked.duel:
        return WhatIfAnswer(asked, None, duel(scenarios[0], scenarios[1], **run), lang, own)
    found = compare(
        scenarios, baseline=asked.scenarios[0], outcomes=asked.outcomes, month=_month(asked, source),
        lang=lang, **run
    )  # fmt: skip
    return WhatIfAnswer(asked, found, None, lang, own)


def _asked_of(
    asked: WhatIf, scenario: str | Path | None, source: Source | None, how: dict[str, Any]
) -> tuple[Scenario | None, list[Scenario | str]]:
    """Return the company of one's own that a what-if is asked of, if any, and its scenarios in it."""
    if isinstance(source, Fit):
        if scenario is not None:
            raise InputError("a fit brings its company along; give a scenario or --fit, not both.", field="--fit")
        return source.scenario, list(asked.scenarios)  # whatever compares them brings them there
    own = None if scenario is None and not how["settings"] else load(scenario or COMPANY, **how)
    return own, [*asked_of(asked, None if own is None else scenario or COMPANY, **how)]


def _month(asked: WhatIf, source: Source | None) -> int:
    """Return when a what-if is decided: as long after the months that a company has lived, within its horizon."""
    then = asked.month + lived(source)
    return min(then, source.scenario.months) if isinstance(source, Fit) else then


def asked_of(
    asked: WhatIf, company: str | Path | None, *, settings: Settings = (), allow_outside: bool = False,
    allow_plugins: bool = False,
) -> list[Scenario]:  # fmt: skip
    """Return the scenarios of a what-if, as they are shipped or in a company of one's own."""
    if company is None:
        return [load(each) for each in asked.scenarios]
    return [
        resolved_upon(
            each, company, settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins
        )
        for each in asked.scenarios
    ]  # fmt: skip
