#!/usr/bin/env bash
# Superset with the dashboards of Fazhi, in an environment of its own: bi/superset/start.sh [install|import|serve]
# Without a word: installs what is missing, imports the bundle, serves. What can be set stands in README.md.
set -euo pipefail
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(cd "$folder/../.." && pwd)
export FAZHI_HOME="${FAZHI_HOME:-$checkout/.fazhi}"
export FAZHI_SUPERSET_HOME="${FAZHI_SUPERSET_HOME:-$FAZHI_HOME/superset}"
venv=${FAZHI_SUPERSET_VENV:-$FAZHI_SUPERSET_HOME/venv}
host=${FAZHI_SUPERSET_HOST:-127.0.0.1} port=${FAZHI_SUPERSET_PORT:-8088}
export SUPERSET_CONFIG_PATH="$folder/superset_config.py" FLASK_APP=superset DO_NOT_TRACK=1 SCARF_ANALYTICS=false
# What would make this environment another one.
unset PYTHONPATH PYTHONHOME SUPERSET_CONFIG

make_environment() {
  local python=${PYTHON:-python3} found
  found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || found=none
  [ "$found" = 3.11 ] || {
    echo "Superset 环境需要 Python 3.11(found $found, 3.11 is needed): PYTHON=/path/to/python3.11 $0" >&2
    exit 1
  }
  echo "安装 Superset(about 900 MB, some minutes): $venv"
  "$python" -m venv "$venv"
  "$venv/bin/python" -m pip install --disable-pip-version-check --quiet --require-hashes --requirement "$folder/requirements.txt"
  cp "$folder/requirements.txt" "$venv/.installed"
}

make_metadata() {
  local password=${FAZHI_SUPERSET_PASSWORD:-} told=
  if [ -z "$password" ]; then
    password=$("$venv/bin/python" -c 'import secrets; print(secrets.token_urlsafe(12))')
    told=yes
  fi
  # A start that was cut short leaves a database without its last mark; it is made anew.
  rm -f "$FAZHI_SUPERSET_HOME/metadata.db" "$FAZHI_SUPERSET_HOME/.ready"
  quiet "$venv/bin/superset" db upgrade
  quiet "$venv/bin/superset" fab create-admin --username admin --firstname Fazhi --lastname Admin \
    --email admin@localhost --password "$password"
  quiet "$venv/bin/superset" init
  touch "$FAZHI_SUPERSET_HOME/.ready"
  [ -z "$told" ] || echo "用户 admin,密码(user admin, password): $password  只显示这一次(told only now)"
}

quiet() { # what Superset says is kept, and shown when it fails
  "$@" > "$FAZHI_SUPERSET_HOME/log" 2>&1 || { tail -n 30 "$FAZHI_SUPERSET_HOME/log" >&2; exit 1; }
}

install() {
  mkdir -p "$FAZHI_SUPERSET_HOME"
  chmod 700 "$FAZHI_SUPERSET_HOME"
  cmp -s "$folder/requirements.txt" "$venv/.installed" || [ -n "${FAZHI_SUPERSET_VENV:-}" ] || make_environment
  # Superset encrypts the passwords of databases with it: made once, and kept.
  [ -s "$FAZHI_SUPERSET_HOME/secret_key" ] ||
    (umask 077 && "$venv/bin/python" -c 'import secrets; print(secrets.token_urlsafe(42))' > "$FAZHI_SUPERSET_HOME/secret_key")
  [ -e "$FAZHI_SUPERSET_HOME/.ready" ] || make_metadata
}

import() {
  quiet "$venv/bin/python" "$folder/import_bundle.py"
  echo "看板已导入(dashboards imported)"
}

serve() {
  echo "http://$host:$port/superset/dashboard/fazhi-overview/"
  exec "$venv/bin/gunicorn" --workers "${FAZHI_SUPERSET_WORKERS:-1}" --worker-class gthread --threads 8 --timeout 120 \
    --bind "$host:$port" --log-level warning "superset.app:create_app()"
}

case "${1:-}" in
  "") install; import; serve ;;
  install | import | serve) "$1" ;;
  *) echo "usage: $0 [install|import|serve]" >&2; exit 2 ;;
esac
