"""Every operation and every pass of the tables must be named in a test; prints those that are not.

An operation counts in any test, a built pass in a test of its own file or folder below
test/passes, a planned one in any test (which shows that it is refused).
"""

import re
import sys

import tables

tests = {
    path: path.read_text(errors="replace")
    for path in (tables.ROOT / "test").rglob("*")
    if path.suffix in (".mlir", ".c", ".test")
}
everything = "\n".join(tests.values())
of_passes = "\n".join(text for path, text in tests.items() if "passes" in path.parts)


def named(name, text):
    return re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", text)


missing = [f"operation {op['name']}" for _, op in tables.ops() if not named(op["name"], everything)]
missing += [f"pass {name}" for _, name, _ in tables.passes() if not named(name, of_passes)]
missing += [f"pass {name}" for name, _ in tables.planned_passes() if not named(name, everything)]
for what in missing:
    print(f"no test names {what}")
sys.exit(bool(missing))
