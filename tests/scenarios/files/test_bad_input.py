"""Mistakes in scenario files: one paragraph that says where, what, and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import call, complaint, process

BASE = 'extends = "no_programme"\n'
ONE = f'{BASE}[[interventions]]\nkind = "Training"\n'
OWN = "[organisation.departments.sales]\npeople = 5\n"

# Text of the file; what the message must say.
MISTAKES = {
    "misspelt table": (f"{BASE}[behavior]\n", "behavior: unknown field 'behavior'. Did you mean 'behaviour'?"),
    "misspelt lever": (
        f"{BASE}[organisation]\nsponsership = 0.5",
        "organisation.sponsership: unknown field 'sponsership'. Did you mean 'sponsorship'?",
    ),
    "misspelt lever of a department": (
        f"{BASE}[organisation.departments.sales]\nsponsership = 0.5",
        "organisation.departments.sales.sponsership: unknown field 'sponsership'. Did you mean 'sponsorship'?",
    ),
    "misspelt department": (
        f"{BASE}[organisation.departments.salse]\nleaving = 0.1",
        "organisation.departments.salse: nobody in the roster",
        "is in department 'salse'. Did you mean 'sales'?",
    ),
    "misspelt department of a counted company": (
        f"{OWN}[organisation.departments.salse]\nleaving = 0.1",
        "organisation.departments.salse.people: department 'salse' has no headcount. Did you mean 'sales'?",
    ),
    "misspelt department of an intervention": (
        f'{ONE}departments = ["salse"]',
        "interventions.1.departments: unknown department 'salse'. Did you mean 'sales'?",
    ),
    "misspelt department of a go-live": (
        f"{BASE}[features.pipeline.go_live]\nsalse = 1",
        "features.pipeline.go_live.salse: unknown department 'salse'. Did you mean 'sales'?",
    ),
    "misspelt role": (
        '[organisation.departments.field]\npeople = 5\nrole = "salez"',
        "organisation.departments.field.role: no feature is relevant to the role 'salez'. Did you mean 'sales'?",
    ),
    "misspelt role of a relevance": (
        f"{BASE}[features.pipeline.relevance]\nsalse = 1",
        "features.pipeline.relevance.salse: unknown department role 'salse'. Did you mean 'sales'?",
    ),
    "misspelt parameter": (
        f"{BASE}[behaviour]\nhabit_bonuss = 1",
        "behaviour.habit_bonuss: unknown field 'habit_bonuss'. Did you mean 'habit_bonus'?",
    ),
    "misspelt price": (f"{BASE}[prices]\ntraning = 1", "prices.traning: unknown field", "Did you mean 'training'?"),
    "misspelt feature": (
        f"{BASE}[features.activty_log]\ngo_live = 3",
        "features.activty_log: unknown feature 'activty_log'. Did you mean 'activity_log'?",
        "A new feature needs a relevance",
    ),
    "misspelt feature of a mandate": (
        f'{BASE}[[interventions]]\nkind = "Mandate"\nfeatures = ["activty_log"]',
        "interventions.1.features: unknown feature 'activty_log'. Did you mean 'activity_log'?",
    ),
    "misspelt field of a feature": (
        f"{BASE}[features.pipeline]\nusefulnes = 1",
        "features.pipeline.usefulnes: unknown field 'usefulnes'. Did you mean 'usefulness'?",
    ),
    "misspelt intervention": (
        f'{BASE}[[interventions]]\nkind = "Trainning"',
        "interventions.1.kind: unknown intervention 'Trainning'. Did you mean 'Training'?",
    ),
    "misspelt field of an intervention": (
        f"{ONE}strenght = 0.5",
        "interventions.1.strenght: unknown field of Training 'strenght'. Did you mean 'strength'?",
    ),
    "misspelt list of interventions": (
        f'{BASE}[[intervention]]\nkind = "Training"',
        "unknown field 'intervention'. Did you mean 'interventions'?",
    ),
    "interventions in single brackets": (f'{BASE}[interventions]\nkind = "Training"', "write [[interventions]]"),
    "interventions that are none": (f"{BASE}interventions = [1]", "interventions.1: 1 is not allowed; give a table"),
    "intervention without a kind": (f"{BASE}[[interventions]]\nstrength = 1", "interventions.1.kind: every", "Mandate"),
    "share out of range": (
        f"{BASE}[behaviour]\nattention = 1.5",
        "behaviour.attention: 1.5 is out of range; allowed is 0 to 1 (share)",
    ),
    "lever out of range": (
        f"{BASE}[organisation]\nmonitoring = -0.1",
        "organisation.monitoring: -0.1 is out of range; allowed is 0 to 1 (share)",
    ),
    "strength out of range": (
        f"{ONE}strength = 1.5",
        "interventions.1.strength: 1.5 is out of range; allowed is 0 to 1",
    ),
    "endless number": (f"{BASE}[market]\nmargin = inf", "market.margin: inf is out of range; allowed is 0 "),
    "no number": (f"{BASE}[market]\nmargin = nan", "market.margin: nan is out of range"),
    "negative price": (
        f"{BASE}[prices]\ntraining = -1",
        "prices.training: -1 is out of range; allowed is 0 ",
        "(EUR/trainee/month)",
    ),
    "negative cost": (f"{ONE}one_off = -5", "interventions.1.one_off: -5 is out of range; allowed is 0 to"),
    "negative budget": (f"{ONE}budget = -5", "interventions.1.budget: -5 is out of range; allowed is 0 to"),
    "text for a number": (f'{BASE}[market]\nmargin = "high"', "market.margin: 'high' is not a number; allowed is 0 "),
    "truth for a number": (f"{BASE}[market]\nmargin = true", "market.margin: True is not a number"),
    "number for a text": (f"{BASE}title_en = 5", "title_en: 5 is not allowed; give a text in quotation marks"),
    "number for a list": (f"{ONE}departments = 5", "interventions.1.departments: 5 is not a list of names"),
    "number for a table": (f"{BASE}organisation = 5", "organisation: 5 is not allowed; give a table"),
    "number for a truth": (f"{BASE}[features.pipeline]\nwrites = 1", "features.pipeline.writes: 1", "true or false"),
    "other choice": (f'{BASE}pull_shape = "steep"', "pull_shape: 'steep' is not allowed; give 'threshold' or 'linear'"),
    "horizon of no month": (f"{BASE}months = 0", "months: 0 is not allowed; give 1 or more"),
    "horizon of a century": (f"{BASE}months = 1201", "months: 1201 is not allowed; give 1200 or less"),
    "horizon of half a month": (f"{BASE}months = 1.5", "months: 1.5 is not allowed; give a whole number"),
    "start beyond the horizon": (
        f"{ONE}start = 36",
        "interventions.1.start: month 36 is outside the horizon of 36 months; allowed is 0 to 35",
    ),
    "go-live beyond the horizon": (
        f"{BASE}[features.pipeline]\ngo_live = 36",
        "features.pipeline.go_live: month 36 is outside the horizon of 36 months; allowed is 0 to 35",
    ),
    "go-live of a department beyond the horizon": (
        f"{BASE}months = 6\n[features.pipeline.go_live]\nsales = 6",
        "features.pipeline.go_live.sales: month 6 is outside the horizon of 6 months; allowed is 0 to 5",
    ),
    "go-live that is no month": (f'{BASE}[features.pipeline]\ngo_live = "May"', "go_live: 'May' is not a month"),
    "end before the start": (
        f"{ONE}start = 8\nend = 5",
        "interventions.1.end: month 5 is not after the start in month 8; allowed is 9 or more",
    ),
    "strength and budget": (f"{ONE}strength = 1\nbudget = 5", "interventions.1.budget: give strength or budget, not"),
    "odd ties": (f"{BASE}[organisation]\nties_inside = 3", "organisation.ties_inside: 3 is odd", "give an even number"),
    "no organisation": ("months = 12", "organisation: there is no organisation", 'extends = "seed_company"'),
    "no department": ("[organisation]\npeople = 9", "organisation.departments: the organisation has no departments"),
    "one person": (OWN.replace("5", "1"), "organisation.departments: an organisation of one person", "2 or more"),
    "more people than the world": (OWN.replace("5", "9" * 12), "at most 5,000,000 are allowed"),
    "half of a headcount": (
        f"{BASE}{OWN}",
        "organisation.departments.marketing.people: department 'marketing' has no headcount. Give every department",
    ),
    "shares of nothing": (OWN.replace("people = 5", "share = 1"), "organisation.people: departments with a share need"),
    "shares that are too few": (
        "[organisation]\npeople = 9\n" + OWN.replace("people = 5", "share = 0.5"),
        "organisation.departments: shares and headcounts add up to 50% of 9 people; make it 100%",
    ),
    "headcounts that do not add up": (
        f"[organisation]\npeople = 9\n{OWN}",
        "organisation.people: 9 is not what the departments' people add up to (5)",
    ),
    "nobody left for a share": (
        "[organisation]\npeople = 3\n[organisation.departments.sales]\nshare = 0.99\n"
        "[organisation.departments.service]\nshare = 0.01",
        "organisation.departments.service.share: 3 people leave nobody for department 'service'",
    ),
    "roster and headcounts": (
        f'[organisation]\nroster = "people.csv"\n{OWN}',
        "organisation.roster: a roster already says how many people there are",
    ),
    "missing roster": (f'{BASE}[organisation]\nroster = "people.csv"', "people.csv: there is no such roster"),
    "useless new feature": (f'{BASE}[features.new]\nlabel_en = "New"', "features.new: unknown feature 'new'. Allowed:"),
    "empty file": ("", "this scenario file is empty"),
    "blank file": (" \n\t\n", "this scenario file is empty"),
    "broken TOML": ("a = = 1", "this is not valid TOML", "(at line 1, column 5)"),
    "broken end of TOML": ("a = [[", "this is not valid TOML"),
    "field given twice": (f"{BASE}months = 3\nmonths = 4\n", "line 3 (months = 4): months stands in line 2 already"),
    "number too long": (f"months = {'9' * 5000}", "this is not valid TOML: a number is too long"),
    "lists too deep": (f"a = {'[' * 3000}", "this is not valid TOML"),
    "number beyond all numbers": (f"{BASE}[market]\nmargin = {'9' * 400}", "market.margin: 999", "give a number"),
    "unknown base": (
        'extends = "no_programe"',
        "extends: unknown scenario 'no_programe'. Did you mean 'no_programme'?",
        "A path to a scenario file ends in .toml",
    ),
    "missing base": ('extends = "base.toml"', "base.toml: there is no such scenario file"),
    "base that is no path": ('extends = "a\\u0000b.toml"', "cannot be read"),
    "itself as base": ('extends = "mine.toml"', "extends: the scenario extends itself in a circle: ", "mine.toml ->"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_in_a_file_is_explained(case: str, tmp_path: Path) -> None:
    text, *words = MISTAKES[case]
    path, out = tmp_path / "mine.toml", tmp_path / "out"
    path.write_text(text, encoding="utf-8")
    message = complaint(call("run", path, "--replications", 1, "--out", out))
    assert str(tmp_path) in message
    for each in words:
        assert each in message
    assert sorted(tmp_path.iterdir()) == [path]


def test_every_mistake_of_a_file_is_listed_the_first_ten_in_full(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(BASE + "[market]\n" + "".join(f"wrong_{n} = 1\n" for n in range(12)), encoding="utf-8")
    message = complaint(call("check", path))
    assert "market.wrong_9" in message
    assert "market.wrong_10" not in message
    assert message.endswith("... and 2 more.")


def test_a_circle_over_several_files_and_spellings_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('extends = "b.toml"', encoding="utf-8")
    (tmp_path / "b.toml").write_text(f'extends = "../{tmp_path.name}/a.toml"', encoding="utf-8")
    message = complaint(call("check", tmp_path / "a.toml"))
    assert "extends itself in a circle: " in message
    assert message.count("a.toml ->") == 1
    assert "b.toml -> " in message


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\x89PNG\r\n\x1a\n\x00\xff", "not a text file in UTF-8"), (None, "this is a folder, not a scenario file")],
)
def test_what_is_no_text_file_is_refused(content: bytes | None, words: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.mkdir() if content is None else path.write_bytes(content)
    assert words in complaint(call("check", path))


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("no_programe", "unknown scenario 'no_programe'. Did you mean 'no_programme'?"),
        ("missing.toml", "missing.toml: there is no such scenario file"),
        ("x" * 300, "unknown scenario"),
        ("", "not a scenario file"),
    ],
)
@pytest.mark.parametrize("command", ["run", "compare", "check"])
def test_what_is_no_scenario_is_refused_by_every_command(command: str, reference: str, words: str) -> None:
    assert words in complaint(call(command, reference))


def test_a_roster_with_many_faults_is_refused_with_the_first_ten_and_their_number(tmp_path: Path) -> None:
    rows = [f"p{n},salse,nobody,1,12" for n in range(8)]
    (tmp_path / "people.csv").write_text(
        "\n".join(["id,department,manager,level,tenure_months", *rows]), encoding="utf-8"
    )
    path = tmp_path / "mine.toml"
    path.write_text(f'{BASE}[organisation]\nroster = "people.csv"', encoding="utf-8")
    message = complaint(call("check", path))
    assert "people.csv: row 2: unknown department 'salse'. Did you mean 'sales'?" in message
    assert message.count("row ") == 10
    assert message.endswith("... and 6 more.")


def test_a_department_without_a_manager_is_refused(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,department,manager,level,tenure_months\na,sales,,1,1\nb,sales,,1,1\n")
    path = tmp_path / "mine.toml"
    path.write_text('[organisation]\nroster = "people.csv"\n[organisation.departments.sales]\n', encoding="utf-8")
    assert "department 'sales' has no manager: nobody in it is anyone's manager" in complaint(call("check", path))


def test_a_user_sees_the_same(tmp_path: Path) -> None:
    """The real command, as a process: exit code, empty standard output, no traceback."""
    path = tmp_path / "mine.toml"
    path.write_text(f"{ONE}strenght = 0.5", encoding="utf-8")
    message = complaint(process("run", path, "--out", "out", "--json", folder=tmp_path))
    assert "mine.toml: interventions.1.strenght: unknown field of Training 'strenght'" in message
    assert sorted(tmp_path.iterdir()) == [path]
