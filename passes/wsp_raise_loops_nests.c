// Nests of loops, one after the other: each becomes tiles as a whole, or keeps its outermost loop
// around what is inside, or is written out.
#include "cut_loops.h"
#include "wsp_raise_loops.h"

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

void raise_erase_built(raise_t *r, const ptowsp_op_t *last) {
  while (last_built(r) != last) ptowsp_op_erase(last_built(r));
}

static void go_back(raise_t *r, const mark_t *mark) {
  leave_scope(r, mark);
  raise_erase_built(r, mark->last);
  r->dead.size = mark->dead;
  r->known.size = 0;
  for (size_t i = 0; i < mark->known_count; i++) ptowsp_vec_push(&r->known, mark->known[i]);
}

// ---------------------------------------------------------------- nests

static bool try_op(raise_t *r, ptowsp_op_t *op) {
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

// A number that its type does not have is noted alone.
static bool raise_op(raise_t *r, ptowsp_op_t *op) { return try_op(r, op) && !r->failed; }

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
  if (ok) raise_note_kept(r, loop);
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
    r->cut.loop = NULL;
    r->large.bytes = 0;
    if (raise_whole(r, loop, out_extent)) {
      r->vectorized = true;
      return true;
    }
    go_back(r, mark);
    if (r->cut.loop && raise_cut_loop(r, r->cut.loop, r->cut.at)) {
      r->rewritten = r->cut.loop == loop;
      if (r->rewritten) return false;
      continue;
    }
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
  if (r->rewritten) {
    if (first) ptowsp_op_erase(first);
    return false;
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

bool raise_block(raise_t *r, ptowsp_block_t *block) {
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
