// scf: loops and conditionals to basic blocks.
//
// A scalar that a region yields becomes a phi. A tile is a buffer, so one that is carried
// gets a buffer of its own that each yield copies to: a tile once made never changes
// under its other uses.
#include "lower.h"
#include "lower_ops.h"

static bool check_carried(ptowsp_lower_t *l, ptowsp_op_t *op) {
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    if (!ptowsp_lower_type(l, ptowsp_value_type(ptowsp_op_result(op, i))))
      return ptowsp_lower_refuse(l, op, "yields a value that is neither a scalar nor a tile");
  return true;
}

static bool is_tile(const ptowsp_value_t *value) {
  return ptowsp_type_kind(ptowsp_value_type(value)) == PTOWSP_TYPE_TILE;
}

// Buffers for the tiles among the results; NULL for scalars.
static LLVMValueRef *carried_buffers(ptowsp_lower_t *l, ptowsp_op_t *op) {
  size_t count = ptowsp_op_result_count(op);
  LLVMValueRef *buffers = PTOWSP_ARENA_NEW(l->arena, LLVMValueRef, count + 1);
  for (size_t i = 0; i < count; i++) {
    ptowsp_value_t *result = ptowsp_op_result(op, i);
    if (is_tile(result))
      buffers[i] = ptowsp_lower_buffer(l, ptowsp_tile_bytes(ptowsp_value_type(result)));
  }
  return buffers;
}

// Brings the yielded tiles into the carried buffers, all at once: one that is itself
// a carried buffer about to be overwritten is saved first.
static void copy_yielded(ptowsp_lower_t *l, ptowsp_op_t *yield, const LLVMValueRef *buffers) {
  size_t count = ptowsp_op_operand_count(yield);
  LLVMValueRef *sources = PTOWSP_ARENA_NEW(l->arena, LLVMValueRef, count + 1);
  for (size_t i = 0; i < count; i++) {
    if (!buffers[i]) continue;
    ptowsp_type_t type = ptowsp_value_type(ptowsp_op_operand(yield, i));
    sources[i] = ptowsp_lower_operand(l, yield, i);
    for (size_t j = 0; j < count; j++) {
      if (j == i || !buffers[j] || buffers[j] != sources[i]) continue;
      LLVMValueRef saved = ptowsp_lower_buffer(l, ptowsp_tile_bytes(type));
      ptowsp_emit_tile_copy(l, type, sources[i], saved);
      sources[i] = saved;
      break;
    }
  }
  for (size_t i = 0; i < count; i++)
    if (buffers[i] && sources[i] != buffers[i])
      ptowsp_emit_tile_copy(l, ptowsp_value_type(ptowsp_op_operand(yield, i)), sources[i],
                            buffers[i]);
}

// The values the block's scf.yield hands on: buffers for tiles.
static bool read_yield(ptowsp_lower_t *l, ptowsp_op_t *op, ptowsp_block_t *block,
                       const LLVMValueRef *buffers, LLVMValueRef *out_values) {
  size_t count = ptowsp_op_result_count(op);
  ptowsp_op_t *yield = ptowsp_block_last(block);
  if (!ptowsp_op_is(yield, PTOWSP_OP_SCF_YIELD) || ptowsp_op_operand_count(yield) != count)
    return ptowsp_lower_refuse(l, op, "its region does not end in a fitting scf.yield");
  copy_yielded(l, yield, buffers);
  for (size_t i = 0; i < count; i++)
    out_values[i] = buffers[i] ? buffers[i] : ptowsp_lower_operand(l, yield, i);
  return true;
}

// ---------------------------------------------------------------- scf.for

typedef struct {
  LLVMValueRef lower, upper, step;
  bool is_unsigned;
  LLVMBasicBlockRef before, body, after;
  LLVMValueRef iv;
  LLVMValueRef *inits;
  LLVMValueRef *buffers;
  LLVMValueRef *phis; // in `body`; the buffer of a tile
} for_t;

// Whether another turn is due. A step that is not positive ends the loop: in a loop
// from the importer it is a positive constant.
static LLVMValueRef turn_due(ptowsp_lower_t *l, const for_t *f, LLVMValueRef iv) {
  LLVMIntPredicate below = f->is_unsigned ? LLVMIntULT : LLVMIntSLT;
  LLVMValueRef due = LLVMBuildICmp(l->builder, below, iv, f->upper, "");
  if (f->is_unsigned) return due;
  LLVMValueRef positive =
      LLVMBuildICmp(l->builder, LLVMIntSGT, f->step, LLVMConstNull(LLVMTypeOf(f->step)), "");
  return LLVMBuildAnd(l->builder, due, positive, "");
}

