"""Comparisons as numbers: who is ahead, how surely, at what price. It neither speaks nor draws."""
