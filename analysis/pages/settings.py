"""What a page is told by the command that starts it, through the environment of its process."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

from ...scenarios.words.catalogue import Words
from ...scenarios.words.files import ENGLISH, spoken
from ..laboratory.fitted_presets import Fitted

say = Words("pages.words")


SCENARIO, LANGUAGE = "CRM_ADOPTION_PAGE_SCENARIO", "CRM_ADOPTION_PAGE_LANGUAGE"
BESIDE = "CRM_ADOPTION_PAGE_BESIDE"
FILES, FIT, AUTOPLAY = "CRM_ADOPTION_PAGE_FILES", "CRM_ADOPTION_PAGE_FIT", "CRM_ADOPTION_PAGE_AUTOPLAY"
AT_HOME = {
    "SOLARA_THEME_SHOW_BANNER": "false",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",  # Solara would report the start of the server
    "SOLARA_CHECK_HOOKS": "off",  # Mesa 3.3 uses a hook where Solara warns of it
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
}
"""Settings with which Solara sends nothing to anybody."""
OWN = {
    "SOLARA_ASSETS_EXTRA_LOCATIONS": f"{__package__}.assets",  # custom.css, which hides what is in English only
    "SOLARA_THEME_FORCE_REFRESH": "true",  # a session that is gone: the page is loaded again without asking
}
"""Settings with which the page speaks for itself."""
SILENT, MINUTE = "SOLARA_KERNEL_CULL_TIMEOUT", "1m"
"""How long what was shown is kept for a browser that has gone silent, unless the environment says otherwise."""


def environment(module: str, scenario: str, lang: str, beside: str = "") -> Mapping[str, str]:
    """Return the environment in which a page is served, with another scenario beside the first or none."""
    return {**AT_HOME, **_own(lang), "SOLARA_APP": module, SCENARIO: scenario, BESIDE: beside, LANGUAGE: lang}


def chosen_scenario() -> str:
    """Return the shipped name or path of the scenario the page starts with."""
    return os.environ.get(SCENARIO) or "no_programme"


def chosen_beside() -> str:
    """Return the shipped name or path of the scenario shown beside the first; empty for none."""
    return os.environ.get(BESIDE) or ""


def chosen_language() -> str:
    """Return ``"en"`` or ``"de"``."""
    asked = os.environ.get(LANGUAGE, ENGLISH)
    return asked if asked in spoken("pages") else ENGLISH


def environment_of_files(
    module: str, files: tuple[str, ...], lang: str, fitted: Fitted | None = None, autoplay: float = 0.0
) -> Mapping[str, str]:
    """Return the environment in which a page with several scenario files, or one's own company, is served."""
    fit = json.dumps(None if fitted is None else [fitted.path, fitted.despite_misfit])
    chosen = {FILES: json.dumps(files), FIT: fit, AUTOPLAY: str(autoplay), LANGUAGE: lang}
    return {**AT_HOME, **_own(lang), "SOLARA_APP": module, **chosen}


def chosen_files() -> tuple[str, ...]:
    """Return the shipped names and paths of the scenarios that were given on the command line."""
    return tuple(json.loads(os.environ.get(FILES) or "[]"))


def chosen_fit() -> Fitted | None:
    """Return the fit that was given on the command line."""
    found = json.loads(os.environ.get(FIT) or "null")
    return None if found is None else Fitted(str(found[0]), bool(found[1]))


def chosen_autoplay() -> float:
    """Return the seconds after which the story goes on by itself, 0 for never."""
    return float(os.environ.get(AUTOPLAY) or 0.0)


def _own(lang: str) -> Mapping[str, str]:
    """Return the settings with which a page speaks for itself, and its name in the language it starts with."""
    return {**OWN, SILENT: os.environ.get(SILENT) or MINUTE, "SOLARA_THEME_TITLE": say("name", lang)}
