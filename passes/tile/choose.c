// Choosing which loops of a workload are cut into tiles, and into which.
//
// The loops to cut are those that say wsp_tile(wsp_auto), and in a nest without any annotation
// those that carry no dependence; what a reduction runs over stays in one task, unless no kernel
// can hold it. In a loop that carries dependences, each nest inside is looked at by itself.
#include "chooser.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tile.h"

typedef PTOWSP_VEC(ptowsp_op_t *) loops_t;

// ---------------------------------------------------------------- loops

static bool loop_count(ptowsp_op_t *loop, int64_t *out_count) {
  tile_range_t range;
  if (!ptowsp_tile_range(loop, &range)) return false;
  *out_count = range.count;
  return range.count > 0;
}

static bool is_parallel(const chooser_t *c, ptowsp_op_t *loop) {
  return !ptowsp_carries(c->model, loop, NULL);
}

static bool is_auto(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) &&
         ptowsp_str_is(ptowsp_op_attr_text(op, "wsp.tile"), "auto");
}

static ptowsp_walk_t find_auto(ptowsp_op_t *op, void *data) {
  (void)data;
  return is_auto(op) ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

static bool has_auto(ptowsp_op_t *op) { return !ptowsp_walk_pre(op, find_auto, NULL); }

static bool is_given(const ptowsp_op_t *op) { return ptowsp_tile_is_tiled(op) && !is_auto(op); }

static ptowsp_walk_t find_given(ptowsp_op_t *op, void *data) {
  (void)data;
  return is_given(op) ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t find_task(ptowsp_op_t *op, void *data) {
  (void)data;
  return ptowsp_op_is(op, PTOWSP_OP_WSP_TASK) ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t find_effect(ptowsp_op_t *op, void *data) {
  (void)data;
  const ptowsp_op_info_t *info = ptowsp_op_info(op);
  bool effect = !info || info->traits & (PTOWSP_TRAIT_READS | PTOWSP_TRAIT_WRITES);
  return effect ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

bool ptowsp_tile_has_task(ptowsp_op_t *op) { return !ptowsp_walk_pre(op, find_task, NULL); }
bool ptowsp_tile_has_effect(ptowsp_op_t *op) { return !ptowsp_walk_pre(op, find_effect, NULL); }

// ---------------------------------------------------------------- marks and remarks

// `wsp.tile_chosen` keeps what the loop said before.
static void mark(ptowsp_op_t *loop, int64_t size, bool proven) {
  ptowsp_context_t *context = ptowsp_op_context(loop);
  ptowsp_attr_t said = ptowsp_op_attr(loop, "wsp.tile");
  ptowsp_op_set_attr(loop, "wsp.tile_chosen", said ? said : ptowsp_attr_unit(context));
  ptowsp_op_set_attr(loop, "wsp.tile", ptowsp_attr_i64(context, size));
  if (proven) ptowsp_op_set_attr(loop, "wsp.tile_proven", ptowsp_attr_unit(context));
}

ptowsp_walk_t ptowsp_chooser_unmark(ptowsp_op_t *op, void *data) {
  (void)data;
  ptowsp_attr_t said = ptowsp_op_attr(op, "wsp.tile_chosen");
  if (!said) return PTOWSP_WALK_ADVANCE;
  bool none = ptowsp_attr_kind(said) == PTOWSP_ATTR_UNIT;
  ptowsp_op_set_attr(op, "wsp.tile", none ? NULL : said);
  ptowsp_op_set_attr(op, "wsp.tile_chosen", NULL);
  ptowsp_op_set_attr(op, "wsp.tile_proven", NULL);
  ptowsp_op_set_attr(op, "wsp.tile_tried", NULL);
  ptowsp_op_set_attr(op, "wsp.tile_parts", NULL);
  return PTOWSP_WALK_ADVANCE;
}

void ptowsp_chooser_forget(chooser_t *c, ptowsp_op_t *nest) {
  ptowsp_walk_pre(nest, ptowsp_chooser_unmark, NULL);
  size_t kept = 0;
  for (size_t i = 0; i < c->remarks.size; i++) {
    remark_t remark = c->remarks.data[i];
    if (ptowsp_op_is_ancestor(nest, remark.nest))
      free(remark.text);
    else
      c->remarks.data[kept++] = remark;
  }
  c->remarks.size = kept;
}

double ptowsp_chooser_us(const chooser_t *c, double cycles) {
  return cycles / (c->machine.clock_ghz * 1e3);
}

static void name_loop(ptowsp_buffer_t *text, const ptowsp_op_t *loop) {
  ptowsp_str_t name = ptowsp_loop_name(loop);
  if (name.size)
    ptowsp_buffer_printf(text, "'%.*s'", (int)name.size, name.data);
  else
    ptowsp_buffer_puts(text, "the loop");
}

static void say_sizes(ptowsp_buffer_t *text, const search_t *s, const candidate_t *best) {
  for (size_t i = 0; i < s->count; i++) {
    ptowsp_buffer_puts(text, i ? ", " : "");
    name_loop(text, s->axes[i].loop);
    if (best->sizes[i] == s->axes[i].count)
      ptowsp_buffer_puts(text, " whole");
    else
      ptowsp_buffer_printf(text, " by %lld", (long long)best->sizes[i]);
  }
}

// What the sizes are, what they cost and what bounds them.
static void say_choice(chooser_t *c, search_t *s, const candidate_t *best, const trial_t *trial,
                       const cut_t *blocked) {
  ptowsp_buffer_t text = {0};
  double cores = trial->cube ? c->machine.aic_cores : c->machine.aiv_cores;
  const char *kind = trial->cube ? "cube" : "vector";
  ptowsp_buffer_puts(&text, "tiles chosen: ");
  say_sizes(&text, s, best);
  if (blocked->loop) {
    ptowsp_buffer_puts(&text, ", ");
    name_loop(&text, blocked->loop);
    ptowsp_buffer_printf(&text, " by %lld, in order", (long long)blocked->size);
  }
  ptowsp_buffer_printf(&text, ": %.0f task%s", best->tasks, best->tasks == 1 ? "" : "s");
  if (s->serial > 1) ptowsp_buffer_printf(&text, ", %.0f times in order", s->serial);
  for (size_t i = 0; i < s->moved; i++) {
    ptowsp_buffer_puts(&text, i ? ", " : " around ");
    name_loop(&text, s->axes[s->count + i].loop);
  }
  ptowsp_buffer_printf(&text, ", %.1f us; ", ptowsp_chooser_us(c, best->estimate));
  if (s->limit && best->tasks == 1)
    ptowsp_buffer_printf(&text, "with several tiles, %s", s->limit);
  else if (s->limit && best->bytes < s->limit_bytes)
    ptowsp_buffer_printf(&text, "with larger tiles, %s", s->limit);
  else if (best->tasks == 1)
    ptowsp_buffer_printf(&text, "more tasks would cost more than they save, %.1f us each",
                         ptowsp_chooser_us(c, ptowsp_tile_overhead(&c->machine)));
  else if (best->tasks <= cores)
    ptowsp_buffer_printf(&text, "one round on %.0f %s cores", cores, kind);
  else
    ptowsp_buffer_printf(&text, "%.0f rounds on %.0f %s cores", ceil(best->tasks / cores), cores,
                         kind);
  if (!best->lines_apart) ptowsp_buffer_puts(&text, "; tiles share lines of 64 bytes");
  ptowsp_vec_push(&c->remarks, ((remark_t){s->of.nest, text.data, false}));
}

// ---------------------------------------------------------------- reductions cut in tasks

static ptowsp_walk_t list_loop(ptowsp_op_t *op, void *data) {
  int64_t count;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && loop_count(op, &count))
    ptowsp_vec_push((loops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

static bool is_axis(const search_t *s, ptowsp_op_t *loop) {
  for (size_t i = 0; i < s->count + s->fixed; i++)
    if (ptowsp_op_is_ancestor(loop, s->axes[i].loop)) return true;
  return false;
}

// The time with the loop cut too: its pieces one behind the other, then what stands around it.
static bool try_block(search_t *s, const int64_t *sizes, ptowsp_op_t *loop, int64_t size,
                      double *out_estimate, trial_t *out_trial) {
  cut_t cuts[MAX_CUTS + MAX_FIXED + 1];
  size_t count = ptowsp_tile_cuts(s, sizes, cuts);
  trial_t around = {0};
  int64_t iterations = 0;
  loop_count(loop, &iterations);
  cuts[count] = (cut_t){loop, size, 0};
  const ptowsp_machine_t *m = s->of.machine;
  if (!ptowsp_tile_try(&s->of, cuts, count + 1, loop, TRIAL_INSIDE, out_trial) ||
      !out_trial->fits || out_trial->scalar)
    return false;
  double tasks = ptowsp_tile_tasks(s, sizes);
  double pieces = ceil((double)iterations / (double)size);
  *out_estimate = pieces * ptowsp_tile_spread(m, tasks, (double)out_trial->cycles, out_trial->cube);
  if (ptowsp_tile_try(&s->of, cuts, count, loop, TRIAL_AROUND, &around))
    *out_estimate += ptowsp_tile_spread(m, tasks, (double)around.cycles, around.cube);
  *out_estimate *= s->serial;
  return true;
}

// Cuts an inner loop too where no kernel can hold it whole.
static bool block_inner(search_t *s, candidate_t *best, trial_t *trial, cut_t *out_blocked) {
  static const int64_t blocks[] = {512, 256, 128, 64}, tiles[] = {128, 64};
  loops_t loops = {0};
  bool found = false;
  ptowsp_walk_pre(s->of.nest, list_loop, &loops);
  for (size_t i = 0; i < loops.size; i++)
    for (size_t k = 0; k < PTOWSP_COUNTOF(blocks) && !is_axis(s, loops.data[i]); k++)
      for (size_t t = 0; t < PTOWSP_COUNTOF(tiles); t++) {
        int64_t count = 0, sizes[MAX_CUTS];
        loop_count(loops.data[i], &count);
        if (blocks[k] >= count) continue;
        for (size_t a = 0; a < s->count; a++)
          sizes[a] = ptowsp_tile_size_up_to(&s->axes[a], tiles[t]);
        double estimate;
        trial_t inside;
        if (!try_block(s, sizes, loops.data[i], blocks[k], &estimate, &inside) ||
            estimate >= best->estimate)
          continue;
        memcpy(best->sizes, sizes, sizeof sizes);
        best->tasks = ptowsp_tile_tasks(s, sizes) * ceil((double)count / (double)blocks[k]);
        best->estimate = estimate;
        best->bytes = 0;
        *trial = inside;
        *out_blocked = (cut_t){loops.data[i], blocks[k], 0};
        found = true;
      }
  ptowsp_vec_deinit(&loops);
  return found;
}

// ---------------------------------------------------------------- a nest

static void add_axis(search_t *s, ptowsp_op_t *loop, int64_t count) {
  axis_t *axis = &s->axes[s->count++];
  *axis = (axis_t){.loop = loop, .count = count, .given = is_given(loop)};
  if (!axis->given) return;
  int64_t size = ptowsp_op_attr_int(loop, "wsp.tile", 0);
  axis->sizes[axis->size_count++] = size < count ? size : count;
}

// Whether its size is to be chosen, or is given and positive.
static bool may_be_axis(const ptowsp_op_t *loop, bool marked) {
  return is_given(loop) ? ptowsp_op_attr_int(loop, "wsp.tile", 0) > 0 : !marked || is_auto(loop);
}

// The loops of the nest's band to be cut, outermost first, and behind them those around them
// that are not: they run in order, around the tiles, or in each of them if these are independent.
static bool find_axes(const chooser_t *c, search_t *s) {
  ptowsp_op_t *serial[MAX_FIXED];
  size_t pending = 0, fixed = 0;
  bool marked = has_auto(s->of.nest), inside = true;
  int64_t count;
  for (ptowsp_op_t *loop = s->of.nest; loop && s->count < MAX_CUTS;
       loop = ptowsp_tile_only_loop(loop)) {
    if (!loop_count(loop, &count)) break;
    if ((count > 1 || is_given(loop)) && may_be_axis(loop, marked) && is_parallel(c, loop)) {
      add_axis(s, loop, count);
      if (pending) inside &= ptowsp_is_independent(c->model, loop);
      fixed = pending;
    } else if (pending < MAX_FIXED && !is_given(loop)) {
      serial[pending++] = loop;
    } else {
      break;
    }
  }
  s->serial = 1;
  for (size_t i = 0; i < fixed; i++) {
    loop_count(serial[i], &count);
    s->axes[s->count + i] = (axis_t){.loop = serial[i], .count = count};
    if (!inside) s->serial *= (double)count;
  }
  *(inside ? &s->moved : &s->fixed) = fixed;
  return s->count > 0;
}

static double whole_estimate(chooser_t *c, ptowsp_op_t *nest) {
  trial_t trial;
  subject_t subject = {nest, &c->machine, c->locals, c->tries, c->isl, false};
  if (!ptowsp_tile_try(&subject, NULL, 0, NULL, TRIAL_ALL, &trial) || !trial.fits) return INFINITY;
  c->scalar = trial.scalar != NULL;
  return ptowsp_tile_spread(&c->machine, 1, (double)trial.cycles, trial.cube);
}

// Cuts all axes by the size that is asked for.
static double cut_all(const chooser_t *c, const search_t *s) {
  for (size_t i = 0; i < s->count; i++)
    if (!s->axes[i].given) mark(s->axes[i].loop, c->options->size, true);
  for (size_t i = 0; i < s->moved; i++)
    mark(s->axes[s->count + i].loop, s->axes[s->count + i].count, true);
  return 0;
}

// Chooses the sizes for a band of loops; its time, or infinity.
static double choose_band(chooser_t *c, search_t *s) {
  candidate_t best = {0};
  trial_t trial = {0};
  cut_t blocked = {0};
  if (c->options->size) return cut_all(c, s);
  if (!ptowsp_tile_search(s, &best, &trial)) return INFINITY;
  if (trial.scalar || s->limit || has_auto(s->of.nest)) block_inner(s, &best, &trial, &blocked);
  if (s->serial > 1 && whole_estimate(c, s->of.nest) <= best.estimate) return INFINITY;
  c->scalar = trial.scalar != NULL;
  say_choice(c, s, &best, &trial, &blocked);
  // A loop that is whole is one tile if a loop in it is cut: it goes into the tiles.
  size_t cut = 0;
  for (size_t i = 0; i < s->count; i++)
    if (best.sizes[i] < s->axes[i].count || s->axes[i].given) cut = i + 1;
  if (blocked.loop) cut = s->count;
  for (size_t i = 0; i < cut; i++) {
    mark(s->axes[i].loop, best.sizes[i], true);
    if (s->of.parts)
      ptowsp_op_set_attr(s->axes[i].loop, "wsp.tile_parts", ptowsp_attr_unit(c->context));
  }
  for (size_t i = 0; i < s->moved && best.tasks > 1; i++)
    mark(s->axes[s->count + i].loop, s->axes[s->count + i].count, true);
  if (blocked.loop) {
    mark(blocked.loop, blocked.size, true); // the only one that may carry a dependence
    ptowsp_op_set_attr(blocked.loop, "wsp.tile_tried", ptowsp_attr_unit(c->context));
  }
  return best.estimate;
}

// Whether the loops in a body may become tasks of their own: nothing but memory, and values that
// can go through it, connects them.
static bool may_split(ptowsp_op_t *loop, ptowsp_block_t *block) {
  ptowsp_block_each(block, op) {
    if (ptowsp_op_result_count(op) && ptowsp_op_region_count(op)) return false;
    for (size_t i = 0; ptowsp_op_is(op, PTOWSP_OP_SCF_IF) && i < ptowsp_op_region_count(op); i++) {
      ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(op, i));
      if (inner && !may_split(loop, inner)) return false;
    }
  }
  return ptowsp_tile_may_spill(loop, block);
}

static double choose_nest(chooser_t *c, ptowsp_op_t *nest);

// Chooses for the loops of a block, and those under its conditions; whether any is cut.
static bool choose_in_block(chooser_t *c, ptowsp_block_t *block, double *sum) {
  bool any = false;
  ptowsp_block_each(block, op) {
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_IF)) {
      for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
        ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(op, i));
        if (inner) any |= choose_in_block(c, inner, sum);
      }
    } else if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) {
      if (!ptowsp_walk_pre(op, find_effect, NULL)) *sum += ptowsp_tile_overhead(&c->machine);
    } else {
      double time = choose_nest(c, op);
      any |= time < INFINITY;
      *sum += time < INFINITY ? time : whole_estimate(c, op);
    }
  }
  return any;
}

