"""Writes one random program of the language: gen_program.py SEED > program.c

Kernels and workloads of affine loops over arrays of every type. The programs have no undefined behaviour and end quickly:
the ranges of integers are computed along with the expressions, subscripts are in bounds, and wsp_parallel stands only on
loops whose iterations write disjoint tiles of an array that they do not read. Where a float sum may be taken in another
order, what is made of it is continuous, so that a tolerance can compare it.
"""

import random
import sys

FLOATS = {"float": "f", "double": "", "_Float16": "f"}  # and the suffix of their functions
RANGES = {
    "int8_t": (-128, 127), "int16_t": (-(2**15), 2**15 - 1), "int32_t": (-(2**31), 2**31 - 1), "int64_t": (-(2**63), 2**63 - 1),
    "uint8_t": (0, 255), "uint16_t": (0, 2**16 - 1), "uint32_t": (0, 2**32 - 1), "uint64_t": (0, 2**64 - 1), "_Bool": (0, 1),
}
SMALL = 1 << 24  # integers stay within plus and minus this, so that no product of two leaves 64 bits
LIMIT = {"int": 1 << 30, "int64_t": 1 << 60}
# Functions that programs call; they leave early and skip turns.
HELPERS = {
    "closer": "static int closer(int a, int b) {\n  if (a > b)\n    return b;\n  if (a < 0)\n    a += 1;\n  return a;\n}\n",
    "bent": "static float bent(float a, float b) {\n  if (a < b)\n    return a - b;\n  return a > 1 ? 1 : b;\n}\n",
    "mixed": ("static uint32_t mixed(uint32_t a, int n) {\n  for (int i = 0; i < 3; i++) {\n    if (i == n)\n      continue;\n"
              "    a = a * 31 + (uint32_t)i;\n  }\n  return a;\n}\n"),
}


class Array:
    def __init__(self, name, kind, extents, writable=True, inexact=False):
        self.name, self.kind, self.extents, self.writable, self.inexact = name, kind, extents, writable, inexact


class Scalar:
    """A local, a parameter or a loop variable, and the values it takes."""

    def __init__(self, name, kind, low=0, high=0, inexact=False):
        self.name, self.kind, self.low, self.high, self.inexact = name, kind, low, high, inexact


