// Floats that are whole numbers, computed as integers.
//
// The vector unit has few instructions on narrow integers, so raised code takes them through f16
// and f32: a byte is converted, compared, corrected and converted back. As long as each value is a
// whole number that its type holds exactly, the integers say the same: this file bounds the values
// of expressions, and computes those that are whole in i32 where an integer, a comparison or the
// float itself is wanted. Every such float operation is exact, so that no bit of a result changes.
#include "lower_expr.h"
#include "lower_ops.h"
#include "lower_tile.h"

// ---------------------------------------------------------------- bounds

static const ptowsp_jit_range_t nothing = {0};

static ptowsp_jit_range_t between(int64_t low, int64_t high) {
  return (ptowsp_jit_range_t){.whole = true, .positive_zero = true, .low = low, .high = high};
}

// What a type holds without a gap, within i32: of integers all values.
static ptowsp_jit_range_t range_of_type(ptowsp_type_t type) {
  if (!ptowsp_type_is_float(type)) {
    unsigned width = ptowsp_type_width(type);
    if (width == 1 || width > 32) return nothing;
    return between(-(INT64_C(1) << (width - 1)), (INT64_C(1) << (width - 1)) - 1);
  }
  switch (ptowsp_type_float_kind(type)) {
    case PTOWSP_FLOAT_F16:
      return between(-2048, 2048);
    case PTOWSP_FLOAT_BF16:
      return between(-256, 256);
    case PTOWSP_FLOAT_F32:
    case PTOWSP_FLOAT_F64:
      return between(-(1 << 24), 1 << 24);
    default:
      return nothing;
  }
}

static bool within(ptowsp_jit_range_t inner, ptowsp_jit_range_t outer) {
  return inner.whole && outer.whole && inner.low >= outer.low && inner.high <= outer.high;
}

// The value of a scalar operand, if it is a whole constant.
static bool whole_constant(const ptowsp_jit_source_t *source, int64_t *out_value) {
  LLVMValueRef value = source->kind == PTOWSP_SOURCE_SCALAR ? source->scalar : NULL;
  if (!value || ptowsp_type_width(source->element) > 32) return false;
  if (!ptowsp_type_is_float(source->element)) {
    if (!LLVMIsAConstantInt(value)) return false;
    *out_value = LLVMConstIntGetSExtValue(value);
    return true;
  }
  double number;
  if (LLVMIsAConstantFP(value)) {
    LLVMBool inexact;
    number = LLVMConstRealGetDouble(value, &inexact);
  } else if (LLVMIsAConstantInt(value)) { // the bits of a bf16
    number = ptowsp_float_decode(PTOWSP_FLOAT_BF16, LLVMConstIntGetZExtValue(value));
  } else {
    return false;
  }
  enum { LIMIT = 1 << 24 };
  if (!(number >= -LIMIT && number <= LIMIT) || number != (double)(int64_t)number) return false;
  *out_value = (int64_t)number;
  return number != 0 || !__builtin_signbit(number);
}

static ptowsp_jit_range_t range_of_source(const ptowsp_jit_source_t *source) {
  int64_t value;
  if (whole_constant(source, &value)) return between(value, value);
  bool same = source->kind == PTOWSP_SOURCE_SAME;
  if (same && source->tile.expr) return source->tile.expr->range;
  return ptowsp_type_is_float(source->element) ? nothing : range_of_type(source->element);
}

static int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

static ptowsp_jit_range_t range_of_arith(ptowsp_arith_t what, ptowsp_jit_range_t a,
                                         ptowsp_jit_range_t b) {
  ptowsp_jit_range_t r = {.whole = true};
  switch (what) {
    case PTOWSP_ARITH_ADD:
      r.low = a.low + b.low, r.high = a.high + b.high;
      r.positive_zero = a.positive_zero || b.positive_zero;
      return r;
    case PTOWSP_ARITH_SUB:
      r.low = a.low - b.high, r.high = a.high - b.low;
      r.positive_zero = a.positive_zero;
      return r;
    case PTOWSP_ARITH_MUL: {
      int64_t corners[4] = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
      r.low = smaller(smaller(corners[0], corners[1]), smaller(corners[2], corners[3]));
      r.high = larger(larger(corners[0], corners[1]), larger(corners[2], corners[3]));
      r.positive_zero = a.positive_zero && b.positive_zero && a.low >= 0 && b.low >= 0;
      return r;
    }
    case PTOWSP_ARITH_MAX:
      r.low = larger(a.low, b.low), r.high = larger(a.high, b.high);
      r.positive_zero = a.positive_zero && b.positive_zero;
      return r;
    case PTOWSP_ARITH_MIN:
      r.low = smaller(a.low, b.low), r.high = smaller(a.high, b.high);
      r.positive_zero = a.positive_zero && b.positive_zero;
      return r;
    default:
      return nothing;
  }
}

