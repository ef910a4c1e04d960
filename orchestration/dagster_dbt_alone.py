"""The library that shows dbt to Dagster, without dbt itself in this process: it runs in a process of its own.

Loading dbt takes longer than everything else that a build loads. The library can do without, for an engine that is no
Python; what it would want dbt for is not used (dbt_project.py: versions and connections). Does not belong here: which
assets are made of the project.
"""

import importlib
import sys

_VERSION = "dbt.version"  # what the library asks for to see whether there is a dbt

if _VERSION in sys.modules:  # loaded by somebody else, such as a test
    importlib.import_module("dagster_dbt")
else:
    sys.modules[_VERSION] = None  # type: ignore[assignment]  # Python's own way to say: not to be had
    try:
        importlib.import_module("dagster_dbt")
    finally:
        del sys.modules[_VERSION]

from dagster_dbt import (  # noqa: E402  # only now
    DagsterDbtTranslator,
    DagsterDbtTranslatorSettings,
    DbtCliInvocation,
    DbtCliResource,
    DbtProject,
    dbt_assets,
)

__all__ = [
    "DagsterDbtTranslator",
    "DagsterDbtTranslatorSettings",
    "DbtCliInvocation",
    "DbtCliResource",
    "DbtProject",
    "dbt_assets",
]
