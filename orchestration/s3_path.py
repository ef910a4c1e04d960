"""A place in an object store that speaks S3, with as much of ``pathlib.Path`` as the lake asks of a folder.

Every request is bounded in time and tried a few times; an object appears whole or not at all. Does not belong here:
what lies there (lake/), how DuckDB reads it (lake/dbt_plugin.py).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pyarrow.fs import S3FileSystem

URL_VARIABLE = "FAZHI_LAKE_URL"
CONNECT_SECONDS = 10
STALLED_SECONDS = 30  # without a byte
ATTEMPTS = 3
AT_ONCE = 16
_URL = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9_=.-]+)*/?")
# What the store answers, and what to do; the first that is found in its message counts.
_HINTS = (
    (
        ("INVALID_ACCESS_KEY_ID", "SIGNATURE_DOES_NOT_MATCH", "ACCESS_DENIED", "EXPIRED", "INVALID_CLIENT_TOKEN"),
        "有权读写的密钥",
        "检查 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY(及 AWS_SESSION_TOKEN)与该桶的权限",
    ),
    (
        ("NO_SUCH_BUCKET", "_BUCKET_GONE_"),
        "已建立的桶",
        f"建立该桶或改正 {URL_VARIABLE};湖可由 raw/ 重建,已有发布不受影响",
    ),
    (
        ("NETWORK_CONNECTION", "REQUEST_TIMEOUT", "SLOW_DOWN", "SERVICE_UNAVAILABLE", "INTERNAL_FAILURE", "Timeout"),
        f"{STALLED_SECONDS} 秒内有回应的对象存储",
        "检查 AWS_ENDPOINT_URL、网络与服务器负载后重跑,已写入的不会重做",
    ),
)


class ObjectStoreError(RuntimeError):
    """The object store does not do what is asked; the message says what was found, expected and what to do."""

    def __init__(self, found: str, expected: str, hint_zh: str) -> None:
        super().__init__(f"对象存储不可用:实际 {found};应为 {expected};{hint_zh}")
        self.found = found
        self.expected = expected
        self.hint_zh = hint_zh


@dataclass(frozen=True, slots=True)
class S3Access:
    """How to reach the store, from the variables that all tools of S3 know."""

    key_id: str
    secret: str
    session_token: str | None
    region: str
    endpoint: str | None

    @classmethod
    def from_environment(cls) -> Self:
        """Raises ObjectStoreError without keys."""
        key_id, secret = os.environ.get("AWS_ACCESS_KEY_ID"), os.environ.get("AWS_SECRET_ACCESS_KEY")
        if not key_id or not secret:
            raise ObjectStoreError("未设密钥", "AWS_ACCESS_KEY_ID 与 AWS_SECRET_ACCESS_KEY", "设置两者后重跑")
        region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
        endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or None
        if endpoint is not None and not re.fullmatch(r"https?://[^/\s]+/?", endpoint):
            raise ObjectStoreError(f"AWS_ENDPOINT_URL={endpoint}", "http(s)://主机:端口", "改正后重跑")
        return cls(key_id, secret, os.environ.get("AWS_SESSION_TOKEN") or None, region, endpoint)


@dataclass(frozen=True, slots=True, order=True)
class S3Path:
    """An object or a folder of objects; ``url`` is s3://bucket/prefix without a slash at the end."""

    url: str

    @classmethod
    def of(cls, url: str) -> Self:
        """Raises ObjectStoreError for what is no plain address of a bucket, with or without a prefix."""
        if not _URL.fullmatch(url) or ".." in url:
            raise ObjectStoreError(f"{URL_VARIABLE}={url}", "形如 s3://桶/前缀 的地址", f"改正 {URL_VARIABLE} 后重跑")
        return cls(url.rstrip("/"))

    def __str__(self) -> str:
        return self.url

    def __truediv__(self, name: str) -> S3Path:
        return S3Path(f"{self.url}/{name}")

    @property
    def name(self) -> str:
        """The last part."""
        return self.url.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The last part without its suffix."""
        return self.name.rpartition(".")[0] or self.name

    def exists(self) -> bool:
        """Whether there is an object of that name. Raises ObjectStoreError."""
        from pyarrow.fs import FileType

        with self._explained():
            found: bool = _store().get_file_info(self._key).type == FileType.File
        return found

    def read_bytes(self) -> bytes:
        """The object. Raises FileNotFoundError, ObjectStoreError."""
        with self._explained(), _store().open_input_stream(self._key) as stream:
            data: bytes = stream.read()
        return data

    def write_bytes(self, data: bytes) -> None:
        """Put the object there whole, in place of an older one. Raises ObjectStoreError."""
        with self._explained(), _store().open_output_stream(self._key) as stream:
            stream.write(data)

    def unlink(self, missing_ok: bool = False) -> None:
        """Remove the object. Raises FileNotFoundError, ObjectStoreError."""
        with self._explained():
            try:
                _store().delete_file(self._key)
            except FileNotFoundError:
                if not missing_ok:
                    raise

    def glob(self, pattern: str) -> Iterator[S3Path]:
        """The objects of this folder whose names match, in order. Raises ObjectStoreError, also for a bucket that is
        not there: an empty folder and a lost lake must not look alike."""
        from pyarrow.fs import FileSelector, FileType

        with self._explained():
            found = _store().get_file_info(FileSelector(self._key, allow_not_found=True))
            if not found and _store().get_file_info(self._bucket).type == FileType.NotFound:
                raise OSError("_BUCKET_GONE_")
        names = sorted(one.base_name for one in found if one.type == FileType.File)
        return (self / name for name in names if fnmatchcase(name, pattern))

    @property
    def _key(self) -> str:
        return self.url.removeprefix("s3://")

    @property
    def _bucket(self) -> str:
        return self._key.partition("/")[0]

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (FileNotFoundError, ObjectStoreError):
            raise
        except OSError as error:
            raise self._error(str(error)) from error

    def _error(self, message: str) -> ObjectStoreError:
        for signs, expected, hint_zh in _HINTS:
            for sign in signs:
                if sign in message:
                    told = "桶不存在" if "BUCKET" in sign else _shortened(message)
                    return ObjectStoreError(f"{self.url}:{told}", expected, hint_zh)
        return ObjectStoreError(f"{self.url}:{_shortened(message)}", "可读写的桶", "检查对象存储后重跑")


def fetched(paths: Sequence[S3Path]) -> Iterator[tuple[S3Path, bytes]]:
    """The objects that are there, in order; a few are asked for at once, and held. Raises ObjectStoreError."""
    if not paths:
        return
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for start in range(0, len(paths), AT_ONCE):
            some = paths[start : start + AT_ONCE]
            for path, data in zip(some, threads.map(_if_there, some), strict=True):
                if data is not None:
                    yield path, data


def _if_there(path: S3Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _shortened(message: str) -> str:
    """What the store says, without its request number and the lines after."""
    return re.sub(r"\s*\(Request ID:.*", "", message.splitlines()[0])[:300]


def _store() -> S3FileSystem:
    return _store_of(S3Access.from_environment(), CONNECT_SECONDS, STALLED_SECONDS, ATTEMPTS)


@cache
def _store_of(access: S3Access, connect: float, stalled: float, attempts: int) -> S3FileSystem:
    from pyarrow.fs import AwsStandardS3RetryStrategy, S3FileSystem

    return S3FileSystem(
        access_key=access.key_id,
        secret_key=access.secret,
        session_token=access.session_token,
        region=access.region,
        endpoint_override=access.endpoint,
        connect_timeout=connect,
        request_timeout=stalled,
        allow_delayed_open=True,  # one request for a small object
        retry_strategy=AwsStandardS3RetryStrategy(max_attempts=attempts),
    )