static ptowsp_jit_range_t range_of_shift(const ptowsp_jit_expr_t *e, ptowsp_jit_range_t a) {
  int64_t count;
  if (!whole_constant(&e->sources[1], &count) || count < 0 || count > 31) return nothing;
  if (e->row->what == LLVMShl)
    return between(a.low * (INT64_C(1) << count), a.high * (INT64_C(1) << count));
  return e->row->what == LLVMAShr ? between(a.low >> count, a.high >> count) : nothing;
}

// x < 0 ? x + c : x, with c a power of two: x modulo c where x lies in [-c, c). Returns c, or 0.
static int64_t modulus_of(const ptowsp_jit_expr_t *e) {
  const ptowsp_jit_expr_t *mask = e->sources[0].tile.expr, *sum = e->sources[1].tile.expr;
  const ptowsp_jit_expr_t *x = e->sources[2].tile.expr;
  int64_t zero, count;
  enum { LT = 2 };
  if (!mask || !sum || !x || !x->range.whole || mask->row->lower != ptowsp_lower_tile_compare ||
      sum->row->lower != ptowsp_lower_tile_arith || sum->row->what != PTOWSP_ARITH_ADD)
    return 0;
  if (mask->sources[0].tile.expr != x || sum->sources[0].tile.expr != x ||
      !whole_constant(&mask->sources[1], &zero) || zero != 0 ||
      !whole_constant(&sum->sources[1], &count) || count <= 0 || (count & (count - 1)) ||
      ptowsp_op_attr_int(mask->op, "predicate", 0) != LT)
    return 0;
  return x->range.low >= -count && x->range.high < count ? count : 0;
}

static ptowsp_jit_range_t range_of_select(const ptowsp_jit_expr_t *e) {
  int64_t modulus = modulus_of(e);
  if (modulus) return between(0, modulus - 1);
  ptowsp_jit_range_t a = range_of_source(&e->sources[1]), b = range_of_source(&e->sources[2]);
  if (!a.whole || !b.whole) return nothing;
  return (ptowsp_jit_range_t){true, a.positive_zero && b.positive_zero, smaller(a.low, b.low),
                              larger(a.high, b.high)};
}

static ptowsp_jit_range_t range_of_instruction(const ptowsp_jit_expr_t *e) {
  bool (*lower)(ptowsp_lower_t *, const ptowsp_lowering_t *, ptowsp_op_t *) = e->row->lower;
  if (lower == ptowsp_lower_tile_select) return range_of_select(e);
  ptowsp_jit_range_t a = range_of_source(&e->sources[0]);
  if (!a.whole) return nothing;
  if (lower == ptowsp_lower_tile_fill ||
      (lower == ptowsp_lower_tmov && !ptowsp_op_attr(e->op, "rounding")))
    return a;
  if (lower == ptowsp_lower_tile_shift) return range_of_shift(e, a);
  if (lower == ptowsp_lower_tile_negate)
    return (ptowsp_jit_range_t){true, a.low > 0 || a.high < 0 || !ptowsp_type_is_float(e->result),
                                -a.high, -a.low};
  bool is_and = lower == ptowsp_lower_tile_bits && e->row->what == LLVMAnd;
  if (lower != ptowsp_lower_tile_arith && !is_and) return nothing;
  ptowsp_jit_range_t b = range_of_source(&e->sources[1]);
  if (is_and && b.whole && (a.low >= 0 || b.low >= 0))
    return between(0, a.low < 0 ? b.high : b.low < 0 ? a.high : smaller(a.high, b.high));
  if (is_and) return nothing;
  return b.whole ? range_of_arith((ptowsp_arith_t)e->row->what, a, b) : nothing;
}

ptowsp_jit_range_t ptowsp_whole_range(const ptowsp_jit_expr_t *e) {
  ptowsp_jit_range_t type = range_of_type(e->result);
  if (!e->op) return ptowsp_type_is_float(e->result) ? nothing : type; // lines
  ptowsp_jit_range_t own = range_of_instruction(e);
  if (within(own, type)) return own;
  return ptowsp_type_is_float(e->result) ? nothing : type;
}

