// pto: elementwise instructions as expressions over vectors of 64 bytes.
//
// A chain of instructions becomes one loop: an operand whose only user is the instruction at hand
// is computed in its loop. LLVM splits the vectors for hosts with narrower registers; what is
// left of a row is one more vector, masked.
#include <string.h>

#include "lower_expr.h"
#include "lower_ops.h"
#include "lower_tile.h"

// ---------------------------------------------------------------- loops over tiles

unsigned ptowsp_lanes_for(unsigned bytes) { return PTOWSP_JIT_VECTOR_BYTES / bytes; }

void ptowsp_emit_row_places(ptowsp_lower_t *l, LLVMValueRef row, int64_t cols, unsigned lanes,
                            void (*step)(ptowsp_lower_t *l, const ptowsp_jit_place_t *at,
                                         void *data),
                            void *data) {
  while (lanes / 2 >= cols) lanes /= 2;
  int64_t whole = cols / lanes * lanes;
  ptowsp_jit_place_t at = {row, NULL, lanes, lanes};
  if (whole) {
    ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, whole, lanes);
    at.col = loop.iv;
    step(l, &at, data);
    if (lanes == 1)
      ptowsp_loop_end_elements(l, &loop);
    else
      ptowsp_loop_end(l, &loop);
  }
  if (whole == cols) return;
  at.col = ptowsp_lower_i64(l, whole);
  at.live = (unsigned)(cols - whole);
  step(l, &at, data);
}

void ptowsp_emit_places(ptowsp_lower_t *l, int64_t rows, int64_t cols, unsigned lanes,
                        void (*step)(ptowsp_lower_t *l, const ptowsp_jit_place_t *at, void *data),
                        void *data) {
  if (rows == 1) {
    ptowsp_emit_row_places(l, ptowsp_lower_i64(l, 0), cols, lanes, step, data);
    return;
  }
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, rows, 1);
  ptowsp_emit_row_places(l, loop.iv, cols, lanes, step, data);
  ptowsp_loop_end(l, &loop);
}

LLVMValueRef ptowsp_emit_place_index(ptowsp_lower_t *l, const ptowsp_jit_elements_t *tile,
                                     const ptowsp_jit_place_t *at) {
  LLVMValueRef start = LLVMBuildNSWMul(l->builder, at->row, ptowsp_lower_i64(l, tile->stride), "");
  return LLVMBuildNSWAdd(l->builder, start, at->col, "");
}

static LLVMValueRef mask_of(ptowsp_lower_t *l, const ptowsp_jit_place_t *at) {
  LLVMValueRef lanes[PTOWSP_JIT_MAX_LANES];
  LLVMTypeRef bit = LLVMInt1TypeInContext(l->llvm);
  for (unsigned i = 0; i < at->lanes; i++) lanes[i] = LLVMConstInt(bit, i < at->live, false);
  return LLVMConstVector(lanes, at->lanes);
}

LLVMValueRef ptowsp_emit_live(ptowsp_lower_t *l, const ptowsp_jit_place_t *at, LLVMValueRef value,
                              LLVMValueRef other) {
  if (at->live == at->lanes) return value;
  return LLVMBuildSelect(l->builder, mask_of(l, at), value, other, "");
}

static LLVMValueRef call_masked(ptowsp_lower_t *l, const char *name, LLVMTypeRef vector,
                                LLVMValueRef *args, unsigned pointer, unsigned align) {
  unsigned id = LLVMLookupIntrinsicID(name, strlen(name));
  LLVMTypeRef overloads[2] = {vector, LLVMPointerTypeInContext(l->llvm, 0)};
  LLVMValueRef callee = LLVMGetIntrinsicDeclaration(l->module, id, overloads, 2);
  LLVMTypeRef type = LLVMIntrinsicGetType(l->llvm, id, overloads, 2);
  LLVMValueRef call = LLVMBuildCall2(l->builder, type, callee, args, 3, "");
  unsigned kind = LLVMGetEnumAttributeKindForName("align", 5);
  LLVMAddCallSiteAttribute(call, pointer + 1, LLVMCreateEnumAttribute(l->llvm, kind, align));
  return call;
}

