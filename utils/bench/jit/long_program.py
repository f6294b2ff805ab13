"""Writes a program of about as many lines as asked for: long_program.py LINES > program.c

Kernels of the usual kinds (elementwise, rows, products, stencils, scalar code) and workloads that
call them tile by tile through local arrays, each a little different from the one before.
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
static void scale_@(wsp_in const float x[%T][N], wsp_out float y[%T][N])
{
    for (int i = 0; i < %T; i++)
        for (int j = 0; j < %T; j++)
            y[i][j] = x[i][j] * %V.5f;
}
""",
    """
wsp_kernel
static void norm_@(wsp_in const float x[%T][N], wsp_out float y[%T][N])
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
static void product_@(wsp_in const float x[%T][N], wsp_out float y[%T][N])
{
    for (int i = 0; i < %T; i++)
        for (int j = 0; j < %T; j++) {
            float sum = 0;
            for (int k = 0; k < %T; k++)
                sum += x[i][k] * x[k][j];
            y[i][j] = sum;
        }
}
""",
    """
wsp_kernel
static void smooth_@(wsp_in const float x[%T][N], wsp_out float y[%T][N])
{
    for (int i = 0; i < %T; i++)
        for (int j = 0; j < %T; j++) {
            y[i][j] = x[i][j];
            if (i > 0 && i < %T - 1 && j > 0 && j < %T - 1)
                y[i][j] += 0.25f * (x[i - 1][j] + x[i + 1][j] + x[i][j - 1] + x[i][j + 1]);
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
void work%W(wsp_in const float A[N][N], wsp_inout float B[N][N])
{
%D%S}
"""

LOOPS = """    for (wsp_parallel int i = 0; i < N; i += %T)
        for (wsp_parallel int j = 0; j < N; j += %T)
            @(wsp_at(%X, i, j), wsp_at(%Y, i, j));
"""


def section(number):
    """A kernel of each kind, and a workload that runs them one after the other, each on what the one before left."""
    tile = (32, 64, 16)[number % 3]
    text, calls, declarations = "", "", ""
    for n, kernel in enumerate(KERNELS):
        text += kernel.replace("@", f"{number}_{n}").replace("%T", str(tile)).replace("%V", str(1 + (number + n) % 7))
        name = kernel.split("static void ")[1].split("@")[0] + f"{number}_{n}"
        out = "B" if n == len(KERNELS) - 1 else f"t{n}"
        if out != "B":
            declarations += f"    float {out}[N][N];\n"
        call = LOOPS.replace("@", name).replace("%T", str(tile))
        calls += call.replace("%X", f"t{n - 1}" if n else "A").replace("%Y", out)
    return text + WORKLOAD.replace("%W", str(number)).replace("%D", declarations).replace("%S", calls)


def main():
    lines = int(sys.argv[1])
    text, number = HEAD, 0
    while text.count("\n") + section(number).count("\n") // 2 < lines:
        text += section(number)
        number += 1
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
