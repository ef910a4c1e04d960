"""Messages of rejections: storable, showable, bounded, whatever the input said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orchestration.reading.decoded import MAX_CHARACTERS
from orchestration.reading.errors import Rejection
from orchestration.reading.reader import decode_bytes


@given(st.text(st.characters(), max_size=2000))
def test_any_text_is_stored_and_shown(said: str) -> None:
    rejection = Rejection("broken_file", "文件损坏", said, said, "重新取得")
    assert len(rejection.found) <= 400
    assert rejection.found.replace("\u3000", "").isprintable()
    rejection.found.encode()
    assert "\x1b" not in str(rejection) and "\u202e" not in str(rejection)


def test_what_is_plain_stays_as_it_is() -> None:
    assert Rejection("a", "b", "第 3 字节 0xff、「某局」", "UTF-8", "c").found == "第 3 字节 0xff、「某局」"


def test_more_text_than_any_report_has_is_refused_in_every_format() -> None:
    text = "我局检查企业12家。\n" * (MAX_CHARACTERS // 10)
    for name, data in (("a.txt", text.encode()), ("a.html", f"<html><body><pre>{text}</pre></body></html>".encode())):
        try:
            decode_bytes(data, name)
        except Rejection as rejection:
            assert rejection.reason_code == "too_large" and str(MAX_CHARACTERS) in rejection.expected
        else:
            raise AssertionError(name)
