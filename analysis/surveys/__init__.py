"""Forms to ask the people with, and what came back: how many answered where, and what may be shown of it."""
