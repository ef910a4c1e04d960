"""Corrections of published figures: what people register and what bodies announce, and which facts they change.

Pure functions on texts and facts. Does not belong here: the lake (pipeline/corrections.py), the change of the marts
(dbt: int_mentions__corrected).
"""
