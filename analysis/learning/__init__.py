"""What studies teach: sensitivity, where programmes fail, how many replications it takes."""
