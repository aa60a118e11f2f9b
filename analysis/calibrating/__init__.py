"""History matching: which parameter sets make the model show what is known."""
