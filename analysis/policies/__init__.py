"""Policies: rules read every quarter, found over some members of an ensemble and judged on the others."""