// Loops in a loop that cannot be cut, each by itself, if that is faster than one task.
static double choose_inside(chooser_t *c, ptowsp_op_t *nest) {
  ptowsp_op_t *last = nest;
  double times = 1, sum = 0;
  int64_t count;
  for (ptowsp_op_t *loop = nest; loop; loop = ptowsp_tile_only_loop(loop)) {
    if (!loop_count(loop, &count)) count = 1;
    times *= (double)count;
    last = loop;
  }
  if (!may_split(last, ptowsp_op_body(last))) return INFINITY;
  bool any = choose_in_block(c, ptowsp_op_body(last), &sum);
  if (any && sum * times < whole_estimate(c, nest)) return sum * times;
  ptowsp_chooser_forget(c, nest);
  return INFINITY;
}

// Its estimated time with the sizes that are set; infinity: it stays one task.
static double choose_nest(chooser_t *c, ptowsp_op_t *nest) {
  search_t s = {.of = {nest, &c->machine, c->locals, c->tries, c->isl, false}};
  return find_axes(c, &s) ? choose_band(c, &s) : choose_inside(c, nest);
}

// ---------------------------------------------------------------- a workload

// Why a nest stays one task.
static void say_whole(chooser_t *c, ptowsp_op_t *nest) {
  ptowsp_carried_t carried;
  ptowsp_buffer_t text = {0};
  int64_t count;
  ptowsp_buffer_puts(&text, "one task: ");
  if (!loop_count(nest, &count)) {
    ptowsp_buffer_puts(&text, "the iterations of ");
    name_loop(&text, nest);
    ptowsp_buffer_puts(&text, " are not constant, or none, or too many");
  } else if (ptowsp_carries(c->model, nest, &carried)) {
    name_loop(&text, nest);
    ptowsp_buffer_printf(&text, " carries a dependence on '%s'",
                         c->model->arrays.data[carried.first->array].name);
  } else {
    ptowsp_buffer_puts(&text, "the nest has no kernel to estimate, or nothing to divide");
  }
  ptowsp_vec_push(&c->remarks, ((remark_t){nest, text.data, false}));
}

