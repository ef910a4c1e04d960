"""How dbt reads a lake that lies in an object store: a plugin of dbt-duckdb, named in profiles.yml.

The keys go into a secret of the session, which is kept in memory, so they are in no file of dbt's. Does not belong
here: where the lake is (home.py), what reads it (models/staging).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from dbt.adapters.duckdb.plugins import BasePlugin

from orchestration.duckdb_extensions import extension_file
from orchestration.s3_path import ATTEMPTS, STALLED_SECONDS, S3Access


class Plugin(BasePlugin):
    """Loads the extension from its wheel and tells it how to reach the store."""

    def configure_connection(self, conn: Any) -> None:
        """Called once for the database of a run. Raises ObjectStoreError without keys."""
        conn.execute(f"load '{extension_file('httpfs')}'")
        conn.execute(f"set global http_timeout = {STALLED_SECONDS}")
        conn.execute(f"set global http_retries = {ATTEMPTS - 1}")
        conn.execute(_secret(S3Access.from_environment()))


def _secret(access: S3Access) -> str:
    options = {"key_id": access.key_id, "secret": access.secret, "region": access.region}
    if access.session_token:
        options["session_token"] = access.session_token
    if access.endpoint:
        options["endpoint"] = urlsplit(access.endpoint).netloc
    told = [f"{name} '{value.replace(chr(39), chr(39) * 2)}'" for name, value in options.items()]
    if access.endpoint:
        told += ["url_style 'path'", f"use_ssl {str(access.endpoint.startswith('https')).lower()}"]
    return f"create or replace secret lake (type s3, {', '.join(told)})"
