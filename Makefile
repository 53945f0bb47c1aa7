# A thin cover for those who like make; everything is in run.py.
PYTHON ?= python3

.PHONY: run test fast dev lint fix bench bench-search wheels lock
run:
	$(PYTHON) run.py
test:
	$(PYTHON) run.py test
fast:
	$(PYTHON) run.py test --fast
dev lint fix bench bench-search wheels:
	$(PYTHON) run.py $@

LOCK = uv pip compile --universal -p 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links
lock:
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt
