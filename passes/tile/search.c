// The search for tile sizes of a band of loops.
//
// Sizes are those that give whole numbers of tiles a core, and powers of two. A first trial
// tells how the time of a task divides into transfers, which grow with what a tile touches, and
// work, which grows with its iterations; with that, every combination is estimated. The best is
// tried in earnest: its kernel is made, raised and timed. What that tells makes the estimates
// better, so the next best is tried, until no estimate beats what was found.
//
// Estimated is the time of the whole nest: rounds of tasks on the cores, each with what it takes
// to issue a task and to see its end, or what the schedulers take, whichever is longer. Tasks that
// write to boxes which overlap run one after another.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "choose.h"
#include "tile.h"

#define REMAINDER_COST 0.03
#define SHARED_LINES_COST 0.1

// ---------------------------------------------------------------- what a nest costs

double ptowsp_tile_overhead(const ptowsp_machine_t *m) {
  return (double)ptowsp_machine_cycles(
      m, m->dispatch_ns + m->dispatch_seen_ns + m->pickup_ns + m->completion_ns + m->poll_ns);
}

// Time of `tasks` independent tasks of some cycles each.
double ptowsp_tile_spread(const ptowsp_machine_t *m, double tasks, double cycles, bool cube) {
  double rounds = ceil(tasks / (cube ? m->aic_cores : m->aiv_cores));
  double busy = rounds * (cycles + ptowsp_tile_overhead(m));
  double issue = (double)ptowsp_machine_cycles(m, m->dispatch_ns + m->poll_ns) / m->schedulers;
  double issued = tasks * issue + cycles + ptowsp_tile_overhead(m);
  return busy > issued ? busy : issued;
}

size_t ptowsp_tile_cuts(const search_t *s, const int64_t *sizes, cut_t *cuts) {
  for (size_t i = 0; i < s->count + s->fixed; i++) {
    cuts[i] = (cut_t){s->axes[i].loop, i < s->count ? sizes[i] : 1, 0};
    // Where each tile has a kernel of its own and does more than the one before, the one in the
    // middle tells of all.
    if (i < s->count && s->of.parts && ptowsp_tile_moves_bounds(cuts[i].loop))
      cuts[i].number = s->axes[i].count / sizes[i] / 2;
  }
  return s->count + s->fixed;
}

int64_t ptowsp_tile_size_up_to(const axis_t *axis, int64_t size) {
  if (axis->given) return axis->sizes[0];
  return axis->count < size ? axis->count : size;
}

static bool try_sizes(search_t *s, const int64_t *sizes, trial_t *out_trial) {
  cut_t cuts[MAX_CUTS + MAX_FIXED];
  size_t count = ptowsp_tile_cuts(s, sizes, cuts);
  return ptowsp_tile_try(&s->of, cuts, count, NULL, TRIAL_ALL, out_trial) && out_trial->fits;
}

// Whether tiles further in, and at the end, are raised as the first ones are.
static bool raises_kinds(const search_t *s, const int64_t *sizes) {
  cut_t cuts[MAX_CUTS + MAX_FIXED];
  size_t count = ptowsp_tile_cuts(s, sizes, cuts);
  for (int64_t of = 2; s->of.parts && of > 0; of--) {
    for (size_t i = 0; i < s->count; i++) {
      int64_t last = s->axes[i].count / sizes[i] - 1;
      cuts[i].number = last > 0 ? last / of : 0;
    }
    trial_t trial;
    if (!ptowsp_tile_try(&s->of, cuts, count, NULL, TRIAL_ALL, &trial) || trial.scalar ||
        !trial.fits)
      return false;
  }
  return true;
}

double ptowsp_tile_tasks(const search_t *s, const int64_t *sizes) {
  double tasks = 1;
  for (size_t i = 0; i < s->count; i++) tasks *= ceil((double)s->axes[i].count / (double)sizes[i]);
  return tasks;
}

static double points_of(const int64_t *sizes, size_t count) {
  double points = 1;
  for (size_t i = 0; i < count; i++) points *= (double)sizes[i];
  return points;
}

