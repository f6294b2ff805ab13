// The rules and their order are those of MLIR's AffineExpr, so that both print one text.
#include "affine.h"

#include <inttypes.h>
#include <stdlib.h>

typedef const ptowsp_affine_t *expr_t;

static bool is_constant(expr_t e) { return e->kind == AFFINE_CONSTANT; }
static bool is_value(expr_t e, int64_t value) { return is_constant(e) && e->value == value; }

static bool equal(expr_t a, expr_t b) {
  if (a == b) return true;
  if (a->hash != b->hash || a->kind != b->kind || a->value != b->value || !a->lhs != !b->lhs)
    return false;
  return !a->lhs || (equal(a->lhs, b->lhs) && equal(a->rhs, b->rhs));
}

static uint64_t magnitude(int64_t value) {
  return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

// Whether every value of the expression is a multiple.
static bool divides(int64_t value, expr_t e) { return value == -1 || e->divisor % value == 0; }

static int64_t divisor_of(ptowsp_affine_kind_t kind, expr_t lhs, expr_t rhs) {
  int64_t product;
  switch (kind) {
    case AFFINE_MUL:
      return __builtin_mul_overflow(lhs->divisor, rhs->divisor, &product) ? 1 : product;
    case AFFINE_ADD:
    case AFFINE_MOD:
      return ptowsp_gcd(lhs->divisor, rhs->divisor);
    default:
      if (!is_constant(rhs) || rhs->value == 0 || !divides(rhs->value, lhs)) return 1;
      return (int64_t)((uint64_t)lhs->divisor / magnitude(rhs->value));
  }
}

static expr_t make(ptowsp_arena_t *arena, ptowsp_affine_t e) {
  const uint64_t k = UINT64_C(0x9ddfea08eb382d69);
  e.hash = ((uint64_t)e.kind + (uint64_t)e.value * 31) * k;
  if (e.lhs) {
    e.hash = ((e.hash ^ e.hash >> 29 ^ e.lhs->hash) * k ^ e.rhs->hash) * k;
    e.depth = 1 + (e.lhs->depth > e.rhs->depth ? e.lhs->depth : e.rhs->depth);
    e.symbolic = e.lhs->symbolic && e.rhs->symbolic;
    e.divisor = divisor_of(e.kind, e.lhs, e.rhs);
  }
  return ptowsp_arena_copy(arena, &e, sizeof e);
}

expr_t ptowsp_affine_leaf(ptowsp_arena_t *arena, ptowsp_affine_kind_t kind, int64_t value) {
  bool constant = kind == AFFINE_CONSTANT;
  uint64_t size = magnitude(value);
  return make(arena, (ptowsp_affine_t){.kind = kind,
                                       .value = value,
                                       .symbolic = kind != AFFINE_DIM,
                                       .divisor = !constant           ? 1
                                                  : size <= INT64_MAX ? (int64_t)size
                                                                      : 1});
}

static expr_t constant(ptowsp_arena_t *arena, int64_t value) {
  return ptowsp_affine_leaf(arena, AFFINE_CONSTANT, value);
}

// Of the least number the text could not be read back, as its magnitude is none.
static bool add_numbers(int64_t a, int64_t b, int64_t *out) {
  return !__builtin_add_overflow(a, b, out) && *out != INT64_MIN;
}

static bool multiply_numbers(int64_t a, int64_t b, int64_t *out) {
  return !__builtin_mul_overflow(a, b, out) && *out != INT64_MIN;
}

static expr_t add(ptowsp_arena_t *arena, expr_t lhs, expr_t rhs);
static expr_t multiply(ptowsp_arena_t *arena, expr_t lhs, expr_t rhs);
static expr_t divide_mod(ptowsp_arena_t *arena, ptowsp_affine_kind_t kind, expr_t lhs, expr_t rhs);

static expr_t simplify_add(ptowsp_arena_t *arena, expr_t lhs, expr_t rhs);

// e * c, or e itself with the factor 1.
static expr_t split_factor(expr_t e, int64_t *out_factor) {
  bool product = e->kind == AFFINE_MUL && is_constant(e->rhs);
  *out_factor = product ? e->rhs->value : 1;
  return product ? e->lhs : e;
}

// e + (e floordiv q) * -q and e + (e floordiv q * q) * -1 are e mod q.
static expr_t add_as_mod(ptowsp_arena_t *arena, expr_t lhs, expr_t rhs) {
  if (rhs->kind != AFFINE_MUL) return NULL;
  expr_t product = rhs->lhs;
  if (is_value(rhs->rhs, -1) && product->kind == AFFINE_MUL) {
    expr_t quotient = product->lhs;
    if (quotient->kind != AFFINE_FLOORDIV) return NULL;
    if (equal(quotient->rhs, product->rhs) && equal(lhs, quotient->lhs))
      return divide_mod(arena, AFFINE_MOD, lhs, product->rhs);
  }
  if (product->kind != AFFINE_FLOORDIV) return NULL;
  bool fits = is_constant(product->rhs) && is_constant(rhs->rhs) && product->rhs->value > 0 &&
              rhs->rhs->value == -product->rhs->value;
  if (fits && equal(lhs, product->lhs)) return divide_mod(arena, AFFINE_MOD, lhs, product->rhs);
  // The last of several may be the one.
  expr_t last = lhs->kind == AFFINE_ADD ? simplify_add(arena, lhs->rhs, rhs) : NULL;
  return last ? add(arena, lhs->lhs, last) : NULL;
}

// Dimensions, and symbols, stand in the order of their numbers.
static bool out_of_order(expr_t lhs, expr_t rhs) {
  bool leaves = lhs->kind == AFFINE_DIM || lhs->kind == AFFINE_SYMBOL;
  return leaves && lhs->kind == rhs->kind && lhs->value > rhs->value;
}

static expr_t simplify_add(ptowsp_arena_t *arena, expr_t lhs, expr_t rhs) {
  int64_t sum;
  if (is_constant(lhs) && is_constant(rhs))
    return add_numbers(lhs->value, rhs->value, &sum) ? constant(arena, sum) : NULL;
  // A constant stands on the right, and so does what has symbols alone.
  if (is_constant(lhs) || (lhs->symbolic && !rhs->symbolic) || out_of_order(lhs, rhs))
    return add(arena, rhs, lhs);
  if (is_value(rhs, 0)) return lhs;
  bool inner = lhs->kind == AFFINE_ADD && is_constant(lhs->rhs);
  if (inner && is_constant(rhs) && add_numbers(lhs->rhs->value, rhs->value, &sum))
    return add(arena, lhs->lhs, constant(arena, sum));
  int64_t left, right;
  expr_t first = split_factor(lhs, &left), second = split_factor(rhs, &right);
  if (equal(first, second) && add_numbers(left, right, &sum))
    return multiply(arena, first, constant(arena, sum));
  if (inner && !is_constant(rhs)) return add(arena, add(arena, lhs->lhs, rhs), lhs->rhs);
  return add_as_mod(arena, lhs, rhs);
}

static expr_t simplify_multiply(ptowsp_arena_t *arena, expr_t lhs, expr_t rhs) {
  int64_t product;
  if (is_constant(lhs) && is_constant(rhs))
    return multiply_numbers(lhs->value, rhs->value, &product) ? constant(arena, product) : NULL;
  if (!rhs->symbolic || is_constant(lhs) || out_of_order(lhs, rhs))
    return multiply(arena, rhs, lhs);
  if (is_value(rhs, 1)) return lhs;
  if (is_value(rhs, 0)) return rhs;
  bool inner = lhs->kind == AFFINE_MUL && is_constant(lhs->rhs);
  if (inner && is_constant(rhs) && multiply_numbers(lhs->rhs->value, rhs->value, &product))
    return multiply(arena, lhs->lhs, constant(arena, product));
  if (inner && !is_constant(rhs)) return multiply(arena, multiply(arena, lhs->lhs, rhs), lhs->rhs);
  return NULL;
}

static int64_t divide_constants(ptowsp_affine_kind_t kind, int64_t a, int64_t b) {
  int64_t quotient = a / b, rest = a % b;
  if (kind == AFFINE_MOD) return rest < 0 ? rest + b : rest;
  if (kind == AFFINE_FLOORDIV) return quotient - (rest && (rest < 0) != (b < 0));
  return quotient + (rest && (rest < 0) == (b < 0));
}

static expr_t simplify_divide(ptowsp_arena_t *arena, ptowsp_affine_kind_t kind, expr_t lhs,
                              expr_t rhs) {
  int64_t by = rhs->value;
  if (by == 1) return lhs;
  if (lhs->kind == AFFINE_MUL && is_constant(lhs->rhs) && by != -1 && lhs->rhs->value % by == 0)
    return multiply(arena, lhs->lhs, constant(arena, lhs->rhs->value / by));
  if (kind != AFFINE_FLOORDIV || lhs->kind != AFFINE_ADD) return NULL;
  if (!divides(by, lhs->lhs) && !divides(by, lhs->rhs)) return NULL;
  return add(arena, divide_mod(arena, kind, lhs->lhs, rhs), divide_mod(arena, kind, lhs->rhs, rhs));
}

static expr_t simplify_mod(ptowsp_arena_t *arena, expr_t lhs, expr_t rhs) {
  int64_t by = rhs->value;
  if (divides(by, lhs)) return constant(arena, 0);
  if (lhs->kind == AFFINE_ADD && divides(by, lhs->lhs))
    return divide_mod(arena, AFFINE_MOD, lhs->rhs, rhs);
  if (lhs->kind == AFFINE_ADD && divides(by, lhs->rhs))
    return divide_mod(arena, AFFINE_MOD, lhs->lhs, rhs);
  if (lhs->kind == AFFINE_MOD && is_constant(lhs->rhs) && lhs->rhs->value >= 1 &&
      lhs->rhs->value % by == 0)
    return divide_mod(arena, AFFINE_MOD, lhs->lhs, rhs);
  return NULL;
}

static expr_t divide_mod(ptowsp_arena_t *arena, ptowsp_affine_kind_t kind, expr_t lhs, expr_t rhs) {
  expr_t simple = NULL;
  bool defined = is_constant(rhs) && (kind == AFFINE_MOD ? rhs->value >= 1 : rhs->value != 0);
  if (defined && is_constant(lhs)) {
    if (lhs->value != INT64_MIN || rhs->value != -1)
      simple = constant(arena, divide_constants(kind, lhs->value, rhs->value));
  } else if (defined) {
    simple =
        kind == AFFINE_MOD ? simplify_mod(arena, lhs, rhs) : simplify_divide(arena, kind, lhs, rhs);
  }
  return simple ? simple : make(arena, (ptowsp_affine_t){.kind = kind, .lhs = lhs, .rhs = rhs});
}

static expr_t add(ptowsp_arena_t *arena, expr_t lhs, expr_t rhs) {
  expr_t simple = simplify_add(arena, lhs, rhs);
  return simple ? simple
                : make(arena, (ptowsp_affine_t){.kind = AFFINE_ADD, .lhs = lhs, .rhs = rhs});
}

static expr_t multiply(ptowsp_arena_t *arena, expr_t lhs, expr_t rhs) {
  expr_t simple = simplify_multiply(arena, lhs, rhs);
  return simple ? simple
                : make(arena, (ptowsp_affine_t){.kind = AFFINE_MUL, .lhs = lhs, .rhs = rhs});
}

expr_t ptowsp_affine_binary(ptowsp_arena_t *arena, ptowsp_affine_kind_t kind, expr_t lhs,
                            expr_t rhs) {
  if (kind == AFFINE_ADD) return add(arena, lhs, rhs);
  if (kind == AFFINE_MUL) return multiply(arena, lhs, rhs);
  return divide_mod(arena, kind, lhs, rhs);
}

expr_t ptowsp_affine_negate(ptowsp_arena_t *arena, expr_t of) {
  return multiply(arena, of, constant(arena, -1));
}

// ---------------------------------------------------------------- as text

static void print(ptowsp_buffer_t *out, expr_t e, bool tight);

// Adding a negative multiple or number is printed as subtracting.
static bool print_difference(ptowsp_buffer_t *out, expr_t e) {
  expr_t rhs = e->rhs;
  bool product = rhs->kind == AFFINE_MUL && is_constant(rhs->rhs);
  int64_t factor = product ? rhs->rhs->value : is_constant(rhs) ? rhs->value : 0;
  if (factor >= 0) return false;
  print(out, e->lhs, false);
  ptowsp_buffer_puts(out, " - ");
  if (!product) {
    ptowsp_buffer_printf(out, "%" PRIu64, magnitude(factor));
  } else if (factor == -1) {
    print(out, rhs->lhs, rhs->lhs->kind == AFFINE_ADD);
  } else {
    print(out, rhs->lhs, true);
    ptowsp_buffer_printf(out, " * %" PRIu64, magnitude(factor));
  }
  return true;
}

static void print_product(ptowsp_buffer_t *out, expr_t e) {
  static const char *const words[] = {[AFFINE_MUL] = " * ",
                                      [AFFINE_MOD] = " mod ",
                                      [AFFINE_FLOORDIV] = " floordiv ",
                                      [AFFINE_CEILDIV] = " ceildiv "};
  bool negated = e->kind == AFFINE_MUL && is_value(e->rhs, -1);
  if (negated) ptowsp_buffer_putc(out, '-');
  print(out, e->lhs, true);
  if (negated) return;
  ptowsp_buffer_puts(out, words[e->kind]);
  print(out, e->rhs, true);
}

static void print(ptowsp_buffer_t *out, expr_t e, bool tight) {
  if (!e->lhs) {
    if (!is_constant(e)) ptowsp_buffer_putc(out, e->kind == AFFINE_DIM ? 'd' : 's');
    ptowsp_buffer_printf(out, "%" PRIi64, e->value);
    return;
  }
  if (tight) ptowsp_buffer_putc(out, '(');
  if (e->kind != AFFINE_ADD) {
    print_product(out, e);
  } else if (!print_difference(out, e)) {
    print(out, e->lhs, false);
    ptowsp_buffer_puts(out, " + ");
    print(out, e->rhs, false);
  }
  if (tight) ptowsp_buffer_putc(out, ')');
}

void ptowsp_affine_print(ptowsp_buffer_t *out, expr_t expression) { print(out, expression, false); }
