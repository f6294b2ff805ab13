// symbol-dce: drop kernels and private functions that nothing refers to.
//
//   wsp.kernel @used …                          wsp.kernel @used …
//   wsp.kernel @unused …                  →     wsp.workload @w … { wsp.task @used(…) }
//   wsp.workload @w … { wsp.task @used(…) }
//
// Needs nothing. Keeps workloads, public functions, and whatever these reach; in modules inside of
// modules as well.
#include "symbol_dce.h"

#include <stdlib.h>
#include <string.h>

#include "ptowsp/pass.h"

typedef struct {
  bool (*may_go)(const ptowsp_op_t *symbol);
  ptowsp_op_t *root;
  ptowsp_value_map_t *live;        // of the symbols that may go, those that are reached
  PTOWSP_VEC(ptowsp_op_t *) work;  // live ops whose references are to be followed
  PTOWSP_VEC(ptowsp_attr_t) attrs; // that are to be looked into
  size_t dropped;
} reach_t;

// An op's address is as good a key as a value's.
static ptowsp_value_t *key_of(ptowsp_op_t *op) { return (ptowsp_value_t *)(uintptr_t)op; }

// Whether the op is a symbol that may go and was not reached so far.
static bool is_unreached(const reach_t *r, ptowsp_op_t *op) {
  return op != r->root && ptowsp_op_symbol(op).size && r->may_go(op) &&
         ptowsp_value_map_get(r->live, key_of(op)) == key_of(op);
}

// What stands at the start of a nested reference, a::@b, and what follows.
static ptowsp_str_t first_name(ptowsp_str_t *text) {
  ptowsp_str_t first = *text;
  const char *end = memmem(text->data, text->size, "::@", 3);
  if (end) first.size = (size_t)(end - text->data);
  size_t used = end ? first.size + 3 : first.size;
  *text = (ptowsp_str_t){text->data + used, text->size - used};
  return first;
}

// A nested reference reaches all that it leads through.
static void reach(reach_t *r, const ptowsp_op_t *from, ptowsp_str_t text) {
  while (text.size) {
    ptowsp_op_t *op = ptowsp_symbol_lookup(from, first_name(&text));
    if (!op) return;
    if (is_unreached(r, op)) {
      ptowsp_value_map_set(r->live, key_of(op), NULL);
      ptowsp_vec_push(&r->work, op);
    }
    if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_SYMBOL_TABLE)) return;
    from = op;
  }
}

static void reach_attr(reach_t *r, const ptowsp_op_t *from, ptowsp_attr_t attr) {
  switch (ptowsp_attr_kind(attr)) {
    case PTOWSP_ATTR_SYMBOL:
      reach(r, from, ptowsp_attr_text(attr));
      break;
    case PTOWSP_ATTR_ARRAY:
      for (size_t i = 0; i < ptowsp_attr_count(attr); i++)
        ptowsp_vec_push(&r->attrs, ptowsp_attr_at(attr, i));
      break;
    case PTOWSP_ATTR_DICTIONARY:
      for (size_t i = 0; i < ptowsp_attr_count(attr); i++)
        ptowsp_vec_push(&r->attrs, ptowsp_attr_entry(attr, i).value);
      break;
    default:
      break;
  }
}

// References stand anywhere in attributes. What is not reached is not looked into.
static ptowsp_walk_t follow(ptowsp_op_t *op, void *data) {
  reach_t *r = data;
  if (is_unreached(r, op)) return PTOWSP_WALK_SKIP;
  if (ptowsp_op_properties(op)) ptowsp_vec_push(&r->attrs, ptowsp_op_properties(op));
  if (ptowsp_op_attributes(op)) ptowsp_vec_push(&r->attrs, ptowsp_op_attributes(op));
  while (r->attrs.size) reach_attr(r, op, r->attrs.data[--r->attrs.size]);
  return PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t drop(ptowsp_op_t *op, void *data) {
  reach_t *r = data;
  if (!is_unreached(r, op)) return PTOWSP_WALK_ADVANCE;
  ptowsp_op_erase(op);
  r->dropped++;
  return PTOWSP_WALK_ADVANCE;
}

size_t symbol_dce_drop(ptowsp_op_t *root, bool (*may_go)(const ptowsp_op_t *symbol)) {
  reach_t r = {.may_go = may_go, .root = root, .live = ptowsp_value_map_create()};
  ptowsp_vec_push(&r.work, root);
  while (r.work.size) ptowsp_walk_pre(r.work.data[--r.work.size], follow, &r);
  ptowsp_walk_post(root, drop, &r);
  ptowsp_value_map_destroy(r.live);
  ptowsp_vec_deinit(&r.work);
  ptowsp_vec_deinit(&r.attrs);
  return r.dropped;
}

// What nothing outside its table refers to. Nested ones inside of a module in another one may be
// referred to from around that.
static bool is_private(const ptowsp_op_t *op) {
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL)) return true;
  bool inside = ptowsp_op_parent(ptowsp_op_parent(op)) != NULL;
  return inside ? ptowsp_str_is(ptowsp_op_attr_text(op, "sym_visibility"), "private")
                : ptowsp_symbol_is_private(op);
}

static bool run(ptowsp_pass_run_t *run) {
  size_t dropped = symbol_dce_drop(ptowsp_module_op(run->module), is_private);
  if (dropped) ptowsp_pass_count_up(run, "symbols dropped", dropped);
  return true;
}

const ptowsp_pass_t ptowsp_pass_symbol_dce = {.run = run};
