"""One value in three forms - label, strength and price: which is kept when a company or a programme is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...model.errors import InputError
from ...scenarios.core.purchases import purchases
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import Settings, load_all
from ...scenarios.ground.by_value import by_value
from ...scenarios.programmes.interventions import KINDS
from ...scenarios.words.catalogue import Words
from ..words.phrases import LANGUAGES, euro, number, percent

say = Words("base.forms")


@by_value
@dataclass(frozen=True)
class Form:
    """What a kind of intervention is in a scenario: its strength in percent, its price in EUR, and which was given."""

    strength: int
    euros: float
    given: str

    def alike(self, other: Form) -> bool:
        """Return whether both would be written alike: the same whole percents and euros."""
        return self.strength == other.strength and round(self.euros) == round(other.euros)


def forms(scenario: Scenario) -> dict[str, Form]:
    """Return by kind of intervention its greatest strength, what is spent on it, and which of both was given."""
    found: dict[str, Form] = {}
    for each in purchases(scenario):
        before = found.get(each.kind, Form(0, 0.0, each.given))
        strength = max(before.strength, round(100.0 * each.strength))
        found[each.kind] = Form(strength, before.euros + each.cost, before.given)
    return found


def kept(kind: str, now: Scenario, usual: Scenario, lang: str, *, equal: bool = False) -> str:
    """Return which form of a kind of intervention was kept and all three of them, or "" where nothing has changed.

    Parameters
    ----------
    now, usual : Scenario
        The scenario as it is run, and as it stands where its title and description were written.
    equal : bool
        Whether it was brought to a budget.
    """
    ours, theirs = forms(now).get(kind), forms(usual).get(kind)
    if (ours is None and theirs is None) or (ours and theirs and ours.alike(theirs)):
        return ""
    key = "gone" if ours is None else "added" if theirs is None else "equal" if equal else ours.given
    ours, theirs = ours or Form(0, 0.0, "strength"), theirs or Form(0, 0.0, "strength")
    return say(
        "costs" if key == "nothing" else key, lang, what=_label(kind, now, usual, lang), title=usual.title(lang),
        strength=percent(ours.strength / 100.0, lang), euros=euro(ours.euros, lang),
        usual=percent(theirs.strength / 100.0, lang), before=euro(theirs.euros, lang),
    )  # fmt: skip


def _label(kind: str, now: Scenario, usual: Scenario, lang: str) -> str:
    known = next((each for one in (now, usual) for each in one.interventions if type(each).__name__ == kind), None)
    return known.label(lang) if known is not None else KINDS[kind].label(lang)


def changes(now: Scenario, usual: Scenario, lang: str, *, equal: bool = False) -> list[str]:
    """Return how a scenario that is run differs from what its description says, in sentences."""
    people, before = (each.company.organisation.headcount for each in (now, usual))
    said = [] if people == before else [say("people", lang, people=number(people, lang), before=number(before, lang))]
    kinds = dict.fromkeys(type(each).__name__ for one in (usual, now) for each in one.interventions)
    return said + [text for kind in kinds if (text := kept(kind, now, usual, lang, equal=equal))]


def told(now: Scenario, usual: Scenario, *, equal: bool = False) -> Scenario:
    """Return a changed scenario whose descriptions say what was changed, so that none goes on to lie."""
    found = {lang: changes(now, usual, lang, equal=equal) for lang in LANGUAGES}
    if not found["en"]:
        return now
    texts = {lang: " ".join([now.description(lang), say("changed", lang), *found[lang]]).strip() for lang in LANGUAGES}
    return replace(now, description_en=texts["en"], description_de=texts["de"])


def all_loaded(
    references: Sequence[Scenario | str | Path], *, settings: Settings = (), allow_outside: bool = False,
    allow_plugins: bool = False,
) -> list[Scenario]:  # fmt: skip
    """Return scenarios that are given together as `load_all` does; with settings descriptions say what they change."""
    now = load_all(references, settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins)
    if not settings:
        return now
    try:
        usual = load_all(references, allow_outside=allow_outside, allow_plugins=allow_plugins)
    except InputError:  # they are only whole with the settings
        return now
    return [each if each is before else told(each, before) for each, before in zip(now, usual, strict=True)]


def loaded(
    reference: str | Path, *, settings: Settings = (), allow_outside: bool = False, allow_plugins: bool = False
) -> Scenario:
    """Return one scenario, as `all_loaded` does."""
    return all_loaded((reference,), settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins)[0]
