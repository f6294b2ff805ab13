"""Writes one random program of the language: gen_program.py SEED > program.c

Kernels and workloads of affine loops over arrays of every type. The programs have no undefined behaviour and end quickly:
the ranges of integers are computed along with the expressions, subscripts are in bounds, and wsp_parallel stands only on
loops whose iterations write disjoint tiles of an array that they do not read. Where a float sum may be taken in another
order, what is made of it is continuous, so that a tolerance can compare it.
"""

import random
import re
import sys

from gen_bodies import Bodies
from gen_values import FLOATS, HELPERS, RANGES, Array, Scalar


class Program:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.kernels, self.sizes = [], {}
        kinds = list(FLOATS) + ["float"] * 4 + list(RANGES)
        self.temporaries = iter(f"t{n}" for n in range(99))
        self.tiles = self.chance(0.45)
        self.big = self.chance(0.1)
        if self.tiles:
            kinds = ["float"] * 6 + ["_Float16", "__bf16"]
        self.palette = self.rng.sample(kinds, self.pick(1, 1, 2, 3))
        if "__bf16" in self.palette and "_Float16" in self.palette:
            self.palette.remove("_Float16")
        self.symbols = {}  # the parameter that has the value of an extent

    def pick(self, *choices):
        return self.rng.choice(choices)

    def chance(self, p):
        return self.rng.random() < p

    def extents(self):
        if self.big:
            return [self.pick(64, 100, 130, 257) for _ in range(self.pick(1, 2, 2))]
        if self.square:
            return [self.square] * self.pick(1, 2, 2, 2)
        return [self.pick(1, 2, 3, 5, 8, 13, 16, 17, 24, 32, 40) for _ in range(self.pick(1, 2, 2, 2, 3))]

    def dimension(self, extent, symbols):
        """An extent, as a parameter or what is made of one."""
        for value, name in symbols.items():
            if extent == value and self.chance(0.8):
                return name
            if self.chance(0.5):
                if extent == 2 * value:
                    return self.pick(f"2 * {name}", f"{name} + {name}")
                if value < extent <= value + 8:
                    return f"{name} + {extent - value}"
        return str(extent)

    def declare(self, array, prefix="", symbols=None):
        return f"{prefix}{array.kind} {array.name}{''.join(f'[{self.dimension(e, symbols or {})}]' for e in array.extents)}"

    def called(self, arrays):
        """Loops that call a new kernel on parts of arrays."""
        target = self.pick(*[a for a in arrays if a.writable])
        inputs = [self.pick(*[a for a in arrays if a is not target]) for _ in range(self.pick(1, 1, 2))]
        if target.kind in RANGES and self.chance(0.12):
            inputs[0] = target
        # Of three dimensions wsp_at is the innermost rows; a tile is whole planes then.
        step = [self.pick(*[x for x in (1, 4, 8, 16, 16, 7, e // 2, e) if 0 < x <= e]) for e in target.extents]
        if len(step) > 2:
            step[1:] = target.extents[1:]
        while self.count(target.extents, step) > 64:
            step = [min(2 * s, e) for s, e in zip(step, target.extents)]
        loops = [Scalar(n, "int", 0, (e - s) // s * s) for n, e, s in zip("ijk", target.extents, step)]
        whole = self.chance(0.85)
        arguments, parameters, boxes = [], [], []
        visible = self.symbols if self.chance(0.6) else {}
        for name in visible.values():
            parameters.append(f"int {name}")
            arguments.append(name)
        for n, array in enumerate([target] + inputs):
            box, at = [], []
            for d, e in enumerate(array.extents):
                v = loops[d] if d < len(loops) else None
                if d and len(array.extents) > 2:
                    box.append(e)
                    continue
                s = step[d] if d < len(step) else e
                if v and v.high + s <= e and (n == 0 and whole or self.chance(0.85)):
                    room = e - v.high - s if n else 0
                    shift = self.rng.randint(0, room)
                    grow = self.rng.randint(0, room - shift)
                    at.append(f"{v.name} + {shift}" if shift else v.name)
                    box.append(s + grow)
                else:
                    first = self.rng.randrange(e) if self.chance(0.3) else 0
                    at.append(str(first))
                    box.append(e - first)
            name = f"p{n}"
            boxes.append(Array(name, array.kind, box, n == 0, array.inexact))
            declared = box[:1] + array.extents[1:]
            passed = Array(name, array.kind, declared)
            parameters.append(self.declare(passed, "wsp_in const " if n and self.chance(0.6) else "const " if n else "", visible))
            if len(array.extents) > 2:
                arguments.append(f"&{array.name}[{at[0]}]" if at[0] != "0" else array.name)
            else:
                arguments.append(f"wsp_at({array.name}, {', '.join(at)})" if at != ["0"] * len(at) or self.chance(0.5) else array.name)
        scalars = []
        named = [(n, v, v) for n, v in self.sizes.items() if n not in self.symbols.values()]
        for text, low, high in [("i", 0, loops[0].high)] + named:
            if self.chance(0.25):
                kind = self.pick("int", "float", "int64_t", "uint8_t") if not self.tiles else "float"
                scalars.append(Scalar(f"x{len(scalars)}", kind, low, high))
                parameters.append(f"{kind} x{len(scalars) - 1}")
                arguments.append(text)
        bodies = Bodies(self.rng, boxes, boxes[0], scalars, self, symbols=visible)
        body = bodies.body("  ")
        target.inexact |= boxes[0].inexact
        name = f"kernel{len(self.kernels)}"
        core = "" if self.chance(0.95) else " wsp_core(aiv)"
        self.kernels.append(f"wsp_kernel{core} static void {name}({', '.join(parameters)}) {{\n{body}}}\n")
        # Every loop moves the tile that is written, by its own length.
        parallel = "wsp_parallel " if whole and target not in inputs and self.chance(0.5) else ""
        text, pad = "", "  "
        for v, e, s in zip(loops, target.extents, step):
            text += f"{pad}for ({parallel}int {v.name} = 0; {v.name} <= {e - s}; {v.name} += {s})\n"
            pad += "  "
        if self.chance(0.15):
            text += f"{pad}if ({loops[0].name} % 2 == 0 || {loops[-1].name} > {self.rng.randint(0, 8)})\n"
            pad += "  "
        return f"{text}{pad}{name}({', '.join(arguments)});\n"

    def count(self, extents, step):
        n = 1
        for e, s in zip(extents, step):
            n *= max(1, e // s)
        return n

    def nested(self, arrays):
        """A loop nest that the compiler tiles and outlines."""
        target = self.pick(*[a for a in arrays if a.writable])
        used = [target] + self.rng.sample([a for a in arrays if a is not target], self.pick(1, min(2, len(arrays) - 1)))
        # Without a mark the compiler chooses; equal sizes let it fuse nests.
        how = self.pick("none", "none", "even", "even", "any", "auto")
        same, sizes = self.chance(0.5), {}
        def tiles(extent):
            even = [x for x in range(1, extent + 1) if x * 8 >= extent and extent % x == 0]
            n = self.pick(*even) if how == "even" else self.rng.randint(max(1, extent // 9), extent + 3)
            n = sizes.setdefault(extent, n) if same else n
            n = "wsp_auto" if how == "auto" or self.chance(0.04) else n
            return f"wsp_tile({n}) " if how != "none" and self.chance(0.85) else ""
        return Bodies(self.rng, used, target, [], self, tiles, self.symbols).body("  ", marks=True)

    def text(self):
        self.square = self.pick(0, 0, 16, 32, 24, 17) if not self.tiles else self.pick(0, 16, 32, 24, 64)
        kinds = [self.pick(*self.palette) for _ in range(5)]
        arrays = [Array(n, k, self.extents(), w) for n, k, w in zip("ABCD", kinds, (False, self.chance(0.3), True, True))]
        arrays = arrays[:2] + arrays[2:self.pick(3, 4)]
        if "__bf16" in self.palette:  # the serial run takes the compiler that parameters ask for
            arrays[0].kind = "__bf16"
        if self.chance(0.25):
            self.sizes["n"] = self.rng.randint(0, 9)
        if self.chance(0.3):
            extent = self.pick(*[e for a in arrays for e in a.extents])
            self.symbols[extent] = "m"
            self.sizes["m"] = extent
        access = ("", "wsp_inout ", "wsp_inout ", "wsp_inout ")
        parameters = [f"{'int' if n == 'm' else self.pick('int', 'int64_t', 'unsigned')} {n}" for n in self.sizes]
        parameters += [self.declare(a, self.pick(*access) if a.writable else self.pick("const ", "wsp_in const "), self.symbols)
                       for a in arrays]
        names = list(self.sizes) + [a.name for a in arrays]
        body = part = ""
        if self.chance(0.5):
            local = Array("L", self.pick(*self.palette), self.extents())
            body += f"  {self.declare(local, symbols=self.symbols)};\n"
            body += Bodies(self.rng, arrays, local, [], self, symbols=self.symbols).plain("  ", False)
            arrays.append(local)
        for _ in range(self.pick(1, 2, 2, 3)):
            step = self.pick(self.called, self.called, self.nested)(arrays)
            step = f"  for (int t = 0; t < {self.pick(0, 1, 2, 3)}; t++) {{\n{step}  }}\n" if self.chance(0.15) else step
            if not part and not re.search(r"\bL\b", step) and self.chance(0.15):
                part = f"wsp_workload static void part({', '.join(parameters)}) {{\n{step}}}\n"
                step = f"  part({', '.join(names)});\n"
            body += step
        dispatch = self.pick("", "", ' wsp_dispatch("round_robin", 3)', ' wsp_dispatch("affinity", "n", 2)' if "n" in self.sizes else "")
        window = self.pick("", "", *[f' wsp_task_window({n}, "stall")' for n in (1, 2, 4, 64)])
        head = "#include <math.h>\n#include <stddef.h>\n#include <stdint.h>\n#include <stdlib.h>\n#include <ptowsp/ptowsp.h>\n\n"
        workload = part + ("\n" if part else "") + f"wsp_workload{dispatch}{window} void work({', '.join(parameters)}) {{\n{body}}}\n"
        used = "".join((*self.kernels, workload))
        used += "".join(text for name, text in HELPERS.items() if name + "(" in used)
        helpers = [text for name, text in HELPERS.items() if name + "(" in used]
        return head + "\n".join(helpers + self.kernels + [workload])


def generate(seed):
    """The text of a program, and the options --size=NAME=N that it needs."""
    program = Program(seed)
    text = program.text()
    return text, [f"--size={name}={value}" for name, value in program.sizes.items()]


if __name__ == "__main__":
    sys.stdout.write(generate(int(sys.argv[1]))[0])
