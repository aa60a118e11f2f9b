"""What is done to the company: interventions, scenario files, prices."""