LLVMValueRef ptowsp_emit_place_load(ptowsp_lower_t *l, ptowsp_type_t element,
                                    const ptowsp_jit_elements_t *tile,
                                    const ptowsp_jit_place_t *at) {
  LLVMValueRef index = ptowsp_emit_place_index(l, tile, at);
  if (at->live == at->lanes) return ptowsp_emit_load(l, element, tile->base, index, at->lanes);
  LLVMTypeRef memory = ptowsp_lower_memory_type(l, element);
  LLVMTypeRef vector = ptowsp_lanes_type(memory, at->lanes);
  LLVMValueRef address = LLVMBuildInBoundsGEP2(l->builder, memory, tile->base, &index, 1, "");
  LLVMValueRef args[3] = {address, mask_of(l, at), LLVMConstNull(vector)};
  LLVMValueRef value =
      call_masked(l, "llvm.masked.load", vector, args, 0, (unsigned)ptowsp_type_bytes(element));
  LLVMTypeRef wanted = ptowsp_lanes_type(ptowsp_lower_type(l, element), at->lanes);
  return wanted == vector ? value : LLVMBuildTrunc(l->builder, value, wanted, "");
}

void ptowsp_emit_place_store(ptowsp_lower_t *l, ptowsp_type_t element, LLVMValueRef value,
                             const ptowsp_jit_elements_t *tile, const ptowsp_jit_place_t *at) {
  LLVMValueRef index = ptowsp_emit_place_index(l, tile, at);
  if (at->live == at->lanes) {
    ptowsp_emit_store(l, element, value, tile->base, index);
    return;
  }
  LLVMTypeRef memory = ptowsp_lower_memory_type(l, element);
  LLVMTypeRef vector = ptowsp_lanes_type(memory, at->lanes);
  if (LLVMTypeOf(value) != vector) value = LLVMBuildZExt(l->builder, value, vector, "");
  LLVMValueRef address = LLVMBuildInBoundsGEP2(l->builder, memory, tile->base, &index, 1, "");
  unsigned align = (unsigned)ptowsp_type_bytes(element);
  if (at->live == 1) {
    // Of a masked store of one truncated lane, LLVM 22 stores the lane as it was before.
    value = LLVMBuildExtractElement(l->builder, value, ptowsp_lower_i64(l, 0), "");
    LLVMSetAlignment(LLVMBuildStore(l->builder, value, address), align);
    return;
  }
  LLVMValueRef args[3] = {value, address, mask_of(l, at)};
  call_masked(l, "llvm.masked.store", vector, args, 1, align);
}

// ---------------------------------------------------------------- expressions

static LLVMValueRef emit_expr(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                              const ptowsp_jit_place_t *at);

LLVMValueRef ptowsp_emit_tile_elements(ptowsp_lower_t *l, ptowsp_type_t element,
                                       const ptowsp_jit_elements_t *tile,
                                       const ptowsp_jit_place_t *at) {
  return tile->expr ? emit_expr(l, tile->expr, at) : ptowsp_emit_place_load(l, element, tile, at);
}

static LLVMValueRef keep_column(ptowsp_lower_t *l, LLVMValueRef narrow, LLVMValueRef wide,
                                unsigned parts, bool exact) {
  size_t i = l->column_count++ % PTOWSP_COUNTOF(l->columns);
  l->columns[i].block = LLVMGetInsertBlock(l->builder);
  l->columns[i].narrow = narrow;
  l->columns[i].wide = wide;
  l->columns[i].parts = parts;
  l->columns[i].exact = exact;
  return exact ? narrow : wide;
}

