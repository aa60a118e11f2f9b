"""Few draws of prices, for tests that look at something else: half of what a small comparison takes is its 64."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from crm_adoption.analysis.comparing import pricing
from crm_adoption.analysis.deciding import information


@contextmanager
def few_prices() -> Iterator[None]:
    """Draw prices 8 times instead of 64 for a while, and twice in each world of a decision, at least 16 times."""
    with patch.object(pricing, "DRAWS", 8), patch.multiple(information, DRAWS=2, FEWEST=16):
        yield
