"""What is learned: comparison, costs, advice, figures, and the command line."""
