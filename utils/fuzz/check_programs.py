"""Runs random programs three ways, which must agree: as plain C, before they are raised, and after the default pipeline.

  check_programs.py [--bin=DIR] [--keep=DIR] FIRST COUNT

Each of COUNT programs (gen_program.py) from seed FIRST on is run with --check as scalar code, which equals plain C bit for
bit; then after the default pipeline against what that gave, and cut into tiles of another size. Some runs use two host threads. Last it is written for
a2a3sim_codegen. The first and the last may refuse with a located
error; what the first takes the second takes. Anything else is printed with its seed, and the program is kept in DIR. Status 1 if there was any.
"""

import argparse
import collections
import pathlib
import re
import subprocess
import sys
import tempfile

import gen_program

SCALAR = "canonicalize,wsp-tile,wsp-outline-tasks,wsp-infer-deps,wsp-assign-dispatch,wsp-task-window"
VERIFIER = re.compile(r"'\w+\.\w+' op ")
LOCATED = re.compile(r"^\S+:\d+:\d+: error: (.*)$", re.M)


def steps(bin_dir, path, text, sizes, seed, scratch):
    run = [bin_dir / "ptowsp-run", path, *sizes]
    threads = ["--threads=2"] if seed % 3 == 0 else []
    signature = text[text.index(" void work(") :].split("{")[0]
    found = re.findall(r"(\w+) (\w+)\[", signature)
    arrays = {name: scratch / f"{name}.npy" for kind, name in found if kind != "__bf16"}  # .npy has no such type
    out = [f"--out={name}={file}" for name, file in arrays.items()]
    expect = [f"--expect={name}={file}" for name, file in arrays.items()]
    tree = scratch / "tree"
    yield "scalar", run + ["--check", f"--pass-pipeline={SCALAR}"] + out + (threads if seed % 2 else [])
    yield "default", run + expect + threads + (["--check"] if len(arrays) < len(found) else [])
    cut = SCALAR.replace("wsp-tile", f"wsp-tile{{size={1 + seed % 13}}}")
    yield "cut", run + [f"--pass-pipeline={cut}"] + expect
    yield "a2a3sim", [bin_dir / "ptowsp-translate", "--target=a2a3sim_codegen", "-o", tree, *sizes, path]


def outcome(command, may_refuse):
    """("ok" | "refused" | "FOUND", what was said). A verifier's error is a pass's mistake."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, errors="replace")
    except subprocess.TimeoutExpired:
        return "FOUND", "no end after 120 s"
    error = LOCATED.search(done.stderr)
    if done.returncode == 0:
        return "ok", ""
    if done.returncode == 1 and error and may_refuse and not VERIFIER.match(error[1]):
        return "refused", error[1]
    lines = (done.stderr + done.stdout).splitlines()
    telling = [line for line in lines if re.search("error:|check: FAILED|ssert", line)]
    line = (telling or lines[-1:] or ["no message"])[0]
    return "FOUND", f"status {done.returncode}: {line}"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--bin", type=pathlib.Path, default=pathlib.Path("build/bin"))
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("first", type=int)
    parser.add_argument("count", type=int)
    args = parser.parse_args()
    found, counts, refusals = 0, collections.Counter(), collections.Counter()
    scratch = tempfile.TemporaryDirectory()
    keep = args.keep or pathlib.Path(scratch.name)
    keep.mkdir(parents=True, exist_ok=True)
    for seed in range(args.first, args.first + args.count):
        text, sizes = gen_program.generate(seed)
        path = keep / f"program-{seed}.c"
        path.write_text(text)
        good = True
        for name, command in steps(args.bin, path, text, sizes, seed, pathlib.Path(scratch.name)):
            result, said = outcome(command, name != "default")
            counts[name, result] += 1
            if result == "refused":
                refusals[name, re.sub(r"'[^']*'|\d+", "_", said)[:90]] += 1
                if name == "scalar":
                    break
            if result == "FOUND":
                good = False
                print(f"seed {seed}: {name}: {said}", flush=True)
        if good:
            path.unlink()
        else:
            found += 1
    for (name, result), count in sorted(counts.items()):
        print(f"{name:8} {result:8} {count}")
    for (name, said), count in refusals.most_common():
        print(f"  {count:4} {name:8} {said}")
    print(f"{args.count} programs, {found} with findings")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
