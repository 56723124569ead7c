# Every command of the project; `make` alone lists them. ARGS="..." adds arguments.
PYTHON ?= python3
ARGS ?=
BIN = .venv/bin
PIP = $(BIN)/pip --quiet --quiet --disable-pip-version-check
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version=3.11 --generate-hashes --no-header --no-annotate
TRANSLATIONS = supplier_portal/translations

.DEFAULT_GOAL = help
.PHONY: help run test assurance check format lock bench translations pictures screenshots documents annexes clean

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

run: .venv/.installed  ## start the demo on this machine and say who can sign in
	$(BIN)/supplier-portal demo $(ARGS)

test: .venv/.installed-dev  ## run the tests on SQLite, then those that touch the database on PostgreSQL
	$(BIN)/pytest --numprocesses=2 --database=sqlite $(ARGS)
	$(BIN)/pytest --numprocesses=2 --database=postgresql tests/supplier_portal tests/rules tests/journeys tests/assurance $(ARGS)

assurance: .venv/.installed-dev  ## have 10,000 hostile files of each kind read (ARGS="--trials=500 --seed=7")
	$(BIN)/pytest --numprocesses=2 --quiet --trials=10000 tests/assurance $(ARGS)

check: .venv/.installed-dev  ## lint, types, import rules and templates; changes nothing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --check --quiet templates/pages
	$(BIN)/djlint --lint --quiet templates/pages

format: .venv/.installed-dev  ## put Python and templates in the agreed layout
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format
	$(BIN)/djlint --reformat --quiet templates/pages

lock: .venv/.installed-dev  ## resolve the dependencies again (ARGS=--upgrade for newer versions)
	$(LOCK) $(ARGS) --extra=pdf --extra=postgres --group=editable --output-file=requirements.lock pyproject.toml
	$(LOCK) $(ARGS) --extra=pdf --extra=postgres --group=dev --constraint=requirements.lock --output-file=requirements-dev.lock pyproject.toml
	@if grep -n '://' requirements.lock requirements-dev.lock; then echo 'A lock file may not name an address.'; exit 1; fi

bench: .venv/.installed-dev  ## measure the speed of the pages and documents that matter
	$(BIN)/python -m benchmarks $(ARGS)

translations: .venv/.installed-dev  ## bring the Dutch texts up to date with the code and the templates
	$(BIN)/pybabel --quiet extract --mapping-file=$(TRANSLATIONS)/babel.cfg --keywords='translatable lazy_gettext _l' \
		--add-location=file --no-wrap --sort-output --project=supplier-portal --version=0 \
		--header-comment='# The texts of the application.' --output-file=.venv/messages.pot .
	$(BIN)/pybabel --quiet update --init-missing --locale=nl --no-wrap --ignore-pot-creation-date \
		--input-file=.venv/messages.pot --output-dir=$(TRANSLATIONS)

pictures: .venv/.installed-dev  ## take a picture of every page in every state, into .pictures
	REQUIRE_BROWSER=1 $(BIN)/pytest --numprocesses=2 --quiet --show-capture=no --pictures=.pictures tests/e2e/pictures.py $(ARGS)

screenshots: .venv/.installed-dev  ## take the pictures in docs/pictures again, from the demonstration
	$(BIN)/python docs/screenshots.py $(ARGS)

documents: .venv/.installed  ## take the pictures of documents in docs/pictures again
	$(BIN)/python docs/document_pictures.py $(ARGS)

annexes: .venv/.installed  ## make the Word templates in templates/annexes again
	$(BIN)/python docs/annex_templates.py $(ARGS)

clean:  ## remove the environment and everything the tools left behind
	rm -rf .venv dist .coverage .hypothesis .import_linter_cache .mypy_cache .pictures .pytest_cache .ruff_cache
	find . -type d -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml requirements.lock | $(BIN)/python
	$(PIP) install --require-hashes --requirement=requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable=.
	@touch $@

# The same environment with the tools added; what it holds includes everything `run` needs.
.venv/.installed-dev: pyproject.toml requirements.lock requirements-dev.lock | $(BIN)/python
	$(PIP) install --require-hashes --requirement=requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable=.
	@touch .venv/.installed $@
