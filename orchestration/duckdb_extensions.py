"""Extensions of DuckDB from their wheels: nothing is downloaded when they are loaded.

Does not belong here: what they are loaded for.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path

import duckdb


class ExtensionMissing(RuntimeError):
    """The wheel of an extension is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"缺少 DuckDB 扩展 {name}:未找到 duckdb_extension_{name} 包。"
            f"应与 duckdb {duckdb.__version__} 同版安装(pip install duckdb-extension-{name.replace('_', '-')}"
            f"=={duckdb.__version__}),或重新运行 make setup。"
        )


def extension_file(name: str) -> Path:
    """The file of an extension, e.g. ``postgres_scanner``. Raises ExtensionMissing."""
    package = importlib.util.find_spec(f"duckdb_extension_{name}")
    folders = package.submodule_search_locations or () if package else ()
    for folder in folders:
        for path in sorted(Path(folder).rglob(f"{name}.duckdb_extension")):
            return path
    raise ExtensionMissing(name)


def install_extensions(names: Iterable[str], folder: Path) -> None:
    """Put extensions into the ``extension_directory`` of connections that load them by name, such as dbt's."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"extension_directory": str(folder)}) as connection:
        for name in names:
            connection.execute(f"force install '{extension_file(name)}'")
