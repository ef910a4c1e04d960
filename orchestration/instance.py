"""The Dagster instance: its settings in FAZHI_HOME/dagster, and the environment that every Dagster process needs.

``python -m orchestration.instance`` starts web server and daemon; with arguments it runs that command in the same
environment instead, e.g. ``… dagster job execute -m orchestration.definitions -j build``.
Does not belong here: running the job from Python (build.py), what the settings are (dagster.yaml).
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from orchestration.duckdb_memory import MEMORY_VARIABLE, memory_limit
from orchestration.home import PROJECT_ROOT, Home

SETTINGS = PROJECT_ROOT / "dagster.yaml"
POSTGRES_URL = "FAZHI_DAGSTER_POSTGRES_URL"
PORT = "FAZHI_DAGSTER_PORT"
# Dagster's own files, see event_log.py; asked for by the commands of Dagster as by `fazhi build`.
SQLITE_EVENTS = """
event_log_storage:
  module: orchestration.event_log
  class: ConnectedEventLogStorage
  config:
    base_dir: {folder}
"""
POSTGRES_STORAGE = f"""
storage:
  postgres:
    postgres_url:
      env: {POSTGRES_URL}
"""


def export_environment(home: Home) -> None:
    """Set what Dagster, dbt and Great Expectations read from the environment, for this process and its children."""
    os.environ["FAZHI_HOME"] = str(home.root)
    os.environ["FAZHI_RAW"] = str(home.raw)
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ[MEMORY_VARIABLE] = memory_limit()
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    # dagster-dbt looks for `dbt` on PATH; it stands beside the interpreter, also where no venv was activated.
    programs = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", os.defpath).split(os.pathsep)
    if programs not in path:
        os.environ["PATH"] = os.pathsep.join([programs, *path])
    # What dbt loads of this package (profiles.yml) is of this checkout, also where another one is installed.
    modules = [folder for folder in os.environ.get("PYTHONPATH", "").split(os.pathsep) if folder]
    if str(PROJECT_ROOT) not in modules:
        os.environ["PYTHONPATH"] = os.pathsep.join([str(PROJECT_ROOT), *modules])


def prepare_instance(home: Home) -> Path:
    """Put the effective dagster.yaml into FAZHI_HOME/dagster, point DAGSTER_HOME there and return that folder."""
    export_environment(home)
    home.dagster.mkdir(parents=True, exist_ok=True)
    events = SQLITE_EVENTS.format(folder=json.dumps(str(home.dagster / "history" / "runs"), ensure_ascii=False))
    storage = POSTGRES_STORAGE if os.environ.get(POSTGRES_URL) else events
    settings = SETTINGS.read_text(encoding="utf-8") + storage
    effective = home.dagster / "dagster.yaml"
    if not effective.exists() or effective.read_text(encoding="utf-8") != settings:
        unfinished = effective.with_name(f"dagster.yaml.{os.getpid()}")
        unfinished.write_text(settings, encoding="utf-8")
        unfinished.replace(effective)
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    return home.dagster


def service_command() -> list[str]:
    """Web server and daemon under one parent, on this machine only; the port from FAZHI_DAGSTER_PORT (default 3000)."""
    definitions = ["-m", "orchestration.definitions", "-d", str(PROJECT_ROOT)]
    return ["dagster", "dev", "-h", "127.0.0.1", "-p", os.environ.get(PORT, "3000"), *definitions]


def main(arguments: list[str]) -> None:
    """Prepare the instance, then become the command (default: web server and daemon)."""
    # Dagster would warn of the dagster.yaml of the checkout, which is not read there, if it were started in it.
    home = prepare_instance(Home.from_environment())
    command = arguments or service_command()
    if not arguments:
        os.chdir(home)
        # `dagster dev` announces its successor `dg dev`, which is not installed, at every start.
        os.environ.setdefault("PYTHONWARNINGS", "ignore::FutureWarning")
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
