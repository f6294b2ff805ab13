"""Writes the parts of README.md and docs/*.md that come from the tables, from the examples and from
running them, between their markers. Without the tools in PATH, what comes from running stays as it is.

  gen_docs.py           rewrites them
  gen_docs.py --check   prints the files that are out of date; status 1 if there are any

A part stands between "<!-- generated: NAME -->" and "<!-- end -->".
"""

import re
import shutil
import subprocess
import sys

import tables


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def code(text):
    return f"`{text}`" if text else ""


def traits(op):
    """"PURE, WRITES, SAME_TYPE", and the pipe, in words."""
    found = [word.lower().replace("_", " ") for word in re.findall(r"T\((\w+)\)", op["traits"])]
    return ", ".join(found + ([code(op["pipe"])] if op["pipe"] != "NONE" else []))


def operations():
    dialects = {}
    for _, op in tables.ops():
        dialects.setdefault(op["name"].split(".")[0], []).append(op)
    parts = []
    for dialect, ops in sorted(dialects.items()):
        rows = [
            [code(op["name"]), op["summary"], code(op["operands"]), code(op["results"]), code(op["attrs"]),
             code(op["regions"]), traits(op)]
            for op in ops
        ]
        head = ["operation", "", "operands", "results", "attributes", "regions", "traits"]
        parts.append(f"## {dialect}\n\n" + table(head, rows))
    return "\n\n".join(parts)


def tiles():
    rows = [
        [code(op["name"]), op["pipe"], op["summary"]]
        for _, op in tables.ops()
        if op["pipe"] != "NONE"
    ]
    return table(["instruction", "pipe", ""], rows)


def head_comment(name):
    """What a pass's source says at its top, as Markdown: indented lines are code."""
    text = (tables.ROOT / "passes" / f"{name}.c").read_text()
    lines = []
    dashed = name.replace("_", "-")
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        line = line[2:]
        lines.append(line[1:] if line.startswith(" ") else line)
    if lines and lines[0].startswith(dashed + ": "):
        first = lines[0][len(dashed) + 2 :]
        lines[0] = first[0].upper() + first[1:]
    markdown, inside = [], False
    for i, line in enumerate(lines):
        is_code = line.startswith("  ") or (
            inside and not line and any(rest for rest in lines[i:]) and
            next((rest for rest in lines[i:] if rest), "").startswith("  ")
        )
        if is_code != inside:
            if is_code and markdown and markdown[-1]:
                markdown.append("")
            markdown.append("```mlir" if is_code else "```")
            if not is_code and line:
                markdown.append("")
            inside = is_code
        markdown.append(line[2:] if is_code else line)
    if inside:
        markdown.append("```")
    return "\n".join(markdown).strip()


OPTION = re.compile(
    r'\{\s*(?:\.name\s*=\s*)?"(?P<name>[\w-]+)",\s*(?:\.kind\s*=\s*)?PTOWSP_OPTION_(?P<kind>\w+)(?P<rest>[^}]*)\}',
    re.S,
)


def instructions():
    ops = {op["id"]: op for _, op in tables.ops()}
    rows = []
    for identifier, spelling, form, simulation, _ in tables.instructions():
        name = ops[identifier]["name"]
        own_function = spelling != spelling.upper()
        machine = name[4:].upper().removesuffix("_MASK") if own_function else spelling
        if form == "SPREAD":
            machine = "TCOLEXPAND, " + ("TSUB, TEXP" if own_function else spelling)
        if spelling == "concat":
            machine = "TMOV, TMOV"
        by_hand = (own_function and form != "SPREAD") or simulation != "NULL"
        rows.append([code(name), code(machine), "by hand" if by_hand else "", ops[identifier]["summary"]])
    return table(["operation", "instruction", "in the simulator", ""], rows)


def newer_instructions():
    ops = {op["id"]: op for _, op in tables.ops()}
    rows = [[code(ops[identifier]["name"]), code(ops[identifier]["name"][4:].upper()), into,
             ops[identifier]["summary"]] for identifier, _, into in tables.expansions()]
    return table(["operation", "instruction", "emitted as", ""], rows)


def options(name):
    text = (tables.ROOT / "passes" / f"{name}.c").read_text()
    rows = []
    for match in OPTION.finditer(text):
        rest = re.sub(r'"\s+"', "", match["rest"])
        values = re.findall(r'\bNULL\b|"(?:[^"\\]|\\.)*"', rest)
        if len(values) < 3:
            values = [None, None] + values
        choices, otherwise, summary = [None if v in (None, "NULL") else v[1:-1] for v in values[-3:]]
        if "policies" in rest:
            choices = "|".join(row[0] for macro in ("PTOWSP_POLICY", "PTOWSP_POLICY_PLANNED")
                               for row in tables.named("policies.def", macro))
        lists = {"INTS": "ints, with commas between", "FLOATS": "floats, with commas between",
                 "STRINGS": "strings, with commas between", "SIZES": "NAME=int, with commas between"}
        kind = lists.get(match["kind"], match["kind"].lower())
        if choices:
            kind = f"{kind} {choices}" if ".." in choices else choices.replace("|", ", ")
        rows.append([code(match["name"]), kind, code(otherwise or ""), summary or ""])
    return table(["option", "value", "default", ""], rows) if rows else ""


