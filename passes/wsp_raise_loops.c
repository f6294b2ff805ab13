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
  r->reductions.size = r->consumed.size = r->dead.size = 0;
  raise_forget_accesses(r);
  r->numbers.size = r->woven.size = 0;
  r->loop_count = 0;
  r->failed = r->vectorized = r->carried = r->rewritten = r->divided = false;
  r->bounder = NULL;
  r->unrolled = r->splits = r->cuts = 0;
  r->cut.loop = NULL;
}

static ptowsp_walk_t count_condition(ptowsp_op_t *op, void *data) {
  *(size_t *)data += ptowsp_op_is(op, PTOWSP_OP_SCF_IF);
  return PTOWSP_WALK_ADVANCE;
}

// Whether loops that were written out have left more conditions than are worth following.
static bool has_many_conditions(const raise_t *r) {
  enum { MOST = 100 };
  size_t count = 0;
  if (r->ways.taps) ptowsp_walk_pre(r->scalar, count_condition, &count);
  return count > MOST;
}

// Rewrites the copy of the scalar program so that it is nests of straight code. False: what is
// asked for makes no difference.
static bool rewrite(raise_t *r) {
  raise_narrow_functions(r);
  raise_spell_indices(r);
  raise_widen_locals(r);
  raise_carry_elements(r);
  raise_begin_extremes(r);
  if (r->widened) {
    raise_spell_tables(r);
    raise_square_arguments(r);
  }
  raise_square_steps(r);
  raise_straighten_loops(r);
  raise_split_digits(r);
  if (r->ways.planes) raise_write_out_planes(r);
  if (r->ways.taps) raise_write_out_taps(r);
  if (r->ways.flat) raise_write_out_kept(r);
  ptowsp_cut_loops(r->isl, r->scalar, CUT_AT_CONDITIONS);
  if (has_many_conditions(r))
    return raise_fail(r, ptowsp_op_loc(r->kernel), true,
                      "its conditions on loops' variables are too many");
  bool idle = r->ways.turned && !raise_turn_loops(r, r->ways.sums);
  r->settled = r->settled || (idle && r->ways.sums);
  if (idle) return false;
  raise_square_bounds(r);
  raise_flatten_conditions(r);
  raise_guard_extremes(r);
  return true;
}

static const raise_rewritten_t *find_rewritten(const raise_t *r) {
  for (size_t i = 0; i < r->rewrites.size; i++) {
    const raise_rewritten_t *known = &r->rewrites.data[i];
    if (known->widened == r->widened && (known->guarded == r->guarded || !known->program) &&
        known->planes == r->ways.planes && known->taps == r->ways.taps &&
        known->turned == r->ways.turned && known->sums == r->ways.sums &&
        known->steps == r->ways.steps && !r->ways.flat)
      return known;
  }
  return NULL;
}

// What is noted on operations here is no word of the program's.
static ptowsp_walk_t clear_notes(ptowsp_op_t *op, void *data) {
  static const char *const notes[] = {"wsp.bound", "wsp.blocks", "wsp.ordered", "wsp.paired"};
  (void)data;
  for (size_t i = 0; i < PTOWSP_COUNTOF(notes); i++)
    if (ptowsp_op_attr(op, notes[i])) ptowsp_op_set_attr(op, notes[i], NULL);
  return PTOWSP_WALK_ADVANCE;
}

