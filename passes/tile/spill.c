// Values that loops to be cut take from the statements beside them: they go through variables.
//
//   for t                                    for t
//     %v = memref.load %n[]                    %s = memref.alloc; memref.store %v, %s[]
//     for i {wsp.tile = 8}                →    for i {wsp.tile = 8}
//       … %v …                                   %w = memref.load %s[]; … %w …
//
// Tiles are tasks of their own, and so is the statement that computes the value: memory connects
// them. What comes from memory that the nest only reads is computed where it is needed instead.
#include "tile.h"

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

enum { BUDGET = 1000 };

static ptowsp_walk_t find_write_to(ptowsp_op_t *op, void *data) {
  const ptowsp_op_info_t *info = ptowsp_op_info(op);
  if (info && !(info->traits & PTOWSP_TRAIT_WRITES)) return PTOWSP_WALK_ADVANCE;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_INTERRUPT;
  bool same = ptowsp_memref_root(ptowsp_op_operand(op, 1)) == data;
  return same ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Whether a value of the block is or is computed from what the nest changes. With the budget
// spent, it may be.
static bool is_changing(ptowsp_op_t *nest, const ptowsp_block_t *block, ptowsp_value_t *value,
                        int *budget) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || ptowsp_op_block(op) != block) return false;
  if (--*budget < 0) return true;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD))
    return !ptowsp_walk_pre(nest, find_write_to, ptowsp_memref_root(ptowsp_op_operand(op, 0)));
  if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE)) return true;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (is_changing(nest, block, ptowsp_op_operand(op, i), budget)) return true;
  return false;
}

static void list_users(ptowsp_value_t *value, ops_t *out_users) {
  const ptowsp_block_t *block = ptowsp_op_block(ptowsp_value_op(value));
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use))
    if (ptowsp_op_block(ptowsp_use_op(use)) != block)
      ptowsp_vec_push(out_users, ptowsp_use_op(use));
}

// The values of a block that loops in it take and that must go through memory.
static void list_values(ptowsp_op_t *nest, ptowsp_block_t *block, ops_t *out_ops) {
  ptowsp_block_each(block, op) {
    int budget = BUDGET;
    if (ptowsp_op_result_count(op) != 1 || ptowsp_op_region_count(op) || ptowsp_op_is_alloc(op) ||
        !is_changing(nest, block, ptowsp_op_result(op, 0), &budget))
      continue;
    ops_t users = {0};
    list_users(ptowsp_op_result(op, 0), &users);
    if (users.size) ptowsp_vec_push(out_ops, op);
    ptowsp_vec_deinit(&users);
  }
}

static void spill(ptowsp_op_t *op) {
  ptowsp_value_t *value = ptowsp_op_result(op, 0);
  ops_t users = {0};
  list_users(value, &users);
  ptowsp_builder_t b = ptowsp_builder_after(op);
  ptowsp_type_t type =
      ptowsp_type_memref(ptowsp_op_context(op), NULL, 0, ptowsp_value_type(value), NULL, NULL);
  ptowsp_value_t *variable = ptowsp_build_alloc(&b, type, NULL, "value");
  ptowsp_build_store(&b, value, variable, NULL);
  for (size_t i = 0; i < users.size; i++) {
    b = ptowsp_builder_before(users.data[i]);
    ptowsp_op_replace_operand(users.data[i], value, ptowsp_build_load(&b, variable, NULL));
  }
  ptowsp_vec_deinit(&users);
}

// Memory holds numbers: no conditions and no subscripts.
static bool is_number(const ptowsp_op_t *op) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  return ptowsp_type_is_float(type) || (ptowsp_type_is_integer(type) && !ptowsp_type_is_i(type, 1));
}

static void spill_block(ptowsp_op_t *nest, ptowsp_block_t *block) {
  ops_t ops = {0};
  list_values(nest, block, &ops);
  for (size_t i = 0; i < ops.size; i++)
    if (is_number(ops.data[i])) spill(ops.data[i]);
  ptowsp_vec_deinit(&ops);
}

static void spill_below(ptowsp_op_t *nest, ptowsp_op_t *op) {
  if (ptowsp_tile_is_tiled(op) || !ptowsp_tile_has_tiled(op)) return;
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
    ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, i));
    if (!block) continue;
    spill_block(nest, block);
    ptowsp_block_each(block, inner) spill_below(nest, inner);
  }
}

void ptowsp_tile_spill(ptowsp_op_t *nest) { spill_below(nest, nest); }

bool ptowsp_tile_may_spill(ptowsp_op_t *loop, ptowsp_block_t *block) {
  ops_t ops = {0};
  bool may = true;
  list_values(loop, block, &ops);
  for (size_t i = 0; i < ops.size; i++) may &= is_number(ops.data[i]);
  ptowsp_vec_deinit(&ops);
  return may;
}