// Time of the nest, whose tasks take some cycles each. A remainder is one more kernel: it must be
// worth it.
static double nest_time(const search_t *s, const candidate_t *c, double cycles, bool cube) {
  const ptowsp_machine_t *machine = s->of.machine;
  double time = c->in_order ? c->tasks * (cycles + ptowsp_tile_overhead(machine))
                            : ptowsp_tile_spread(machine, c->tasks, cycles, cube);
  time *= s->serial;
  for (size_t i = 0; i < s->count; i++)
    if (s->axes[i].count % c->sizes[i]) time *= 1 + REMAINDER_COST;
  return time;
}

// ---------------------------------------------------------------- candidates

static void add_size(axis_t *axis, int64_t size, size_t limit) {
  if (size < 1 || size > axis->count || axis->size_count == limit) return;
  for (size_t i = 0; i < axis->size_count; i++)
    if (axis->sizes[i] == size) return;
  axis->sizes[axis->size_count++] = size;
}

static int64_t round_up(int64_t size, int64_t to) { return (size + to - 1) / to * to; }

// The least divisor of the count that is not below; the count has no remainder then.
static int64_t divisor_from(int64_t count, int64_t size) {
  int64_t parts = count / size;
  while (count % parts != 0) parts--;
  return count / parts < 2 * size ? count / parts : count;
}

// The most likely ones first: with more axes, there is room for fewer.
static void fill_sizes(axis_t *axis, const ptowsp_machine_t *m, size_t axes) {
  static const int64_t powers[] = {128, 64, 256, 32, 512, 16, 1024};
  static const int parts[] = {2, 4, 3, 8, 6, 12};
  size_t limit = axes == 1 ? MAX_SIZES : axes == 2 ? 16 : 8;
  if (axis->given) return;
  add_size(axis, axis->count, limit);
  int64_t size = (axis->count - 1) / (int64_t)m->aiv_cores + 1;
  add_size(axis, divisor_from(axis->count, size), limit);
  for (int64_t to = 1; to <= 16; to *= axes < 3 ? 2 : 4) add_size(axis, round_up(size, to), limit);
  size = (axis->count - 1) / (int64_t)m->aic_cores + 1;
  add_size(axis, divisor_from(axis->count, size), limit);
  add_size(axis, round_up(size, 16), limit);
  for (size_t i = 0; i < PTOWSP_COUNTOF(powers); i++) add_size(axis, powers[i], limit);
  for (size_t i = 0; i < PTOWSP_COUNTOF(parts); i++)
    add_size(axis, round_up((axis->count - 1) / parts[i] + 1, 16), limit);
}

// Time of a task by what a trial of other sizes took.
static double scaled_cycles(const sample_t *sample, double bytes, double points) {
  double move = 0, work = 0, head = 100;
  for (size_t i = 0; i < PTOWSP_PIPE_COUNT; i++) {
    bool transfer = i == PTOWSP_PIPE_MTE2 || i == PTOWSP_PIPE_MTE3 || i == PTOWSP_PIPE_FIX;
    *(transfer ? &move : &work) += (double)sample->trial.pipes[i];
  }
  // How far the pipes overlapped in the trial is how far they are taken to overlap here.
  double cycles = fmax((double)sample->trial.cycles - head, 0);
  double overlap = move + work > 0 ? cycles / (move + work) : 0;
  double more = sample->bytes > 0 ? bytes / sample->bytes : 1;
  return head + overlap * (move * more + work * points / sample->points);
}

// The trial whose tile is most like the one asked for.
static const sample_t *nearest(const search_t *s, double points) {
  const sample_t *best = &s->samples.data[0];
  for (size_t i = 1; i < s->samples.size; i++)
    if (fabs(log(s->samples.data[i].points / points)) < fabs(log(best->points / points)))
      best = &s->samples.data[i];
  return best;
}

static void add_sample(search_t *s, const int64_t *sizes, const trial_t *trial) {
  cut_t cuts[MAX_CUTS + MAX_FIXED];
  sample_t sample = {.trial = *trial, .points = points_of(sizes, s->count)};
  sample.bytes = ptowsp_tile_extent(&s->of, cuts, ptowsp_tile_cuts(s, sizes, cuts)).bytes;
  ptowsp_vec_push(&s->samples, sample);
  for (size_t i = 0; i < s->candidates.size; i++) {
    candidate_t *c = &s->candidates.data[i];
    double points = points_of(c->sizes, s->count);
    const sample_t *like = nearest(s, points);
    c->estimate = nest_time(s, c, scaled_cycles(like, c->bytes, points), like->trial.cube);
  }
}

