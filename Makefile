# Two commands do all: `make crawl` and `make test`. Both set up what they need.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup crawl test lint types check clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("crawler needs Python 3.11 or newer, and this is " + sys.version.split()[0] + ": try make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

setup: $(STAMP) ## make .venv with everything in it

crawl: $(STAMP) ## crawl the demo press; make crawl SOURCE=koreatimes: a source on the live web
ifdef SOURCE
	$(BIN)/crawler crawl $(SOURCE)
else
	$(BIN)/crawler demo
endif

# One more at a time than there are cores, as many wait for clocks and servers; who is idle takes
# tests from who is not, as some take a minute.
test: $(STAMP) ## run all tests, PostgreSQL included
	$(BIN)/python -m pytest --dist worksteal -n $$($(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 1)')

lint: $(STAMP) ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP) ## mypy, strict
	$(BIN)/mypy

check: lint types test ## all that CI runs

clean: ## remove the environment and caches; archive.db and captures/ stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build *.egg-info
