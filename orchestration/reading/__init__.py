"""Bytes to Document: text, blocks, metadata; or a rejection with its reason."""
