"""What a request may ask: each parameter declared once, with kind and bounds; pages, API and description use it.

Does not belong here: what is done with the values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from starlette.requests import Request

PAGE_SIZE = 50
MAX_PAGE_SIZE = 200
MAX_PAGE = 2_000
_MAX_QUERY = 8_000
# Ids are hashes, codes and names of the dictionary; nothing else is looked up.
_NO_NUL = r"^[^\x00]*$"
_IDENTIFIER = r"^[0-9A-Za-z_.-]{1,64}$"


class BadValue(ValueError):
    """A parameter that cannot be; the message says what was found and what was expected, in both languages."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query string. ``many``: may be given up to that often."""

    name: str
    kind: str  # text, integer or identifier
    description: str
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[str, ...] = ()
    default: Any = None
    many: int = 1
    required: bool = False

    def schema(self) -> dict[str, Any]:
        """The parameter as JSON Schema."""
        one: dict[str, Any] = {"type": "integer" if self.kind == "integer" else "string"}
        if self.kind == "integer":
            limits = {"minimum": self.minimum, "maximum": self.maximum}
            one |= {key: value for key, value in limits.items() if value is not None}
        elif self.kind == "identifier":
            one["pattern"] = _IDENTIFIER
        else:
            one |= {"minLength": self.minimum or 0, "maxLength": self.maximum or 100, "pattern": _NO_NUL}
        if self.choices:
            one = {"type": "string", "enum": list(self.choices)}
        if self.many > 1:
            return {"type": "array", "items": one, "maxItems": self.many}
        return one | ({"default": self.default} if self.default is not None else {})

    def read(self, given: Iterable[str], strict: bool = False) -> Any:
        """The value of what was given; the default for nothing. Raises BadValue.

        A form sends its empty fields along; they count as not given, unless ``strict``.
        """
        texts = [text for text in given if strict or text != ""]
        if self.many > 1:
            if len(texts) > self.many:
                raise BadValue(f"{self.name}:最多 {self.many} 个,给了 {len(texts)} 个(at most {self.many} values)")
            return [self._one(text) for text in texts]
        if len(texts) > 1:
            raise BadValue(f"{self.name}:只能给一次(may be given once)")
        if texts:
            return self._one(texts[0])
        if self.required:
            raise BadValue(f"{self.name}:缺少(is needed)")
        return self.default

    def _one(self, text: str) -> Any:
        if self.choices:
            if text not in self.choices:
                raise BadValue(f"{self.name}:应为 {'、'.join(self.choices)} 之一(expected one of these)")
            return text
        if self.kind == "integer":
            return self._integer(text)
        if self.kind == "identifier" and not re.fullmatch(_IDENTIFIER, text):
            raise BadValue(f"{self.name}:应为标识,字母、数字与 _ . - 至多 64 个(expected an identifier)")
        limit = self.maximum or 100
        if self.kind == "text" and not (self.minimum or 0) <= len(text) <= limit:
            raise BadValue(f"{self.name}:应为至多 {limit} 个字符(expected at most {limit} characters)")
        if "\x00" in text:
            raise BadValue(f"{self.name}:含空字符(holds a NUL)")
        return text

    def _integer(self, text: str) -> int:
        low, high = self.minimum or 0, self.maximum if self.maximum is not None else 10**9
        # 5.0 is an integer, too, for JSON Schema
        whole = re.fullmatch(r"(-?[0-9]{1,9})(?:\.0{1,9})?", text)
        if whole is None or not low <= int(whole[1]) <= high:
            raise BadValue(f"{self.name}:应为 {low}–{high} 的整数(expected an integer from {low} to {high})")
        return int(whole[1])


YEAR = Parameter("year", "integer", "报告年度(report year)", 1900, 2200)
LEVEL = Parameter("level", "text", "机关层级(level)", choices=("国家", "省", "市", "县", "乡"))
FUNCTION = Parameter("function", "text", "机关职能,如 应急管理(function of the body)", maximum=40)
REGION = Parameter("region", "text", "区划代码或其前几位(code of a region, or how it begins)", maximum=16)
PAGE = Parameter("page", "integer", "页,自 1 起(page)", 1, MAX_PAGE, default=1)
PAGE_LENGTH = Parameter("page_size", "integer", "每页行数(rows a page)", 1, MAX_PAGE_SIZE, default=PAGE_SIZE)
WORDS = Parameter("q", "text", "要找的词,空格相隔者须同在(words, all of which must occur)", maximum=100)
LANGUAGE = Parameter("lang", "text", "页面语言(language of the page)", choices=("zh", "en"), default="zh")
DOWNLOAD = Parameter("download", "text", "下载为(download as)", choices=("csv", "xlsx"))


def read_values(request: Request, parameters: Iterable[Parameter], strict: bool = False) -> dict[str, Any]:
    """The values of ``parameters`` in the query string; what is not declared is left alone. Raises BadValue."""
    query = request.scope.get("query_string", b"")
    if len(query) > _MAX_QUERY:
        raise BadValue(f"地址过长:{len(query)} 字节,至多 {_MAX_QUERY}(the address is too long)")
    try:
        unquote_to_bytes(query.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        raise BadValue("地址不是 UTF-8 编码(the address is not UTF-8)") from None
    return {one.name: one.read(request.query_params.getlist(one.name), strict) for one in parameters}


def checked_identifier(text: str) -> str:
    """An identifier out of a path. Raises BadValue."""
    return str(Parameter("id", "identifier", "").read([text]) or "")
