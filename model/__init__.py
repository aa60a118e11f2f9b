"""The company: parameters, people, month after month, outcomes. It knows nothing of scenarios."""
