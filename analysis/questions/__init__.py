"""Questions of the form what if, the duel of two companies, the three walls, the split of a budget."""
