// symbol-dce: drop kernels and private functions that nothing refers to.
//
//   wsp.kernel @used …                          wsp.kernel @used …
//   wsp.kernel @unused …                  →     wsp.workload @w … { wsp.task @used(…) }
//   wsp.workload @w … { wsp.task @used(…) }
//
// Needs nothing. Keeps workloads, public functions, and whatever these reach.
#include <stdlib.h>
#include <string.h>

#include "ptowsp/pass.h"

typedef struct {
  ptowsp_op_t *op;
  bool live;
} symbol_t;

typedef struct {
  PTOWSP_VEC(symbol_t) symbols;
  PTOWSP_VEC(ptowsp_op_t *) work; // live ops whose references are to be followed
} reach_t;

// What nothing outside the module can refer to.
static bool is_private(const ptowsp_op_t *op) {
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL)) return true;
  ptowsp_str_t visibility = ptowsp_op_attr_text(op, "sym_visibility");
  return ptowsp_str_is(visibility, "private") || ptowsp_str_is(visibility, "nested");
}

static void reach(reach_t *r, ptowsp_str_t name) {
  for (size_t i = 0; i < r->symbols.size; i++) {
    symbol_t *symbol = &r->symbols.data[i];
    if (symbol->live || !ptowsp_str_equal(ptowsp_op_symbol(symbol->op), name)) continue;
    symbol->live = true;
    ptowsp_vec_push(&r->work, symbol->op);
  }
}

// References stand anywhere in attributes; a nested one, a::@b, reaches its root.
static void reach_attr(reach_t *r, ptowsp_attr_t attr) {
  switch (ptowsp_attr_kind(attr)) {
    case PTOWSP_ATTR_SYMBOL: {
      ptowsp_str_t text = ptowsp_attr_text(attr);
      const char *nested = memmem(text.data, text.size, "::", 2);
      if (nested) text.size = (size_t)(nested - text.data);
      reach(r, text);
      break;
    }
    case PTOWSP_ATTR_ARRAY:
      for (size_t i = 0; i < ptowsp_attr_count(attr); i++) reach_attr(r, ptowsp_attr_at(attr, i));
      break;
    case PTOWSP_ATTR_DICTIONARY:
      for (size_t i = 0; i < ptowsp_attr_count(attr); i++)
        reach_attr(r, ptowsp_attr_entry(attr, i).value);
      break;
    default:
      break;
  }
}

static ptowsp_walk_t follow(ptowsp_op_t *op, void *r) {
  if (ptowsp_op_properties(op)) reach_attr(r, ptowsp_op_properties(op));
  if (ptowsp_op_attributes(op)) reach_attr(r, ptowsp_op_attributes(op));
  return PTOWSP_WALK_ADVANCE;
}

static bool run(ptowsp_pass_run_t *run) {
  reach_t r = {0};
  ptowsp_block_each(ptowsp_module_body(run->module), op) {
    if (ptowsp_op_symbol(op).size && is_private(op))
      ptowsp_vec_push(&r.symbols, ((symbol_t){op, false}));
    else
      ptowsp_vec_push(&r.work, op);
  }
  while (r.work.size) ptowsp_walk_pre(r.work.data[--r.work.size], follow, &r);
  for (size_t i = 0; i < r.symbols.size; i++) {
    if (r.symbols.data[i].live) continue;
    ptowsp_op_erase(r.symbols.data[i].op);
    ptowsp_pass_count_up(run, "symbols dropped", 1);
  }
  ptowsp_vec_deinit(&r.symbols);
  ptowsp_vec_deinit(&r.work);
  return true;
}

const ptowsp_pass_t ptowsp_pass_symbol_dce = {.run = run};
