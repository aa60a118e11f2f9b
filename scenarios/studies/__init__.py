"""Studies: many design points of many scenarios, run in batches that survive, kept in one file."""
