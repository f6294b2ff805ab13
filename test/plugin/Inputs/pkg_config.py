"""pkg_config.py PREFIX COMMAND…: runs the command with what pkg-config says of the installation."""

import os
import pathlib
import shutil
import subprocess
import sys

prefix, command = pathlib.Path(sys.argv[1]), sys.argv[2:]
if shutil.which("pkg-config"):
    (file,) = prefix.rglob("ptowsp.pc")
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "--static", "ptowsp"], check=True, text=True,
                           capture_output=True, env=os.environ | {"PKG_CONFIG_PATH": str(file.parent)}).stdout.split()
    assert not any("/usr/include" in flag for flag in flags), flags
else:
    flags = ["-I", str(prefix / "include")]
sys.exit(subprocess.run(command + flags).returncode)
