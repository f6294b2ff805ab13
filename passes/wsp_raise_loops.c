// wsp-raise-loops: the loops of kernels become tile instructions.
//
//   scf.for %i = %c0 to %c64 step %c1 {            %0 = pto.tload %x : …
//     scf.for %j = %c0 to %c64 step %c1 {          %1 = pto.tadds %0, %s : !pto.tile<64x64xf32, ub>
//       %0 = memref.load %x[%i, %j] : …       →    pto.tstore %1, %y : …
//       %1 = arith.addf %0, %s : f32
//       memref.store %1, %y[%i, %j] : …
//     }
//   }
//
// Each operation of a nest runs for all iterations before the next one: the nest is distributed,
// and values between operations become tiles. That is legal if no dependence is turned around,
// which isl decides. A nest for which it is not, or which has more extents than a tile, keeps its
// outermost loop and is tried again inside; a loop inside that carries the dependence is written
// out. Accumulations become reductions along rows or columns, whose order of summation is then the
// instruction's. Where there are several ways to do so, the one that takes the fewest cycles is
// taken. Before, conditions become choices and loops of their own. Tiles that exceed the
// unified buffer go block by block. A kernel of matrix products alone is the cube's
// (wsp_raise_loops_product.c); wsp-split-kernels makes such kernels.
//
// What is worked on is a copy of the scalar program, which each attempt rewrites as it needs.
//
// A kernel is raised whole, or stays as it is with a remark at the statement that says why, and
// the same words in wsp.scalar. fmaxf and fminf become the vector unit's maximum and minimum: the
// simulator keeps C's result for NaN, the hardware need not.
//
// Needs constant trip counts of what becomes a tile; canonicalize before it helps. Raised kernels
// get their core: aic for a matrix product, else aiv; a wish for another one is reported.
#include "wsp_raise_loops.h"

#include "cut_loops.h"
#include "pto_plan_memory.h"
#include "ptowsp/cost.h"

#include <stdlib.h>

bool raise_fail(raise_t *r, ptowsp_loc_t loc, bool deeper, const char *format, ...) {
  if (r->failed) return false;
  ptowsp_buffer_t buffer = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&buffer, format, args);
  va_end(args);
  r->failed = true;
  r->deeper = deeper;
  r->reason_loc = loc;
  r->reason = ptowsp_arena_strdup(r->arena, (ptowsp_str_t){buffer.data, buffer.size});
  ptowsp_buffer_deinit(&buffer);
  return false;
}

// ---------------------------------------------------------------- going back

typedef struct {
  ptowsp_op_t *last; // built before; NULL: none in this block
  size_t values, views, indices, dead, consumed, reductions, numbers, woven;
  raise_known_t *known;
  size_t known_count;
} mark_t;

static ptowsp_op_t *last_built(const raise_t *r) { return ptowsp_op_previous(r->b.before); }

static mark_t set_mark(raise_t *r) {
  mark_t mark = {
      last_built(r),    r->values.size,     r->views.size,   r->indices.size, r->dead.size,
      r->consumed.size, r->reductions.size, r->numbers.size, r->woven.size,   NULL,
      r->known.size};
  if (mark.known_count)
    mark.known =
        ptowsp_arena_copy(r->boxes, r->known.data, mark.known_count * sizeof(raise_known_t));
  return mark;
}

// Forgets what was learnt since the mark, except what is in memory.
static void leave_scope(raise_t *r, const mark_t *mark) {
  r->values.size = mark->values;
  r->views.size = mark->views;
  r->indices.size = mark->indices;
  r->consumed.size = mark->consumed;
  r->reductions.size = mark->reductions;
  r->numbers.size = mark->numbers;
  r->woven.size = mark->woven;
}

static void erase_built(raise_t *r, const ptowsp_op_t *last) {
  while (last_built(r) != last) ptowsp_op_erase(last_built(r));
}

static void go_back(raise_t *r, const mark_t *mark) {
  leave_scope(r, mark);
  erase_built(r, mark->last);
  r->dead.size = mark->dead;
  r->known.size = 0;
  for (size_t i = 0; i < mark->known_count; i++) ptowsp_vec_push(&r->known, mark->known[i]);
}

// ---------------------------------------------------------------- nests

