// Ways to raise a kernel, compared: which loops become rows and columns, and which ones are kept or
// written out, is seen best from what the instructions cost in the end.
#include "ptowsp/cost.h"
#include "wsp_raise_loops.h"

static ptowsp_walk_t visit_loop(ptowsp_op_t *op, void *data) {
  raise_t *r = data;
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) return PTOWSP_WALK_ADVANCE;
  ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_terminator(ptowsp_op_body(op)));
  ptowsp_op_t *barrier = ptowsp_build(&b, &(ptowsp_op_state_t){.id = PTOWSP_OP_PTO_PIPE_BARRIER});
  ptowsp_op_set_attr(barrier, "pipe", ptowsp_attr_cstring(r->context, "ALL"));
  return PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t erase_barrier(ptowsp_op_t *op, void *data) {
  (void)data;
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) return PTOWSP_WALK_ADVANCE;
  ptowsp_op_erase(ptowsp_op_previous(ptowsp_block_terminator(ptowsp_op_body(op))));
  return PTOWSP_WALK_ADVANCE;
}

// Loops of tile instructions wait for all pipes at the end of each iteration, as pto-insert-sync
// has it.
static uint64_t cycles_of(raise_t *r, ptowsp_op_t *kernel) {
  ptowsp_machine_t machine = ptowsp_machine_of(r->kernel);
  ptowsp_walk_pre(kernel, visit_loop, r);
  uint64_t cycles = ptowsp_kernel_cost_rough(kernel, &machine).cycles;
  ptowsp_walk_pre(kernel, erase_barrier, NULL);
  return cycles;
}

// A kernel of no operations.
static ptowsp_op_t *empty_kernel(const raise_t *r) {
  ptowsp_op_t *kernel = ptowsp_op_clone(r->kernel, NULL);
  ptowsp_op_t *end = ptowsp_block_terminator(ptowsp_op_body(kernel));
  while (ptowsp_op_previous(end)) ptowsp_op_erase(ptowsp_op_previous(end));
  return kernel;
}

static void move_behind(ptowsp_op_t *last, ptowsp_op_t *from_end, ptowsp_op_t *to_end) {
  ptowsp_op_t *op = last ? ptowsp_op_next(last) : ptowsp_block_first(ptowsp_op_block(from_end));
  for (ptowsp_op_t *next = NULL; op != from_end; op = next) {
    next = ptowsp_op_next(op);
    ptowsp_op_move_before(op, to_end);
  }
}

void raise_put_aside(raise_t *r, ptowsp_op_t *last) {
  ptowsp_op_t *kernel = empty_kernel(r);
  move_behind(last, r->b.before, ptowsp_block_terminator(ptowsp_op_body(kernel)));
  uint64_t cycles = cycles_of(r, kernel);
  // Loops that are written out are many instructions to fetch: they have to be worth it.
  uint64_t limit = r->ways.flat ? r->best_cycles / 4 * 3 : r->best_cycles;
  if (r->best && cycles >= limit) {
    ptowsp_op_erase(kernel);
    return;
  }
  if (r->best) ptowsp_op_erase(r->best);
  r->best = kernel;
  r->best_cycles = cycles;
}

void raise_take_best(raise_t *r) {
  ptowsp_op_t *end = ptowsp_block_terminator(ptowsp_op_body(r->best));
  move_behind(NULL, end, r->b.before);
  ptowsp_op_erase(r->best);
  r->best = NULL;
}

void raise_drop_best(raise_t *r) {
  ptowsp_op_erase(r->best);
  r->best = NULL;
  r->best_cycles = 0;
}
