"""The Mesa face: the same engine, one month per step, with people as agents."""
