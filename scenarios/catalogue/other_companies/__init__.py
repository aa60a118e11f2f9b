"""Scenarios of other companies than the article's, such as a public office; they are not part of the catalogue."""
