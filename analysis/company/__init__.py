"""One's own company: what its usage export says, and the model fitted to its history."""
