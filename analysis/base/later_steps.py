"""Steps after a search or a simulation: each that fails is named with its reason, and what was found is kept."""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from ...model.errors import InputError

T = TypeVar("T")


class StepFailed(RuntimeWarning):
    """A step after the search failed by a fault of this software; its traceback is in the message."""


@dataclass(frozen=True)
class Unavailable:
    """A step after the search that gave nothing.

    Attributes
    ----------
    step : str
        Machine name, for example ``rescues``.
    reason : str
        In a sentence.
    fault : str
        The traceback where it is a fault of this software; "" where the question has no answer.
    """

    step: str
    reason: str
    fault: str = ""


@dataclass(eq=False)
class LaterSteps:
    """Does what follows a search, one step after the other, and keeps what failed.

    A question without an answer (`InputError`) is a reason like any other. Whatever else goes wrong is a fault of
    this software: the result is kept all the same, since it took minutes, but the fault is warned of with its
    traceback (`StepFailed`, an error in the tests), stands in all that is written, and the command ends with 1.
    """

    failed: list[Unavailable] = field(default_factory=list)

    def take(self, step: str, work: Callable[[], T], instead: T) -> T:
        """Return what a step gives, or what stands for nothing if it fails."""
        try:
            return work()
        except InputError as error:
            self.failed.append(Unavailable(step, str(error)))
        except (OSError, MemoryError):  # nothing about the step: a full disk, no memory
            raise
        except Exception as error:
            trace = traceback.format_exc()
            self.failed.append(Unavailable(step, f"internal error, {type(error).__name__}: {error}", trace))
            warnings.warn(f"A step after the search failed ({step}).\n{trace}", StepFailed, stacklevel=2)
        return instead

    def take_all(self, step: str, work: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
        """Return what a step gives, or nothing if it fails."""
        return self.take(step, work, ())
