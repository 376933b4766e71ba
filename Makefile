# Everything is set up by make itself: Python 3.11 or later and make are all it takes.
PYTHON ?= python3
UV_VERSION := 0.13.9
EMA_VERSION := 2.5.3
BIN := .venv/bin
UV := .uv/bin/uv
PINS := pyproject.toml constraints.txt
PYTEST = PATH="$(CURDIR)/.uv/bin:$$PATH" $(BIN)/python -m pytest -n 2
# Every process would compile all that it imports, where the surroundings say that nothing compiled may be kept.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help brief serve test thorough oracles fuzz cover lint docs gallery bench pins clean

help: ## show what make can do
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

brief: .venv/.core ## the main job: a brief on the flagship case, opened in the browser
	@$(BIN)/detente brief korea-2021 --out out/korea-2021

serve: .venv/.dev ## the workbench in the browser: every case and chapter
	@$(BIN)/detente serve $(ARGS)

test: .venv/.dev ## run every test
	@$(PYTEST) $(ARGS)

thorough: .venv/.dev ## run every test, with all the random examples that it asks for, other ones each time
	@$(PYTEST) --hypothesis-profile=thorough --timeout=1800 $(ARGS)

oracles: .oracles/.ema ## ask other programs, in environments of their own, what the stored answers of tests hold
	@.oracles/ema/bin/python tests/oracles/ema_prim.py > tests/outcomes/ema_boxes.json

cover: .venv/.dev ## run every test, and see whether they reach enough of the code
	@$(PYTEST) --cov --cov-report=term $(ARGS)

fuzz: .venv/.dev ## change cases at random by the thousand, and see that each is worked out or refused
	@$(BIN)/python -m tests.fuzz $(ARGS)

lint: .venv/.dev ## style, types, and who imports whom
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo --no-cache

docs: .venv/.dev ## write the reference pages and build the manual into site/
	@$(BIN)/python docs/generate.py
	@$(BIN)/python docs/gallery.py
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

gallery: .venv/.dev ## write the manual with briefs in full, 2,000 worlds each, and the picture of the README
	@$(BIN)/python docs/gallery.py 2000
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

bench: .venv/.dev ## ratios against peers and bounds, measured side by side
	@$(BIN)/python -m benchmarks

pins: $(UV) ## pin the newest versions that go together
	@$(UV) pip compile -q --all-extras --group dev --universal --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links -U pyproject.toml -o constraints.txt

clean: ## remove everything that make made
	@rm -rf .venv .uv .oracles .gallery site out dist

$(UV):
	@echo "fetching uv"
	@$(PYTHON) -c 'import sys; sys.exit("detente needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	@($(PYTHON) -m venv .uv && .uv/bin/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)) \
		|| (rm -rf .uv && $(PYTHON) -m pip install -q --target .uv uv==$(UV_VERSION))

.venv/bin/python: | $(UV)
	@$(UV) venv -q --python $(PYTHON) .venv

.venv/.core: $(PINS) | .venv/bin/python
	@echo "installing detente"
	@$(UV) pip install -q --python $(BIN)/python -c constraints.txt -e .
	@echo "compiling inner loops"
	@$(BIN)/python -m detente.compiled.compile_all
	@touch $@

.venv/.dev: $(PINS) | .venv/bin/python
	@echo "installing detente with its tests"
	@$(UV) pip install -q --python $(BIN)/python -c constraints.txt -e . --group dev
	@$(BIN)/python -m detente.compiled.compile_all
	@touch $@ .venv/.core

.oracles/.ema: | $(UV)
	@echo "installing ema_workbench by itself"
	@$(UV) venv -q --python $(PYTHON) .oracles/ema
	@$(UV) pip install -q --python .oracles/ema/bin/python ema-workbench==$(EMA_VERSION)
	@touch $@
