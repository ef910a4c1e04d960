"""Brings the bundle into Superset; runs in Superset's environment: ``python import_bundle.py``.

Fills in the address of the database (FAZHI_SUPERSET_DATABASE: a PostgreSQL address, or the release below FAZHI_HOME)
and of the viewer (FAZHI_VIEWER_URL). Parts that an earlier import brought are replaced, whatever else is in Superset
stays. With ``--zip FILE`` it writes an archive for Superset's own import page instead, and needs no running Superset.
Does not belong here: what is in the bundle (tools/make_superset_bundle.py).
"""

import os
import re
import sys
import zipfile
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent
BUNDLE = FOLDER / "bundle"
DEFAULT_VIEWER = "http://127.0.0.1:8421"
_VIEWER = re.compile(r"https?://[^\s'\"<>&\\{}]+")


def viewer_url() -> str:
    """Where links lead. Raises SystemExit when it is no address that can stand in a link and in SQL."""
    viewer = os.environ.get("FAZHI_VIEWER_URL", DEFAULT_VIEWER).rstrip("/")
    if not _VIEWER.fullmatch(viewer):
        raise SystemExit(f"FAZHI_VIEWER_URL:{viewer!r} 不是网址(not an address);应如 {DEFAULT_VIEWER}")
    return viewer


def database_url() -> str:
    """What Superset asks. Raises SystemExit when there is no release, or the address is of another kind."""
    address = os.environ.get("FAZHI_SUPERSET_DATABASE", "")
    if address:
        if not re.match(r"postgres(ql)?(\+psycopg2)?://", address):
            raise SystemExit("FAZHI_SUPERSET_DATABASE 应为 postgresql://…(expected an address of PostgreSQL)")
        return "postgresql+psycopg2://" + address.partition("://")[2]
    release = Path(os.environ.get("FAZHI_HOME") or FOLDER.parents[1] / ".fazhi").expanduser().resolve()
    path = release / "release" / "current" / "fazhi.duckdb"
    if not path.is_file():
        raise SystemExit(f"没有发布(no release):{path}。先运行 fazhi build")
    if re.search(r"[?#]", str(path)):
        raise SystemExit(f"路径含 ? 或 #,无法写成数据库地址(path cannot be an address):{path}")
    # By the link, not by what it points to, so that the next release is read without another import.
    return f"duckdb:///{path}"


def contents() -> dict[str, str]:
    """The files of the bundle by path, with both addresses filled in."""
    database, viewer = database_url(), viewer_url()
    kind = "postgresql" if database.startswith("postgresql") else "duckdb"
    found = {}
    for path in sorted(BUNDLE.rglob("*.yaml")):
        name, text = path.relative_to(BUNDLE).as_posix(), path.read_text(encoding="utf-8")
        if name.startswith("databases/"):
            if path.stem != kind:
                continue
            text = yaml.safe_dump({**yaml.safe_load(text), "sqlalchemy_uri": database}, allow_unicode=True)
        found[name] = text.replace(DEFAULT_VIEWER, viewer)
    return found


def write_zip(path: Path) -> None:
    """An archive for Superset's page 设置 → 导入看板."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in contents().items():
            archive.writestr(f"fazhi/{name}", text.replace("type: assets", "type: Dashboard", 1))


def bring_in(username: str = "admin") -> None:
    """Import, as this user, into the Superset that the environment describes."""
    files = contents()
    from superset.app import create_app

    with create_app().app_context():
        from flask import g
        from superset import security_manager
        from superset.commands.importers.v1.assets import ImportAssetsCommand

        g.user = security_manager.find_user(username=username)
        if g.user is None:
            raise SystemExit(f"Superset 中没有用户 {username}(no such user);先运行 start.sh install")
        ImportAssetsCommand(files).run()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--zip"] and len(sys.argv) == 3:
        write_zip(Path(sys.argv[2]))
    elif sys.argv[1:]:
        raise SystemExit("usage: import_bundle.py [--zip FILE]")
    else:
        bring_in()
