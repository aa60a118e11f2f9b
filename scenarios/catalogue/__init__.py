"""The shipped scenarios (data files)."""
