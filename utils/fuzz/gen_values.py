"""Expressions of random programs, with the ranges of their integers, and what they are made of."""

FLOATS = {"float": "f", "double": "", "_Float16": "f", "__bf16": "f"}  # and the suffix of their functions
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
    "spread": "static int spread(int a, int b) {\n  int c = closer(a, b), d = closer(b, a);\n  return c > d ? c - d : d - c;\n}\n",
    "peak": ("static float peak(const float *p, int n) {\n  float m = *p;\n  int i = 1;\n  while (i < n) {\n"
             "    m = fmaxf(m, p[i]);\n    i++;\n  }\n  return m;\n}\n"),
    "low_bits": ("static int low_bits(uint32_t a) {\n  int n = 0;\n  switch (a & 3) {\n  case 3:\n    n = 1;\n  case 0:\n    n += 2;\n    break;\n"
                 "  default:\n    n = 7;\n  }\n  return n++ + n;\n}\n"),
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
        back = f"({domain})" if domain in ("_Float16", "__bf16") else ""
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
        rows = [x for x in self.arrays if x.kind == "float" and not x.inexact]
        if domain == "float" and rows and self.chance(0.03):
            row = self.pick(*rows)
            first = "".join(f"[{self.subscript(e)}]" for e in row.extents[:-1])
            return f"peak({row.name}{first}, {self.rng.randint(1, row.extents[-1])})"
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
        if domain == "int" and not self.tiles and self.chance(0.04):
            a, al, ah = self.cut(a, al, ah, SMALL)
            b, bl, bh = self.cut(b, bl, bh, SMALL)
            return f"spread({a}, {b})", 0, max(ah, bh) + 1 - min(al, bl)
        if domain == "int" and not self.tiles and self.chance(0.03):
            return f"low_bits({self.as_unsigned('uint32_t')})", 0, 15
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
            # C has no common type of the two short ones.
            return self.floating(kind if self.chance(0.85) or kind == "__bf16" else self.pick("float", "double", kind), depth)
        if kind in ("uint32_t", "uint64_t") and self.chance(0.8):
            return self.unsigned(kind, depth)
        text, low, high = self.integer("int64_t" if kind == "int64_t" or self.chance(0.1) else "int", depth)
        return text if kind in RANGES and RANGES[kind][0] <= low and high <= RANGES[kind][1] else f"({kind})({text})"
