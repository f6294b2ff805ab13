// Choice of blocks: all that fit are tried, by the figures of the machine table.
#include "blocking.h"

#include <math.h>

enum { STEP = 16, MAX_ROWS = 512, ACC_BYTES = 4, BLOCK_BYTES = 32, MAX_STRAIGHT = 128 };

typedef struct {
  const ptowsp_machine_t *machine;
  cube_extents_t whole;
  int64_t bytes;   // of a factor's element
  int64_t box;     // extents are padded to this
  int64_t repeats; // of the whole product
} problem_t;

static int64_t ceil_div(int64_t x, int64_t y) { return (x + y - 1) / y; }
static int64_t round_up(int64_t x, int64_t to) { return ceil_div(x, to) * to; }
static int64_t least(int64_t x, int64_t y) { return x < y ? x : y; }

static int64_t result_bytes(const problem_t *p, cube_extents_t block) {
  return round_up(block.m, p->box) * round_up(block.n, p->box) * ACC_BYTES;
}

// Whether blocks fit, the factors `copies` times.
static bool fits(const problem_t *p, cube_extents_t block, int64_t copies) {
  enum { MOST = 1 << 20 }; // of rows that anybody has room for
  if (block.m > MOST || block.n > MOST || block.k > MOST) return false;
  int64_t m = round_up(block.m, p->box), n = round_up(block.n, p->box);
  int64_t k = round_up(block.k, p->box), left = m * k * p->bytes, right = k * n * p->bytes;
  return copies * left <= (int64_t)p->machine->l0a_bytes &&
         copies * right <= (int64_t)p->machine->l0b_bytes &&
         copies * (left + right) <= (int64_t)p->machine->l1_bytes &&
         result_bytes(p, block) <= (int64_t)p->machine->l0c_bytes;
}

static double cycles(const problem_t *p, double bytes, double gibps) {
  return bytes * p->machine->clock_ghz * 1e9 / (gibps * 1073741824.0);
}

// How many blocks are written out one behind the other: all, those of a row of blocks, or one.
static int64_t straight(const problem_t *p, cube_extents_t block, cube_blocks_t *blocks) {
  int64_t rows = ceil_div(p->whole.m, block.m), cols = ceil_div(p->whole.n, block.n);
  double along = (double)ceil_div(p->whole.k, block.k) * (double)p->repeats;
  blocks->size = block;
  blocks->rows_in_loop = (double)rows * (double)cols * along > MAX_STRAIGHT;
  blocks->cols_in_loop = (double)cols * along > MAX_STRAIGHT;
  return blocks->cols_in_loop ? 1 : blocks->rows_in_loop ? cols : rows * cols;
}

// Cycles of the whole product: of each run of blocks the first transfer, then the slowest pipe for
// each step along k, then the way out, of all blocks or, if two results fit, of the last.
static double cost(const problem_t *p, cube_extents_t block) {
  const ptowsp_machine_t *m = p->machine;
  double left = (double)(block.m * block.k * p->bytes);
  double right = (double)(block.k * block.n * p->bytes);
  double load = cycles(p, left + right, m->gm_l1_gibps);
  double move = cycles(p, left, m->l1_l0a_gibps) + cycles(p, right, m->l1_l0b_gibps);
  double rate = p->bytes >= ACC_BYTES ? m->cube_rate_float : m->cube_rate_half;
  double steps = (double)(ceil_div(block.m, STEP) * ceil_div(block.k * p->bytes, BLOCK_BYTES) *
                          ceil_div(block.n, STEP));
  double multiply = m->cube_head + rate * steps;
  double out = cycles(p, (double)(block.m * block.n * ACC_BYTES), m->l0c_gm_gibps);
  double blocks = (double)ceil_div(p->whole.m, block.m) * (double)ceil_div(p->whole.n, block.n);
  double busy =
      fmax(fmax(load, move), multiply) * (double)ceil_div(p->whole.k, block.k) * (double)p->repeats;
  cube_blocks_t unused;
  double run = (double)straight(p, block, &unused);
  bool overlaps = 2 * result_bytes(p, block) <= (int64_t)p->machine->l0c_bytes;
  double runs = blocks / run;
  if (!overlaps) return runs * (load + move + run * (busy + out));
  return runs * (load + move + run * fmax(busy, out) + fmin(busy, out));
}

// The best of all blocks that fit: the cheapest, or, among those that cost up to `limit`, the one
// that takes the fewest steps.
static cube_extents_t search(const problem_t *p, double limit, double *out_cost) {
  const cube_extents_t whole = p->whole;
  cube_extents_t best = {least(whole.m, p->box), least(whole.n, p->box), least(whole.k, p->box)};
  double lowest = INFINITY;
  for (int64_t k = p->box; k < whole.k + p->box && k <= MAX_ROWS; k += p->box)
    for (int64_t m = p->box; m < whole.m + p->box && m <= MAX_ROWS; m += p->box)
      for (int64_t n = p->box; n < whole.n + p->box && n <= MAX_ROWS; n += p->box) {
        cube_extents_t block = {least(m, whole.m), least(n, whole.n), least(k, whole.k)};
        if (!fits(p, block, 2)) break;
        double now = cost(p, block);
        if (now > limit || (now >= lowest && !(limit < INFINITY && block.k > best.k))) continue;
        best = block;
        lowest = now;
      }
  *out_cost = lowest;
  return best;
}

cube_blocks_t cube_choose_blocks(const ptowsp_machine_t *machine, cube_extents_t whole,
                                 ptowsp_type_t element, int64_t repeats) {
  static const double slack = 1.03; // a shorter program is worth that much
  int64_t bytes = (int64_t)ptowsp_type_bytes(element);
  problem_t p = {machine, whole, bytes, BLOCK_BYTES / bytes > STEP ? BLOCK_BYTES / bytes : STEP,
                 repeats};
  cube_blocks_t blocks = {.size = whole};
  double lowest = 0, unused = 0;
  if (fits(&p, whole, 1)) return blocks;
  search(&p, INFINITY, &lowest);
  straight(&p, search(&p, slack * lowest, &unused), &blocks);
  return blocks;
}
