// wsp-tile: strip-mines the loops of workloads, by the sizes they carry or by chosen ones.
//
//   for i {wsp.tile = 64}                    for it step 64 {wsp.tile_loop}
//     for j {wsp.tile = 64}                    for jt step 64 {wsp.tile_loop}
//       S                              =>        for i in [it, it+64) for j in [jt, jt+64): S
//       for k {wsp.tile = 64}                    for kt step 64 {wsp.tile_loop}
//         T                                        for i … for j … for k in [kt, kt+64): T
//
// The point loops are distributed over the statements of the bodies and go below the tile
// loops further in. The new nest is built beside the old one; both are then modelled, each
// instance of a statement is mapped to its new one, and the old nest is replaced only if no
// two accesses that touch the same element change their order. Loops without the annotation,
// and conditions, stay where they are; but loops that run in order go into the tiles of loops in
// them where that is legal and faster than tasks for each iteration.
//
// Where only the innermost of the loops that are cut carries a dependence, no order changes, and
// there is nothing to look at.
//
// Sizes that are left to the compiler are chosen by what the tasks would cost, and so are those
// of nests without any annotation, where only loops that carry no dependence are cut; the option
// nests=keep leaves these alone, size=N cuts all of them by N. A remark says what was chosen.
//
// A nest that uses what the one before it writes is made one with it (fuse=false: never) if their
// outer loops agree and that takes less time: local arrays in between then live in the tasks.
// Where iterations need what others write, it is computed again if that takes less time.
// Independent loops inside of others that run in order go around them.
//
// Sums over a loop that says wsp_reassociate are divided into parts that are independent, and
// combined afterwards; without it, tiles of a sum run in the serial order. Those of integers are
// the same in any order, and divided where no size is given.
//
// A number on one loop and wsp_auto on another: the number is a size that the other one fits to.
//
// Iterations that a size does not divide end in a smaller tile, of a loop of its own; a size
// beyond them all is one tile.
//
// Bounds that depend on other loops or on parameters become conditions in loops over all values
// that they allow (rectangle.c): tiles that meet them whole and tiles that meet them in part are
// tasks of two kinds, others are none (guard.c). Conditions on variables of loops that are cut go
// to the statements in the same way.
//
// What loops that are cut take from statements beside them, in a loop around both that is not cut,
// goes through variables (spill.c).
//
// Tiles that meet conditions in their inside alike have a kernel: where tiles stay scalar else, the
// loop over them is divided into the first ones, those inside, and the last ones (parts.c). Where
// bounds inside depend on where a tile begins, up to eight tiles have a kernel each.
//
// Loops written in blocks by hand, with the last one shorter, are cut before that one
// (cut_loops.c).
//
// Needs: bounds that are limited by constants or by the arrays' extents. Keeps everything else.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cut_loops.h"
#include "ptowsp/pass.h"
#include "tile/choose.h"
#include "tile/tile.h"

typedef struct {
  ptowsp_loc_t loc;
  ptowsp_attr_t text;
} saying_t;

typedef PTOWSP_VEC(saying_t) said_t;

static bool tile_block(tile_t *t, ptowsp_block_t *block, ptowsp_builder_t b);

// ---------------------------------------------------------------- questions

