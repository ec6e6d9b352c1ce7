# Every target sets up its own virtual environment first: nothing is to be done by hand.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_TEST := $(VENV)/.ready-test
READY_CHECK := $(VENV)/.ready-check
PIP := PYTHONWARNINGS=ignore $(BIN)/python -m pip --disable-pip-version-check --quiet
NEEDS := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.PHONY: help setup locked extract diff review test check gate fuzz bench kernels train evaluate-model lock clean

help:  ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1|\2/' | awk -F'|' '{ printf "%-19s %s\n", $$1, $$2 }'

setup: $(READY)  ## Make the virtual environment (the other targets do it themselves)
	@git config --get diff.facts.textconv >/dev/null 2>&1 || printf '%s\n' \
		"To have git diff show tables as facts, in this clone alone, run:" \
		"  git config diff.facts.textconv '$(BIN)/python -m pipeline.textconv'"

locked: | $(BIN)/python  ## The same, and every file that is installed must have a hash of requirements.lock; for CI
	@echo "Installing the packages of requirements.lock into $(VENV)" >&2
	@sed -n '/^setuptools==/,/[^\\]$$/p' requirements.lock > $(VENV)/build.lock
	@$(PIP) install --require-hashes -r $(VENV)/build.lock
	@$(PIP) install --require-hashes --no-build-isolation -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(READY) $(READY_TEST) $(READY_CHECK)

extract: $(READY)  ## Write the fact table of every article of corpus/ to extracted/
	@$(BIN)/python -m pipeline extract corpus --out extracted

diff: $(READY)  ## Show what differs between the accepted tables and a fresh extraction
	@$(BIN)/python -m pipeline diff || test $$? -eq 1  # a difference is no failure of make

review: $(READY)  ## Decide on it, one change at a time
	@$(BIN)/python -m pipeline review || test $$? -eq 1

test: $(READY_TEST)  ## Run the tests; they never write to tracked files
	@$(BIN)/python -m pytest -q

check: $(READY_CHECK)  ## Lint, formatting, types and tests; changes nothing
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q

gate: $(READY_TEST)  ## Score the pipeline against tests/gold and fail below its floors
	@$(BIN)/python tests/gate.py

fuzz: $(READY_TEST)  ## 100,000 mutated inputs: make fuzz COUNT=… SEED=…
	@$(BIN)/python tests/fuzz.py $(or $(COUNT),100000) $(or $(SEED),0)

bench: $(READY_TEST)  ## Speed of every stage as ratios in one run, and how time and memory grow
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 $(BIN)/python -m benchmarks.stages
	@$(BIN)/python -m benchmarks.growth

kernels: $(READY_TEST)  ## Show that the tables are the same bytes under several kernels of the matrix library
	@$(BIN)/python tests/kernels.py

train: $(READY_TEST)  ## Train the language model anew: make train TREEBANK=folder OUT=folder
	@test -n "$(TREEBANK)" -a -n "$(OUT)" || { echo "Say where: make train TREEBANK=folder OUT=folder (see training/README.md)" >&2; exit 2; }
	@$(BIN)/python -m training "$(TREEBANK)" "$(OUT)"

evaluate-model: $(READY_TEST)  ## Score the language model on treebanks: make evaluate-model TREEBANK=folder
	@test -n "$(TREEBANK)" || { echo "Say where: make evaluate-model TREEBANK=folder (see training/README.md)" >&2; exit 2; }
	@$(BIN)/python -m training.evaluate "$(TREEBANK)"

lock: $(READY_CHECK)  ## Make requirements.lock anew: the versions of constraints.txt with the hashes of all their files
	@$(BIN)/uv pip compile pyproject.toml --extra test --extra check --constraint constraints.txt --python-version 3.11 \
		--universal --generate-hashes --no-annotate --no-config --no-emit-package colorama --quiet \
		--custom-compile-command 'make lock' --output-file requirements.lock  # colorama is for Windows alone

clean:  ## Remove the virtual environment and all caches
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version 2>/dev/null || echo missing). Try: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Making $(VENV)" >&2
	@$(PYTHON) -m venv $(VENV)

$(READY): $(NEEDS) | $(BIN)/python
	@echo "Installing the pinned packages into $(VENV)" >&2
	@$(PIP) install -c constraints.txt -e '.[all]'
	@$(BIN)/python -m compileall -q pipeline  # pip compiles what it copies, not what it links: the first run starts sooner
	@touch $@

$(READY_TEST): $(READY)
	@$(PIP) install -c constraints.txt -e '.[test]'
	@touch $@

$(READY_CHECK): $(READY_TEST)
	@$(PIP) install -c constraints.txt -e '.[test,check]'
	@touch $@
