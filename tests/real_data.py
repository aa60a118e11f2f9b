"""Where the real data are: the folder that CRM_ADOPTION_DATA names, or ../shared/data beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

DATA = Path(os.environ.get("CRM_ADOPTION_DATA") or Path(__file__).parents[2] / "shared" / "data")
if not DATA.is_dir() and not os.environ.get("CRM_ADOPTION_DATA"):
    DATA = Path(__file__).parents[3] / "shared" / "data"

needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"the real data are not here ({DATA}); see docs/validation.md"
)
