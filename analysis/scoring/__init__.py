"""From answers to a company's numbers: how reliable they are, where departments stand, and what that leaves open."""