class Expressions:
    """What may be read in one place: arrays, scalars and loop variables; `tiles`: only what tile instructions can do."""

    def __init__(self, rng, arrays, scalars, loops, smooth=False, tiles=False):
        self.rng, self.arrays, self.scalars, self.loops, self.smooth = rng, arrays, scalars, loops, smooth
        self.tiles = tiles
        self.read_inexact = False

    def pick(self, *choices):
        return self.rng.choice(choices)

    def chance(self, p):
        return self.rng.random() < p

    def subscript(self, extent, want=None):
        """An index below extent; most often the loop variable `want`."""
        inside = [v for v in self.loops if v.low >= 0 and v.high < extent]
        if want in inside and (self.chance(0.7) or self.tiles and extent == want.high + 1):
            return want.name
        if not inside or self.chance(0.08):
            return str(self.rng.randrange(extent))
        v = want if self.tiles and want in inside else self.pick(*inside)
        if self.tiles:
            return f"{v.name} + {self.rng.randint(0, extent - 1 - v.high)}" if v.high + 1 < extent else v.name
        forms = [v.name, f"{extent - 1} - {v.name}"]
        if v.high + 1 < extent:
            forms += [f"{v.name} + {self.rng.randint(1, extent - 1 - v.high)}"] * 2
        if v.low > 0:
            forms += [f"{v.name} - {self.rng.randint(1, v.low)}"] * 2
        if 2 * v.high + 1 < extent:
            forms += [f"2 * {v.name} + {self.pick(0, 1)}"]
        forms += [f"{v.name} / 2", f"({v.name} + 1) % {extent}"]
        w = self.pick(*inside)
        if v.high + w.high < extent:
            forms.append(f"{v.name} + {w.name}")
        return self.pick(*forms)

    def element(self, array):
        wants = self.loops[-len(array.extents):] if len(self.loops) >= len(array.extents) else self.loops
        if len(wants) == len(array.extents):
            return array.name + "".join(f"[{self.subscript(e, w)}]" for e, w in zip(array.extents, wants))
        return array.name + "".join(f"[{self.subscript(e, self.pick(*wants) if wants else None)}]" for e in array.extents)

    def read(self):
        """(text, type, low, high) of an array element, a scalar or a loop variable; integers may be full range."""
        arrays = [a for a in self.arrays if self.smooth or not a.inexact]
        scalars = [s for s in self.scalars if self.smooth or not s.inexact]
        kind = self.rng.random()
        if arrays and kind < 0.75:
            a = self.pick(*arrays)
            self.read_inexact |= a.inexact
            return self.element(a), a.kind, *RANGES.get(a.kind, (0, 0))
        if scalars and kind < 0.92:
            s = self.pick(*scalars)
            self.read_inexact |= s.inexact
            return s.name, s.kind, s.low, s.high
        if self.loops and not self.smooth and not self.tiles:
            v = self.pick(*self.loops)
            return f"(int){v.name}", "int", v.low, v.high
        value = self.rng.randint(0, 9)
        return str(value), "int", value, value

    # ---------------------------------------------------------------- leaves of a domain

    def as_float(self, domain):
        text, kind, _, _ = self.read()
        return text if kind == domain else f"({domain}){text}"

    def as_integer(self, domain):
        text, kind, low, high = self.read()
        if kind in FLOATS:
            f = FLOATS[kind]
            return f"({domain})fmax{f}(fmin{f}({text}, 99{'.0f' if f else '.0'}), -99{'.0f' if f else '.0'})", -99, 99
        if low < -SMALL or high > SMALL:
            mask = self.pick(3, 15, 255, 1000)
            return f"({domain})({text} & {mask})", 0, mask
        return (text if domain == "int" else f"({domain}){text}"), low, high

    def as_unsigned(self, domain):
        text, kind, low, high = self.read()
        if kind in FLOATS:
            f = FLOATS[kind]
            return f"({domain})fabs{f}(fmax{f}(fmin{f}({text}, 99{'.0f' if f else '.0'}), -99{'.0f' if f else '.0'}))"
        return f"({domain}){text}"

    # ---------------------------------------------------------------- expressions

    def floating(self, domain, depth):
        if depth == 0 or self.chance(0.12):
            if self.chance(0.12):
                return f"({domain}){self.pick('0.5', '2', '-1.25', '1', '0', '3e-2')}"
            return self.as_float(domain)
        a = self.floating(domain, depth - 1)
        f = FLOATS[domain]
        back = f"({domain})" if domain == "_Float16" else ""
        if self.smooth:
            b = self.as_float(domain)
            return self.pick(f"({a} + {b})", f"({a} - {b})", f"{self.pick('0.5f', '2')} * {a}", f"{back}fmax{f}({a}, {b})",
                             f"{back}fabs{f}({a})", f"({a} - {b})")
        b = self.floating(domain, self.rng.randint(0, depth - 1))
        if self.tiles:
            return self.pick(f"({a} + {b})", f"({a} - {b})", f"({a} * {b})", f"({a} / {b})", f"{back}fmax{f}({a}, {b})",
                             f"{back}fmin{f}({a}, {b})", f"{back}fabs{f}({a})", f"(-{a})",
                             f"{back}sqrt{f}({a})", f"({a} > 0 ? {a} : 0)", f"({a} * {self.pick('0.5f', '2', '-1.5f')})")
        kind = self.rng.randrange(14)
        if domain == "float" and self.chance(0.04):
            return f"bent({a}, {b})"
        if kind < 6:
            return f"({a} {self.pick('+', '-', '*')} {b})"
        if kind == 6:
            return f"{back}{self.pick('fmax', 'fmin')}{f}({a}, {b})"
        if kind == 7:
            return f"({a} / {b})"
        if kind == 8:
            # A tile's exponentials, and what formulas make of them, are not the C library's to the last bit: see curved.
            own = ("exp", "log", "tanh", "log1p", "erf") if domain == "double" else ()
            name = self.pick("sqrt", "fabs", "floor", "ceil", "trunc", "round", "rint", "sin", "cos", "cbrt", "exp2", "atan", "fabs",
                             "sqrt", *own)
            return f"{back}{name}{f}({a})"
        if kind == 9:
            return f"{back}{self.pick('copysign', 'fmod', 'atan2', 'pow')}{f}({a}, {b})"
        if kind == 10:
            return f"{back}fma{f}({a}, {b}, {self.as_float(domain)})"
        if kind == 11:
            return f"(-{a})"
        return f"({self.condition(depth - 1)} ? {a} : {b})"

    def integer(self, domain, depth):
        """(text, low, high) of an int or int64_t."""
        if depth == 0 or self.chance(0.12):
            return self.as_integer(domain)
        a, al, ah = self.integer(domain, depth - 1)
        b, bl, bh = self.integer(domain, self.rng.randint(0, depth - 1))
        kind = self.rng.randrange(4 if self.tiles else 12)
        if domain == "int" and not self.tiles and self.chance(0.05):
            return f"closer({a}, {b})", min(al, bl), max(ah, bh) + 1
        if kind < 4:
            if kind == 3:
                a, al, ah = self.cut(a, al, ah, 2047)
                b, bl, bh = self.cut(b, bl, bh, 2047)
                ends = [x * y for x in (al, ah) for y in (bl, bh)]
                return f"({a} * {b})", min(ends), max(ends)
            a, al, ah = self.cut(a, al, ah, SMALL)
            b, bl, bh = self.cut(b, bl, bh, SMALL)
            return (f"({a} + {b})", al + bl, ah + bh) if kind < 2 else (f"({a} - {b})", al - bh, ah - bl)
        if kind == 4:
            edge = max(abs(al), abs(ah))
            return f"({a} / (({b} & 15) + 1))", -edge, edge
        if kind == 5:
            return f"({a} % (({b} & 31) + 1))", -31, 31
        if kind == 6:
            bits = max(x.bit_length() for x in (al, ah, bl, bh))
            low = 0 if al >= 0 and bl >= 0 else -(1 << bits)
            return f"({a} {self.pick('&', '|', '^')} {b})", low, (1 << bits) - 1
        if kind == 7:
            return f"(({a} & 255) << ({b} & 7))", 0, 255 << 7
        if kind == 8:
            return f"({a} >> ({b} & 7))", min(al, 0), max(ah, 0)
        if kind == 9:
            return self.pick((f"(~{a})", -ah - 1, -al - 1), (f"(-{a})", -ah, -al))
        if kind == 10:
            return f"({domain})({self.condition(depth - 1)})", 0, 1
        return f"({self.condition(depth - 1)} ? {a} : {b})", min(al, bl), max(ah, bh)

    def curved(self, domain, text):
        """An exponential or a logarithm of an exact value, last of all: what is made of it is inexact."""
        f = FLOATS[domain]
        return f"({domain}){self.pick(f'exp{f}({text})', f'log{f}(fabs{f}({text}) + 1)', f'exp{f}(-fabs{f}({text}))', f'tanh{f}({text})', f'erf{f}({text})')}"

    def cut(self, text, low, high, limit):
        if -limit <= low and high <= limit:
            return text, low, high
        mask = (1 << limit.bit_length() - 1) - 1
        return f"({text} & {mask})", 0, mask

    def unsigned(self, domain, depth):
        if depth == 0 or self.chance(0.12):
            return self.as_unsigned(domain)
        a, b = self.unsigned(domain, depth - 1), self.unsigned(domain, self.rng.randint(0, depth - 1))
        kind = self.rng.randrange(8)
        if domain == "uint32_t" and self.chance(0.06):
            return f"mixed({a}, {self.pick('0', '1', '3')})"
        if kind < 4:
            return f"({a} {self.pick('+', '-', '*', '&', '|', '^')} {b})"
        if kind == 4:
            return f"({a} {self.pick('/', '%')} ({b} | 1))"
        if kind == 5:
            return f"({a} {self.pick('<<', '>>')} ({b} & {self.pick(7, 31)}))"
        if kind == 6:
            return self.pick(f"(~{a})", f"(-{a})")
        return f"({self.condition(depth - 1)} ? {a} : {b})"

    def condition(self, depth):
        depth = max(0, min(depth, 1))
        kind = self.rng.randrange(8)
        compare = self.pick("<", ">", "<=", ">=", "==", "!=")
        if kind == 0:
            return f"({self.condition(depth - 1)} {self.pick('&&', '||')} {self.condition(depth - 1)})" if depth else "1"
        if kind == 1:
            return f"!({self.integer('int', depth)[0]})"
        if kind == 2 and len(self.loops) > 1:
            v, w = self.rng.sample(self.loops, 2)
            return f"(int){v.name} {compare} (int){w.name} {self.pick('+ 1', '- 2', '')}"
        if kind < 5 and self.loops:
            v = self.pick(*self.loops)
            return f"(int){v.name} {self.pick('% 2', '', '')} {compare} {self.rng.randint(0, max(1, v.high))}"
        if kind == 5:
            return f"{self.unsigned('uint32_t', depth)} {compare} {self.unsigned('uint32_t', depth)}"
        if kind == 6:
            return f"{self.integer('int', depth)[0]} {compare} {self.integer('int', depth)[0]}"
        return f"{self.floating('float', depth)} {compare} {self.floating('float', depth)}"

    def value(self, kind, depth):
        """Text of an expression that may be stored to an element of this type."""
        if kind in FLOATS:
            return self.floating(kind if self.chance(0.85) else self.pick(*FLOATS), depth)
        if kind in ("uint32_t", "uint64_t") and self.chance(0.8):
            return self.unsigned(kind, depth)
        text, low, high = self.integer("int64_t" if kind == "int64_t" or self.chance(0.1) else "int", depth)
        return text if kind in RANGES and RANGES[kind][0] <= low and high <= RANGES[kind][1] else f"({kind})({text})"


