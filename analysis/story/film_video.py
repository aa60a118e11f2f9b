"""The film as a video: MP4 with H.264, as slides, players and browsers take it; the encoder comes with an extra."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ...model.errors import InputError
from ...model.phrase import Phrase
from ...scenarios.ground.extras import needed
from ...scenarios.writing.whole import new_file
from ..drawings import LIGHT, Theme
from .film_file import FINER, HEIGHT, MOVING, PAUSE, STANDING, WIDTH, Shown, frames

SMOOTHER = 2
"""Times as many frames as a GIF has, which cannot show more."""
RATE = 1000 * SMOOTHER // PAUSE
"""Frames a second: as fast as the GIF."""
QUALITY = ("-crf", "20", "-preset", "medium", "-tune", "animation")
ALIKE = ("-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1")
"""The same film gives the same bytes with the same encoder, whenever and however many cores there are."""
PLAYABLE = ("-f", "mp4", "-movflags", "+faststart")


def check_video() -> None:
    """Refuse where imageio-ffmpeg is not installed."""
    needed("imageio_ffmpeg", "film", what=Phrase("videos"), name="imageio-ffmpeg", field="--out")


def write_video(path: Path, shown: Sequence[Shown], lang: str = "en", theme: Theme = LIGHT) -> int:
    """Write a film of 1920 x 1080 pixels as an MP4, wholly or not at all, and return its size in bytes.

    Parameters
    ----------
    path : Path
    shown : sequence of Shown
    lang : {"en", "de", "fr"}
    theme : Theme

    Raises
    ------
    InputError
        If the encoder is not installed or fails, or the file cannot be written.
    """
    check_video()
    import imageio_ffmpeg

    with new_file(path, parents=True) as part:
        try:
            video = imageio_ffmpeg.write_frames(
                str(part), (WIDTH * FINER, HEIGHT * FINER), fps=RATE, codec="libx264", macro_block_size=2,
                quality=None, ffmpeg_log_level="error", output_params=[*QUALITY, *ALIKE, *PLAYABLE],
            )  # fmt: skip
            video.send(None)
            for each in _pictures(shown, lang, theme):
                video.send(each)
            video.close()
        except OSError as wrong:
            reason = str(wrong).strip().rpartition("\n")[2]
            raise InputError("the video could not be made ({reason}); a .gif needs no encoder.", field="--out",
                             file=str(path), reason=reason) from None  # fmt: skip
        return part.stat().st_size


def _pictures(shown: Sequence[Shown], lang: str, theme: Theme) -> Iterator[bytes]:
    """Yield the frames as bytes; the first and the last one stand for as long as in a GIF."""
    picture, stands = b"", STANDING // PAUSE * SMOOTHER
    for number, each in enumerate(frames(shown, lang, theme, moving=MOVING * SMOOTHER, finer=True)):
        picture = each.tobytes()
        yield from [picture] * (1 if number else stands // 2)
    yield from [picture] * (stands - 1)
