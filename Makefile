# Each target makes .venv itself. uv is used where it is installed, else python3 with venv and pip.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What hatch_build.py makes browser assets and catalogues of translations from.
BUILT_FROM := hatch_build.py $(wildcard frontend/*.css frontend/*.js frontend/*.json frontend/*.mjs \
    src/mkg/translations/*/LC_MESSAGES/*.po)

.PHONY: help serve test lock clean

help:  ## show this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*##/\t/'

serve: $(VENV)/serve  ## load the graph, validate it and serve it at http://127.0.0.1:8000
	$(BIN)/mkg serve

test: $(VENV)/test  ## run the whole test suite
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mkg validate
	$(BIN)/mkg format --check
	$(BIN)/pytest --numprocesses auto $(PYTEST)

lock:  ## write the lock files anew from pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra build --extra fast -o requirements.lock pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra build --extra dev -o requirements-dev.lock pyproject.toml

clean:  ## remove what the other targets made
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -rf frontend/node_modules src/mkg/static/built src/mkg/translations/*/LC_MESSAGES/*.mo

$(VENV)/serve: LOCK = requirements.lock
$(VENV)/test: LOCK = requirements-dev.lock
$(VENV)/serve $(VENV)/test: pyproject.toml requirements.lock requirements-dev.lock $(BUILT_FROM)
	@if command -v uv >/dev/null; then \
	    export VIRTUAL_ENV=$(VENV) && { test -d $(VENV) || uv venv --quiet --python '>=3.11' $(VENV); } && \
	    uv pip install --quiet --require-hashes -r $(LOCK) && \
	    uv pip install --quiet --no-build-isolation --no-deps --editable .; \
	else \
	    { $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	        { echo '$(PYTHON) is not Python 3.11 or newer; name one: make PYTHON=python3.12' >&2; exit 1; }; } && \
	    { test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV); } && \
	    $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK) && \
	    $(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .; \
	fi
	@touch $@
