# Two commands are all an operator needs: make run, make test. The rest is for those who change the program.
.PHONY: run test quick check-code bench screenshots voice-report audio clips lock clean
PY := .venv/bin/python

run:  ## set up what is missing, prepare, air the Bluezone programme once, then keep to the schedule
	@./setup
	@.venv/bin/broadcaster run --first "Bluezone buổi trưa"

test: check-code  ## every check and every test
	$(PY) -m pytest

quick:  ## the tests that are quick enough to run at every save
	@./setup dev
	$(PY) -m pytest -m "not slow" -n auto --hypothesis-profile=quick

check-code:
	@./setup dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench:  ## the figures the README quotes, side by side with what a commune would otherwise use
	@./setup dev
	$(PY) -m benchmarks

screenshots:  ## take the pictures of every page again (docs/man-hinh/)
	@./setup dev
	PYTHONPATH=tests $(PY) -m browser.pictures

voice-report:  ## how well the built-in voice is understood, by the recognisers that are installed
	@./setup dev
	$(PY) benchmarks/voice_report.py

audio:  ## remake the tunes in audio/ sample for sample
	@./setup
	$(PY) -m broadcaster.sound.tunes audio

clips:  ## remake the three sounds of the README from the shipped texts
	@./setup
	$(PY) -m benchmarks.clips

lock:  ## renew the pinned packages (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv var build *.egg-info
