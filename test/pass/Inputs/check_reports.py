"""Reads --timing=json and --statistics=json, a line each, and prints what the test looks at."""

import json
import sys

timing, statistics = (json.loads(line) for line in sys.stdin)
for timed, counted in zip(timing["passes"], statistics["passes"], strict=True):
    assert timed["name"] == counted["name"]
    print(timed["name"], timed["anchor"], counted["counts"])
parts = timing["parser_ms"] + timing["verifier_ms"] + sum(row["ms"] for row in timing["passes"])
if abs(parts - timing["total_ms"]) < 0.01:
    print("the times add up")
