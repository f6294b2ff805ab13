// Structural questions about code: equality, dead operations.
#include "ptowsp/analysis.h"

static bool same_block(ptowsp_block_t *a, ptowsp_block_t *b, ptowsp_value_map_t *map);

static bool same_op(ptowsp_op_t *a, ptowsp_op_t *b, ptowsp_value_map_t *map) {
  if (ptowsp_op_id(a) != ptowsp_op_id(b) || ptowsp_op_properties(a) != ptowsp_op_properties(b) ||
      !ptowsp_op_attr(a, "wsp.parallel") != !ptowsp_op_attr(b, "wsp.parallel") ||
      ptowsp_op_operand_count(a) != ptowsp_op_operand_count(b) ||
      ptowsp_op_result_count(a) != ptowsp_op_result_count(b) ||
      ptowsp_op_region_count(a) != ptowsp_op_region_count(b))
    return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(a); i++)
    if (ptowsp_value_map_get(map, ptowsp_op_operand(a, i)) != ptowsp_op_operand(b, i)) return false;
  for (size_t i = 0; i < ptowsp_op_result_count(a); i++) {
    ptowsp_value_t *x = ptowsp_op_result(a, i), *y = ptowsp_op_result(b, i);
    if (ptowsp_value_type(x) != ptowsp_value_type(y)) return false;
    ptowsp_value_map_set(map, x, y);
  }
  for (size_t i = 0; i < ptowsp_op_region_count(a); i++)
    if (!same_block(ptowsp_region_first(ptowsp_op_region(a, i)),
                    ptowsp_region_first(ptowsp_op_region(b, i)), map))
      return false;
  return true;
}

static bool same_block(ptowsp_block_t *a, ptowsp_block_t *b, ptowsp_value_map_t *map) {
  if (!a || !b) return a == b;
  if (ptowsp_block_arg_count(a) != ptowsp_block_arg_count(b)) return false;
  for (size_t i = 0; i < ptowsp_block_arg_count(a); i++) {
    ptowsp_value_t *x = ptowsp_block_arg(a, i), *y = ptowsp_block_arg(b, i);
    if (ptowsp_value_type(x) != ptowsp_value_type(y)) return false;
    ptowsp_value_map_set(map, x, y);
  }
  ptowsp_op_t *x = ptowsp_block_first(a), *y = ptowsp_block_first(b);
  for (; x && y; x = ptowsp_op_next(x), y = ptowsp_op_next(y))
    if (!same_op(x, y, map)) return false;
  return x == y;
}

bool ptowsp_bodies_equal(ptowsp_op_t *a, ptowsp_op_t *b) {
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  bool equal = same_block(ptowsp_op_body(a), ptowsp_op_body(b), map);
  ptowsp_value_map_destroy(map);
  return equal;
}

// Erases pure ops without uses, last first.
void ptowsp_drop_dead(ptowsp_op_t *root) {
  for (size_t i = 0; i < ptowsp_op_region_count(root); i++)
    for (ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(root, i)); block;
         block = ptowsp_block_next(block)) {
      ptowsp_op_t *previous = NULL;
      for (ptowsp_op_t *op = ptowsp_block_last(block); op; op = previous) {
        previous = ptowsp_op_previous(op);
        ptowsp_drop_dead(op);
        bool dead = ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && ptowsp_op_result_count(op) > 0;
        for (size_t j = 0; j < ptowsp_op_result_count(op); j++)
          dead &= !ptowsp_value_has_uses(ptowsp_op_result(op, j));
        if (dead) ptowsp_op_erase(op);
      }
    }
}