// The column of elements that are a part of those of a column, or of which those are parts. The
// same one each time: what was computed there is known by it.
static LLVMValueRef column_of_width(ptowsp_lower_t *l, LLVMValueRef col, unsigned parts,
                                    bool narrower) {
  LLVMBasicBlockRef block = LLVMGetInsertBlock(l->builder);
  for (size_t i = 0; i < PTOWSP_COUNTOF(l->columns); i++) {
    if (l->columns[i].block != block || l->columns[i].parts != parts) continue;
    if (narrower && l->columns[i].exact && l->columns[i].wide == col) return l->columns[i].narrow;
    if (!narrower && l->columns[i].narrow == col) return l->columns[i].wide;
  }
  LLVMValueRef count = ptowsp_lower_i64(l, parts);
  if (narrower)
    return keep_column(l, LLVMBuildNSWMul(l->builder, col, count, ""), col, parts, true);
  return keep_column(l, col, LLVMBuildSDiv(l->builder, col, count, ""), parts, false);
}

// Integers of another width at the place of `to_bytes` wide ones.
static LLVMValueRef emit_bits_of(ptowsp_lower_t *l, const ptowsp_jit_source_t *source,
                                 const ptowsp_jit_place_t *at) {
  LLVMBuilderRef b = l->builder;
  unsigned from = ptowsp_type_width(source->element), to = source->width;
  LLVMTypeRef type = LLVMIntTypeInContext(l->llvm, to);
  ptowsp_jit_place_t other = *at;
  if (from < to) {
    unsigned parts = to / from;
    other.lanes *= parts, other.live *= parts;
    other.col = column_of_width(l, at->col, parts, true);
    LLVMValueRef value = ptowsp_emit_tile_elements(l, source->element, &source->tile, &other);
    return LLVMBuildBitCast(b, value, ptowsp_lanes_type(type, at->lanes), "");
  }
  unsigned parts = from / to;
  LLVMValueRef count = ptowsp_lower_i64(l, parts);
  other.col = column_of_width(l, at->col, parts, false);
  other.lanes = at->lanes < parts ? 1 : at->lanes / parts;
  other.live = at->lanes < parts ? 1 : (at->live + parts - 1) / parts;
  LLVMValueRef value = ptowsp_emit_tile_elements(l, source->element, &source->tile, &other);
  if (at->lanes >= parts) return LLVMBuildBitCast(b, value, ptowsp_lanes_type(type, at->lanes), "");
  // One part of one element.
  LLVMValueRef part = LLVMBuildSRem(b, at->col, count, "");
  LLVMValueRef shift = LLVMBuildMul(b, part, ptowsp_lower_i64(l, to), "");
  shift = LLVMBuildIntCast2(b, shift, LLVMTypeOf(value), false, "");
  return ptowsp_lower_splat(l, LLVMBuildTrunc(b, LLVMBuildLShr(b, value, shift, ""), type, ""),
                            at->lanes);
}

static LLVMValueRef emit_numbers(ptowsp_lower_t *l, const ptowsp_jit_source_t *source,
                                 const ptowsp_jit_place_t *at) {
  LLVMTypeRef type = ptowsp_lower_type(l, source->element);
  LLVMValueRef lanes[PTOWSP_JIT_MAX_LANES];
  LLVMValueRef first = ptowsp_emit_place_index(l, &source->tile, at);
  first = LLVMBuildIntCast2(l->builder, first, type, true, "");
  if (at->lanes == 1) return first;
  for (unsigned i = 0; i < at->lanes; i++) lanes[i] = LLVMConstInt(type, i, false);
  return LLVMBuildAdd(l->builder, ptowsp_lower_splat(l, first, at->lanes),
                      LLVMConstVector(lanes, at->lanes), "");
}

