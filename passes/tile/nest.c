// A nest in tiles, built beside the old one: loops over tiles, and the statements in loops over
// points of their own. Whether it may take the old one's place is order.c's to say.
#include <assert.h>
#include <stdlib.h>

#include "tile.h"

static bool tile_block(tile_t *t, ptowsp_block_t *block, ptowsp_builder_t b);

// ---------------------------------------------------------------- questions

bool ptowsp_tile_is_tiled(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && ptowsp_op_attr(op, "wsp.tile");
}

static ptowsp_walk_t find_tiled(ptowsp_op_t *op, void *data) {
  (void)data;
  return ptowsp_tile_is_tiled(op) ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

bool ptowsp_tile_has_tiled(ptowsp_op_t *op) { return !ptowsp_walk_pre(op, find_tiled, NULL); }

// ---------------------------------------------------------------- values in the new nest

static ptowsp_builder_t inside(ptowsp_op_t *loop) {
  return ptowsp_builder_before(ptowsp_block_terminator(ptowsp_op_body(loop)));
}

static ptowsp_value_t *loop_iv(ptowsp_op_t *loop) {
  return ptowsp_block_arg(ptowsp_op_body(loop), 0);
}

static ptowsp_op_t *build_loop(ptowsp_builder_t *b, ptowsp_op_t *like, ptowsp_value_t *lower,
                               ptowsp_value_t *upper, ptowsp_value_t *step) {
  b->loc = ptowsp_op_loc(like);
  ptowsp_op_t *loop = ptowsp_build_for(b, lower, upper, step);
  ptowsp_op_set_properties(loop, ptowsp_op_properties(like));
  ptowsp_op_set_attributes(loop, ptowsp_op_attributes(like));
  ptowsp_op_set_attr(loop, "wsp.tile", NULL);
  ptowsp_op_set_attr(loop, "wsp.tile_proven", NULL);
  ptowsp_op_set_attr(loop, "wsp.tile_tried", NULL);
  ptowsp_op_set_attr(loop, "wsp.tile_chosen", NULL);
  ptowsp_op_set_attr(loop, "wsp.tile_parts", NULL);
  return loop;
}

// ---------------------------------------------------------------- statements

static ptowsp_walk_t list_op(ptowsp_op_t *op, void *data) {
  ptowsp_vec_push((tile_ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

// Enters what an op and its copy hold, pairwise.
static void pair_copies(tile_t *t, ptowsp_op_t *op, ptowsp_op_t *copy, size_t group) {
  tile_ops_t from = {0}, to = {0};
  ptowsp_walk_pre(op, list_op, &from);
  ptowsp_walk_pre(copy, list_op, &to);
  assert(from.size == to.size);
  for (size_t i = 0; i < from.size; i++) {
    pair_t pair = {from.data[i], to.data[i], group};
    if (ptowsp_op_is(pair.from, PTOWSP_OP_SCF_FOR))
      ptowsp_vec_push(&t->loops, pair);
    else
      ptowsp_vec_push(&t->statements, pair);
  }
  ptowsp_vec_deinit(&from);
  ptowsp_vec_deinit(&to);
}

static bool refuse_structure(const tile_t *t, ptowsp_op_t *op, const char *what) {
  ptowsp_error(
      t->context, ptowsp_op_loc(op),
      "%s around a wsp_tile loop depends on memory that the nest writes; compute it before "
      "the nest, in an array that the nest only reads",
      what);
  return false;
}

// Puts the place under the conditions around it; the outermost op built is returned.
static ptowsp_op_t *emit_guards(tile_t *t, guarded_t *g, ptowsp_value_map_t *map,
                                ptowsp_builder_t *b) {
  ptowsp_op_t *first = NULL;
  for (size_t i = 0; i < t->guards.size; i++) {
    guard_t guard = t->guards.data[i];
    ptowsp_value_t *condition = ptowsp_tile_resolve(t, map, guard.condition, b);
    b->loc = ptowsp_value_loc(guard.condition);
    if (guard.negated) condition = ptowsp_tile_build_not(b, condition);
    ptowsp_op_t *op = ptowsp_tile_build_if(b, condition, NULL);
    if (!first) first = op;
    *b = ptowsp_builder_before(
        ptowsp_block_terminator(ptowsp_region_first(ptowsp_op_region(op, 0))));
    ptowsp_vec_push(&g->ifs, op);
    ptowsp_vec_push(&g->guards, guard);
  }
  return first;
}

// What the loops around the place are in the new nest.
static void add_scope(const tile_t *t, guarded_t *g) {
  for (size_t i = 0; i < t->structure.size; i++) {
    ptowsp_vec_push(&g->loops, t->structure.data[i].from);
    ptowsp_vec_push(&g->values, loop_iv(t->structure.data[i].to));
    ptowsp_vec_push(&g->widths, 0);
  }
  for (size_t i = 0; i < t->tiled.size; i++) {
    int64_t step = 1;
    ptowsp_value_constant(ptowsp_op_operand(t->tiled.data[i].loop, 2), &step);
    ptowsp_vec_push(&g->loops, t->tiled.data[i].loop);
    ptowsp_vec_push(&g->values, t->tiled.data[i].tile);
    ptowsp_vec_push(&g->widths, t->tiled.data[i].span - step);
  }
}

static void drop_guarded(guarded_t *g) {
  ptowsp_vec_deinit(&g->ifs);
  ptowsp_vec_deinit(&g->loops);
  ptowsp_vec_deinit(&g->values);
  ptowsp_vec_deinit(&g->widths);
  ptowsp_vec_deinit(&g->guards);
}

// Statements between two structures: copied into point loops of their own. Loads alone are no
// statements: where they are used, they are repeated.
static bool emit_group(tile_t *t, tile_ops_t *group, ptowsp_builder_t b) {
  bool effects = false;
  for (size_t i = 0; i < group->size; i++) effects |= ptowsp_tile_writes(group->data[i]);
  bool ok = true;
  if (effects) {
    ptowsp_value_map_t *map = ptowsp_tile_scope_map(t);
    guarded_t guarded = {0};
    for (size_t i = 0; i < t->tiled.size; i++) {
      const tiled_t *tiled = &t->tiled.data[i];
      if (tiled->single) { // a tile of one iteration needs no loop over its points
        ptowsp_value_map_set(map, loop_iv(tiled->loop), tiled->tile);
        continue;
      }
      b.loc = ptowsp_op_loc(tiled->loop);
      ptowsp_value_t *span = ptowsp_build_index(&b, tiled->span);
      ptowsp_value_t *upper = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, tiled->tile, span);
      ptowsp_value_t *step = ptowsp_tile_resolve(t, map, ptowsp_op_operand(tiled->loop, 2), &b);
      ptowsp_op_t *points = build_loop(&b, tiled->loop, tiled->tile, upper, step);
      ptowsp_value_map_set(map, loop_iv(tiled->loop), loop_iv(points));
      ptowsp_vec_push(&t->loops, ((pair_t){tiled->loop, points, 0}));
      if (!guarded.points) guarded.points = points;
      b = inside(points);
    }
    if (t->guards.size) {
      ptowsp_op_t *first = emit_guards(t, &guarded, map, &b);
      if (!guarded.points) guarded.points = first;
      add_scope(t, &guarded);
      ptowsp_vec_push(&t->guarded, guarded);
    }
    size_t number = t->groups.size;
    ptowsp_vec_push(&t->groups, t->tiled.size + t->structure.size);
    ok = ptowsp_tile_resolve_uses(t, group, map, &b);
    for (size_t i = 0; i < group->size && ok; i++) {
      ptowsp_op_t *copy = ptowsp_op_clone(group->data[i], map);
      ptowsp_op_move_before(copy, b.before);
      pair_copies(t, group->data[i], copy, number);
    }
    ptowsp_value_map_destroy(map);
  }
  group->size = 0;
  return ok;
}

// ---------------------------------------------------------------- structures

static bool refuse_bounds(const tile_t *t, ptowsp_op_t *loop) {
  if (!ptowsp_type_is_index(ptowsp_value_type(loop_iv(loop))) || ptowsp_op_result_count(loop) ||
      ptowsp_op_attr(loop, "unsignedCmp")) {
    ptowsp_error(t->context, ptowsp_op_loc(loop),
                 "loop '%s' is annotated with wsp_tile but does more than to count indices upward; "
                 "let it run over signed values of type index, and keep in variables what its "
                 "iterations hand on",
                 ptowsp_tile_loop_name(t, loop));
    return false;
  }
  ptowsp_error(t->context, ptowsp_op_loc(loop),
               "loop '%s' is annotated with wsp_tile but its bounds are not constant, and no array "
               "limits them; write constant bounds, give a parameter's value with --size, or step "
               "the loop by the tile and call a kernel in it",
               ptowsp_tile_loop_name(t, loop));
  return false;
}

static bool refuse_range(const tile_t *t, ptowsp_op_t *loop) {
  ptowsp_error(t->context, ptowsp_op_loc(loop),
               "the variable of loop '%s' leaves 64 bits; write smaller bounds or a smaller tile",
               ptowsp_tile_loop_name(t, loop));
  return false;
}

static ptowsp_walk_t find_task(ptowsp_op_t *op, void *data) {
  if (!ptowsp_op_is(op, PTOWSP_OP_WSP_TASK)) return PTOWSP_WALK_ADVANCE;
  *(ptowsp_op_t **)data = op;
  return PTOWSP_WALK_INTERRUPT;
}

// Checks size against iterations; *out_span is a tile's width in values of the variable.
static bool check_tile(const tile_t *t, ptowsp_op_t *loop, int64_t *out_span) {
  ptowsp_loc_t loc = ptowsp_op_loc(loop);
  const char *name = ptowsp_tile_loop_name(t, loop);
  int64_t size = ptowsp_op_attr_int(loop, "wsp.tile", 0);
  tile_range_t range;
  ptowsp_op_t *task = NULL;
  if (!ptowsp_walk_pre(loop, find_task, &task)) {
    ptowsp_error(t->context, loc,
                 "loop '%s' calls a kernel, so wsp_tile cannot strip-mine it; step the loop by the "
                 "tile instead (%s += %lld) and pass the tile's origin with wsp_at",
                 name, name, (long long)(size ? size : 64));
    ptowsp_note(t->context, ptowsp_op_loc(task), "the call is here");
    return false;
  }
  if (!ptowsp_tile_is_constant(loop, &range)) return refuse_bounds(t, loop);
  if (!ptowsp_tile_range(loop, &range)) return refuse_range(t, loop);
  if (size <= 0) {
    ptowsp_error(t->context, loc,
                 "tile size %lld of loop '%s' is not positive; write wsp_tile(n) "
                 "with n from 1 to %lld",
                 (long long)size, name, (long long)range.count);
    return false;
  }
  assert(range.count % size == 0);
  return !__builtin_mul_overflow(size, range.step, out_span) || refuse_range(t, loop);
}

static bool emit_tile_loop(tile_t *t, ptowsp_op_t *loop, ptowsp_builder_t b) {
  int64_t span = 0, lower = 0, upper = 0;
  if (!check_tile(t, loop, &span)) return false;
  ptowsp_value_constant(ptowsp_op_operand(loop, 0), &lower);
  ptowsp_value_constant(ptowsp_op_operand(loop, 1), &upper);
  b.loc = ptowsp_op_loc(loop);
  ptowsp_value_t *from = ptowsp_build_index(&b, lower);
  ptowsp_value_t *to = ptowsp_build_index(&b, upper);
  ptowsp_op_t *tiles = build_loop(&b, loop, from, to, ptowsp_build_index(&b, span));
  ptowsp_op_set_attr(tiles, "wsp.tile_loop", ptowsp_attr_unit(t->context));
  ptowsp_op_set_attr(tiles, "wsp.tile_parts", ptowsp_op_attr(loop, "wsp.tile_parts"));
  bool single = ptowsp_op_attr_int(loop, "wsp.tile", 0) == 1;
  if (single) ptowsp_vec_push(&t->loops, ((pair_t){loop, tiles, 0}));
  ptowsp_vec_push(&t->tiled, ((tiled_t){loop, loop_iv(tiles), span, single}));
  bool ok = tile_block(t, ptowsp_op_body(loop), inside(tiles));
  t->tiled.size--;
  return ok;
}

static bool emit_loop(tile_t *t, ptowsp_op_t *loop, ptowsp_builder_t b) {
  ptowsp_value_map_t *map = ptowsp_tile_scope_map(t);
  ptowsp_value_t *bounds[3];
  bool ok = ptowsp_op_result_count(loop) == 0;
  for (size_t i = 0; i < 3; i++) {
    bounds[i] = ptowsp_tile_resolve(t, map, ptowsp_op_operand(loop, i), &b);
    ok &= bounds[i] != NULL;
  }
  ptowsp_value_map_destroy(map);
  if (!ok) return refuse_structure(t, loop, "a bound of this loop");
  ptowsp_op_t *copy = build_loop(&b, loop, bounds[0], bounds[1], bounds[2]);
  pair_t pair = {loop, copy, 0};
  ptowsp_vec_push(&t->structure, pair);
  ptowsp_vec_push(&t->loops, pair);
  ok = tile_block(t, ptowsp_op_body(loop), inside(copy));
  t->structure.size--;
  return ok;
}

// A condition on the variables of loops that are cut: every group of statements is under it.
static bool emit_guarded(tile_t *t, ptowsp_op_t *op, ptowsp_builder_t b) {
  bool ok = true;
  for (size_t i = 0; i < ptowsp_op_region_count(op) && ok; i++) {
    ptowsp_block_t *from = ptowsp_region_first(ptowsp_op_region(op, i));
    if (!from) continue;
    ptowsp_vec_push(&t->guards, ((guard_t){ptowsp_op_operand(op, 0), i == 1}));
    ok = tile_block(t, from, b);
    t->guards.size--;
  }
  return ok;
}

static bool emit_if(tile_t *t, ptowsp_op_t *op, ptowsp_builder_t b) {
  ptowsp_value_map_t *map = ptowsp_tile_scope_map(t);
  ptowsp_value_t *condition = ptowsp_tile_resolve(t, map, ptowsp_op_operand(op, 0), &b);
  ptowsp_value_map_destroy(map);
  int budget = 1000;
  if (!condition && !ptowsp_op_result_count(op) &&
      ptowsp_tile_is_known_at_points(t, ptowsp_op_operand(op, 0), &budget))
    return emit_guarded(t, op, b);
  if (!condition || ptowsp_op_result_count(op)) return refuse_structure(t, op, "this condition");
  ptowsp_op_state_t state = {.id = PTOWSP_OP_SCF_IF,
                             .operands = &condition,
                             .operand_count = 1,
                             .attributes = ptowsp_op_attributes(op),
                             .region_count = 2};
  b.loc = state.loc = ptowsp_op_loc(op);
  ptowsp_op_t *copy = ptowsp_build(&b, &state);
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
    ptowsp_block_t *from = ptowsp_region_first(ptowsp_op_region(op, i));
    if (!from) continue;
    ptowsp_builder_t end =
        ptowsp_builder_at_end(ptowsp_block_create(ptowsp_op_region(copy, i)), state.loc);
    ptowsp_op_state_t yield = {.id = PTOWSP_OP_SCF_YIELD, .loc = state.loc};
    if (!tile_block(t, from, ptowsp_builder_before(ptowsp_build(&end, &yield)))) return false;
  }
  return true;
}

// Whether it declares an array where no loop around is cut: one for all tiles further in.
static bool is_shared_array(const tile_t *t, ptowsp_op_t *op) {
  return !t->tiled.size && !t->guards.size && ptowsp_op_is_alloc(op) &&
         !ptowsp_op_operand_count(op);
}

static void copy_array(tile_t *t, ptowsp_op_t *op, ptowsp_builder_t b) {
  ptowsp_value_map_t *map = ptowsp_tile_scope_map(t);
  ptowsp_op_t *copy = ptowsp_op_clone(op, map);
  ptowsp_op_move_before(copy, b.before);
  ptowsp_vec_push(&t->arrays, ((pair_t){op, copy, 0}));
  ptowsp_value_map_destroy(map);
}

// Copies a body: structures one by one, the statements between them as groups.
static bool tile_block(tile_t *t, ptowsp_block_t *block, ptowsp_builder_t b) {
  tile_ops_t group = {0};
  bool ok = true;
  for (ptowsp_op_t *op = ptowsp_block_first(block); op && ok; op = ptowsp_op_next(op)) {
    if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) break;
    if (is_shared_array(t, op)) {
      copy_array(t, op, b);
      continue;
    }
    if (!ptowsp_tile_has_tiled(op) && !ptowsp_op_attr(op, "wsp.tile_guard")) {
      ptowsp_vec_push(&group, op);
      continue;
    }
    ok = emit_group(t, &group, b);
    if (!ok) break;
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_IF))
      ok = emit_if(t, op, b);
    else if (ptowsp_op_attr(op, "wsp.tile"))
      ok = emit_tile_loop(t, op, b);
    else
      ok = emit_loop(t, op, b);
  }
  ok = ok && emit_group(t, &group, b);
  ptowsp_vec_deinit(&group);
  return ok;
}

