// Holds every op against its row.
#include "format.h"

static ptowsp_walk_t check(ptowsp_op_t *op, void *specs) {
  if (op->info) ptowsp_spec_check(ptowsp_specs_get(specs, op->info), op, true);
  return PTOWSP_WALK_ADVANCE;
}

bool ptowsp_verify(ptowsp_op_t *root) {
  ptowsp_context_t *context = ptowsp_op_context(root);
  size_t before = ptowsp_context_error_count(context);
  ptowsp_specs_t specs;
  ptowsp_specs_init(&specs, context);
  ptowsp_walk_pre(root, check, &specs);
  ptowsp_specs_deinit(&specs);
  return ptowsp_context_error_count(context) == before;
}
