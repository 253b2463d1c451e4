# Every command of the project. `make run` and `make test` set everything up by themselves.
.PHONY: help setup run test check bench bench-big clean

PY := .venv/bin/python
# More workers than four gain nothing: each has to import Qt first. ARGS="-k cart" runs a part.
WORKERS ?= auto --maxprocesses 4
ARGS ?=

help:
	@echo "make run     set up and open the till (with no display: play a sample day and say where its papers are)"
	@echo "make test    set up and run all tests"
	@echo "make check   format, lint, types, and the rooms' boundaries"
	@echo "make bench   measure, against the peers where they can be had; writes build/bench.json"
	@echo "make bench-big  the list of documents on a million of them; the file is made once, in build/big (5 GB)"
	@echo "make setup   only set up (PYTHON=/path/to/python3.12 chooses the Python)"
	@echo "make clean   delete what was built, the throw-away shop too; .venv stays"

setup:
	@sh tools/setup.sh

run: setup
	@$(PY) tools/open_till.py

test: setup
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n $(WORKERS) $(ARGS)

check: setup
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-cache

# The project's addopts leave the benchmarks and their plugin out of ordinary runs; here they are left in.
bench:
	@sh tools/setup.sh bench
	@rm -f build/bench.json
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/benchmarks -o addopts="-ra --strict-markers --strict-config" \
		-p no:randomly -p no:xdist --timeout=900 $(ARGS); code=$$?; $(PY) tools/bench_table.py && exit $$code

bench-big: setup
	@BAKALA_DOCUMENTS=1000000 QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/benchmarks/test_documents_list.py \
		-o addopts="-ra --strict-markers --strict-config" -p no:randomly -p no:xdist --timeout=1800 $(ARGS); \
		code=$$?; $(PY) tools/bench_table.py && exit $$code

clean:
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks
