// What is raised computes what the serial program does; nothing here stays scalar.
// RUN: ptowsp-run %s --workload=rows --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --workload=grid --check 2>&1 | FileCheck %s
// RUN: ptowsp-run %s --workload=cube --check 2>&1 | FileCheck %s
// CHECK-NOT: stays scalar
// CHECK: check: ok
#include <math.h>
#include <ptowsp/ptowsp.h>

enum { M = 16, N = 40 };

// The largest, subtracted before the exponential; odd extents.
wsp_kernel
static void softmax(wsp_in const float x[5][7], wsp_out float y[5][7], wsp_out float sums[5])
{
    for (int i = 0; i < 5; i++) {
        float m = -INFINITY, s = 0;
        for (int j = 0; j < 7; j++)
            m = fmaxf(m, x[i][j]);
        for (int j = 0; j < 7; j++) {
            y[i][j] = expf(x[i][j] - m);
            s += y[i][j];
        }
        sums[i] = s;
        for (int j = 0; j < 7; j++)
            y[i][j] /= s;
    }
}

// Mean square, its root, a factor for each column.
wsp_kernel
static void rmsnorm(wsp_in const float x[M][N], wsp_in const float g[N], wsp_out float y[M][N])
{
    for (int i = 0; i < M; i++) {
        float s = 0;
        for (int j = 0; j < N; j++)
            s += x[i][j] * x[i][j];
        float r = 1.0f / sqrtf(s / N + 1e-6f);
        for (int j = 0; j < N; j++)
            y[i][j] = x[i][j] * r * g[j];
    }
}

// One row only: its maximum and sum are single elements.
wsp_kernel
static void row(wsp_in const float x[N], wsp_out float y[N])
{
    float m = -INFINITY, s = 0;
    for (int j = 0; j < N; j++)
        m = fmaxf(m, x[j]);
    for (int j = 0; j < N; j++)
        s += fabsf(x[j] - m);
    for (int j = 0; j < N; j++)
        y[j] = (m - x[j]) / s;
}

wsp_workload
void rows(wsp_in const float X[5][7], wsp_out float Y[5][7], wsp_out float S[5],
          wsp_in const float V[M][N], wsp_in const float G[N], wsp_out float W[M][N],
          wsp_out float R[N])
{
    softmax(X, Y, S);
    rmsnorm(V, G, W);
    row(G, R);
}

// Negative zeros are not positive.
wsp_kernel
static void rectify(wsp_in const float x[M][N], wsp_out float y[M][N])
{
    for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) {
            float t = -fabsf(x[i][j]) * 0.0f + x[i][j] * (float)0;
            y[i][j] = t > 0 ? t : 0;
        }
}

wsp_kernel
static void steps(wsp_inout float u[M][N], wsp_in const float a[M], wsp_in const float b[N])
{
    for (int t = 0; t < 5; t++) {
        for (int i = 0; i < M; i++)
            for (int j = 0; j < N; j++)
                u[i][j] = a[i] - u[i][j] * 0.5f + b[j];
        for (int i = 1; i < M; i++)
            for (int j = 0; j < N - 1; j++)
                u[i][j] = fminf(u[i][j], u[i - 1][j + 1]);
    }
}

wsp_kernel
static void cross(wsp_in const float x[M + 2][N + 2], wsp_out float y[M][N])
{
    for (int i = 1; i <= M; i++)
        for (int j = 1; j <= N; j++)
            y[i - 1][j - 1] = 0.25f * (x[i - 1][j] + x[i + 1][j] + x[i][j - 1] + x[i][j + 1]);
}

wsp_workload
void grid(wsp_in const float X[M][N], wsp_out float Y[M][N], wsp_inout float U[M][N],
          wsp_in const float A[M], wsp_in const float B[N], wsp_in const float P[M + 2][N + 2],
          wsp_out float Q[M][N])
{
    rectify(X, Y);
    steps(U, A, B);
    cross(P, Q);
}

// A batch of products, and a product added to another.
wsp_kernel
static void batch(wsp_in const float a[3][M][32], wsp_in const float b[3][32][M],
                  wsp_out float c[3][M][M])
{
    for (int n = 0; n < 3; n++)
        for (int i = 0; i < M; i++)
            for (int j = 0; j < M; j++) {
                float sum = 0;
                for (int k = 0; k < 32; k++)
                    sum += a[n][i][k] * b[n][k][j];
                c[n][i][j] = sum;
            }
}

wsp_kernel
static void twice(wsp_in const float a[M][M], wsp_in const float b[M][M], wsp_inout float c[M][M])
{
    for (int k = 0; k < M; k++)
        for (int i = 0; i < M; i++)
            for (int j = 0; j < M; j++)
                c[i][j] += a[i][k] * b[k][j];
    for (int i = 0; i < M; i++)
        for (int j = 0; j < M; j++)
            for (int k = 0; k < M; k++)
                c[i][j] = b[i][k] * a[k][j] + c[i][j];
}

wsp_workload
void cube(wsp_in const float A[3][M][32], wsp_in const float B[3][32][M], wsp_out float C[3][M][M],
          wsp_in const float X[M][M], wsp_in const float Y[M][M], wsp_inout float Z[M][M])
{
    batch(A, B, C);
    twice(X, Y, Z);
}
