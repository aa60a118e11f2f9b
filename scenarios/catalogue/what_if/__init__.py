"""Scenarios that answer shipped questions of the form "what if"; they are not part of the catalogue."""
