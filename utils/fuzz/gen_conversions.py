"""Writes a C program that applies every operator to every pair of edge values of two types.

  gen_conversions.py [--bf16] TYPE TYPE > PROGRAM.c
  gen_conversions.py [--bf16] --all DIR      one program for each pair, into DIR

Each result is stored as int64_t or double, so that its type after promotion shows. What C leaves undefined
(signed overflow, long shifts, division by zero, floats out of an integer's range) is not written. The program's
check is ptowsp-run's own: --check compares with the C compiler. --bf16 puts __bf16 in the place of _Float16.
"""

import argparse
import pathlib
import struct
import sys

INTEGERS = {
    "_Bool": (8, False), "int8_t": (8, True), "uint8_t": (8, False), "int16_t": (16, True), "uint16_t": (16, False),
    "int32_t": (32, True), "uint32_t": (32, False), "int64_t": (64, True), "uint64_t": (64, False),
}
FLOATS = {"half": 16, "float": 32, "double": 64}
CHUNK = 64
TYPES = list(INTEGERS) + list(FLOATS)
ARITHMETIC = ["+", "-", "*", "/"]
BITS = ["%", "&", "|", "^"]
SHIFTS = ["<<", ">>"]
TESTS = ["<", "<=", ">", ">=", "==", "!=", "&&", "||"]


def limits(type_):
    width, signed = INTEGERS[type_]
    if type_ == "_Bool":
        return 0, 1
    return (-(1 << width - 1), (1 << width - 1) - 1) if signed else (0, (1 << width) - 1)