// Makes a copy of the scalar program, rewritten, which is most of the time of another attempt.
// False: that makes no difference.
static bool copy_scalar(raise_t *r) {
  const raise_rewritten_t *known = find_rewritten(r);
  if (known && !known->program) return false;
  r->scalar = ptowsp_op_clone(known ? known->program : r->kernel, NULL);
  ptowsp_block_t *from = ptowsp_op_body(r->scalar), *to = ptowsp_op_body(r->kernel);
  for (size_t i = 0; i < ptowsp_block_arg_count(to); i++)
    raise_define(r, ptowsp_block_arg(from, i), &(raise_value_t){.to = ptowsp_block_arg(to, i)});
  if (known) {
    r->unrolled = known->unrolled;
    r->ways.may_tap = r->ways.may_tap || known->may_tap;
    r->ways.may_step = r->ways.may_step || known->may_step;
    return true;
  }
  ptowsp_walk_pre(r->scalar, clear_notes, NULL);
  bool may_tap = r->ways.may_tap, may_step = r->ways.may_step;
  r->ways.may_tap = r->ways.may_step = false;
  bool ok = rewrite(r);
  if (!r->ways.flat) {
    raise_rewritten_t made = {.widened = r->widened,
                              .guarded = r->guarded,
                              .planes = r->ways.planes,
                              .taps = r->ways.taps,
                              .turned = r->ways.turned,
                              .sums = r->ways.sums,
                              .steps = r->ways.steps,
                              .program = ok ? ptowsp_op_clone(r->scalar, NULL) : NULL,
                              .unrolled = r->unrolled,
                              .may_tap = r->ways.may_tap,
                              .may_step = r->ways.may_step};
    ptowsp_vec_push(&r->rewrites, made);
  }
  r->ways.may_tap = r->ways.may_tap || may_tap;
  r->ways.may_step = r->ways.may_step || may_step;
  return ok;
}

static void forget_rewritten(raise_t *r) {
  for (size_t i = 0; i < r->rewrites.size; i++)
    if (r->rewrites.data[i].program) ptowsp_op_erase(r->rewrites.data[i].program);
  r->rewrites.size = 0;
}

// Raises a copy of the scalar program, whose arguments stand for the kernel's, to vector
// instructions behind `last`.
static bool raise_vectors(raise_t *r, const ptowsp_op_t *last) {
  reset(r);
  isl_ctx_reset_error(r->isl);
  isl_ctx_reset_operations(r->isl);
  bool ok = copy_scalar(r) && raise_block(r, ptowsp_op_body(r->scalar));
  if (r->scalar) ptowsp_op_erase(r->scalar);
  r->scalar = NULL;
  if (!ok) raise_erase_built(r, last);
  return ok;
}

