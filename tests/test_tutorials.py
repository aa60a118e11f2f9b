"""The tutorials show what their code shows now; their notebooks have the same text and code, and run in a kernel."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs"))
import make_tutorials  # noqa: E402

NAMES = make_tutorials.names()


def page(name: str) -> str:
    return (make_tutorials.FOLDER / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_below_the_code_stands_what_it_shows(name: str) -> None:
    assert make_tutorials.renewed(name, draw=False) == page(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_is_there_and_used(name: str) -> None:
    made = {path.name for path in (ROOT / "docs" / "images" / "tutorials").glob(f"{name}-*.png")}
    assert made
    assert all(f"tutorials/{each})" in page(name) for each in made)


@pytest.mark.parametrize("name", NAMES)
def test_the_notebook_is_valid_and_has_the_text_and_the_code_of_the_page(name: str) -> None:
    nbformat = pytest.importorskip("nbformat", reason="notebooks are checked where Jupyter is installed")
    text = (make_tutorials.FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
    nbformat.validate(json.loads(text))
    cells = nbformat.reads(text, 4).cells
    code = [each.source for each in cells if each.cell_type == "code"]
    there = [each for each in make_tutorials.parts(page(name)) if each.runs]
    assert [each.split("\n", 1)[1] if each.startswith("%%") else each for each in code] == [
        each.text.strip("\n") for each in there
    ]
    assert not any(each.outputs or each.execution_count for each in cells if each.cell_type == "code")
    words = "\n\n".join(each.source for each in cells if each.cell_type == "markdown")
    assert "<!-- shown -->" not in words
    assert words.split() == "\n\n".join(each.text for each in make_tutorials.parts(page(name)) if not each.runs).split()


def test_a_page_is_put_together_as_it_was_taken_apart() -> None:
    for name in NAMES:
        assert make_tutorials.page_of(make_tutorials.parts(page(name))) == page(name)


def test_a_notebook_runs_in_a_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first cells of the one that writes files: magics, errors and cards are the kernel's, not ours."""
    if importlib.util.find_spec("ipykernel") is None:
        pytest.skip("a kernel comes with Jupyter")
    from jupyter_client.manager import start_new_kernel

    monkeypatch.chdir(tmp_path)
    cells = json.loads((make_tutorials.FOLDER / "own_company.ipynb").read_text(encoding="utf-8"))["cells"]
    code = ["".join(each["source"]) for each in cells if each["cell_type"] == "code"][:4]
    code.append("crm.load('goals.toml')")
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(tmp_path))
    try:
        seen = []
        for each in code:
            done = client.execute_interactive(
                each, timeout=120, output_hook=lambda message: seen.append(message["content"])
            )
            assert done["content"]["status"] == "ok", done["content"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert (tmp_path / "goals.toml").read_text(encoding="utf-8").startswith('extends = "today.toml"')
    (card,) = [each["data"]["text/html"] for each in seen if "text/html" in each.get("data", {})]
    assert "Shared goals" in card
