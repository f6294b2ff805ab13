// Which loops of a contraction give the extents of the cube: rows, columns and the inner one.
#include <stdlib.h>

#include "contraction.h"

static bool varies(const contraction_access_t *access, const contraction_term_t *term,
                   size_t loop) {
  return loop < term->loop_count && access->strides[loop] != 0 && term->loops[loop].extent > 1;
}

// Whether the cube's transfers take a tile with these strides: rows or columns side by side.
static bool is_movable(int64_t row, int64_t col, bool transposable) {
  enum { MAX_STRIDE = 65535 };
  if (row < 0 || col < 0) return false;
  if ((col == 1 || col == 0) && row <= MAX_STRIDE) return true;
  return transposable && (row == 1 || row == 0) && col <= MAX_STRIDE;
}

static int64_t stride(const contraction_access_t *access, size_t loop) {
  return loop == CONTRACTION_NONE ? 0 : access->strides[loop];
}

// Whether left and right are an m x k and a k x n matrix, for this inner loop.
static bool is_product(const contraction_term_t *term, const contraction_access_t *left,
                       const contraction_access_t *right, size_t m, size_t n, size_t k) {
  if (m != CONTRACTION_NONE && (!varies(left, term, m) || varies(right, term, m))) return false;
  if (n != CONTRACTION_NONE && (!varies(right, term, n) || varies(left, term, n))) return false;
  if (k != CONTRACTION_NONE && (!varies(left, term, k) || !varies(right, term, k))) return false;
  return is_movable(stride(left, m), stride(left, k), true) &&
         is_movable(stride(right, k), stride(right, n), true);
}

// Finds the longest inner loop and which factor is the left one; 0: none.
static int64_t choose_k(const contraction_t *c, const contraction_term_t *term, bool lines,
                        size_t m, size_t n, size_t *out_k, bool *out_swap) {
  int64_t best = 0;
  for (size_t i = 0; i <= term->loop_count; i++) {
    size_t k = i < term->loop_count ? i : CONTRACTION_NONE;
    if (k == CONTRACTION_NONE && (best || !lines)) continue;
    if (k != CONTRACTION_NONE && varies(&c->result, term, k)) continue;
    int64_t extent = k == CONTRACTION_NONE ? 1 : term->loops[k].extent;
    for (int swap = 0; swap < 2; swap++) {
      const contraction_access_t *left = swap ? &term->right : &term->left;
      const contraction_access_t *right = swap ? &term->left : &term->right;
      if (extent <= best || !is_product(term, left, right, m, n, k)) continue;
      best = extent;
      *out_k = k;
      *out_swap = swap;
    }
  }
  return best;
}

// How much work an instruction does with these rows and columns; 0: they do not do.
static double rate(contraction_t *c, bool lines, size_t m, size_t n, bool commit) {
  const contraction_term_t *first = &c->terms[0];
  double rows = m == CONTRACTION_NONE ? 1 : (double)first->loops[m].extent;
  double cols = n == CONTRACTION_NONE ? 1 : (double)first->loops[n].extent, depth = 0;
  if (!is_movable(stride(&c->result, m), stride(&c->result, n), false)) return 0;
  for (size_t t = 0; t < c->term_count; t++) {
    contraction_term_t *term = &c->terms[t];
    size_t k = CONTRACTION_NONE;
    bool swap = false;
    int64_t extent = choose_k(c, term, lines, m, n, &k, &swap);
    if (!extent) return 0;
    depth += (double)extent;
    if (!commit) continue;
    term->k = k;
    if (!swap) continue;
    contraction_access_t right = term->left;
    term->left = term->right;
    term->right = right;
  }
  return rows * cols * depth;
}

bool contraction_choose_extents(contraction_t *c, bool lines) {
  const contraction_term_t *first = &c->terms[0];
  double best = 0;
  for (size_t i = 0; i <= c->shared; i++)
    for (size_t j = 0; j <= c->shared; j++) {
      size_t m = i < c->shared ? i : CONTRACTION_NONE, n = j < c->shared ? j : CONTRACTION_NONE;
      if (m == CONTRACTION_NONE || n == CONTRACTION_NONE) {
        if (!lines) continue;
      } else if (m == n) {
        continue;
      }
      if (m != CONTRACTION_NONE && !varies(&c->result, first, m)) continue;
      if (n != CONTRACTION_NONE && !varies(&c->result, first, n)) continue;
      double now = rate(c, lines, m, n, false);
      if (now <= best) continue;
      best = now;
      c->m = m;
      c->n = n;
    }
  return best > 0 && rate(c, lines, c->m, c->n, true) > 0;
}

bool contraction_is_injective(const contraction_t *c) {
  const contraction_term_t *term = &c->terms[0];
  bool done[CONTRACTION_LOOPS] = {false};
  int64_t reach = 0;
  for (;;) {
    size_t next = CONTRACTION_NONE;
    for (size_t i = 0; i < term->loop_count; i++)
      if (!done[i] && varies(&c->result, term, i) &&
          (next == CONTRACTION_NONE ||
           llabs(c->result.strides[i]) < llabs(c->result.strides[next])))
        next = i;
    if (next == CONTRACTION_NONE) return true;
    int64_t step = llabs(c->result.strides[next]), way;
    if (step <= reach || __builtin_mul_overflow(step, term->loops[next].extent - 1, &way) ||
        __builtin_add_overflow(reach, way, &reach))
      return false;
    done[next] = true;
  }
}
