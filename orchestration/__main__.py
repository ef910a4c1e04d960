"""``python -m orchestration`` is ``fazhi``."""

from orchestration.cli import main

main()
