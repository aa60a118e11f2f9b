"""The figures of a comparison, for a board."""
