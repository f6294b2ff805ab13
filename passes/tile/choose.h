// Choosing tile sizes: shared by choose.c (candidates and the decision), extent.c (what a tile
// touches) and trial.c (what a tile costs).
#ifndef PTOWSP_PASSES_TILE_CHOOSE_H
#define PTOWSP_PASSES_TILE_CHOOSE_H

#include "ptowsp/analysis.h"
#include "ptowsp/cost.h"
#include "ptowsp/pass.h"

// Some iterations of a loop, in the place of all: those of its first tile, or of a later one.
typedef struct {
  ptowsp_op_t *loop;
  int64_t size, number;
} cut_t;

// What of a nest a trial looks at: all of it, or one side of a loop in it that is cut as well,
// whose statements then are tasks of their own.
typedef enum { TRIAL_ALL, TRIAL_INSIDE, TRIAL_AROUND } trial_part_t;

typedef struct {
  uint64_t cycles; // of one task
  uint64_t pipes[PTOWSP_PIPE_COUNT];
  bool cube, split;   // uses the cube; uses the cube and the vector unit, in several tasks
  const char *scalar; // why it stays scalar code; NULL: it is raised. Interned.
  bool fits;          // in the memories of a core
} trial_t;

typedef PTOWSP_VEC(ptowsp_value_t *) values_t;

// Trials that have been made, by their kernels' text: much of a program is like the rest of it.
typedef struct {
  uint64_t hash;
  char *text;
  trial_t trial;
} tried_t;

typedef PTOWSP_VEC(tried_t) tries_t;
void ptowsp_tile_forget_tries(tries_t *tries);

// What is tried.
typedef struct {
  ptowsp_op_t *nest;
  const ptowsp_machine_t *machine;
  const values_t *locals; // arrays that no other task would see; NULL: none
  tries_t *tries;         // NULL: none are kept
  isl_ctx *isl;
  bool parts; // tiles that meet conditions in another way have kernels of their own
} subject_t;

// What the first tile of a nest costs as a kernel of its own: it is made, raised and planned in a
// module of its own. False: it cannot be made.
bool ptowsp_tile_try(const subject_t *subject, const cut_t *cuts, size_t count, ptowsp_op_t *block,
                     trial_part_t part, trial_t *out_trial);

// Whether conditions depend on the variable of the loop: its tiles are not all alike.
bool ptowsp_tile_is_compared(const ptowsp_op_t *loop);

// Bytes of the arrays that a tile touches, boxes around each access, and whether it is cut so
// that no two tiles write to one line of a memory that tasks share, and that the boxes which two
// tiles write to overlap, as they do where loops share a subscript: the tiles run in order then.
typedef struct {
  double bytes;
  bool lines_apart, in_order;
} extent_t;
extent_t ptowsp_tile_extent(const subject_t *subject, const cut_t *cuts, size_t count);
// The extents that an array needs to hold what the first tile touches of it.
bool ptowsp_tile_shape(const subject_t *subject, const cut_t *cuts, size_t count,
                       ptowsp_value_t *array, int64_t *out_shape);

enum { MAX_CUTS = 3, MAX_FIXED = 4, MAX_SIZES = 24, MAX_FINALISTS = 4, MAX_TRIALS = 12 };

// A loop that may be cut.
typedef struct {
  ptowsp_op_t *loop;
  int64_t count; // iterations
  int64_t sizes[MAX_SIZES];
  size_t size_count;
  bool given; // the only size is what the loop says
} axis_t;

typedef struct {
  int64_t sizes[MAX_CUTS];
  double tasks;
  double estimate; // cycles of the nest
  double bytes;    // that a tile touches
  bool lines_apart, in_order;
} candidate_t;

// What a trial took.
typedef struct {
  trial_t trial;
  double points, bytes; // of its tile
} sample_t;

