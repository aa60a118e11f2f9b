"""What readers see, in their language: one folder of words per language, the way it counts and writes numbers."""