static bool raise_op(raise_t *r, ptowsp_op_t *op) {
  if (raise_is_consumed(r, op)) return true;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_MEMREF_LOAD:
      return raise_load(r, op);
    case PTOWSP_OP_MEMREF_STORE:
      return raise_store(r, op);
    case PTOWSP_OP_MEMREF_ALLOC:
    case PTOWSP_OP_MEMREF_ALLOCA:
    case PTOWSP_OP_ARITH_CONSTANT:
      return true;
    default:
      break;
  }
  bool index = ptowsp_op_result_count(op) == 1 &&
               ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (index && ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE)) return true; // read where it is used
  if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE))
    return raise_fail(r, ptowsp_op_loc(op), false, "no tile instruction for %s",
                      ptowsp_op_name(op));
  return raise_arith(r, op);
}

// Raises the operations of a nest in text order, each over all iterations.
static bool raise_body(raise_t *r, ptowsp_op_t *loop) {
  if (raise_find_loop(r, loop)->extent == 0) return true;
  ptowsp_block_t *body = ptowsp_op_body(loop);
  for (ptowsp_op_t *op = ptowsp_block_first(body); op; op = ptowsp_op_next(op)) {
    if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) continue;
    bool ok = ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) ? raise_body(r, op) : raise_op(r, op);
    if (!ok) return false;
  }
  return true;
}

static bool raise_whole(raise_t *r, ptowsp_op_t *loop, int64_t *out_extent) {
  raise_remember_forms(r);
  bool ok = raise_collect_loops(r, loop) && raise_match_reductions(r, loop) &&
            raise_check_order(r, loop) && raise_body(r, loop);
  raise_forget_forms(r);
  *out_extent = r->loop_count ? r->loops[0].extent : 0;
  r->loop_count = 0;
  return ok;
}

static bool raise_block(raise_t *r, ptowsp_block_t *block);

// A bound or the step of a loop that is kept. Conditions that stand for a bound are known, if it
// has its bound again.
static ptowsp_value_t *bound(raise_t *r, ptowsp_op_t *loop, size_t operand) {
  ptowsp_op_t *own = operand < 2 ? raise_bound_of(loop, operand) : NULL;
  isl_aff *form = own ? raise_affine(r, ptowsp_op_operand(own, 1)) : NULL;
  if (form) {
    ptowsp_attr_t truth = ptowsp_attr_bool(r->context, true);
    raise_define(r, ptowsp_op_result(own, 0),
                 &(raise_value_t){.to = ptowsp_build_constant(&r->b, truth)});
  } else {
    form = raise_affine(r, ptowsp_op_operand(loop, operand));
  }
  if (form) return raise_aff_value(r, form);
  r->bounder = raise_bounder(loop);
  raise_fail(r, ptowsp_op_loc(loop), false, "a bound of the loop is not affine");
  return NULL;
}

// Keeps the loop and raises what is in it; `carried` are tiles of locals that it hands on from
// iteration to iteration, if it does.
static bool raise_inside(raise_t *r, ptowsp_op_t *loop, raise_carried_t *carried) {
  r->b.loc = ptowsp_op_loc(loop);
  ptowsp_value_t *bounds[3];
  for (size_t i = 0; i < PTOWSP_COUNTOF(bounds); i++)
    if (!(bounds[i] = bound(r, loop, i))) return false;
  ptowsp_op_t *copy = raise_build_kept(r, bounds, carried);
  ptowsp_op_set_attributes(copy, ptowsp_op_attributes(loop));
  ptowsp_op_set_attr(copy, "wsp.blocks", NULL);
  ptowsp_builder_t around = r->b;
  mark_t mark = set_mark(r);
  bool vectorized = r->vectorized;
  r->vectorized = false;
  raise_enter_kept(r, loop, copy, carried);
  raise_define(r, ptowsp_block_arg(ptowsp_op_body(loop), 0),
               &(raise_value_t){.to = ptowsp_block_arg(ptowsp_op_body(copy), 0)});
  r->b = ptowsp_builder_before(ptowsp_block_terminator(ptowsp_op_body(copy)));
  bool ok = raise_block(r, ptowsp_op_body(loop));
  if (ok && !r->vectorized)
    ok = raise_fail(r, ptowsp_op_loc(loop), true, "no loop in it becomes a tile");
  ok = ok && raise_hand_on(r, copy, carried);
  leave_scope(r, &mark);
  raise_leave_kept(r, loop, copy, carried, mark.known, mark.known_count);
  r->vectorized = vectorized || r->vectorized;
  r->b = around;
  return ok;
}

