"""Options that several commands share are called alike in all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import call

SURFACE = (Path(__file__).parents[2] / "golden" / "public_surface.txt").read_text("utf-8")
COMMANDS = dict(re.findall(r"^crm-adoption (\S+) (--.*)$", SURFACE, re.MULTILINE))
ONE_NAME = "--behaviour/--ensemble"


def test_how_people_behave_is_asked_by_the_same_two_names_everywhere() -> None:
    asked = {name for name, options in COMMANDS.items() if re.search("--behaviour|--ensemble", options)}
    assert asked >= {"compare", "report", "run", "what-if", "duel", "walls", "split", "decide", "fit"}
    assert [name for name in sorted(asked) if ONE_NAME not in COMMANDS[name].split()] == []


@pytest.mark.parametrize("command", ["walls", "split"])
def test_behaviour_may_be_taken_as_the_scenario_has_it(command: str) -> None:
    few = ("--replications", 2, "--month", 2, "--json")
    own = call(command, *few, "--behaviour", "default", "--set", "behaviour.peer_weight=1.2")
    assert own.code == 0, own.err
    assert '"parameter_sets": 1' in own.out
    assert own.out != call(command, *few, "--behaviour", "default").out
