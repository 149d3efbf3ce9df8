# Akuntabel. `make run` sets everything up and serves the example office; `make test` runs every test.

SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
EXAMPLE ?= kupang-2023
PORT ?= 8000
UV_LOCK := $(BIN)/uv pip compile -q pyproject.toml --extra server --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header

.PHONY: help setup setup-dev run check test prove bench docs pictures vendor lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

.venv/uv: ## the virtual environment and its installer
	@sh scripts/need_python.sh $(PYTHON)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check 'uv>=0.8'
	@touch $@

.venv/server: .venv/uv requirements/server.lock pyproject.toml
	@echo "Memasang pustaka server ke .venv …"
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/server.lock
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps -e .
	@touch $@

.venv/dev: .venv/server requirements/dev.lock
	@echo "Memasang pustaka pengembangan ke .venv …"
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/dev.lock
	@touch $@

setup: .venv/server ## everything that running needs

setup-dev: .venv/dev ## everything that developing needs

run: .venv/server ## set up, load the example office, serve
	@$(BIN)/akuntabel init --example $(EXAMPLE)
	@$(BIN)/akuntabel serve --demo --port $(PORT)

check: .venv/dev ## lint, format, types, layers, migrations, translations, lock file
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/yamllint -s examples src/akuntabel/catalogue/definitions tests/cases
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/pytest tests/web/test_translations.py
	$(BIN)/python scripts/make_docs.py --check
	$(BIN)/python scripts/check_lock.py

test: .venv/dev ## every test, on SQLite and PostgreSQL, with a browser; STRICT=1 fails when one is skipped
	@$(BIN)/python scripts/run_tests.py $(if $(filter-out 0,$(STRICT)),--strict)

prove: .venv/dev ## the full doses; writes a dated result to benchmarks/results/
	$(BIN)/python benchmarks/prove.py

bench: .venv/dev ## the benchmarks of the bars; each prints its ratio and data size
	$(BIN)/python benchmarks/run.py

docs: .venv/dev ## the pages that are generated from the code
	$(BIN)/python scripts/make_docs.py

pictures: .venv/dev ## the pictures of the manual, from the example offices; NAMES="a b" takes only those
	$(BIN)/python scripts/make_pictures.py $(NAMES)

vendor: .venv/dev ## front-end files from npm, by version and SHA-256
	$(BIN)/python scripts/vendor.py

lock: .venv/uv ## renew the lock files after a change of pyproject.toml
	$(UV_LOCK) -o requirements/server.lock
	$(UV_LOCK) --group dev -c requirements/server.lock -o requirements/dev.lock

clean: ## remove the environment, the embedded database and caches
	rm -rf .venv var .mypy_cache .ruff_cache .hypothesis .import_linter_cache
