"""The least sizes: with how few values each statistic begins to say something, declared once with the reason."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...scenarios.words.catalogue import Words


@dataclass(frozen=True)
class Least:
    """From how many values on a statistic is given.

    Attributes
    ----------
    size : int
    of : str
        What is counted.
    why : str
        Why not fewer, with the source or what was measured.
    """

    size: int
    of: str
    why: str


LEAST: dict[str, Least] = {
    "interval": Least(
        2, "pairs, companies or parameter sets",
        "one value has no spread; Student's t is exact for two normal values already (de Winter, J. C. F. (2013). "
        "Practical Assessment, Research & Evaluation 18, article 10). Where nothing varies there is no interval.",
    ),
    "correlation": Least(
        4, "pairs",
        "two values always lie on a line; the spread of Fisher's z is 1 / sqrt(n - 3) (Fisher, R. A. (1921). Metron 1, "
        "3-32).",
    ),
    "verdict": Least(
        6, "pairs, companies or parameter sets",
        "five of a kind come about by tossing a coin with p = 0.0625, six with p = 0.03125 (two-sided sign test; "
        "Dixon, W. J. and Mood, A. M. (1946). Journal of the American Statistical Association 41, 557-566): with "
        "fewer, no order of programmes is put into words.",
    ),
    "share": Least(6, "pairs, companies or parameter sets", "as for a verdict: all of five is no more than a coin."),
    "median": Least(
        6, "companies",
        "the range of five values holds the median with 93.75 % confidence only, that of six with 96.9 % (order "
        "statistics; David, H. A. and Nagaraja, H. N. (2003). Order Statistics. Wiley, section 7.1).",
    ),
    "range": Least(20, "companies or parameter sets", "with fewer, a twentieth of them is less than one."),
    "decile": Least(10, "companies", "with fewer, a tenth of them is less than one."),
    "sobol": Least(
        8, "base points n of a Saltelli design",
        "measured on Ishigami's function: with 1 a third of the intervals have no width and none holds the true index, "
        "with 2 a quarter of the indices is above 1, with 4 the intervals are three times as wide as the scale from 0 "
        "to 1, with 8 as wide as the scale. Hundreds are usual (Sarrazin, F., Pianosi, F. and Wagener, T. (2016). "
        "Environmental Modelling & Software 79, 135-152).",
    ),
    "morris": Least(
        4, "trajectories of a Morris design",
        "measured on Ishigami's function: intervals from 1, 2, 3 and 4 trajectories hold the true strength in 28, 62, "
        "81 and 91 %; four is what the method was shown with (Morris, M. D. (1991). Technometrics 33, 161-174).",
    ),
    "pilot": Least(5, "replicates of a pilot", "a spread from fewer may be wrong by a factor of three."),
    "points": Least(40, "points of a study", "with fewer nothing can be held out."),
    "of a kind": Least(10, "points that fail, and points that do not", "with fewer there is nothing to describe."),
    "early sign": Least(30, "companies that fail, and companies that do not", "thresholds from fewer are luck."),
}  # fmt: skip
"""By statistic. A figure that is not given is NaN, null or a dash; what cannot be analysed at all is refused."""


def enough(statistic: str, n: int) -> bool:
    """Return whether so many values are enough for a statistic."""
    return n >= LEAST[statistic].size


def known(statistic: str, n: int, value: float) -> float:
    """Return a number where so many values are enough to give it, else NaN."""
    return value if enough(statistic, n) else math.nan


_say = Words("base.least_sizes")
_COUNTED = Words("base.least_sizes.counted")


def so_many(n: int, what: str, lang: str) -> str:
    """Return what is counted in words, one or several."""
    return _COUNTED.one_or_many(what, lang, n)


def too_few(n: int, what: str, lang: str, *, hint: bool = True) -> str:
    """Return the sentence that stands where a verdict would, with fewer values than a verdict needs."""
    how = " (--replications)" if hint and what in ("pairs", "replicates") else ""
    return _say("too few", lang, n=n, what=so_many(n, what, lang), least=LEAST["verdict"].size, how=how)


def by_luck(n: int, lang: str) -> str:
    """Return the sentence that stands beside numbers from too few replicates, "" where there are enough."""
    if enough("verdict", n):
        return ""
    return _say("one run", lang, n=n, what=so_many(n, "replicates", lang))
