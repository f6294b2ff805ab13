// Sums of products that start with something: they start with zero, and it is added behind them.
//
//   s = bias[j]                                  s = 0
//   for k: s = s + a[i][k] * b[k][j]         →   for k: s = s + a[i][k] * b[k][j]
//   c[i][j] = f(s)                               s = bias[j] + s
//                                                c[i][j] = f(s)
//
// The cube's sums start with zero: what a sum starts with would be written by a task before the
// product, for a task behind it to read. The order of a product's sum is its own anyway.
#include "split.h"

enum { MAX_OPS = 16 };

// What stands in a block around the sum into a variable.
typedef struct {
  ptowsp_block_t *block;
  ptowsp_op_t *start, *product; // the store before it; the loop
} start_t;

static bool is_before(ptowsp_op_t *op, const ptowsp_op_t *other) {
  while (op && op != other) op = ptowsp_op_next(op);
  return op != NULL;
}

// Finds the one store before the loop of the sum, with nothing in between; false: there is none.
static bool find_start(ptowsp_op_t *store, start_t *out) {
  ptowsp_value_t *variable = split_memref_of(store);
  ptowsp_op_t *declared = ptowsp_value_op(variable);
  if (!ptowsp_op_is_local(declared) || ptowsp_type_rank(ptowsp_value_type(variable))) return false;
  *out = (start_t){.block = ptowsp_op_block(declared)};
  out->product = split_place(out->block, store);
  for (ptowsp_use_t *use = ptowsp_value_first_use(variable); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *place = split_place(out->block, ptowsp_use_op(use));
    if (!place) return false;
    if (place == out->product) {
      if (!split_is_adding(ptowsp_use_op(use))) return false;
      continue;
    }
    if (!is_before(place, out->product)) continue;
    if (out->start || place != ptowsp_use_op(use) || !ptowsp_op_is(place, PTOWSP_OP_MEMREF_STORE))
      return false;
    out->start = place;
  }
  return out->start && ptowsp_op_is(out->product, PTOWSP_OP_SCF_FOR);
}

typedef struct {
  ptowsp_value_t *array;
} written_t;

static ptowsp_walk_t find_write(ptowsp_op_t *op, void *data) {
  const written_t *w = data;
  bool writes = ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) &&
                ptowsp_memref_root(split_memref_of(op)) == w->array;
  return writes ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Whether a value can be computed again behind the loop: from what the kernel does not write.
static bool is_repeatable(split_t *s, const start_t *at, ptowsp_value_t *value, int *budget) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || ptowsp_op_block(op) != at->block) return true;
  if (--*budget < 0 || ptowsp_op_region_count(op)) return false;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) {
    written_t w = {ptowsp_memref_root(split_memref_of(op))};
    if (!ptowsp_walk_pre(s->kernel, find_write, &w)) return false;
  } else if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE)) {
    return false;
  }
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!is_repeatable(s, at, ptowsp_op_operand(op, i), budget)) return false;
  return true;
}

static ptowsp_value_t *repeat(const start_t *at, ptowsp_value_map_t *map, ptowsp_value_t *value,
                              ptowsp_op_t *before) {
  ptowsp_value_t *known = ptowsp_value_map_get(map, value);
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (known != value || !op || ptowsp_op_block(op) != at->block) return known;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    repeat(at, map, ptowsp_op_operand(op, i), before);
  ptowsp_op_move_before(ptowsp_op_clone(op, map), before);
  return ptowsp_value_map_get(map, value);
}

static bool is_zero(ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT)) return false;
  ptowsp_attr_t number = ptowsp_op_attr(op, "value");
  return ptowsp_attr_kind(number) == PTOWSP_ATTR_FLOAT ? ptowsp_attr_float_value(number) == 0
                                                       : ptowsp_attr_int_value(number) == 0;
}

static void delay(const start_t *at) {
  ptowsp_value_t *variable = ptowsp_op_operand(at->start, 1);
  ptowsp_value_t *first = ptowsp_op_operand(at->start, 0);
  ptowsp_type_t type = ptowsp_value_type(first);
  ptowsp_context_t *context = ptowsp_type_context(type);
  bool is_float = ptowsp_type_is_float(type);
  ptowsp_op_t *next = ptowsp_op_next(at->product);
  ptowsp_builder_t b = ptowsp_builder_before(next);
  b.loc = ptowsp_op_loc(at->start);
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  ptowsp_value_t *again = repeat(at, map, first, next);
  ptowsp_value_map_destroy(map);
  ptowsp_op_t *load = split_build_access(&b, PTOWSP_OP_MEMREF_LOAD, &variable, 1, type);
  ptowsp_value_t *sum = ptowsp_build_binary(
      &b, is_float ? PTOWSP_OP_ARITH_ADDF : PTOWSP_OP_ARITH_ADDI, again, ptowsp_op_result(load, 0));
  ptowsp_value_t *stored[] = {sum, variable};
  split_build_access(&b, PTOWSP_OP_MEMREF_STORE, stored, 2, NULL);
  b = ptowsp_builder_before(at->start);
  ptowsp_attr_t zero =
      is_float ? ptowsp_attr_float(context, 0, type) : ptowsp_attr_integer(context, 0, type);
  ptowsp_op_set_operand(at->start, 0, ptowsp_build_constant(&b, zero));
}

static ptowsp_op_t *outermost(const split_t *s, ptowsp_op_t *op) {
  ptowsp_op_t *found = NULL;
  for (; op && op != s->kernel; op = ptowsp_op_parent(op))
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) found = op;
  return found;
}

bool split_delay_starts(split_t *s) {
  bool changed = false;
  ops_t stores = {0};
  split_collect(s->kernel, PTOWSP_OP_MEMREF_STORE, &stores);
  for (size_t i = 0; i < stores.size; i++) {
    ptowsp_op_t *store = stores.data[i], *nest = outermost(s, store);
    start_t at;
    int budget = MAX_OPS;
    if (!nest || !split_is_adding(store) || !find_start(store, &at)) continue;
    ptowsp_value_t *first = ptowsp_op_operand(at.start, 0);
    if (is_zero(first) || !is_repeatable(s, &at, first, &budget) ||
        !contraction_is_matrix(s->isl, nest, store))
      continue;
    delay(&at);
    changed = true;
  }
  ptowsp_vec_deinit(&stores);
  if (changed) split_drop_dead(ptowsp_op_body(s->kernel));
  return changed;
}
