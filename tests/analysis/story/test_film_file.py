"""The film as a file: the same bytes for the same seed, every frame in place, and no file that should not be."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from command_line import call
from crm_adoption import InputError, load
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.story.film_file import HEIGHT, MOVING, WIDTH, Shown, as_gif, films_of, frames
from crm_adoption.analysis.story.film_video import write_video
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


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> tuple[Shown, ...]:
    """Return a month of a small company as a film of few pictures."""
    monkeypatch.setattr("crm_adoption.analysis.story.film_video.MOVING", 1)
    monkeypatch.setattr("crm_adoption.analysis.story.film_video.STANDING", 160)
    return films_of([load("no_programme")], None, months=1)


def test_a_video_shows_the_same_company_and_the_same_film_gives_the_same_bytes(
    short: tuple[Shown, ...], tmp_path: Path
) -> None:
    encoder = pytest.importorskip("imageio_ffmpeg", reason="videos need the extra 'film'")
    out = tmp_path / "new" / "film.mp4"
    size = write_video(out, short, "de")
    assert out.stat().st_size == size
    assert [each.name for each in out.parent.iterdir()] == ["film.mp4"]
    write_video(tmp_path / "again.mp4", short, "de")
    assert (tmp_path / "again.mp4").read_bytes() == out.read_bytes()
    reader = encoder.read_frames(str(out))
    about = next(reader)
    assert (about["size"], about["fps"], about["codec"]) == ((1920, 1080), 25.0, "h264")
    seen = [np.frombuffer(each, np.uint8).reshape(1080, 1920, 3).astype(int) for each in reader]
    drawn = [np.asarray(each, np.int64) for each in frames(short, "de", moving=2, finer=True)]
    assert len(seen) == 2 + 1 + 4  # the first one stands, then one on the way, then the last one stands
    for picture, like in ((seen[0], drawn[0]), (seen[-1], drawn[-1])):
        assert np.abs(picture - like).mean() < 4.0
    assert np.abs(seen[0] - drawn[-1]).mean() > 2.0 * np.abs(seen[0] - drawn[0]).mean()


def test_a_video_without_its_extra_is_refused_before_anything_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    said = call("film", "--out", tmp_path / "film.mp4", "--lang", "de")
    assert said.code == 2
    assert "Videos brauchen imageio-ffmpeg" in said.err
    assert "pip install '.[film]'" in said.err
    assert list(tmp_path.iterdir()) == []


def test_an_encoder_that_fails_leaves_the_earlier_film(
    short: tuple[Shown, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> object:
        raise OSError("broken pipe\n\nFFMPEG STDERR OUTPUT:\n\nUnknown encoder 'libx264'\n")

    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", SimpleNamespace(write_frames=fails))
    out = tmp_path / "film.mp4"
    out.write_bytes(b"earlier")
    with pytest.raises(InputError, match="Unknown encoder 'libx264'"):
        write_video(out, short)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("film.mp4", b"earlier")]
