"""What Optuna's sampler proposes, with the budget as its constraint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...model.phrase import Phrase
from ...scenarios.ground.extras import needed
from .menu import Parameters
from .trials import Trials


def check_optuna() -> None:
    """Refuse where Optuna is not installed."""
    needed("optuna", what=Phrase("decisions"), name="Optuna")


def sample(trials: Trials, guesses: Sequence[Parameters], number: int, seed: int) -> None:
    """Try guesses and what a sampler proposes from what came of them.

    The sampler is the tree-structured Parzen estimator (Bergstra, J. et al. (2011). Algorithms for hyper-parameter
    optimization. Advances in Neural Information Processing Systems 24); what cannot be had for the budget violates its
    constraint.

    Parameters
    ----------
    trials : Trials
    guesses : sequence of dict
        Values on the menu to begin with.
    number : int
        Proposals in all.
    seed : int
    """
    check_optuna()
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    sampler = optuna.samplers.TPESampler(seed=seed % 2**32, n_startup_trials=len(guesses))
    study = optuna.create_study(direction="maximize", sampler=sampler)
    space = {name: _distribution(optuna, values) for name, values in trials.menu.choices().items()}
    for guess in guesses[:number]:
        study.enqueue_trial(guess)
    for _ in range(number):
        trial = study.ask(space)
        seen = trials.propose(dict(trial.params))
        trial.set_constraint("overspent", 1.0 if seen is None else 0.0)  # violated above 0
        study.tell(trial, trials.least() if seen is None else seen.few)


def _distribution(optuna: Any, values: tuple[Any, ...] | None) -> Any:
    if values is None:
        return optuna.distributions.FloatDistribution(0.0, 1.0)
    return optuna.distributions.CategoricalDistribution(values)
