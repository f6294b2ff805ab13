// symbol-dce: drop kernels and private functions that nothing refers to.
//
//   wsp.kernel @used …                          wsp.kernel @used …
//   wsp.kernel @unused …                  →     wsp.workload @w … { wsp.task @used(…) }
//   wsp.workload @w … { wsp.task @used(…) }
//
// Needs nothing. Keeps workloads, public functions, and whatever these reach; in modules inside of
// modules as well.
#include <stdlib.h>
#include <string.h>

#include "ptowsp/pass.h"

typedef struct {
  ptowsp_op_t *module;
  ptowsp_value_map_t *live;        // the symbols that are reached
  PTOWSP_VEC(ptowsp_op_t *) work;  // live ops whose references are to be followed
  PTOWSP_VEC(ptowsp_attr_t) attrs; // that are to be looked into
} reach_t;

// What nothing outside its table can refer to. From around a module inside of another one may, by
// @module::@symbol, unless it is private.
static bool is_private(const ptowsp_op_t *op) {
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL)) return true;
  bool inside = ptowsp_op_parent(ptowsp_op_parent(op)) != NULL;
  return inside ? ptowsp_str_is(ptowsp_op_attr_text(op, "sym_visibility"), "private")
                : ptowsp_symbol_is_private(op);
}

// An op's address is as good a key as a value's.
static ptowsp_value_t *key_of(ptowsp_op_t *op) { return (ptowsp_value_t *)(uintptr_t)op; }

static bool is_live(const reach_t *r, ptowsp_op_t *op) {
  return ptowsp_value_map_get(r->live, key_of(op)) != key_of(op);
}

static void reach(reach_t *r, ptowsp_str_t name) {
  ptowsp_op_t *op = ptowsp_symbol_lookup(r->module, name);
  if (!op || !is_private(op) || is_live(r, op)) return;
  ptowsp_value_map_set(r->live, key_of(op), NULL);
  ptowsp_vec_push(&r->work, op);
}

static void reach_attr(reach_t *r, ptowsp_attr_t attr) {
  ptowsp_str_t text;
  const char *nested;
  switch (ptowsp_attr_kind(attr)) {
    case PTOWSP_ATTR_SYMBOL:
      text = ptowsp_attr_text(attr);
      nested = memmem(text.data, text.size, "::", 2);
      if (nested) text.size = (size_t)(nested - text.data);
      reach(r, text);
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

// References stand anywhere in attributes; a nested one, a::@b, reaches its root.
static ptowsp_walk_t follow(ptowsp_op_t *op, void *data) {
  reach_t *r = data;
  if (ptowsp_op_properties(op)) ptowsp_vec_push(&r->attrs, ptowsp_op_properties(op));
  if (ptowsp_op_attributes(op)) ptowsp_vec_push(&r->attrs, ptowsp_op_attributes(op));
  while (r->attrs.size) reach_attr(r, r->attrs.data[--r->attrs.size]);
  return PTOWSP_WALK_ADVANCE;
}

// Drops what is private in a table and not reached from what stays in it.
static void clean_table(ptowsp_pass_run_t *run, ptowsp_op_t *table) {
  reach_t r = {.module = table, .live = ptowsp_value_map_create()};
  ptowsp_block_each(ptowsp_op_body(table), op) {
    if (!ptowsp_op_symbol(op).size || !is_private(op)) ptowsp_vec_push(&r.work, op);
  }
  while (r.work.size) ptowsp_walk_pre(r.work.data[--r.work.size], follow, &r);
  ptowsp_block_each(ptowsp_op_body(table), op) {
    if (!ptowsp_op_symbol(op).size || !is_private(op) || is_live(&r, op)) continue;
    ptowsp_op_erase(op);
    ptowsp_pass_count_up(run, "symbols dropped", 1);
  }
  ptowsp_value_map_destroy(r.live);
  ptowsp_vec_deinit(&r.work);
  ptowsp_vec_deinit(&r.attrs);
}

typedef PTOWSP_VEC(ptowsp_op_t *) tables_t;

static ptowsp_walk_t collect_table(ptowsp_op_t *op, void *tables) {
  if (ptowsp_op_is(op, PTOWSP_OP_BUILTIN_MODULE) && ptowsp_op_body(op))
    ptowsp_vec_push((tables_t *)tables, op);
  return PTOWSP_WALK_ADVANCE;
}

// Modules inside first: what they no longer refer to may go as well.
static bool run(ptowsp_pass_run_t *run) {
  tables_t tables = {0};
  ptowsp_walk_post(ptowsp_module_op(run->module), collect_table, &tables);
  for (size_t i = 0; i < tables.size; i++) clean_table(run, tables.data[i]);
  ptowsp_vec_deinit(&tables);
  return true;
}

const ptowsp_pass_t ptowsp_pass_symbol_dce = {.run = run};