LLVMValueRef ptowsp_emit_expr_source(ptowsp_lower_t *l, const ptowsp_jit_source_t *source,
                                     const ptowsp_jit_place_t *at) {
  ptowsp_jit_place_t other = *at;
  LLVMValueRef zero = ptowsp_lower_i64(l, 0);
  switch (source->kind) {
    case PTOWSP_SOURCE_SCALAR:
      return ptowsp_lower_splat(l, source->scalar, at->lanes);
    case PTOWSP_SOURCE_COLUMN:
      other = (ptowsp_jit_place_t){at->row, zero, 1, 1};
      return ptowsp_lower_splat(
          l, ptowsp_emit_place_load(l, source->element, &source->tile, &other), at->lanes);
    case PTOWSP_SOURCE_ROW:
      other.row = zero;
      break;
    case PTOWSP_SOURCE_GATHER:
      return ptowsp_emit_gathered(l, source, at);
    case PTOWSP_SOURCE_NUMBER:
      return emit_numbers(l, source, at);
    case PTOWSP_SOURCE_BITS:
      return emit_bits_of(l, source, at);
    case PTOWSP_SOURCE_SAME:
      break;
  }
  return ptowsp_emit_tile_elements(l, source->element, &source->tile, &other);
}

bool ptowsp_memo_holds(ptowsp_lower_t *l, const ptowsp_jit_memo_t *memo,
                       const ptowsp_jit_place_t *at) {
  return memo->value && memo->block == LLVMGetInsertBlock(l->builder) && memo->at.row == at->row &&
         memo->at.col == at->col && memo->at.lanes == at->lanes && memo->at.live == at->live;
}

static LLVMValueRef emit_expr(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                              const ptowsp_jit_place_t *at) {
  LLVMValueRef operands[PTOWSP_JIT_MAX_SOURCES];
  ptowsp_jit_memo_t *memo = e->memo;
  if (ptowsp_memo_holds(l, memo, at)) return memo->value;
  LLVMValueRef value = ptowsp_emit_as_whole(l, e, at);
  if (!value) {
    for (size_t i = 0; i < e->source_count; i++)
      operands[i] = ptowsp_emit_expr_source(l, &e->sources[i], at);
    value = e->emit(l, e, operands);
  }
  memo->block = LLVMGetInsertBlock(l->builder);
  memo->at = *at;
  memo->value = value;
  return value;
}

typedef struct {
  const ptowsp_jit_expr_t *expr;
  ptowsp_jit_elements_t target;
} evaluation_t;

static void evaluate_step(ptowsp_lower_t *l, const ptowsp_jit_place_t *at, void *data) {
  const evaluation_t *e = data;
  ptowsp_emit_place_store(l, e->expr->result, emit_expr(l, e->expr, at), &e->target, at);
}

// Longer expressions take long to compile, and keep more vectors alive than a host has registers.
enum { MAX_EXPR = 96 };

// Instructions that this walk has not seen yet, few more than MAX_EXPR at most.
static unsigned count_new(const ptowsp_jit_expr_t *e, unsigned visit) {
  if (e->memo->visit == visit) return 0;
  e->memo->visit = visit;
  unsigned count = 1;
  for (size_t i = 0; i < e->source_count && count <= MAX_EXPR; i++)
    if (e->sources[i].tile.expr) count += count_new(e->sources[i].tile.expr, visit);
  return count;
}

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

