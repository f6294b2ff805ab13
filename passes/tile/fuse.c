// Fusing a nest into the one that uses what it writes.
//
//   for i for j T[i][j] = …            for i for j {
//   for i for j … = T[i][j]      →       T[i][j] = …
//                                        … = T[i][j] }
//
// The outer loops of both must go through the same values, and no element may be touched by
// iterations of the two that differ in them: then every iteration finds what it found before, and
// loops that carried no dependence still carry none.
#include <isl/map.h>
#include <stdlib.h>

#include "choose.h"
#include "tile.h"

static bool same_bound(ptowsp_op_t *a, ptowsp_op_t *b, size_t operand) {
  int64_t x, y;
  return ptowsp_value_constant(ptowsp_op_operand(a, operand), &x) &&
         ptowsp_value_constant(ptowsp_op_operand(b, operand), &y) && x == y;
}

static bool same_attr(ptowsp_op_t *a, ptowsp_op_t *b, const char *name) {
  return ptowsp_op_attr(a, name) == ptowsp_op_attr(b, name);
}

// What the loop said before sizes were chosen.
static ptowsp_attr_t said_tile(ptowsp_op_t *loop) {
  ptowsp_attr_t chosen = ptowsp_op_attr(loop, "wsp.tile_chosen");
  if (!chosen) return ptowsp_op_attr(loop, "wsp.tile");
  return ptowsp_attr_kind(chosen) == PTOWSP_ATTR_UNIT ? NULL : chosen;
}

static bool same_values(ptowsp_op_t *a, ptowsp_op_t *b) {
  return !ptowsp_op_result_count(a) && !ptowsp_op_result_count(b) &&
         ptowsp_value_type(ptowsp_op_operand(a, 0)) == ptowsp_value_type(ptowsp_op_operand(b, 0)) &&
         ptowsp_op_properties(a) == ptowsp_op_properties(b) && same_bound(a, b, 0) &&
         same_bound(a, b, 1) && same_bound(a, b, 2) && said_tile(a) == said_tile(b) &&
         same_attr(a, b, "wsp.reassociate");
}

ptowsp_op_t *ptowsp_tile_only_loop(ptowsp_op_t *loop) {
  ptowsp_op_t *inner = NULL;
  ptowsp_block_each(ptowsp_op_body(loop), op) {
    if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR) ||
        (ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && !ptowsp_op_region_count(op)))
      continue;
    if (inner || !ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) return NULL;
    inner = op;
  }
  return inner;
}

// ---------------------------------------------------------------- legality

static size_t level_of(const ptowsp_stmt_t *stmt, const ptowsp_op_t *loop) {
  for (size_t i = 0; i < stmt->depth; i++)
    if (stmt->loops[i] == loop) return i;
  return SIZE_MAX;
}

static bool crosses_at(isl_map *pairs, size_t level) {
  isl_map *less =
      isl_map_order_lt(isl_map_copy(pairs), isl_dim_in, (int)level, isl_dim_out, (int)level);
  isl_map *more =
      isl_map_order_gt(isl_map_copy(pairs), isl_dim_in, (int)level, isl_dim_out, (int)level);
  bool crosses = isl_map_is_empty(less) != isl_bool_true || isl_map_is_empty(more) != isl_bool_true;
  isl_map_free(less);
  isl_map_free(more);
  return crosses;
}

// How many loops the two accesses agree in whenever they touch one element.
static size_t agreement(const ptowsp_model_t *model, const ptowsp_access_t *a,
                        const ptowsp_access_t *b, size_t depth) {
  size_t level = 0;
  while (level < depth && ptowsp_are_apart(model, a, b, level) &&
         ptowsp_are_apart(model, b, a, level))
    level++;
  if (level == depth) return depth;
  isl_map *pairs = ptowsp_conflicts(a, b);
  while (level < depth && !crosses_at(pairs, level)) level++;
  isl_map_free(pairs);
  return level;
}

typedef struct {
  ptowsp_op_t *consumer;
  ptowsp_value_t *found;
} feeds_t;

static ptowsp_walk_t find_load(ptowsp_op_t *op, void *data) {
  bool found = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) &&
               ptowsp_memref_root(ptowsp_op_operand(op, 0)) == data;
  return found ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t find_fed(ptowsp_op_t *op, void *data) {
  feeds_t *feeds = data;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_ADVANCE;
  feeds->found = ptowsp_memref_root(ptowsp_op_operand(op, 1));
  return ptowsp_walk_pre(feeds->consumer, find_load, feeds->found) ? PTOWSP_WALK_ADVANCE
                                                                   : PTOWSP_WALK_INTERRUPT;
}

