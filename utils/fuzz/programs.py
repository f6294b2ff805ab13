"""Random programs of the language, each run with --check: whatever is accepted must agree with C.

  programs.py [--seed=N] [--count=N] [--keep=DIR] [--run=ptowsp-run]

A program that is refused (status 1) counts as refused; a difference, a crash or a hang is kept in
DIR and printed. Status 1 if there was any. The programs have no undefined behaviour in C.
"""

import argparse
import collections
import pathlib
import random
import subprocess
import sys

FLOATS = ["float", "float", "float", "_Float16", "double"]
INTEGERS = ["int32_t", "int16_t", "uint8_t", "uint32_t", "int8_t"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.type = self.random.choice(FLOATS + INTEGERS if self.random.random() < 0.4 else FLOATS)
        self.is_float = self.type in FLOATS
        self.kernels = []

    def pick(self, *choices):
        return self.random.choice(choices)

    def chance(self, p):
        return self.random.random() < p

    def constant(self):
        return self.pick("0.5", "2.0", "-1.5", "1.0", "0.0") if self.is_float else self.pick("1", "3", "7")

    def call(self, name, *args):
        suffix = "" if self.type == "double" else "f"
        return f"{name}{suffix}({', '.join(args)})"

    def expression(self, leaves, depth):
        if depth == 0 or self.chance(0.15):
            return self.pick(*leaves) if self.chance(0.85) else f"({self.type}){self.constant()}"
        a, b = self.expression(leaves, depth - 1), self.expression(leaves, depth - 1)
        if self.is_float:
            kind = self.random.randrange(12)
            if kind < 6:
                return f"({a} {self.pick('+', '-', '*', '+', '*')} {b})"
            if kind == 6:
                return self.call(self.pick("fmax", "fmin"), a, b)
            if kind == 7:
                return self.call(self.pick("fabs", "exp", "sqrt", "tanh", "floor"), a)
            if kind == 8:
                return f"({a} / ({b} + 3))"
            if kind == 9:
                return f"({a} {self.pick('<', '>', '<=', '==')} {b} ? {a} : {b})"
            if kind == 10:
                return f"(-{a})"
            return f"({a} > 0 ? {a} : 0)"
        kind = self.random.randrange(6)
        if kind < 3:
            # No signed overflow: the promoted operands are cut to 8 bits first.
            return f"(({a} & 127) {self.pick('+', '-', '*')} ({b} & 127))"
        if kind == 3:
            return f"({a} {self.pick('&', '|', '^')} {b})"
        if kind == 4:
            return f"({a} {self.pick('<', '>', '!=')} {b} ? {a} : {b})"
        return f"(({a} & 1023) / (({b} & 15) + 1))"

    # ------------------------------------------------------------ kernels

    def kernel(self, rows, cols, row):
        """A kernel c = f(a, b) on rows x cols parts of arrays whose rows have `row` elements."""
        name = f"k{len(self.kernels)}"
        access = self.pick("wsp_out", "wsp_inout", "wsp_out")
        body = self.kernel_body(rows, cols, access == "wsp_inout")
        self.kernels.append(
            f"wsp_kernel\nstatic void {name}(wsp_in const {self.type} a[{rows}][{row}], "
            f"wsp_in const {self.type} b[{rows}][{row}], {access} {self.type} c[{rows}][{row}])\n"
            f"{{\n{body}}}\n"
        )
        return name

    def loop(self, var, low, high):
        if self.chance(0.15):
            return f"for (int {var} = {high} - 1; {var} >= {low}; {var}--)"
        if self.chance(0.15):
            return f"for (int {var} = {low}; {var} <= {high} - 1; ++{var})"
        return f"for (int {var} = {low}; {var} < {high}; {var}++)"

    def kernel_body(self, rows, cols, reads_c):
        leaves = ["a[i][j]", "b[i][j]"] + (["c[i][j]"] if reads_c else [])
        i, j = self.loop("i", 0, rows), self.loop("j", 0, cols)
        kind = self.random.randrange(8)
        if kind < 3:
            store = self.pick("=", "=", "+=") if reads_c else "="
            return f"    {i}\n        {j}\n            c[i][j] {store} {self.expression(leaves, 3)};\n"
        if kind == 3:
            fold = self.row_fold(cols)
            return f"    {i} {{\n{fold}        {j}\n            c[i][j] = {self.expression(leaves + ['s', 's'], 2)};\n    }}\n"
        if kind == 4:
            tmp = f"    {self.type} t[{rows}][{cols}];\n"
            first = f"    {i}\n        {j}\n            t[i][j] = {self.expression(leaves, 2)};\n"
            second = f"    {i}\n        {j}\n            c[i][j] = {self.expression(leaves + ['t[i][j]', 't[i][j]'], 2)};\n"
            return tmp + first + second
        if kind == 5:
            cond = self.pick("(i + j) % 2 == 0", "i < j", "a[i][j] > b[i][j]", "j == 0")
            return (
                f"    {i}\n        {j}\n            if ({cond})\n                c[i][j] = {self.expression(leaves, 2)};\n"
                f"            else\n                c[i][j] = {self.expression(leaves, 2)};\n"
            )
        if kind == 6 and rows == cols:
            zero = f"    {i}\n        {j}\n            c[i][j] = 0;\n" if not reads_c else ""
            mask = "" if self.is_float else " & 3"
            product = f"(a[i][k]{mask}) * (b[k][j]{mask})"
            return zero + f"    {i}\n        {j}\n            for (int k = 0; k < {cols}; k++)\n                c[i][j] += {product};\n"
        edge = f"        c[i][0] = {self.constant()};\n"
        shifted = [leaf.replace("[j]", self.pick("[j]", "[j - 1]")) for leaf in leaves]
        return f"    {i} {{\n{edge}        {self.loop('j', 1, cols)}\n            c[i][j] = {self.expression(shifted, 2)};\n    }}\n"

    def row_fold(self, cols):
        k = self.loop("k", 0, cols)
        kind = self.random.randrange(3)
        if kind == 0:
            value = "a[i][k]" if self.is_float else "(a[i][k] & 3)"
            return f"        {self.type} s = 0;\n        {k}\n            s += {value};\n"
        if kind == 1 and self.is_float:
            call = self.call(self.pick("fmax", "fmin"), "s", "a[i][k]")
            return f"        {self.type} s = a[i][0];\n        for (int k = 1; k < {cols}; k++)\n            s = {call};\n"
        return f"        {self.type} s = b[i][0];\n        {k}\n            s = a[i][k] > s ? a[i][k] : s;\n"

    # ------------------------------------------------------------ workloads

    def parallel(self):
        return self.pick("wsp_parallel ", "", "")

    def calls(self, arrays, n, tile):
        """Loops that call a kernel on tiles of three arrays."""
        source, other, target = self.pick_arrays(arrays)
        name = self.kernel(tile, tile, n)
        at = self.pick("i, j", "i, j", "j, i", "i, 0", "i / 2, j", f"{n - tile} - i, j")
        out = self.pick("i, j", "i, j", "i, j", "0, j", "i, 0", f"i, {n - tile} - j")
        call = f"{name}(wsp_at({source}, {at}), wsp_at({other}, i, j), wsp_at({target}, {out}));"
        low = self.pick("0", "0", "0", "i")
        guard = self.pick("", "", "", "if (i >= j)\n                ", f"if (i + j < {n})\n                ")
        return (
            f"    for ({self.parallel()}int i = 0; i < {n}; i += {tile})\n"
            f"        for ({self.parallel()}int j = {low}; j < {n}; j += {tile})\n            {guard}{call}\n"
        )

    def nest(self, arrays, n, tile):
        """A loop nest that the compiler tiles and outlines."""
        source, other, target = self.pick_arrays(arrays)
        ti, tj = (self.pick(f"wsp_tile({tile}) ", f"wsp_tile({tile}) ", "") for _ in range(2))
        leaves = [f"{source}[i][j]", f"{other}[i][j]"]
        if self.chance(0.3):
            leaves.append(f"{source}[j][i]")
        if self.chance(0.3):
            leaves.append(f"{other}[{n - 1} - i][j]")
        head = (
            f"    for ({self.parallel()}{ti}int i = 0; i < {n}; i++)\n"
            f"        for ({self.parallel()}{tj}int j = 0; j < {n}; j++)"
        )
        if self.chance(0.3):
            k = self.pick(f"wsp_tile({tile}) ", "")
            mask = "" if self.is_float else " & 3"
            return (
                f"{head} {{\n            {target}[i][j] = {self.pick('0', leaves[0])};\n"
                f"            for ({k}int k = 0; k < {n}; k++)\n"
                f"                {target}[i][j] += ({source}[i][k]{mask}) * ({other}[k][j]{mask});\n        }}\n"
            )
        return f"{head}\n            {target}[i][j] = {self.expression(leaves, 3)};\n"

    def pick_arrays(self, arrays):
        target = self.pick(*[a for a in arrays if a not in ("A", "B")])
        # Now and then a task reads what it writes, and loops carry their results.
        inputs = [a for a in arrays if a != target or self.chance(0.2)]
        return self.pick(*inputs), self.pick(*inputs), target

    def program(self):
        n, tile = self.pick((16, 8), (32, 16), (32, 8), (64, 16), (64, 32), (24, 8))
        arrays = ["A", "B", "C"]
        local = ""
        if self.chance(0.5):
            arrays.append("L")
            local = (
                f"    {self.type} L[{n}][{n}];\n    for (int i = 0; i < {n}; i++)\n"
                f"        for (int j = 0; j < {n}; j++)\n            L[i][j] = A[i][j];\n"
            )
        parts = [self.pick(self.calls, self.calls, self.nest)(arrays, n, tile) for _ in range(self.pick(1, 2, 3))]
        if self.chance(0.25):
            parts[0] = "    for (int t = 0; t < 2; t++) {\n" + parts[0] + "    }\n"
        marks = self.pick("", ' wsp_dispatch("round_robin", 3)', ' wsp_task_window(4, "stall")')
        workload = (
            f"wsp_workload{marks}\nvoid work(wsp_in const {self.type} A[{n}][{n}], "
            f"wsp_in const {self.type} B[{n}][{n}], wsp_inout {self.type} C[{n}][{n}])\n{{\n"
            f"{local}{''.join(parts)}}}\n"
        )
        head = "#include <math.h>\n#include <stdint.h>\n#include <ptowsp/ptowsp.h>\n\n"
        return head + "\n".join(self.kernels + [workload])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--keep", default="fuzz")
    parser.add_argument("--run", default="ptowsp-run")
    args = parser.parse_args()
    keep = pathlib.Path(args.keep)
    keep.mkdir(parents=True, exist_ok=True)
    counts, refusals = collections.Counter(), collections.Counter()
    for seed in range(args.seed, args.seed + args.count):
        path = keep / f"program-{seed}.c"
        path.write_text(Generator(seed).program())
        try:
            run = subprocess.run([args.run, path, "--check"], capture_output=True, text=True, timeout=120)
            status, errors = run.returncode, run.stderr
        except subprocess.TimeoutExpired:
            status, errors = "hang", ""
        counts[status] += 1
        first = next((line for line in errors.splitlines() if "error:" in line), "")
        if status == 1 and first:
            refusals[first.split("error:")[1].strip()[:70]] += 1
        if status == 0 or (status == 1 and first):
            path.unlink()
        else:
            print(f"{path}: {status} {first or errors.strip()[-200:] or run.stdout.strip()[-160:]}", flush=True)
    print(", ".join(f"status {status}: {count}" for status, count in counts.items()))
    for text, count in refusals.most_common(12):
        print(f"  {count:4} {text}")
    sys.exit(bool(set(counts) - {0, 1}))


if __name__ == "__main__":
    main()
