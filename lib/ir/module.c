// Modules and the symbols in them.
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
  ptowsp_arena_destroy(module->arena);
  free(module);
}

ptowsp_op_t *ptowsp_module_op(const ptowsp_module_t *module) { return module->op; }

ptowsp_block_t *ptowsp_module_body(const ptowsp_module_t *module) {
  return ptowsp_op_body(module->op);
}

ptowsp_context_t *ptowsp_module_context(const ptowsp_module_t *module) { return module->context; }

ptowsp_str_t ptowsp_op_symbol(const ptowsp_op_t *op) {
  if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_SYMBOL)) return (ptowsp_str_t){"", 0};
  return ptowsp_op_attr_text(op, "sym_name");
}

ptowsp_op_t *ptowsp_symbol_lookup(const ptowsp_op_t *from, ptowsp_str_t name) {
  while (from && !ptowsp_op_has_trait(from, PTOWSP_TRAIT_SYMBOL_TABLE))
    from = ptowsp_op_parent(from);
  if (!from || !ptowsp_op_body(from)) return NULL;
  ptowsp_block_each(ptowsp_op_body(from), op) {
    ptowsp_str_t symbol = ptowsp_op_symbol(op);
    if (symbol.size && ptowsp_str_equal(symbol, name)) return op;
  }
  return NULL;
}

const char *ptowsp_symbol_unique(ptowsp_module_t *module, const char *base) {
  ptowsp_buffer_t name = {0};
  ptowsp_buffer_puts(&name, base);
  for (unsigned i = 0; ptowsp_symbol_lookup(module->op, (ptowsp_str_t){name.data, name.size});
       i++) {
    name.size = 0;
    ptowsp_buffer_printf(&name, "%s_%u", base, i);
  }
  const char *unique = ptowsp_intern(module->context, (ptowsp_str_t){name.data, name.size});
  ptowsp_buffer_deinit(&name);
  return unique;
}
