// Nests whose tiling is sure to be legal, without a look at the new order.
#include "choose.h"
#include "tile.h"

// Whether no loop is cut inside of one that is cut and carries a dependence. Iterations that depend
// on one another then differ first in a loop that is not cut, or in the innermost that is, and
// either keeps its order.
static bool proves(const ptowsp_model_t *model, ptowsp_op_t *op, bool in_serial) {
  bool ok = true;
  if (ptowsp_tile_is_tiled(op)) {
    if (in_serial) return false;
    in_serial = ptowsp_carries(model, op, NULL);
  }
  for (size_t i = 0; i < ptowsp_op_region_count(op) && ok; i++) {
    ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, i));
    for (ptowsp_op_t *inner = block ? ptowsp_block_first(block) : NULL; inner && ok;
         inner = ptowsp_op_next(inner))
      ok = proves(model, inner, in_serial);
  }
  return ok;
}

static ptowsp_walk_t mark_proven(ptowsp_op_t *op, void *data) {
  (void)data;
  if (ptowsp_tile_is_tiled(op))
    ptowsp_op_set_attr(op, "wsp.tile_proven", ptowsp_attr_unit(ptowsp_op_context(op)));
  return PTOWSP_WALK_ADVANCE;
}

// Notes of loops that say wsp_parallel that it is true of the elements, whatever is known of the
// boxes that their tasks touch.
static ptowsp_walk_t mark_parallel(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && ptowsp_op_attr(op, "wsp.parallel"))
    ptowsp_op_set_attr(
        op, "wsp.parallel_proven",
        ptowsp_carries(data, op, NULL) ? NULL : ptowsp_attr_unit(ptowsp_op_context(op)));
  return PTOWSP_WALK_ADVANCE;
}

void ptowsp_tile_prove(const ptowsp_model_t *model, ptowsp_op_t *nest) {
  if (proves(model, nest, false)) ptowsp_walk_pre(nest, mark_proven, NULL);
  ptowsp_walk_pre(nest, mark_parallel, (ptowsp_model_t *)model);
}
