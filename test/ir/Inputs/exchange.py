"""Sends programs through MLIR, at every stage of the default pipeline.

    exchange.py unchanged|between FOLDER TEMPORARY

FOLDER holds one program in each directory, a C file with a workload.
unchanged: what comes back is what was sent.
between: MLIR's own passes stand between two of ours; the program still runs to the result that it
has without them, which is checked against its serial run. Options of the run are those of the
first command in its README.md.
"""

import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "utils"))
import tables

UPSTREAM = ["-canonicalize", "-cse", "-loop-invariant-code-motion", "-sccp", "-mem2reg",
            "-control-flow-sink", "-loop-invariant-subset-hoisting"]
SEPARATOR = "\n// -----\n"


def run(command, text=""):
    result = subprocess.run(command, input=text, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))}: status {result.returncode}\n{result.stderr}")
    return result


def options(program):
    readme = program.parent / "README.md"
    command = re.search(r"^ *ptowsp-run .*", readme.read_text(), re.M) if readme.exists() else None
    return re.findall(r"--(?:size|workload)=\S+", command[0]) if command else []


def pipeline(program):
    """The default pipeline, with the sizes and the workload that the program is run with."""
    given = [option[2:].split("=", 1) for option in options(program)]
    sizes = ",".join(value for name, value in given if name == "size")
    binding = [f"sizes={sizes}"] * bool(sizes)
    binding += [f"workload={value}" for name, value in given if name == "workload"]
    first, *others = tables.default_pipeline()
    assert first == "wsp-bind-sizes"
    return [first + ("{" + " ".join(binding) + "}" if binding else ""), *others]


def stages(program):
    """The program's module in generic form, as it is imported and after each pass."""
    importing = ["ptowsp-translate", "--import-c", "--print-generic", program]
    passes = ["ptowsp-opt", "--print-generic", "--print-ir-after-all",
              "--pass-pipeline=" + ",".join(pipeline(program)), "-", "-o", "/dev/null"]
    imported = run(importing).stdout
    dumps = run(passes, imported).stderr.split("// -----// IR Dump After ")[1:]
    # A module ends with the first line of this kind; remarks may follow.
    end = re.compile(r"^\}\).* : \(\) -> \(\)$", re.M)
    modules = [dump[dump.index("\n") + 1 : end.search(dump).end()] for dump in dumps]
    return ["import"] + tables.default_pipeline(), [imported] + modules


def print_all(text):
    printing = ["ptowsp-opt", "--split-input-file", "--print-generic", "-"]
    return [part.strip() for part in run(printing, text).stdout.split(SEPARATOR)]


def through_mlir(modules, passes=[]):
    mlir = ["mlir-opt", "--allow-unregistered-dialect", "--mlir-print-op-generic",
            "--split-input-file", *passes, "-"]
    return print_all(run(mlir, SEPARATOR.join(modules)).stdout)


def unchanged(program, directory):
    names, modules = stages(program)
    sent, back = print_all(SEPARATOR.join(modules)), through_mlir(modules)
    assert len(names) == len(sent) == len(back)
    for name, before, after in zip(names, sent, back):
        if before == after: continue
        (directory / "sent.mlir").write_text(before)
        (directory / "back.mlir").write_text(after)
        sys.exit(f"{program}: {directory}/back.mlir differs from sent.mlir after {name}")
    return f"unchanged after {len(names)} stages"


def written_arrays(module, program):
    """The arrays that the workload that is run writes."""
    chosen = [option.split("=", 1)[1] for option in options(program) if "workload" in option]
    for line in re.findall(r'^ *"wsp.workload".*', module, re.M):
        name = re.search(r'sym_name = "(.*?)"', line)[1]
        if name not in chosen if chosen else 'sym_visibility = "private"' in line: continue
        lists = [re.search(rf"{key} = \[(.*?)\]", line)[1] for key in ("arg_names", "arg_access")]
        arrays = zip(*[re.findall(r'"(.*?)"', text) for text in lists])
        return [array for array, access in arrays if access in ("out", "inout", "")]
    sys.exit(f"{program}: no workload")


def between(program, directory):
    names, modules = stages(program)
    arrays = written_arrays(modules[0], program)
    running = ["ptowsp-run", *options(program)]
    run([*running, program, "--check", *[f"--out={a}={directory / a}.npy" for a in arrays]])
    results = set()  # the same module need not run twice
    for i, module in enumerate(through_mlir(modules, UPSTREAM)):
        rest = ",".join(pipeline(program)[i:])
        results.add(run(["ptowsp-opt", f"--pass-pipeline={rest}", "-"], module).stdout)
    for text in results:
        expect = [f"--expect={a}={directory / a}.npy" for a in arrays]
        output = run([*running, "--pass-pipeline=", *expect, "-"], text).stdout
        for array in arrays:
            if f"expect {array}: ok" not in output: sys.exit(f"{program}: {output}\n{text}")
    return f"serial result after {len(names)} stages"


def main():
    mode, folder, directory = sys.argv[1], *map(pathlib.Path, sys.argv[2:4])
    directory.mkdir(parents=True, exist_ok=True)
    programs = [path for path in sorted(folder.glob("*/*.c")) if "wsp_workload" in path.read_text()]
    for program in programs:
        print(f"{program.name}: {globals()[mode](program, directory)}")
    # A directory without a program of the language is a plugin.
    others = {path.parent for path in folder.glob("*/README.md")} - {path.parent for path in programs}
    print("without a program:", *sorted(path.name for path in others))


main()
