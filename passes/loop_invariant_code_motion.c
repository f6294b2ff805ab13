// loop-invariant-code-motion: move what a loop computes anew each time in front of it.
//
//   scf.for %i = … {                             %0 = arith.muli %n, %c64 : index
//     %0 = arith.muli %n, %c64 : index     →     scf.for %i = … {
//     %1 = arith.addi %0, %i : index               %1 = arith.addi %0, %i : index
//
// Needs nothing. Moves pure operations that cannot fail, so that a loop that runs no iteration
// still does nothing that matters: those without regions, and small conditionals, switches and
// loops of step one with nothing else in them. Moves also reads of what nothing in the loop can
// write, if the loop runs for certain. Tiles with addresses stay where they were planned.
#include <stdlib.h>

#include "ptowsp/fold.h"
#include "ptowsp/pass.h"
#include "ptowsp/tile.h"

typedef enum { NEVER_FAILS, FAILS_FOR_ZERO, FAILS_FOR_MINUS_ONE } division_t; // or zero

static division_t division_kind(ptowsp_op_id_t id) {
  switch (id) {
    case PTOWSP_OP_ARITH_DIVUI:
    case PTOWSP_OP_ARITH_REMUI:
    case PTOWSP_OP_ARITH_CEILDIVUI:
      return FAILS_FOR_ZERO;
    case PTOWSP_OP_ARITH_DIVSI:
    case PTOWSP_OP_ARITH_REMSI:
    case PTOWSP_OP_ARITH_FLOORDIVSI:
    case PTOWSP_OP_ARITH_CEILDIVSI:
      return FAILS_FOR_MINUS_ONE;
    default:
      return NEVER_FAILS;
  }
}

// The integer that an operand is known to be, or each of its elements.
static bool is_known(ptowsp_op_t *op, size_t operand, int64_t *out_value) {
  ptowsp_attr_t number = ptowsp_value_constant_number(ptowsp_op_operand(op, operand));
  if (!number || ptowsp_attr_kind(number) != PTOWSP_ATTR_INTEGER) return false;
  *out_value = ptowsp_attr_int_value(number);
  return true;
}

// Integer division fails for 0, and signed division of the lowest number by -1; there is no extent
// of a dimension that a buffer has not.
static bool cannot_fail(ptowsp_op_t *op) {
  int64_t value;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_DIM)) {
    ptowsp_type_t type = ptowsp_value_type(ptowsp_op_operand(op, 0));
    return is_known(op, 1, &value) && value >= 0 && (uint64_t)value < ptowsp_type_rank(type);
  }
  division_t kind = division_kind(ptowsp_op_id(op));
  if (kind == NEVER_FAILS) return true;
  return is_known(op, 1, &value) && value != 0 && (value != -1 || kind == FAILS_FOR_ZERO);
}

static bool is_planned(const ptowsp_op_t *op) {
  return ptowsp_op_is_tile(op) && ptowsp_op_attr(op, "addr");
}

// Whether an operation with regions comes to an end, whatever its operands, if what is in them
// does.
static bool comes_to_an_end(ptowsp_op_t *op) {
  enum { STEP = 2 };
  int64_t step;
  return ptowsp_op_is(op, PTOWSP_OP_SCF_IF) || ptowsp_op_is(op, PTOWSP_OP_SCF_INDEX_SWITCH) ||
         (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && is_known(op, STEP, &step) && step == 1);
}

// ---------------------------------------------------------------- reads

static bool is_loop(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || ptowsp_op_is(op, PTOWSP_OP_SCF_WHILE) ||
         ptowsp_op_is(op, PTOWSP_OP_SCF_PARALLEL) || ptowsp_op_is(op, PTOWSP_OP_SCF_FORALL);
}

static bool runs_for_certain(const ptowsp_op_t *loop) {
  int64_t lower, upper;
  return ptowsp_op_is(loop, PTOWSP_OP_SCF_FOR) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 0), &lower) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 1), &upper) && lower < upper &&
         !ptowsp_op_attr(loop, "unsignedCmp");
}

static bool only_reads(const ptowsp_op_t *op) {
  return ptowsp_op_has_trait(op, PTOWSP_TRAIT_READS) &&
         !ptowsp_op_has_trait(op, PTOWSP_TRAIT_WRITES);
}

// ---------------------------------------------------------------- where an op may go

// An op around what is looked at. Its number is its place in the stack.
typedef struct {
  ptowsp_op_t *op;
  size_t region;
  ptowsp_block_t *block;
  ptowsp_op_t *next;
  // The outermost of the loops around, each directly in the next, that a pure op may leave, and
  // that a read may leave; above this one if there is none.
  size_t pure_top, read_top;
  size_t count; // of operations that stay inside
  bool fixed;   // one of them could not go along
} frame_t;

typedef struct {
  ptowsp_pass_run_t *run;
  PTOWSP_VEC(frame_t) stack;
  ptowsp_value_map_t *depths;  // by op with regions: its place in the stack + 1
  ptowsp_value_map_t *writing; // ops in which memory is written, or may be: NULL
} motion_t;

// An op's address is as good a key as a value's.
static ptowsp_value_t *key_of(ptowsp_op_t *op) { return (ptowsp_value_t *)(uintptr_t)op; }

static bool is_writing(const motion_t *m, ptowsp_op_t *op) {
  return !ptowsp_value_map_get(m->writing, key_of(op));
}

