"""Shipped pairs of scenarios, each a question of the form: what if?"""
