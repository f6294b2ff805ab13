// Choosing tile sizes: shared by choose.c (candidates and the decision), extent.c (what a tile
// touches) and trial.c (what a tile costs).
#ifndef PTOWSP_PASSES_TILE_CHOOSE_H
#define PTOWSP_PASSES_TILE_CHOOSE_H

#include "ptowsp/analysis.h"
#include "ptowsp/cost.h"
#include "ptowsp/pass.h"

// Some first iterations of a loop, in the place of all.
typedef struct {
  ptowsp_op_t *loop;
  int64_t size;
} cut_t;

// What of a nest a trial looks at: all of it, or one side of a loop in it that is cut as well,
// whose statements then are tasks of their own.
typedef enum { TRIAL_ALL, TRIAL_INSIDE, TRIAL_AROUND } trial_part_t;

typedef struct {
  uint64_t cycles; // of one task
  uint64_t pipes[PTOWSP_PIPE_COUNT];
  bool cube;
  const char *scalar; // why it stays scalar code; NULL: it is raised. Interned.
  bool fits;          // in the memories of a core
} trial_t;

// What the first tile of a nest costs as a kernel of its own: it is made, raised and planned in a
// module of its own. False: it cannot be made.
bool ptowsp_tile_try(ptowsp_op_t *nest, const cut_t *cuts, size_t count, ptowsp_op_t *block,
                     trial_part_t part, const ptowsp_machine_t *machine, trial_t *out_trial);

// Bytes of the arrays that a tile touches, boxes around each access, and whether it is cut so
// that no two tiles write to one line of a memory that tasks share.
typedef struct {
  double bytes;
  bool lines_apart;
} extent_t;
extent_t ptowsp_tile_extent(ptowsp_op_t *nest, const cut_t *cuts, size_t count);

enum { MAX_CUTS = 3, MAX_FIXED = 4, MAX_SIZES = 24, MAX_FINALISTS = 3, MAX_TRIALS = 12 };

// A loop that may be cut.
typedef struct {
  ptowsp_op_t *loop;
  int64_t count; // iterations
  int64_t sizes[MAX_SIZES];
  size_t size_count;
} axis_t;

typedef struct {
  int64_t sizes[MAX_CUTS];
  double tasks;
  double estimate; // cycles of the nest
  double bytes;    // that a tile touches
  bool lines_apart;
} candidate_t;

typedef struct {
  const ptowsp_machine_t *machine;
  ptowsp_op_t *nest;
  axis_t axes[MAX_CUTS + MAX_FIXED]; // to be cut, then those around them that run in order
  size_t count, fixed;
  size_t moved;  // in the place of `fixed`: so many of them go into the tiles
  double serial; // iterations of the latter
  PTOWSP_VEC(candidate_t) candidates;
  double limit_bytes;
  const char *limit; // why larger tiles than the chosen are worse; NULL: they only balance worse
} search_t;

// Issuing a task and seeing its end, in cycles; the time of independent tasks of some cycles each.
double ptowsp_tile_overhead(const ptowsp_machine_t *machine);
double ptowsp_tile_spread(const ptowsp_machine_t *machine, double tasks, double cycles, bool cube);
// The cuts that sizes of the axes make, with one iteration of the loops around them; their number.
size_t ptowsp_tile_cuts(const search_t *search, const int64_t *sizes, cut_t *cuts);
double ptowsp_tile_tasks(const search_t *search, const int64_t *sizes);
// The best sizes found. False: no tile of the nest can be estimated.
bool ptowsp_tile_search(search_t *search, candidate_t *out_best, trial_t *out_trial);

// Decides the tile sizes of loops that leave them to the compiler, and of nests without any. Sets
// wsp.tile on the loops to be cut, `wsp.tile_proven` where that is sure to be legal, and
// `wsp.tile_tried` where it is worth it if it is.
typedef struct {
  int64_t size;    // of every tile; 0: by what it costs
  bool everything; // also in nests without any annotation
} choose_options_t;
void ptowsp_tile_choose(ptowsp_op_t *workload, isl_ctx *isl, const choose_options_t *options);

#endif
