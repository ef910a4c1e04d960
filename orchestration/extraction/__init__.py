"""Text to numeric mentions and facts. Pure functions: no files but the language tables, no Dagster, no database."""
