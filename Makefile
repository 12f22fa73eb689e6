PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 5000
export HOST PORT
BIN = $(VENV)/bin
FLASK = $(BIN)/python -m flask --app app

.PHONY: run demo dev test check bench messages lock picture

run: $(VENV)/runs  ## the product with the real facts
	@exec $(FLASK) serve

ifeq ($(origin PORT),file)
demo: export PORT = 5001
endif
demo: $(VENV)/runs  ## the product with an invented year beside the real facts, in a folder of its own
	@KPEVENTS_INSTANCE=demo KPEVENTS_DATABASE_URL= KPEVENTS_REQUIRE_SECOND_FACTOR=0 exec $(FLASK) demo serve

dev: $(VENV)/runs  ## a development server that reloads
	$(FLASK) db upgrade
	$(FLASK) data load
	@exec $(FLASK) run --debug --host $(HOST) --port $(PORT)

test: $(VENV)/tests
	@$(BIN)/python -m pytest -n auto

check: $(VENV)/tests  ## all that CI holds
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet templates
	$(MAKE) test

bench: $(VENV)/tests
	@$(BIN)/python -m bench

messages: $(VENV)/tests  ## new sentences into the catalogues, for translators
	$(BIN)/python -m tools.messages

lock: $(VENV)/tests  ## exact versions with hashes, for every platform; no address of an index is kept
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements-dev.in -o requirements-dev.txt

$(VENV)/runs: requirements.txt $(wildcard kpevents/locale/*/LC_MESSAGES/*.po)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pybabel -q compile -d kpevents/locale
	@touch $@

$(VENV)/tests: $(VENV)/runs requirements-dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

picture: $(VENV)/tests  ## the picture of the README, from the running product
	@$(BIN)/python -m tools.picture
