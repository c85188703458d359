# Front Door. `make run` is all that is needed to see it; docs/how-to/develop.md says what each does.

.PHONY: help run test check bench drill pictures format lock clean
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The first Python that is new enough; set PYTHON to choose another.
new_enough = $(shell $(1) -c 'import sys; (3, 11) <= sys.version_info < (3, 14) and print("$(1)")' 2>/dev/null)
CHOSEN = $(or $(PYTHON),$(call new_enough,.venv/bin/python),$(call new_enough,python3),$(call new_enough,python3.13),$(call new_enough,python3.12),$(call new_enough,python3.11),$(error Front Door needs Python 3.11, 3.12 or 3.13, and this machine has none of them as python3))
SETUP = PYTHONPATH=site $(CHOSEN) -m config.setup
VENV = .venv/bin
MANAGE = $(VENV)/python manage.py
# Two at a time; tests/machinery/turns.py says which stay together, tests/conftest.py in what order.
PYTEST = $(VENV)/python -m pytest --numprocesses 2 --dist loadgroup --no-loadscope-reorder

help: ## Say what each command does
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /make \1	/'

run: ## The whole product on http://127.0.0.1:8000 with demonstration content; Ctrl-C stops it
	@$(SETUP) run
	@DJANGO_SETTINGS_MODULE=config.settings.dev exec $(MANAGE) run --demo

test: ## Every test: on SQLite, on a real PostgreSQL, in a real browser
	@$(SETUP) test
	@status=0; \
	$(PYTEST) || status=$$?; \
	echo "The tests that use a database, again on PostgreSQL:"; \
	$(VENV)/python -W ignore -m tests.postgresql $(PYTEST) -m "database and not browser" || status=$$?; \
	exit $$status

check: ## Formatting, lint, types, import contracts, migrations, Welsh, deployment settings
	@$(SETUP) check
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(VENV)/mypy
	$(VENV)/lint-imports
	@DJANGO_SETTINGS_MODULE=config.settings.dev VAR=$$(mktemp -d) $(MANAGE) makemigrations --check --dry-run
	@DJANGO_SETTINGS_MODULE=config.settings.dev VAR=$$(mktemp -d) $(MANAGE) messages --check
	$(VENV)/python -m config.setup.deployment

bench: ## The benchmark's table, and var/bench.json
	@$(SETUP) bench
	@DJANGO_SETTINGS_MODULE=config.settings.dev $(VENV)/python -W ignore -m tests.postgresql $(MANAGE) bench --postgresql

drill: ## Attacks, faults and deaths in under ten minutes: was anything lost, doubled, leaked or let in
	@$(SETUP) bench
	@DJANGO_SETTINGS_MODULE=config.settings.dev $(VENV)/python -W ignore -m tests.postgresql $(MANAGE) drill

pictures: ## The README's pictures, from the real product
	@$(SETUP) test
	$(VENV)/python -W ignore -m tests.pictures

format: ## Format the code and fix what ruff can fix
	@$(SETUP) check
	$(VENV)/ruff format .
	$(VENV)/ruff check --fix .

COMPILE = $(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate $(UPGRADE)

lock: ## Lock every dependency again; UPGRADE=--upgrade takes the newest that fit
	@$(SETUP) check
	$(COMPILE) --group pyproject.toml:setup --output-file requirements/uv.txt
	$(COMPILE) pyproject.toml --group build --group front-end --output-file requirements/run.txt
	$(COMPILE) pyproject.toml --group build --group front-end --group test \
		--constraints requirements/run.txt --output-file requirements/test.txt
	PATH="$$PATH:$(abspath $(VENV))" npm install --package-lock-only

clean: ## Remove what set-up made; your data in var/ stays
	rm -rf .venv node_modules var/build
