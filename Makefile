# Needs Python 3.11, make and a package index that pip knows. Nothing else.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.synced
export UV_COMPILE_BYTECODE := 1

.PHONY: setup run test check static format lock clean bench bench-nation

setup: $(STAMP)

$(STAMP): requirements-dev.lock requirements-uv.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || \
	  { echo "make: Python 3.11 is needed; name it with PYTHON=/path/to/python3.11" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	$(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements-dev.lock
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	touch $@

run: setup
	@exec $(BIN)/yipanqi run

test: setup
	$(BIN)/pytest --numprocesses 2 --dist loadfile

static: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: static test

bench: setup
	$(BIN)/python -m tests.bench

# A simulated nation; a part of it with COUNTIES=100 PROCESSES=2. Says first what it will take.
bench-nation: setup
	@COUNTIES="$(COUNTIES)" PROCESSES="$(PROCESSES)" $(BIN)/python -m tests.bench.nation

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: setup
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	echo uv | $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate -c requirements-dev.lock - -o requirements-uv.lock

clean:
	rm -rf var .mypy_cache .ruff_cache .pytest_cache .hypothesis
