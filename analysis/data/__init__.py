"""Shipped ensembles of behavioural parameter sets, made by ``crm-adoption calibrate``."""
