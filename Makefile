# Everything a newcomer types. `make help` lists the targets.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
export PATH := $(abspath $(BIN)):$(PATH)
# Telemetry of the tools stays off, also when they are called by hand through make.
export DO_NOT_TRACK := 1
export GX_ANALYTICS_ENABLED := false

.DEFAULT_GOAL := help
.PHONY: help setup warehouse test check format unit serve dagster bench bench-scale dictionary cookbook superset lock snapshots clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | column -t -s '|'

$(READY): requirements.lock pyproject.toml tools/setup.sh
	@PYTHON="$(PYTHON)" tools/setup.sh "$(VENV)"
	@touch $@

setup: $(READY) ## make the environment .venv from requirements.lock

warehouse: $(READY) ## build the warehouse from raw/ and publish it
	@$(BIN)/fazhi build || { status=$$?; test $$status = 3 && \
	  echo "已建成并发布;有文件未收,理由见上(built and published; files that were refused are named above)" || exit $$status; }

test: $(READY) ## run everything: the checks of the code, then all tests with coverage
	@$(MAKE) --no-print-directory check
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=term

check: $(READY) ## ruff, mypy, sqlfluff, import layering
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint dbt_project cookbook --disable-progress-bar --processes 2

format: $(READY) ## format Python and SQL
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/sqlfluff fix dbt_project cookbook --disable-progress-bar

unit: $(READY) ## the fast tests only
	@$(BIN)/python -m pytest -m 'not integration' -q

serve: $(READY) ## look at reports, indicators and bodies in a browser (http://127.0.0.1:8421)
	@$(BIN)/fazhi serve

dagster: $(READY) ## start the Dagster web server and daemon (http://127.0.0.1:3000)
	@$(BIN)/python -m orchestration.instance

bench: $(READY) ## speed of extraction and reading as ratios against standing rivals, in one run
	@$(BIN)/python -m benchmarks.extraction
	@$(BIN)/python -m benchmarks.reading

bench-scale: $(READY) ## builds of 1,000 to 100,000 reports: time and memory, to docs/performance.md (hours; SCALE=DIR)
	@$(BIN)/python -m benchmarks.scale $(or $(SCALE),.fazhi/scale)

snapshots: $(READY) ## write the committed snapshots anew after an intended change
	@UPDATE_SNAPSHOTS=1 $(BIN)/python -m pytest -q tests/conventions

dictionary: $(READY) ## write docs/data_dictionary.md anew from the dbt project
	@$(BIN)/python -m tools.make_data_dictionary

cookbook: $(READY) ## write docs/cookbook.md anew from the queries
	@$(BIN)/python -m tools.make_cookbook_page

superset: $(READY) ## write bi/superset/bundle anew from its definitions
	@$(BIN)/python -m tools.make_superset_bundle

lock: ## compile requirements.in to requirements.lock (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  requirements.in -o requirements.lock

clean: ## remove everything that can be rebuilt, the releases too
	rm -rf .fazhi .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
