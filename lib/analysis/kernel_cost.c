// The cost of a kernel on a core; cost.h says by which rules.
#include "ptowsp/cost.h"

#include <stdlib.h>
#include <string.h>

#include "ptowsp/fold.h"
#include "ptowsp/tile.h"
#include "tile_cycles.h"

// ---------------------------------------------------------------- the schedule

enum {
  MAX_DEPTH = 200,
  // Operations that a value is followed through: what several others read is met as often.
  MAX_VISITS = 1000,
  EVENT_IDS = 8,
  // Ops stepped through one by one before a loop is extrapolated.
  STEP_BUDGET = 200000,
  ROUGH_BUDGET = 4000,
  // Turns of loops around bounds that follow from their induction variable.
  COUNT_BUDGET = 2000000,
  ROUGH_COUNTS = 40000,
};

typedef struct {
  const ptowsp_value_t *value;
  uint64_t ready;
} ready_t;

typedef struct {
  const ptowsp_value_t *value; // induction variable
  int64_t number;
} known_t;

typedef struct {
  const ptowsp_machine_t *machine;
  uint64_t free[PTOWSP_PIPE_COUNT]; // when each pipe has done what it was given
  uint64_t busy[PTOWSP_PIPE_COUNT];
  uint64_t events[PTOWSP_PIPE_COUNT][PTOWSP_PIPE_COUNT][EVENT_IDS];
  PTOWSP_VEC(ready_t) ready; // tiles; buffers: the last store
  PTOWSP_VEC(known_t) known;
  int64_t longest; // dimension of the kernel's arrays
  unsigned depth;
  int64_t steps_left;
  int64_t counts_left;
  bool exact;
} cost_t;

static uint64_t *ready_of(cost_t *c, const ptowsp_value_t *value) {
  for (size_t i = c->ready.size; i-- > 0;)
    if (c->ready.data[i].value == value) return &c->ready.data[i].ready;
  ptowsp_vec_push(&c->ready, ((ready_t){value, 0}));
  return &c->ready.data[c->ready.size - 1].ready;
}

static void wait_until(uint64_t *time, uint64_t until) {
  if (*time < until) *time = until;
}

static const ptowsp_value_t *root_of(const ptowsp_value_t *value) {
  for (;;) {
    ptowsp_op_t *op = ptowsp_value_op(value);
    if (!ptowsp_op_is(op, PTOWSP_OP_WSP_AT) && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_CAST) &&
        !ptowsp_op_is(op, PTOWSP_OP_MEMREF_SUBVIEW))
      return value;
    value = ptowsp_op_operand(op, 0);
  }
}

static bool is_memref(const ptowsp_value_t *value) {
  return ptowsp_type_kind(ptowsp_value_type(value)) == PTOWSP_TYPE_MEMREF;
}

// The integer a value is at this point of the schedule.
static bool evaluate_within(const cost_t *c, const ptowsp_value_t *value, unsigned *visits,
                            int64_t *out) {
  ptowsp_type_t type = ptowsp_value_type(value);
  if (!ptowsp_type_is_index(type) && !ptowsp_type_is_integer(type)) return false;
  if (ptowsp_value_constant(value, out)) return true;
  for (size_t i = c->known.size; i-- > 0;)
    if (c->known.data[i].value == value) {
      *out = c->known.data[i].number;
      return true;
    }
  ptowsp_op_t *op = ptowsp_value_op(value);
  int64_t a, b;
  if (!op || ++*visits > MAX_VISITS || ptowsp_op_operand_count(op) < 1 ||
      !evaluate_within(c, ptowsp_op_operand(op, 0), visits, &a))
    return false;
  unsigned width = ptowsp_type_width(type);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_INDEX_CAST) || ptowsp_op_is(op, PTOWSP_OP_ARITH_EXTSI) ||
      ptowsp_op_is(op, PTOWSP_OP_ARITH_TRUNCI)) {
    *out = ptowsp_sign_extend(a, width);
    return true;
  }
  if (ptowsp_op_operand_count(op) != 2 ||
      !evaluate_within(c, ptowsp_op_operand(op, 1), visits, &b) ||
      !ptowsp_evaluate_integers(ptowsp_op_id(op), a, b, width, &a))
    return false;
  *out = ptowsp_sign_extend(a, width);
  return true;
}

static bool evaluate(const cost_t *c, const ptowsp_value_t *value, int64_t *out) {
  unsigned visits = 0;
  return evaluate_within(c, value, &visits, out);
}