// Divides the loop that gives a tile its rows, or its columns where that is the outer one, if the
// tile is larger than it may be.
static bool divide(raise_t *r, ptowsp_op_t *loop, int64_t extent) {
  enum { MAX_ROWS = 4095 };
  bool rows = r->large.rows > 1 && extent == r->large.rows;
  if (!r->large.bytes || (!rows && extent != r->large.cols)) return false;
  int64_t limit = r->tile_bytes, pieces = (r->large.bytes + limit - 1) / limit;
  int64_t size = extent / pieces;
  if (rows && size > MAX_ROWS) size = MAX_ROWS;
  if (r->large.rows == 1) size = size / 64 * 64; // whole repeats of the vector unit
  if (!rows && size > 8) size = size / 8 * 8;    // whole blocks of 32 bytes
  r->divided = true;
  return raise_block_loop(r, loop, size);
}

// Keeps a loop that carries the tiles of locals: of all those that it changes, or of those that are
// used elsewhere too.
static bool carry_tiles(raise_t *r, ptowsp_op_t *loop, bool all) {
  mark_t mark = set_mark(r);
  ptowsp_loc_t loc = r->reason_loc;
  const char *reason = r->reason;
  bool failed = r->failed, was_carried = r->carried;
  raise_carried_t carried;
  raise_find_carried(r, loop, all, &carried);
  bool ok = false;
  // Those that turn out not to be handed on in one piece are not carried.
  for (bool again = carried.count > 0; again; again = !ok && raise_drop_carried(&carried)) {
    r->failed = r->carried = false;
    ok = raise_inside(r, loop, &carried);
    if (!ok) go_back(r, &mark);
  }
  if (ok) return true;
  r->failed = failed;
  r->carried = was_carried;
  r->reason = reason;
  r->reason_loc = loc;
  return false;
}

// Keeps the loop after an attempt at all of it has failed; if that fails too, for the first reason
// if there is none more particular.
static bool raise_kept(raise_t *r, ptowsp_op_t *loop, const mark_t *mark) {
  ptowsp_loc_t loc = r->reason_loc;
  const char *reason = r->reason;
  bool carried = r->carried;
  ptowsp_value_t *missing = r->missing;
  r->failed = r->carried = false;
  if (carry_tiles(r, loop, false) || raise_inside(r, loop, NULL)) return true;
  if (carried) r->missing = missing;
  r->carried = r->carried || carried;
  go_back(r, mark);
  if (r->deeper) {
    r->reason = reason;
    r->reason_loc = loc;
  }
  return false;
}

// Raises all of the nest, with the loops inside written out that carry a dependence; `first` is
// the nest before it was, NULL: none was written out.
static bool raise_together(raise_t *r, ptowsp_op_t *loop, const mark_t *mark, int64_t *out_extent,
                           ptowsp_op_t **out_first) {
  *out_first = NULL;
  for (;;) {
    r->failed = false;
    r->carrier = NULL;
    r->split = NULL;
    r->large.bytes = 0;
    if (raise_whole(r, loop, out_extent)) {
      r->vectorized = true;
      return true;
    }
    go_back(r, mark);
    ptowsp_op_t *carrier = r->carrier;
    if (!r->deeper || !carrier || carrier == loop) return false;
    ptowsp_op_t *copy = *out_first ? NULL : ptowsp_op_clone(loop, NULL);
    ptowsp_block_t *block = ptowsp_op_block(carrier);
    bool unrolled =
        (r->split && raise_split_loop(r, carrier, r->split)) || raise_unroll(r, carrier);
    if (unrolled) ptowsp_simplify(block);
    r->ways.may_keep = r->ways.may_keep || unrolled;
    if (copy && unrolled) *out_first = copy;
    if (copy && !unrolled) ptowsp_op_erase(copy);
    if (!unrolled) return false;
  }
}

