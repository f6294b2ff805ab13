// Local variables of loops that are cut apart: each iteration gets an element of its own.
//
//   for i {wsp.tile = 8}                     %s = memref.alloc : memref<Mxf32>
//     %s = memref.alloc : memref<f32>    →   for i {wsp.tile = 8}
//     for j {wsp.tile = 8}                     for j {wsp.tile = 8}
//       … %s[] …                                 … %s[i] …
//
// The statements around and inside of the inner tile loop become tasks of their own, which reach
// the variable through memory.
#include <stdlib.h>

#include "choose.h"
#include "tile.h"

enum { MAX_RANK = 8 };

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

static ptowsp_walk_t find_local(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is_alloc(op) && !ptowsp_op_operand_count(op)) ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

// Whether it stands in a loop that is cut, and a loop beside it that is cut uses it.
static bool is_cut_apart(ptowsp_op_t *local) {
  bool around = false, inside = false;
  for (ptowsp_op_t *op = ptowsp_op_parent(local); op; op = ptowsp_op_parent(op))
    around |= ptowsp_tile_is_tiled(op);
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(local, 0));
  for (; use && around && !inside; use = ptowsp_use_next(use))
    for (ptowsp_op_t *op = ptowsp_use_op(use); !ptowsp_op_is_ancestor(op, local);
         op = ptowsp_op_parent(op))
      inside |= ptowsp_tile_is_tiled(op);
  return around && inside;
}

typedef struct {
  ptowsp_op_t *loop;
  tile_range_t range;
} around_t;

// The loops around it, outermost first; SIZE_MAX: their iterations are not known, or too many.
static size_t list_loops(ptowsp_op_t *local, around_t *loops) {
  size_t count = 0;
  for (ptowsp_op_t *op = ptowsp_op_parent(local); !ptowsp_op_has_trait(op, PTOWSP_TRAIT_FUNCTION);
       op = ptowsp_op_parent(op)) {
    around_t around = {.loop = op};
    if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) continue;
    if (count == MAX_RANK || !ptowsp_tile_range(op, &around.range) || around.range.count <= 0)
      return SIZE_MAX;
    loops[count++] = around;
  }
  for (size_t i = 0; i < count / 2; i++) {
    around_t other = loops[i];
    loops[i] = loops[count - 1 - i];
    loops[count - 1 - i] = other;
  }
  return count;
}

static ptowsp_value_t *build_number(ptowsp_builder_t *b, const around_t *around) {
  ptowsp_value_t *value = ptowsp_block_arg(ptowsp_op_body(around->loop), 0);
  const tile_range_t *range = &around->range;
  if (range->lower)
    value =
        ptowsp_build_binary(b, PTOWSP_OP_ARITH_SUBI, value, ptowsp_build_index(b, range->lower));
  if (range->step > 1)
    value =
        ptowsp_build_binary(b, PTOWSP_OP_ARITH_DIVSI, value, ptowsp_build_index(b, range->step));
  return value;
}

// Gives an access the subscripts of its iteration.
static void add_subscripts(ptowsp_op_t *op, const around_t *loops, size_t count) {
  size_t operands = ptowsp_op_operand_count(op);
  size_t first = ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) ? 2 : 1;
  ptowsp_value_t *list[operands + count];
  ptowsp_builder_t b = ptowsp_builder_before(op);
  for (size_t i = 0; i < first; i++) list[i] = ptowsp_op_operand(op, i);
  for (size_t i = 0; i < count; i++) list[first + i] = build_number(&b, &loops[i]);
  for (size_t i = first; i < operands; i++) list[count + i] = ptowsp_op_operand(op, i);
  ptowsp_op_set_operands(op, list, operands + count);
}

static void expand(ptowsp_op_t *local) {
  around_t loops[MAX_RANK];
  size_t count = list_loops(local, loops);
  ptowsp_value_t *old = ptowsp_op_result(local, 0);
  ptowsp_type_t type = ptowsp_value_type(old);
  size_t rank = ptowsp_type_rank(type);
  int64_t shape[MAX_RANK];
  if (count == SIZE_MAX || count + rank > MAX_RANK || !ptowsp_type_has_static_shape(type)) return;
  for (size_t i = 0; i < count; i++) shape[i] = loops[i].range.count;
  for (size_t d = 0; d < rank; d++) shape[count + d] = ptowsp_type_shape(type)[d];
  ops_t users = {0};
  bool ok = ptowsp_shape_is_held(shape, count + rank);
  for (ptowsp_use_t *use = ptowsp_value_first_use(old); use; use = ptowsp_use_next(use)) {
    size_t stored = ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_STORE);
    ok &= ptowsp_use_operand(use) == stored &&
          (stored || ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_LOAD));
    ptowsp_vec_push(&users, ptowsp_use_op(use));
  }
  if (ok) {
    type = ptowsp_type_memref(ptowsp_type_context(type), shape, count + rank,
                              ptowsp_type_element(type), NULL, NULL);
    ptowsp_builder_t b = ptowsp_builder_before(loops[0].loop);
    ptowsp_op_state_t state = {.id = PTOWSP_OP_MEMREF_ALLOC,
                               .loc = ptowsp_op_loc(local),
                               .result_types = &type,
                               .result_count = 1,
                               .properties = ptowsp_op_properties(local),
                               .attributes = ptowsp_op_attributes(local)};
    ptowsp_value_replace_all(old, ptowsp_op_result(ptowsp_build(&b, &state), 0));
    for (size_t i = 0; i < users.size; i++) add_subscripts(users.data[i], loops, count);
    ptowsp_op_erase(local);
  }
  ptowsp_vec_deinit(&users);
}

void ptowsp_tile_expand(ptowsp_op_t *workload) {
  ops_t locals = {0};
  ptowsp_walk_pre(workload, find_local, &locals);
  for (size_t i = 0; i < locals.size; i++)
    if (is_cut_apart(locals.data[i])) expand(locals.data[i]);
  ptowsp_vec_deinit(&locals);
}
