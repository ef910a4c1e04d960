"""Verify, then publish atomically; manifest and pruning."""
