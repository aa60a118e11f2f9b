"""What every floor above the engine stands on: equality by value, sums, extras, Pythons that are served."""
