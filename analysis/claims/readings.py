"""What is read for each claim, and when it holds: limits set before any of it was looked at.

Limits that have a source are those of the bands (`crm_adoption.analysis.evidence.bands`); the others, such as one
customer in a hundred or two points of use, are judgement of what a manager would call a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ...scenarios.ground.adding import added
from ...scenarios.ground.by_value import by_value
from .situations import UNWATCHED, Seen

FITTED, HELD_OUT, ASSUMED, EMERGES = "fitted", "held out", "assumed", "emerges"
"""What a claim rests on: a band of the fit, a band kept out of it, a direction that is put in, or neither."""
ARTICLE, TYPICAL, WIDE = "article", "typical", "wide"
"""Where claims are looked at: the article's company and typical companies at accepted behaviour; wide ranges."""


@by_value
@dataclass(frozen=True)
class Reading:
    """One number that is read.

    Attributes
    ----------
    name : str
        Key of its words in the room ``claims`` of the catalogue.
    unit : {"share", "points", "customers", "EUR", "relative"}
    read : callable
    """

    name: str
    unit: str
    read: Callable[[Seen], float]


@dataclass(frozen=True)
class Claim:
    """One statement of the article as a test.

    Attributes
    ----------
    name : str
    rests_on : {"fitted", "held out", "assumed", "emerges"}
    about : {"article", "typical"}
        In which companies the article means it.
    readings : tuple of Reading
        The main one first.
    holds : callable
        Whether it holds, from the readings in their order.
    bands : tuple of str
        Bands that say the same.
    """

    name: str
    rests_on: str
    about: str
    readings: tuple[Reading, ...]
    holds: Callable[..., bool]
    bands: tuple[str, ...] = ()

    def read(self, seen: Seen) -> list[float]:
        """Return the readings."""
        return [each.read(seen) for each in self.readings]


def _bare_minimum(seen: Seen) -> float:
    """Return the share of Sales' entries for the boss that vanishes when nobody is watched, month 6."""
    watched = seen.at("nothing", "compliance_use", 6, "sales")
    return 1.0 - seen.at(UNWATCHED, "compliance_use", 6, "sales") / watched if watched > 0.0 else 0.0


def _separate(seen: Seen) -> float:
    return seen.at("nothing", "shadow_use", 6, "customer_success")


def _separate_only_there(seen: Seen) -> float:
    """Return by how much more is outside the CRM in Customer Success than in any other department, month 6."""
    others = [name for name in seen.base.company.organisation.names if name != "customer_success"]
    return _separate(seen) - max(seen.at("nothing", "shadow_use", 6, name) for name in others)


def _three_walls(seen: Seen) -> float:
    """Return what three walls taken down together bring beyond the sum of each alone, month 24."""
    alone = added(seen.gain(name, "deep_use", 24) for name in ("goals", "sharing", "process"))
    return seen.gain("three walls", "deep_use", 24) - alone


def _customers_gained(seen: Seen) -> float:
    """Return the customers kept by tearing down silos, as a share of those at the start, month 36."""
    return seen.gain("no silos", "customers", 36) / seen.base.company.market.customers


def _churn_by_ai(without: str, month: int) -> Callable[[Seen], float]:
    with_ai = "ai" if without == "nothing" else f"{without} and ai"
    return lambda seen: seen.at(with_ai, "churn", month) / seen.at(without, "churn", month) - 1.0


def _complementarity(seen: Seen) -> float:
    """Return how much more the same technology adds to real use where the company changes, month 24."""
    changed = seen.gain("change and technology", "deep_use", 24, "change")
    return changed - seen.gain("technology", "deep_use", 24)


