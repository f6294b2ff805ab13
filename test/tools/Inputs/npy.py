"""Writes 256x256 float arrays of zeros into a directory, each wrong in one way but good.npy."""

import pathlib
import sys

out = pathlib.Path(sys.argv[1])


def write(name, descr="<f4", shape=(256, 256), fortran=False, data=256 * 256 * 4):
    header = f"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}"
    header += " " * (-(10 + len(header) + 1) % 64) + "\n"
    head = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode()
    (out / name).write_bytes(head + bytes(data))


write("good.npy")
write("type.npy", descr="<f8", data=256 * 256 * 8)
write("shape.npy", shape=(128, 512))
write("order.npy", descr=">f4")
write("fortran.npy", fortran=True)
write("short.npy", data=1000)
write("long.npy", data=256 * 256 * 4 + 1)