// Makes the tiles smaller until all that live at a time fit beside each other. Pieces of arrays
// larger than the memory do not, however small: they are loaded again where they are used again.
static bool raise_fitting(raise_t *r, ptowsp_op_t *last) {
  enum { LEAST = 1024 };
  r->tile_bytes = ptowsp_memory_capacity(r->kernel, PTOWSP_MEMORY_UB);
  r->reloads = false;
  while (raise_vectors(r, last)) {
    tidy(r, last);
    if (pto_plan_memory_fits(r->kernel)) {
      raise_share(r, last);
      return true;
    }
    raise_erase_built(r, last);
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
  if (!ok) raise_erase_built(r, last);
  return ok;
}

// Whether there is another way: one that may be cheaper, or that may do where the last one did not.
// `found`: some did; `slow`: none was faster than the scalar program.
static bool next_way(raise_t *r, bool found, bool slow) {
  const raise_ways_t before = r->ways;
  bool more = !found || slow, first = !before.kept && !before.flat && !before.turned;
  bool tap = first && !before.taps && before.may_tap && more;
  bool plane = first && !tap && !before.planes && before.may_plane && more;
  bool write = first && !tap && !plane && !before.written && before.may_write;
  bool step = first && !tap && !plane && !write && !before.steps && before.may_step && more;
  bool keep = first && !tap && !plane && !step && !write && before.may_keep && found;
  bool other = tap || plane || step || write || keep;
  bool flat = found && !other && !before.flat && !before.turned && r->kept.size > 0 &&
              r->best_cycles * 2 >= r->scalar_cycles;
  // Another order of loops may help: of those that only accumulate, seldom.
  bool may = found ? r->best_cycles * (before.turned ? 4 : 8) >= r->scalar_cycles
                   : before.turned || r->deeper;
  bool plain = !r->widened && !r->written_out && !r->guarded;
  bool turn = plain && may && !other && !flat && !before.sums && !r->settled;
  r->ways = (raise_ways_t){.taps = before.taps || tap,
                           .planes = before.planes || plane,
                           .steps = before.steps || step,
                           .written = write,
                           .kept = keep,
                           .flat = flat,
                           .turned = turn,
                           .sums = turn && before.turned,
                           .may_step = before.may_step,
                           .may_keep = before.may_keep && !before.kept,
                           .may_write = before.may_write && !before.written};
  return other || flat || turn;
}

static bool is_slow(const raise_t *r) { return !r->best || r->best_cycles >= r->scalar_cycles; }

// Whether guards against accesses outside of arrays cost more than they are worth: element by
// element, that is.
static bool is_guarded_in_vain(const raise_t *r) {
  return r->guarded && r->best && r->best_cycles / 2 >= r->scalar_cycles;
}

// Whether so much has been built that nothing else is tried: attempts with loops that are written
// out make some thousand instructions each.
static bool has_built_much(const raise_t *r) {
  enum { MOST = 8192 };
  return r->built > MOST;
}

// Raises the kernel in several ways, if the first one is not much faster than the scalar program.
// False: none did; the reason is why the first one did not.
static bool raise_in_ways(raise_t *r, ptowsp_op_t *last) {
  enum { ENOUGH = 16 };
  size_t visits = r->visits;
  r->ways = (raise_ways_t){0};
  r->kept.size = 0;
  if (r->best) r->visits = visits / 2;
  bool found = raise_fitting(r, last);
  if (found) raise_put_aside(r, last);
  ptowsp_loc_t loc = r->reason_loc;
  const char *reason = r->reason;
  if (!r->best) visits = r->visits;
  bool exhausted = r->exhausted;
  while (!exhausted && !is_guarded_in_vain(r) && !has_built_much(r) &&
         !(r->best && r->best_cycles * ENOUGH < r->scalar_cycles) &&
         next_way(r, found, is_slow(r))) {
    bool none = !r->best;
    r->visits = none ? visits : visits / 2;
    if (!raise_fitting(r, last)) continue;
    raise_put_aside(r, last);
    // What is only slow so has little to do at a time: as scalar code, several cores share it.
    if (none && r->ways.turned && is_slow(r)) raise_drop_best(r);
    found = found || r->best;
  }
  r->visits = visits;
  r->exhausted = exhausted;
  r->reason = reason;
  r->reason_loc = loc;
  return found;
}

// How the scalar program is seen.
typedef struct {
  bool strided, widened, written_out, guarded;
} view_t;

// Raises the kernel in the first view that makes it faster than the scalar program, or in the one
// that makes it least slow. Strides, which code generators may refuse, only if there is no other.
// True: it is fast, or there is no other attempt.
static bool raise_views(raise_t *r, ptowsp_op_t *last, const view_t *views, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (views[i].strided && r->best) continue;
    if (has_built_much(r)) return true;
    r->strided = views[i].strided;
    r->widened = views[i].widened;
    r->written_out = views[i].written_out && r->outer;
    r->guarded = views[i].guarded;
    raise_in_ways(r, last);
    if (r->exhausted || !is_slow(r) || is_guarded_in_vain(r)) return true;
  }
  return false;
}

typedef struct {
  ptowsp_loc_t loc;
  const char *reason;
} told_t;

// Matrix products alone are the cube's; all else, also products of lines, the vector unit's, unless
// it has no instruction for that.
static bool raise_content(raise_t *r, ptowsp_op_t *last) {
  static const view_t plain[] = {{0}, {.strided = true}};
  static const view_t wide[] = {{.widened = true}, {.strided = true, .widened = true}};
  static const view_t written[] = {{.written_out = true}, {.strided = true, .written_out = true}};
  static const view_t guarded[] = {{.written_out = true, .guarded = true},
                                   {.widened = true, .written_out = true, .guarded = true}};
  if (raise_cube(r, false, last)) return true;
  bool is_product = !r->deeper; // but not one for the cube
  told_t told = {r->reason_loc, r->reason};
  ptowsp_machine_t machine = ptowsp_machine_of(r->kernel);
  r->scalar_cycles = ptowsp_kernel_cost_rough(r->kernel, &machine).cycles;
  bool done = raise_views(r, last, plain, PTOWSP_COUNTOF(plain));
  if (!is_product || r->exhausted) told = (told_t){r->reason_loc, r->reason};
  if (!done) done = raise_views(r, last, wide, PTOWSP_COUNTOF(wide));
  if (r->exhausted) told = (told_t){r->reason_loc, r->reason};
  if (!r->best && raise_cube(r, true, last)) return true;
  if (!done && r->outer) done = raise_views(r, last, written, PTOWSP_COUNTOF(written));
  bool unguarded = r->best != NULL;
  if (!done && r->may_guard) raise_views(r, last, guarded, PTOWSP_COUNTOF(guarded));
  if (!unguarded && is_guarded_in_vain(r)) raise_drop_best(r);
  if (r->best) {
    raise_take_best(r);
    return true;
  }
  r->reason_loc = told.loc;
  r->reason = told.reason;
  return false;
}