// ---------------------------------------------------------------- values

static LLVMValueRef whole_source(ptowsp_lower_t *l, const ptowsp_jit_source_t *source,
                                 const ptowsp_jit_place_t *at) {
  LLVMTypeRef i32 = LLVMInt32TypeInContext(l->llvm);
  int64_t value;
  if (whole_constant(source, &value))
    return ptowsp_lower_splat(l, LLVMConstInt(i32, (uint64_t)value, true), at->lanes);
  if (ptowsp_type_is_float(source->element)) return ptowsp_emit_whole(l, source->tile.expr, at);
  return LLVMBuildIntCast2(l->builder, ptowsp_emit_expr_source(l, source, at),
                           ptowsp_lanes_type(i32, at->lanes), true, "");
}

static LLVMValueRef whole_select(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                 const ptowsp_jit_place_t *at) {
  int64_t modulus = modulus_of(e);
  LLVMTypeRef i32 = LLVMInt32TypeInContext(l->llvm);
  LLVMValueRef otherwise = whole_source(l, &e->sources[2], at);
  if (modulus) {
    LLVMValueRef bits = LLVMConstInt(i32, (uint64_t)modulus - 1, false);
    return LLVMBuildAnd(l->builder, otherwise, ptowsp_lower_splat(l, bits, at->lanes), "");
  }
  LLVMValueRef mask = ptowsp_emit_expr_source(l, &e->sources[0], at);
  return LLVMBuildSelect(l->builder, mask, whole_source(l, &e->sources[1], at), otherwise, "");
}

static LLVMValueRef whole_value(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                const ptowsp_jit_place_t *at) {
  if (e->row->lower == ptowsp_lower_tile_select) return whole_select(l, e, at);
  LLVMValueRef a = whole_source(l, &e->sources[0], at);
  if (e->row->lower == ptowsp_lower_tile_negate) return LLVMBuildNeg(l->builder, a, "");
  if (e->row->lower != ptowsp_lower_tile_arith) return a;
  LLVMValueRef b = whole_source(l, &e->sources[1], at);
  ptowsp_type_t i32 = ptowsp_type_i(l->context, 32);
  return ptowsp_emit_arith(l, (ptowsp_arith_t)e->row->what, i32, a, b);
}

LLVMValueRef ptowsp_emit_whole(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                               const ptowsp_jit_place_t *at) {
  ptowsp_jit_memo_t *memo = &e->memo[1];
  if (!ptowsp_memo_holds(l, memo, at)) {
    LLVMBasicBlockRef block = LLVMGetInsertBlock(l->builder);
    *memo = (ptowsp_jit_memo_t){block, *at, whole_value(l, e, at), 0};
  }
  return memo->value;
}

static bool is_whole_float(const ptowsp_jit_source_t *source) {
  return ptowsp_type_is_float(source->element) && range_of_source(source).whole;
}

static LLVMValueRef compare(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                            const ptowsp_jit_place_t *at) {
  static const LLVMIntPredicate predicates[] = {LLVMIntEQ,  LLVMIntNE,  LLVMIntSLT,
                                                LLVMIntSLE, LLVMIntSGT, LLVMIntSGE};
  return LLVMBuildICmp(l->builder, predicates[ptowsp_op_attr_int(e->op, "predicate", 0)],
                       whole_source(l, &e->sources[0], at), whole_source(l, &e->sources[1], at),
                       "");
}

LLVMValueRef ptowsp_emit_as_whole(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                  const ptowsp_jit_place_t *at) {
  if (!e->op) return NULL;
  if (e->row->lower == ptowsp_lower_tile_compare)
    return is_whole_float(&e->sources[0]) && is_whole_float(&e->sources[1]) ? compare(l, e, at)
                                                                            : NULL;
  if (e->row->lower != ptowsp_lower_tmov || ptowsp_op_attr(e->op, "rounding") ||
      !is_whole_float(&e->sources[0]))
    return NULL;
  ptowsp_jit_range_t source = range_of_source(&e->sources[0]);
  if (!within(source, range_of_type(e->result))) return NULL;
  if (ptowsp_type_is_float(e->result) && !source.positive_zero) return NULL;
  LLVMValueRef value = whole_source(l, &e->sources[0], at);
  return ptowsp_emit_convert(l, value, ptowsp_type_i(l->context, 32), e->result);
}
