#!/usr/bin/env bash
# Asks the metrics of dbt_project/models/semantic of the current release: tools/metrics/ask.sh query --metrics penalties …
# Needs `pip install 'fazhi[metrics]'` and a build. mf looks for target/ and writes logs/ in the folder of the project, so
# it is given a folder of links below FAZHI_HOME, and the checkout stays clean.
set -euo pipefail
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export FAZHI_HOME="${FAZHI_HOME:-$checkout/.fazhi}" DO_NOT_TRACK=1
release=$FAZHI_HOME/release/current
manifest=$FAZHI_HOME/build/dbt/target/semantic_manifest.json
[ -e "$release/fazhi.duckdb" ] || { echo "没有发布(no release):$release。先运行 fazhi build" >&2; exit 1; }
[ -e "$manifest" ] || { echo "没有指标清单(no manifest of metrics):$manifest。先运行 fazhi build" >&2; exit 1; }
command -v mf > /dev/null || { echo "缺少 mf(mf is missing):pip install 'fazhi[metrics]'" >&2; exit 1; }
folder=$FAZHI_HOME/build/metrics
mkdir -p "$folder/target"
for entry in dbt_project.yml models seeds macros tests; do ln -sfn "$checkout/dbt_project/$entry" "$folder/$entry"; done
ln -sfn "$manifest" "$folder/target/semantic_manifest.json"
export FAZHI_RELEASE DBT_PROFILES_DIR="$checkout/tools/metrics"
FAZHI_RELEASE=$(readlink -f "$release")
cd "$folder"
exec mf "$@"