// ---------------------------------------------------------------- slow kernels

static ptowsp_walk_t visit_tile(ptowsp_op_t *op, void *data) {
  int64_t *most = data;
  if (!ptowsp_op_is_tile(op) || !ptowsp_op_result_count(op)) return PTOWSP_WALK_ADVANCE;
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (shape[0] * shape[1] > *most) *most = shape[0] * shape[1];
  return PTOWSP_WALK_ADVANCE;
}

// Notes it where tile instructions take longer than the scalar code, by more than starting a task
// takes.
static bool is_slower(raise_t *r) {
  enum { LEAST = 1000 };
  if (!r->best_cycles || r->best_cycles <= r->scalar_cycles + LEAST) return false;
  int64_t most = 0;
  ptowsp_walk_pre(r->kernel, visit_tile, &most);
  r->failed = false;
  r->reason_loc = ptowsp_op_loc(r->kernel);
  raise_fail(
      r, r->reason_loc, false,
      "tile instructions take %llu cycles, of %lld elements at most, and the scalar code %llu",
      (unsigned long long)r->best_cycles, (long long)most, (unsigned long long)r->scalar_cycles);
  return true;
}

static ptowsp_walk_t allow_visits(ptowsp_op_t *op, void *data) {
  (void)op;
  *(size_t *)data += 64;
  return PTOWSP_WALK_ADVANCE;
}

// Loops are counted in index here, and in signed order.
static ptowsp_walk_t visit_counted(ptowsp_op_t *op, void *data) {
  int64_t lower = 0, upper = 0;
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) return PTOWSP_WALK_ADVANCE;
  if (!ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_operand(op, 0)))) {
    raise_fail(data, ptowsp_op_loc(op), false,
               "a loop's variable is no index; use arith.index_cast for its bounds");
    return PTOWSP_WALK_INTERRUPT;
  }
  if (ptowsp_op_attr(op, "unsignedCmp") &&
      (!ptowsp_value_constant(ptowsp_op_operand(op, 0), &lower) || lower < 0 ||
       !ptowsp_value_constant(ptowsp_op_operand(op, 1), &upper) || upper < 0)) {
    raise_fail(data, ptowsp_op_loc(op), false, "a loop's bounds are compared as unsigned numbers");
    return PTOWSP_WALK_INTERRUPT;
  }
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
  bool ok =
      ptowsp_walk_pre(r->kernel, visit_counted, r) && raise_find_tasks(r) && raise_content(r, last);
  forget_rewritten(r);
  bool slower = ok && is_slower(r);
  if (slower && ptowsp_pass_option_bool(r->run, "fastest")) {
    raise_erase_built(r, last);
    ok = false;
  }
  if (ok)
    commit(r, last);
  else
    raise_put_back(&sunk);
  ptowsp_vec_deinit(&sunk);
  ptowsp_op_set_attr(r->kernel, "wsp.scalar", NULL);
  ptowsp_str_t name = ptowsp_op_symbol(r->kernel);
  if (ok && slower)
    ptowsp_remark(r->context, r->reason_loc, "kernel '%.*s' is slow: %s", (int)name.size, name.data,
                  r->reason);
  if (ok) return;
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
  ptowsp_vec_deinit(&r->tasks);
  ptowsp_vec_deinit(&r->aliases);
  ptowsp_vec_deinit(&r->kept);
  ptowsp_vec_deinit(&r->rewrites);
  ptowsp_vec_deinit(&r->accesses);
  ptowsp_numbering_deinit(&r->numbered);
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

static const ptowsp_pass_option_t options[] = {
    {"fastest", PTOWSP_OPTION_BOOL, NULL, NULL,
     "leave kernels scalar that are faster so: they run in the simulator, code generators refuse "
     "them"},
};

const ptowsp_pass_t ptowsp_pass_wsp_raise_loops = {
    .options = options, .option_count = PTOWSP_COUNTOF(options), .run = run};
