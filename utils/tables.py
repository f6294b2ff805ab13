"""Reads the project's .def tables: every row as the list of its columns, strings unquoted."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = ROOT / "include" / "ptowsp"

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[(),]|[^"(),]+')


def rows(path, macro):
    """The rows `macro(column, …)` of a table, in order."""
    text = re.sub(r"^\s*(//|#).*$", "", path.read_text(), flags=re.M)
    for match in re.finditer(rf"\b{macro}\(", text):
        yield _columns(text, match.end())


def _columns(text, position):
    columns, current, depth = [], "", 0
    for match in _TOKEN.finditer(text, position):
        token = match.group()
        if token == "(":
            depth += 1
        elif token == ")":
            depth -= 1
            if depth < 0:
                break
        elif token == "," and depth == 0:
            columns.append(current.strip())
            current = ""
            continue
        if token.startswith('"'):
            token = token[1:-1].replace('\\"', '"')
        elif not current:
            token = token.lstrip()
        current += token
    return columns + [current.strip()]


def ops():
    """(table file, columns by name) of every registered operation, in the tables' order."""
    names = "id name operands results attrs regions traits pipe format summary".split()
    for path in sorted((INCLUDE / "ops").glob("*.def")):
        for row in rows(path, "PTOWSP_OP"):
            yield path.stem, dict(zip(names, row))


def instructions():
    """(id, spelling, form, simulation, exact) of every tile operation that kernels are emitted with."""
    path = ROOT / "targets" / "pto-runtime" / "aicore" / "instructions.def"
    return [tuple(row) for row in rows(path, "AICORE_OP")]


def expansions():
    """(id, function, instructions) of the operations that emitted kernels have as several others."""
    return [tuple(row) for row in rows(ROOT / "passes" / "pto_expand_instructions.def", "PTOWSP_EXPANSION")]


def passes():
    """(id, name, summary) of every pass that is built."""
    return [tuple(row) for row in rows(INCLUDE / "passes.def", "PTOWSP_PASS")]


def patterns():
    """(id of the op, function, before, after) of canonicalize's patterns, in the order of trial."""
    return [tuple(row) for row in rows(ROOT / "passes" / "canonicalize.def", "PTOWSP_PATTERN")]


def planned_passes():
    """(name, summary) of the passes that are refused by name."""
    return [tuple(row) for row in rows(INCLUDE / "passes.def", "PTOWSP_PASS_PLANNED")]


def default_pipeline():
    """The names of the passes that programs go through, in order."""
    text = (ROOT / "lib" / "pass" / "pipelines.c").read_text()
    return re.findall(r'\{"default", "([\w-]+)"\}', text)


def machine():
    """(field, value, unit, source, summary) of every figure of the machine."""
    return [tuple(row) for row in rows(INCLUDE / "machine.def", "PTOWSP_MACHINE")]


def mnemonic(identifier):
    """The name of the operation with this ID."""
    return next(op["name"] for _, op in ops() if op["id"] == identifier)


def named(table, macro):
    """The rows of any other table; none if there is no such table."""
    path = INCLUDE / table
    return [tuple(row) for row in rows(path, macro)] if path.exists() else []
