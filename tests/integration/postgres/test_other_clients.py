"""The published database through clients that are not Python: R, and Java's driver, which DBeaver uses."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from orchestration.home import PROJECT_ROOT, Home
from orchestration.serving.postgres.publish import publish_release
from tests.support.postgres import as_user, execute
from tests.support.postgres_release import write_release

pytestmark = pytest.mark.integration

PAGE = (PROJECT_ROOT / "docs" / "publishing_to_postgres.md").read_text(encoding="utf-8")
DRIVER = Path("/usr/share/java/postgresql.jar")
JAVA = shutil.which("java") if DRIVER.exists() and shutil.which("javac") else None
R_PACKAGES = ("RPostgreSQL", "DBI")


def r_has(*packages: str) -> bool:
    folders = (Path(place) for place in ("/usr/lib/R/site-library", "/usr/local/lib/R/site-library"))
    found = [folder / package for folder in folders for package in packages if (folder / package).is_dir()]
    return shutil.which("Rscript") is not None and len(found) >= len(packages)


@pytest.fixture
def published(url: str, home: Home) -> str:
    """The address for an analyst, who may read."""
    write_release(home, 1)
    publish_release(home, url)
    name = f"reader_{urlsplit(url).path.lstrip('/')}"
    execute(url, f"create role {name} login in role fazhi_reader")
    return as_user(url, name)


@pytest.mark.skipif(not r_has(*R_PACKAGES), reason="R with RPostgreSQL is not installed (Debian: r-cran-rpostgresql)")
def test_r_reads_and_writes_nothing(published: str) -> None:
    (block,) = re.findall(r"```r\n(.*?)```", PAGE, re.DOTALL)
    script = (
        f"{block}\nstopifnot(is.data.frame(rows), nrow(rows) == 5, is.numeric(rows$value))\n"
        'cat(rows$agency_zh[1], "\\n")\ninvisible(dbGetQuery(connection, "delete from core.fct_fact"))\n'
    )
    environment = {**os.environ, "FAZHI_POSTGRES_URL": published, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, env=environment, timeout=120)
    assert done.stdout.split() == ["南山"], done.stderr
    assert "permission denied" in done.stderr


@pytest.mark.skipif(JAVA is None, reason="no JDK, or not PostgreSQL's driver (Debian: libpostgresql-jdbc-java)")
def test_a_jdbc_client_sees_tables_comments_and_keys(published: str) -> None:
    parts = urlsplit(published)
    address = f"jdbc:postgresql://{parts.hostname}:{parts.port}{parts.path}?user={parts.username}"
    source = PROJECT_ROOT / "tests" / "support" / "Tables.java"
    command = [JAVA, "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-cp", str(DRIVER), str(source), address]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, env=environment, timeout=120)
    told = [tuple(line.split("\t")) for line in done.stdout.splitlines()]
    assert not done.stderr
    tables = {row[1]: row[2] for row in told if row[0] == "table" and "TABLE" in row[2]}
    assert tables == {"dim_agency": "TABLE", "dim_region": "TABLE", "fct_fact": "PARTITIONED TABLE"}
    assert ("column", "value", "numeric", "数值(value)") in told
    assert [row for row in told if row[0] in ("key", "to")] == [("key", "fact_id"), ("to", "agency_id", "dim_agency")]
    assert [row[1] for row in told if row[0] == "row"] == ["南山县应急管理局", "无区划的机关"]
    assert told[-1] == ("refused", "42501")
