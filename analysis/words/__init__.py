"""Language: numbers, dates and phrases for people. It knows nothing of what is said with them."""
