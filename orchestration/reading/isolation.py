"""Reading in a process that can be lost: a file that crashes, hangs or eats memory costs itself and nothing else.

A short plain text is read in place. Everything else goes to one worker process with a limit on time and on memory; when
the worker dies or is late it is killed and a new one takes the next file. Does not belong here: what a file means
(reader.py).
"""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable
from concurrent.futures import TimeoutError as Late
from functools import partial
from types import TracebackType

from pebble import ProcessExpired, ProcessPool

from orchestration.document import Document
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.media import HEAD_BYTES, PLAIN_TEXT, media_type
from orchestration.reading.reader import Overrides, decode_bytes, document_of

SECONDS = 60.0  # for one file; the largest known report takes one
MEMORY_BYTES = 2 * 1024**3  # of address space; a PDF of 500 full pages takes a quarter
_IN_PLACE_BYTES = 64 * 1024  # most reports are shorter, and the longest rule takes a fraction of a second on so much
# Not a copy of the process that asks: that one has threads, locks and gigabytes of its own.
_START = "forkserver"

Read = tuple[Document, Decoded]
ReadOne = Callable[[bytes, str, Overrides | None], Read]


class IsolatedReader:
    """Reads files one after the other; use it in a ``with`` statement, so that its worker ends with it."""

    def __init__(self, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES, read: ReadOne | None = None) -> None:
        """``read`` stands in for the product's reading; it has to be a function of a module."""
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._read = partial(_safely, read or _read)
        self._pool: ProcessPool | None = None

    def __enter__(self) -> IsolatedReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()

    def read(self, data: bytes, name: str, overrides: Overrides | None = None) -> Read:
        """The document in ``data`` and its characters. Raises Rejection and nothing else."""
        if len(data) <= _IN_PLACE_BYTES and media_type(name, data[:HEAD_BYTES]) == PLAIN_TEXT:
            return _outcome(self._read(data, name, overrides))
        future = self._workers().schedule(self._read, args=(data, name, overrides), timeout=self._seconds)
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
            context = multiprocessing.get_context(_START)
            self._pool = ProcessPool(1, initializer=_limit, initargs=(self._memory_bytes,), context=context)
        return self._pool


def _outcome(found: Read | Rejection) -> Read:
    if isinstance(found, Rejection):
        raise found
    return found


def _read(data: bytes, name: str, overrides: Overrides | None) -> Read:
    decoded = decode_bytes(data, name)
    return document_of(decoded, overrides), decoded


def _safely(read: ReadOne, data: bytes, name: str, overrides: Overrides | None) -> Read | Rejection:
    """A rejection is a result, so that it crosses the border between processes as it is."""
    try:
        return read(data, name, overrides)
    except Rejection as rejection:
        return rejection
    except MemoryError:
        hint = "确认是否为单份报告;另存为文本"
        return Rejection("too_large", "读取所需内存过大", "内存超过限额", "限额以内", hint)
    except RecursionError:
        return Rejection("too_deep", "嵌套过深", "部件或标签层层相套", "普通文件", "另存为文本或较简单的格式")
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
        return Rejection("reader_error", "读取程序出错", found, "读出或给出拒绝理由", "附上该文件报告此缺陷")


def _limit(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no image of the file behind
