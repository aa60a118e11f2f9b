"""What the server says when it refuses a request, and when files of the page are missing."""

from __future__ import annotations

from ...scenarios.ground.extras import command
from ...scenarios.words.catalogue import Words

OFFLINE = f"{command('viz,offline')}."

say = Words("pages.guard")
