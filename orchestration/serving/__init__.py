"""Read-only access to releases."""
