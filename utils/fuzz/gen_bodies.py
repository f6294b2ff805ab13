"""Loop nests of random programs: maps, folds, products, stages, scans and walks, in a kernel or in a workload."""

from gen_values import FLOATS, RANGES, Array, Expressions, Scalar


class Bodies:
    """Statements that write an array, in a kernel or in a workload."""

    def __init__(self, rng, arrays, target, scalars, program, tile=lambda extent: "", symbols=None):
        self.rng, self.arrays, self.target, self.scalars, self.tile = rng, arrays, target, scalars, tile
        self.tiles, self.temporaries, self.symbols = program.tiles, program.temporaries, symbols or {}
        self.names = iter(f"{c}{n}" for n in ("", "1", "2", "3") for c in "ijklqru")
        self.inexact = False
        self.curves = False  # statements may be curved: nothing reads the target in the same loops

    def pick(self, *choices):
        return self.rng.choice(choices)

    def chance(self, p):
        return self.rng.random() < p

    def bound(self, value):
        """A number, or the parameter that has its value."""
        return self.symbols[value] if value in self.symbols and self.chance(0.7) else str(value)

    def power(self, extent, name):
        """A loop that doubles, multiplies or halves its variable."""
        by = self.pick(2, 2, 3)
        top = 1
        while top * by < extent:
            top *= by
        if self.chance(0.6):
            step = self.pick("<<= 1", f"*= {by}") if by == 2 else f"*= {by}"
            return f"for (int {name} = 1; {name} < {self.bound(extent)}; {name} {step})", Scalar(name, "int", 1, max(1, top))
        return f"for (int {name} = {extent - 1}; {name} > 0; {name} /= {by})", Scalar(name, "int", 1, max(1, extent - 1))

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
        form = self.rng.randrange(14) if not self.tiles else 13
        if form == 6 and not full and not mark and extent > 1:
            return self.power(extent, name)
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
        top = self.bound(high) if kind in ("int", "long", "int64_t") else str(high)
        return f"for ({mark}{kind} {name} = {low}; {name} < {top}; {name}++)", v

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
                cases = "".join(f"{p}case {n}:\n{self.assign(loops, p + '  ')}{p}  {self.pick('break;', 'break;', ';')}\n" for n in self.rng.sample(range(4), 2))
                return f"{p}switch ((int){loops[-1].name} % 4) {{\n{cases}{p}default:\n{self.assign(loops, p + '  ')}{p}}}\n"
            if self.chance(0.2):
                return f"{p}if ({c.condition(1)})\n{p}  continue;\n{self.assign(loops, p)}"
            text = f"{p}if ({c.condition(1)}) {{\n{self.assign(loops, p + '  ')}{p}}}"
            return text + (f" else {{\n{self.assign(loops, p + '  ')}{p}}}\n" if self.chance(0.5) else "\n")
        return self.nest(inner, pad, self.target.extents, marks=marks)

    def folded(self, pad, marks):
        """A sum, a product or an extremum of the inner loop, and a use of it."""
        def inner(loops, p):
            kind = self.target.kind if self.target.kind in ("float", "double", "int32_t", "uint32_t", "int64_t", "_Float16", "__bf16") else "int32_t"
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
        cast = f"({t.kind})" if t.kind in FLOATS and a.kind in ("_Float16", "__bf16") and self.chance(0.5) else ""
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

    def walked(self, pad, marks):
        """A row by a pointer, and a counter that while loops and ++ change."""
        t = self.target
        def inner(loops, p):
            n, q, last = next(self.temporaries), next(self.temporaries), t.extents[-1]
            head = t.name + "".join(f"[{x.name if x.high < e else x.name + ' - 1'}]" for x, e in zip(loops, t.extents))
            text = f"{p}{t.kind} *{q} = {head};\n{p}int {n} = 0;\n"
            e = self.expressions(loops)
            e.smooth = False
            form = self.rng.randrange(5)
            if form == 0:
                text += f"{p}while ({n} < {self.bound(last)}) {{\n{p}  {q}[{n}] = {e.value(t.kind, 1)};\n{p}  {n}++;\n{p}}}\n"
            elif form == 1:
                text += f"{p}{n} = {last};\n{p}while ({n}-- > 0)\n{p}  {q}[{n}] = {e.value(t.kind, 1)};\n"
            elif form == 2:
                text += f"{p}do {{\n{p}  *({q} + {n}) = {e.value(t.kind, 1)};\n{p}  {n} += {self.pick(1, 2, 3)};\n{p}}} while ({n} < {last});\n"
            elif form == 3:
                header, v = self.loop(last, loops, full=True)
                inside = self.expressions(loops + [v])
                inside.smooth = False
                text += f"{p}{header}\n{p}  if ({inside.condition(1)})\n{p}    {q}[{n}++] = {inside.value(t.kind, 1)};\n"
            else:
                v = next(self.names)
                other = next(self.names)
                text += (f"{p}for (int {v} = 0, {other} = {last - 1}; {v} < {other}; {v}++, {other}--, {n}++)\n"
                         f"{p}  {q}[{v}] = {q}[{other}] = {e.value(t.kind, 1)};\n")
            text += f"{p}{q}[{n} % {last}] = ({t.kind}){n};\n" if self.chance(0.5) else ""
            self.inexact |= t.kind in FLOATS and self.reads(t, text)
            return text.replace("% " + str(last), f"< 0 ? 0 : {n} % {last}") if "--" in text else text
        return self.nest(inner, pad, t.extents[:-1], full=True)

    def body(self, pad, marks=False):
        shapes = [self.mapped, self.plain, self.plain, self.branched, self.folded, self.product, self.staged]
        if self.tiles:
            shapes = [self.plain, self.plain, self.folded, self.folded, self.product, self.staged]
        elif not marks:
            shapes += [self.scanned, self.walked]
        text = ""
        for _ in range(self.pick(1, 1, 1, 2)):
            text += self.pick(*shapes)(pad, marks)
            if self.inexact:
                self.target.inexact = True
        return text