// Raises all of the nest as it is, or keeps its loop.
static bool raise_rather_kept(raise_t *r, ptowsp_op_t *loop, const mark_t *mark) {
  int64_t extent = 0;
  r->carrier = NULL;
  r->split = NULL;
  r->large.bytes = 0;
  if (raise_whole(r, loop, &extent)) {
    r->vectorized = true;
    return true;
  }
  go_back(r, mark);
  bool carried = r->carried;
  bool ok =
      r->deeper && r->carrier && r->carrier != loop && !r->split && raise_inside(r, loop, NULL);
  if (!ok) {
    go_back(r, mark);
    r->failed = false;
    r->carried = carried;
  }
  return ok;
}

// Raises a nest, or replaces its loop by others, or by a copy that is then `loop`.
static bool raise_nest(raise_t *r, ptowsp_op_t **loop) {
  mark_t mark = set_mark(r);
  if (ptowsp_op_attr(*loop, "wsp.blocks")) {
    r->carried = false;
    if (raise_inside(r, *loop, NULL)) return true;
    go_back(r, &mark);
    return false;
  }
  int64_t extent = 0;
  size_t unrolled = r->unrolled;
  ptowsp_op_t *first = NULL;
  if (r->ways.kept && raise_rather_kept(r, *loop, &mark)) return true;
  if (raise_together(r, *loop, &mark, &extent, &first)) {
    if (first) ptowsp_op_erase(first);
    return true;
  }
  bool deeper = r->deeper, split = r->split && r->carrier == *loop && r->unrolled == unrolled;
  if (deeper && ((split && raise_split_loop(r, *loop, r->split)) || divide(r, *loop, extent))) {
    r->rewritten = true;
    deeper = false;
  }
  if (!deeper) {
    if (first) ptowsp_op_erase(first);
    return false;
  }
  if (!first) return raise_kept(r, *loop, &mark);
  // Where the outer loop stays, those inside may do without being written out.
  ptowsp_op_t *written_out = *loop;
  ptowsp_loc_t loc = r->reason_loc;
  const char *reason = r->reason;
  bool carried = r->carried;
  size_t more = r->unrolled - unrolled;
  ptowsp_op_move_before(first, written_out);
  r->unrolled = unrolled;
  if (raise_kept(r, first, &mark)) {
    ptowsp_op_erase(written_out);
    *loop = first;
    return true;
  }
  ptowsp_op_erase(first);
  r->unrolled += more;
  r->reason = reason;
  r->reason_loc = loc;
  r->carried = carried;
  return raise_kept(r, written_out, &mark);
}

static ptowsp_walk_t visit_inner_loop(ptowsp_op_t *op, void *data) {
  return op != data && ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) ? PTOWSP_WALK_INTERRUPT
                                                           : PTOWSP_WALK_ADVANCE;
}

// Writes out a loop that cannot be kept as one, if that may help, or what it was at first.
// `op` is the loop, and may be exchanged.
static bool write_out(raise_t *r, ptowsp_op_t **op, ptowsp_op_t **first) {
  ptowsp_op_t *loop = *op;
  if (r->bounder == loop) {
    ptowsp_block_t *block = ptowsp_op_block(loop);
    if (!raise_unroll(r, loop)) return false;
    ptowsp_simplify(block);
    return true;
  }
  // What iterations hand on to one another in locals is in tiles if they are written out. Loops
  // around others are so at last: the cube may do better.
  if (!r->carried || !raise_may_find(r, loop)) return false;
  bool outer = !ptowsp_walk_pre(loop, visit_inner_loop, loop);
  r->outer = r->outer || outer;
  if (outer && !r->written_out) return false;
  if (!*first) return raise_unroll(r, loop);
  ptowsp_op_move_before(*first, loop);
  ptowsp_op_erase(loop);
  *op = *first;
  *first = NULL;
  return raise_unroll(r, *op);
}

static bool raise_block(raise_t *r, ptowsp_block_t *block) {
  ptowsp_op_t *op = ptowsp_block_first(block);
  while (op && !ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) {
    ptowsp_op_t *before = ptowsp_op_previous(op);
    bool is_loop = ptowsp_op_is(op, PTOWSP_OP_SCF_FOR);
    // An attempt that fails may leave inner loops written out.
    ptowsp_op_t *first = is_loop && r->written_out ? ptowsp_op_clone(op, NULL) : NULL;
    bool ok = is_loop ? raise_nest(r, &op) : raise_op(r, op);
    bool again = !ok && is_loop && r->rewritten;
    if (!ok && is_loop && !again) again = write_out(r, &op, &first);
    if (!ok && is_loop && !again && r->carried) ok = carry_tiles(r, op, true);
    if (first) ptowsp_op_erase(first);
    if (!ok && !again) return false;
    if (again) {
      r->failed = r->carried = r->rewritten = false;
      r->bounder = NULL;
      op = before ? ptowsp_op_next(before) : ptowsp_block_first(block);
    } else {
      op = ptowsp_op_next(op);
    }
  }
  return true;
}

// ---------------------------------------------------------------- kernels

typedef struct {
  bool cube, tiles;
} content_t;

static ptowsp_walk_t visit_content(ptowsp_op_t *op, void *data) {
  content_t *content = data;
  if (!ptowsp_op_is_tile(op)) return PTOWSP_WALK_ADVANCE;
  ptowsp_value_t *tile =
      ptowsp_op_result_count(op) ? ptowsp_op_result(op, 0) : ptowsp_op_operand(op, 0);
  content->tiles = true;
  if (ptowsp_type_tile_memory(ptowsp_value_type(tile)) != PTOWSP_MEMORY_UB) content->cube = true;
  return PTOWSP_WALK_ADVANCE;
}

static content_t content_of(ptowsp_op_t *kernel) {
  content_t content = {0};
  ptowsp_walk_pre(kernel, visit_content, &content);
  return content;
}

static void choose_core(raise_t *r, const content_t *content) {
  const char *core = content->cube ? "aic" : "aiv";
  ptowsp_str_t wish = ptowsp_op_attr_text(r->kernel, "core");
  if (wish.size && !ptowsp_str_is(wish, core))
    ptowsp_warning(r->context, ptowsp_op_loc(r->kernel),
                   "the wish for core '%.*s' cannot be honoured: the tile instructions of this "
                   "kernel run on '%s' only, which is used",
                   (int)wish.size, wish.data, core);
  ptowsp_op_set_attr(r->kernel, "core", ptowsp_attr_cstring(r->context, core));
}

static void tidy(raise_t *r, ptowsp_op_t *last) {
  for (size_t i = r->dead.size; i-- > 0;) ptowsp_op_erase(r->dead.data[i]);
  r->dead.size = 0;
  if (ptowsp_op_next(last) == r->b.before) return;
  raise_tidy(r, ptowsp_op_body(r->kernel), ptowsp_op_next(last));
  ptowsp_tile_carry(r->kernel);
}

// Takes the raised operations in the place of the scalar ones, which end at `last`.
static void commit(raise_t *r, ptowsp_op_t *last) {
  content_t content = content_of(r->kernel);
  for (ptowsp_op_t *op = last, *previous = NULL; op; op = previous) {
    previous = ptowsp_op_previous(op);
    ptowsp_op_erase(op);
  }
  choose_core(r, &content);
}

static void free_forms(raise_t *r) {
  for (size_t i = 0; i < r->affs.size; i++) isl_aff_free(r->affs.data[i]);
  r->affs.size = r->lines.size = 0;
}

// Forgets all of an attempt.
static void reset(raise_t *r) {
  free_forms(r);
  ptowsp_arena_reset(r->boxes);
  r->values.size = r->known.size = r->views.size = r->indices.size = 0;
  r->reductions.size = r->consumed.size = r->dead.size = r->accesses.size = 0;
  r->numbers.size = r->woven.size = 0;
  r->loop_count = 0;
  r->failed = r->vectorized = r->carried = r->rewritten = r->divided = false;
  r->bounder = NULL;
  r->unrolled = r->splits = 0;
}

