"""The company that was fitted, in the laboratory: every scenario to start from is done there, after its months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from ...model.errors import InputError
from ..evidence.fit_draws import Fit
from ..evidence.fitted import in_company, trusted
from .presets import Preset, from_files, shipped
from .refused import SettingError


@dataclass(frozen=True)
class Fitted:
    """A fit that a page is asked to show.

    Attributes
    ----------
    path : str
        The file, or its folder.
    despite_misfit : bool
        Whether to go on although no simulated company looks at all like the one fitted.
    """

    path: str
    despite_misfit: bool = False

    @property
    def fit(self) -> Fit:
        """What stands in the file, read once."""
        return _read(self.path, self.despite_misfit)


@cache
def _read(path: str, despite_misfit: bool) -> Fit:
    found = trusted(path, despite_misfit=despite_misfit)
    assert found is not None
    return found


@cache
def fitted_presets(paths: tuple[str, ...], fitted: Fitted) -> Mapping[str, Preset]:
    """Return the scenarios of files, then the shipped ones, by key, all in the company that was fitted.

    Shipped ones that name departments or features which the company does not have are left out.

    Parameters
    ----------
    paths : tuple of str
    fitted : Fitted

    Raises
    ------
    InputError
        For whatever is wrong in a file.
    """
    found = {key: brought(each, fitted) for key, each in from_files(paths).items()}
    for key, each in shipped().items():
        try:
            found.setdefault(key, brought(each, fitted))
        except InputError:
            continue
    return found


def brought(preset: Preset, fitted: Fitted) -> Preset:
    """Return a scenario to start from, done in the company that was fitted.

    Parameters
    ----------
    preset : Preset
    fitted : Fitted

    Raises
    ------
    InputError
        If it does nothing but bring another company, or names what the company does not have.
    """
    usual = preset.scenario
    if preset.origin == "upload" and not usual.interventions:
        raise SettingError("fitted company", preset.key)
    (scenario,) = in_company([preset.identity if preset.origin == "shipped" else usual], fitted.fit)
    identity = f"{fitted.path} {fitted.despite_misfit}: {preset.identity}"
    return replace(preset, identity=identity, scenario=scenario, fit=fitted.fit)