def kept(name):
    """The analyses that a pass says it keeps."""
    text = (tables.ROOT / "passes" / f"{name}.c").read_text()
    keeps = re.search(r"keeps\[\] = \{(.*?)\}", text, re.S)
    names = {identifier: spelled for identifier, spelled, _ in analysis_rows()}
    found = [code(names[i]) for i in re.findall(r"ptowsp_analysis_(\w+)", keeps[1])] if keeps else []
    return f"Keeps the analyses {' and '.join(found)}." if found else ""


def analysis_rows():
    return tables.named("analyses.def", "PTOWSP_ANALYSIS")


def analyses():
    return table(["analysis", ""], [[code(name), summary] for _, name, summary in analysis_rows()])


def pass_list():
    return table(["pass", ""], [[code(text), summary] for _, text, summary in tables.passes()])


def passes():
    parts = []
    for name, text, summary in tables.passes():
        part = f"### {text}\n\n" + (head_comment(name) or summary)
        if kept(name):
            part += "\n\n" + kept(name)
        if options(name):
            part += "\n\n" + options(name)
        parts.append(part)
    return "\n\n".join(parts)


def patterns():
    rows = {}
    for identifier, _, before, after in tables.patterns():
        rows.setdefault(identifier, []).append([before, after])
    names = {op["id"]: op["name"] for _, op in tables.ops()}
    return table(
        ["operation", "before", "after"],
        [
            [code(names[identifier]) if i == 0 else "", before, after]
            for identifier, pairs in rows.items()
            for i, (before, after) in enumerate(pairs)
        ],
    )


def default_pipeline():
    return code(", ".join(tables.default_pipeline()))


def planned_passes():
    return table(["pass", "will"], [[code(name), summary] for name, summary in tables.planned_passes()])


def machine():
    rows = [
        [code(field), value, unit, summary, source]
        for field, value, unit, source, summary in tables.machine()
    ]
    return table(["field", "value", "unit", "", "source"], rows)


def policies():
    rows = [[code(row[0]), row[1]] for row in tables.named("policies.def", "PTOWSP_POLICY")]
    return table(["policy", ""], rows)


def stall_reasons():
    rows = [[code(row[0]), row[1], code(row[2])] for row in tables.named("stall_reasons.def", "PTOWSP_STALL_REASON")]
    return table(["reason", "resource", "knob"], rows)


def math_functions():
    path = tables.ROOT / "lib" / "frontend" / "math_functions.def"
    names = [row[0] for macro in ("MATH", "ROUNDED", "INTEGER", "CLASSIFY", "COMPARE") for row in tables.rows(path, macro)]
    return ", ".join(code(name) for name in names) + "."


def refusals():
    path = tables.ROOT / "lib" / "frontend" / "refusals.def"
    texts = dict.fromkeys(text for _, text in tables.rows(path, "REFUSAL"))
    return "\n".join(f"- {text}" for text in texts)


EXAMPLE = "docs/examples/gemm/gemm.c"


def example():
    return f"```c\n{(tables.ROOT / EXAMPLE).read_text()}```"


def example_run():
    if not shutil.which("ptowsp-run"):
        return None
    command = ["ptowsp-run", EXAMPLE, "--check"]
    run = subprocess.run(command, cwd=tables.ROOT, capture_output=True, text=True, check=True)
    return f"```\n$ {' '.join(command)}\n{run.stdout}```"


def tile_costs():
    rows = [
        [code(tables.mnemonic(row[0])), f"{int(row[1]) / 1000:g} r + {row[2]}", row[3]]
        for row in tables.named("tile_costs.def", "PTOWSP_TILE_COST")
    ]
    rows += [
        [code(tables.mnemonic(row[0])),
         f"{int(row[1]) / 10000:g} n + {row[2]}, beyond 64 columns {int(row[3]) / 10000:g} n + {row[4]}", row[5]]
        for row in tables.named("tile_costs.def", "PTOWSP_ROW_COST")
    ]
    return table(["instruction", "cycles", "source"], rows)


PARTS = {
    "tile costs": tile_costs,
    "instructions": instructions,
    "newer instructions": newer_instructions,
    "example": example,
    "example run": example_run,
    "math functions": math_functions,
    "refusals": refusals,
    "policies": policies,
    "stall reasons": stall_reasons,
    "operations": operations,
    "tile instructions": tiles,
    "passes": passes,
    "pass list": pass_list,
    "analyses": analyses,
    "patterns": patterns,
    "default pipeline": default_pipeline,
    "planned passes": planned_passes,
    "machine": machine,
}
MARKED = re.compile(r"(<!-- generated: (?P<name>[\w ]+) -->\n).*?(<!-- end -->)", re.S)


def part(match):
    text = PARTS[match["name"]]()
    return match[0] if text is None else f"{match[1]}\n{text}\n\n{match[3]}"


stale = False
for path in [tables.ROOT / "README.md"] + sorted((tables.ROOT / "docs").rglob("*.md")):
    old = path.read_text()
    new = MARKED.sub(part, old)
    if new != old:
        stale = True
        if "--check" in sys.argv:
            print(f"{path.relative_to(tables.ROOT)} is out of date: run utils/gen_docs.py")
        else:
            path.write_text(new)
sys.exit(stale and "--check" in sys.argv)
