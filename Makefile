# make report   compare the sample articles, print the report and archive its page
# make test     linters, types and the whole test suite
# make cluster  install the extra `cluster` too, so that its tests run
#
# PYTHON    the Python to use, 3.11 or later            make report PYTHON=python3.12
# PIP_ARGS  more arguments for pip, such as an index    make report PIP_ARGS="--extra-index-url URL"

PYTHON ?= python3
PIP_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt $(PIP_ARGS)

.DELETE_ON_ERROR:
.PHONY: report test cluster example clean

report: $(VENV)/installed
	$(BIN)/factcheck report seeds/

test: $(VENV)/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest

cluster: $(VENV)/installed-cluster

# The example page and the pictures of the documentation.
example: $(VENV)/installed-dev
	$(BIN)/python docs/make_images.py

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing factcheck and what it needs into $(VENV); the first time takes a few minutes."
	$(INSTALL) -e .
	@touch $@

$(VENV)/installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing factcheck and what its tests need into $(VENV); the first time takes a few minutes."
	$(INSTALL) -e '.[dev]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-cluster: $(VENV)/installed-dev
	@echo "Installing what the extra 'cluster' needs into $(VENV)."
	$(INSTALL) -e '.[dev,cluster]'
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "factcheck needs Python 3.11 or later, and '$(PYTHON)' is not: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
