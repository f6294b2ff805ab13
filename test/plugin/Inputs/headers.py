# Compiles each header of a directory alone: headers.py INCLUDE COMPILER OPTION…
import pathlib
import subprocess
import sys

include, compile = pathlib.Path(sys.argv[1]), sys.argv[2:]
for header in sorted((include / "ptowsp").glob("*.h")):
    text = f"#include <ptowsp/{header.name}>\n"
    done = subprocess.run(compile + ["-fsyntax-only", f"-I{include}", "-"], input=text, text=True)
    if done.returncode:
        sys.exit(f"{header.name} does not compile alone")
