# What a newcomer types. Each target sets up what it needs; a second call skips what has not changed.
PYTHON ?= python3
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run setup solver setup-dev test check bench assets messages openapi lock cases clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile

run: setup ## start Hemicycle with a demo on this machine (HOST, PORT, HEMICYCLE_VAR change where)
	@exec $(PY) -m tools.run

setup: ## .venv with what a run needs
	@$(PYTHON) tools/setup.py run

solver: ## add OR-tools, with which timetables are proposed
	@$(PYTHON) tools/setup.py solver

setup-dev: ## .venv with what tests and checks need
	@$(PYTHON) tools/setup.py dev

test: setup-dev ## all tests, those in the browser included (ARGS="-k booking" picks some)
	@exec $(PY) -m tools.test $(ARGS)

check: setup-dev ## format, lint, types, templates, floors, migrations, OpenAPI, translations
	@exec $(PY) -m tools.check

bench: setup ## measure (ONLY=timetable runs one group); one JSON object per line
	@exec $(PY) -m bench $(ONLY)

assets: setup ## fetch fonts and scanner with npm; Hemicycle works without them
	@exec $(PY) -m tools.vendor_assets

messages: setup-dev ## collect the sentences to translate into locale/, and compile what is translated
	@$(PY) -m tools.messages extract && $(PY) -m tools.messages compile

openapi: setup-dev ## write docs/openapi.yaml anew
	@$(PY) -m tools.openapi write

lock: setup-dev ## resolve pyproject.toml into the hashed locks
	@exec $(PY) -m tools.lock

cases: setup-dev ## which cases of the security plan no test names yet
	@exec $(PY) -m tools.cases

clean: ## remove .venv and all caches; the data in var/ stays
	@rm -rf .venv node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	@find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
