"""Writes a program of about as many lines as asked for: long_program.py LINES > program.c

Kernels of the usual kinds (elementwise, rows, products, stencils, scalar code) and workloads that
call them tile by tile, each a little different from the one before.
"""

import sys

HEAD = """#include <math.h>
#include <stdint.h>
#include <ptowsp/ptowsp.h>

enum { N = 256 };
"""

KERNELS = [
    """
wsp_kernel
static void scale_@(wsp_in const float x[%T][N], wsp_inout float y[%T][N])
{
    for (int i = 0; i < %T; i++)
        for (int j = 0; j < %T; j++)
            y[i][j] += x[i][j] * %V.5f;
}
""",
    """
wsp_kernel
static void norm_@(wsp_in const float x[%T][N], wsp_inout float y[%T][N])
{
    for (int i = 0; i < %T; i++) {
        float sum = 0;
        for (int j = 0; j < %T; j++)
            sum += x[i][j] * x[i][j];
        float scale = 1 / sqrtf(sum / %T + %Ve-5f);
        for (int j = 0; j < %T; j++)
            y[i][j] = x[i][j] * scale;
    }
}
""",
    """
wsp_kernel
static void product_@(wsp_in const float x[%T][N], wsp_inout float y[%T][N])
{
    for (int i = 0; i < %T; i++)
        for (int j = 0; j < %T; j++)
            for (int k = 0; k < %T; k++)
                y[i][j] += x[i][k] * x[k][j];
}
""",
    """
wsp_kernel
static void smooth_@(wsp_in const float x[%T][N], wsp_inout float y[%T][N])
{
    for (int i = 1; i < %T - 1; i++)
        for (int j = 1; j < %T - 1; j++) {
            float around = x[i - 1][j] + x[i + 1][j] + x[i][j - 1] + x[i][j + 1];
            y[i][j] = 0.5f * x[i][j] + 0.125f * around;
        }
}
""",
    """
wsp_kernel
static void clamp_@(wsp_in const float x[%T][N], wsp_inout float y[%T][N])
{
    for (int i = 0; i < %T; i++)
        for (int j = 0; j < %T; j++) {
            float v = x[i][j];
            if (v > %V)
                v = %V + tanhf(v - %V);
            else if (v < -%V)
                v = -%V;
            y[i][j] = v;
        }
}
""",
]

WORKLOAD = """
wsp_workload
void work(wsp_in const float A[N][N], wsp_inout float B[N][N], wsp_inout float C[N][N])
{
%S}
"""

LOOPS = """    for (wsp_parallel int i = 0; i < N; i += %T)
        for (wsp_parallel int j = 0; j < N; j += %T)
            @(wsp_at(%X, i, j), wsp_at(%Y, i, j));
"""


def main():
    lines = int(sys.argv[1])
    text, calls = HEAD, ""
    number = 0
    while text.count("\n") + calls.count("\n") + WORKLOAD.count("\n") < lines:
        kernel = KERNELS[number % len(KERNELS)].replace("@", str(number))
        tile = (32, 64, 16)[number % 3]
        name = kernel.split("static void ")[1].split("(")[0]
        text += kernel.replace("%T", str(tile)).replace("%V", str(1 + number % 7))
        arrays = (("A", "B"), ("B", "C"), ("A", "C"), ("C", "B"))[number % 4]
        calls += LOOPS.replace("@", name).replace("%T", str(tile)).replace("%X", arrays[0]).replace("%Y", arrays[1])
        number += 1
    sys.stdout.write(text + WORKLOAD.replace("%S", calls))


if __name__ == "__main__":
    main()
