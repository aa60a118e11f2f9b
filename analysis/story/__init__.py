"""The story of a company and its CRM in eight steps, each told by simulated companies, never drawn by hand."""

from .runs import StoryRuns, begin_story, story_runs
from .steps import Step, tell

__all__ = ["Step", "StoryRuns", "begin_story", "story_runs", "tell"]
