// inline: put the bodies of called functions in the place of the calls.
//
//   func.func private @twice(%x: f32) -> f32 { …; return %0 }
//   %1 = func.call @twice(%a) : (f32) -> f32          →     (the body, %x ↦ %a) … use %0
//
// Needs nothing. Inlines functions that do not reach themselves; such with several blocks where a
// call stands directly in a function, or in scf.execute_region, which may have several as well. A
// call of anything else stays. What is inlined says in its location where it was called. Private
// functions nobody refers to then go.
#include <stdlib.h>

#include "cut_loops.h"
#include "ptowsp/pass.h"
#include "symbol_dce.h"

// Operations that one run copies: calls that double from function to function would fill memory.
enum { MOST_COPIES = 1 << 20 };

typedef struct {
  ptowsp_pass_run_t *run;
  ptowsp_value_map_t *known; // by function: NULL if it does not reach itself
  size_t copies;             // operations inlined so far
  bool full;                 // a call stays for their number
} inline_t;

// Whether a region of the op may have several blocks.
static bool has_blocks(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_FUNC_FUNC) || ptowsp_op_is(op, PTOWSP_OP_SCF_EXECUTE_REGION);
}

static ptowsp_op_t *callee_of(const ptowsp_op_t *call) {
  ptowsp_op_t *callee = ptowsp_symbol_lookup(call, ptowsp_op_attr_text(call, "callee"));
  if (!ptowsp_op_is(callee, PTOWSP_OP_FUNC_FUNC) || ptowsp_op_attr(callee, "no_inline") ||
      ptowsp_op_attr(call, "no_inline"))
    return NULL;
  ptowsp_block_t *body = ptowsp_op_body(callee);
  if (!body || ptowsp_op_is_ancestor(callee, call)) return NULL;
  if (ptowsp_block_next(body)) return has_blocks(ptowsp_op_parent(call)) ? callee : NULL;
  return ptowsp_op_is(ptowsp_block_last(body), PTOWSP_OP_FUNC_RETURN) ? callee : NULL;
}

typedef struct {
  PTOWSP_VEC(ptowsp_op_t *) calls;
} calls_t;

typedef PTOWSP_VEC(ptowsp_op_t *) frame_t; // of the callee: what memref.alloca makes

static ptowsp_walk_t collect(ptowsp_op_t *op, void *data) {
  calls_t *c = data;
  if (ptowsp_op_is(op, PTOWSP_OP_FUNC_CALL)) ptowsp_vec_push(&c->calls, op);
  return PTOWSP_WALK_ADVANCE;
}

// An op's address is as good a key as a value's.
static ptowsp_value_t *key_of(ptowsp_op_t *op) { return (ptowsp_value_t *)(uintptr_t)op; }

// Whether a function is reached again from its own calls.
static bool reaches_itself(ptowsp_op_t *function) {
  calls_t c = {0}, reached = {0}; // functions, in the latter
  ptowsp_value_map_t *seen = ptowsp_value_map_create();
  bool found = false;
  ptowsp_vec_push(&reached.calls, function);
  for (size_t i = 0; i < reached.calls.size && !found; i++) {
    c.calls.size = 0;
    ptowsp_walk_pre(reached.calls.data[i], collect, &c);
    for (size_t k = 0; k < c.calls.size && !found; k++) {
      ptowsp_op_t *call = c.calls.data[k];
      ptowsp_op_t *callee = ptowsp_symbol_lookup(call, ptowsp_op_attr_text(call, "callee"));
      found = callee == function;
      if (!callee || ptowsp_value_map_get(seen, key_of(callee)) != key_of(callee)) continue;
      ptowsp_value_map_set(seen, key_of(callee), NULL);
      ptowsp_vec_push(&reached.calls, callee);
    }
  }
  ptowsp_value_map_destroy(seen);
  ptowsp_vec_deinit(&c.calls);
  ptowsp_vec_deinit(&reached.calls);
  return found;
}

static bool is_recursive(inline_t *in, ptowsp_op_t *function) {
  ptowsp_value_t *known = ptowsp_value_map_get(in->known, key_of(function));
  if (known == key_of(function)) {
    known = reaches_itself(function) ? key_of(ptowsp_module_op(in->run->module)) : NULL;
    ptowsp_value_map_set(in->known, key_of(function), known);
  }
  return known != NULL;
}