static candidate_t make_candidate(search_t *s, const int64_t *sizes) {
  cut_t cuts[MAX_CUTS + MAX_FIXED];
  extent_t extent = ptowsp_tile_extent(&s->of, cuts, ptowsp_tile_cuts(s, sizes, cuts));
  candidate_t candidate = {.tasks = ptowsp_tile_tasks(s, sizes),
                           .bytes = extent.bytes,
                           .lines_apart = extent.lines_apart,
                           .in_order = extent.in_order};
  memcpy(candidate.sizes, sizes, sizeof candidate.sizes);
  return candidate;
}

static void add_candidate(search_t *s, const int64_t *sizes) {
  candidate_t candidate = make_candidate(s, sizes);
  if (candidate.tasks == 1) candidate.lines_apart = true, candidate.in_order = false;
  ptowsp_vec_push(&s->candidates, candidate);
}

// Lines that two tasks write to are worth avoiding where that takes little more time.
static double rank(const candidate_t *c) {
  return c->lines_apart ? c->estimate : c->estimate * (1 + SHARED_LINES_COST);
}

// Before the next: faster, then of fewer tasks, then of larger inner tiles.
static bool better(const candidate_t *a, const candidate_t *b, size_t count) {
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if (a->tasks != b->tasks) return a->tasks < b->tasks;
  for (size_t i = count; i-- > 0;)
    if (a->sizes[i] != b->sizes[i]) return a->sizes[i] > b->sizes[i];
  return false;
}

// The next of all combinations; false: that was the last.
static bool advance(const search_t *s, size_t *at) {
  for (size_t i = 0; i < s->count; i++) {
    if (++at[i] < s->axes[i].size_count) return true;
    at[i] = 0;
  }
  return false;
}

static void list_candidates(search_t *s) {
  size_t at[MAX_CUTS] = {0};
  do {
    int64_t sizes[MAX_CUTS];
    for (size_t i = 0; i < s->count; i++) sizes[i] = s->axes[i].sizes[at[i]];
    add_candidate(s, sizes);
  } while (advance(s, at));
}

// ---------------------------------------------------------------- the decision

// Keeps whole the loops that conditions depend on, if that raises a tile of the others.
static bool keep_compared(search_t *s, int64_t *sizes, trial_t *out_trial) {
  int64_t next[MAX_CUTS];
  bool any = false, compared[MAX_CUTS];
  for (size_t i = 0; i < s->count; i++) {
    compared[i] = !s->axes[i].given && ptowsp_tile_is_compared(s->axes[i].loop);
    any |= compared[i];
    next[i] = ptowsp_tile_size_up_to(&s->axes[i], compared[i] ? s->axes[i].count : 8);
  }
  trial_t trial;
  if (!any || !try_sizes(s, next, &trial) || trial.scalar) return false;
  for (size_t i = 0; i < s->count; i++) {
    if (!compared[i]) continue;
    s->axes[i].sizes[0] = s->axes[i].count;
    s->axes[i].size_count = 1;
  }
  memcpy(sizes, next, sizeof next);
  *out_trial = trial;
  return true;
}

// Some rows of some length, the most first, until a tile of them is raised.
static bool try_seeds(search_t *s, int64_t *sizes, trial_t *out_trial) {
  static const int64_t tries[] = {128, 32, 8};
  bool made = false;
  for (size_t k = 0; k < PTOWSP_COUNTOF(tries); k++) {
    int64_t next[MAX_CUTS];
    trial_t trial;
    for (size_t i = 0; i < s->count; i++) next[i] = ptowsp_tile_size_up_to(&s->axes[i], tries[k]);
    if (!try_sizes(s, next, &trial)) continue;
    if (made && trial.scalar) continue;
    memcpy(sizes, next, sizeof next);
    *out_trial = trial;
    made = true;
    if (!trial.scalar) return true;
  }
  return made;
}

