"""Deciding for one's own company: the best mix of interventions for a budget, and how sure that is."""
