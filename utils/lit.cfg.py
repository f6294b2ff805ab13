"""The test suite: what a test file looks like, and what its RUN lines may use.

ptowsp-opt, ptowsp-translate, ptowsp-run, FileCheck, not, split-file and count come from PATH.

  %cc       gcc, or the machine's cc           %clang    clang 22
  %include  the directory of ptowsp/ptowsp.h   %examples docs/examples
  %src      the source tree                    %python   the python lit runs under

  %exits N CMD…  runs CMD, which must end with exit status N

Features: mlir-opt, root, tmpfs (root may mount one), sanitize.
"""

import os
import shutil
import subprocess
import sys

import lit.formats

config.name = "ptowsp"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".c", ".test"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.join(config.ptowsp_source_dir, "test")
config.test_exec_root = os.path.join(config.ptowsp_build_dir, "test")

bin_dir = os.path.join(config.ptowsp_build_dir, "bin")
llvm = config.ptowsp_llvm_tools
config.environment["PATH"] = os.pathsep.join([bin_dir, llvm, config.environment["PATH"]])
# A user's setting must not decide a test.
config.environment.pop("PTOWSP_INCLUDE_DIR", None)
config.environment["LC_ALL"] = "C"

clang = shutil.which("clang-22") or os.path.join(llvm, "clang")
cc = shutil.which("gcc-12") or shutil.which("gcc") or shutil.which("cc") or clang
config.substitutions += [
    ("%cc", cc),
    ("%clang", clang),
    ("%include", os.path.join(config.ptowsp_source_dir, "include")),
    ("%examples", os.path.join(config.ptowsp_source_dir, "docs", "examples")),
    ("%src", config.ptowsp_source_dir),
    ("%builddir", config.ptowsp_build_dir),
    ("%cmake", shutil.which("cmake") or "cmake"),
    ("%bin", bin_dir),
    ("%python", sys.executable),
    ("%exits", "sh " + os.path.join(config.ptowsp_source_dir, "utils", "exits.sh")),
]

if os.access(os.path.join(llvm, "mlir-opt"), os.X_OK):
    config.available_features.add("mlir-opt")
if os.geteuid() == 0:
    config.available_features.add("root")
    mount = "mount -t tmpfs tmpfs " + bin_dir
    if shutil.which("unshare") and not subprocess.run(
        ["unshare", "-m", "sh", "-c", mount], capture_output=True
    ).returncode:
        config.available_features.add("tmpfs")
if config.ptowsp_sanitize:
    config.available_features.add("sanitize")
    suppressions = os.path.join(config.ptowsp_source_dir, "utils", "lsan.supp")
    config.environment["ASAN_OPTIONS"] = "detect_leaks=1:abort_on_error=1:strict_string_checks=1"
    config.environment["LSAN_OPTIONS"] = f"suppressions={suppressions}:print_suppressions=0"
    config.environment["UBSAN_OPTIONS"] = "print_stacktrace=1:halt_on_error=1:abort_on_error=1"
