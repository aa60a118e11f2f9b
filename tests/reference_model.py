"""The model in plain Python, to be read next to docs/odd.md: one Mesa agent per employee.

Nothing here is shared with the fast engine but the data: companies and schedules. The numbers in
the comments are the sections of docs/odd.md. Tenure is left out, as no rule reads it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist
from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np
from crm_adoption.model.company import Company
from crm_adoption.model.features import RELEVANT_FROM
from crm_adoption.model.levers import LEVERS
from crm_adoption.model.organisation import Department as Declared
from crm_adoption.model.places import layout
from crm_adoption.model.schedule import Schedule
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.programmes.intervention import Investment

LEGACY, COMPLIANCE, DEEP = 0, 1, 2
TURNOVER, TRAITS, FIRST_SKILL, CHAMPIONS, INSIDE, ACROSS = 64, 65, 66, 67, 128, 2048
CULTURE, DEPARTMENT, HEAD = 68, 69, 70
WORD = 2**32 - 1


# ---- 5. Draws. They work on numbers and, to draw for everybody at once, on arrays. ----


def threefry(key: tuple[int, int], counter: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return the two random words of a key and a counter (Threefry-2x32 with 20 rounds)."""
    keys = (*key, key[0] ^ key[1] ^ 0x1BD11BDA)
    a, b = (counter[0] + keys[0]) & WORD, (counter[1] + keys[1]) & WORD
    for block in range(5):
        for turn in ((13, 15, 26, 6), (17, 29, 16, 24))[block % 2]:
            a = (a + b) & WORD
            b = (b << turn & WORD | b >> 32 - turn) ^ a
        a = (a + keys[(block + 1) % 3]) & WORD
        b = (b + keys[(block + 2) % 3] + block + 1) & WORD
    return a, b


def uniform(word: Any) -> Any:
    return (word >> 8) / 2**24


def normal(word: int) -> float:
    return NormalDist().inv_cdf((word + 0.5) / 2**32)


def clip(value: float, low: float = 0.0, high: float = 1.0) -> float:
    return min(max(value, low), high)


def saturated(effect: float, limit: float) -> float:
    return limit * math.tanh(effect / limit) if limit > 0.0 else 0.0


# ---- 2. Entities ----


@dataclass(slots=True, eq=False)
class Pair:
    """An employee's dealings with one feature that is relevant in the department."""

    feature: int
    skill: float
    deep_habit: float
    compliance_habit: float
    way: int = LEGACY
    last: int = LEGACY
    before_last: int = LEGACY
    ever_touched: bool = False
    ever_deep: bool = False


@dataclass(slots=True)
class Offer:
    """A live feature this month: the terms of its appraisal that a department's people share (7.3)."""

    worth: float
    gate_attention: float
    usefulness: float
    effort: float
    territory: float
    deep: float
    compliance: float
    legacy: float
    taught: float


@dataclass(slots=True)
class Use:
    """A department's use of one feature this month."""

    deep: int = 0
    compliance: int = 0
    skill: float = 0.0
    missing_skill_of_beginners: float = 0.0


class Department:
    """A department, its part of the customer record and what its people share in a month."""

    def __init__(self, number: int, declared: Declared, company: Company, model: ReferenceModel) -> None:
        self.number = number
        self.declared = declared
        self.people: list[Employee] = []
        features = company.catalogue.features
        self.relevance = [feature.relevance.get(declared.role, 0.0) for feature in features]
        self.relevant = [f for f, relevance in enumerate(self.relevance) if relevance >= RELEVANT_FROM]
        self.writing = [f for f in self.relevant if features[f].writes]
        self.record = [f for f in self.relevant if features[f].writes or features[f].shared_record]
        behaviour, base = company.behaviour, declared.levers
        culture = behaviour.culture_spread * normal(model.words(0, 0, CULTURE)[0])
        resistance, comfort = model.words(number, 0, DEPARTMENT)
        self.own_resistance = behaviour.department_spread * normal(resistance) - culture
        self.own_comfort = behaviour.department_spread * normal(comfort)
        self.heads_commitment = behaviour.head_spread * normal(model.words(number, 0, HEAD)[0])
        self.monitored_before, self.silos_before = base.monitoring, base.silo_strength
        self.goals_before, self.reward_before = base.kpi_alignment, base.sharing_reward
        self.used_to_goals = self.used_to_reward = 0.0
        self.trust = behaviour.trust_at_start
        usual = company.organisation.starting_use
        self.way = dict.fromkeys(self.relevant, usual)
        self.used_before = dict(self.way)
        self.enforced = [0.0] * len(features)
        self.readers = 0.0
        self.completeness = company.organisation.completeness
        self.accuracy = company.organisation.accuracy
        self.usable = 0.0
        self.hours = 0.0
        self.levers: Any = None
        self.live: list[int] = []
        self.offers: list[Offer | None] = []
        self.use: list[Use] = []
        self.champions_in_order: list[Employee] = []
        self.champions_asked = 0
        self.changes = 0.0

    @property
    def watched(self) -> float:
        """How much closer people are watched than before (7.1, 7.3)."""
        return max(float(self.levers.monitoring) - self.monitored_before, 0.0)

    def appoint_champions(self) -> None:
        """Ask the people next in order, or let the last ones stop (7.2)."""
        wanted = math.floor(self.levers.champions * len(self.people) + 0.5)
        for person in self.champions_in_order[self.champions_asked : wanted]:
            person.champion = True
        for person in self.champions_in_order[wanted : self.champions_asked]:
            person.champion = False
        self.champions_asked = wanted