static bool is_compared(const search_t *s) {
  bool any = false;
  for (size_t i = 0; i < s->count; i++) any |= ptowsp_tile_is_compared(s->axes[i].loop);
  return any;
}

static bool has_kinds(const search_t *s, size_t axis, int64_t size) {
  return ptowsp_tile_has_kinds(s->of.isl, s->of.nest, s->axes[axis].loop, size);
}

// Where tiles of a few rows are of many kinds, the least number of rows of which they are not.
static int64_t few_rows(const search_t *s, size_t axis) {
  enum { FEW = 8 };
  const axis_t *of = &s->axes[axis];
  for (int64_t size = FEW; !of->given && size < of->count; size *= 2)
    if (!ptowsp_tile_is_compared(of->loop) || has_kinds(s, axis, size)) return size;
  return ptowsp_tile_size_up_to(of, FEW);
}

// Keeps the sizes of which tiles are of few kinds, where there are such.
static void keep_kinds(search_t *s, const int64_t *sizes) {
  for (size_t i = 0; i < s->count; i++) {
    axis_t *axis = &s->axes[i];
    size_t kept = 0;
    if (axis->given || !ptowsp_tile_is_compared(axis->loop) || !has_kinds(s, i, sizes[i])) continue;
    for (size_t k = 0; k < axis->size_count; k++)
      if (axis->sizes[k] == axis->count || has_kinds(s, i, axis->sizes[k]))
        axis->sizes[kept++] = axis->sizes[k];
    axis->size_count = kept;
  }
}

// Tells tiles apart by the conditions that they meet, if some rows of some length are raised then
// and are not else.
static bool try_parts(search_t *s, int64_t *sizes, trial_t *out_trial) {
  int64_t next[MAX_CUTS];
  trial_t trial;
  if (!is_compared(s) || s->fixed) return false;
  for (size_t i = 0; i < s->count; i++) next[i] = few_rows(s, i);
  if (try_sizes(s, next, &trial) && !trial.scalar) return false;
  s->of.parts = true;
  bool raised = try_sizes(s, next, &trial) && !trial.scalar && raises_kinds(s, next);
  s->of.parts = raised;
  if (!raised) return false;
  keep_kinds(s, next);
  memcpy(sizes, next, sizeof next);
  *out_trial = trial;
  return true;
}

// A tile that is likely to be raised, if any is.
static bool find_seed(search_t *s, int64_t *sizes, trial_t *out_trial) {
  bool made = try_seeds(s, sizes, out_trial);
  if (try_parts(s, sizes, out_trial) || (made && !out_trial->scalar)) return true;
  return keep_compared(s, sizes, out_trial) || made;
}

// Drops what touches as much as a tile that no kernel can hold.
static void drop_larger(search_t *s, double bytes) {
  size_t kept = 0;
  for (size_t i = 0; i < s->candidates.size; i++)
    if (s->candidates.data[i].bytes < bytes) s->candidates.data[kept++] = s->candidates.data[i];
  s->candidates.size = kept;
}

// Finds a loop that is raised only as a whole, as one that bounds depend on, by a tile that is not
// raised; drops what cuts it.
static bool keep_culprit(search_t *s, const int64_t *sizes) {
  for (size_t i = 0; i < s->count; i++) {
    int64_t next[MAX_CUTS], count = s->axes[i].count;
    trial_t trial;
    if (sizes[i] == count || s->axes[i].given) continue;
    memcpy(next, sizes, sizeof next);
    next[i] = count;
    if (!try_sizes(s, next, &trial) || trial.scalar) continue;
    size_t kept = 0;
    for (size_t k = 0; k < s->candidates.size; k++)
      if (s->candidates.data[k].sizes[i] == count)
        s->candidates.data[kept++] = s->candidates.data[k];
    s->candidates.size = kept;
    return true;
  }
  return false;
}

static candidate_t take_best(search_t *s) {
  size_t first = 0;
  for (size_t i = 1; i < s->candidates.size; i++)
    if (better(&s->candidates.data[i], &s->candidates.data[first], s->count)) first = i;
  candidate_t candidate = s->candidates.data[first];
  s->candidates.data[first] = s->candidates.data[--s->candidates.size];
  return candidate;
}