// Raises a copy of the scalar program, whose arguments stand for the kernel's, to vector
// instructions behind `last`.
static bool raise_vectors(raise_t *r, const ptowsp_op_t *last) {
  reset(r);
  isl_ctx_reset_error(r->isl);
  isl_ctx_reset_operations(r->isl);
  r->scalar = ptowsp_op_clone(r->kernel, NULL);
  ptowsp_block_t *from = ptowsp_op_body(r->scalar), *to = ptowsp_op_body(r->kernel);
  for (size_t i = 0; i < ptowsp_block_arg_count(to); i++)
    raise_define(r, ptowsp_block_arg(from, i), &(raise_value_t){.to = ptowsp_block_arg(to, i)});
  raise_widen_locals(r);
  raise_carry_elements(r);
  raise_begin_extremes(r);
  if (r->widened) {
    raise_spell_tables(r);
    raise_square_arguments(r);
  }
  raise_straighten_loops(r);
  raise_split_digits(r);
  if (r->ways.taps) raise_write_out_taps(r);
  ptowsp_cut_loops(r->isl, r->scalar, CUT_AT_CONDITIONS);
  raise_square_bounds(r);
  raise_flatten_conditions(r);
  bool ok = raise_block(r, from);
  ptowsp_op_erase(r->scalar);
  r->scalar = NULL;
  if (!ok) erase_built(r, last);
  return ok;
}

// Makes the tiles smaller until all that live at a time fit beside each other. Pieces of arrays
// larger than the memory do not, however small: they are loaded again where they are used again.
static bool raise_fitting(raise_t *r, ptowsp_op_t *last) {
  enum { LEAST = 1024 };
  r->tile_bytes = ptowsp_memory_capacity(PTOWSP_MEMORY_UB);
  r->reloads = false;
  while (raise_vectors(r, last)) {
    tidy(r, last);
    if (pto_plan_memory_fits(r->kernel)) return true;
    erase_built(r, last);
    if (r->divided && !r->reloads) {
      r->reloads = true;
      continue;
    }
    r->tile_bytes /= 2;
    if (r->tile_bytes < LEAST)
      return raise_fail(r, ptowsp_op_loc(r->kernel), true,
                        "its tiles do not fit into the vector unit's memory");
  }
  return false;
}

static bool raise_cube(raise_t *r, bool lines, ptowsp_op_t *last) {
  reset(r);
  r->tile_bytes = 0;
  bool ok = raise_products(r, lines);
  if (ok) tidy(r, last);
  if (!ok) erase_built(r, last);
  return ok;
}

// Whether there is another way: one that may be cheaper, or that may do where the last one did not.
static bool next_way(raise_t *r) {
  const raise_ways_t before = r->ways;
  bool tap = !before.taps && before.may_tap && !r->best;
  bool write = !tap && !before.written && before.may_write;
  bool keep = !tap && !write && !before.kept && before.may_keep && r->best;
  r->ways = (raise_ways_t){.taps = before.taps || tap,
                           .written = write,
                           .kept = keep,
                           .may_keep = before.may_keep,
                           .may_write = before.may_write && !before.written};
  if (before.kept) return false;
  return tap || write || keep;
}

// Raises the kernel, in the way that takes the fewest cycles if the first one is not much faster
// than the scalar program.
static bool raise_in_ways(raise_t *r, ptowsp_op_t *last, uint64_t scalar_cycles) {
  enum { ENOUGH = 16 };
  r->ways = (raise_ways_t){0};
  r->best_cycles = 0;
  if (raise_fitting(r, last)) raise_put_aside(r, last);
  ptowsp_loc_t loc = r->reason_loc;
  const char *reason = r->reason;
  size_t visits = r->visits;
  bool exhausted = r->exhausted;
  while (!exhausted && !(r->best && r->best_cycles * ENOUGH < scalar_cycles) && next_way(r)) {
    r->visits = r->best ? visits / 2 : visits;
    if (raise_fitting(r, last)) raise_put_aside(r, last);
  }
  r->visits = visits;
  r->exhausted = exhausted;
  if (r->best)
    raise_take_best(r);
  else {
    r->reason = reason;
    r->reason_loc = loc;
  }
  return r->best_cycles > 0;
}