class Employee(mesa.Agent):  # type: ignore[misc]
    """One place in the company and whoever fills it."""

    __slots__ = (
        "across", "attention", "champion", "considered", "department", "example", "exposure", "inside", "key", "leads",
        "manager", "pairs", "resistance", "shows", "territoriality",
    )  # fmt: skip
    model: ReferenceModel

    def __init__(self, model: ReferenceModel, key: int, department: Department, leads: bool) -> None:
        super().__init__(model)
        self.key = key
        self.department = department
        self.leads = leads
        self.manager: Employee | None = None
        self.inside: list[Employee] = []
        self.across: list[Employee] = []
        spread = model.behaviour.starting_skill_spread
        skill = clip(model.behaviour.starting_skill + spread * normal(model.words(key, 0, FIRST_SKILL)[0]))
        self.begin(0, skill, 0.0)
        old = model.organisation.old_crm
        for pair in self.pairs:
            if old is not None:
                used = old.shares.get((department.declared.name, model.features[pair.feature].name), 0.0)
                if used > 0.0 and uniform(model.words(key, 0, pair.feature)[1]) < used:
                    pair.skill += old.carried * (1.0 - pair.skill)
            if uniform(model.words(key, 0, pair.feature)[0]) < model.organisation.starting_use:
                pair.deep_habit, pair.ever_touched, pair.ever_deep = 1.0, True, True
                pair.way = pair.last = pair.before_last = DEEP

    def begin(self, month: int, skill: float, habit: float) -> None:
        """Fill the place with a new person without any history, and with the ways of the department (5, 7.1)."""
        behaviour, way = self.model.behaviour, self.department.way
        resistance, territoriality = self.model.words(self.key, month, TRAITS)
        mean = self.department.declared.territoriality
        self.resistance = behaviour.resistance_spread * normal(resistance)
        self.territoriality = clip(mean + behaviour.territoriality_spread * normal(territoriality))
        self.champion = False
        self.pairs = [
            Pair(f, skill + 0.5 * way[f] * (1.0 - skill), way[f] + (1.0 - way[f]) * habit, (1.0 - way[f]) * habit)
            if month else Pair(f, skill, 0.0, 0.0)
            for f in self.department.relevant
        ]  # fmt: skip

    def show(self) -> None:
        """Let colleagues see the features in deep use or, as a champion, all that are live (7.2)."""
        self.shows = [pair.feature for pair in self.pairs if pair.way == DEEP]
        if self.leads:
            relevance, live = self.department.relevance, self.department.live
            total = sum(relevance[f] for f in live)
            self.example = sum(relevance[f] for f in self.shows if f in live) / total if total else 0.0
        if self.champion:
            self.shows = self.department.live

    def look_around(self) -> None:
        """Take in the weighted share of colleagues who show each feature (7.2)."""
        champion_voice = self.model.champion_voice
        seen, everybody = [0.0] * len(self.department.relevance), 0.0
        for colleagues, weight in ((self.inside, 1.0), (self.across, 1.0 - self.department.levers.silo_strength)):
            for colleague in colleagues:
                voice = weight * champion_voice if colleague.champion else weight
                everybody += voice
                for f in colleague.shows:
                    seen[f] += voice
        self.exposure = [share / everybody for share in seen] if everybody else seen

    def appraise(self, attention_draws: list[float]) -> None:
        """Weigh up the three ways for the features that come to attention (7.3)."""
        behaviour, levers, offers = self.model.behaviour, self.department.levers, self.department.offers
        pull, exposure = self.model.pull, self.exposure
        unfamiliar = sum([not pair.ever_deep for pair in self.pairs if offers[pair.feature]])
        room = behaviour.capacity * self.department.declared.fte
        capacity = room * levers.change_capacity / (1.0 + behaviour.overload * self.department.changes)
        self.attention = attention = behaviour.attention * (min(1.0, capacity / unfamiliar) if unfamiliar else 1.0)
        example = self.manager.example if self.manager else levers.sponsorship
        commitment = clip(levers.supervisor_commitment + self.department.heads_commitment, -0.5)
        leadership = self.model.leadership(0.5 * example + 0.5 * commitment, levers.sponsorship)
        personal = 1.5 * behaviour.leadership_weight * leadership - self.resistance - self.department.own_resistance
        personal -= behaviour.monitoring_resistance * self.department.watched
        if self.champion:
            personal += behaviour.champion_boost
        territoriality, peer_weight, habit_bonus = self.territoriality, behaviour.peer_weight, behaviour.habit_bonus
        self.considered: list[tuple[Pair, float, float, float]] = []
        for pair in self.pairs:
            f = pair.feature
            offer = offers[f]
            if offer is None or attention_draws[f] >= max(attention, offer.gate_attention):
                continue
            skill, deep_habit, compliance_habit = pair.skill, pair.deep_habit, pair.compliance_habit
            deep = (
                offer.deep + personal
                + offer.usefulness * (0.4 + 0.6 * skill) - offer.effort * (1.3 - skill)
                + peer_weight * pull(exposure[f])
                - offer.territory * territoriality
                + habit_bonus * deep_habit
            )  # fmt: skip
            compliance = offer.compliance + 0.8 * habit_bonus * compliance_habit
            legacy = offer.legacy + habit_bonus * (1.0 - deep_habit - compliance_habit)
            self.considered.append((pair, deep, compliance, legacy))

    def decide(self, choice_draws: list[float]) -> None:
        """Choose a way for every feature considered, by multinomial logit (7.4)."""
        exp = math.exp
        for pair, deep, compliance, legacy in self.considered:
            deep, compliance = exp(deep), exp(compliance)
            draw = choice_draws[pair.feature] * (deep + compliance + exp(legacy))
            pair.way = DEEP if draw < deep else COMPLIANCE if draw < deep + compliance else LEGACY

    def learn(self) -> None:
        """Let habits and skills follow what was done this month (7.5)."""
        behaviour, offers, use = self.model.behaviour, self.department.offers, self.department.use
        speed, learning, forgetting = behaviour.habit_speed, behaviour.learning, behaviour.forgetting
        least_skill = behaviour.champion_skill if self.champion else 0.0
        for pair in self.pairs:
            offer = offers[pair.feature]
            if offer is None:
                continue
            skill, way = pair.skill, pair.way
            pair.deep_habit += speed * ((way == DEEP) - pair.deep_habit)
            pair.compliance_habit += speed * ((way == COMPLIANCE) - pair.compliance_habit)
            skill += learning * (1.0 - skill) if way == DEEP else -forgetting * skill
            skill += offer.taught * (1.0 - skill)
            pair.skill = skill = skill if skill > least_skill else least_skill
            if way == DEEP:
                pair.ever_deep = pair.ever_touched = True
                skill = int(skill * 65536.0) / 65536.0
                feature_use = use[pair.feature]
                feature_use.deep += 1
                feature_use.skill += skill
                if skill < 0.5:
                    feature_use.missing_skill_of_beginners += 1.0 - skill
            elif way == COMPLIANCE:
                pair.ever_touched = True
                use[pair.feature].compliance += 1


