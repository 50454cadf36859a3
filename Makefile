# The commands a newcomer needs. `make run` and `make test` do all of their own set-up.
PYTHON ?= python3
BIN := .venv/bin
DAY ?=
DATA ?=
PLAN ?=
PROVIDERS ?= sandbox
STAGE ?= dev
WORD ?=
ASSETS ?= 500

.PHONY: run up down reset test test-permissions check unit bench bench-toolkit fuzz setup audit-tools package diff \
  deploy smoke account remove cost requirements clean

run: setup
	@$(BIN)/python -m scripts.local.run $(if $(DAY),--day $(DAY)) $(if $(DATA),--data $(DATA)) \
	  $(if $(PLAN),--plan $(PLAN)) --providers $(PROVIDERS)

up: setup ## the laptop's AWS with the service deployed, without running a day
	@$(BIN)/python -m scripts.local.run --no-day $(if $(DATA),--data $(DATA))

down: ## stop everything; what it holds is kept for the next `make run`
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m scripts.local.app stop; fi

reset: ## stop everything and forget what it held
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m scripts.local.app reset; fi

test: setup check audit-tools
	@$(BIN)/python -m pytest -q tests/unit tests/workflow tests/contract -n 2 --dist loadfile --cov --cov-report=
	@$(BIN)/python -m pytest -q tests/e2e tests/integration -n 2 --dist loadfile --no-loadscope-reorder \
	  --cov --cov-append --cov-report=term:skip-covered --cov-fail-under=90

unit: setup
	@$(BIN)/python -m pytest -q tests/unit -n 2 --dist loadfile

test-permissions: setup ## a day, the API and refusals with every function held to its role
	@$(BIN)/python -m pytest -q tests/contract/test_permissions.py tests/contract/test_denials.py \
	  tests/contract/test_deployment_role.py tests/e2e/test_permissions.py

check: setup ## format, lint, types, imports
	@$(BIN)/ruff format --check -q . && $(BIN)/ruff check -q . && $(BIN)/mypy && $(BIN)/lint-imports --no-cache

bench: setup bench-toolkit ## speed and freshness, each beside its floor or peer; about fifteen minutes
	@$(BIN)/python -m tests.benchmarks

bench-toolkit: .venv-bench/.ready ## the same metrics beside FinanceToolkit's, in an environment of its own
	@.venv-bench/bin/python -m tests.benchmarks.bench_against_toolkit

fuzz: setup ## thousands of requests made from the contract, each answer held against it; about ten minutes
	@$(BIN)/python -m tests.fuzz $(if $(EXAMPLES),--examples $(EXAMPLES)) $(if $(SEED),--seed $(SEED))

package: setup
	@npx --no-install sls package --stage $(STAGE)
	@$(BIN)/python -m scripts.build.sizes $(STAGE)

diff: setup ## what a deployment would add, change, replace and remove
	@$(BIN)/python -m scripts.delivery.diff $(STAGE)

deploy: setup
	@npx --no-install sls deploy --stage $(STAGE)
	@$(BIN)/python -m scripts.delivery.smoke $(STAGE)

smoke: setup ## is the stage well, does it read, does it refuse
	@$(BIN)/python -m scripts.delivery.smoke $(STAGE)

account: setup ## once an account and before its first stage: what all stages of it share
	@$(BIN)/python -m scripts.delivery.account

remove: setup ## asks; prod wants WORD=remove-prod
	@$(BIN)/python -m scripts.delivery.remove $(STAGE) --word "$(WORD)"

cost: setup ## a month of the stage in USD, from its template and the counts of a market day
	@$(BIN)/python -m scripts.cost.estimate $(STAGE) --assets $(ASSETS)

# Python and npm packages side by side; each is done again only when its list changed.
setup:
	@$(MAKE) -s --no-print-directory -j2 .venv/.ready node_modules/.ready

.venv/.ready: requirements-dev.txt requirements-uv.txt pyproject.toml
	@echo "Python packages into .venv"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes --no-deps -r requirements-dev.txt
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv-bench/.ready: requirements-bench.txt | setup
	@echo "FinanceToolkit into .venv-bench"
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	@$(BIN)/uv pip install -q --python .venv-bench/bin/python --require-hashes --no-deps -r requirements-bench.txt
	@touch $@

audit-tools: .venv-audit/.ready ## what tests/contract judges the template with

.venv-audit/.ready: requirements-audit.txt scripts/audit/package.json scripts/audit/package-lock.json | setup
	@echo "checkov and cdk-nag into .venv-audit"
	@test -x .venv-audit/bin/python || $(PYTHON) -m venv .venv-audit
	@$(BIN)/uv pip install -q --python .venv-audit/bin/python --require-hashes --no-deps -r requirements-audit.txt
	@cp scripts/audit/package.json scripts/audit/package-lock.json .venv-audit/
	@cd .venv-audit && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

node_modules/.ready: package.json package-lock.json
	@echo "npm packages into node_modules"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

requirements: ## resolve the pinned lists anew from pyproject.toml
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q \
	  --group dev -o requirements-dev.txt
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q \
	  --group bench -o requirements-bench.txt
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q \
	  --group audit -o requirements-audit.txt
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q \
	  --group runtime -c requirements-dev.txt -o requirements.txt $(foreach p,boto3 botocore s3transfer jmespath \
	  python-dateutil six urllib3,--no-emit-package $(p))
