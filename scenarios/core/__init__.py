"""Scenarios: a company, what is done to it and for how long; where interventions meet levers."""
