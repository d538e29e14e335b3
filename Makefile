# A convenience for developers; README.md has the plain commands for the first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test lint accuracy mutate-rules languagetool bench clean

demo: $(VENV)/installed
	$(BIN)/pslint check --exit-zero samples

test: $(VENV)/tested
	$(BIN)/pslint check --exit-zero samples
	$(BIN)/python -m pytest

lint: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

accuracy: $(VENV)/tested
	$(BIN)/python -m benchmarks.accuracy

mutate-rules: $(VENV)/tested
	$(BIN)/python -m tests.mutate_rules

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

languagetool:
	$(PYTHON) scripts/languagetool

bench: $(VENV)/tested
	$(BIN)/python -m benchmarks.performance

clean:
	rm -rf $(VENV) .bench build dist
