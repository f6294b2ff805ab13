// How far apart the elements of a buffer lie, as its type says.
#include <stdlib.h>
#include <string.h>

#include "ir_internal.h"

enum { MOST_DIMS = 64, MOST_DEPTH = 32 };

// A sum of dimensions with factors; a symbol makes a number PTOWSP_DYNAMIC.
typedef struct {
  int64_t factors[MOST_DIMS], constant;
} linear_t;

typedef struct {
  const char *at;
  size_t rank, depth;
} reader_t;

static int64_t sum(int64_t a, int64_t b) {
  int64_t result;
  if (a == PTOWSP_DYNAMIC || b == PTOWSP_DYNAMIC || __builtin_add_overflow(a, b, &result))
    return PTOWSP_DYNAMIC;
  return result;
}

static int64_t product(int64_t a, int64_t b) {
  int64_t result;
  if (a == 0 || b == 0) return 0;
  if (a == PTOWSP_DYNAMIC || b == PTOWSP_DYNAMIC || __builtin_mul_overflow(a, b, &result))
    return PTOWSP_DYNAMIC;
  return result;
}

static bool has_dims(const reader_t *r, const linear_t *e) {
  for (size_t i = 0; i < r->rank; i++)
    if (e->factors[i]) return true;
  return false;
}

static void scale(const reader_t *r, linear_t *e, int64_t by) {
  for (size_t i = 0; i < r->rank; i++) e->factors[i] = product(e->factors[i], by);
  e->constant = product(e->constant, by);
}

static bool accept(reader_t *r, const char *text) {
  size_t size = strlen(text);
  if (strncmp(r->at, text, size) != 0) return false;
  r->at += size;
  return true;
}

static bool read_sum(reader_t *r, linear_t *out);

static bool read_leaf(reader_t *r, linear_t *out) {
  *out = (linear_t){0};
  if (accept(r, "(")) return read_sum(r, out) && accept(r, ")");
  char kind = *r->at;
  if (kind == 'd' || kind == 's') r->at++;
  char *end;
  int64_t number = strtoll(r->at, &end, 10);
  if (end == r->at) return false;
  r->at = end;
  if (kind == 'd' && (size_t)number >= r->rank) return false;
  if (kind == 'd')
    out->factors[number] = 1;
  else
    out->constant = kind == 's' ? PTOWSP_DYNAMIC : number;
  return true;
}

static bool read_product(reader_t *r, linear_t *out) {
  linear_t next;
  bool negative = accept(r, "-");
  if (!read_leaf(r, out)) return false;
  while (accept(r, " * ")) {
    if (!read_leaf(r, &next)) return false;
    if (has_dims(r, &next)) {
      if (has_dims(r, out)) return false;
      linear_t factor = *out;
      *out = next;
      next = factor;
    }
    scale(r, out, next.constant);
  }
  if (negative) scale(r, out, -1);
  return true;
}

static bool read_sum(reader_t *r, linear_t *out) {
  linear_t next;
  if (++r->depth > MOST_DEPTH || !read_product(r, out)) return false;
  for (;;) {
    bool minus = accept(r, " - ");
    if (!minus && !accept(r, " + ")) break;
    if (!read_product(r, &next)) return false;
    if (minus) scale(r, &next, -1);
    for (size_t i = 0; i < r->rank; i++) out->factors[i] = sum(out->factors[i], next.factors[i]);
    out->constant = sum(out->constant, next.constant);
  }
  r->depth--;
  return true;
}

// affine_map<(d0, d1)[s0] -> (d0 * s0 + d1)>: one result, linear in the dimensions.
static bool map_strides(ptowsp_attr_t map, size_t rank, int64_t *out_strides, int64_t *out_offset) {
  linear_t e;
  const char *results = strstr(ptowsp_attr_text(map).data, " -> (");
  reader_t r = {.at = results ? results + 5 : "", .rank = rank};
  if (rank > MOST_DIMS || !read_sum(&r, &e) || !accept(&r, ")>")) return false;
  memcpy(out_strides, e.factors, rank * sizeof *out_strides);
  *out_offset = e.constant;
  return true;
}

bool ptowsp_type_strides(ptowsp_type_t memref, int64_t *out_strides, int64_t *out_offset) {
  ptowsp_attr_t layout = ptowsp_type_layout(memref);
  size_t rank = ptowsp_type_rank(memref);
  if (ptowsp_type_is_unranked(memref)) return false;
  if (layout && ptowsp_attr_kind(layout) == PTOWSP_ATTR_AFFINE)
    return map_strides(layout, rank, out_strides, out_offset);
  if (layout) {
    for (size_t i = 0; i < rank; i++) out_strides[i] = ptowsp_attr_strided_stride(layout, i);
    *out_offset = ptowsp_attr_strided_offset(layout);
    return true;
  }
  const int64_t *shape = ptowsp_type_shape(memref);
  int64_t stride = 1;
  for (size_t i = rank; i-- > 0;) {
    out_strides[i] = stride;
    if (stride != PTOWSP_DYNAMIC &&
        (shape[i] == PTOWSP_DYNAMIC || __builtin_mul_overflow(stride, shape[i], &stride)))
      stride = PTOWSP_DYNAMIC;
  }
  *out_offset = 0;
  return true;
}
