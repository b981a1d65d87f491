# What people do here. `make check` is what a change must pass; .ci/run does the same on every Python, and more.

PYTHON ?= .venv/bin/python
BIN = $(dir $(PYTHON))

.PHONY: check lint types test house hooks format docs page install shop bench peers ci clean

check: lint types test house hooks # all of the below; a change must pass it

lint: # style and likely bugs
	$(BIN)ruff check .
	$(BIN)ruff format --check .

types: # every name has a type, and the types agree
	$(BIN)mypy

test: # the whole suite, on all cores
	$(PYTHON) -m pytest -n auto

house: # archlint's own rules, judged by archlint, by grimp and by import-linter
	$(PYTHON) -m archlint check --cross-check
	$(BIN)lint-imports --no-cache

hooks: # the hook files are ones that pre-commit and prek take
	$(BIN)pre-commit validate-manifest .pre-commit-hooks.yaml
	$(BIN)pre-commit validate-config .pre-commit-config.yaml
	$(BIN)prek validate-manifest .pre-commit-hooks.yaml
	$(BIN)prek validate-config .pre-commit-config.yaml

format: # let ruff write what it can
	$(BIN)ruff check --fix .
	$(BIN)ruff format .

docs: # the pages of the rules, out of their docstrings, and archlint's own picture
	$(PYTHON) docs/rules/write.py
	$(PYTHON) docs/packs/write.py
	$(PYTHON) docs/pictures/components.py

page: # photographs of the page for architects; needs a browser and the package index
	$(PYTHON) docs/pictures/page.py

install: # an environment to work in, with the hooks of this repository
	python3 -m venv .venv
	.venv/bin/pip install --quiet --editable '.[dev]'
	.venv/bin/pre-commit install

shop: # what a person sees: the little shop breaks every rule
	cd fixtures/shop && $(abspath $(PYTHON)) -m archlint check

bench: # what three hundred rules cost over three, on Home Assistant; TREE=... where it is at hand
	$(PYTHON) -m benchmarks.many_rules $(TREE)

peers: # archlint beside its peers: fetch them, measure all, write docs/performance.md; half an hour
	$(PYTHON) -m benchmarks.peers

ci: # what CI does with the last commit
	bash .ci/run

clean: # remove what tools left behind
	rm -rf build dist .archlint .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
