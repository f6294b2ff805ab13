"""Prints "PASSED FAILED SKIPPED" of a result file that lit --output wrote; no file: one failure."""

import json
import os
import sys

PASSED = {"PASS", "FLAKYPASS", "XFAIL"}
SKIPPED = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}

if not os.path.exists(sys.argv[1]):
    print(0, 1, 0)
    sys.exit()
with open(sys.argv[1]) as file:
    codes = [test["code"] for test in json.load(file)["tests"]]
passed = sum(code in PASSED for code in codes)
skipped = sum(code in SKIPPED for code in codes)
print(passed, len(codes) - passed - skipped, skipped)
