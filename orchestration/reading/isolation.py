"""Reading in a process that can be lost: a file that crashes, hangs or eats memory costs itself and nothing else.

Plain text of ordinary size is read in place. Everything else goes to one worker process with a limit on time and on
memory; when the worker dies or is late it is killed and a new one takes the next file. Does not belong here: what a
file means (reader.py).
"""

from __future__ import annotations

import resource
from concurrent.futures import TimeoutError as Late
from types import TracebackType

from pebble import ProcessExpired, ProcessPool

from orchestration.document import Document
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.media import HEAD_BYTES, PLAIN_TEXT, media_type
from orchestration.reading.reader import Overrides, decode_bytes, document_of

SECONDS = 60.0  # for one file; the largest known report takes one
MEMORY_BYTES = 4 * 1024**3  # of address space; libraries reserve far more than they use
_IN_PLACE_BYTES = 1024 * 1024  # plain text up to here has nothing that could hang

Read = tuple[Document, Decoded]


class IsolatedReader:
    """Reads files one after the other; use it in a ``with`` statement, so that its worker ends with it."""

    def __init__(self, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._pool: ProcessPool | None = None

    def __enter__(self) -> IsolatedReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()

    def read(self, data: bytes, name: str, overrides: Overrides | None = None) -> Read:
        """The document in ``data`` and its characters. Raises Rejection and nothing else."""
        if media_type(name, data[:HEAD_BYTES]) == PLAIN_TEXT and len(data) <= _IN_PLACE_BYTES:
            return _outcome(_read(data, name, overrides))
        future = self._workers().schedule(_read, args=(data, name, overrides), timeout=self._seconds)
        try:
            return _outcome(future.result())
        except Late as error:
            found = f"{self._seconds:.0f} 秒未读完"
            raise Rejection("too_slow", "读取超时", found, "限时内读完", "另存为文本或较简单的格式") from error
        except ProcessExpired as error:
            found = f"读取进程中止(退出码 {error.exitcode})"
            raise Rejection("reader_lost", "读取进程中止", found, "读出或给出拒绝理由", "检查文件是否损坏") from error

    def _workers(self) -> ProcessPool:
        if self._pool is None:
            self._pool = ProcessPool(max_workers=1, initializer=_limit, initargs=(self._memory_bytes,))
        return self._pool


def _outcome(found: Read | Rejection) -> Read:
    if isinstance(found, Rejection):
        raise found
    return found


def _read(data: bytes, name: str, overrides: Overrides | None) -> Read | Rejection:
    """A rejection is a result, so that it crosses the border between processes as it is."""
    try:
        decoded = decode_bytes(data, name)
        return document_of(decoded, overrides), decoded
    except Rejection as rejection:
        return rejection
    except MemoryError:
        return Rejection("too_large", "读取所需内存过大", f"超过 {MEMORY_BYTES} 字节", "限额以内", "确认是否为单份报告")
    except RecursionError as error:
        return Rejection("reader_error", "读取程序出错", f"嵌套过深:{error}", "读出或给出拒绝理由", "检查文件是否损坏")
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
        return Rejection("reader_error", "读取程序出错", found, "读出或给出拒绝理由", "附上该文件报告此缺陷")


def _limit(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
