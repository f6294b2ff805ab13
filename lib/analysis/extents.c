// Variable extents: reads affine maps of symbols and computes them.
#include "ptowsp/extents.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 200 }; // of parentheses

// ---------------------------------------------------------------- symbols

ptowsp_symbols_t ptowsp_symbols_create(const ptowsp_op_t *function) {
  ptowsp_block_t *body = ptowsp_op_body(function);
  size_t count = ptowsp_block_arg_count(body);
  ptowsp_symbols_t symbols = {.arguments = ptowsp_calloc(count + 1, sizeof(size_t)),
                              .known = ptowsp_calloc(count + 1, sizeof(bool)),
                              .values = ptowsp_calloc(count + 1, sizeof(int64_t))};
  for (size_t i = 0; i < count; i++) {
    ptowsp_type_t type = ptowsp_value_type(ptowsp_block_arg(body, i));
    if (ptowsp_type_is_integer(type) || ptowsp_type_is_index(type))
      symbols.arguments[symbols.count++] = i;
  }
  return symbols;
}

void ptowsp_symbols_destroy(ptowsp_symbols_t *symbols) {
  free(symbols->arguments);
  free(symbols->known);
  free(symbols->values);
}

size_t ptowsp_symbols_find(const ptowsp_symbols_t *symbols, size_t argument) {
  for (size_t i = 0; i < symbols->count; i++)
    if (symbols->arguments[i] == argument) return i;
  return SIZE_MAX;
}

// ---------------------------------------------------------------- expressions

typedef struct {
  const char *at, *end;
  const ptowsp_symbols_t *symbols;
  ptowsp_extent_t result;
  unsigned depth;
} reading_t;

static bool fail(reading_t *r) {
  r->result.status = PTOWSP_EXTENT_INVALID;
  return false;
}

static void skip_space(reading_t *r) {
  while (r->at < r->end && *r->at == ' ') r->at++;
}

static bool accept(reading_t *r, const char *text) {
  skip_space(r);
  size_t size = strlen(text);
  if ((size_t)(r->end - r->at) < size || memcmp(r->at, text, size)) return false;
  r->at += size;
  return true;
}

static bool read_number(reading_t *r, int64_t *out) {
  const char *start = r->at;
  *out = 0;
  for (; r->at < r->end && *r->at >= '0' && *r->at <= '9'; r->at++)
    if (__builtin_mul_overflow(*out, 10, out) || __builtin_add_overflow(*out, *r->at - '0', out))
      return fail(r);
  return r->at > start || fail(r);
}

static bool read_symbol(reading_t *r, int64_t *out) {
  int64_t number;
  if (!read_number(r, &number)) return false;
  if ((uint64_t)number >= r->symbols->count) return fail(r);
  *out = r->symbols->values[number];
  if (r->symbols->known[number]) return true;
  *out = 1;
  if (r->result.status == PTOWSP_EXTENT_MISSING)
    r->result.unique &= r->result.symbol == (size_t)number;
  else
    r->result = (ptowsp_extent_t){PTOWSP_EXTENT_MISSING, 0, (size_t)number, true};
  return true;
}

static bool read_sum(reading_t *r, int64_t *out);

static bool read_unit(reading_t *r, int64_t *out) {
  bool negative = false;
  while (accept(r, "-")) negative = !negative;
  bool ok;
  if (accept(r, "(")) {
    if (++r->depth > MAX_DEPTH) return fail(r);
    ok = read_sum(r, out) && (accept(r, ")") || fail(r));
    r->depth--;
  } else {
    ok = accept(r, "s") ? read_symbol(r, out) : read_number(r, out);
  }
  return ok && (!negative || !__builtin_sub_overflow(0, *out, out) || fail(r));
}

// C's / and % round to zero, floordiv and mod down: the same for what is not negative.
static bool divide(reading_t *r, int64_t *x, int64_t y, bool rest, bool up) {
  if (*x < 0 || y <= 0) {
    if (r->result.status != PTOWSP_EXTENT_MISSING) return fail(r);
    *x = 1; // what is missing may make it positive
    return true;
  }
  *x = rest ? *x % y : *x / y + (up && *x % y != 0);
  return true;
}

static bool read_product(reading_t *r, int64_t *out) {
  if (!read_unit(r, out)) return false;
  for (;;) {
    int64_t y;
    bool times = accept(r, "*"), down = !times && accept(r, "floordiv");
    bool up = !times && !down && accept(r, "ceildiv");
    bool rest = !times && !down && !up && accept(r, "mod");
    if (!times && !down && !up && !rest) return true;
    if (!read_unit(r, &y)) return false;
    if (times ? __builtin_mul_overflow(*out, y, out) && !fail(r) : !divide(r, out, y, rest, up))
      return false;
  }
}

static bool read_sum(reading_t *r, int64_t *out) {
  if (!read_product(r, out)) return false;
  for (;;) {
    int64_t y;
    bool plus = accept(r, "+");
    if (!plus && !accept(r, "-")) return true;
    if (!read_product(r, &y)) return false;
    if (plus ? __builtin_add_overflow(*out, y, out) : __builtin_sub_overflow(*out, y, out))
      return fail(r);
  }
}

// ---------------------------------------------------------------- maps

ptowsp_extent_t ptowsp_extent(ptowsp_attr_t map, size_t dimension,
                              const ptowsp_symbols_t *symbols) {
  ptowsp_extent_t invalid = {.status = PTOWSP_EXTENT_INVALID};
  if (!map || ptowsp_attr_kind(map) != PTOWSP_ATTR_AFFINE) return invalid;
  ptowsp_str_t text = ptowsp_attr_text(map);
  const char *arrow = memmem(text.data, text.size, "-> (", 4);
  if (!arrow || text.size < 12 || memcmp(text.data, "affine_map<(", 12)) return invalid;
  reading_t r = {.at = arrow + 4, .end = text.data + text.size, .symbols = symbols};
  for (size_t i = 0;; i++) {
    r.result = (ptowsp_extent_t){.status = PTOWSP_EXTENT_KNOWN};
    int64_t value;
    if (!read_sum(&r, &value)) return invalid;
    if (i == dimension) {
      r.result.value = value;
      return r.result;
    }
    if (!accept(&r, ",")) return invalid;
  }
}

static bool extent_at(ptowsp_attr_t map, size_t dimension, ptowsp_symbols_t *symbols, size_t symbol,
                      int64_t at, int64_t *out) {
  symbols->values[symbol] = at;
  ptowsp_extent_t extent = ptowsp_extent(map, dimension, symbols);
  *out = extent.value;
  return extent.status == PTOWSP_EXTENT_KNOWN;
}

bool ptowsp_extent_solve(ptowsp_attr_t map, size_t dimension, ptowsp_symbols_t *symbols,
                         int64_t value) {
  ptowsp_extent_t missing = ptowsp_extent(map, dimension, symbols);
  if (missing.status != PTOWSP_EXTENT_MISSING || !missing.unique) return false;
  size_t s = missing.symbol;
  int64_t zero, one, slope, distance, result;
  symbols->known[s] = true;
  bool ok = extent_at(map, dimension, symbols, s, 0, &zero) &&
            extent_at(map, dimension, symbols, s, 1, &one) &&
            !__builtin_sub_overflow(one, zero, &slope) && slope != 0 &&
            !__builtin_sub_overflow(value, zero, &distance) && slope != -1 &&
            distance % slope == 0 &&
            extent_at(map, dimension, symbols, s, distance / slope, &result) && result == value;
  symbols->known[s] = ok;
  return ok;
}
