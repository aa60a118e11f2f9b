"""What commands print and write; how their figures look is held where they are drawn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from undrawn import undrawn


@pytest.fixture(autouse=True)
def _undrawn() -> Iterator[None]:
    with undrawn():
        yield