CLAIMS: Mapping[str, Claim] = {
    each.name: each
    for each in (
        Claim(
            "untouched", FITTED, ARTICLE,
            (Reading("never_used", "share", lambda seen: seen.at("nothing", "never_used", 6)),),
            lambda never: 0.62 <= never <= 0.78, ("seed_never_used",),
        ),
        Claim(
            "idle_features", EMERGES, ARTICLE,
            (Reading("features_idle", "share", lambda seen: seen.at("nothing", "features_idle", 6)),),
            lambda idle: 0.62 <= idle <= 0.78,
        ),
        Claim(
            "unused", FITTED, TYPICAL,
            (Reading("unused", "share", lambda seen: seen.at("nothing", "unused_last_quarter", 12)),),
            lambda unused: 0.43 <= unused <= 0.75, ("typical_unused",),
        ),
        Claim(
            "quiet_word", HELD_OUT, ARTICLE,
            (
                Reading("real_use", "share", lambda seen: seen.at("nothing", "deep_use", 3)),
                Reading("active", "share", lambda seen: seen.at("nothing", "active_users", 3)),
            ),
            lambda real, active: real <= 0.35 and active >= 0.75, ("seed_active_users", "seed_use"),
        ),
        Claim(
            "bare_minimum", ASSUMED, ARTICLE,
            (
                Reading("vanishes", "share", _bare_minimum),
                Reading("minimum", "share", lambda seen: seen.at("nothing", "compliance_use", 6, "sales")),
            ),
            lambda vanishes, minimum: vanishes >= 0.5 and minimum >= 0.05, ("seed_most_visible", "seed_sales"),
        ),
        Claim(
            "separate_systems", ASSUMED, ARTICLE,
            (
                Reading("separate", "share", _separate),
                Reading("separate_only_there", "points", _separate_only_there),
            ),
            lambda separate, more: separate > 0.5 and more >= 0.05,
        ),
        Claim(
            "campaigns", ASSUMED, ARTICLE,
            (Reading("marketing_untold", "share", lambda seen: seen.at("nothing", "fragmentation", 6, "marketing")),),
            lambda untold: untold >= 0.5,
        ),
        Claim(
            "say_again", FITTED, ARTICLE,
            (Reading("must_repeat", "share", lambda seen: seen.at("nothing", "must_repeat", 1)),),
            lambda again: 0.60 <= again <= 0.75, ("seed_must_repeat",),
        ),
        Claim(
            "silos", ASSUMED, ARTICLE,
            (
                Reading("customers_kept", "share", _customers_gained),
                Reading(
                    "fragmentation", "points", lambda seen: seen.gain("no silos", "fragmentation", 36),
                ),
            ),
            lambda kept, fragmentation: kept >= 0.01 and fragmentation < 0.0,
        ),
        Claim(
            "aligned_goals", ASSUMED, ARTICLE,
            (
                Reading(
                    "goals_over_technology", "points", lambda seen: seen.gain("goals", "deep_use", 12, "technology")
                ),
                Reading("goals_over_nothing", "points", lambda seen: seen.gain("goals", "deep_use", 12)),
            ),
            lambda over_technology, over_nothing: over_technology > 0.0,
        ),
        Claim(
            "sharing_rewarded", ASSUMED, ARTICLE,
            (
                Reading("knowledge_shared", "points", lambda seen: seen.gain("sharing", "sharing", 12)),
                Reading("sharing_use", "points", lambda seen: seen.gain("sharing", "deep_use", 12)),
            ),
            lambda shared, use: shared >= 0.02,
        ),
        Claim(
            "ai_dysfunction", ASSUMED, ARTICLE,
            (
                Reading("churn_by_ai", "relative", _churn_by_ai("nothing", 12)),
                Reading("churn_by_ai_after_change", "relative", _churn_by_ai("full programme", 36)),
            ),
            lambda alone, after: alone >= 0.01, ("ai_on_bad_data", "ai_on_good_data"),
        ),
        Claim(
            "faster_rival", ASSUMED, ARTICLE,
            (
                Reading("rival_share", "share", lambda seen: seen.share_against("change", "technology", 36)),
                Reading("adaptability", "points", lambda seen: seen.gain("change", "adaptability", 24, "technology")),
            ),
            lambda share, adaptability: share > 0.5,
        ),
        Claim(
            "ability_to_change", EMERGES, ARTICLE,
            (
                Reading("complementarity", "points", _complementarity),
                Reading("technology_alone", "points", lambda seen: seen.gain("technology", "deep_use", 24)),
            ),
            lambda more, alone: more > 0.0,
        ),
        Claim(
            "three_walls", EMERGES, ARTICLE,
            (
                Reading("walls_interplay", "points", _three_walls),
                Reading("walls_together", "points", lambda seen: seen.gain("three walls", "deep_use", 24)),
            ),
            lambda interplay, together: interplay > 0.0,
        ),
        Claim(
            "contact_list", ASSUMED, ARTICLE,
            (
                Reading("net_value", "EUR", lambda seen: seen.at("nothing", "net_value", 36)),
                Reading("real_use_later", "share", lambda seen: seen.at("nothing", "deep_use", 12)),
            ),
            lambda value, real: value < 0.0 and real <= 0.35,
        ),
    )
}  # fmt: skip
"""The statements of the article, but for the share of technology (`technology_share`)."""
COLUMNS: tuple[str, ...] = tuple(f"{claim.name}.{each.name}" for claim in CLAIMS.values() for each in claim.readings)


def row(seen: Seen) -> list[float]:
    """Return all readings of all claims at one company, in the order of `COLUMNS`."""
    return [value for claim in CLAIMS.values() for value in claim.read(seen)]
