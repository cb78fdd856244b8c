# Every task of this project; `.ci/run` calls the same ones.
# Set-up is a chain of stamps, so that nothing is installed twice.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
NPM := $(BIN)/npm
NODE := $(BIN)/node

.DEFAULT_GOAL := help
.PHONY: help run setup frontend test lint format types check bench manual screenshots lock clean

help: ## List the tasks
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: .venv/.runtime static/dist/.built ## Set up when needed and serve http://127.0.0.1:8000 (PORT=…)
	@DEBUG=1 $(MANAGE) migrate --verbosity 0
	@DEBUG=1 $(MANAGE) load_demo --if-empty
	@DEBUG=1 $(MANAGE) runserver 127.0.0.1:$(PORT)

setup: .venv/.development static/dist/.built ## Install all that developing needs

frontend: static/dist/.built ## Build the style sheet

test: setup ## Run the whole test suite, on SQLite and PostgreSQL
	@$(BIN)/python -m tests.run

lint: setup ## Check style, templates, import directions, migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --check --lint templates
	@$(BIN)/lint-imports
	@DEBUG=1 $(MANAGE) makemigrations --check --dry-run --verbosity 0
	@DEBUG=1 $(MANAGE) check

format: setup ## Put Python and templates in the house's form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/djlint --reformat --quiet templates

types: setup ## Check the types
	@DEBUG=1 $(BIN)/mypy .

check: lint types test ## All of lint, types and test

bench: setup ## Measure, as ratios to a floor of the same run
	@$(BIN)/python -m tests.bench

manual: setup ## Make the pictures of the manual again
	@$(BIN)/python -m tests.pictures manual

screenshots: setup ## Make pictures of every screen in screenshots/
	@$(BIN)/python -m tests.pictures screen

lock: .venv/.development ## Pin all packages again, with hashes
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-strip-extras --no-emit-index-url --no-header --extra build --upgrade pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-strip-extras --no-emit-index-url --no-header --extra build --extra dev --upgrade \
	  -c requirements.txt pyproject.toml -o requirements-dev.txt

clean: ## Remove what set-up made, but keep the data in var/
	rm -rf .venv node_modules static/dist staticfiles

.venv/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed (PYTHON=…)")'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.runtime: requirements.txt | .venv/.created
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.development: requirements-dev.txt .venv/.runtime
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

node_modules/.installed: package-lock.json | .venv/.runtime
	@$(NPM) ci --ignore-scripts --no-progress --loglevel=error
	@touch $@

static/dist/.built: node_modules/.installed $(wildcard frontend/* static/css/* static/js/*)
	@$(NODE) frontend/build.mjs
	@touch $@
