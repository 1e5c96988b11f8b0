# `make` alone lists the tasks. Every task makes the environment it needs: .venv, with pinned and hashed packages.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

help:  ## list the tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

lint: $(VENV)/ready  ## lint this repository's teams/ (its plans keep their mistakes: violations are expected)
	@$(BIN)/pipecheck lint; code=$$?; \
	if [ $$code -eq 1 ]; then \
	  printf '\n%s\n' "These violations are expected: the plans in teams/ keep their authors' mistakes (teams/README.md)."; \
	else \
	  printf '\n%s\n' "Expected violations in the plans (exit code 1), got exit code $$code."; exit 1; \
	fi

test: $(VENV)/ready  ## everything a change must pass: format, style, types, architecture, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

format: $(VENV)/ready  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

generate: $(VENV)/ready  ## write schemas, catalogue, profiles and rule pages anew (drift fails the tests)
	$(BIN)/python tools/generate.py

bench: $(VENV)/ready  ## measure against peers, as ratios
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/expressions.py
	$(BIN)/python benchmarks/resolve.py

mutants: $(VENV)/ready  ## change one thing at a time in rules and model, and list what no test notices (an hour)
	$(BIN)/python -m tools.mutation.run

lock:  ## pin the newest packages that fit, with hashes (needs uv)
	cd requirements && uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --upgrade ../pyproject.toml dev.in -o dev.txt

$(VENV)/ready: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "pipecheck needs Python 3.11 or later; name one with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Making $(VENV) from requirements/dev.txt …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: help lint test format generate bench mutants lock
.DEFAULT_GOAL := help