// Matrix products alone are the cube's; all else, also products of lines, the vector unit's, unless
// it has no instruction for that.
static bool raise_content(raise_t *r, ptowsp_op_t *last) {
  if (raise_cube(r, false, last)) return true;
  bool is_product = !r->deeper; // but not one for the cube
  ptowsp_loc_t loc = r->reason_loc;
  const char *reason = r->reason;
  ptowsp_machine_t machine = ptowsp_machine_default();
  uint64_t cycles = ptowsp_kernel_cost_rough(r->kernel, &machine).cycles;
  for (int i = 0; i < 4; i++) {
    r->strided = i % 2 == 1;
    r->widened = i / 2 == 1;
    if (raise_in_ways(r, last, cycles)) return true;
    if (r->exhausted) {
      loc = r->reason_loc;
      reason = r->reason;
      break;
    }
    if (is_product || i != 1) continue;
    loc = r->reason_loc; // what hinders the program as it is
    reason = r->reason;
  }
  if (raise_cube(r, true, last)) return true;
  r->written_out = r->outer && !r->exhausted;
  for (int i = 0; i < 2 && r->written_out; i++) {
    r->strided = i == 1;
    r->widened = false;
    if (raise_in_ways(r, last, cycles)) return true;
    if (r->exhausted) break;
  }
  r->guarded = r->may_guard && !r->exhausted;
  for (int i = 0; i < 2 && r->guarded; i++) {
    r->strided = false;
    r->widened = i == 1;
    if (raise_in_ways(r, last, cycles)) return true;
    if (r->exhausted) break;
  }
  r->reason = reason;
  r->reason_loc = loc;
  return false;
}

static ptowsp_walk_t allow_visits(ptowsp_op_t *op, void *data) {
  (void)op;
  *(size_t *)data += 64;
  return PTOWSP_WALK_ADVANCE;
}

static void raise_kernel(raise_t *r) {
  raise_sunk_t sunk = {0};
  ptowsp_block_t *block = ptowsp_op_body(r->kernel);
  ptowsp_op_t *end = ptowsp_block_terminator(block);
  if (ptowsp_block_first(block) == end || content_of(r->kernel).tiles) return;
  raise_sink_locals(r->kernel, &sunk);
  // Loops that are written out make nests of which each is tried: kernels that are raised in the
  // end take a third of this, at most.
  r->visits = 16384;
  ptowsp_walk_pre(r->kernel, allow_visits, &r->visits);
  ptowsp_op_t *last = ptowsp_op_previous(end);
  r->b = ptowsp_builder_before(end);
  bool ok = raise_find_aliases(r) && raise_content(r, last);
  if (ok)
    commit(r, last);
  else
    raise_put_back(&sunk);
  ptowsp_vec_deinit(&sunk);
  ptowsp_op_set_attr(r->kernel, "wsp.scalar", NULL);
  if (ok) return;
  ptowsp_str_t name = ptowsp_op_symbol(r->kernel);
  ptowsp_remark(r->context, r->reason_loc, "kernel '%.*s' stays scalar: %s", (int)name.size,
                name.data, r->reason);
  // Targets that take tile instructions alone refuse the kernel in the same words.
  ptowsp_op_set_attr(r->kernel, "wsp.scalar", ptowsp_attr_cstring(r->context, r->reason));
}

static void raise_deinit(raise_t *r) {
  ptowsp_vec_deinit(&r->values);
  ptowsp_vec_deinit(&r->known);
  ptowsp_vec_deinit(&r->views);
  ptowsp_vec_deinit(&r->indices);
  ptowsp_vec_deinit(&r->numbers);
  ptowsp_vec_deinit(&r->woven);
  ptowsp_vec_deinit(&r->reductions);
  ptowsp_vec_deinit(&r->consumed);
  ptowsp_vec_deinit(&r->dead);
  ptowsp_vec_deinit(&r->aliases);
  ptowsp_vec_deinit(&r->accesses);
  free_forms(r);
  ptowsp_vec_deinit(&r->affs);
  ptowsp_vec_deinit(&r->lines);
  ptowsp_arena_destroy(r->boxes);
  if (r->summaries) ptowsp_summaries_destroy(r->summaries);
}

static bool run(ptowsp_pass_run_t *run) {
  isl_ctx *isl = ptowsp_isl_create();
  size_t errors = ptowsp_context_error_count(run->context); // of models that could not be made
  ptowsp_block_each(ptowsp_module_body(run->module), op) {
    if (!ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL)) continue;
    raise_t r = {.run = run,
                 .context = run->context,
                 .arena = run->scratch,
                 .isl = isl,
                 .boxes = ptowsp_arena_create(),
                 .kernel = op};
    raise_kernel(&r);
    raise_deinit(&r);
  }
  ptowsp_isl_destroy(isl);
  return ptowsp_context_error_count(run->context) == errors;
}

const ptowsp_pass_t ptowsp_pass_wsp_raise_loops = {.run = run};