// Sums up what a loop over the expression has to know.
static void summarize(ptowsp_lower_t *l, ptowsp_jit_expr_t *e) {
  e->memo = PTOWSP_ARENA_NEW(l->arena, ptowsp_jit_memo_t, 2);
  e->range = ptowsp_whole_range(e);
  e->size = count_new(e, ++l->visit);
  e->flat = true;
  const unsigned own = (unsigned)ptowsp_type_bytes(e->result);
  e->bytes = own;
  e->narrow = PTOWSP_JIT_VECTOR_BYTES;
  for (size_t i = 0; i < e->source_count; i++) {
    const ptowsp_jit_source_t *source = &e->sources[i];
    unsigned bytes = (unsigned)ptowsp_type_bytes(source->element);
    const ptowsp_jit_expr_t *inner = source->tile.expr;
    if (inner) {
      e->flat = e->flat && inner->flat;
      e->narrow = least(e->narrow, inner->narrow);
      if (inner->bytes > bytes) bytes = inner->bytes;
    } else if (source->kind == PTOWSP_SOURCE_SAME) {
      e->flat = e->flat && source->tile.stride == e->cols;
      e->narrow = least(e->narrow, bytes);
    } else if (source->kind == PTOWSP_SOURCE_BITS) {
      e->flat = e->flat && source->tile.stride * (int64_t)bytes == e->cols * (int64_t)own;
      e->narrow = least(e->narrow, bytes);
    }
    if (source->kind == PTOWSP_SOURCE_GATHER) e->narrow = least(e->narrow, bytes);
    if (source->kind == PTOWSP_SOURCE_COLUMN || source->kind == PTOWSP_SOURCE_ROW ||
        source->kind == PTOWSP_SOURCE_GATHER)
      e->flat = false;
    if (bytes > e->bytes) e->bytes = bytes;
  }
}

unsigned ptowsp_lanes_of_elements(const ptowsp_jit_elements_t *tile, ptowsp_type_t element,
                                  unsigned bytes) {
  // Short expressions leave registers for several vectors of their wide elements, so that the
  // narrow ones fill one.
  enum { SHORT_EXPR = 32, MEDIUM_EXPR = 64 };
  const ptowsp_jit_expr_t *e = tile->expr;
  unsigned own = (unsigned)ptowsp_type_bytes(element);
  unsigned wide = e ? e->bytes : own, narrow = e ? least(e->narrow, bytes) : least(own, bytes);
  if (bytes > wide) wide = bytes;
  unsigned most = !e || e->size <= SHORT_EXPR ? 4 : e->size <= MEDIUM_EXPR ? 2 : 1;
  unsigned lanes = ptowsp_lanes_for(wide);
  for (; most > 1 && lanes * narrow < PTOWSP_JIT_VECTOR_BYTES; most /= 2) lanes *= 2;
  return lanes;
}

ptowsp_jit_elements_t ptowsp_lower_inner_expr(ptowsp_lower_t *l, ptowsp_jit_expr_t *e) {
  summarize(l, e);
  return (ptowsp_jit_elements_t){.expr = ptowsp_arena_copy(l->arena, e, sizeof(*e))};
}

void ptowsp_lower_bind_expr(ptowsp_lower_t *l, ptowsp_op_t *op, ptowsp_jit_expr_t *e) {
  summarize(l, e);
  ptowsp_value_t *result = ptowsp_op_result(op, 0);
  if (e->size < MAX_EXPR && ptowsp_lazy_result(l, op)) {
    ptowsp_jit_elements_t tile = {.expr = ptowsp_arena_copy(l->arena, e, sizeof(*e))};
    ptowsp_lower_bind_elements(l, result, &tile);
    return;
  }
  LLVMValueRef buffer = ptowsp_lower_buffer(l, ptowsp_tile_bytes(ptowsp_value_type(result)));
  ptowsp_lower_bind(l, result, buffer);
  evaluation_t evaluation = {e, {.base = buffer, .stride = e->cols}};
  ptowsp_jit_elements_t own = {.expr = e};
  unsigned lanes =
      ptowsp_lanes_of_elements(&own, e->result, (unsigned)ptowsp_type_bytes(e->result));
  ptowsp_emit_places(l, e->flat ? 1 : e->rows, e->flat ? e->rows * e->cols : e->cols, lanes,
                     evaluate_step, &evaluation);
}

// ---------------------------------------------------------------- elementwise instructions