static ptowsp_walk_t count_op(ptowsp_op_t *op, void *data) {
  (void)op;
  ++*(size_t *)data;
  return PTOWSP_WALK_ADVANCE;
}

bool ptowsp_tile_is_long(ptowsp_op_t *producer, ptowsp_op_t *consumer) {
  enum { MOST = 256 };
  size_t count = 0;
  ptowsp_walk_pre(producer, count_op, &count);
  ptowsp_walk_pre(consumer, count_op, &count);
  return count > MOST;
}

size_t ptowsp_tile_fusable(isl_ctx *isl, ptowsp_op_t *producer, ptowsp_op_t *consumer,
                           const char **out_array, const char **out_reason) {
  size_t depth = 0;
  *out_reason = NULL;
  ptowsp_op_t *a = producer, *b = consumer, *roots[] = {producer, consumer};
  for (; a && b && same_values(a, b); depth++) {
    a = ptowsp_tile_only_loop(a);
    b = ptowsp_tile_only_loop(b);
  }
  feeds_t feeds = {.consumer = consumer};
  *out_array = ptowsp_walk_pre(producer, find_fed, &feeds) ? NULL : ptowsp_memref_name(feeds.found);
  if (!depth) *out_reason = "their outer loops run through different values";
  if (!depth || !*out_array || ptowsp_tile_is_long(producer, consumer)) return 0;
  ptowsp_trial_t quiet = ptowsp_trial_begin(ptowsp_op_context(producer));
  ptowsp_model_t *model = ptowsp_model_create(isl, roots, 2, NULL);
  ptowsp_trial_end(ptowsp_op_context(producer), &quiet);
  if (!model) return 0;
  for (size_t i = 0; i < model->accesses.size && depth; i++)
    for (size_t k = 0; k < model->accesses.size && depth; k++) {
      const ptowsp_access_t *x = &model->accesses.data[i], *y = &model->accesses.data[k];
      if (x->array != y->array || (!x->write && !y->write) ||
          level_of(&model->stmts.data[x->stmt], producer) != 0 ||
          level_of(&model->stmts.data[y->stmt], consumer) != 0)
        continue;
      depth = agreement(model, x, y, depth);
    }
  ptowsp_model_destroy(model);
  if (!depth) *out_reason = "iterations of the one use what other iterations of the other do";
  return depth;
}

// ---------------------------------------------------------------- loops that change places

static bool is_constant_loop(ptowsp_op_t *loop) {
  tile_range_t range;
  return ptowsp_tile_is_constant(loop, &range);
}

static void swap_operands(ptowsp_op_t *a, ptowsp_op_t *b, size_t operand) {
  int64_t x = 0, y = 0;
  ptowsp_value_constant(ptowsp_op_operand(a, operand), &x);
  ptowsp_value_constant(ptowsp_op_operand(b, operand), &y);
  ptowsp_builder_t at_a = ptowsp_builder_before(a), at_b = ptowsp_builder_before(b);
  ptowsp_op_set_operand(a, operand, ptowsp_build_index(&at_a, y));
  ptowsp_op_set_operand(b, operand, ptowsp_build_index(&at_b, x));
}

// Lets two loops, one alone in the other, take each other's values.
static void swap_loops(ptowsp_op_t *outer, ptowsp_op_t *inner) {
  ptowsp_op_t *first = ptowsp_block_first(ptowsp_op_body(inner));
  ptowsp_block_each(ptowsp_op_body(outer), op) {
    if (op != inner && !ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR))
      ptowsp_op_move_before(op, first);
  }
  for (size_t i = 0; i < 3; i++) swap_operands(outer, inner, i);
  ptowsp_value_t *a = ptowsp_block_arg(ptowsp_op_body(outer), 0);
  ptowsp_value_t *b = ptowsp_block_arg(ptowsp_op_body(inner), 0);
  ptowsp_builder_t at = ptowsp_builder_before(ptowsp_block_first(ptowsp_op_body(inner)));
  ptowsp_value_t *hold = ptowsp_build_index(&at, 0);
  ptowsp_value_replace_all(a, hold);
  ptowsp_value_replace_all(b, a);
  ptowsp_value_replace_all(hold, b);
  ptowsp_op_erase(ptowsp_value_op(hold));
  ptowsp_attr_t attributes = ptowsp_op_attributes(outer);
  ptowsp_op_set_attributes(outer, ptowsp_op_attributes(inner));
  ptowsp_op_set_attributes(inner, attributes);
}