static void make_model(chooser_t *c, ptowsp_op_t *nest) {
  ptowsp_trial_t quiet = ptowsp_trial_begin(c->context);
  c->model = ptowsp_model_create(c->isl, &nest, 1, NULL);
  ptowsp_trial_end(c->context, &quiet);
}

static void drop_model(chooser_t *c) {
  ptowsp_model_destroy(c->model);
  c->model = NULL;
}

// Tells the tiles of given sizes apart by the conditions that they meet, if that raises them.
static void try_parts(const chooser_t *c, subject_t *subject, const cut_t *cuts, size_t count,
                      trial_t *trial) {
  trial_t parts;
  bool compared = false;
  for (size_t i = 0; i < count; i++) compared |= ptowsp_tile_is_compared(cuts[i].loop);
  subject->parts = true;
  if (!compared || !ptowsp_tile_try(subject, cuts, count, NULL, TRIAL_ALL, &parts) ||
      parts.scalar || !parts.fits)
    return;
  *trial = parts;
  for (size_t i = 0; i < count; i++)
    ptowsp_op_set_attr(cuts[i].loop, "wsp.tile_parts", ptowsp_attr_unit(c->context));
}

// Loops of a nest with sizes that are given.
typedef struct {
  cut_t cuts[MAX_CUTS];
  size_t count;
  ptowsp_op_t *serial[MAX_FIXED]; // around them, that run in order
  size_t serial_count;
  double tasks, times; // of the first; iterations of the second
  bool ok;
} given_t;

