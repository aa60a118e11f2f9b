"""Scenario files: read, checked, written, with the lists of people, ties and features they name."""
