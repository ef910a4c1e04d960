"""The command line ``fazhi``: it asks the same functions that the assets call, and words the answers.

Does not belong here: any step of the pipeline. One command a module; heavy libraries are imported inside the
commands, so that ``fazhi --help`` is there at once.
"""

from __future__ import annotations

from orchestration.cli.app import main

__all__ = ["main"]
