"""Asking the people: the questionnaire, its forms, and the answers that come back, by department and nameless."""