static ptowsp_walk_t find_tile(ptowsp_op_t *op, void *data) {
  (void)data;
  bool found = ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && ptowsp_op_attr(op, "wsp.tile");
  return found ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

static bool has_tile(ptowsp_op_t *op) { return !ptowsp_walk_pre(op, find_tile, NULL); }

static ptowsp_walk_t find_task(ptowsp_op_t *op, void *data) {
  if (!ptowsp_op_is(op, PTOWSP_OP_WSP_TASK)) return PTOWSP_WALK_ADVANCE;
  *(ptowsp_op_t **)data = op;
  return PTOWSP_WALK_INTERRUPT;
}

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

// Checks size against iterations; *out_span is a tile's width in values of the variable.
static bool check_tile(const tile_t *t, ptowsp_op_t *loop, int64_t *out_span) {
  ptowsp_loc_t loc = ptowsp_op_loc(loop);
  const char *name = ptowsp_tile_loop_name(t, loop);
  int64_t size = ptowsp_op_attr_int(loop, "wsp.tile", 0), lower = 0, upper = 0, step = 0;
  ptowsp_op_t *task = NULL;
  if (!ptowsp_walk_pre(loop, find_task, &task)) {
    ptowsp_error(t->context, loc,
                 "loop '%s' calls a kernel, so wsp_tile cannot strip-mine it; step the loop by the "
                 "tile instead (%s += %lld) and pass the tile's origin with wsp_at",
                 name, name, (long long)(size ? size : 64));
    ptowsp_note(t->context, ptowsp_op_loc(task), "the call is here");
    return false;
  }
  if (ptowsp_op_result_count(loop) || !ptowsp_value_constant(ptowsp_op_operand(loop, 0), &lower) ||
      !ptowsp_value_constant(ptowsp_op_operand(loop, 1), &upper) ||
      !ptowsp_value_constant(ptowsp_op_operand(loop, 2), &step) || step <= 0)
    return refuse_bounds(t, loop);
  int64_t count;
  if (!ptowsp_tile_iterations(lower, upper, step, &count)) return refuse_range(t, loop);
  if (size <= 0) {
    ptowsp_error(t->context, loc,
                 "tile size %lld of loop '%s' is not positive; write wsp_tile(n) "
                 "with n from 1 to %lld",
                 (long long)size, name, (long long)count);
    return false;
  }
  assert(count % size == 0);
  return !__builtin_mul_overflow(size, step, out_span) || refuse_range(t, loop);
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
    if (!has_tile(op) && !ptowsp_op_attr(op, "wsp.tile_guard")) {
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

// ---------------------------------------------------------------- the pass

// Erases what was built before the old nest since `mark` (NULL: the block's start).
static void erase_new(ptowsp_op_t *nest, ptowsp_op_t *mark) {
  while (ptowsp_op_previous(nest) != mark) ptowsp_op_erase(ptowsp_op_previous(nest));
}

// A loop to be cut that may carry a dependence.
static ptowsp_walk_t find_unproven(ptowsp_op_t *op, void *data) {
  bool proven = ptowsp_op_attr(op, "wsp.tile_proven") != NULL;
  return !proven ? find_tile(op, data) : PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t find_tried(ptowsp_op_t *op, void *data) {
  (void)data;
  return ptowsp_op_attr(op, "wsp.tile_tried") ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// What to say of a cut if it turns out to be legal; once of all pieces of a loop.
static ptowsp_walk_t note_tried(ptowsp_op_t *op, void *data) {
  said_t *said = data;
  saying_t saying = {ptowsp_op_loc(op), ptowsp_op_attr(op, "wsp.tile_tried")};
  if (!saying.text || ptowsp_attr_kind(saying.text) != PTOWSP_ATTR_STRING)
    return PTOWSP_WALK_ADVANCE;
  for (size_t i = 0; i < said->size; i++)
    if (said->data[i].text == saying.text &&
        memcmp(&said->data[i].loc, &saying.loc, sizeof saying.loc) == 0)
      return PTOWSP_WALK_ADVANCE;
  ptowsp_vec_push(said, saying);
  return PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t drop_tried(ptowsp_op_t *op, void *data) {
  (void)data;
  if (ptowsp_op_attr(op, "wsp.tile_tried")) ptowsp_op_set_attr(op, "wsp.tile", NULL);
  ptowsp_op_set_attr(op, "wsp.tile_tried", NULL);
  return PTOWSP_WALK_ADVANCE;
}

static bool tile_nest(isl_ctx *isl, ptowsp_op_t *nest) {
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

// Tiles a nest; without the cuts that were only worth a try, if they are not legal.
static bool tile_or_try(isl_ctx *isl, ptowsp_op_t *nest, said_t *said) {
  ptowsp_context_t *context = ptowsp_op_context(nest);
  ptowsp_tile_spill(nest);
  if (!ptowsp_walk_pre(nest, find_tried, NULL)) {
    size_t before = said->size;
    ptowsp_walk_pre(nest, note_tried, said);
    ptowsp_trial_t trial = ptowsp_trial_begin(context);
    bool ok = tile_nest(isl, nest);
    ptowsp_trial_end(context, &trial);
    if (!ok) said->size = before;
    for (size_t i = before; i < said->size; i++) {
      ptowsp_str_t text = ptowsp_attr_text(said->data[i].text);
      ptowsp_remark(context, said->data[i].loc, "%.*s", (int)text.size, text.data);
    }
    if (ok) return true;
    ptowsp_walk_pre(nest, drop_tried, NULL);
    if (!has_tile(nest)) return true;
  }
  return tile_nest(isl, nest);
}

// Whether a value comes from memory that stores in an op write. With the budget spent, it may.
static bool is_written_in(ptowsp_op_t *op, ptowsp_value_t *value, int *budget) {
  ptowsp_op_t *from = ptowsp_value_op(value);
  if (!from) return false;
  if (--*budget < 0) return true;
  if (ptowsp_op_is(from, PTOWSP_OP_MEMREF_LOAD)) {
    ptowsp_value_t *root = ptowsp_memref_root(ptowsp_op_operand(from, 0));
    ptowsp_use_t *use = ptowsp_value_first_use(root);
    for (; use; use = ptowsp_use_next(use))
      if (!ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_LOAD) &&
          ptowsp_op_is_ancestor(op, ptowsp_use_op(use)))
        return true;
  }
  for (size_t i = 0; i < ptowsp_op_operand_count(from); i++)
    if (is_written_in(op, ptowsp_op_operand(from, i), budget)) return true;
  return ptowsp_op_region_count(from) && ptowsp_op_is_ancestor(op, from);
}

// Whether a condition around tiles depends on what the op changes: break sets a variable.
static ptowsp_walk_t find_decision(ptowsp_op_t *op, void *data) {
  int budget = 100;
  bool decides = ptowsp_op_is(op, PTOWSP_OP_SCF_IF) && has_tile(op) &&
                 is_written_in(data, ptowsp_op_operand(op, 0), &budget);
  return decides ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Tiles a nest; where an iteration decides whether there is another, the nests in it.
static bool tile_inside(isl_ctx *isl, ptowsp_op_t *op, said_t *said) {
  ptowsp_attr_t chosen = ptowsp_op_attr(op, "wsp.tile_chosen");
  bool asked = ptowsp_op_attr(op, "wsp.tile") && !chosen;
  if (asked || ptowsp_walk_pre(op, find_decision, op)) return tile_or_try(isl, op, said);
  // What was chosen for the loop as a whole is not to be had.
  if (chosen) ptowsp_op_set_attr(op, "wsp.tile", NULL);
  bool ok = true;
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
    ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, i));
    for (ptowsp_op_t *inner = block ? ptowsp_block_first(block) : NULL, *next; inner && ok;
         inner = next) {
      next = ptowsp_op_next(inner);
      if (has_tile(inner)) ok = tile_inside(isl, inner, said);
    }
  }
  return ok;
}

static ptowsp_walk_t first_tiled(ptowsp_op_t *op, void *data) {
  if (find_tile(op, NULL) != PTOWSP_WALK_INTERRUPT) return PTOWSP_WALK_ADVANCE;
  *(ptowsp_op_t **)data = op;
  return PTOWSP_WALK_INTERRUPT;
}

static bool refuse_kernel(ptowsp_op_t *function) {
  ptowsp_op_t *loop = NULL;
  if (ptowsp_walk_pre(function, first_tiled, &loop)) return true;
  ptowsp_error(ptowsp_op_context(loop), ptowsp_op_loc(loop),
               "wsp_tile on a loop of a kernel: a kernel is one task; tile the loops of a "
               "wsp_workload function");
  return false;
}

static const ptowsp_pass_option_t options[] = {
    {"size", PTOWSP_OPTION_INT, "1..", NULL,
     "iterations a tile, for loops that leave it to the compiler; by cost when absent"},
    {"nests", PTOWSP_OPTION_STRING, "cut|keep", NULL,
     "nests without wsp_tile: cut where they are parallel (the default), or one task each"},
    {"fuse", PTOWSP_OPTION_BOOL, NULL, NULL,
     "make one nest of two where the second uses what the first writes (the default)"},
    {"machine", PTOWSP_OPTION_STRING, NULL, NULL,
     "JSON with figures that replace those of the a2a3, or of the module's wsp.machine, from here "
     "on"},
};

// The module is compiled for the machine of the option from here on.
static bool read_machine(const ptowsp_pass_run_t *run, ptowsp_machine_t *out_machine) {
  ptowsp_op_t *module = ptowsp_module_op(run->module);
  *out_machine = ptowsp_machine_of(module);
  if (!ptowsp_pass_option_is_set(run, "machine")) return true;
  const char *path = ptowsp_pass_option_string(run, "machine");
  if (!ptowsp_machine_load(run->context, path, out_machine)) return false;
  ptowsp_op_set_attr(module, "wsp.machine", ptowsp_machine_attr(run->context, out_machine));
  return true;
}

static choose_options_t read_options(const ptowsp_pass_run_t *run) {
  choose_options_t read = {.everything = true, .fuse = true};
  if (ptowsp_pass_option_is_set(run, "fuse")) read.fuse = ptowsp_pass_option_bool(run, "fuse");
  if (ptowsp_pass_option_is_set(run, "nests"))
    read.everything = strcmp(ptowsp_pass_option_string(run, "nests"), "cut") == 0;
  read.size = ptowsp_pass_option_int(run, "size");
  return read;
}

static bool run(ptowsp_pass_run_t *run) {
  choose_options_t choose = read_options(run);
  if (!read_machine(run, &choose.machine)) return false;
  isl_ctx *isl = ptowsp_isl_create();
  said_t said = {0};
  bool ok = true;
  ptowsp_block_each(ptowsp_module_body(run->module), function) {
    if (!ptowsp_op_is(function, PTOWSP_OP_WSP_WORKLOAD)) {
      ok &= refuse_kernel(function);
      continue;
    }
    ptowsp_cut_loops(isl, function, CUT_AT_BOUNDS);
    ptowsp_tile_rectangles(function, isl);
    ptowsp_tile_expand(function);
    ptowsp_tile_reassociate(function, isl, &choose);
    ptowsp_tile_choose(function, isl, &choose);
    ptowsp_tile_restore_bounds(function);
    ptowsp_tile_divide_remainders(function);
    ptowsp_loc_t failed = PTOWSP_LOC_UNKNOWN; // a nest's other pieces have the same mistake
    ptowsp_block_each(ptowsp_op_body(function), op) {
      ptowsp_loc_t loc = ptowsp_op_loc(op);
      if (!has_tile(op) || (failed.line && memcmp(&loc, &failed, sizeof loc) == 0)) continue;
      if (tile_inside(isl, op, &said)) continue;
      failed = loc;
      ok = false;
    }
    ptowsp_tile_divide_kinds(function, isl);
  }
  ptowsp_vec_deinit(&said);
  ptowsp_isl_destroy(isl);
  return ok;
}

const ptowsp_pass_t ptowsp_pass_wsp_tile = {
    .options = options, .option_count = PTOWSP_COUNTOF(options), .run = run};
