// Structural questions about code: equality, dead operations.
#include "ptowsp/analysis.h"

typedef struct {
  ptowsp_value_map_t *map; // from values of a to those of b
  ptowsp_block_t *a, *b;   // entry blocks
  size_t *order;           // of each argument of a, the one of b; SIZE_MAX: not known yet
} compare_t;

static bool same_block(compare_t *c, ptowsp_block_t *a, ptowsp_block_t *b);

// Arguments correspond as their first uses do.
static bool bind_argument(compare_t *c, ptowsp_value_t *x, ptowsp_value_t *y) {
  if (!y || ptowsp_value_block(y) != c->b || ptowsp_value_type(x) != ptowsp_value_type(y))
    return false;
  size_t count = ptowsp_block_arg_count(c->a);
  for (size_t i = 0; i < count; i++)
    if (c->order[i] == ptowsp_value_index(y)) return false;
  c->order[ptowsp_value_index(x)] = ptowsp_value_index(y);
  ptowsp_value_map_set(c->map, x, y);
  return true;
}

static bool same_value(compare_t *c, ptowsp_value_t *x, ptowsp_value_t *y) {
  if (ptowsp_value_block(x) == c->a && c->order[ptowsp_value_index(x)] == SIZE_MAX)
    return bind_argument(c, x, y);
  return ptowsp_value_map_get(c->map, x) == y;
}

static bool same_op(compare_t *c, ptowsp_op_t *a, ptowsp_op_t *b) {
  if (ptowsp_op_id(a) != ptowsp_op_id(b) || ptowsp_op_properties(a) != ptowsp_op_properties(b) ||
      !ptowsp_op_attr(a, "wsp.parallel") != !ptowsp_op_attr(b, "wsp.parallel") ||
      !ptowsp_op_attr(a, "wsp.reassociate") != !ptowsp_op_attr(b, "wsp.reassociate") ||
      ptowsp_op_operand_count(a) != ptowsp_op_operand_count(b) ||
      ptowsp_op_result_count(a) != ptowsp_op_result_count(b) ||
      ptowsp_op_region_count(a) != ptowsp_op_region_count(b))
    return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(a); i++)
    if (!same_value(c, ptowsp_op_operand(a, i), ptowsp_op_operand(b, i))) return false;
  for (size_t i = 0; i < ptowsp_op_result_count(a); i++) {
    ptowsp_value_t *x = ptowsp_op_result(a, i), *y = ptowsp_op_result(b, i);
    if (ptowsp_value_type(x) != ptowsp_value_type(y)) return false;
    ptowsp_value_map_set(c->map, x, y);
  }
  for (size_t i = 0; i < ptowsp_op_region_count(a); i++)
    if (!same_block(c, ptowsp_region_first(ptowsp_op_region(a, i)),
                    ptowsp_region_first(ptowsp_op_region(b, i))))
      return false;
  return true;
}

static bool same_block(compare_t *c, ptowsp_block_t *a, ptowsp_block_t *b) {
  if (!a || !b) return a == b;
  if (ptowsp_block_arg_count(a) != ptowsp_block_arg_count(b)) return false;
  for (size_t i = 0; i < ptowsp_block_arg_count(a) && a != c->a; i++) {
    ptowsp_value_t *x = ptowsp_block_arg(a, i), *y = ptowsp_block_arg(b, i);
    if (ptowsp_value_type(x) != ptowsp_value_type(y)) return false;
    ptowsp_value_map_set(c->map, x, y);
  }
  ptowsp_op_t *x = ptowsp_block_first(a), *y = ptowsp_block_first(b);
  for (; x && y; x = ptowsp_op_next(x), y = ptowsp_op_next(y))
    if (!same_op(c, x, y)) return false;
  return x == y;
}

// Arguments without uses correspond as they come.
static bool bind_unused(compare_t *c) {
  for (size_t i = 0, next = 0; i < ptowsp_block_arg_count(c->a); i++) {
    if (c->order[i] != SIZE_MAX) continue;
    while (next < ptowsp_block_arg_count(c->b) &&
           ptowsp_value_has_uses(ptowsp_block_arg(c->b, next)))
      next++;
    if (next == ptowsp_block_arg_count(c->b) ||
        !bind_argument(c, ptowsp_block_arg(c->a, i), ptowsp_block_arg(c->b, next++)))
      return false;
  }
  return true;
}

bool ptowsp_bodies_equal(ptowsp_op_t *a, ptowsp_op_t *b, size_t *out_order) {
  compare_t c = {.map = ptowsp_value_map_create(),
                 .a = ptowsp_op_body(a),
                 .b = ptowsp_op_body(b),
                 .order = out_order};
  for (size_t i = 0; i < ptowsp_block_arg_count(c.a); i++) out_order[i] = SIZE_MAX;
  bool equal = same_block(&c, c.a, c.b) && bind_unused(&c);
  ptowsp_value_map_destroy(c.map);
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
