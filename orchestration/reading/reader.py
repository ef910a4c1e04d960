"""Stand-in while the reader is being built."""

READER_VERSION = "0"
SUPPORTED_MEDIA_TYPES = frozenset({"text/plain"})
