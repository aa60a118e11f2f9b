"""Tables and texts as people write them: spreadsheets, TOML, one sentence for each mistake."""