static LLVMValueRef phi_of(ptowsp_lower_t *l, LLVMValueRef first, LLVMBasicBlockRef from) {
  LLVMValueRef phi = LLVMBuildPhi(l->builder, LLVMTypeOf(first), "");
  LLVMAddIncoming(phi, &first, &from, 1);
  return phi;
}

static void for_begin(ptowsp_lower_t *l, ptowsp_op_t *op, for_t *f) {
  size_t count = ptowsp_op_result_count(op);
  for (size_t i = 0; i < count; i++) {
    f->inits[i] = ptowsp_lower_operand(l, op, 3 + i);
    if (!f->buffers[i]) continue;
    ptowsp_emit_tile_copy(l, ptowsp_value_type(ptowsp_op_result(op, i)), f->inits[i],
                          f->buffers[i]);
    f->inits[i] = f->buffers[i];
  }
  f->before = LLVMGetInsertBlock(l->builder);
  LLVMBuildCondBr(l->builder, turn_due(l, f, f->lower), f->body, f->after);
  LLVMPositionBuilderAtEnd(l->builder, f->body);
  f->iv = phi_of(l, f->lower, f->before);
  ptowsp_block_t *body = ptowsp_op_body(op);
  ptowsp_lower_bind(l, ptowsp_block_arg(body, 0), f->iv);
  for (size_t i = 0; i < count; i++) {
    f->phis[i] = f->buffers[i] ? f->buffers[i] : phi_of(l, f->inits[i], f->before);
    ptowsp_lower_bind(l, ptowsp_block_arg(body, 1 + i), f->phis[i]);
  }
}

static ptowsp_walk_t find_choice(ptowsp_op_t *op, void *data) {
  static const ptowsp_op_id_t choices[] = {
      PTOWSP_OP_ARITH_SELECT,   PTOWSP_OP_SCF_IF,         PTOWSP_OP_ARITH_MAXNUMF,
      PTOWSP_OP_ARITH_MINNUMF,  PTOWSP_OP_ARITH_MAXIMUMF, PTOWSP_OP_ARITH_MINIMUMF,
      PTOWSP_OP_ARITH_MAXSI,    PTOWSP_OP_ARITH_MINSI,    PTOWSP_OP_ARITH_MAXUI,
      PTOWSP_OP_ARITH_MINUI,    PTOWSP_OP_ARITH_DIVSI,    PTOWSP_OP_ARITH_REMSI,
      PTOWSP_OP_ARITH_DIVUI,    PTOWSP_OP_ARITH_REMUI,    PTOWSP_OP_ARITH_FLOORDIVSI,
      PTOWSP_OP_ARITH_CEILDIVSI};
  (void)data;
  for (size_t i = 0; i < PTOWSP_COUNTOF(choices); i++)
    if (ptowsp_op_is(op, choices[i])) return PTOWSP_WALK_INTERRUPT;
  return PTOWSP_WALK_ADVANCE;
}

static void for_end(ptowsp_lower_t *l, ptowsp_op_t *op, for_t *f, LLVMValueRef *yielded) {
  size_t count = ptowsp_op_result_count(op);
  // Upper bounds stay below the type's end: the sum does not wrap where a turn follows.
  LLVMValueRef next = f->is_unsigned ? LLVMBuildAdd(l->builder, f->iv, f->step, "")
                                     : LLVMBuildNSWAdd(l->builder, f->iv, f->step, "");
  LLVMValueRef due = turn_due(l, f, next);
  LLVMBasicBlockRef latch = LLVMGetInsertBlock(l->builder);
  LLVMValueRef branch = LLVMBuildCondBr(l->builder, due, f->body, f->after);
  // Unrolled, a running maximum is a chain of selects that use each value twice, and LLVM's
  // vectorizer walks the paths through it: time exponential in the trip count.
  if (!ptowsp_walk_pre(op, find_choice, NULL))
    ptowsp_loop_hint(l, branch, "llvm.loop.unroll.disable");
  LLVMAddIncoming(f->iv, &next, &latch, 1);
  LLVMPositionBuilderAtEnd(l->builder, f->after);
  for (size_t i = 0; i < count; i++) {
    LLVMValueRef result = f->buffers[i];
    if (!result) {
      LLVMAddIncoming(f->phis[i], &yielded[i], &latch, 1);
      result = phi_of(l, f->inits[i], f->before);
      LLVMAddIncoming(result, &yielded[i], &latch, 1);
    }
    ptowsp_lower_bind(l, ptowsp_op_result(op, i), result);
  }
}

