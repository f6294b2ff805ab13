// Local integers narrower than what is computed of them, before the loops are raised: they keep the
// wider sum, which is cut where it is read, so that the accumulation is seen.
//
//   int16 d                                  int32 d
//   d = trunci(addi(extui(d), x))     →      d = addi(d, x)
//   y = d                                    y = trunci(d)
//
// Sums, differences and products of integers have the same low bits either way.
#include "wsp_raise_loops.h"

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

static bool keeps_low_bits(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_ADDI) || ptowsp_op_is(op, PTOWSP_OP_ARITH_SUBI) ||
         ptowsp_op_is(op, PTOWSP_OP_ARITH_MULI);
}

static bool is_extension(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_EXTSI) || ptowsp_op_is(op, PTOWSP_OP_ARITH_EXTUI);
}

// The wider value that a store cuts; NULL: it stores something else.
static ptowsp_value_t *cut_value(const ptowsp_op_t *store) {
  ptowsp_op_t *op = ptowsp_value_op(ptowsp_op_operand(store, 0));
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_TRUNCI) ? ptowsp_op_operand(op, 0) : NULL;
}

// Whether a store makes a value of this variable from another one of it, in 32 bits.
static bool accumulates(const ptowsp_op_t *store, const ptowsp_value_t *local) {
  ptowsp_value_t *value = cut_value(store);
  ptowsp_op_t *sum = value ? ptowsp_value_op(value) : NULL;
  if (!sum || !keeps_low_bits(sum) || !ptowsp_type_is_i(ptowsp_value_type(value), 32)) return false;
  for (size_t i = 0; i < 2; i++) {
    ptowsp_op_t *wide = ptowsp_value_op(ptowsp_op_operand(sum, i));
    if (!is_extension(wide)) continue;
    ptowsp_op_t *load = ptowsp_value_op(ptowsp_op_operand(wide, 0));
    if (ptowsp_op_is(load, PTOWSP_OP_MEMREF_LOAD) && ptowsp_op_operand(load, 0) == local)
      return true;
  }
  return false;
}

// Whether all that is stored is cut, or a constant, and something is accumulated.
static bool is_narrow(ptowsp_op_t *alloc) {
  ptowsp_value_t *local = ptowsp_op_result(alloc, 0);
  ptowsp_type_t type = ptowsp_value_type(local), element = ptowsp_type_element(type);
  bool any = false;
  if (!ptowsp_type_is_i(element, 8) && !ptowsp_type_is_i(element, 16)) return false;
  if (ptowsp_op_operand_count(alloc)) return false; // its extents are computed
  for (ptowsp_use_t *use = ptowsp_value_first_use(local); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *op = ptowsp_use_op(use);
    int64_t number = 0;
    if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) continue;
    if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) || ptowsp_op_operand(op, 0) == local)
      return false;
    ptowsp_value_t *value = cut_value(op);
    if (value ? !ptowsp_type_is_i(ptowsp_value_type(value), 32)
              : !ptowsp_value_constant(ptowsp_op_operand(op, 0), &number))
      return false;
    any = any || accumulates(op, local);
  }
  return any;
}

static void widen_load(ptowsp_op_t *load, ptowsp_value_t *local, ptowsp_type_t word) {
  ptowsp_builder_t b = ptowsp_builder_before(load);
  ptowsp_op_t *copy = ptowsp_op_clone(load, NULL);
  ptowsp_op_set_operand(copy, 0, local);
  ptowsp_value_set_type(ptowsp_op_result(copy, 0), word);
  ptowsp_op_move_before(copy, load);
  ptowsp_value_t *old = ptowsp_op_result(load, 0);
  ptowsp_value_t *cut = ptowsp_build_cast(&b, PTOWSP_OP_ARITH_TRUNCI, ptowsp_op_result(copy, 0),
                                          ptowsp_value_type(old));
  ptowsp_value_replace_all(old, cut);
  ptowsp_op_erase(load);
}