static void find_given_loops(const chooser_t *c, ptowsp_op_t *op, given_t *out) {
  int64_t count, size = ptowsp_op_attr_int(op, "wsp.tile", 0);
  if (is_given(op)) {
    out->ok &= size > 0 && out->count < MAX_CUTS && loop_count(op, &count);
    if (!out->ok) return;
    if (size > count) size = count;
    out->cuts[out->count++] = (cut_t){op, size, 0};
    out->tasks *= ceil((double)count / (double)size);
  } else if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && ptowsp_chooser_is_given(op) &&
             loop_count(op, &count) && count > 1 && !is_parallel(c, op)) {
    out->ok &= out->serial_count < MAX_FIXED;
    if (!out->ok) return;
    out->serial[out->serial_count++] = op;
    out->times *= (double)count;
  }
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
    ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, i));
    for (ptowsp_op_t *inner = block ? ptowsp_block_first(block) : NULL; inner && out->ok;
         inner = ptowsp_op_next(inner))
      find_given_loops(c, inner, out);
  }
}

// Lets tiles take all iterations of the loops around theirs that run in order, if that is faster
// than tasks for each: what they share stays in a core's memories.
static void take_serial(chooser_t *c, ptowsp_op_t *nest) {
  given_t g = {.tasks = 1, .times = 1, .ok = true};
  subject_t subject = {nest, &c->machine, c->locals, c->tries, c->isl, false};
  trial_t trial;
  make_model(c, nest);
  if (c->model) find_given_loops(c, nest, &g);
  drop_model(c);
  if (!g.ok || !g.serial_count ||
      !ptowsp_tile_try(&subject, g.cuts, g.count, NULL, TRIAL_ALL, &trial) || !trial.fits ||
      trial.scalar)
    return;
  double inside = ptowsp_tile_spread(&c->machine, g.tasks, (double)trial.cycles, trial.cube);
  if (inside >= g.times * ptowsp_tile_spread(&c->machine, g.tasks, 0, trial.cube)) return;
  for (size_t i = 0; i < g.serial_count; i++) {
    int64_t count = 1;
    ptowsp_buffer_t text = {0};
    loop_count(g.serial[i], &count);
    name_loop(&text, g.serial[i]);
    ptowsp_buffer_printf(
        &text, " goes into the tiles: %.0f tasks take all of its %lld iterations, %.1f us", g.tasks,
        (long long)count, ptowsp_chooser_us(c, inside));
    mark(g.serial[i], count, false);
    ptowsp_op_set_attr(g.serial[i], "wsp.tile_tried",
                       ptowsp_attr_string(c->context, (ptowsp_str_t){text.data, text.size}));
    ptowsp_buffer_deinit(&text);
  }
}

