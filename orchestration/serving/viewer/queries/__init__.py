"""The questions behind pages and API, one module a subject; each function takes a Reader and returns rows."""
