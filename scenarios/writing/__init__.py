"""One way to write: files and whole folders of results appear wholly, or not at all."""
