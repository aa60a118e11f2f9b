"""What the command line asks of everything that is said, known before it has been read as a whole."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise

from ...scenarios.words.files import ENGLISH, languages


def asked(arguments: Sequence[str]) -> tuple[bool, str]:
    """Return whether the command was asked to be quiet, and in which language to speak."""
    words = " ".join(arguments).replace("=", " ").split()
    lang = next((given for option, given in reversed(list(pairwise(words))) if option == "--lang"), ENGLISH)
    return "--quiet" in words, lang if lang in languages() else ENGLISH


def language_asked() -> str:
    """Return the language in which this command was asked to speak, whatever else is wrong with its options."""
    return asked(sys.argv[1:])[1]
