"""The story of a company and its CRM, told by simulated companies; some of it is guessed before it is seen."""

from .runs import StoryRuns, begin_story, story_runs
from .step import Guess, Step
from .steps import tell
from .ways_steps import side_by_side

__all__ = ["Guess", "Step", "StoryRuns", "begin_story", "side_by_side", "story_runs", "tell"]
