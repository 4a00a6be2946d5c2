# `make run` starts the program, `make test` checks it; `make help` names the rest.
# ARGS is handed on: make run ARGS=--version, make test ARGS=tests/core, make lock ARGS=--upgrade,
# make package ARGS=program.

.PHONY: help run setup test check fmt bench lock package test-setup

# Without bytecode every start would compile the program again.
unexport PYTHONDONTWRITEBYTECODE

help: ## Names the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

run: setup ## Installs what is missing, then starts the program
	@exec .venv/bin/python -m desktop_app $(ARGS)

setup: ## Installs what the program needs: system packages, .venv, locked Python packages
	@sh packaging/setup/setup.sh run

test: test-setup ## Installs what the tests need, then runs every check, the benchmarks and the tests
	@sh packaging/checks.sh all $(ARGS)

check: test-setup ## Runs the checks that only read: ruff, format, types, imports
	@sh packaging/checks.sh static

fmt: test-setup ## Formats the code and repairs what ruff can repair
	@.venv/bin/ruff format
	@.venv/bin/ruff check --fix

bench: test-setup ## Runs the benchmarks
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.benchmarks $(ARGS)

lock: setup ## Resolves pyproject.toml anew and writes packaging/locks
	@sh packaging/locks/lock.sh $(ARGS)

package: ## Builds the Debian packages of program and engine, wheel and sdist, into dist/
	@sh packaging/package.sh $(ARGS)

test-setup:
	@sh packaging/setup/setup.sh test