// The extent that the value is a subscript of, if it is smaller than the one known so far.
static void limit_by_extent(ptowsp_use_t *use, int64_t *most) {
  ptowsp_op_t *op = ptowsp_use_op(use);
  size_t first = ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) ? 2 : 1, at = ptowsp_use_operand(use);
  bool access =
      first == 2 || ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_op_is(op, PTOWSP_OP_WSP_AT);
  if (!access || at < first) return;
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_operand(op, first - 1));
  if (at - first >= ptowsp_type_rank(type)) return;
  int64_t extent = ptowsp_type_shape(type)[at - first];
  if (extent > 0 && extent < *most) *most = extent;
}

// The turns that a loop whose bounds are not known can have, as far as the subscripts show that are
// its variable, or differ from it by something.
static int64_t most_turns(const cost_t *c, const ptowsp_op_t *loop) {
  int64_t most = c->longest;
  ptowsp_value_t *iv = ptowsp_block_arg(ptowsp_op_body(loop), 0);
  for (ptowsp_use_t *use = ptowsp_value_first_use(iv); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *op = ptowsp_use_op(use);
    limit_by_extent(use, &most);
    if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_ADDI) && !ptowsp_op_is(op, PTOWSP_OP_ARITH_SUBI))
      continue;
    ptowsp_use_t *next = ptowsp_value_first_use(ptowsp_op_result(op, 0));
    for (; next; next = ptowsp_use_next(next)) limit_by_extent(next, &most);
  }
  return most;
}

// Turns of a loop now; its first value and step for those who go through them.
static int64_t trip_count(cost_t *c, const ptowsp_op_t *loop, int64_t *out_first,
                          int64_t *out_step) {
  int64_t upper, distance;
  if (!evaluate(c, ptowsp_op_operand(loop, 0), out_first) ||
      !evaluate(c, ptowsp_op_operand(loop, 1), &upper) ||
      !evaluate(c, ptowsp_op_operand(loop, 2), out_step) || *out_step <= 0 ||
      __builtin_sub_overflow(upper, *out_first, &distance) || ptowsp_op_attr(loop, "unsignedCmp")) {
    c->exact = false;
    *out_first = 0;
    *out_step = 1;
    return most_turns(c, loop);
  }
  return distance > 0 ? (distance - 1) / *out_step + 1 : 0;
}

// ---------------------------------------------------------------- scalar code

static bool costs_nothing(const ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_CONSTANT:
    case PTOWSP_OP_WSP_AT:
    case PTOWSP_OP_MEMREF_CAST:
    case PTOWSP_OP_MEMREF_SUBVIEW:
    case PTOWSP_OP_MEMREF_ALLOC:
    case PTOWSP_OP_MEMREF_ALLOCA:
    case PTOWSP_OP_MEMREF_DEALLOC:
    case PTOWSP_OP_PTO_TRESHAPE:
      return true;
    default:
      return ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR);
  }
}

typedef struct {
  const ptowsp_value_t *iv;
  unsigned visits;
  bool found;
} bound_search_t;

static bool follows_from(bound_search_t *search, const ptowsp_value_t *value) {
  if (value == search->iv) return true;
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || ++search->visits > MAX_VISITS) return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (follows_from(search, ptowsp_op_operand(op, i))) return true;
  return false;
}

static ptowsp_walk_t find_bound(ptowsp_op_t *op, void *data) {
  bound_search_t *search = data;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR))
    for (size_t i = 0; i < 3; i++) {
      search->visits = 0;
      search->found |= follows_from(search, ptowsp_op_operand(op, i));
    }
  return search->found ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Whether an inner loop's bounds follow from this loop's induction variable.
static bool shapes_inner_loops(ptowsp_op_t *loop) {
  bound_search_t search = {.iv = ptowsp_block_arg(ptowsp_op_body(loop), 0)};
  for (ptowsp_op_t *op = ptowsp_block_first(ptowsp_op_body(loop)); op && !search.found;
       op = ptowsp_op_next(op))
    ptowsp_walk_pre(op, find_bound, &search);
  return search.found;
}

static uint64_t add_sat(uint64_t a, uint64_t b) {
  return a > (UINT64_MAX >> 2) - b ? UINT64_MAX >> 2 : a + b;
}

