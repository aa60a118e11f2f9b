"""What a page is told by the command that starts it, through the environment of its process."""

from __future__ import annotations

import os
from collections.abc import Mapping

SCENARIO, LANGUAGE = "CRM_ADOPTION_PAGE_SCENARIO", "CRM_ADOPTION_PAGE_LANGUAGE"
AT_HOME = {
    "SOLARA_THEME_SHOW_BANNER": "false",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",  # Solara would report the start of the server
    "SOLARA_CHECK_HOOKS": "off",  # Mesa 3.3 uses a hook where Solara warns of it
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
}
"""Settings with which Solara sends nothing to anybody."""


def environment(module: str, scenario: str, lang: str) -> Mapping[str, str]:
    """Return the environment in which a page is served."""
    return {**AT_HOME, "SOLARA_APP": module, SCENARIO: scenario, LANGUAGE: lang}


def chosen_scenario() -> str:
    """Return the shipped name or path of the scenario the page starts with."""
    return os.environ.get(SCENARIO) or "no_programme"


def chosen_language() -> str:
    """Return ``"en"`` or ``"de"``."""
    return "de" if os.environ.get(LANGUAGE) == "de" else "en"
