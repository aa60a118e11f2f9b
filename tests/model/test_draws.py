"""Random numbers: published known answers, ranges, independence of what should be independent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.model import draws
from crm_adoption.model.company import Company
from crm_adoption.model.draws import below, open_uniform, purpose, replicate_key, threefry, uniform
from crm_adoption.model.simulation import MOST_MONTHS
from crm_adoption.model.state import State
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

words = st.integers(0, 2**32 - 1)

# Random123, kat_vectors: threefry 2x32, 20 rounds (key, counter, result).
KNOWN_ANSWERS = [
    ((0x00000000, 0x00000000), (0x00000000, 0x00000000), (0x6B200159, 0x99BA4EFE)),
    ((0xFFFFFFFF, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF), (0x1CB996FC, 0xBB002BE7)),
    ((0x13198A2E, 0x03707344), (0x243F6A88, 0x85A308D3), (0xC4923A9C, 0x483DF7A0)),
]


def draw(key: tuple[int, int], counter: tuple[int, int]) -> tuple[int, int]:
    first, second = threefry(*(np.uint32(each) for each in (*key, *counter)))
    return int(first), int(second)


def uniforms(seed: int, replicate: int, ids: npt.ArrayLike, month: int, what: int) -> npt.NDArray[np.float64]:
    """Return both uniforms of every id, [ids, 2]."""
    key = replicate_key(np.uint64(seed), replicate)
    counter = purpose(month, np.uint32(what))
    pairs = [threefry(key[0], key[1], np.uint32(each), counter) for each in np.asarray(ids)]
    return np.array([[uniform(np.uint32(a)), uniform(np.uint32(b))] for a, b in pairs], np.float64)


@pytest.mark.parametrize(("key", "counter", "answer"), KNOWN_ANSWERS)
def test_known_answers(key: tuple[int, int], counter: tuple[int, int], answer: tuple[int, int]) -> None:
    assert draw(key, counter) == answer


def test_key_of_a_replicate_is_a_draw_of_seed_and_number() -> None:
    seed = 0x13198A2E_03707344
    key = replicate_key(np.uint64(seed), 7)
    assert (int(key[0]), int(key[1])) == draw((0x03707344, 0x13198A2E), (7, 0))


@given(words)
def test_uniform_is_below_one_and_exact(bits: int) -> None:
    assert uniform(np.uint32(bits)) == (bits >> 8) / 2**24 < 1.0


@given(words)
def test_open_uniform_touches_neither_end(bits: int) -> None:
    assert 0.0 < open_uniform(np.uint32(bits)) < 1.0


@given(words, st.integers(1, 2**31 - 1))
def test_below_stays_below(bits: int, n: int) -> None:
    assert below(np.uint32(bits), n) == bits * n // 2**32 < n


def test_every_month_and_purpose_has_a_counter_of_its_own() -> None:
    purposes = [*range(31), draws.TURNOVER, draws.TRAITS, draws.SKILL_AND_TENURE, draws.CHAMPION]
    purposes += [int(draws.TIES) + step for step in range(1, 201)]
    purposes += [int(draws.TIES_ACROSS) + step for step in range(16)]
    assert len(set(map(int, purposes))) == len(purposes)
    assert max(map(int, purposes)) < 4096
    assert MOST_MONTHS + 1 < 2**20
    counters = {int(purpose(month, np.uint32(each))) for month in (0, 1, 2, MOST_MONTHS) for each in purposes}
    assert len(counters) == 4 * len(purposes)


IDS = range(4000)
REFERENCE = (0, 0, 1, 3)
OTHERS = {
    "seed": (1, 0, 1, 3),
    "high half of the seed": (1 << 32, 0, 1, 3),
    "replicate": (0, 1, 1, 3),
    "month": (0, 0, 2, 3),
    "purpose": (0, 0, 1, 4),
    "turnover": (0, 0, 1, 64),
}


@pytest.mark.parametrize("change", OTHERS)
def test_another_question_gives_an_unrelated_draw(change: str) -> None:
    """Correlations of 4,000 pairs: 4 standard errors are .063."""
    one, other = uniforms(*REFERENCE[:2], IDS, *REFERENCE[2:]), uniforms(*OTHERS[change][:2], IDS, *OTHERS[change][2:])
    assert not np.any(one == other, axis=1).mean() > 0.001
    for a in range(2):
        for b in range(2):
            assert abs(np.corrcoef(one[:, a], other[:, b])[0, 1]) < 4 / np.sqrt(len(IDS))


@pytest.mark.parametrize("question", [REFERENCE, *OTHERS.values()])
def test_draws_are_uniform_and_the_two_words_independent(question: tuple[int, int, int, int]) -> None:
    both = uniforms(*question[:2], IDS, *question[2:])
    assert 0.0 <= both.min() <= both.max() < 1.0
    for each in both.T:
        assert stats.kstest(each, "uniform").pvalue > 1e-4
    table = np.histogram2d(both[:, 0], both[:, 1], bins=10, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(table.ravel()).pvalue > 1e-4


def test_neighbouring_ids_are_independent() -> None:
    first = uniforms(0, 0, IDS, 1, 3)[:, 0]
    for lag in (1, 2, 16):
        assert abs(np.corrcoef(first[:-lag], first[lag:])[0, 1]) < 4 / np.sqrt(len(IDS))


def test_draws_over_months_and_replicates_are_uniform() -> None:
    months = np.array([uniforms(0, 0, [5], month, 2)[0, 0] for month in range(1000)])
    replicates = np.array([uniforms(0, k, [5], 1, 2)[0, 0] for k in range(1000)])
    assert stats.kstest(months, "uniform").pvalue > 1e-4
    assert stats.kstest(replicates, "uniform").pvalue > 1e-4


def test_the_compiled_draw_is_the_written_one() -> None:
    rng = np.random.default_rng(1)
    with np.errstate(over="ignore"):
        for key0, key1, counter0, counter1 in rng.integers(0, 2**32, (50, 4), np.uint32):
            plain = threefry.py_func(key0, key1, counter0, counter1)  # type: ignore[attr-defined]
            assert tuple(map(int, plain)) == tuple(map(int, threefry(key0, key1, counter0, counter1)))


def test_seed_zero_is_a_seed_like_any_other(make_company: Callable[..., Company], found: Callable[..., State]) -> None:
    company = make_company(200)
    traits = {seed: found(company, seed).traits[0, :200] for seed in (0, 1, 2**64 - 1)}
    for each in traits.values():
        assert each.std() > 0.5
        assert len(np.unique(each)) > 195
    assert not np.array_equal(traits[0], traits[1])
    assert not np.array_equal(traits[1], traits[2**64 - 1])