// An instruction whose tile operands have the result's shape; scalars have its element type.
static bool elementwise(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op,
                        LLVMValueRef (*emit)(ptowsp_lower_t *, const ptowsp_jit_expr_t *,
                                             const LLVMValueRef *)) {
  if (!ptowsp_lower_check_tile(l, op, ptowsp_op_result(op, 0))) return false;
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  ptowsp_jit_expr_t e = {.row = row,
                         .op = op,
                         .emit = emit,
                         .result = result.element,
                         .rows = result.rows,
                         .cols = result.cols};
  for (size_t i = 0; i < ptowsp_op_operand_count(op) && i < PTOWSP_JIT_MAX_SOURCES; i++) {
    ptowsp_value_t *operand = ptowsp_op_operand(op, i);
    ptowsp_jit_source_t *source = &e.sources[e.source_count++];
    source->element = ptowsp_value_type(operand);
    if (ptowsp_type_kind(source->element) != PTOWSP_TYPE_TILE) {
      if (source->element != result.element && source->element != e.sources[0].element)
        return ptowsp_lower_refuse(l, op, "the scalar's type is not that of the tile's elements");
      source->scalar = ptowsp_lower_value(l, operand);
      continue;
    }
    if (!ptowsp_lower_check_tile(l, op, operand)) return false;
    ptowsp_jit_tile_t tile = ptowsp_jit_tile(source->element);
    if (tile.rows != result.rows || tile.cols != result.cols)
      return ptowsp_lower_refuse(l, op, "the tiles differ in shape");
    source->kind = PTOWSP_SOURCE_SAME;
    source->element = tile.element;
    source->tile = ptowsp_lower_elements(l, operand);
  }
  ptowsp_lower_bind_expr(l, op, &e);
  return true;
}

LLVMValueRef ptowsp_emit_expr_arith(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                    const LLVMValueRef *operands) {
  return ptowsp_emit_arith(l, (ptowsp_arith_t)e->row->what, e->result, operands[0], operands[1]);
}

static LLVMValueRef emit_math(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                              const LLVMValueRef *operands) {
  return ptowsp_emit_tile_math(l, (ptowsp_op_id_t)e->row->what, e->result, operands[0]);
}

static LLVMValueRef emit_negate(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                const LLVMValueRef *operands) {
  return ptowsp_emit_negate(l, e->result, operands[0]);
}

LLVMValueRef ptowsp_emit_expr_convert(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                      const LLVMValueRef *operands) {
  return ptowsp_emit_convert(l, operands[0], e->sources[0].element, e->result);
}

LLVMValueRef ptowsp_emit_expr_value(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                    const LLVMValueRef *operands) {
  (void)l, (void)e;
  return operands[0];
}

static LLVMValueRef emit_recip(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                               const LLVMValueRef *operands) {
  LLVMValueRef one = ptowsp_emit_number(l, e->result, 1, operands[0]);
  return ptowsp_emit_arith(l, PTOWSP_ARITH_DIV, e->result, one, operands[0]);
}

// x > 0 ? x : 0, as C programs write it: NaN and -0 become 0.
static LLVMValueRef emit_relu(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                              const LLVMValueRef *operands) {
  LLVMValueRef zero = ptowsp_emit_number(l, e->result, 0, operands[0]);
  if (!ptowsp_type_is_float(e->result))
    return ptowsp_emit_arith(l, PTOWSP_ARITH_MAX, e->result, operands[0], zero);
  LLVMValueRef positive = LLVMBuildFCmp(l->builder, LLVMRealOGT, operands[0], zero, "");
  return LLVMBuildSelect(l->builder, positive, operands[0], zero, "");
}

static LLVMValueRef emit_bits(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                              const LLVMValueRef *operands) {
  return LLVMBuildBinOp(l->builder, (LLVMOpcode)e->row->what, operands[0], operands[1], "");
}

static LLVMValueRef emit_not(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                             const LLVMValueRef *operands) {
  (void)e;
  return LLVMBuildNot(l->builder, operands[0], "");
}

