# Margin's commands. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8000
VENV ?= .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
# The first Python that is new enough; PYTHON=/path/to/python3.13 chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$p" && break; done)

# Two processes, a file of tests for each at a time, in the order of their names: the long ones come first.
SPREAD := -n 2 --dist loadfile --no-loadscope-reorder

export PORT
export MARGIN_PROFILE ?= local

.PHONY: help run test test-fast test-sqlite test-postgresql lint lint-types lint-style lint-django format bench clean system

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | while IFS=$$'\t' read -r n t; do printf '  make %-16s %s\n' "$$n" "$$t"; done

run: $(VENV)/.runtime ## Margin with a demo project on http://127.0.0.1:8000 (PORT=8001 for another port)
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py demo
	@exec $(PY) manage.py serve --port $(PORT)

test: test-sqlite test-postgresql ## all tests, on SQLite and on PostgreSQL

test-fast: $(VENV)/.dev ## tests without browser, on SQLite
	@$(PY) -m pytest -q $(SPREAD) --ignore tests/browser

test-sqlite: $(VENV)/.dev system ## all tests on SQLite, browser tests too
	@$(PY) -m pytest -q $(SPREAD)

test-postgresql: $(VENV)/.dev system ## the tests that use a database, on a PostgreSQL of their own
	@MARGIN_TEST_DATABASE=postgresql $(PY) -m pytest -q $(SPREAD)

lint: $(VENV)/.dev ## style, types of the pure modules, Django's own checks
	@$(MAKE) --no-print-directory --jobs 2 --output-sync lint-types lint-style lint-django

lint-types:
	@$(PY) -m mypy

lint-style:
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

lint-django:
	@export DATA_DIR="$$(mktemp -d)"; trap 'rm -rf "$$DATA_DIR"' EXIT; \
		MARGIN_PROFILE=local $(PY) manage.py makemigrations --check --dry-run; \
		export MARGIN_PROFILE=production BASE_URL=https://margin.example.org ALLOWED_HOSTS=margin.example.org; \
		SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')" \
		$(PY) manage.py check --deploy --fail-level WARNING

format: $(VENV)/.dev ## rewrites the code in the house's style
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

bench: $(VENV)/.dev system ## figures beside their limits; takes minutes, wants a quiet machine
	@$(PY) -m bench

clean: ## removes the virtual environment and caches; keeps your data in var/
	@rm -rf $(VENV) var/static var/static.collected .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Margin needs Python 3.11 or newer (python3 -V). Set PYTHON=/path/to/python3." >&2; exit 1; }
	@echo "Making a virtual environment in $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "venv is missing; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	@echo "Installing what Margin runs on ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt $(VENV)/.runtime
	@echo "Installing what the tests need ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

# Chromium for the browser tests and PostgreSQL's programs; no service has to run.
system:
	@have_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }; \
	have_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' || command -v initdb; }; \
	if have_browser >/dev/null && have_postgresql >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -yqq --no-install-recommends chromium postgresql; \
	else \
		echo "The tests need Chromium and PostgreSQL: sudo apt-get install chromium postgresql" >&2; exit 1; \
	fi
