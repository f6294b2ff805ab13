// Elements that a loop reads again through an index it carries, before the loops are raised: the
// element is carried too, so that an extreme and its place are seen.
//
//   int b = 0;                               int b = 0; float m = x[i][b];
//   for (j …)                          →     for (j …)
//     if (x[i][j] > x[i][b]) b = j;            if (x[i][j] > m) { b = j; m = x[i][j]; }
//
// `m` is x[i][b] at all times, since the loop writes x nowhere and `m` changes with b.
#include "wsp_raise_loops.h"

typedef struct {
  raise_t *r;
  ptowsp_op_t *loop;
  ptowsp_op_t *load;                  // that is repeated, x[…, b]
  size_t at;                          // the operand that b gives
  ptowsp_op_t *index_load;            // of b
  ptowsp_value_t *index;              // b
  PTOWSP_VEC(ptowsp_op_t *) stores;   // to b, in the loop
  PTOWSP_VEC(ptowsp_op_t *) elements; // x[…, b] as of each of them
} carry_t;

static ptowsp_value_t *array_of(ptowsp_op_t *access) {
  return ptowsp_op_operand(access, ptowsp_op_is(access, PTOWSP_OP_MEMREF_STORE) ? 1 : 0);
}

// The load of a scalar that a subscript is; NULL: it is another value.
static ptowsp_op_t *scalar_load(ptowsp_value_t *subscript) {
  ptowsp_op_t *op = ptowsp_value_op(subscript);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_INDEX_CAST)) op = ptowsp_value_op(ptowsp_op_operand(op, 0));
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_op_operand_count(op) != 1) return NULL;
  ptowsp_op_t *made_by = ptowsp_value_op(ptowsp_op_operand(op, 0));
  return ptowsp_op_is_local(made_by) ? op : NULL;
}

static bool is_outside(const carry_t *carry, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op) op = ptowsp_block_op(ptowsp_value_block(value));
  return !ptowsp_op_is_ancestor(carry->loop, op);
}

// Collects the stores to the index; stops at one to the array.
static ptowsp_walk_t visit_store(ptowsp_op_t *op, void *data) {
  carry_t *carry = data;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_ADVANCE;
  ptowsp_value_t *array = array_of(op), *read = array_of(carry->load);
  if (array == read || raise_are_aliases(carry->r, array, read)) return PTOWSP_WALK_INTERRUPT;
  if (array == carry->index) ptowsp_vec_push(&carry->stores, op);
  return PTOWSP_WALK_ADVANCE;
}

// Whether nothing may have been stored to the index between its load and the element's.
static bool is_fresh(const carry_t *carry) {
  ptowsp_op_t *op = carry->index_load;
  if (ptowsp_op_block(op) != ptowsp_op_block(carry->load)) return false;
  for (; op != carry->load; op = ptowsp_op_next(op)) {
    if (ptowsp_op_region_count(op)) return false;
    if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) && array_of(op) == carry->index) return false;
  }
  return true;
}

static bool match(carry_t *carry) {
  ptowsp_op_t *load = carry->load;
  carry->loop = ptowsp_op_parent(load);
  int64_t lower = 0, upper = 0;
  // The element is read at least once, so that it may be read in front of the loop.
  if (!ptowsp_op_is(carry->loop, PTOWSP_OP_SCF_FOR)) return false;
  if (!ptowsp_value_constant(ptowsp_op_operand(carry->loop, 0), &lower) ||
      !ptowsp_value_constant(ptowsp_op_operand(carry->loop, 1), &upper) || lower >= upper)
    return false;
  for (size_t i = 1; i < ptowsp_op_operand_count(load); i++) {
    ptowsp_value_t *subscript = ptowsp_op_operand(load, i);
    if (is_outside(carry, subscript)) continue;
    carry->index_load = carry->at ? NULL : scalar_load(subscript);
    if (!carry->index_load) return false;
    carry->index = ptowsp_op_operand(carry->index_load, 0);
    carry->at = i;
  }
  if (!carry->at || !is_outside(carry, array_of(load)) || !is_outside(carry, carry->index))
    return false;
  return is_fresh(carry) && ptowsp_walk_pre(carry->loop, visit_store, carry) && carry->stores.size;
}

