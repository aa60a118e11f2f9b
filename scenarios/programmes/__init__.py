"""What can be done to a company: interventions, shocks, prices, triggers."""