static ptowsp_walk_t count(ptowsp_op_t *op, void *data) {
  (void)op;
  ++*(size_t *)data;
  return PTOWSP_WALK_ADVANCE;
}

// Whether the callee may still be copied; says once where it may not.
static bool has_room(inline_t *in, ptowsp_op_t *call, ptowsp_op_t *callee) {
  ptowsp_walk_pre(callee, count, &in->copies);
  if (in->copies <= MOST_COPIES) return true;
  if (!in->full)
    ptowsp_remark(in->run->context, ptowsp_op_loc(call),
                  "this call stays, and others: more than %d operations would be copied",
                  MOST_COPIES);
  in->full = true;
  return false;
}

static ptowsp_walk_t collect_frame(ptowsp_op_t *op, void *data) {
  frame_t *frame = data;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_ALLOCA)) ptowsp_vec_push(frame, op);
  return PTOWSP_WALK_ADVANCE;
}

// To MLIR kernels and workloads have no frame that memref.alloca could take its buffer from.
static void replace_alloca(ptowsp_op_t *op) {
  size_t count = ptowsp_op_operand_count(op);
  ptowsp_value_t *old = ptowsp_op_result(op, 0), *operands[count + 1];
  ptowsp_type_t type = ptowsp_value_type(old);
  for (size_t i = 0; i < count; i++) operands[i] = ptowsp_op_operand(op, i);
  ptowsp_builder_t b = ptowsp_builder_before(op);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_MEMREF_ALLOC,
                             .operands = operands,
                             .operand_count = count,
                             .result_types = &type,
                             .result_count = 1,
                             .properties = ptowsp_op_properties(op),
                             .attributes = ptowsp_op_attributes(op)};
  ptowsp_value_replace_all(old, ptowsp_op_result(ptowsp_build(&b, &state), 0));
  ptowsp_op_erase(op);
}

static bool has_frame(ptowsp_op_t *op) {
  while (op && !ptowsp_op_has_trait(op, PTOWSP_TRAIT_FUNCTION)) op = ptowsp_op_parent(op);
  return ptowsp_op_is(op, PTOWSP_OP_FUNC_FUNC);
}

// What was inlined stands where it stood and, from there, where it was called.
static ptowsp_walk_t place_at_call(ptowsp_op_t *op, void *call) {
  ptowsp_context_t *context = ptowsp_op_context(op);
  ptowsp_attr_t place = ptowsp_attr_location(context, ptowsp_op_loc(op));
  ptowsp_attr_t at = ptowsp_attr_location(context, ptowsp_op_loc(call));
  PTOWSP_VEC(ptowsp_attr_t) callees = {0}; // the innermost first
  for (; ptowsp_location_kind(place) == PTOWSP_LOCATION_CALLSITE;
       place = ptowsp_location_at(place, 1))
    ptowsp_vec_push(&callees, ptowsp_location_at(place, 0));
  ptowsp_vec_push(&callees, place);
  while (callees.size) at = ptowsp_location_callsite(context, callees.data[--callees.size], at);
  ptowsp_vec_deinit(&callees);
  ptowsp_op_set_loc(op, ptowsp_attr_loc(at));
  return PTOWSP_WALK_ADVANCE;
}

static void inline_call(ptowsp_op_t *call, ptowsp_op_t *callee) {
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  ptowsp_block_t *body = ptowsp_op_body(callee);
  for (size_t i = 0; i < ptowsp_block_arg_count(body); i++)
    ptowsp_value_map_set(map, ptowsp_block_arg(body, i), ptowsp_op_operand(call, i));
  ptowsp_op_t *end = ptowsp_block_last(body);
  frame_t frame = {0};
  bool stays = has_frame(call);
  for (ptowsp_op_t *op = ptowsp_block_first(body); op != end; op = ptowsp_op_next(op)) {
    ptowsp_op_t *copy = ptowsp_op_clone(op, map);
    ptowsp_op_move_before(copy, call);
    if (!stays) ptowsp_walk_pre(copy, collect_frame, &frame);
    ptowsp_walk_pre(copy, place_at_call, call);
  }
  for (size_t i = 0; i < ptowsp_op_result_count(call); i++)
    ptowsp_value_replace_all(ptowsp_op_result(call, i),
                             ptowsp_value_map_get(map, ptowsp_op_operand(end, i)));
  ptowsp_value_map_destroy(map);
  ptowsp_op_erase(call);
  for (size_t i = 0; i < frame.size; i++) replace_alloca(frame.data[i]);
  ptowsp_vec_deinit(&frame);
}

