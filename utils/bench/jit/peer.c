// peer sgemm|add|memcpy|softmax N: does what the programs beside it do N times in one thread and
// prints the least time in ms. Built with -DPEER_SOFTMAX and its own options it holds softmax.c as
// the plain C that it is, else the rest.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef PEER_SOFTMAX
#include "softmax.c"
#else
#include <cblas.h>
#endif

enum { SIDE = 1024, COUNT = 1 << 24 };

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static float *array(unsigned seed) {
  float *data = aligned_alloc(64, COUNT * sizeof(float));
  for (int i = 0; i < COUNT; i++) data[i] = (float)(i % (int)seed) * 0.125f - 1;
  return data;
}

static void run(const char *what, const float *a, const float *b, float *c) {
#ifdef PEER_SOFTMAX
  (void)what, (void)b;
  softmax((const float (*)[N])a, (float (*)[N])c);
#else
  if (strcmp(what, "sgemm") == 0)
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, SIDE, SIDE, SIDE, 1, a, SIDE, b, SIDE, 1,
                c, SIDE);
  else if (strcmp(what, "memcpy") == 0)
    memcpy(c, a, COUNT * sizeof(float));
  else
    for (int i = 0; i < COUNT; i++) c[i] = a[i] + b[i];
#endif
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  float *a = array(7), *b = array(5), *c = array(3);
  double least = 1e30;
  for (int i = 0; i < atoi(argv[2]); i++) {
    double start = now_ms();
    run(argv[1], a, b, c);
    double ms = now_ms() - start;
    if (ms < least) least = ms;
  }
  printf("%.3f\n", least);
  volatile float used = c[COUNT / 2];
  (void)used;
  free(a), free(b), free(c);
  return 0;
}
