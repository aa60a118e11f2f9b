"""Who may see which team: one-time codes, compared in constant time, and ever longer waits for who guesses.

A code lets one browser in and is replaced by a new one. What is kept of a browser is a fingerprint of the secret of its
session, so that nobody can join with what stands in a file.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping

from ...model.errors import InputError

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""What codes are made of: nothing that is mistaken for something else."""
LENGTH, OF_MODERATOR = 8, 12
"""Letters of a code: 31 ** 8 are 8.5e11."""
MODERATOR = -1
FREE, LONGEST = 3, 60.0
"""Wrong codes that cost no time, and the longest wait between two, seconds: it doubles from 1 on."""
CROWD, WITHIN, APART = 30, 600.0, 2.0
"""After so many wrong codes of all together within so many seconds, codes are looked at so many seconds apart only."""
MOST_KNOWN = 1_000
"""Browsers whose wrong codes are remembered."""


def new_code(length: int = LENGTH) -> str:
    """Return a code that nobody can guess."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def plain(code: str) -> str:
    """Return a code as it was meant: without blanks and dashes, in capitals."""
    return "".join(each for each in code.upper()[:100] if each.isalnum())


def shown(code: str) -> str:
    """Return a code as people read it, four letters at a time."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def print_of(session: str) -> str:
    """Return the fingerprint of a browser's session."""
    return hashlib.sha256(session.encode()).hexdigest()


class Gate:
    """How long whoever has given wrong codes must wait.

    Parameters
    ----------
    clock : callable
        Seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._all: deque[float] = deque(maxlen=CROWD)
        self._looked = float("-inf")

    def wait(self, who: str) -> float:
        """Return the seconds until a code of this browser is looked at; 0 is now."""
        now = self._clock()
        count, last = self._wrong.get(who, (0, now))
        own = last + min(LONGEST, 2.0 ** (count - FREE)) - now if count >= FREE else 0.0
        crowded = len(self._all) == CROWD and now - self._all[0] < WITHIN
        return max(0.0, own, self._looked + APART - now if crowded else 0.0)

    def looked(self) -> None:
        """Remember that a code was looked at."""
        self._looked = self._clock()

    def wrong(self, who: str) -> None:
        """Remember a wrong code."""
        now = self._clock()
        self._wrong[who] = self._wrong.pop(who, (0, now))[0] + 1, now
        self._all.append(now)
        while len(self._wrong) > MOST_KNOWN:
            self._wrong.popitem(last=False)

    def right(self, who: str) -> None:
        """Forget the wrong codes of a browser that has given a right one."""
        self._wrong.pop(who, None)


class Doors:
    """The codes of a workshop, and who has come in with one.

    Parameters
    ----------
    teams : int
    joined : mapping of str to int
        Fingerprints of browsers that have come in before, by team.
    clock : callable
        Seconds.
    """

    def __init__(
        self, teams: int, joined: Mapping[str, int] | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._lock = threading.Lock()
        self._gate = Gate(clock)
        self._codes = {team: new_code() for team in range(teams)} | {MODERATOR: new_code(OF_MODERATOR)}
        self._joined = dict(joined or {})

    @property
    def moderators_code(self) -> str:
        """The moderator's code, as it is read; it lets one browser in, too."""
        return shown(self._codes[MODERATOR])

    @property
    def codes(self) -> list[str]:
        """The present code of each team, as it is read: for the moderator's eyes."""
        return [shown(code) for team, code in sorted(self._codes.items()) if team != MODERATOR]

    @property
    def joined(self) -> Mapping[str, int]:
        """Teams by fingerprint of the browsers that have come in."""
        with self._lock:
            return dict(self._joined)

    def team_of(self, session: str) -> int | None:
        """Return the team of a browser, -1 for the moderator, None for who has not come in."""
        with self._lock:
            return self._joined.get(print_of(session))

    def enter(self, session: str, code: str) -> int:
        """Let a browser in and return its team, -1 for the moderator.

        All codes are compared with the one given, in a time that does not depend on where they differ; a code that was
        right is replaced by a new one.

        Raises
        ------
        InputError
            If the code is wrong, or others were given too fast.
        """
        with self._lock:
            who, given = print_of(session), plain(code).encode()
            wait = self._gate.wait(who)
            if wait > 0.0:
                raise InputError("too many wrong codes; wait {seconds:.0f} seconds.", seconds=max(1.0, wait))
            self._gate.looked()
            right = [team for team, own in self._codes.items() if hmac.compare_digest(own.encode(), given)]
            if not right:
                self._gate.wrong(who)
                raise InputError("this code is not right, or it has been used already; ask for a new one.")
            self._gate.right(who)
            self._joined[who] = right[0]
            self._codes[right[0]] = new_code(OF_MODERATOR if right[0] == MODERATOR else LENGTH)
            return right[0]

    def leave(self, session: str) -> None:
        """Let a browser out again."""
        with self._lock:
            self._joined.pop(print_of(session), None)