// Between the operations in front of the call and those behind it, which become a block of their
// own.
static void inline_blocks(ptowsp_op_t *call, ptowsp_op_t *callee) {
  ptowsp_op_t *copy = ptowsp_op_clone(callee, NULL);
  ptowsp_walk_pre(copy, place_at_call, call);
  ptowsp_block_t *around = ptowsp_op_block(call), *rest = ptowsp_block_split(call);
  ptowsp_block_t *first = ptowsp_op_body(copy);
  ptowsp_region_take_behind(around, ptowsp_op_region(copy, 0));
  for (ptowsp_block_t *block = first; block != rest; block = ptowsp_block_next(block)) {
    ptowsp_op_t *end = ptowsp_block_last(block);
    if (!ptowsp_op_is(end, PTOWSP_OP_FUNC_RETURN)) continue;
    ptowsp_build_branch(block, end, rest);
    ptowsp_op_erase(end);
  }
  for (size_t i = 0; i < ptowsp_block_arg_count(first); i++)
    ptowsp_value_replace_all(ptowsp_block_arg(first, i), ptowsp_op_operand(call, i));
  ptowsp_block_each(first, op) ptowsp_op_move_to_end(op, around);
  ptowsp_block_erase(first);
  for (size_t i = 0; i < ptowsp_op_result_count(call); i++) {
    ptowsp_value_t *result = ptowsp_op_result(call, i);
    ptowsp_value_replace_all(
        result, ptowsp_block_add_arg(rest, ptowsp_value_type(result), ptowsp_op_loc(call)));
  }
  ptowsp_op_erase(call);
}

static uint64_t inline_one(inline_t *in, ptowsp_op_t *call) {
  ptowsp_op_t *callee = callee_of(call);
  if (!callee || is_recursive(in, callee) || !has_room(in, call, callee)) return 0;
  if (ptowsp_block_next(ptowsp_op_body(callee)))
    inline_blocks(call, callee);
  else
    inline_call(call, callee);
  return 1;
}

// One round over the calls there are; inlined bodies bring the next round's. Back to front in each
// block: what is behind a call may have to move to another one.
static uint64_t inline_round(inline_t *in) {
  calls_t c = {0};
  uint64_t inlined = 0;
  ptowsp_walk_pre(in->run->root, collect, &c);
  for (size_t i = 0, end; i < c.calls.size; i = end) {
    const ptowsp_block_t *block = ptowsp_op_block(c.calls.data[i]);
    for (end = i + 1; end < c.calls.size && ptowsp_op_block(c.calls.data[end]) == block;) end++;
    for (size_t k = end; k-- > i && !in->full;) inlined += inline_one(in, c.calls.data[k]);
  }
  ptowsp_vec_deinit(&c.calls);
  return inlined;
}

static bool is_private_function(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_FUNC_FUNC) &&
         ptowsp_str_is(ptowsp_op_attr_text(op, "sym_visibility"), "private");
}

// What is handed to a function may be no step. In functions MLIR takes any of an scf.for.
static ptowsp_walk_t stop_standing(ptowsp_op_t *op, void *data) {
  (void)data;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_PARALLEL) ||
      (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && !has_frame(op)))
    ptowsp_stop_loop(op);
  return PTOWSP_WALK_ADVANCE;
}

static bool run(ptowsp_pass_run_t *run) {
  inline_t in = {.run = run, .known = ptowsp_value_map_create()};
  for (uint64_t inlined; (inlined = inline_round(&in));) {
    ptowsp_pass_count_up(run, "calls inlined", inlined);
    ptowsp_walk_pre(run->root, stop_standing, NULL);
  }
  ptowsp_value_map_destroy(in.known);
  if (run->root == ptowsp_module_op(run->module)) {
    size_t dropped = symbol_dce_drop(run->root, is_private_function);
    if (dropped) ptowsp_pass_count_up(run, "functions dropped", dropped);
  }
  return true;
}

const ptowsp_pass_t ptowsp_pass_inline = {.run = run};
