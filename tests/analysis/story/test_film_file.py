"""The film as a file: the same bytes for the same seed, every frame in place, and no file that should not be."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from command_line import call
from crm_adoption import InputError, load
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.story.film_file import HEIGHT, MOVING, WIDTH, as_gif, films_of
from PIL import Image


def test_the_same_seed_gives_the_same_bytes_and_every_month_is_there() -> None:
    evidence = load_ensemble("evidence")
    pair = [load("no_programme"), load("aligned_kpis")]
    shown = films_of(pair, evidence, months=1, seed=2)
    data = as_gif(shown, "de")
    assert data == as_gif(films_of(pair, evidence, months=1, seed=2, workers=1), "de")
    film = Image.open(io.BytesIO(data))
    assert (film.size, film.n_frames, film.info["loop"]) == ((WIDTH, HEIGHT), MOVING + 1, 0)
    blue = []
    for n in range(film.n_frames):
        film.seek(n)
        pixels = np.asarray(film.convert("RGB"), np.int64)
        assert pixels[0, 0].tolist() == [255, 255, 255]
        blue.append(int(((pixels[110:490, :, 0] < 60) & (pixels[110:490, :, 2] > 120)).sum()))
    assert blue[0] == 0
    assert blue[-1] > 200
    with pytest.raises(InputError, match="too many for a film"):
        films_of(pair * 2, evidence)


def test_the_command_writes_one_file_and_says_which(tmp_path: Path) -> None:
    out = tmp_path / "film.gif"
    done = call("film", "no_programme", "--months", 1, "--out", out, "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["bytes"] == out.stat().st_size
    again = call("film", "--months", 1, "--out", out, "--lang", "de")
    assert (again.code, "--replace" in again.err) == (2, True)
    wrong = call("film", "--out", tmp_path / "film.mov")
    assert (wrong.code, list(tmp_path.iterdir())) == (2, [out])
