# make                 what is missing is installed, all is built, lab 01 is shown, and every lab runs
# make test            the same up to building, then every test but those of `make deps-real` and the long ones (label soak)
# make lab LAB=01      one lab, after you changed its code
# make diff LAB=01     the lesson: what the fix changes
# make build           build into build/, binaries in build/bin/
# make deps            install what building needs
# make deps-browser    install Chromium, for the tests of the HTML page
# make deps-real       install the servers and clients that `ctest -L real` observes
# make pictures        the pictures of README and the guides, from runs of this machine
# make bench           what the probe costs a call, messages a second by how they are read, lab 51 beside scp
# make fuzz MINUTES=10 lab 21's decoder, lab 52's chat and what labs 50 and 51 are sent under libFuzzer, so long each
# make portability     builds and tests in other Debians, with other compilers, for aarch64 and musl; as root
# make format          clang-format on all sources
# make tidy            clang-tidy on all sources
# make install         into PREFIX, /usr/local by default
# make clean           remove build/

.DEFAULT_GOAL := compare
.PHONY: compare build tests test lab diff deps deps-browser deps-real pictures words bench fuzz portability format tidy install clean help

BUILD ?= build
PREFIX ?= /usr/local
LAB ?= 01
MINUTES ?= 1
JOBS := $(shell nproc)
lab := $(notdir $(wildcard labs/$(LAB)-*))
zh := $(filter zh%,$(firstword $(LC_ALL) $(LC_MESSAGES) $(LANG)))
sources = $(shell find harness include labs tests -name '*.[ch]pp')

# Runs a command, and shows what it printed only if it fails.
quietly = $(1) >$(BUILD)/make.log 2>&1 || { cat $(BUILD)/make.log >&2; exit 1; }
# $(call ninja,TARGETS)
ninja = $(call quietly,$(if $(MAKE_TERMOUT),CLICOLOR_FORCE=1) cmake --build $(BUILD) --target $(1) -- --quiet)

compare: build
	@$(BUILD)/bin/stickylab run 01 broken --no-numbers
	@echo
	@$(BUILD)/bin/stickylab compare all --brief
	@echo
	@echo "$(if $(zh),接下来：,Next: )$(BUILD)/bin/stickylab learn   $(if $(zh),一步一步带你做实验,guides you through the labs step by step)"
	@echo "$(if $(zh),        ,      )make help   $(if $(zh),还能做什么,says what else there is)"

build: $(BUILD)/build.ninja
	@$(call ninja,all)

tests: $(BUILD)/build.ninja
	@.ci/deps tests
	@$(call ninja,all tests)

test: tests
	@ctest --test-dir $(BUILD) --output-on-failure --no-tests=error -j$(JOBS) -LE '^(real|soak)$$'

lab: $(BUILD)/build.ninja | known-lab
	@$(call ninja,$(lab)-broken $(lab)-fixed stickylab)
	@$(BUILD)/bin/stickylab compare $(LAB) || [ $$? = 1 ]  # a change of one's own is no error

diff: | known-lab
	@diff -u --color=$(if $(MAKE_TERMOUT),always,never) labs/$(lab)/broken.cpp labs/$(lab)/fixed.cpp \
	  || [ $$? = 1 ]

.PHONY: known-lab
known-lab:
	@[ -n "$(lab)" ] || { echo "There is no lab $(LAB). There are: $(notdir $(wildcard labs/[0-9]*))" >&2; exit 2; }

$(BUILD)/build.ninja: | deps
	@echo "Building into $(BUILD)/. The first time takes a minute or two."
	@mkdir -p $(BUILD)
	@$(call quietly,cmake --preset release -B $(BUILD))

deps:
	@.ci/deps

deps-browser:
	@.ci/deps browser

deps-real:
	@.ci/deps tests real

pictures: build
	@.ci/deps pictures
	@PYTHONDONTWRITEBYTECODE=1 STICKYLAB_BUILD=$(abspath $(BUILD)) python3 docs/pictures/make.py

words:
	@PYTHONDONTWRITEBYTECODE=1 python3 tests/docs/words.py

bench: $(BUILD)/build.ninja
	@$(call quietly,cmake $(BUILD))
	@$(call ninja,probe_cost messages 51-file-service-fixed)
	@$(BUILD)/bin/probe_cost $(BUILD)/lib/stickylab/probe.so
	@$(BUILD)/bin/messages
	@tests/bench/transfers.py $(BUILD)/bin/51-file-service-fixed

fuzz:
	@.ci/deps fuzz
	@for target in frame_decoder chat message; do \
	  tests/fuzz/fuzz.sh $(BUILD)/fuzz $$(($(MINUTES) * 60)) $$target || exit 1; done

# Each line of it is a system and a compiler.
portability:
	@status=0; for system in bookworm 'bookworm clang-14' trixie 'trixie clang' sid 'sid clang'; do \
	  tests/portability/debian.sh $$system || status=1; done; \
	tests/portability/aarch64.sh || status=1; \
	tests/portability/probe.py || status=1; exit $$status

format:
	@clang-format -i $(sources)

tidy: tests
	@tests/docs/tidy.py $(BUILD)

install: build
	@$(call quietly,cmake --install $(BUILD) --prefix $(PREFIX))
	@echo "Installed: $(PREFIX)/bin/stickylab"

clean:
	@rm -rf $(BUILD)

help:
	@sed -n 's/^# \(make.*\)/\1/p' Makefile