// The time of a nest with the sizes that it is given; infinity: nobody knows.
static double given_estimate(chooser_t *c, ptowsp_op_t *nest) {
  subject_t subject = {nest, &c->machine, c->locals, c->tries, c->isl, false};
  cut_t cuts[MAX_CUTS];
  size_t count = 0;
  double tasks = 1;
  for (ptowsp_op_t *loop = nest; loop; loop = ptowsp_tile_only_loop(loop)) {
    int64_t size = ptowsp_op_attr_int(loop, "wsp.tile", 0), iterations;
    if (size <= 0 || count == MAX_CUTS || !loop_count(loop, &iterations)) break;
    if (size > iterations) size = iterations;
    cuts[count++] = (cut_t){loop, size, 0};
    tasks *= ceil((double)iterations / (double)size);
  }
  trial_t trial;
  if (!count || !ptowsp_tile_try(&subject, cuts, count, NULL, TRIAL_ALL, &trial) || !trial.fits)
    return INFINITY;
  if (trial.scalar) try_parts(c, &subject, cuts, count, &trial);
  c->scalar = trial.scalar != NULL;
  return ptowsp_tile_spread(&c->machine, tasks, (double)trial.cycles, trial.cube);
}

bool ptowsp_chooser_is_given(ptowsp_op_t *nest) { return !ptowsp_walk_pre(nest, find_given, NULL); }

