"""What Dagster sees: the table of contents of this package. `dagster …` and `dg …` find it through pyproject.toml.

Does not belong here: anything that is longer than its name.
"""

import json

import dagster as dg

from orchestration.assets.corrections import corrections
from orchestration.assets.documents import documents
from orchestration.assets.harvest import harvest
from orchestration.assets.landing import landing
from orchestration.assets.mentions import mentions
from orchestration.assets.postgres import postgres
from orchestration.assets.release import release_asset
from orchestration.assets.warehouse import warehouse_models
from orchestration.checks import asset_checks
from orchestration.dbt_project import Dbt, FazhiTranslator, load_project, published_keys
from orchestration.home import Home
from orchestration.jobs import build, fetch
from orchestration.resources import warehouse
from orchestration.schedules import daily, fetching
from orchestration.sensors import raw_files

home = Home.from_environment()
project = load_project(home)
dbt = Dbt(project_dir=str(project.project_dir), profiles_dir=str(project.profiles_dir))
manifest = json.loads(project.manifest_path.read_text(encoding="utf-8"))

defs = dg.Definitions(
    assets=[
        harvest,
        landing,
        documents,
        mentions,
        corrections,
        warehouse_models(project),
        release_asset(published_keys(manifest, FazhiTranslator())),
        postgres,
    ],
    asset_checks=asset_checks,
    jobs=[build, fetch],
    schedules=[daily, fetching],
    sensors=[raw_files],
    resources={"warehouse": warehouse, "dbt": dbt},
    # Also for runs of a few assets started on the page: the writer's lock belongs to one process.
    executor=dg.in_process_executor,
)
