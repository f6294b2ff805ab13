// Values of loops' variables that are no sums of multiples of them: computed as the int that they
// are in C.
//
//   %1 = arith.muli %i, %j : index           %1 = arith.index_cast %i, %2 = arith.index_cast %j
//   %2 = arith.remsi %1, %c7 : index    →    %3 = arith.muli %1, %2 : i32
//   %3 = arith.index_cast %2 : i32           %4 = arith.remsi %3, %c7_i32 : i32
//
// The importer computes in index what C computes in int, which does not overflow. Rows count the
// variables, and the rest is arithmetic of tiles.
#include "wsp_raise_loops.h"

enum { DEPTH = 8 };

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

static bool is_arithmetic(const ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_ADDI:
    case PTOWSP_OP_ARITH_SUBI:
    case PTOWSP_OP_ARITH_MULI:
    case PTOWSP_OP_ARITH_DIVSI:
    case PTOWSP_OP_ARITH_REMSI:
      return true;
    default:
      return false;
  }
}

static bool is_number(const ptowsp_value_t *value) {
  int64_t number;
  return ptowsp_value_constant(value, &number);
}

// Whether an index is more than a sum of multiples.
static bool is_bent(const ptowsp_value_t *value, int depth) {
  const ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || depth == 0 || !is_arithmetic(op)) return false;
  const ptowsp_value_t *x = ptowsp_op_operand(op, 0), *y = ptowsp_op_operand(op, 1);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_DIVSI) || ptowsp_op_is(op, PTOWSP_OP_ARITH_REMSI))
    return true;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_MULI) && !is_number(x) && !is_number(y)) return true;
  return is_bent(x, depth - 1) || is_bent(y, depth - 1);
}

static ptowsp_value_t *build_int(ptowsp_builder_t *b, ptowsp_value_t *value, ptowsp_type_t type,
                                 int depth) {
  int64_t number;
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (ptowsp_value_constant(value, &number))
    return ptowsp_build_constant(b, ptowsp_attr_integer(ptowsp_type_context(type), number, type));
  if (!op || depth == 0 || !is_arithmetic(op))
    return ptowsp_build_cast(b, PTOWSP_OP_ARITH_INDEX_CAST, value, type);
  ptowsp_value_t *x = build_int(b, ptowsp_op_operand(op, 0), type, depth - 1);
  ptowsp_value_t *y = build_int(b, ptowsp_op_operand(op, 1), type, depth - 1);
  return ptowsp_build_binary(b, ptowsp_op_id(op), x, y);
}

// What nothing reads any more has no tile instruction and needs none.
static void erase_unused(ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || ptowsp_value_has_uses(value) || !is_arithmetic(op)) return;
  ptowsp_value_t *x = ptowsp_op_operand(op, 0), *y = ptowsp_op_operand(op, 1);
  ptowsp_op_erase(op);
  erase_unused(x);
  if (x != y) erase_unused(y);
}

// Whether an int becomes nothing but elements: no condition and no subscript, which are found in
// the terms of the loops.
static bool is_element(ptowsp_value_t *value, int depth) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *op = ptowsp_use_op(use);
    if (ptowsp_op_is(op, PTOWSP_OP_ARITH_SITOFP) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE))
      continue;
    if (depth == 0 || !is_arithmetic(op) || !is_element(ptowsp_op_result(op, 0), depth - 1))
      return false;
  }
  return true;
}

typedef struct {
  const raise_t *r;
  ops_t casts;
} collect_t;

static ptowsp_walk_t collect(ptowsp_op_t *op, void *data) {
  collect_t *collect = data;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_INDEX_CAST) &&
      ptowsp_type_is_i(ptowsp_value_type(ptowsp_op_result(op, 0)), 32) &&
      is_element(ptowsp_op_result(op, 0), DEPTH) && is_bent(ptowsp_op_operand(op, 0), DEPTH) &&
      raise_is_word(collect->r, ptowsp_op_operand(op, 0), true))
    ptowsp_vec_push(&collect->casts, op);
  return PTOWSP_WALK_ADVANCE;
}

void raise_spell_indices(raise_t *r) {
  collect_t all = {.r = r};
  ptowsp_walk_pre(r->scalar, collect, &all);
  ops_t casts = all.casts;
  for (size_t i = 0; i < casts.size; i++) {
    ptowsp_value_t *result = ptowsp_op_result(casts.data[i], 0);
    ptowsp_value_t *index = ptowsp_op_operand(casts.data[i], 0);
    ptowsp_builder_t b = ptowsp_builder_before(casts.data[i]);
    ptowsp_value_replace_all(result, build_int(&b, index, ptowsp_value_type(result), DEPTH));
    ptowsp_op_erase(casts.data[i]);
    erase_unused(index);
  }
  ptowsp_vec_deinit(&casts);
}