// Chooses what is to be chosen in a nest; its time.
double ptowsp_chooser_nest(chooser_t *c, ptowsp_op_t *nest) {
  bool marked = has_auto(nest), given = ptowsp_chooser_is_given(nest);
  if (given && !marked) {
    take_serial(c, nest);
    return given_estimate(c, nest);
  }
  double time = INFINITY;
  if (!marked && !c->options->everything) return time;
  make_model(c, nest);
  if (c->model) {
    time = choose_nest(c, nest);
    if (time == INFINITY && !marked) say_whole(c, nest);
  }
  drop_model(c);
  if (time < INFINITY) return time;
  return given ? given_estimate(c, nest) : whole_estimate(c, nest);
}

// A loop that is not to be cut after all. One that cannot be cut keeps its mark, to be refused.
static ptowsp_walk_t drop_auto(ptowsp_op_t *op, void *data) {
  (void)data;
  int64_t count;
  if (is_auto(op) && loop_count(op, &count) && ptowsp_walk_pre(op, find_task, NULL))
    ptowsp_op_set_attr(op, "wsp.tile", NULL);
  return PTOWSP_WALK_ADVANCE;
}

// Sizes that are given need no look at the new order if the loops are independent.
void ptowsp_chooser_prove(chooser_t *c, ptowsp_op_t *nest) {
  make_model(c, nest);
  if (c->model) ptowsp_tile_prove(c->model, nest);
  drop_model(c);
}

void ptowsp_tile_choose(ptowsp_op_t *workload, isl_ctx *isl, const choose_options_t *options) {
  tries_t tries = {0};
  chooser_t c = {.context = ptowsp_op_context(workload),
                 .machine = options->machine,
                 .isl = isl,
                 .tries = &tries,
                 .options = options};
  ptowsp_chooser_block(&c, ptowsp_op_body(workload));
  ptowsp_walk_pre(workload, drop_auto, NULL);
  for (size_t i = 0; i < c.remarks.size; i++) {
    ptowsp_remark(c.context, ptowsp_op_loc(c.remarks.data[i].nest), "%s", c.remarks.data[i].text);
    free(c.remarks.data[i].text);
  }
  ptowsp_vec_deinit(&c.remarks);
  ptowsp_tile_forget_tries(&tries);
}
