"""Whether scans are recognised: only where a person asks for it, since what is recognised may be wrong.

Does not belong here: recognising (reading/recognition).
"""

from __future__ import annotations

import os

from orchestration.reading.decoded import Decoded
from orchestration.reading.reader import READER_VERSION, RECOGNISABLE
from orchestration.reading.recognition.engine import Tesseract, installed

# Set to 1, scans are recognised with Tesseract; what it finds carries how sure it is.
VARIABLE = "FAZHI_OCR"


def wanted() -> Tesseract | None:
    """The recogniser when a person asks for one; whether it is installed is told for each scan."""
    return installed() if os.environ.get(VARIABLE) == "1" else None


def version_with(recogniser: Tesseract | None) -> str:
    """The version of the reader for what a recogniser decided, without one the plain one."""
    return READER_VERSION if recogniser is None else f"{READER_VERSION}+{recogniser.version or recogniser.missing}"


def version_of_rejection(media_type: str | None, recogniser: Tesseract | None) -> str:
    """The version of the reader that refused a file of that type: of scans, the recogniser may have a part in it."""
    return version_with(recogniser if media_type in RECOGNISABLE else None)


def pages_of(decoded: Decoded) -> str | None:
    """The recognised pages, those that follow each other as a range: ``1-3,7``; None where there are none."""
    ranges: list[list[int]] = []
    for page in decoded.recognised_pages:
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    return ",".join(f"{first}" if first == last else f"{first}-{last}" for first, last in ranges) or None