static uint64_t mul_sat(uint64_t a, uint64_t b) {
  uint64_t product;
  if (__builtin_mul_overflow(a, b, &product) || product > UINT64_MAX >> 2) return UINT64_MAX >> 2;
  return product;
}

static uint64_t count_block(cost_t *c, ptowsp_block_t *block);

// Operations of a loop: its body's, and two a turn to count and to branch.
static uint64_t count_loop(cost_t *c, ptowsp_op_t *loop) {
  int64_t first;
  int64_t step;
  int64_t trips = trip_count(c, loop, &first, &step);
  if (trips <= 0) return 1;
  ptowsp_block_t *body = ptowsp_op_body(loop);
  bool varies = shapes_inner_loops(loop);
  if (varies && trips > c->counts_left) {
    c->exact = false;
    varies = false;
  }
  ptowsp_vec_push(&c->known, ((known_t){ptowsp_block_arg(body, 0), first}));
  size_t slot = c->known.size - 1;
  uint64_t total = 0;
  if (varies) {
    c->counts_left -= trips;
    for (int64_t i = 0; i < trips; i++) {
      c->known.data[slot].number = first + i * step;
      total = add_sat(total, add_sat(count_block(c, body), 2));
    }
  } else {
    total = mul_sat((uint64_t)trips, add_sat(count_block(c, body), 2));
  }
  c->known.size = slot;
  return total;
}

static uint64_t count_branches(cost_t *c, ptowsp_op_t *op) {
  uint64_t most = 0;
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
    ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, i));
    uint64_t count = block ? count_block(c, block) : 0;
    if (count > most) most = count;
  }
  return add_sat(most, 1);
}

static uint64_t count_op(cost_t *c, ptowsp_op_t *op) {
  if (costs_nothing(op)) return 0;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) return count_loop(c, op);
  if (ptowsp_op_region_count(op)) return count_branches(c, op);
  return 1;
}

static uint64_t count_block(cost_t *c, ptowsp_block_t *block) {
  if (c->depth == MAX_DEPTH) {
    c->exact = false;
    return 0;
  }
  c->depth++;
  uint64_t total = 0;
  for (ptowsp_op_t *op = ptowsp_block_first(block); op; op = ptowsp_op_next(op))
    total = add_sat(total, count_op(c, op));
  c->depth--;
  return total;
}

// ---------------------------------------------------------------- all code

static ptowsp_walk_t find_tile(ptowsp_op_t *op, void *data) {
  (void)data;
  return ptowsp_op_is_tile(op) ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

static void run_block(cost_t *c, ptowsp_block_t *block);

// Scalar code waits for what the pipes still do to the buffers it uses.
static void run_scalar(cost_t *c, ptowsp_op_t *op) {
  uint64_t *now = &c->free[PTOWSP_PIPE_S];
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (is_memref(ptowsp_op_operand(op, i)))
      wait_until(now, *ready_of(c, root_of(ptowsp_op_operand(op, i))));
  uint64_t cycles = ptowsp_cycles((double)count_op(c, op) * c->machine->scalar_op_cycles);
  *now = add_sat(*now, cycles);
  c->busy[PTOWSP_PIPE_S] = add_sat(c->busy[PTOWSP_PIPE_S], cycles);
}

// Starts when its pipe is free, the scalar unit has come to it and its operands are ready.
static void run_tile(cost_t *c, ptowsp_op_t *op) {
  ptowsp_pipe_t pipe = ptowsp_tile_pipe(op);
  uint64_t start = c->free[PTOWSP_PIPE_S];
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    const ptowsp_value_t *operand = ptowsp_op_operand(op, i);
    wait_until(&start, *ready_of(c, is_memref(operand) ? root_of(operand) : operand));
  }
  uint64_t end = start;
  if (pipe != PTOWSP_PIPE_NONE) {
    wait_until(&start, c->free[pipe]);
    uint64_t cycles = ptowsp_tile_cycles(c->machine, op);
    end = add_sat(start, cycles);
    c->busy[pipe] = add_sat(c->busy[pipe], cycles);
    c->free[pipe] = end;
  }
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    *ready_of(c, ptowsp_op_result(op, i)) = end;
  if (ptowsp_op_is(op, PTOWSP_OP_PTO_TSTORE)) *ready_of(c, root_of(ptowsp_op_operand(op, 1))) = end;
}

