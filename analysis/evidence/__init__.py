"""What is known, from where, and which parameter sets it leaves: facts, bands, ensembles."""
