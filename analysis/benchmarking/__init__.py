"""Published field experiments that no fit has seen: what the model foretells of each, and whether that was found."""