static void run_flag(cost_t *c, ptowsp_op_t *op) {
  ptowsp_pipe_t src;
  ptowsp_pipe_t dst;
  if (ptowsp_op_is(op, PTOWSP_OP_PTO_PIPE_BARRIER)) {
    // A pipe works in order anyway; only the barrier of all pipes holds anything up.
    if (!ptowsp_str_is(ptowsp_op_attr_text(op, "pipe"), "ALL")) return;
    uint64_t latest = 0;
    for (size_t i = 0; i < PTOWSP_PIPE_COUNT; i++) wait_until(&latest, c->free[i]);
    for (size_t i = 0; i < PTOWSP_PIPE_COUNT; i++) c->free[i] = latest;
    return;
  }
  int64_t event = ptowsp_op_attr_int(op, "event", 0);
  if (!ptowsp_pipe_parse(ptowsp_op_attr_text(op, "src"), &src) ||
      !ptowsp_pipe_parse(ptowsp_op_attr_text(op, "dst"), &dst) || event < 0 || event >= EVENT_IDS)
    return;
  if (ptowsp_op_is(op, PTOWSP_OP_PTO_SET_FLAG))
    c->events[src][dst][event] = c->free[src];
  else
    wait_until(&c->free[dst], c->events[src][dst][event]);
}

// Makes `to` ready when `from` is.
static void pass_on(cost_t *c, const ptowsp_value_t *from, const ptowsp_value_t *to) {
  uint64_t ready = *ready_of(c, from);
  *ready_of(c, to) = ready;
}

static uint64_t latest_end(const cost_t *c) {
  uint64_t latest = 0;
  for (size_t i = 0; i < PTOWSP_PIPE_COUNT; i++) wait_until(&latest, c->free[i]);
  return latest;
}

// The turns left over are taken to cost what the last one did.
static void extrapolate(cost_t *c, int64_t turns, const uint64_t *before_free,
                        const uint64_t *before_busy) {
  c->exact = false;
  for (size_t i = 0; i < PTOWSP_PIPE_COUNT; i++) {
    c->free[i] = add_sat(c->free[i], mul_sat((uint64_t)turns, c->free[i] - before_free[i]));
    c->busy[i] = add_sat(c->busy[i], mul_sat((uint64_t)turns, c->busy[i] - before_busy[i]));
  }
}

static void run_loop(cost_t *c, ptowsp_op_t *loop) {
  int64_t first;
  int64_t step;
  int64_t trips = trip_count(c, loop, &first, &step);
  ptowsp_block_t *body = ptowsp_op_body(loop);
  ptowsp_op_t *yield = ptowsp_block_last(body);
  size_t carried = ptowsp_op_result_count(loop);
  for (size_t i = 0; i < carried; i++)
    pass_on(c, ptowsp_op_operand(loop, 3 + i), ptowsp_block_arg(body, 1 + i));
  ptowsp_vec_push(&c->known, ((known_t){ptowsp_block_arg(body, 0), first}));
  size_t slot = c->known.size - 1;
  uint64_t before_free[PTOWSP_PIPE_COUNT];
  uint64_t before_busy[PTOWSP_PIPE_COUNT];
  for (int64_t i = 0; i < trips; i++) {
    memcpy(before_free, c->free, sizeof(before_free));
    memcpy(before_busy, c->busy, sizeof(before_busy));
    c->known.data[slot].number = first + i * step;
    run_block(c, body);
    for (size_t j = 0; j < carried && j < ptowsp_op_operand_count(yield); j++)
      pass_on(c, ptowsp_op_operand(yield, j), ptowsp_block_arg(body, 1 + j));
    if (c->steps_left > 0) continue;
    extrapolate(c, trips - 1 - i, before_free, before_busy);
    break;
  }
  c->known.size = slot;
  for (size_t i = 0; i < carried; i++)
    pass_on(c, ptowsp_block_arg(body, 1 + i), ptowsp_op_result(loop, i));
}

// Runs the branch that ends later, starting both from the same state.
static void run_branches(cost_t *c, ptowsp_op_t *op) {
  cost_t before = *c;
  cost_t best = *c;
  bool any = false;
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
    ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, i));
    if (!block) continue;
    memcpy(c->free, before.free, sizeof(c->free));
    memcpy(c->busy, before.busy, sizeof(c->busy));
    run_block(c, block);
    ptowsp_op_t *yield = ptowsp_block_last(block);
    size_t results = ptowsp_op_result_count(op);
    for (size_t j = 0; j < results && j < ptowsp_op_operand_count(yield); j++) {
      uint64_t ready = *ready_of(c, ptowsp_op_operand(yield, j));
      wait_until(ready_of(c, ptowsp_op_result(op, j)), ready);
    }
    if (any && latest_end(c) <= latest_end(&best)) continue;
    memcpy(best.free, c->free, sizeof(best.free));
    memcpy(best.busy, c->busy, sizeof(best.busy));
    any = true;
  }
  memcpy(c->free, best.free, sizeof(c->free));
  memcpy(c->busy, best.busy, sizeof(c->busy));
}