// Whether the smaller tiles at the ends of the loops are raised too.
static bool raises_remainders(search_t *s, const int64_t *sizes) {
  for (size_t i = 0; i < s->count; i++) {
    int64_t rest[MAX_CUTS];
    trial_t trial;
    memcpy(rest, sizes, sizeof rest);
    rest[i] = s->axes[i].count % sizes[i];
    if (rest[i] && (!try_sizes(s, rest, &trial) || trial.scalar)) return false;
  }
  return true;
}

// Tries the best by estimate in earnest; returns the best of them.
static bool decide(search_t *s, bool seed_raised, candidate_t *out_best, trial_t *out_trial) {
  bool found = false;
  size_t finalists = 0;
  for (size_t round = 0; round < MAX_TRIALS && finalists < MAX_FINALISTS; round++) {
    if (!s->candidates.size) break;
    candidate_t candidate = take_best(s);
    if (found && !better(&candidate, out_best, s->count)) break;
    trial_t trial;
    bool fits = try_sizes(s, candidate.sizes, &trial);
    if (!fits || (trial.scalar && seed_raised)) {
      if (!s->limit) {
        s->limit = fits ? trial.scalar : "its tiles do not fit into the memories of a core";
        s->limit_bytes = candidate.bytes;
      }
      if (!fits || !keep_culprit(s, candidate.sizes)) drop_larger(s, candidate.bytes);
      continue;
    }
    if (!trial.scalar &&
        !(raises_remainders(s, candidate.sizes) && raises_kinds(s, candidate.sizes)))
      continue;
    finalists++;
    add_sample(s, candidate.sizes, &trial);
    candidate.estimate = nest_time(s, &candidate, (double)trial.cycles, trial.cube);
    if (found && !better(&candidate, out_best, s->count)) continue;
    *out_best = candidate;
    *out_trial = trial;
    found = true;
  }
  return found;
}

// Tasks that use both units take two steps each: rows of them that keep all vector cores busy may
// take less time, without the cube.
static void try_rows(search_t *s, candidate_t *best, trial_t *trial) {
  int64_t sizes[MAX_CUTS];
  for (size_t i = 0; i < s->count; i++) {
    if (s->axes[i].given) return;
    sizes[i] = s->axes[i].count;
  }
  sizes[0] = (s->axes[0].count - 1) / (int64_t)s->of.machine->aiv_cores + 1;
  trial_t rows;
  if (!try_sizes(s, sizes, &rows) || rows.scalar || rows.cube) return;
  candidate_t candidate = make_candidate(s, sizes);
  candidate.estimate = nest_time(s, &candidate, (double)rows.cycles, rows.cube);
  if (!better(&candidate, best, s->count) || !raises_remainders(s, sizes) ||
      !raises_kinds(s, sizes))
    return;
  *best = candidate;
  *trial = rows;
}

bool ptowsp_tile_search(search_t *s, candidate_t *out_best, trial_t *out_trial) {
  int64_t seed_sizes[MAX_CUTS] = {0};
  trial_t seed = {0};
  for (size_t i = 0; i < s->count; i++) fill_sizes(&s->axes[i], s->of.machine, s->count);
  bool ok = find_seed(s, seed_sizes, &seed);
  if (ok) {
    list_candidates(s);
    add_sample(s, seed_sizes, &seed);
    ok = decide(s, !seed.scalar, out_best, out_trial);
    if (ok && out_trial->split) try_rows(s, out_best, out_trial);
    if (!ok) { // nothing larger than what is known to do
      *out_best = (candidate_t){.tasks = ptowsp_tile_tasks(s, seed_sizes), .lines_apart = true};
      memcpy(out_best->sizes, seed_sizes, sizeof seed_sizes);
      *out_trial = seed;
      out_best->estimate = nest_time(s, out_best, (double)seed.cycles, seed.cube);
      ok = true;
    }
  }
  ptowsp_vec_deinit(&s->candidates);
  ptowsp_vec_deinit(&s->samples);
  return ok;
}
