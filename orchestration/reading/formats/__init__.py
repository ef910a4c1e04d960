"""One module a format, each with ``decode(data: bytes) -> Decoded``; nothing here draws conclusions from a text."""
