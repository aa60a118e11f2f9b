"""Validation: the model's mechanisms against data that nobody here wrote."""
