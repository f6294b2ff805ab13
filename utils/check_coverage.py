"""Every row of the tables must be named in a test and described; prints those that are not.

An operation, a policy, a target, a stall reason counts in any test, a built pass in a test below
test/passes. What is planned counts too: its test shows that it is refused.
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

# (what, table, macro, column of the name)
TABLES = [
    ("policy", "policies.def", "PTOWSP_POLICY", 0),
    ("policy", "policies.def", "PTOWSP_POLICY_PLANNED", 0),
    ("stall reason", "stall_reasons.def", "PTOWSP_STALL_REASON", 0),
    ("target", "targets.def", "PTOWSP_TARGET", 1),
    ("target", "targets.def", "PTOWSP_TARGET_PLANNED", 0),
]


def is_named(name, text):
    return re.search(rf"(?<![\w.-])(?:--)?{re.escape(name)}(?![\w-])", text)


missing = [f"operation {op['name']}" for _, op in tables.ops() if not is_named(op["name"], everything)]
missing += [f"pass {name}" for _, name, _ in tables.passes() if not is_named(name, of_passes)]
missing += [f"pass {name}" for name, _ in tables.planned_passes() if not is_named(name, everything)]
for what, table, macro, column in TABLES:
    for row in tables.named(table, macro):
        if not is_named(row[column], everything):
            missing.append(f"{what} {row[column]}")
for what in missing:
    print(f"no test names {what}")

silent = [f"operation {op['name']}" for _, op in tables.ops() if not op["summary"].strip()]
silent += [f"pass {name}" for _, name, summary in tables.passes() if not summary.strip()]
silent += [f"pass {name}" for identifier, name, _ in tables.passes()
           if not (tables.ROOT / "passes" / f"{identifier}.c").read_text().startswith(f"// {name}: ")]
for what in silent:
    print(f"nothing describes {what}")
sys.exit(bool(missing or silent))
