# Landfall in a few commands. Needs only make and Python 3.11; everything else is fetched into this folder.

RUN := scripts/uv run --no-sync
INSTALLED := .venv/.installed

# More for pytest, such as ARGS="-k journal".
ARGS :=
LANES := test-fast test-database test-dialogue test-browser test-faults

.PHONY: help up test $(LANES) check untested train conversations doctor clean

help:
	@echo "make up             install, prepare and start everything (Ctrl-C ends it)"
	@echo "make test           run every check and every test, lane after lane"
	@echo "make test-fast      run the tests that need no process and no database: under a minute"
	@echo "make test-database  run the tests on SQLite and PostgreSQL, and those of the gateway and the console without Rasa"
	@echo "make test-dialogue  run the tests that talk to the trained assistant"
	@echo "make test-browser   run the tests of the chat page and the console in Chromium"
	@echo "make test-faults    run the tests that kill processes, interrupt trainings and break files"
	@echo "                    each lane takes more for pytest: make test-fast ARGS=\"-k journal\""
	@echo "make untested       list the modules that no test imports"
	@echo "make check          run the checks only: style, types, imports, dialogue"
	@echo "make train          train the assistant, if it has changed"
	@echo "make conversations  write anew what clinicians read in docs/conversations"
	@echo "make doctor         say what is wrong on this machine, and what to do"
	@echo "make clean          remove what was installed and made, but never var/, where your data lives"

up: $(INSTALLED)
	@$(RUN) landfall up

test: check
	@scripts/test

$(LANES): test-%: $(INSTALLED)
	$(RUN) pytest tests/$* $(ARGS)

untested: $(INSTALLED)
	@$(RUN) python -m scripts.untested $(ARGS)

check: $(INSTALLED)
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) landfall lint
	$(RUN) landfall safety check
	RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 $(RUN) python -m bot.operate.without_warnings rasa data validate --quiet --fail-on-warnings

train: $(INSTALLED)
	@$(RUN) landfall train

conversations: $(INSTALLED)
	$(RUN) pytest -m shown --write-conversations tests/fast/documents/test_conversation_pages.py tests/dialogue/conversations/test_scripts.py

doctor: $(INSTALLED)
	@$(RUN) landfall doctor

clean:
	rm -rf .venv .tools models .rasa build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage

# Installing again only when what is to be installed has changed.
$(INSTALLED): pyproject.toml uv.lock
	@scripts/setup
