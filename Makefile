# MedCentre: set up, run, test. `make help` lists the targets.
# Everything that is missing is installed from package registries only.

export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
# A machine without uv gets its own copy in .tools; nothing outside this folder changes.
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
PY := .venv/bin/python
# What Qt needs from the system on Debian-like machines, by the library it looks for.
QT_LIBRARIES := libEGL.so.1 libGL.so.1 libxkbcommon-x11.so.0 libxcb-cursor.so.0 libxcb-icccm.so.4 \
  libxcb-image.so.0 libxcb-keysyms.so.1 libxcb-render-util.so.0 libxcb-shape.so.0 libdbus-1.so.3 libfontconfig.so.1
QT_PACKAGES := libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 \
  libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libdbus-1-3 libfontconfig1

.PHONY: help env system run test check lint types contracts translations drills bench bench-placement bench-rosters verdicts build clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

system: ## install what Qt needs from the system, where that is possible
	@if [ "$$(uname -s)" = Linux ] && command -v apt-get >/dev/null; then \
	  missing=""; for lib in $(QT_LIBRARIES); do \
	    ldconfig -p 2>/dev/null | grep -q "$$lib" || missing="$$missing $$lib"; done; \
	  if [ -n "$$missing" ]; then \
	    echo "Installing system libraries for the window:$$missing"; \
	    root=""; [ "$$(id -u)" = 0 ] || root="sudo -n"; \
	    { $$root apt-get update -qq && $$root env DEBIAN_FRONTEND=noninteractive \
	      apt-get install -y -qq --no-install-recommends $(QT_PACKAGES); } \
	    || echo "Could not install them. As administrator: apt-get install $(QT_PACKAGES)"; \
	  fi; fi

env: system ## the locked environment in .venv, with the medcentre command
	@if ! command -v uv >/dev/null && [ ! -x .tools/bin/uv ]; then \
	  echo "Installing uv into .tools"; \
	  python3 -m venv .tools && .tools/bin/pip install -q uv; fi
	@$(UV) sync --frozen --quiet

run: env ## open the program with the demo centre (without a screen: render the tour into out/)
	@.venv/bin/medcentre run --demo

test: env ## the tests, on SQLite and on PostgreSQL
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n $(or $(WORKERS),2) --dist loadfile

check: lint types contracts translations test ## everything CI asks for

lint: env ## style
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: env ## strict types
	@$(PY) -m mypy medcentre ui tests

contracts: env ## which room may use which
	@.venv/bin/lint-imports

translations: env ## every text in both languages
	@QT_QPA_PLATFORM=offscreen $(PY) -m ui.kit.translations all --check

drills: env ## long drills: kills, hostile input, many writers
	@$(PY) -m tests.drills.kill_writer $(or $(KILLS),200)
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/drills -q
	@MEDCENTRE_DRILLS=1 QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/e2e/test_pressed_nowhere.py -q
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -n $(or $(WORKERS),2) --hypothesis-profile=search \
	  -k "life or lives or law or laws or hostile"

bench: env ## measured figures of this machine, as tables: make bench BIG=FOLDER adds the big load
	@BIG=$(BIG) QT_QPA_PLATFORM=offscreen $(PY) -m tests.benchmarks

bench-placement: env ## public patient admission instances: make bench-placement FOLDER=… SECONDS=…
	@$(PY) -m tests.benchmarks.placement $(or $(FOLDER),tests/placement/data) --seconds $(or $(SECONDS),60)

bench-rosters: env ## public nurse rostering instances: make bench-rosters FOLDER=… SECONDS=…
	@$(PY) -m tests.benchmarks.rosters $(or $(FOLDER),tests/rostering/data) --seconds $(or $(SECONDS),60)

verdicts: env ## what a carried person hears over a bed for each hard rule, as pictures in out/verdicts
	@mkdir -p out/verdicts
	@printf '{"screens":[{"name":"wide","x":0,"y":0,"width":1920,"height":1080,"logicalDpi":96}]}' > out/screen.json
	@QT_QPA_PLATFORM="offscreen:configfile=$(CURDIR)/out/screen.json" MEDCENTRE_PICTURES=$(CURDIR)/out/verdicts \
	  $(PY) -m pytest -q tests/ui/placement/test_verdicts.py

build: env ## the packaged program in dist/medcentre, and its smoke test
	@$(PY) -m PyInstaller --noconfirm --log-level WARN build.spec
	@QT_QPA_PLATFORM=offscreen dist/medcentre/medcentre run --self-test

clean: ## remove what was made here
	@rm -rf .venv .tools build dist out
