"""A page saved with its pictures in one file (MHTML): the page in it, read as any other.

Does not belong here: the page itself (html.py); pictures beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email import policy
from email.message import Message
from email.parser import BytesParser

from orchestration.document import Candidate
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.formats import html

_MOST_BYTES = 32 * 1024 * 1024


def decode(data: bytes) -> Decoded:
    """The first page in the file with its frames. Raises Rejection ``broken_file`` when there is none, and what html.py
    raises."""
    if len(data) > _MOST_BYTES:
        raise Rejection("too_large", "文件过大", f"{len(data)} 字节", f"至多 {_MOST_BYTES} 字节", "确认是否为单份报告")
    message = BytesParser(policy=policy.compat32).parsebytes(data)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    page = pages[0] if pages else None
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes) or not content:
        raise Rejection("broken_file", "MHTML 中没有网页", "无 text/html 部分", "含一个网页", "在浏览器中另存为网页")
    decoded = html.decode(content, page.get_content_charset(), dict(_frames(pages[1:])))
    address = _address(page) or _address(message)
    said = (Candidate("url", address, "Content-Location"),) if address else ()
    return Decoded(decoded.text, decoded.encoding, decoded.pieces, decoded.tables, said + decoded.candidates)


def _frames(parts: Sequence[Message]) -> Iterator[tuple[str, str]]:
    """The other pages in the file, by the addresses under which a frame may name them."""
    for part in parts:
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            text = html.characters_of(content, part.get_content_charset()).text
            if name := str(part.get("Content-ID") or "").strip().strip("<>"):
                yield f"cid:{name}", text
            if address := _address(part):
                yield address, text


def _address(part: Message) -> str:
    return " ".join(str(part.get("Content-Location") or part.get("Snapshot-Content-Location") or "").split())[:400]