ptowsp_op_t *ptowsp_tile_turn(isl_ctx *isl, ptowsp_op_t *nest) {
  ptowsp_op_t *inner = is_constant_loop(nest) ? ptowsp_tile_only_loop(nest) : NULL;
  if (!inner || !is_constant_loop(inner)) return NULL;
  ptowsp_trial_t quiet = ptowsp_trial_begin(ptowsp_op_context(nest));
  ptowsp_model_t *model = ptowsp_model_create(isl, &nest, 1, NULL);
  ptowsp_trial_end(ptowsp_op_context(nest), &quiet);
  bool legal = model && ptowsp_is_independent(model, inner);
  ptowsp_model_destroy(model);
  if (!legal) return NULL;
  ptowsp_op_t *copy = ptowsp_op_clone(nest, NULL);
  ptowsp_op_move_before(copy, nest);
  swap_loops(copy, ptowsp_tile_only_loop(copy));
  return copy;
}

// ---------------------------------------------------------------- the new nest

// Copies what stands in a body, but for one loop.
static void copy_body(ptowsp_op_t *from, ptowsp_op_t *but, ptowsp_op_t *before,
                      ptowsp_value_map_t *map) {
  ptowsp_block_each(ptowsp_op_body(from), op) {
    if (op == but || ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) continue;
    ptowsp_op_move_before(ptowsp_op_clone(op, map), before);
  }
}

ptowsp_op_t *ptowsp_tile_fuse(ptowsp_op_t *producer, ptowsp_op_t *consumer, size_t depth) {
  ptowsp_op_t *fused = ptowsp_op_clone(producer, NULL);
  ptowsp_op_move_before(fused, consumer);
  ptowsp_op_set_loc(fused, ptowsp_op_loc(consumer));
  ptowsp_op_t *inner = fused;
  for (size_t i = 1; i < depth; i++) inner = ptowsp_tile_only_loop(inner);
  ptowsp_op_t *before = ptowsp_block_terminator(ptowsp_op_body(inner)), *to = fused;
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  for (size_t i = 0; i < depth; i++) {
    ptowsp_op_t *next = i + 1 < depth ? ptowsp_tile_only_loop(to) : NULL;
    ptowsp_op_t *deeper = i + 1 < depth ? ptowsp_tile_only_loop(consumer) : NULL;
    ptowsp_value_map_set(map, ptowsp_block_arg(ptowsp_op_body(consumer), 0),
                         ptowsp_block_arg(ptowsp_op_body(to), 0));
    if (!ptowsp_op_attr(consumer, "wsp.parallel")) ptowsp_op_set_attr(to, "wsp.parallel", NULL);
    ptowsp_op_set_attr(to, "wsp.parallel_proven", NULL);
    copy_body(consumer, deeper, before, map);
    to = next;
    consumer = deeper;
  }
  ptowsp_value_map_destroy(map);
  return fused;
}

// ---------------------------------------------------------------- arrays in between

static ptowsp_walk_t list_allocs(ptowsp_op_t *op, void *data) {
  values_t *values = data;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *value = ptowsp_op_operand(op, i);
    ptowsp_op_t *alloc = ptowsp_value_op(value);
    bool known = !ptowsp_op_is_alloc(alloc) || ptowsp_op_is_local(alloc);
    for (size_t k = 0; k < values->size; k++) known |= values->data[k] == value;
    if (!known) ptowsp_vec_push(values, value);
  }
  return PTOWSP_WALK_ADVANCE;
}

void ptowsp_tile_locals(ptowsp_op_t *const *nests, size_t count, values_t *out_values) {
  for (size_t i = 0; i < count; i++) ptowsp_walk_pre(nests[i], list_allocs, out_values);
  size_t kept = 0;
  for (size_t i = 0; i < out_values->size; i++) {
    bool inside = true;
    ptowsp_use_t *use = ptowsp_value_first_use(out_values->data[i]);
    for (; use; use = ptowsp_use_next(use)) {
      bool here = false;
      for (size_t k = 0; k < count; k++)
        here |= ptowsp_op_is_ancestor(nests[k], ptowsp_use_op(use));
      inside &= here;
    }
    if (inside) out_values->data[kept++] = out_values->data[i];
  }
  out_values->size = kept;
}
