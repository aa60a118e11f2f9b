"""What every analysis starts from: a scenario with its runs, paired effects, tidy frames."""