static void run_op(cost_t *c, ptowsp_op_t *op) {
  c->steps_left--;
  if (ptowsp_op_is_tile(op))
    run_tile(c, op);
  else if (ptowsp_op_is(op, PTOWSP_OP_PTO_SET_FLAG) || ptowsp_op_is(op, PTOWSP_OP_PTO_WAIT_FLAG) ||
           ptowsp_op_is(op, PTOWSP_OP_PTO_PIPE_BARRIER))
    run_flag(c, op);
  else if (!ptowsp_op_region_count(op) || ptowsp_walk_pre(op, find_tile, NULL))
    run_scalar(c, op);
  else if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR))
    run_loop(c, op);
  else
    run_branches(c, op);
}

static void run_block(cost_t *c, ptowsp_block_t *block) {
  if (c->depth == MAX_DEPTH) {
    c->exact = false;
    c->steps_left = 0; // the loops around do not run on for it
    return;
  }
  c->depth++;
  for (ptowsp_op_t *op = ptowsp_block_first(block); op; op = ptowsp_op_next(op)) run_op(c, op);
  c->depth--;
}

// ---------------------------------------------------------------- the kernel

static int64_t longest_dimension(ptowsp_block_t *body) {
  int64_t longest = 1;
  for (size_t i = 0; i < ptowsp_block_arg_count(body); i++) {
    ptowsp_type_t type = ptowsp_value_type(ptowsp_block_arg(body, i));
    if (ptowsp_type_kind(type) != PTOWSP_TYPE_MEMREF) continue;
    for (size_t j = 0; j < ptowsp_type_rank(type); j++)
      if (ptowsp_type_shape(type)[j] > longest) longest = ptowsp_type_shape(type)[j];
  }
  return longest;
}

static ptowsp_kernel_cost_t kernel_cost(ptowsp_op_t *kernel, const ptowsp_machine_t *machine,
                                        int64_t steps, int64_t counts) {
  ptowsp_block_t *body = ptowsp_op_body(kernel);
  ptowsp_kernel_cost_t result = {.cycles = 1, .exact = true};
  if (!body) return result;
  cost_t c = {.machine = machine,
              .longest = longest_dimension(body),
              .steps_left = steps,
              .counts_left = counts,
              .exact = true};
  run_block(&c, body);
  uint64_t end = latest_end(&c);
  result.cycles = end ? end : 1;
  memcpy(result.pipes, c.busy, sizeof(result.pipes));
  result.exact = c.exact;
  ptowsp_vec_deinit(&c.ready);
  ptowsp_vec_deinit(&c.known);
  return result;
}

ptowsp_kernel_cost_t ptowsp_kernel_cost(ptowsp_op_t *kernel, const ptowsp_machine_t *machine) {
  return kernel_cost(kernel, machine, STEP_BUDGET, COUNT_BUDGET);
}

ptowsp_kernel_cost_t ptowsp_kernel_cost_rough(ptowsp_op_t *kernel,
                                              const ptowsp_machine_t *machine) {
  return kernel_cost(kernel, machine, ROUGH_BUDGET, ROUGH_COUNTS);
}

static ptowsp_walk_t find_cube_tile(ptowsp_op_t *op, void *data) {
  (void)data;
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++) {
    ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, i));
    if (ptowsp_type_kind(type) == PTOWSP_TYPE_TILE &&
        ptowsp_type_tile_memory(type) != PTOWSP_MEMORY_UB)
      return PTOWSP_WALK_INTERRUPT;
  }
  return PTOWSP_WALK_ADVANCE;
}

bool ptowsp_kernel_is_cube(ptowsp_op_t *kernel) {
  ptowsp_str_t core = ptowsp_op_attr_text(kernel, "core");
  if (core.size) return ptowsp_str_is(core, "aic");
  return !ptowsp_walk_pre(kernel, find_cube_tile, NULL);
}
