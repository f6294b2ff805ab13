"""Writes a .npy file without NumPy: npy.py OUT DTYPE SHAPE VALUE… [--KEY=TEXT]…

DTYPE is f2, f4, f8, i1…i8 or u1…u8; SHAPE is 2x3 (or "-" for a scalar). Values are repeated as
often as the shape needs. Wrong files for the tests of the reader:

  --magic=TEXT  --version=N  --header=TEXT  --descr=TEXT  --shape=TEXT  --order=TEXT
  --length=N (of the header, as written)  --cut=N (bytes off the end)  --extra=N (bytes behind)
"""

import struct
import sys

CODES = {"f2": "e", "f4": "f", "f8": "d", "i1": "b", "i2": "h", "i4": "i", "i8": "q",
         "u1": "B", "u2": "H", "u4": "I", "u8": "Q"}


def main():
    plain = [a for a in sys.argv[1:] if not a.startswith("--")]
    options = dict(a[2:].split("=", 1) for a in sys.argv[1:] if a.startswith("--"))
    out, dtype, extents, values = plain[0], plain[1], plain[2], plain[3:]
    shape = () if extents == "-" else tuple(int(n) for n in extents.split("x"))
    count = 1
    for n in shape:
        count *= n
    number = float if dtype[0] == "f" else lambda text: int(text, 0)
    numbers = [number(values[i % len(values)]) for i in range(count)]
    data = struct.pack(f"<{count}{CODES[dtype]}", *numbers)
    descr = options.get("descr", ("|" if dtype[1] == "1" else "<") + dtype)
    header = options.get("header", "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }" % (
        descr, options.get("order", "False"), options.get("shape", str(shape))))
    version = int(options.get("version", "1"))
    fixed = 10 if version == 1 else 12
    header += " " * (-(fixed + len(header) + 1) % 64) + "\n"
    length = int(options.get("length", str(len(header))))
    start = options.get("magic", "\x93NUMPY").encode("latin1") + bytes([version, 0])
    start += struct.pack("<H" if version == 1 else "<I", length)
    data = start + header.encode("latin1") + data + b"\0" * int(options.get("extra", "0"))
    with open(out, "wb") as file:
        file.write(data[:len(data) - int(options.get("cut", "0"))])


main()
