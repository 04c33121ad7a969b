# Two commands are all there is to know: `make site` and `make test`. `make help` lists the rest.
PYTHON ?= python3
SHARED ?= ../shared
BIN := .venv/bin
LORE := $(BIN)/leaderlore

.PHONY: help setup site serve test check data eval bench chromium clean

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

.venv/.done: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	  || { echo "Leaderlore needs Python 3.11 to 3.13; name one with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

setup: .venv/.done  ## the environment in .venv

site: setup  ## harvest what can be had in a few minutes, build the site into site/
	$(LORE) run --max-requests 500
	@echo "Open it: make serve"

serve: setup  ## serve site/ on http://127.0.0.1:8000
	$(LORE) serve

test: setup chromium  ## all checks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/mkdocs build --strict --site-dir .cache/mkdocs-strict
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: setup  ## is data/ what the contract says?
	$(LORE) check

data: setup  ## fill data/ from the public files in $(SHARED)/real, each at the date of its snapshot
	$(LORE) harvest solution_lists --from $(SHARED)/real/solution_lists --as-of 2026-07-01
	$(LORE) harvest score_boards --from $(SHARED)/real --as-of 2025-05-01
	$(LORE) harvest writeup_folder --from $(SHARED)/real/writeups --as-of 2026-07-03
	$(LORE) harvest thread_folder --from $(SHARED)/real/threads --as-of 2026-08-15
	$(LORE) harvest meta_kaggle --from $(SHARED)/real/meta_kaggle --as-of 2022-03-11
	$(LORE) derive

eval: setup  ## text reading against the labelled development set
	$(BIN)/python -m pipeline.evaluate $(SHARED)/eval

bench: setup  ## ratios in one run; writes benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	       && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
	  || echo "No Chromium: browser tests will be skipped and named. On Debian: apt-get install chromium"

clean:  ## remove what was built, not what was harvested
	rm -rf site .site.new .site.old .site.lock site_src/generated .venv build *.egg-info
