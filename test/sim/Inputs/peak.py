"""Reads a report on standard input and holds the peak of memory against 128 MB."""

import json
import sys

text = sys.stdin.read()
report = json.loads(text[: text.index("\n}\n") + 3])
assert report["tasks"] == 1000000, report["tasks"]
peak = report["host"]["peak_rss"]
# The sanitizers' shadow and the libraries that the tool loads are in it; the tasks are not.
sys.exit(f"peak of memory: {peak} bytes" if peak > 128 << 20 and "--sanitize" not in sys.argv else 0)
