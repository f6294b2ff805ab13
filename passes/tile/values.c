// What values of a nest are in the new one, computed again where they are needed.
#include "ptowsp/pass.h"
#include "tile.h"

static ptowsp_walk_t find_write(ptowsp_op_t *op, void *data) {
  (void)data;
  const ptowsp_op_info_t *info = ptowsp_op_info(op);
  bool writes = !info || info->traits & PTOWSP_TRAIT_WRITES;
  return writes ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

bool ptowsp_tile_writes(ptowsp_op_t *op) { return !ptowsp_walk_pre(op, find_write, NULL); }

// Whether an op may write to the array given as data.
static ptowsp_walk_t find_write_to(ptowsp_op_t *op, void *data) {
  if (find_write(op, NULL) == PTOWSP_WALK_ADVANCE) return PTOWSP_WALK_ADVANCE;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_INTERRUPT;
  bool same = ptowsp_memref_root(ptowsp_op_operand(op, 1)) == data;
  return same ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Whether an op gives the same result wherever in the nest it is computed: it is pure, or loads
// from an array that the nest does not write.
static bool is_repeatable(const tile_t *t, ptowsp_op_t *op) {
  if (ptowsp_op_region_count(op)) return false;
  if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE)) return true;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) return false;
  ptowsp_value_t *root = ptowsp_memref_root(ptowsp_op_operand(op, 0));
  return ptowsp_walk_pre(t->nest, find_write_to, root);
}

// The op that a value comes from: what computes it, or the owner of its block.
static ptowsp_op_t *value_owner(ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  return op ? op : ptowsp_block_op(ptowsp_value_block(value));
}

static ptowsp_value_t *loop_iv(ptowsp_op_t *loop) {
  return ptowsp_block_arg(ptowsp_op_body(loop), 0);
}

ptowsp_value_map_t *ptowsp_tile_scope_map(const tile_t *t) {
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  for (size_t i = 0; i < t->structure.size; i++)
    ptowsp_value_map_set(map, loop_iv(t->structure.data[i].from), loop_iv(t->structure.data[i].to));
  for (size_t i = 0; i < t->arrays.size; i++)
    ptowsp_value_map_set(map, ptowsp_op_result(t->arrays.data[i].from, 0),
                         ptowsp_op_result(t->arrays.data[i].to, 0));
  return map;
}

typedef struct {
  const tile_t *t;
  ptowsp_value_map_t *map;
  ptowsp_builder_t *b;
} resolve_t;

static bool is_resolved(const resolve_t *r, ptowsp_value_t *value) {
  return ptowsp_value_map_get(r->map, value) != value ||
         !ptowsp_op_is_ancestor(r->t->nest, value_owner(value));
}

static bool is_copied(ptowsp_value_t *value, void *data) {
  const resolve_t *r = data;
  return !is_resolved(r, value) && is_repeatable(r->t, ptowsp_value_op(value));
}

static ptowsp_walk_t copy_op(ptowsp_op_t *op, void *data) {
  resolve_t *r = data;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!is_resolved(r, ptowsp_op_operand(op, i))) return PTOWSP_WALK_INTERRUPT;
  ptowsp_op_t *copy = ptowsp_op_clone(op, r->map);
  if (r->b->before)
    ptowsp_op_move_before(copy, r->b->before);
  else
    ptowsp_op_move_to_end(copy, r->b->block);
  return PTOWSP_WALK_ADVANCE;
}

ptowsp_value_t *ptowsp_tile_resolve(const tile_t *t, ptowsp_value_map_t *map, ptowsp_value_t *value,
                                    ptowsp_builder_t *b) {
  resolve_t r = {t, map, b};
  if (!ptowsp_walk_sources(value, is_copied, copy_op, &r) || !is_resolved(&r, value)) return NULL;
  return ptowsp_value_map_get(map, value);
}

static ptowsp_walk_t list_op(ptowsp_op_t *op, void *data) {
  ptowsp_vec_push((tile_ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

// Whether the value comes from one of the numbered ops, or from inside of one.
static bool is_own(const tile_t *t, const ptowsp_numbering_t *group, ptowsp_value_t *value) {
  for (ptowsp_op_t *op = value_owner(value); op && op != t->nest; op = ptowsp_op_parent(op))
    if (ptowsp_numbering_find(group, op) != UINT32_MAX) return true;
  return false;
}

bool ptowsp_tile_resolve_uses(const tile_t *t, const tile_ops_t *group, ptowsp_value_map_t *map,
                              ptowsp_builder_t *b) {
  tile_ops_t all = {0};
  ptowsp_numbering_t own = {0};
  bool ok = true;
  for (size_t i = 0; i < group->size; i++) {
    ptowsp_numbering_enter(&own, group->data[i]);
    ptowsp_walk_pre(group->data[i], list_op, &all);
  }
  for (size_t i = 0; i < all.size && ok; i++)
    for (size_t j = 0; j < ptowsp_op_operand_count(all.data[i]) && ok; j++) {
      ptowsp_value_t *value = ptowsp_op_operand(all.data[i], j);
      if (is_own(t, &own, value) || ptowsp_tile_resolve(t, map, value, b)) continue;
      ptowsp_error(t->context, ptowsp_op_loc(all.data[i]),
                   "this uses a value that is set outside of the innermost wsp_tile loop, and "
                   "tiling moves the two into different loops; keep the value in an array with one "
                   "element for each iteration");
      ptowsp_note(t->context, ptowsp_value_loc(value), "the value is set here");
      ok = false;
    }
  ptowsp_vec_deinit(&all);
  ptowsp_numbering_deinit(&own);
  return ok;
}

bool ptowsp_tile_is_known_at_points(const tile_t *t, ptowsp_value_t *value, int *budget) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!ptowsp_op_is_ancestor(t->nest, value_owner(value))) return true;
  if (!op) return ptowsp_op_is(value_owner(value), PTOWSP_OP_SCF_FOR);
  if (--*budget < 0 || !is_repeatable(t, op)) return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!ptowsp_tile_is_known_at_points(t, ptowsp_op_operand(op, i), budget)) return false;
  return true;
}
