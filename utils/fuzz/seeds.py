"""Collects the seeds and the dictionary of a fuzz target.

    python3 utils/fuzz/seeds.py TARGET CORPUS DICTIONARY [PTOWSP-BIN]

TARGET is parse or passes. CORPUS gets one file a part of each test/**/*.mlir, named by its content,
and with PTOWSP-BIN (a directory with ptowsp-translate and ptowsp-opt) the modules of the examples
and of test/programs at every stage of the default pipeline.
"""

import hashlib
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tables

LONGEST = 16384  # -max_len of run.sh
PASSES_C = pathlib.Path(__file__).resolve().parent / "passes.c"


# Passes with options, behind the passes alone: more than there are.
OPTIONS = 64


def pipelines():
    """The pipelines of passes.c in their order, then each pass."""
    body = re.search(r"pipelines\[\] = \{(.*?)\};", PASSES_C.read_text(), re.S).group(1)
    body = re.sub(r'"\s*\n\s*"', "", body)
    return re.findall(r'"([^"]*)"', body) + [name for _, name, _ in tables.passes()]


def stages(example, binaries):
    """The module of an example, then after each pass of the default pipeline."""
    importing = [f"{binaries}/ptowsp-translate", "--import-c", str(example)]
    module = subprocess.run(importing, capture_output=True, text=True)
    if module.returncode != 0:
        return
    yield module.stdout
    text = module.stdout
    for name in tables.default_pipeline():
        step = subprocess.run([f"{binaries}/ptowsp-opt", f"--{name}"], input=text,
                              capture_output=True, text=True)
        if step.returncode != 0:
            return
        text = step.stdout
        yield text


def modules(binaries):
    for path in sorted((tables.ROOT / "test").rglob("*.mlir")):
        for part in path.read_text().split("// -----"):
            # Comments cost mutations and say nothing to the compiler.
            yield re.sub(r"^\s*//.*\n", "", part, flags=re.M)
    if not binaries:
        return
    programs = sorted((tables.ROOT / "docs" / "examples").rglob("*.c"))
    for path in programs + sorted((tables.ROOT / "test" / "programs").glob("*.c")):
        # Longer ones are cut short when they are read.
        yield from (text for text in stages(path, binaries) if len(text) < LONGEST)


def dictionary():
    words = {"affine_map<", "affine_set<", "array<i64: ", "dense<", "loc(", "strided<[", "offset: ?",
             "unit", "true", "false", "memref<", "vector<", "tensor<", "tuple<", "!pto.tile<", "<{",
             "}>", "->", "^bb0", "iter_args(", "scheduler(", "attributes {", "step ", "else {",
             "wsp.tile", "wsp.parallel", "wsp.iv", "wsp.id", "wsp.name", "wsp.unsigned", "index",
             "bf16", "f16", "f32", "f64", "i1", "i8", "i32", "i64", "ub", "l1", "l0a", "l0b", "l0c",
             "round_robin", "affinity", "stall", "operandSegmentSizes"}
    for _, op in tables.ops():
        words.add(op["name"])
        words.update(re.findall(r"(\w+):", op["attrs"]))
        words.update(re.findall(r"`([^` ]+)`", op["format"]))
    for row in tables.named("ops/enums.def", "PTOWSP_ENUM"):
        words.update(row[-1].split())
    for path in sorted((tables.ROOT / "lib" / "ir").glob("parse*.c")):
        # The keywords that the parser asks for.
        words.update(re.findall(r'(?:keyword|_is)\([^"()]*, "([^"\\]+)"', path.read_text()))
    for folder in ("lib", "passes"):
        for path in sorted((tables.ROOT / folder).rglob("*.c")):
            words.update(re.findall(r'"(wsp\.[a-z_]+)"', path.read_text()))
    return sorted(word for word in words if word)


def main(target, corpus, out, binaries=None):
    corpus = pathlib.Path(corpus)
    corpus.mkdir(parents=True, exist_ok=True)
    choices = [b""]
    if target == "passes":
        count = len(pipelines()) + OPTIONS
        choices = [bytes([(ord("a") + i) % 256]) for i in range(count)]
    for i, text in enumerate(dict.fromkeys(modules(binaries))):
        # All passes in order for each, and one of the other choices in turn.
        for choice in {choices[0], choices[i % len(choices)]}:
            data = choice + text.encode()
            (corpus / hashlib.sha1(data).hexdigest()).write_bytes(data)
    escape = {ord('"'): '\\"', ord("\\"): "\\\\"}
    lines = [f'"{word.translate(escape)}"\n' for word in dictionary()]
    pathlib.Path(out).write_text("".join(lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