static void erase_unused(ptowsp_op_t *op) {
  if (op && ptowsp_op_result_count(op) == 1 && !ptowsp_value_has_uses(ptowsp_op_result(op, 0)))
    ptowsp_op_erase(op);
}

// The operands of a sum that is only cut, without being cut themselves.
static void pass_cuts(ptowsp_op_t *sum) {
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(sum, 0));
  if (!use || ptowsp_use_next(use)) return;
  for (size_t i = 0; i < 2; i++) {
    ptowsp_op_t *wide = ptowsp_value_op(ptowsp_op_operand(sum, i));
    ptowsp_op_t *cut = is_extension(wide) ? ptowsp_value_op(ptowsp_op_operand(wide, 0)) : NULL;
    if (!cut || !ptowsp_op_is(cut, PTOWSP_OP_ARITH_TRUNCI)) continue;
    ptowsp_value_t *whole = ptowsp_op_operand(cut, 0);
    if (ptowsp_value_type(whole) != ptowsp_value_type(ptowsp_op_result(sum, 0))) continue;
    ptowsp_op_set_operand(sum, i, whole);
    erase_unused(wide);
    erase_unused(cut);
  }
}

static void widen_store(ptowsp_op_t *store, ptowsp_value_t *local, ptowsp_type_t word) {
  ptowsp_builder_t b = ptowsp_builder_before(store);
  ptowsp_value_t *value = cut_value(store);
  int64_t number = 0;
  if (!value && ptowsp_value_constant(ptowsp_op_operand(store, 0), &number))
    value = ptowsp_build_constant(&b, ptowsp_attr_integer(ptowsp_type_context(word), number, word));
  ptowsp_op_t *sum = ptowsp_value_op(value), *cut = ptowsp_value_op(ptowsp_op_operand(store, 0));
  ptowsp_op_set_operand(store, 0, value);
  ptowsp_op_set_operand(store, 1, local);
  if (cut && ptowsp_op_is(cut, PTOWSP_OP_ARITH_TRUNCI)) erase_unused(cut);
  if (sum && keeps_low_bits(sum)) pass_cuts(sum);
}

static void widen(raise_t *r, ptowsp_op_t *alloc) {
  ptowsp_value_t *narrow = ptowsp_op_result(alloc, 0);
  ptowsp_type_t type = ptowsp_value_type(narrow), word = ptowsp_type_i(r->context, 32);
  ptowsp_builder_t b = ptowsp_builder_before(alloc);
  ptowsp_type_t wide = ptowsp_type_memref(r->context, ptowsp_type_shape(type),
                                          ptowsp_type_rank(type), word, NULL, NULL);
  ptowsp_value_t *local = ptowsp_build_alloc(&b, wide, NULL, NULL);
  ptowsp_op_set_attributes(ptowsp_value_op(local), ptowsp_op_attributes(alloc));
  ops_t loads = {0}, stores = {0};
  for (ptowsp_use_t *use = ptowsp_value_first_use(narrow); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *op = ptowsp_use_op(use);
    if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD))
      ptowsp_vec_push(&loads, op);
    else
      ptowsp_vec_push(&stores, op);
  }
  for (size_t i = 0; i < loads.size; i++) widen_load(loads.data[i], local, word);
  for (size_t i = 0; i < stores.size; i++) widen_store(stores.data[i], local, word);
  ptowsp_vec_deinit(&loads);
  ptowsp_vec_deinit(&stores);
  ptowsp_op_erase(alloc);
}

static ptowsp_walk_t visit_local(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is_local(op)) ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

void raise_widen_locals(raise_t *r) {
  ops_t allocs = {0};
  ptowsp_walk_pre(r->scalar, visit_local, &allocs);
  for (size_t i = 0; i < allocs.size; i++)
    if (is_narrow(allocs.data[i])) widen(r, allocs.data[i]);
  ptowsp_vec_deinit(&allocs);
}