// Marks the ops around what writes memory, or may.
static ptowsp_walk_t mark_writing(ptowsp_op_t *op, void *data) {
  motion_t *m = data;
  bool harmless = ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) || only_reads(op) ||
                  ptowsp_op_has_trait(op, PTOWSP_TRAIT_ALLOCATES) ||
                  ptowsp_op_has_trait(op, PTOWSP_TRAIT_RECURSIVE) ||
                  ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR);
  for (; !harmless && op && !is_writing(m, op); op = ptowsp_op_parent(op))
    ptowsp_value_map_set(m->writing, key_of(op), NULL);
  return PTOWSP_WALK_ADVANCE;
}

static void push(motion_t *m, ptowsp_op_t *op) {
  size_t place = m->stack.size;
  const frame_t *around = place ? &m->stack.data[place - 1] : NULL;
  frame_t frame = {.op = op, .pure_top = place + 1, .read_top = place + 1};
  if (is_loop(op)) {
    frame.pure_top = around && around->pure_top < place ? around->pure_top : place;
    if (runs_for_certain(op) && !is_writing(m, op))
      frame.read_top = around && around->read_top < place ? around->read_top : place;
  }
  ptowsp_value_map_set(m->depths, key_of(op), (ptowsp_value_t *)(uintptr_t)(place + 1));
  ptowsp_vec_push(&m->stack, frame);
}

// The first place of the stack in which a value is not yet known.
static size_t first_without(const motion_t *m, const ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  op = op ? ptowsp_op_parent(op) : ptowsp_block_op(ptowsp_value_block(value));
  ptowsp_value_t *found = ptowsp_value_map_get(m->depths, key_of(op));
  return found == key_of(op) ? 0 : (size_t)(uintptr_t)found;
}

// The first place in which something that the op reads is not yet known.
static size_t first_without_operands(const motion_t *m, const ptowsp_op_t *op) {
  size_t latest = 0;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    size_t first = first_without(m, ptowsp_op_operand(op, i));
    if (first > latest) latest = first;
  }
  return latest;
}

static void move_to(motion_t *m, ptowsp_op_t *op, size_t target) {
  ptowsp_op_move_before(op, m->stack.data[target].op);
  ptowsp_pass_count_up(m->run, "operations moved", 1);
}

static bool stays_inside(frame_t *around, bool fixed) {
  around->count++;
  around->fixed |= fixed;
  return false;
}

// Inside of a loop everything that an op needs has moved before the op is looked at, so that it can
// go as far as it may at once.
static bool move_out(motion_t *m, ptowsp_op_t *op) {
  frame_t *around = &m->stack.data[m->stack.size - 1];
  bool reads = only_reads(op), pure = ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE);
  if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) return stays_inside(around, false);
  if ((!reads && !pure) || !cannot_fail(op) || is_planned(op)) return stays_inside(around, true);
  size_t target = reads ? around->read_top : around->pure_top;
  if (target < m->stack.size) {
    size_t first = first_without_operands(m, op);
    if (first > target) target = first;
  }
  if (target >= m->stack.size) return stays_inside(around, reads);
  move_to(m, op, target);
  return true;
}

typedef struct {
  const motion_t *m;
  size_t place, latest; // of the op around; the latest of what is read from outside of it
} needs_t;

static ptowsp_walk_t find_needs(ptowsp_op_t *op, void *data) {
  needs_t *needs = data;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    size_t first = first_without(needs->m, ptowsp_op_operand(op, i));
    if (first <= needs->place && first > needs->latest) needs->latest = first;
  }
  return PTOWSP_WALK_ADVANCE;
}

// What is inside of an op has been looked at: the op itself may go if nothing in it must stay.
static void leave(motion_t *m) {
  enum { MOST_INSIDE = 64 }; // operations that are looked through again
  frame_t done = m->stack.data[--m->stack.size];
  if (!m->stack.size) return;
  frame_t *around = &m->stack.data[m->stack.size - 1];
  done.fixed |= !comes_to_an_end(done.op);
  if (!done.fixed && done.count <= MOST_INSIDE && around->pure_top < m->stack.size) {
    needs_t needs = {.m = m, .place = m->stack.size, .latest = around->pure_top};
    ptowsp_walk_pre(done.op, find_needs, &needs);
    if (needs.latest < m->stack.size) {
      move_to(m, done.op, needs.latest);
      return;
    }
  }
  around->count += done.count;
  stays_inside(around, done.fixed);
}

// Moves to the first op of the next block or region; false when there is none.
static bool advance(frame_t *f) {
  if (f->block) f->block = ptowsp_block_next(f->block);
  while (!f->block) {
    if (f->region == ptowsp_op_region_count(f->op)) return false;
    f->block = ptowsp_region_first(ptowsp_op_region(f->op, f->region++));
  }
  f->next = ptowsp_block_first(f->block);
  return true;
}

static bool run(ptowsp_pass_run_t *run) {
  motion_t m = {.run = run};
  m.depths = ptowsp_value_map_create();
  m.writing = ptowsp_value_map_create();
  ptowsp_walk_pre(run->root, mark_writing, &m);
  push(&m, run->root);
  while (m.stack.size) {
    frame_t *top = &m.stack.data[m.stack.size - 1];
    if (!top->next) {
      if (!advance(top)) leave(&m);
      continue;
    }
    ptowsp_op_t *op = top->next;
    top->next = ptowsp_op_next(op);
    if (ptowsp_op_region_count(op))
      push(&m, op);
    else
      move_out(&m, op);
  }
  ptowsp_value_map_destroy(m.depths);
  ptowsp_value_map_destroy(m.writing);
  ptowsp_vec_deinit(&m.stack);
  return true;
}

const ptowsp_pass_t ptowsp_pass_loop_invariant_code_motion = {.run = run, .nests = true};
