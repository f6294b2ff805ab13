#include "ptowsp/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

ptowsp_str_t ptowsp_str(const char *text) { return (ptowsp_str_t){text, text ? strlen(text) : 0}; }

bool ptowsp_str_equal(ptowsp_str_t a, ptowsp_str_t b) {
  return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

bool ptowsp_str_is(ptowsp_str_t a, const char *text) {
  return ptowsp_str_equal(a, ptowsp_str(text));
}

void ptowsp_out_of_memory(size_t bytes) {
  fprintf(stderr, "ptowsp: out of memory (%zu bytes)\n", bytes);
  abort();
}

static void *require(void *block, size_t bytes) {
  if (!block && bytes) ptowsp_out_of_memory(bytes);
  return block;
}

void *ptowsp_malloc(size_t bytes) { return require(malloc(bytes), bytes); }

void *ptowsp_calloc(size_t count, size_t bytes) {
  return require(calloc(count, bytes), count * bytes);
}

void *ptowsp_realloc(void *block, size_t bytes) { return require(realloc(block, bytes), bytes); }

char *ptowsp_strdup(const char *text) {
  size_t size = strlen(text) + 1;
  return memcpy(ptowsp_malloc(size), text, size);
}

int64_t ptowsp_gcd(int64_t a, int64_t b) {
  while (b) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

uint64_t ptowsp_fnv1a(const void *data, size_t size) {
  const unsigned char *bytes = data;
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < size; i++) hash = (hash ^ bytes[i]) * UINT64_C(0x100000001b3);
  return hash;
}

double ptowsp_now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}