bool ptowsp_lower_for(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  size_t count = ptowsp_op_result_count(op);
  ptowsp_block_t *body = ptowsp_op_body(op);
  if (!check_carried(l, op)) return false;
  if (!body || ptowsp_op_operand_count(op) != 3 + count ||
      ptowsp_block_arg_count(body) != 1 + count)
    return ptowsp_lower_refuse(l, op, "its values do not fit its region");
  for_t f = {
      .lower = ptowsp_lower_operand(l, op, 0),
      .upper = ptowsp_lower_operand(l, op, 1),
      .step = ptowsp_lower_operand(l, op, 2),
      .is_unsigned = ptowsp_op_attr(op, "unsignedCmp") != NULL,
      .body = ptowsp_lower_new_block(l, "for"),
      .after = ptowsp_lower_new_block(l, "endfor"),
      .inits = PTOWSP_ARENA_NEW(l->arena, LLVMValueRef, count + 1),
      .buffers = carried_buffers(l, op),
      .phis = PTOWSP_ARENA_NEW(l->arena, LLVMValueRef, count + 1),
  };
  LLVMValueRef *yielded = PTOWSP_ARENA_NEW(l->arena, LLVMValueRef, count + 1);
  for_begin(l, op, &f);
  if (!ptowsp_lower_block(l, body)) return false;
  if (!read_yield(l, op, body, f.buffers, yielded)) return false;
  for_end(l, op, &f, yielded);
  return true;
}

// ---------------------------------------------------------------- scf.if

// Lowers one branch; its end jumps to `after`. An absent region yields nothing.
static bool lower_branch(ptowsp_lower_t *l, ptowsp_op_t *op, size_t region, LLVMBasicBlockRef start,
                         LLVMBasicBlockRef after, const LLVMValueRef *buffers,
                         LLVMValueRef *out_values, LLVMBasicBlockRef *out_end) {
  LLVMPositionBuilderAtEnd(l->builder, start);
  ptowsp_block_t *block = region < ptowsp_op_region_count(op)
                              ? ptowsp_region_first(ptowsp_op_region(op, region))
                              : NULL;
  if (block) {
    if (!ptowsp_lower_block(l, block)) return false;
    if (!read_yield(l, op, block, buffers, out_values)) return false;
  } else if (ptowsp_op_result_count(op)) {
    return ptowsp_lower_refuse(l, op, "has results and lacks a branch");
  }
  *out_end = LLVMGetInsertBlock(l->builder);
  LLVMBuildBr(l->builder, after);
  return true;
}

bool ptowsp_lower_if(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!check_carried(l, op)) return false;
  size_t count = ptowsp_op_result_count(op);
  LLVMValueRef *buffers = carried_buffers(l, op);
  LLVMValueRef *values[2];
  LLVMBasicBlockRef starts[2];
  LLVMBasicBlockRef ends[2];
  for (size_t i = 0; i < 2; i++) {
    values[i] = PTOWSP_ARENA_NEW(l->arena, LLVMValueRef, count + 1);
    starts[i] = ptowsp_lower_new_block(l, i ? "else" : "then");
  }
  LLVMBasicBlockRef after = ptowsp_lower_new_block(l, "endif");
  LLVMBuildCondBr(l->builder, ptowsp_lower_operand(l, op, 0), starts[0], starts[1]);
  for (size_t i = 0; i < 2; i++)
    if (!lower_branch(l, op, i, starts[i], after, buffers, values[i], &ends[i])) return false;
  LLVMPositionBuilderAtEnd(l->builder, after);
  for (size_t i = 0; i < count; i++) {
    LLVMValueRef result = buffers[i];
    if (!result) {
      result = phi_of(l, values[0][i], ends[0]);
      LLVMAddIncoming(result, &values[1][i], &ends[1], 1);
    }
    ptowsp_lower_bind(l, ptowsp_op_result(op, i), result);
  }
  return true;
}
