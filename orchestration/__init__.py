"""Fazhi 法治: from published reports to a star schema in DuckDB. See README.md for the way through the rooms."""

__version__ = "0.1.0"
