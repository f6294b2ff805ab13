// inline: put the bodies of called functions in the place of the calls.
//
//   func.func private @twice(%x: f32) -> f32 { …; return %0 }
//   %1 = func.call @twice(%a) : (f32) -> f32          →     (the body, %x ↦ %a) … use %0
//
// Needs nothing. Inlines functions of one block that do not reach themselves; a call of
// anything else stays. Functions nobody calls any more are left to symbol-dce.
#include <stdlib.h>

#include "ptowsp/pass.h"

enum { DEEPEST = 64 }; // calls inside inlined bodies; only recursion goes deeper

static ptowsp_op_t *callee_of(const ptowsp_op_t *call) {
  ptowsp_op_t *callee = ptowsp_symbol_lookup(call, ptowsp_op_attr_text(call, "callee"));
  if (!ptowsp_op_is(callee, PTOWSP_OP_FUNC_FUNC) || ptowsp_op_attr(callee, "no_inline") ||
      ptowsp_op_attr(call, "no_inline"))
    return NULL;
  ptowsp_block_t *body = ptowsp_op_body(callee);
  if (!body || ptowsp_block_next(body) || ptowsp_op_is_ancestor(callee, call)) return NULL;
  return ptowsp_op_is(ptowsp_block_last(body), PTOWSP_OP_FUNC_RETURN) ? callee : NULL;
}

typedef struct {
  PTOWSP_VEC(ptowsp_op_t *) calls;
} calls_t;

static ptowsp_walk_t collect(ptowsp_op_t *op, void *data) {
  calls_t *c = data;
  if (ptowsp_op_is(op, PTOWSP_OP_FUNC_CALL)) ptowsp_vec_push(&c->calls, op);
  return PTOWSP_WALK_ADVANCE;
}

// Whether `function` is reached again from its own calls.
static bool reaches(ptowsp_op_t *from, ptowsp_op_t *function, unsigned depth) {
  if (depth == DEEPEST) return true;
  calls_t c = {0};
  ptowsp_walk_pre(from, collect, &c);
  bool found = false;
  for (size_t i = 0; i < c.calls.size && !found; i++) {
    ptowsp_op_t *callee =
        ptowsp_symbol_lookup(c.calls.data[i], ptowsp_op_attr_text(c.calls.data[i], "callee"));
    found = callee && (callee == function || reaches(callee, function, depth + 1));
  }
  ptowsp_vec_deinit(&c.calls);
  return found;
}

static void inline_call(ptowsp_op_t *call, ptowsp_op_t *callee) {
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  ptowsp_block_t *body = ptowsp_op_body(callee);
  for (size_t i = 0; i < ptowsp_block_arg_count(body); i++)
    ptowsp_value_map_set(map, ptowsp_block_arg(body, i), ptowsp_op_operand(call, i));
  ptowsp_op_t *end = ptowsp_block_last(body);
  for (ptowsp_op_t *op = ptowsp_block_first(body); op != end; op = ptowsp_op_next(op))
    ptowsp_op_move_before(ptowsp_op_clone(op, map), call);
  for (size_t i = 0; i < ptowsp_op_result_count(call); i++)
    ptowsp_value_replace_all(ptowsp_op_result(call, i),
                             ptowsp_value_map_get(map, ptowsp_op_operand(end, i)));
  ptowsp_value_map_destroy(map);
  ptowsp_op_erase(call);
}

// One round over the calls there are; inlined bodies bring the next round's.
static uint64_t inline_round(ptowsp_op_t *root) {
  calls_t c = {0};
  uint64_t inlined = 0;
  ptowsp_walk_pre(root, collect, &c);
  for (size_t i = 0; i < c.calls.size; i++) {
    ptowsp_op_t *callee = callee_of(c.calls.data[i]);
    if (!callee || reaches(callee, callee, 0)) continue;
    inline_call(c.calls.data[i], callee);
    inlined++;
  }
  ptowsp_vec_deinit(&c.calls);
  return inlined;
}

static bool run(ptowsp_pass_run_t *run) {
  for (uint64_t inlined; (inlined = inline_round(run->root));)
    ptowsp_pass_count_up(run, "calls inlined", inlined);
  return true;
}

const ptowsp_pass_t ptowsp_pass_inline = {.run = run};