typedef struct {
  subject_t of;
  axis_t axes[MAX_CUTS + MAX_FIXED]; // to be cut, then those around them that run in order
  size_t count, fixed;
  size_t moved;  // in the place of `fixed`: so many of them go into the tiles
  double serial; // iterations of the latter
  PTOWSP_VEC(candidate_t) candidates;
  PTOWSP_VEC(sample_t) samples;
  double limit_bytes;
  const char *limit; // why larger tiles than the chosen are worse; NULL: they only balance worse
} search_t;

// Issuing a task and seeing its end, in cycles; the time of independent tasks of some cycles each.
double ptowsp_tile_overhead(const ptowsp_machine_t *machine);
double ptowsp_tile_spread(const ptowsp_machine_t *machine, double tasks, double cycles, bool cube);
// A size of the axis that is not beyond one.
int64_t ptowsp_tile_size_up_to(const axis_t *axis, int64_t size);
// The cuts that sizes of the axes make, with one iteration of the loops around them; their number.
size_t ptowsp_tile_cuts(const search_t *search, const int64_t *sizes, cut_t *cuts);
double ptowsp_tile_tasks(const search_t *search, const int64_t *sizes);
// The best sizes found. False: no tile of the nest can be estimated.
bool ptowsp_tile_search(search_t *search, candidate_t *out_best, trial_t *out_trial);

// Sets wsp.tile_proven on the loops of a nest to be cut if no order that matters changes, and
// wsp.parallel_proven on those whose wsp_parallel is true.
void ptowsp_tile_prove(const ptowsp_model_t *model, ptowsp_op_t *nest);

// The one loop in a loop's body beside which nothing has an effect; NULL: none.
ptowsp_op_t *ptowsp_tile_only_loop(ptowsp_op_t *loop);
// How many outer loops of two nests can become one; and the array that the first writes for the
// second, NULL if there is none; and why none of them can, if that is so.
size_t ptowsp_tile_fusable(isl_ctx *isl, ptowsp_op_t *producer, ptowsp_op_t *consumer,
                           const char **out_array, const char **out_reason);
// A copy before the nest whose two outer loops have changed places; NULL: they cannot.
ptowsp_op_t *ptowsp_tile_turn(isl_ctx *isl, ptowsp_op_t *nest);
// Whether one nest of the two would be long: programs of many nests are fused in groups, or the
// search for sizes would take longer and longer.
bool ptowsp_tile_is_long(ptowsp_op_t *producer, ptowsp_op_t *consumer);
// A new nest, before the second, that does what both do.
ptowsp_op_t *ptowsp_tile_fuse(ptowsp_op_t *producer, ptowsp_op_t *consumer, size_t depth);
// A new nest, before the second, that computes the array which the first writes where it uses it;
// nothing else uses that array. NULL: it cannot.
ptowsp_op_t *ptowsp_tile_recompute(isl_ctx *isl, ptowsp_op_t *producer, ptowsp_op_t *consumer,
                                   ptowsp_value_t **out_array);
// Adds the arrays of the workload that nothing else than these nests uses.
void ptowsp_tile_locals(ptowsp_op_t *const *nests, size_t count, values_t *out_values);

// Gives local variables that tiles of inner loops use an element for each iteration around them.
void ptowsp_tile_expand(ptowsp_op_t *workload);

// Decides the tile sizes of loops that leave them to the compiler, and of nests without any. Sets
// wsp.tile on the loops to be cut, `wsp.tile_proven` where that is sure to be legal, and
// `wsp.tile_tried` where it is worth it if it is.
typedef struct {
  int64_t size;    // of every tile; 0: by what it costs
  bool everything; // also in nests without any annotation
  bool fuse;       // nests with those that use what they write
  ptowsp_machine_t machine;
} choose_options_t;
void ptowsp_tile_choose(ptowsp_op_t *workload, isl_ctx *isl, const choose_options_t *options);

// Divides sums over loops that say wsp_reassociate, or of integers, into independent parts, of the
// sizes given or, in nests without any and with wsp_auto, of those that are worth their tasks.
void ptowsp_tile_reassociate(ptowsp_op_t *workload, isl_ctx *isl, const choose_options_t *options);

#endif
