"""The pages, one module a subject: each takes a question apart, asks the release, and hands rows to a template."""
