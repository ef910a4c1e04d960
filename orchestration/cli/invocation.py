"""How this program can be called again from where the person is, for commands that are printed to be pasted.

Does not belong here: what is printed around them.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

NAME = "fazhi"
_PACKAGE = __name__.partition(".")[0]


def pasteable(arguments: str = "") -> str:
    """``fazhi`` with ``arguments`` as it can be typed here: by its name where the shell finds it, else by its path."""
    return f"{_program()} {arguments}".rstrip()


def _program() -> str:
    called = Path(sys.argv[0])
    if called.parts[-2:] == (_PACKAGE, "__main__.py"):
        return f"{_path(sys.executable)} -m {_PACKAGE}"
    # A shell that finds a program by its name calls it by its whole path. `make` does not: its search path is its own.
    if called.name != NAME or (called.is_absolute() and _is_found(called)):
        return NAME
    return _path(sys.argv[0])


def _is_found(called: Path) -> bool:
    found = shutil.which(NAME)
    return found is not None and Path(found).exists() and called.exists() and Path(found).samefile(called)


def _path(program: str) -> str:
    """The path as it was typed, shorter where it lies below the current directory."""
    path = Path(program)
    below = path.is_absolute() and path.is_relative_to(Path.cwd())
    return shlex.quote(str(path.relative_to(Path.cwd())) if below else program)