class Bodies:
    """Statements that write an array, in a kernel or in a workload."""

    def __init__(self, rng, arrays, target, scalars, program, tile=lambda extent: ""):
        self.rng, self.arrays, self.target, self.scalars, self.tile = rng, arrays, target, scalars, tile
        self.tiles, self.temporaries = program.tiles, program.temporaries
        self.names = iter(f"{c}{n}" for n in ("", "1", "2", "3") for c in "ijklpqr")
        self.inexact = False
        self.curves = False  # statements may be curved: nothing reads the target in the same loops

    def pick(self, *choices):
        return self.rng.choice(choices)

    def chance(self, p):
        return self.rng.random() < p

    def loop(self, extent, outer=(), full=False, marks=False):
        """A header, and its variable: it counts through [0, extent), or through part of it."""
        name = next(self.names)
        low, high = 0, extent
        if not full and not self.tiles and self.chance(0.25):
            low = self.rng.randint(0, extent)
            high = self.rng.randint(low, extent)
        kind = self.pick(*["int"] * 8, "long", "int64_t", "unsigned", "size_t", "short", "uint16_t")
        mark = self.tile(extent) if marks else ""
        if mark or self.tiles:
            kind = "int"
        v = Scalar(name, kind, low, max(low, high - 1))
        form = self.rng.randrange(12) if not self.tiles else 11
        if form == 0 and kind in ("int", "long", "int64_t", "short"):
            return f"for ({mark}{kind} {name} = {high} - 1; {name} >= {low}; {name}--)", v
        if form == 1:
            return f"for ({mark}{kind} {name} = {high}; {name} > {low}; --{name})", Scalar(name, kind, low + 1, max(low + 1, high))
        if form == 2 and high > low:
            return f"for ({mark}{kind} {name} = {low}; {name} <= {high - 1}; ++{name})", v
        if form == 3:
            return f"for ({mark}{kind} {name} = {low}; {name} != {high}; {name} += 1)", v
        if form == 4 and not full:
            step = self.rng.randint(2, 5)
            return f"for ({mark}{kind} {name} = {low}; {high} > {name}; {name} += {step})", v
        if form == 5 and outer and not full and extent > outer[-1].high:
            o = outer[-1]
            return self.pick((f"for (int {name} = 0; {name} <= (int){o.name}; {name}++)", Scalar(name, "int", 0, o.high)),
                             (f"for (int {name} = (int){o.name}; {name} < {extent}; {name}++)", Scalar(name, "int", o.low, extent - 1)))
        return f"for ({mark}{kind} {name} = {low}; {name} < {high}; {name}++)", v

    def expressions(self, loops, extra=()):
        arrays = [a for a in self.arrays + list(extra) if isinstance(a, Array)]
        scalars = self.scalars + [s for s in extra if isinstance(s, Scalar)]
        smooth = any(x.inexact for x in arrays + scalars) and self.target.kind in FLOATS and self.chance(0.6)
        return Expressions(self.rng, arrays, scalars, loops, smooth, self.tiles)

    def assign(self, loops, pad, array=None, depth=3, extra=(), place=None):
        array = array or self.target
        e = self.expressions(loops, extra)
        place = place or e.element(array)
        e.loops = loops
        if e.smooth and array.kind not in FLOATS:
            e.smooth = False
        text = e.value(array.kind, depth)
        if array.kind in FLOATS and self.curves and not e.read_inexact and self.chance(0.25) and not self.reads(array, text):
            text = e.curved(array.kind, text)
            e.read_inexact = True
        op = "="
        if self.chance(0.15) and array in self.arrays and array.kind in FLOATS and not array.inexact:
            op = self.pick("+=", "-=", "*=")
            self.inexact = True
        elif self.chance(0.15) and array in self.arrays and RANGES.get(array.kind, (1, 0))[0] == 0:
            op = self.pick("+=", "-=", "*=", "^=", "|=") if array.kind != "_Bool" else "^="
        self.inexact |= e.read_inexact or (array in self.arrays and array.kind in FLOATS and op == "=" and self.reads(array, text))
        return f"{pad}{place} {op} {text};\n"

    def reads(self, array, text):
        return array.name + "[" in text

    def nest(self, inner, pad, extents, full=False, marks=False, outer=()):
        """Loops through extents around inner(loops, pad)."""
        text, loops, indent = "", list(outer), pad
        for extent in extents:
            header, v = self.loop(extent, loops, full, marks)
            text += f"{indent}{header} {{\n"
            loops.append(v)
            indent += "  "
        text += inner(loops, indent)
        for _ in extents:
            indent = indent[:-2]
            text += f"{indent}}}\n"
        return text

    # ---------------------------------------------------------------- shapes of bodies

    def mapped(self, pad, marks):
        self.curves = True
        text = self.nest(lambda l, p: self.assign(l, p), pad, self.target.extents, marks=marks)
        self.curves = False
        return text

    def plain(self, pad, marks):
        """An element of each loop, as it is raised."""
        def inner(loops, p):
            return self.assign(loops, p, place=self.target.name + "".join(
                f"[{v.name}]" if v.low == 0 or v.high < e else f"[{v.name} - 1]" for v, e in zip(loops, self.target.extents)))
        self.curves = True
        text = self.nest(inner, pad, self.target.extents, full=True, marks=marks)
        self.curves = False
        return text

    def branched(self, pad, marks):
        def inner(loops, p):
            c = self.expressions(loops)
            c.smooth = False
            if loops and self.chance(0.15):
                cases = "".join(f"{p}case {n}:\n{self.assign(loops, p + '  ')}{p}  break;\n" for n in self.rng.sample(range(4), 2))
                return f"{p}switch ((int){loops[-1].name} % 4) {{\n{cases}{p}default:\n{self.assign(loops, p + '  ')}{p}}}\n"
            if self.chance(0.2):
                return f"{p}if ({c.condition(1)})\n{p}  continue;\n{self.assign(loops, p)}"
            text = f"{p}if ({c.condition(1)}) {{\n{self.assign(loops, p + '  ')}{p}}}"
            return text + (f" else {{\n{self.assign(loops, p + '  ')}{p}}}\n" if self.chance(0.5) else "\n")
        return self.nest(inner, pad, self.target.extents, marks=marks)

    def folded(self, pad, marks):
        """A sum, a product or an extremum of the inner loop, and a use of it."""
        def inner(loops, p):
            kind = self.target.kind if self.target.kind in ("float", "double", "int32_t", "uint32_t", "int64_t", "_Float16") else "int32_t"
            name = next(self.temporaries)
            how = self.pick("+", "+", "max", "*") if not self.tiles else self.pick("+", "+", "max")
            extent = self.pick(*[e for a in self.arrays for e in a.extents[-1 if self.tiles else 0:]])
            header, v = self.loop(extent, loops)
            e = self.expressions(loops + [v])
            e.smooth &= kind in FLOATS and how != "*"
            inexact = kind in FLOATS and how != "max"
            if kind in FLOATS:
                term = e.floating(kind, 1)
                step = f"{name} {how}= {term};" if how != "max" else f"{name} = fmax{FLOATS[kind]}({name}, {term});"
                low = high = 0
            elif kind == "uint32_t":
                step = f"{name} {how if how != 'max' else '^'}= {e.unsigned(kind, 1)};"
                low, high = RANGES[kind]
            else:
                term, al, ah = e.integer("int", 1)
                if how == "max":
                    step, low, high = f"{{ int x = {term}; {name} = x > {name} ? x : {name}; }}", min(al, 1), max(ah, 1)
                else:
                    step = f"{name} += {term} & 1023;"
                    low, high = 0, 1023 * 130
            first = "1" if how == "*" else "0"
            s = Scalar(name, kind, low, high, inexact or e.read_inexact)
            self.inexact |= s.inexact
            text = f"{p}{kind} {name} = {first};\n{p}{header}\n{p}  {step}\n"
            return text + self.assign(loops, p, extra=[s], depth=2)
        return self.nest(inner, pad, self.target.extents[:self.rng.randint(1, len(self.target.extents))], marks=marks)

    def product(self, pad, marks):
        """C[i][j] += A[i][k] * B[k][j] where the shapes allow it; else a map."""
        t = self.target
        pairs = [(a, b) for a in self.arrays for b in self.arrays if len(t.extents) == len(a.extents) == len(b.extents) == 2
                 and a.kind == b.kind and t not in (a, b) and not a.inexact and not b.inexact
                 and a.extents[0] >= t.extents[0] and b.extents[1] >= t.extents[1]]
        if not pairs or not (t.kind in FLOATS or t.kind in ("uint32_t", "int32_t")):
            return self.plain(pad, marks)
        a, b = self.pick(*pairs)
        depth = min(a.extents[1], b.extents[0])
        clear = self.chance(0.7)
        product = f"{a.name}[%s][%s] * {b.name}[%s][%s]"
        if t.kind == "int32_t" and a.kind not in ("int8_t", "uint8_t"):
            product = f"({a.name}[%s][%s] & 15) * ({b.name}[%s][%s] & 15)" if a.kind not in FLOATS else "0 * %s * %s * %s * %s"
        elif a.kind not in FLOATS and t.kind != "int32_t":
            product = f"(uint32_t){a.name}[%s][%s] * (uint32_t){b.name}[%s][%s]" if a.kind == "uint32_t" else "%s + %s + %s + %s"
        elif a.kind in FLOATS and t.kind == "uint32_t":
            product = "%s + %s + %s + %s"
        if t.kind == "int32_t" and not clear:
            return self.plain(pad, marks)
        i, j, k = (next(self.names) for _ in range(3))
        self.inexact |= t.kind in FLOATS
        tiles = [self.tile(x) for x in (*t.extents, depth)] if marks else [""] * 3
        if self.chance(0.2):
            tiles[2] = "wsp_reassociate " + tiles[2]
        cast = f"({t.kind})" if t.kind in FLOATS and a.kind == "_Float16" and self.chance(0.5) else ""
        return (f"{pad}for ({tiles[0]}int {i} = 0; {i} < {t.extents[0]}; {i}++)\n"
                f"{pad}  for ({tiles[1]}int {j} = 0; {j} < {t.extents[1]}; {j}++) {{\n"
                + (f"{pad}    {t.name}[{i}][{j}] = 0;\n" if clear else "")
                + f"{pad}    for ({tiles[2]}int {k} = 0; {k} < {depth}; {k}++)\n"
                f"{pad}      {t.name}[{i}][{j}] += {cast}{product % (i, k, k, j)};\n{pad}  }}\n")

    def staged(self, pad, marks):
        """A local array between two nests."""
        kind = self.pick(self.target.kind, self.target.kind, "float", "float" if self.tiles else "int32_t")
        local = Array(next(self.temporaries), kind, self.target.extents)
        text = f"{pad}{kind} {local.name}{''.join(f'[{e}]' for e in local.extents)};\n"
        saved, self.inexact = self.inexact, False
        target, self.target = self.target, local
        text += self.plain(pad, marks)
        local.inexact, self.inexact, self.target = self.inexact, saved, target
        def inner(loops, p):
            return self.assign(loops, p, extra=[local, local])
        return text + self.nest(inner, pad, self.target.extents, marks=marks)

    def scanned(self, pad, marks):
        """Elements made of the ones before."""
        t = self.target
        def inner(loops, p):
            v = next(self.names)
            head = t.name + "".join(f"[{x.name if x.high < e else x.name + ' - 1'}]" for x, e in zip(loops, t.extents))
            e = self.expressions(loops)
            e.smooth = False
            term = e.value(t.kind, 1)
            if t.kind in FLOATS:
                self.inexact = True
                step = f"0.5f * {head}[{v} - 1] + 0.25f * {head}[{v}]"
            elif RANGES[t.kind][0] == 0:
                step = f"{head}[{v} - 1] + {head}[{v}]" if t.kind != "_Bool" else f"{head}[{v} - 1] ^ {head}[{v}]"
            else:
                step = f"({head}[{v} - 1] ^ {head}[{v}])"
            return f"{p}{head}[0] = {term};\n{p}for (int {v} = 1; {v} < {t.extents[-1]}; {v}++)\n{p}  {head}[{v}] = {step};\n"
        return self.nest(inner, pad, t.extents[:-1], full=True)

    def body(self, pad, marks=False):
        shapes = [self.mapped, self.plain, self.plain, self.branched, self.folded, self.product, self.staged]
        if self.tiles:
            shapes = [self.plain, self.plain, self.folded, self.folded, self.product, self.staged]
        elif not marks:
            shapes += [self.scanned]
        text = ""
        for _ in range(self.pick(1, 1, 1, 2)):
            text += self.pick(*shapes)(pad, marks)
            if self.inexact:
                self.target.inexact = True
        return text