// ---------------------------------------------------------------- the nest

// Erases what was built before the old nest since `mark` (NULL: the block's start).
static void erase_new(ptowsp_op_t *nest, ptowsp_op_t *mark) {
  while (ptowsp_op_previous(nest) != mark) ptowsp_op_erase(ptowsp_op_previous(nest));
}

// A loop to be cut that may carry a dependence.
static ptowsp_walk_t find_unproven(ptowsp_op_t *op, void *data) {
  (void)data;
  bool unproven = ptowsp_tile_is_tiled(op) && !ptowsp_op_attr(op, "wsp.tile_proven");
  return unproven ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

bool ptowsp_tile_nest(isl_ctx *isl, ptowsp_op_t *nest) {
  tile_t t = {.context = ptowsp_op_context(nest), .isl = isl, .nest = nest};
  ptowsp_op_t *mark = ptowsp_op_previous(nest);
  ptowsp_builder_t b = ptowsp_builder_before(nest);
  bool ok = ptowsp_op_is(nest, PTOWSP_OP_SCF_IF) ? emit_if(&t, nest, b)
            : ptowsp_op_attr(nest, "wsp.tile")   ? emit_tile_loop(&t, nest, b)
                                                 : emit_loop(&t, nest, b);
  ok = ok && (ptowsp_walk_pre(nest, find_unproven, NULL) ||
              ptowsp_tile_check_order(&t, ptowsp_op_previous(nest)));
  if (ok) {
    ptowsp_tile_tell_apart(&t);
    ptowsp_drop_dead(ptowsp_op_previous(nest));
    ptowsp_op_erase(nest);
  } else {
    erase_new(nest, mark);
  }
  ptowsp_vec_deinit(&t.tiled);
  ptowsp_vec_deinit(&t.structure);
  ptowsp_vec_deinit(&t.loops);
  ptowsp_vec_deinit(&t.arrays);
  ptowsp_vec_deinit(&t.statements);
  ptowsp_vec_deinit(&t.groups);
  for (size_t i = 0; i < t.guarded.size; i++) drop_guarded(&t.guarded.data[i]);
  ptowsp_vec_deinit(&t.guarded);
  ptowsp_vec_deinit(&t.guards);
  return ok;
}