// ---------------------------------------------------------------- the carried element

static ptowsp_value_t *as_index(raise_t *r, ptowsp_builder_t *b, ptowsp_value_t *value) {
  ptowsp_type_t index = ptowsp_type_index(r->context);
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (ptowsp_value_type(value) == index) return value;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_INDEX_CAST)) return ptowsp_op_operand(op, 0);
  return ptowsp_build_cast(b, PTOWSP_OP_ARITH_INDEX_CAST, value, index);
}

// The element where the index has a value.
static ptowsp_value_t *build_element(const carry_t *carry, ptowsp_builder_t *b,
                                     ptowsp_value_t *value) {
  ptowsp_value_t *subscript = as_index(carry->r, b, value);
  ptowsp_op_t *copy = ptowsp_op_clone(carry->load, NULL);
  ptowsp_op_set_operand(copy, carry->at, subscript);
  ptowsp_op_move_before(copy, b->before);
  return ptowsp_op_result(copy, 0);
}

// What the index has in front of the loop.
static ptowsp_value_t *initial(const carry_t *carry, ptowsp_builder_t *b) {
  for (ptowsp_op_t *op = ptowsp_op_previous(carry->loop); op; op = ptowsp_op_previous(op)) {
    if (ptowsp_op_region_count(op)) break;
    if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) && array_of(op) == carry->index)
      return ptowsp_op_operand(op, 0);
  }
  return ptowsp_build_load(b, carry->index, NULL);
}

// Reads the element wherever the index changes; false: it may lie outside of its array there.
static bool build_elements(carry_t *carry) {
  bool safe = true;
  for (size_t i = 0; safe && i < carry->stores.size; i++) {
    ptowsp_op_t *store = carry->stores.data[i];
    ptowsp_builder_t b = ptowsp_builder_before(store);
    ptowsp_value_t *value = build_element(carry, &b, ptowsp_op_operand(store, 0));
    ptowsp_vec_push(&carry->elements, ptowsp_value_op(value));
    safe = raise_is_safe(carry->r, ptowsp_value_op(value));
  }
  for (size_t i = 0; !safe && i < carry->elements.size; i++)
    ptowsp_op_erase(carry->elements.data[i]);
  return safe;
}

static void rewrite(const carry_t *carry) {
  ptowsp_builder_t b = ptowsp_builder_before(carry->loop);
  ptowsp_value_t *old = ptowsp_op_result(carry->load, 0);
  ptowsp_type_t type =
      ptowsp_type_memref(carry->r->context, NULL, 0, ptowsp_value_type(old), NULL, NULL);
  ptowsp_value_t *carried = ptowsp_build_alloc(&b, type, NULL, NULL);
  ptowsp_build_store(&b, build_element(carry, &b, initial(carry, &b)), carried, NULL);
  for (size_t i = 0; i < carry->stores.size; i++) {
    b = ptowsp_builder_before(carry->stores.data[i]);
    ptowsp_build_store(&b, ptowsp_op_result(carry->elements.data[i], 0), carried, NULL);
  }
  b = ptowsp_builder_before(carry->load);
  ptowsp_value_replace_all(old, ptowsp_build_load(&b, carried, NULL));
  ptowsp_op_erase(carry->load);
}

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

static ptowsp_walk_t visit_load(ptowsp_op_t *op, void *data) {
  ops_t *loads = data;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) && ptowsp_op_operand_count(op) > 1)
    ptowsp_vec_push(loads, op);
  return PTOWSP_WALK_ADVANCE;
}

void raise_carry_elements(raise_t *r) {
  ops_t loads = {0};
  ptowsp_walk_pre(r->scalar, visit_load, &loads);
  for (size_t i = 0; i < loads.size; i++) {
    carry_t carry = {.r = r, .load = loads.data[i]};
    if (match(&carry) && build_elements(&carry)) rewrite(&carry);
    ptowsp_vec_deinit(&carry.stores);
    ptowsp_vec_deinit(&carry.elements);
  }
  ptowsp_vec_deinit(&loads);
}