def edges(type_):
    if type_ in FLOATS:
        return [0.0, -0.0, 1.0, -1.5, 2.25, 100.0, 0.1, -3.0e-5]
    low, high = limits(type_)
    return sorted({low, low + 1, -1, 0, 1, 2, 7, high // 2 + 1, high - 1, high} & set(range(low, low + 2))
                  | {x for x in (-1, 0, 1, 2, 7, high // 2 + 1, high - 1, high) if low <= x <= high})


def promote(type_):
    return "int32_t" if type_ in INTEGERS and INTEGERS[type_][0] < 32 else type_


def common(a, b):
    if a in FLOATS or b in FLOATS:
        return max((x for x in (a, b) if x in FLOATS), key=lambda x: FLOATS[x])
    a, b = promote(a), promote(b)
    if INTEGERS[a][0] != INTEGERS[b][0]:
        return max((a, b), key=lambda x: INTEGERS[x][0])
    return b if INTEGERS[a][1] else a


def wrap(value, type_):
    """The value converted to an integer type that it need not fit; None if C does not define it."""
    if type_ == "_Bool":
        return int(value != 0)
    low, high = limits(type_)
    if isinstance(value, float):
        if value != value or not low - 0.5 <= value <= high * 0.99 + 0.5:
            return None
        value = int(value)
    return (value - low) % (high - low + 1) + low


def integer(op, x, y, type_):
    """The result in `type_`; None if it is undefined."""
    low, high = limits(type_)
    if op in "/%" and y == 0:
        return None
    quotient = abs(x) // abs(y) * (1 if (x < 0) == (y < 0) else -1) if op in "/%" else 0
    exact = {"+": x + y, "-": x - y, "*": x * y, "/": quotient, "%": x - quotient * y,
             "&": x & y, "|": x | y, "^": x ^ y}[op]
    if INTEGERS[type_][1] and (not low <= exact <= high or not low <= quotient <= high):
        return None
    return wrap(exact, type_)


def result(op, x, y, a, b):
    """About the value of x op y, and its type; None if it is undefined or does not exist."""
    if op in TESTS:
        return 1, "int32_t"
    if op in SHIFTS:
        if a in FLOATS or b in FLOATS:
            return None
        type_ = promote(a)
        width, signed = INTEGERS[type_]
        if not 0 <= y < width or (op == "<<" and signed and (x < 0 or x << y >= 1 << width - 1)):
            return None
        return wrap(x << y if op == "<<" else x >> y, type_), type_
    type_ = common(a, b)
    if type_ in FLOATS:
        if op in BITS:
            return None
        x, y = float(x), float(y)
        if op == "/":
            return (x / y if y else float("inf")), type_
        return {"+": x + y, "-": x - y, "*": x * y}[op], type_
    value = integer(op, wrap(x, type_), wrap(y, type_), type_)
    return None if value is None else (value, type_)


def literal(value, type_):
    if isinstance(value, float):
        return repr(value) + ("f" if type_ == "float" else "")
    if value == -(1 << 63):
        return "(-9223372036854775807 - 1)"
    return f"{value}{'u' if not INTEGERS[type_][1] and type_ != '_Bool' else ''}{'ll' if abs(value) >> 31 else ''}"


class Program:
    def __init__(self, a, b):
        self.a, self.b, self.integers, self.floats = a, b, [], []

    def store(self, expression, type_):
        (self.floats if type_ in FLOATS else self.integers).append(expression)

    def operators(self):
        for i, x in enumerate(edges(self.a)):
            for j, y in enumerate(edges(self.b)):
                for op in ARITHMETIC + BITS + SHIFTS + TESTS:
                    found = result(op, x, y, self.a, self.b)
                    if not found:
                        continue
                    self.store(f"a[{i}] {op} b[{j}]", found[1])
                    if op not in TESTS and (self.a in FLOATS or wrap(found[0], self.a) is not None):
                        self.store(f"({{v = a[{i}]; v {op}= b[{j}];}})", self.a)
                self.store(f"a[{i}] < b[{j}] ? a[{i}] : b[{j}]", common(self.a, self.b))

    def unary(self):
        for i, x in enumerate(edges(self.a)):
            if self.b in FLOATS or wrap(x, self.b) is not None:
                self.store(f"({self.b})a[{i}]", self.b)
                self.store(f"({{u = a[{i}];}})", self.b)
            type_ = promote(self.a)
            self.store(f"!a[{i}]", "int32_t")
            self.store(f"+a[{i}]", type_)
            if type_ in FLOATS or not INTEGERS[type_][1] or x != limits(type_)[0]:
                self.store(f"-a[{i}]", type_)
            if type_ in INTEGERS:
                self.store(f"~a[{i}]", type_)

    def kernels(self, list_, element, call):
        """Kernels of a few statements each: what a kernel touches is analysed as a whole."""
        lines, calls = [], []
        for first in range(0, len(list_), CHUNK):
            body = []
            for k, expression in enumerate(list_[first:first + CHUNK], first):
                if expression.startswith("({"):
                    expression = expression[2:-2]
                    body += [f"  {expression}", f"  r[{k}] = {expression.split()[0]};"]
                else:
                    body.append(f"  r[{k}] = {expression};")
            text = "\n".join(body)
            variables = [f"  {t} {n} = 0;" for t, n in ((self.a, "v"), (self.b, "u")) if f" {n} " in text]
            name = f"{call}_{first}"
            lines += ["", f"wsp_kernel static void {name}(wsp_inout {element} r[{len(list_)}])", "{", *variables, *body, "}"]
            calls.append(f"    {name}({call});")
        return lines, calls

    def text(self, half):
        self.operators()
        self.unary()
        lines = [f"// gen_conversions.py {self.a} {self.b}", "#include <stdint.h>", "#include <ptowsp/ptowsp.h>",
                 f"__extension__ typedef {half} half;"]
        for name, type_ in (("a", self.a), ("b", self.b)):
            values = ", ".join(literal(x, type_) for x in edges(type_))
            lines.append(f"static const {type_} {name}[{len(edges(type_))}] = {{{values}}};")
        parameters, calls = [], []
        for list_, element, call in ((self.integers, "int64_t", "integers"), (self.floats, "double", "floats")):
            if not list_:
                continue
            kernels, its_calls = self.kernels(list_, element, call)
            lines += kernels
            calls += its_calls
            parameters.append(f"wsp_inout {element} {call}[{len(list_)}]")
        return "\n".join([*lines, "", f"wsp_workload void all({', '.join(parameters)})", "{", *calls, "}", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--all", metavar="DIR")
    parser.add_argument("types", nargs="*", choices=TYPES + [[]])
    args = parser.parse_args()
    half = "__bf16" if args.bf16 else "_Float16"
    if args.all:
        for a in TYPES:
            for b in TYPES:
                pathlib.Path(args.all, f"{a}-{b}.c").write_text(Program(a, b).text(half))
    else:
        sys.stdout.write(Program(*args.types).text(half))


main()
