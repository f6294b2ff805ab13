// Modules.
#include <stdlib.h>

#include "ir_internal.h"

ptowsp_module_t *ptowsp_module_create(ptowsp_context_t *context, ptowsp_loc_t loc) {
  ptowsp_module_t *module = ptowsp_calloc(1, sizeof *module);
  module->context = context;
  module->arena = ptowsp_arena_create();
  ptowsp_op_state_t state = {.id = PTOWSP_OP_BUILTIN_MODULE, .loc = loc, .region_count = 1};
  module->op = ptowsp_op_create(module, &state);
  ptowsp_block_create(&module->op->regions[0]);
  return module;
}

void ptowsp_module_destroy(ptowsp_module_t *module) {
  if (!module) return;
  for (size_t i = 0; i < module->worker_arenas.size; i++)
    ptowsp_arena_destroy(module->worker_arenas.data[i]);
  ptowsp_vec_deinit(&module->worker_arenas);
  ptowsp_vec_deinit(&module->resources);
  ptowsp_numbering_deinit(&module->named);
  ptowsp_vec_deinit(&module->names);
  ptowsp_symbols_deinit(module);
  ptowsp_arena_destroy(module->arena);
  free(module);
}

ptowsp_op_t *ptowsp_module_op(const ptowsp_module_t *module) { return module->op; }

ptowsp_block_t *ptowsp_module_body(const ptowsp_module_t *module) {
  return ptowsp_op_body(module->op);
}

ptowsp_context_t *ptowsp_module_context(const ptowsp_module_t *module) { return module->context; }
