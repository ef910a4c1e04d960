"""Reading in a process that can be lost: a file that crashes, hangs or eats memory costs itself and nothing else.

A plain text of a page or two is read in place. Everything else goes to one worker process with a limit on time and on
memory; when the worker dies or is late it is killed and a new one takes the next file. A scan is read a second time
where it may be recognised, with more time: so nothing else is given more. Does not belong here: what a file means
(reader.py).
"""

from __future__ import annotations

import resource
from collections.abc import Callable
from functools import partial
from types import TracebackType

from orchestration.document import Document
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.media import HEAD_BYTES, PLAIN_TEXT, media_type
from orchestration.reading.reader import Overrides, decode_bytes, document_of
from orchestration.reading.recognition.engine import Tesseract
from orchestration.worker_process import Late, LostError, WorkerProcess

SECONDS = 60.0  # for one file; the largest known report takes one
RECOGNITION_SECONDS = 900.0  # for one scan; a page takes three to six
MEMORY_BYTES = 2 * 1024**3  # of address space; a PDF of 350 full pages takes 160 MB
FILE_BYTES = 256 * 1024**2  # of any one file that a program writes on the way (LibreOffice in its own folder)
_IN_PLACE_BYTES = 8 * 1024  # a notice or an index page; no rule, however odd the text, takes long on so little

Read = tuple[Document, Decoded]
ReadOne = Callable[[bytes, str, Overrides | None], Read]
_ReadSafely = Callable[[bytes, str, Overrides | None], Read | Rejection]


class IsolatedReader:
    """Reads files one after the other; use it in a ``with`` statement, so that its worker ends with it."""

    def __init__(
        self,
        seconds: float = SECONDS,
        memory_bytes: int = MEMORY_BYTES,
        read: ReadOne | None = None,
        recogniser: Tesseract | None = None,
    ) -> None:
        """``read`` stands in for the product's reading; it has to be a function of a module. ``recogniser``: scans are
        recognised, not refused."""
        self._seconds = seconds
        self._read = partial(_safely, read or _read)
        self._recognise = partial(_safely, partial(_read, recogniser=recogniser)) if recogniser is not None else None
        self._process = WorkerProcess(_limit, memory_bytes)

    def __enter__(self) -> IsolatedReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.end()

    def read(self, data: bytes, name: str, overrides: Overrides | None = None) -> Read:
        """The document in ``data`` and its characters. Raises Rejection and nothing else."""
        if len(data) <= _IN_PLACE_BYTES and media_type(name, data[:HEAD_BYTES]) == PLAIN_TEXT:
            return _outcome(self._read(data, name, overrides))
        try:
            return self._once(self._read, self._seconds, data, name, overrides)
        except Rejection as rejection:
            if self._recognise is None or rejection.reason_code != "no_text_layer":
                raise
        return self._once(self._recognise, RECOGNITION_SECONDS, data, name, overrides)

    def _once(self, read: _ReadSafely, seconds: float, data: bytes, name: str, overrides: Overrides | None) -> Read:
        """Read in the worker. Raises Rejection and nothing else."""
        try:
            found = self._process.call(seconds, read, data, name, overrides)
        except Late as error:
            limit = f"{seconds:.0f} 秒未读完"
            raise Rejection("too_slow", "读取超时", limit, "限时内读完", "另存为文本或较简单的格式") from error
        except LostError as error:
            how = f"读取进程中止({error})"
            raise Rejection("reader_lost", "读取进程中止", how, "读出或给出拒绝理由", "检查文件是否损坏") from error
        return _outcome(found)


def _outcome(found: Read | Rejection) -> Read:
    if isinstance(found, Rejection):
        raise found
    return found


def _read(data: bytes, name: str, overrides: Overrides | None, recogniser: Tesseract | None = None) -> Read:
    charset = overrides.charset if overrides else None
    decoded = decode_bytes(data, name, recogniser, charset) if recogniser or charset else decode_bytes(data, name)
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
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no image of the file behind
