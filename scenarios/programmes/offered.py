"""What a kind of intervention offers to those who choose: menus of money are read off the kinds themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Offered:
    """How money can be put into a kind of intervention, wherever programmes are put together.

    Attributes
    ----------
    local : bool
        Whether it can be bought for single departments.
    lasting : bool
        Whether it is paid monthly, so that it matters how long it lasts.
    choices : mapping of str to tuple
        Further fields and what they may be.
    rescue : mapping of str to value, optional
        Fields with which it is tried where an early sign of failure appears; None if it would come too late.
    """

    local: bool = True
    lasting: bool = False
    choices: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    rescue: Mapping[str, Any] | None = None
