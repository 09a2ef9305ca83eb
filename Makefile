# `make` alone lists the targets. All that is needed is make and Python 3.11 to 3.13 with venv.

FITS := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
CANDIDATES := python3.13 python3.12 python3.11 python3
PYTHON = $(firstword $(foreach name,$(CANDIDATES),$(if $(shell $(name) -c '$(FITS)' >/dev/null 2>&1 && echo yes),$(name))))
IN_VENV := .venv/bin
TESTS ?= -n auto

# Settings such as a public server has, for Django's own deployment checks.
PRODUCTION = env -u DEBUG DATA_DIR=data ALLOWED_HOSTS=factbase.example BEHIND_PROXY=true \
	CSRF_TRUSTED_ORIGINS=https://factbase.example \
	SECRET_KEY="$$($(IN_VENV)/python -c 'import secrets; print(secrets.token_urlsafe(64))')"

.PHONY: help run install install-dev test check format-check lint types imports migrations deploy templates compose \
	messages-check format messages lock

help:  ## list the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

run: install  ## set everything up, then web server and worker at http://127.0.0.1:8000 (PORT=… for another)
	@exec $(IN_VENV)/python manage.py serve

test: install-dev  ## set everything up, then the tests (TESTS='-k name' for some)
	$(IN_VENV)/pytest $(TESTS)

check: install-dev format-check lint types imports migrations deploy templates messages-check compose  ## every check, tests last
	$(IN_VENV)/pytest $(TESTS)

format-check:
	$(IN_VENV)/ruff format --check .

lint:
	$(IN_VENV)/ruff check .

types:
	$(IN_VENV)/mypy .

imports:
	$(IN_VENV)/lint-imports

migrations:
	$(IN_VENV)/python manage.py makemigrations --check --dry-run

deploy:
	$(PRODUCTION) $(IN_VENV)/python manage.py check --deploy --fail-level WARNING

templates:
	$(IN_VENV)/djlint --check --quiet templates
	$(IN_VENV)/djlint --lint --quiet templates

messages-check:
	$(IN_VENV)/python manage.py messages --check

compose:
	$(IN_VENV)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml

format: install-dev  ## format code and templates, mend what ruff can mend
	$(IN_VENV)/ruff check --fix-only .
	$(IN_VENV)/ruff format .
	-$(IN_VENV)/djlint --reformat --quiet templates

messages: install-dev  ## take new texts into locale/, compile the translations
	$(IN_VENV)/python manage.py messages

lock: install-dev  ## write requirements.txt and requirements-dev.txt anew
	$(IN_VENV)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		pyproject.toml -o requirements.txt
	$(IN_VENV)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		--group dev -c requirements.txt pyproject.toml -o requirements-dev.txt

install: .venv/usable
	@cmp -s requirements.txt .venv/installed.txt || cmp -s requirements-dev.txt .venv/installed-dev.txt \
		|| { $(call install_lock,requirements.txt) && cp requirements.txt .venv/installed.txt; }

install-dev: .venv/usable
	@cmp -s requirements-dev.txt .venv/installed-dev.txt \
		|| { $(call install_lock,requirements-dev.txt) && cp requirements-dev.txt .venv/installed-dev.txt \
		&& cp requirements.txt .venv/installed.txt; }

# The lock names every package with its hash, so pip has nothing to resolve.
install_lock = echo "Installing $(1) …" && rm -f .venv/installed*.txt && $(IN_VENV)/python -m pip install --quiet \
	--disable-pip-version-check --no-deps --require-hashes -r $(1)

# Remade when the interpreter it was made with is gone or no longer fits.
.PHONY: .venv/usable
.venv/usable:
	@$(IN_VENV)/python -c '$(FITS)' 2>/dev/null || { \
		test -n "$(PYTHON)" || { echo "factbase needs Python 3.11, 3.12 or 3.13 with venv; none of these has it:" \
			"$(CANDIDATES). On Debian: apt install python3 python3-venv" >&2; exit 1; }; \
		echo "Making .venv with $(PYTHON) …"; $(PYTHON) -m venv --clear .venv; }
