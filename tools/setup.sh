#!/usr/bin/env bash
# Makes the environment: tools/setup.sh VENV. uv when it is there, pip otherwise; hashes are required either way.
set -euo pipefail
venv=${1:?usage: tools/setup.sh VENV}
python=${PYTHON:-python3}

found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || {
  echo "Fazhi: '$python' does not start. Install Python 3.11 or 3.12, or name one: make PYTHON=/path/to/python3.11 …" >&2
  exit 1
}
case "$found" in
  3.11 | 3.12) ;;
  *)
    echo "Fazhi: '$python' is Python $found; 3.11 or 3.12 is needed. Name one: make PYTHON=/path/to/python3.11 …" >&2
    exit 1
    ;;
esac

echo "Fazhi: making $venv with Python $found (about 1.2 GB; a minute or so the first time) …"
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
if command -v uv >/dev/null 2>&1; then
  uv pip sync --quiet --compile-bytecode --python "$venv/bin/python" --require-hashes requirements.lock
  uv pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation --editable .
else
  # Where pip is told of many folders it warns of each package found twice; all it says is shown when it fails.
  log="$venv/setup.log"
  : >"$log"
  trap 'status=$?; [ "$status" = 0 ] || cat "$log" >&2' EXIT
  # --no-deps: the lock is complete, and pip before 23.3 takes gql[requests] for a package without a pin.
  total=$(grep -c '==' requirements.lock)
  "$venv/bin/python" -m pip install --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock 2>>"$log" |
    awk -v total="$total" -v live="$([ -t 1 ] && echo 1)" '
      /^(Collecting|Requirement)/ { n++; if (live) { printf "\r  %d of about %d packages", n, total; fflush() } }
      /^Installing/ { if (live) print ""; print "  installing …" }'
  "$venv/bin/python" -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable . 2>>"$log"
fi
echo "Fazhi: environment ready."
