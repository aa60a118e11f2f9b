"""The ledger of claims: each statement of the article as a test, with the region where it holds."""
