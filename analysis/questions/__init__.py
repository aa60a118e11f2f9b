"""Questions of the form what if, and the duel of two companies."""