# ---- 3. The month ----


class ReferenceModel(mesa.Model):  # type: ignore[misc]
    """A company under a schedule; every `step` is one month and fills `outcomes`."""

    def __init__(
        self, company: Company, schedule: Schedule, seed: int = 0, replicate: int = 0, told: Scenario | None = None
    ) -> None:
        super().__init__()
        self.told: Any = told  # only what waits for a condition needs it
        self.begun: dict[Any, int] = {}
        self.spells: dict[Any, list[int | None]] = {}
        self.organisation, self.features = company.organisation, company.catalogue.features
        self.behaviour, self.market = company.behaviour, company.market
        self.seats = self.organisation.seats or self.organisation.headcount
        self.kpi_weight = self.behaviour.kpi_weight * (0.5 + 0.5 * self.organisation.variable_pay)
        self.linear_pull = company.pull_shape == "linear" or self.behaviour.linear_pull >= 0.5
        self.mixed_goals, self.additive = self.behaviour.mixed_goals >= 0.5, self.behaviour.additive_leadership >= 0.5
        self.handovers = company.handover.tolist()
        self.champion_voice = math.floor(self.behaviour.champion_voice + 0.5)
        self.schedule = schedule
        self.month = 0
        self.key = threefry((seed & WORD, seed >> 32), (replicate, 0))
        self.departments = [Department(d, each, company, self) for d, each in enumerate(self.organisation.departments)]
        self.employees: list[Employee] = []
        self._hire(company)
        given = company.setting
        for row, person in enumerate(self.employees if len(given.given_start) else []):
            inside, across, end = given.given_start[2 * row : 2 * row + 3].tolist()
            for tie in range(inside, end):  # a weight is that many ties
                other, weight = given.given_ties[tie].tolist()
                (person.inside if tie < across else person.across).extend([self.employees[other]] * weight)
        for department in self.departments if not len(given.given_start) else ():
            self._tie(department)
        self._line_up_champions(schedule.asked_first.tolist())
        self.customers_at_start = self.number_of_customers = self.market.customers
        self.at_start = self._at_go_live()
        self.churn = self.cost = self.net_value = 0.0
        self.deep_so_far = [0.0] * (1 + len(self.departments))
        self.outcomes: dict[str, float] = {}
        self.outcomes_of_departments: list[dict[str, float]] = []

    def words(self, key: Any, month: int, purpose: Any) -> tuple[Any, Any]:
        """Return the two random words of a person, a month (0: founding) and a purpose."""
        return threefry(self.key, (key, month * 4096 + purpose))

    def _hire(self, company: Company) -> None:
        place = layout(company.organisation)
        keys, leads = place.ids.tolist(), place.leads.tolist()
        for department in self.departments:
            for row in range(place.start[department.number], place.start[department.number + 1]):
                department.people.append(Employee(self, keys[row], department, leads[row]))
            self.employees += department.people
        for person, manager in zip(self.employees, place.manager.tolist(), strict=True):
            person.manager = self.employees[manager] if manager >= 0 else None
        # Arrays serve only to draw numbers for everybody at once.
        self.keys = np.array([person.key for person in self.employees], np.int64)

    def _tie(self, department: Department) -> None:
        """Tie a department's people to colleagues on the ring of teams and across departments (5)."""
        people, organisation = department.people, self.organisation
        half, size = int(organisation.ties_inside) // 2, len(department.people)
        first = sum(len(earlier.people) for earlier in self.departments[: department.number])
        outside = self.employees[:first] + self.employees[first + size :]
        for position, person in enumerate(people):
            for ahead in range(1, half + 1):
                if 2 * ahead > size or (2 * ahead == size and 2 * position >= size):
                    break  # the ring is closed: the other one has drawn this tie
                other = (position + ahead) % size
                rewired, anywhere = self.words(person.key, 0, INSIDE + ahead)
                leap = anywhere * size >> 32
                if uniform(rewired) < organisation.rewiring and half < (leap - position) % size < size - half:
                    other = leap
                person.inside.append(people[other])
                people[other].inside.append(person)
            for j in range(int(organisation.ties_across) // 2 if outside else 0):
                which, whether = self.words(person.key, 0, ACROSS + j)
                among = self._site_of_a_tie(department, outside, uniform(whether))
                stranger = among[which * len(among) >> 32]
                person.across.append(stranger)
                stranger.across.append(person)

    def _site_of_a_tie(self, department: Department, outside: list[Employee], drawn: float) -> list[Employee]:
        """Return among whom a tie across departments is drawn: those of one's own site, or of all others (5)."""
        site = department.declared.site
        here = [each for each in outside if each.department.declared.site == site]
        far = [each for each in outside if each.department.declared.site != site]
        leaving = self.organisation.between_sites * len(far)
        if not far:
            return outside
        return far if drawn * (len(here) + leaving) < leaving else here

    def _line_up_champions(self, precedence: list[int]) -> None:
        """Put everybody into the order in which they are asked to be champions (5)."""
        rows = iter(precedence or [0] * len(self.employees))
        for department in self.departments:
            first = {}
            for person in department.people:
                wish = next(rows)
                colleagues = [*person.inside, *person.across]
                known = len(colleagues) if self.organisation.ties is None else len(set(colleagues))
                first[person] = known if wish < 0 else wish
            department.champions_in_order = sorted(  # equal words stay in the order of rows
                department.people,
                key=lambda person, first=first: (-first[person], self.words(person.key, 0, CHAMPIONS)[0]),
            )

    def step(self) -> None:
        """Run one month."""
        self._begin()
        self._take_up_schedule()
        self.turnover()
        self.exposure()
        self.appraisal()
        self.decision()
        self.habit_and_skill()
        self.ways()
        self.records()
        self.customers()
        self.money()
        self.outcomes, *self.outcomes_of_departments = self._measure()
        self.month += 1

    def _begin(self) -> None:
        """Begin what the outcomes of the month before ask for (7, before the phases)."""
        if self.told is None or not self.told.triggered:
            return
        for each in self.told.triggered:
            self._read_rules(each)
        dated = [each for each in self.told.interventions if not each.ruled]
        dated += [each.begun(start) for each, (start, stopped) in self.spells.items() if stopped is None]
        longer = replace(self.told, months=self.told.months + 1)
        unborn = [e.begun(self.month + 1) for e in self.told.triggered if e not in self.begun and self._may_come(e)]
        self.schedule = replace(self.told, interventions=tuple(dated)).schedule
        self.schedule.cost[self.month + 1] += self._due_at_once()
        features = replace(longer, interventions=(*dated, *unborn)).schedule
        self.schedule = self.schedule._replace(live=features.live, go_live=features.go_live)

    def _read_rules(self, each: Any) -> None:
        """Begin or stop one intervention, if its rules are to be read now."""
        last = self.told.months if each.end is None else each.end
        if not each.start <= self.month < last or (self.month - each.start) % each.review:
            return
        begins = self._holds(each.trigger) if each.trigger else True
        start, stopped = self.spells.get(each, (None, None))
        if start is None or (stopped is not None and each.as_long_as):
            if begins:
                self.begun.setdefault(each, self.month)
                self.spells[each] = [self.month, None]
        elif stopped is None and (not begins if each.as_long_as else each.stop and self._holds(each.stop)):
            self.spells[each][1] = self.month

    def _due_at_once(self) -> float:
        """Return what is to be paid for what stops now: the rest of what was bought once."""
        due = 0.0
        for each, (start, stopped) in self.spells.items():
            if stopped == self.month and isinstance(each, Investment):
                alone = replace(self.told, interventions=(each.begun(start),)).schedule
                due += float(alone.cost[self.month + 1 :].sum())
        return due

    def _may_come(self, each: Any) -> bool:
        return each.end is None or self.month + 1 < each.end

    def _holds(self, condition: Any) -> bool:
        if not self.outcomes:
            return False
        return any(all(self._holds_now(part) for part in group) for group in condition.groups)

    def _holds_now(self, part: Any) -> bool:
        names = [None, *self.organisation.names]
        found = [self.outcomes, *self.outcomes_of_departments][names.index(part.department)]
        value, limit = found[part.outcome], part.threshold
        return bool(value < limit if part.below else value > limit)

    def _take_up_schedule(self) -> None:
        t = self.month
        for department in self.departments:
            d = department.number
            department.levers = SimpleNamespace(**dict(zip(LEVERS, self.schedule.levers[t, d].tolist(), strict=True)))
            department.changes = float(self.schedule.changes[t, d])
            department.live = [f for f in department.relevant if int(self.schedule.live[t, d]) >> f & 1]

    def turnover(self) -> None:
        """7.1: people leave and newcomers fill their places."""
        behaviour = self.behaviour
        draws = uniform(self.words(self.keys, self.month + 1, TURNOVER)[0]).tolist()
        for person, draw in zip(self.employees, draws, strict=True):
            hazard = self.organisation.manager_leaving if person.leads else person.department.declared.leaving
            stress = 1.0 + behaviour.monitoring_leaving * person.department.watched
            if draw < hazard * person.department.levers.turnover * stress:
                habit = (1.0 - behaviour.newcomer_old_habit) / 2.0
                person.begin(self.month + 1, behaviour.newcomer_skill, habit)

    def exposure(self) -> None:
        """7.2: everybody sees what colleagues and managers do."""
        for department in self.departments:
            department.appoint_champions()
        for person in self.employees:
            person.show()
        for person in self.employees:
            person.look_around()

    def pull(self, exposure: float) -> float:
        """Return how strongly a share of colleagues pulls."""
        if self.linear_pull:
            return exposure
        return 1.0 / (1.0 + math.exp(-self.behaviour.pull_steepness * (exposure - self.behaviour.tipping_share)))

    def leadership(self, own: float, sponsorship: float) -> float:
        """Return what managers count for, gated by the sponsor or beside them."""
        return 0.5 * own + 0.15 * sponsorship if self.additive else own * (0.4 + 0.6 * sponsorship)

    def felt(self, level: float, before: float, used_to: float) -> float:
        """Return what is felt of an incentive that people are used to in part (7.3)."""
        return level - self.behaviour.habituation * min(used_to, max(level - before, 0.0))

    def felt_alignment(self, goals: float) -> float:
        """Return how much aligned goals are felt."""
        if self.mixed_goals:
            return max(goals - 4.0 * self.behaviour.goal_conflict * goals * (1.0 - goals), -0.1)
        return goals**1.5

    def appraisal(self) -> None:
        """7.3: people weigh up the features that come to their attention."""
        for department in self.departments:
            usable = self._usable_data(department) / self.behaviour.data_need_reference
            ordered = self.schedule.gate[self.month, department.number].tolist()
            department.enforced = [
                min(enforced + (gate - enforced) / self.behaviour.enforcement_months, gate)
                for gate, enforced in zip(ordered, department.enforced, strict=True)
            ]
            department.offers = [None] * len(self.features)
            for f in department.live:
                department.offers[f] = self._offer(department, f, usable)
        draws = self.words(self.keys[:, None], self.month + 1, np.arange(len(self.features), dtype=np.int64))
        attention, choice = (uniform(words).tolist() for words in draws)
        for person, attention_draws in zip(self.employees, attention, strict=True):
            person.appraise(attention_draws)
        self.attention_draws: list[list[float]] = attention
        self.choice_draws: list[list[float]] = choice

    def _usable_data(self, department: Department) -> float:
        others = [other.completeness * other.accuracy for other in self.departments if other is not department]
        shared = sum(others) / len(others) if others else 0.0
        openness: float = 1.0 - department.levers.silo_strength
        return 0.5 * department.completeness * department.accuracy + 0.5 * openness * shared

    def _offer(self, department: Department, f: int, usable: float) -> Offer:
        """Return the shared terms of the appraisal of one feature in one department."""
        t, d = self.month, department.number
        b, levers, feature = self.behaviour, department.levers, self.features[f]
        since_live = t - int(self.schedule.go_live[d, f])
        gate = department.enforced[f]
        need = feature.data_need
        if feature.is_ai:
            data = (usable - b.ai_data_threshold) / (1.0 - b.ai_data_threshold)
        else:
            data = min(1.3, 1.0 - need + need * usable)
        worth = clip(levers.technology * feature.usefulness * data, -0.6, 1.1)
        if feature.is_ai:
            worth *= department.trust
        goals = self.felt(levers.kpi_alignment, department.goals_before, department.used_to_goals)
        reward = self.felt(levers.sharing_reward, department.reward_before, department.used_to_reward)
        alignment, sponsorship, way = self.felt_alignment(goals), levers.sponsorship, department.way[f]
        comfort = b.comfort + department.own_comfort + float(self.schedule.own_comfort[t, d, f])
        if comfort > 0.0:
            comfort *= 1.0 - b.way_comfort * way
        taught_by_peers = b.meeting_gain * levers.meetings * department.used_before[f]
        go_live_training = levers.go_live_training if since_live == 0 else 0.0
        not_taught = (1.0 - go_live_training) * (1.0 - b.training_gain * levers.training) * (1.0 - taught_by_peers)
        reach, seen = feature.reach, feature.visibility
        silo = 0.4 + 0.6 * levers.silo_strength
        return Offer(
            worth=worth,
            gate_attention=b.gate_attention * gate,
            usefulness=b.usefulness_weight * worth,
            effort=b.effort_weight * feature.effort * (1.0 - levers.usability),
            territory=b.territory_weight * reach * (1.0 - 0.7 * reward) * silo * (1.0 - 0.5 * alignment),
            deep=self.kpi_weight * alignment * (0.4 + 0.6 * reach) + 0.6 * self.kpi_weight * reward * reach
            + b.way_weight * way
            - b.peer_weight * b.pull_reference - levers.resistance
            + b.novelty * math.exp(-since_live / b.novelty_months) + math.log(department.relevance[f] + 0.05),
            compliance=(b.visibility_weight * levers.monitoring + b.targets_weight * levers.activity_targets) * seen
            - 0.3 - 1.6 * (1.0 - seen),
            legacy=comfort - 0.6 * levers.monitoring * seen * (0.4 + 0.6 * sponsorship) - b.gate_strength * gate,
            taught=1.0 - not_taught * (1.0 - levers.course),
        )  # fmt: skip

    def decision(self) -> None:
        """7.4: everybody chooses; features that are not live are in no use."""
        for person, choice_draws in zip(self.employees, self.choice_draws, strict=True):
            person.decide(choice_draws)
        for department in self.departments:
            if len(department.live) < len(department.relevant):
                for pair in (pair for person in department.people for pair in person.pairs):
                    if pair.feature not in department.live:
                        pair.way = LEGACY

    def habit_and_skill(self) -> None:
        """7.5: people learn and forget."""
        for department in self.departments:
            department.use = [Use() for _ in self.features]
        for person in self.employees:
            person.learn()

    def ways(self) -> None:
        """7.6: what many do becomes the way it is done here; incentives are got used to, AI is trusted or not."""
        b = self.behaviour
        for department in self.departments:
            levers = department.levers
            speed = min(b.way_speed * (1.0 + b.meeting_speed * levers.meetings), 1.0)
            goals = self.felt(levers.kpi_alignment, department.goals_before, department.used_to_goals)
            reward = self.felt(levers.sharing_reward, department.reward_before, department.used_to_reward)
            pushed = max(goals - department.goals_before, reward - department.reward_before, 0.0)
            for f in department.relevant:
                share = department.used_before[f] = department.use[f].deep / len(department.people)
                department.way[f] += speed * (share * (1.0 - b.crowding * pushed) - department.way[f])
            used_to = 1.0 - 0.5 ** (1.0 / b.habituation_months)
            goals = levers.kpi_alignment - department.goals_before
            reward = levers.sharing_reward - department.reward_before
            department.used_to_goals += used_to * (max(goals, 0.0) - department.used_to_goals)
            department.used_to_reward += used_to * (max(reward, 0.0) - department.used_to_reward)
            if ai := [f for f in department.relevant if self.features[f].is_ai]:
                alone = [self._acts_alone(department, f) for f in ai]
                activity = sum(max(department.used_before[f], by) for f, by in zip(ai, alone, strict=True)) / len(ai)
                data = self._usable_data(department) / b.data_need_reference
                quality = clip((data - b.ai_data_threshold) / (1.0 - b.ai_data_threshold), -1.0)
                calls, trust = b.trust_speed * activity * quality, department.trust
                trust += calls * (1.0 - trust) if quality > 0.0 else b.trust_asymmetry * calls * trust
                department.trust = clip(trust)

    def _acts_alone(self, department: Department, f: int) -> float:
        autonomy = float(self.schedule.autonomy[self.month, department.number, f])
        return autonomy if f in department.live else 0.0

    def records(self) -> None:
        """7.7: entries complete the customer record, time lets it go stale."""
        b = self.behaviour
        for department in self.departments:
            pairs = max(len(department.people) * len(department.writing), 1)
            deep = (
                sum(department.use[f].deep for f in department.writing) + self._from_own_systems(department)
            ) / pairs
            compliance = sum(department.use[f].compliance for f in department.writing) / pairs
            completeness, accuracy = department.completeness, department.accuracy
            add = b.entry_rate * (deep + 0.5 * compliance) * (1.0 - completeness)
            if add > 0.0:
                poor = b.accuracy_of_compliance_entries * (1.0 - b.targets_harm * department.levers.activity_targets)
                correct = b.accuracy_of_deep_entries * deep + 0.5 * poor * compliance
                accuracy += add / (completeness + add) * (correct / (deep + 0.5 * compliance) - accuracy)
            completeness += add - b.staleness * completeness
            cleanup = department.levers.data_cleanup
            department.completeness = completeness + cleanup * (1.0 - completeness)
            department.accuracy = accuracy + cleanup * (1.0 - accuracy)

    def _from_own_systems(self, department: Department) -> float:
        """Return the pairs whose work in a system of the department's own reaches the record."""
        connected = self.schedule.connected[self.month, department.number].tolist()
        uses = [(f, department.use[f]) for f in department.writing]
        return sum(connected[f] * (len(department.people) - use.deep - use.compliance) for f, use in uses)

    def customers(self) -> None:
        """7.8: customers stay or leave, depending on how often they must say it again."""
        market, behaviour, limit = self.market, self.behaviour, self.market.effect_limit
        for department in self.departments:
            department.usable = self._usable_data(department)
            weights = [department.relevance[f] for f in department.record]
            used = [w * department.use[f].deep for w, f in zip(weights, department.record, strict=True)]
            department.readers = sum(used) / sum(weights) / len(department.people) if weights else 0.0
        autonomy = self.schedule.autonomy[self.month].tolist()
        ai = [(each, f) for each in self.departments for f in each.relevant if self.features[f].is_ai]
        ai_pairs = sum(len(each.people) for each, f in ai)
        autonomous = sum(len(each.people) * autonomy[each.number][f] for each, f in ai if f in each.live)
        usable = sum(len(each.people) * each.usable for each in self.departments) / len(self.employees)
        quality = usable / behaviour.data_need_reference - behaviour.ai_data_threshold
        worse = market.fragmentation_effect * (self._said_again(self.departments) - self.at_start)
        by_ai = -market.ai_effect * autonomous / max(ai_pairs, 1) * quality
        churn = min(market.base_churn * math.exp(saturated(worse, limit) + saturated(by_ai, limit)), 1.0)
        self.churn = churn if market.customers > 0.0 else 0.0
        new = market.new_customer_share * self.customers_at_start * math.exp(saturated(-worse, limit))
        self.number_of_customers += new - self.number_of_customers * self.churn

    def _again(self, giver: Department, taker: Department, readers: float, silos: float) -> float:
        """Return the chance that a matter handed over must be said again (7.8)."""
        b = self.behaviour
        in_record = min(1.0, giver.completeness * giver.accuracy / b.data_need_reference) * readers
        return (1.0 - in_record) * (1.0 - b.told_at_best * (1.0 - b.silo_weight * silos / 2.0))

    def _at_go_live(self) -> float:
        """Return the share of matters that had to be said again before anything changed."""
        again = 0.0
        for giver, weights in zip(self.departments, self.handovers, strict=True):
            for taker, weight in zip(self.departments, weights, strict=True):
                readers = self.organisation.starting_use if taker.record else 0.0
                again += weight * self._again(giver, taker, readers, giver.silos_before + taker.silos_before)
        return again

    def _said_again(self, departments: Sequence[Department]) -> float:
        """Return the share of matters through some departments (half of a matter is either's) that is said again."""
        again = everything = 0.0
        for giver, weights in zip(self.departments, self.handovers, strict=True):
            for taker, weight in zip(self.departments, weights, strict=True):
                part = 0.5 * weight * ((giver in departments) + (taker in departments))
                everything += part
                silos = giver.levers.silo_strength + taker.levers.silo_strength
                again += part * self._again(giver, taker, taker.readers, silos)
        return again / everything if everything else math.nan

    def money(self) -> None:
        """7.9: hours, margins and spending."""
        market, spending = self.market, float(self.schedule.cost[self.month + 1])
        if self.month == 0:
            spending += float(self.schedule.cost[0])
            self.net_value -= market.platform_cost
        for department in self.departments:
            department.hours = 0.0
            for f in department.live:
                offer, use = department.offers[f], department.use[f]
                assert offer is not None
                department.hours += (
                    market.hours_gained * max(offer.worth, 0.0) * (0.4 * use.deep + 0.6 * use.skill)
                    - market.compliance_hours * use.compliance
                    - market.learning_hours * use.missing_skill_of_beginners
                )
            department.hours *= department.declared.fte
        gained = self.number_of_customers - self.customers_at_start
        hours = sum(department.hours for department in self.departments)
        self.cost += spending
        self.net_value += market.margin * gained + market.hour_cost * hours - spending

    def _measure(self) -> list[dict[str, float]]:
        """Return the outcomes of the company and of each department."""
        counts = [self._count(department) for department in self.departments]
        total = {name: sum(each[name] for each in counts) for name in counts[0]}
        company = self._outcomes(0, self.departments, total) | {
            "churn": self.churn, "customers": self.number_of_customers, "cost": self.cost, "net_value": self.net_value
        }  # fmt: skip
        return [company, *(self._outcomes(d + 1, self.departments[d : d + 1], each) for d, each in enumerate(counts))]

    def _count(self, department: Department) -> dict[str, int]:
        """Count pairs and active people in a department and move the pairs' memory on by a month."""
        regular = never_used = never_deep = unused = active = touched = 0
        for person in department.people:
            in_use = 0
            for pair in person.pairs:
                way, last, before_last = pair.way, pair.last, pair.before_last
                in_use += way != LEGACY
                regular += (way == DEEP) + (last == DEEP) + (before_last == DEEP) >= 2
                unused += way == last == before_last == LEGACY
                never_used += not pair.ever_touched
                never_deep += not pair.ever_deep
                pair.last, pair.before_last = way, last
            touched += in_use
            active += in_use > 0
        pairs, deep = len(department.people) * len(department.relevant), sum(use.deep for use in department.use)
        return {
            "deep_use": deep, "compliance_use": touched - deep, "shadow_use": pairs - touched, "regular_use": regular,
            "never_used": never_used, "never_deep": never_deep, "unused_last_quarter": unused, "active": active,
            "sharing": sum(department.use[f].deep for f in department.writing),
        }  # fmt: skip

    def _outcomes(self, place: int, departments: Sequence[Department], count: dict[str, int]) -> dict[str, float]:
        """Return the outcomes of one department or of all."""
        people = sum(len(each.people) for each in departments)
        pairs = sum(len(each.people) * len(each.relevant) for each in departments)
        writing = sum(len(each.people) * len(each.writing) for each in departments)
        active, sharing = count.pop("active"), count.pop("sharing")
        self.deep_so_far[place] += count["deep_use"] / pairs

        def mean(values: Iterable[float]) -> float:
            return sum(len(each.people) * value for each, value in zip(departments, values, strict=True)) / people

        return {name: number / pairs for name, number in count.items()} | {
            "active_users": active / people,
            "licence_utilisation": active / people * len(self.employees) / self.seats,
            "feature_breadth": (pairs - count["shadow_use"]) / people,
            "data_completeness": mean(each.completeness for each in departments),
            "data_accuracy": mean(each.accuracy for each in departments),
            "usable_data": mean(each.usable for each in departments),
            "sharing": sharing / max(writing, 1),
            "fragmentation": self._said_again(departments),
            "must_repeat": self._said_again(departments),
            "features_idle": self._idle(departments),
            "institutionalised": sum(len(d.people) * sum(d.way.values()) for d in departments) / pairs,
            "trust_in_ai": mean(each.trust for each in departments),
            "hours_saved": sum(each.hours for each in departments),
            "adaptability": self.deep_so_far[place] / (self.month + 1),
        }

    def _idle(self, departments: Sequence[Department]) -> float:
        """Return the share of features that fewer than a tenth of the people they matter to ever touched."""
        idle = bought = 0
        for f in range(len(self.features)):
            pairs = [p for d in departments for person in d.people for p in person.pairs if p.feature == f]
            bought += bool(pairs)
            idle += bool(pairs) and sum(pair.ever_touched for pair in pairs) < 0.1 * len(pairs)
        return idle / bought