// Counts are taken modulo the width, as arith's shifts take them.
static LLVMValueRef emit_shift(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                               const LLVMValueRef *operands) {
  LLVMValueRef bound =
      ptowsp_emit_number(l, e->result, (double)ptowsp_type_width(e->result) - 1, operands[1]);
  LLVMValueRef count = LLVMBuildAnd(l->builder, operands[1], bound, "");
  return LLVMBuildBinOp(l->builder, (LLVMOpcode)e->row->what, operands[0], count, "");
}

// x > 0 ? x : x * slope.
static LLVMValueRef emit_prelu(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                               const LLVMValueRef *operands) {
  LLVMValueRef zero = ptowsp_emit_number(l, e->result, 0, operands[0]);
  LLVMValueRef scaled = ptowsp_emit_arith(l, PTOWSP_ARITH_MUL, e->result, operands[0], operands[1]);
  LLVMValueRef positive = LLVMBuildFCmp(l->builder, LLVMRealOGT, operands[0], zero, "");
  return LLVMBuildSelect(l->builder, positive, operands[0], scaled, "");
}

static LLVMValueRef emit_fused(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                               const LLVMValueRef *operands) {
  int what = e->row->what;
  bool adds = what == PTOWSP_FUSED_ADD_MUL;
  LLVMValueRef value =
      ptowsp_emit_arith(l, what == PTOWSP_FUSED_SUB_RELU ? PTOWSP_ARITH_SUB : PTOWSP_ARITH_MUL,
                        e->result, operands[adds ? 1 : 0], operands[adds ? 2 : 1]);
  if (what != PTOWSP_FUSED_SUB_RELU)
    value = ptowsp_emit_arith(l, PTOWSP_ARITH_ADD, e->result, value, operands[adds ? 0 : 2]);
  bool rectifies = what == PTOWSP_FUSED_SUB_RELU || what == PTOWSP_FUSED_MUL_ADD_RELU;
  return rectifies ? emit_relu(l, e, &value) : value;
}

static bool lower_halves(ptowsp_lower_t *l, ptowsp_op_t *op) {
  ptowsp_value_t *x;
  ptowsp_op_t *reduction = ptowsp_halves_reduction(op, &x);
  const ptowsp_lowering_t *row = ptowsp_lowering_of(ptowsp_op_id(reduction));
  (row->lower == ptowsp_lower_row_reduce ? ptowsp_reduce_rows : ptowsp_reduce_columns)(
      l, (ptowsp_arith_t)row->what, x, ptowsp_lower_result_buffer(l, op));
  return true;
}

bool ptowsp_lower_tile_arith(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (ptowsp_lower_facts(l, ptowsp_op_result(op, 0))->reduction) return lower_halves(l, op);
  return ptowsp_lower_as_quotient(l, row, op) || elementwise(l, row, op, ptowsp_emit_expr_arith);
}

bool ptowsp_lower_tile_math(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_float_elements(l, op) && elementwise(l, row, op, emit_math);
}

bool ptowsp_lower_tile_negate(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return elementwise(l, row, op, emit_negate);
}

bool ptowsp_lower_tile_recip(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_float_elements(l, op) && elementwise(l, row, op, emit_recip);
}

bool ptowsp_lower_tile_relu(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return elementwise(l, row, op, emit_relu);
}

bool ptowsp_lower_tile_fill(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return elementwise(l, row, op, ptowsp_emit_expr_value);
}

bool ptowsp_lower_tile_bits(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_int_elements(l, op) && elementwise(l, row, op, emit_bits);
}

bool ptowsp_lower_tile_not(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_int_elements(l, op) && elementwise(l, row, op, emit_not);
}

bool ptowsp_lower_tile_shift(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_int_elements(l, op) && elementwise(l, row, op, emit_shift);
}

