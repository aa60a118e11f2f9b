"""Where the real data are: the folder that CRM_ADOPTION_DATA names, or ../shared/data beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE = [each / "shared" / "data" for each in Path(__file__).resolve().parents[2:4]]  # one right below the root
NAMED = os.environ.get("CRM_ADOPTION_DATA")
DATA = Path(NAMED) if NAMED else next((each for each in BESIDE if each.is_dir()), BESIDE[0])

needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"the real data are not here ({DATA}); see docs/validation.md"
)
