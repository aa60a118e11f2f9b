"""The presenter's laboratory without its page: what is chosen, what is run for it, and what the page plays."""
