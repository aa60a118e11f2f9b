"""A set of Mesa agents that are made when they are first needed."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

from mesa.agent import AgentSet


class LazyAgentSet(AgentSet):
    """Agents that come into being when one of them is needed; their number is known before.

    Parameters
    ----------
    agents : iterable of Agent, or callable
        The agents, or what makes and returns them.
    random : random.Random, optional
        Mesa's generator for shuffling.
    size : int, optional
        Number of agents that ``agents`` will make.
    """

    def __init__(
        self, agents: Iterable[Any] | Callable[[], Iterable[Any]], random: Random | None = None, size: int = 0
    ) -> None:
        if callable(agents):
            self._make, self._size, self.random = agents, size, random
        else:
            super().__init__(agents, random)

    def __getattr__(self, name: str) -> Any:
        # Mesa's methods all read `_agents`; it is missing until one of them is called.
        if name == "_agents" and "_make" in self.__dict__:
            self._agents = weakref.WeakKeyDictionary(dict.fromkeys(self._make()))
            return self._agents
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __len__(self) -> int:
        return len(self._agents) if "_agents" in self.__dict__ else self._size

    def __getstate__(self) -> dict[str, Any]:
        if "_agents" in self.__dict__:
            return {"agents": list(self._agents.keys()), "random": self.random}
        return {"agents": self._make, "random": self.random, "size": self._size}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]


def view_of(kind: type[Any], model: Any, unique_id: int, **place: int) -> Any:
    """Return an agent that is a view on a model's arrays; Mesa's own constructor would register it."""
    view = object.__new__(kind)
    view.__dict__.update(model=model, unique_id=unique_id, pos=None, **place)
    return view
