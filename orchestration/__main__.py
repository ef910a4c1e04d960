"""``python -m orchestration`` is ``fazhi``."""

from orchestration.cli import main

# Guarded, because workers of ``fazhi extract`` import this module again.
if __name__ == "__main__":
    main()
