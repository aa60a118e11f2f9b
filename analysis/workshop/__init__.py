"""The workshop: teams spend a budget quarter by quarter on a company whose numbers they do not know, and compare."""