class Program:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.kernels, self.sizes = [], {}
        kinds = list(FLOATS) + ["float"] * 4 + list(RANGES)
        self.temporaries = iter(f"t{n}" for n in range(99))
        self.tiles = self.chance(0.45)
        self.big = self.chance(0.1)
        if self.tiles:
            kinds = ["float"] * 6 + ["_Float16"]
        self.palette = self.rng.sample(kinds, self.pick(1, 1, 2, 3))

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

    def declare(self, array, prefix=""):
        return f"{prefix}{array.kind} {array.name}{''.join(f'[{e}]' for e in array.extents)}"

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
            parameters.append((f"{'wsp_in const ' if n and self.chance(0.6) else 'const ' if n else ''}"
                               f"{array.kind} {name}{''.join(f'[{e}]' for e in declared)}"))
            if len(array.extents) > 2:
                arguments.append(f"&{array.name}[{at[0]}]" if at[0] != "0" else array.name)
            else:
                arguments.append(f"wsp_at({array.name}, {', '.join(at)})" if at != ["0"] * len(at) or self.chance(0.5) else array.name)
        scalars = []
        for text, low, high in [("i", 0, loops[0].high)] + [(n, v, v) for n, v in self.sizes.items()]:
            if self.chance(0.25):
                kind = self.pick("int", "float", "int64_t", "uint8_t") if not self.tiles else "float"
                scalars.append(Scalar(f"x{len(scalars)}", kind, low, high))
                parameters.append(f"{kind} x{len(scalars) - 1}")
                arguments.append(text)
        bodies = Bodies(self.rng, boxes, boxes[0], scalars, self)
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
        return Bodies(self.rng, used, target, [], self, tiles).body("  ", marks=True)

    def text(self):
        self.square = self.pick(0, 0, 16, 32, 24, 17) if not self.tiles else self.pick(0, 16, 32, 24, 64)
        kinds = [self.pick(*self.palette) for _ in range(5)]
        arrays = [Array(n, k, self.extents(), w) for n, k, w in zip("ABCD", kinds, (False, self.chance(0.3), True, True))]
        arrays = arrays[:2] + arrays[2:self.pick(3, 4)]
        if self.chance(0.25):
            self.sizes["n"] = self.rng.randint(0, 9)
        parameters = [self.declare(a, self.pick("", "wsp_inout ", "wsp_inout ", "wsp_inout ") if a.writable else self.pick("const ", "wsp_in const ")) for a in arrays]
        parameters += [f"{self.pick('int', 'int64_t', 'unsigned')} {n}" for n in self.sizes]
        body = ""
        if self.chance(0.5):
            local = Array("L", self.pick(*self.palette), self.extents())
            body += f"  {self.declare(local)};\n" + Bodies(self.rng, arrays, local, [], self).plain("  ", False)
            arrays.append(local)
        for _ in range(self.pick(1, 2, 2, 3)):
            step = self.pick(self.called, self.called, self.nested)(arrays)
            body += f"  for (int t = 0; t < {self.pick(0, 1, 2, 3)}; t++) {{\n{step}  }}\n" if self.chance(0.15) else step
        dispatch = self.pick("", "", ' wsp_dispatch("round_robin", 3)', ' wsp_dispatch("affinity", "n", 2)' if self.sizes else "")
        window = self.pick("", "", *[f' wsp_task_window({n}, "stall")' for n in (1, 2, 4, 64)])
        head = "#include <math.h>\n#include <stddef.h>\n#include <stdint.h>\n#include <stdlib.h>\n#include <ptowsp/ptowsp.h>\n\n"
        workload = f"wsp_workload{dispatch}{window} void work({', '.join(parameters)}) {{\n{body}}}\n"
        helpers = [text for name, text in HELPERS.items() if any(name + "(" in x for x in (*self.kernels, workload))]
        return head + "\n".join(helpers + self.kernels + [workload])


def generate(seed):
    """The text of a program, and the options --size=NAME=N that it needs."""
    program = Program(seed)
    text = program.text()
    return text, [f"--size={name}={value}" for name, value in program.sizes.items()]


if __name__ == "__main__":
    sys.stdout.write(generate(int(sys.argv[1]))[0])