bool ptowsp_lower_tile_prelu(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_float_elements(l, op) && elementwise(l, row, op, emit_prelu);
}

bool ptowsp_lower_tile_fused(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_float_elements(l, op) && elementwise(l, row, op, emit_fused);
}

// a - whole(a / b) * b, rounded after each step.
static LLVMValueRef emit_remainder(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                   const LLVMValueRef *operands) {
  LLVMValueRef a = operands[0], b = operands[1];
  LLVMValueRef whole = ptowsp_emit_arith(l, PTOWSP_ARITH_DIV, e->result, a, b);
  whole = ptowsp_emit_math(l, (ptowsp_op_id_t)e->row->what, e->result, &whole, 1);
  whole = ptowsp_emit_arith(l, PTOWSP_ARITH_MUL, e->result, whole, b);
  return ptowsp_emit_arith(l, PTOWSP_ARITH_SUB, e->result, a, whole);
}

bool ptowsp_lower_tile_remainder(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return ptowsp_lower_float_elements(l, op) && elementwise(l, row, op, emit_remainder);
}

// In the order of the enumeration: as the instruction compares floats, so that only `ne` holds
// with a NaN; integers are signed.
static LLVMValueRef emit_compare(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                 const LLVMValueRef *operands) {
  static const LLVMRealPredicate reals[] = {LLVMRealOEQ, LLVMRealUNE, LLVMRealOLT,
                                            LLVMRealOLE, LLVMRealOGT, LLVMRealOGE};
  static const LLVMIntPredicate ints[] = {LLVMIntEQ,  LLVMIntNE,  LLVMIntSLT,
                                          LLVMIntSLE, LLVMIntSGT, LLVMIntSGE};
  size_t predicate = (size_t)ptowsp_op_attr_int(e->op, "predicate", 0);
  if (ptowsp_type_is_float(e->sources[0].element))
    return LLVMBuildFCmp(l->builder, reals[predicate], operands[0], operands[1], "");
  return LLVMBuildICmp(l->builder, ints[predicate], operands[0], operands[1], "");
}

static LLVMValueRef emit_select(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                const LLVMValueRef *operands) {
  (void)e;
  return LLVMBuildSelect(l->builder, operands[0], operands[1], operands[2], "");
}

bool ptowsp_lower_tile_compare(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return elementwise(l, row, op, emit_compare);
}

bool ptowsp_lower_tile_select(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  return elementwise(l, row, op, emit_select);
}

// Rounds to a whole number first, as the op says. Half a float is rounded in f32.
static LLVMValueRef emit_whole(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                               const LLVMValueRef *operands) {
  static const char *const functions[] = {"llvm.roundeven", "llvm.round", "llvm.floor", "llvm.ceil",
                                          "llvm.trunc"};
  ptowsp_type_t from = e->sources[0].element;
  ptowsp_type_t wide =
      ptowsp_type_width(from) < 32 ? ptowsp_type_float(l->context, PTOWSP_FLOAT_F32) : from;
  LLVMValueRef value = ptowsp_emit_convert(l, operands[0], from, wide);
  value = ptowsp_emit_intrinsic(l, functions[ptowsp_op_attr_int(e->op, "rounding", 0)], &value, 1);
  return ptowsp_emit_convert(l, value, wide, e->result);
}

// A move between memories changes no element, so the copy is the tile itself: tiles
// are values, nothing writes them again.
bool ptowsp_lower_tmov(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!ptowsp_lower_check_tiles(l, op, 1)) return false;
  if (ptowsp_op_attr(op, "rounding")) return elementwise(l, row, op, emit_whole);
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (source.rows == result.rows && source.cols == result.cols &&
      source.element == result.element) {
    ptowsp_lower_bind(l, ptowsp_op_result(op, 0), ptowsp_lower_operand(l, op, 0));
    return true;
  }
  return elementwise(l, row, op, ptowsp_emit_expr_convert);
}
