// loop-invariant-code-motion: move what a loop computes anew each time in front of it.
//
//   scf.for %i = … {                             %0 = arith.muli %n, %c64 : index
//     %0 = arith.muli %n, %c64 : index     →     scf.for %i = … {
//     %1 = arith.addi %0, %i : index               %1 = arith.addi %0, %i : index
//
// Needs nothing. Moves pure operations without regions that cannot fail, so that a loop that
// runs no iteration still does nothing that matters; and reads of what nothing in the loop can
// write, if the loop runs for certain. Tiles with addresses stay where they were planned.
#include "ptowsp/fold.h"
#include "ptowsp/pass.h"
#include "ptowsp/tile.h"

static bool is_division(ptowsp_op_id_t id) {
  return id == PTOWSP_OP_ARITH_DIVSI || id == PTOWSP_OP_ARITH_DIVUI ||
         id == PTOWSP_OP_ARITH_REMSI || id == PTOWSP_OP_ARITH_REMUI ||
         id == PTOWSP_OP_ARITH_FLOORDIVSI || id == PTOWSP_OP_ARITH_CEILDIVSI ||
         id == PTOWSP_OP_ARITH_CEILDIVUI;
}

// Integer division fails for 0, and signed division of the lowest number by -1.
static bool cannot_fail(ptowsp_op_t *op) {
  if (!is_division(ptowsp_op_id(op))) return true;
  ptowsp_attr_t divisor = ptowsp_value_constant_attr(ptowsp_op_operand(op, 1));
  if (!divisor || ptowsp_attr_kind(divisor) != PTOWSP_ATTR_INTEGER) return false;
  int64_t value = ptowsp_attr_int_value(divisor);
  return value != 0 && value != -1;
}

static bool defined_outside(ptowsp_value_t *value, const ptowsp_op_t *loop) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op)
    op = ptowsp_block_op(ptowsp_value_block(value));
  else if (ptowsp_op_parent(op))
    op = ptowsp_op_parent(op);
  return !ptowsp_op_is_ancestor(loop, op);
}

static bool is_invariant(ptowsp_op_t *op, const ptowsp_op_t *loop) {
  if (ptowsp_op_region_count(op) || ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR) ||
      !cannot_fail(op) || (ptowsp_op_is_tile(op) && ptowsp_op_attr(op, "addr")))
    return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!defined_outside(ptowsp_op_operand(op, i), loop)) return false;
  return true;
}

// ---------------------------------------------------------------- reads

static bool runs_for_certain(const ptowsp_op_t *loop) {
  int64_t lower, upper;
  return ptowsp_value_constant(ptowsp_op_operand(loop, 0), &lower) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 1), &upper) && lower < upper &&
         !ptowsp_op_attr(loop, "unsignedCmp");
}

static bool only_reads(const ptowsp_op_t *op) {
  return ptowsp_op_has_trait(op, PTOWSP_TRAIT_READS) &&
         !ptowsp_op_has_trait(op, PTOWSP_TRAIT_WRITES);
}

// Interrupted by what writes memory, or may.
static ptowsp_walk_t find_write(ptowsp_op_t *op, void *data) {
  (void)data;
  bool harmless = ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) || only_reads(op) ||
                  ptowsp_op_has_trait(op, PTOWSP_TRAIT_ALLOCATES) ||
                  ptowsp_op_has_trait(op, PTOWSP_TRAIT_RECURSIVE) ||
                  ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR);
  return harmless ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
}

// Inner loops come first: what leaves one may leave the next as well.
static ptowsp_walk_t visit(ptowsp_op_t *op, void *run) {
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) return PTOWSP_WALK_ADVANCE;
  int reads_move = -1; // not yet known
  ptowsp_block_each(ptowsp_op_body(op), inside) {
    bool reads = only_reads(inside);
    if ((!reads && !ptowsp_op_has_trait(inside, PTOWSP_TRAIT_PURE)) || !is_invariant(inside, op))
      continue;
    if (reads && reads_move < 0)
      reads_move = runs_for_certain(op) && ptowsp_walk_pre(op, find_write, NULL);
    if (reads && !reads_move) continue;
    ptowsp_op_move_before(inside, op);
    ptowsp_pass_count_up(run, "operations moved", 1);
  }
  return PTOWSP_WALK_ADVANCE;
}

static bool run(ptowsp_pass_run_t *run) {
  ptowsp_walk_post(run->root, visit, run);
  return true;
}

const ptowsp_pass_t ptowsp_pass_loop_invariant_code_motion = {.run = run, .nests = true};
