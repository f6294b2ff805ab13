// arith: integer and float arithmetic, comparisons and conversions.
//
// Floats are computed as written, one rounding an operation. What C leaves undefined has
// a defined result here, so that no input can bring the process down: shift counts are taken
// modulo the width, a quotient by zero is 0, its remainder the dividend, and the
// quotient of the least integer by -1 wraps.
#include "lower_expr.h"
#include "lower_ops.h"

static bool is_bf16(ptowsp_type_t type) {
  return ptowsp_type_is_float(type) && ptowsp_type_float_kind(type) == PTOWSP_FLOAT_BF16;
}

static LLVMTypeRef lanes_like(LLVMTypeRef scalar, LLVMValueRef like) {
  return ptowsp_lanes_type(scalar, ptowsp_lanes_of(like));
}

static LLVMValueRef constant_like(LLVMValueRef like, uint64_t value) {
  LLVMTypeRef type = LLVMTypeOf(like);
  if (LLVMGetTypeKind(type) != LLVMVectorTypeKind) return LLVMConstInt(type, value, true);
  LLVMValueRef lanes[PTOWSP_JIT_MAX_LANES];
  unsigned count = LLVMGetVectorSize(type);
  for (unsigned i = 0; i < count; i++)
    lanes[i] = LLVMConstInt(LLVMGetElementType(type), value, true);
  return LLVMConstVector(lanes, count);
}

// ---------------------------------------------------------------- conversions

static LLVMValueRef widen_bf16(ptowsp_lower_t *l, LLVMValueRef value) {
  LLVMTypeRef i32 = lanes_like(LLVMInt32TypeInContext(l->llvm), value);
  LLVMValueRef bits = LLVMBuildZExt(l->builder, value, i32, "");
  bits = LLVMBuildShl(l->builder, bits, constant_like(bits, 16), "");
  return LLVMBuildBitCast(l->builder, bits, lanes_like(LLVMFloatTypeInContext(l->llvm), value), "");
}

// f32 to bf16, to nearest even; a NaN stays one.
static LLVMValueRef narrow_bf16(ptowsp_lower_t *l, LLVMValueRef value) {
  LLVMBuilderRef b = l->builder;
  LLVMTypeRef i32 = lanes_like(LLVMInt32TypeInContext(l->llvm), value);
  LLVMValueRef bits = LLVMBuildBitCast(b, value, i32, "");
  LLVMValueRef sixteen = constant_like(bits, 16);
  LLVMValueRef high = LLVMBuildLShr(b, bits, sixteen, "");
  LLVMValueRef odd = LLVMBuildAnd(b, high, constant_like(bits, 1), "");
  LLVMValueRef bias = LLVMBuildAdd(b, odd, constant_like(bits, 0x7FFF), "");
  LLVMValueRef rounded = LLVMBuildLShr(b, LLVMBuildAdd(b, bits, bias, ""), sixteen, "");
  LLVMValueRef quiet = LLVMBuildOr(b, high, constant_like(bits, 0x40), "");
  LLVMValueRef is_nan = LLVMBuildFCmp(b, LLVMRealUNO, value, value, "");
  LLVMValueRef result = LLVMBuildSelect(b, is_nan, quiet, rounded, "");
  return LLVMBuildTrunc(b, result, lanes_like(LLVMInt16TypeInContext(l->llvm), value), "");
}

// f64 to f32 rounded to odd, so that a second rounding to fewer bits is the only one.
static LLVMValueRef round_to_odd(ptowsp_lower_t *l, LLVMValueRef value) {
  LLVMBuilderRef b = l->builder;
  LLVMTypeRef f32 = lanes_like(LLVMFloatTypeInContext(l->llvm), value);
  LLVMTypeRef i32 = lanes_like(LLVMInt32TypeInContext(l->llvm), value);
  LLVMValueRef near = LLVMBuildFPTrunc(b, value, f32, "");
  LLVMValueRef back = LLVMBuildFPExt(b, near, LLVMTypeOf(value), "");
  LLVMValueRef bits = LLVMBuildBitCast(b, near, i32, "");
  LLVMValueRef one = constant_like(bits, 1);
  LLVMValueRef magnitude = ptowsp_emit_intrinsic(l, "llvm.fabs", &value, 1);
  LLVMValueRef near_magnitude = ptowsp_emit_intrinsic(l, "llvm.fabs", &back, 1);
  // Truncate toward zero, then set the last bit if anything was lost.
  LLVMValueRef above = LLVMBuildFCmp(b, LLVMRealOGT, near_magnitude, magnitude, "");
  LLVMValueRef toward_zero = LLVMBuildSelect(b, above, LLVMBuildSub(b, bits, one, ""), bits, "");
  LLVMValueRef inexact = LLVMBuildFCmp(b, LLVMRealONE, back, value, "");
  LLVMValueRef odd = LLVMBuildOr(b, toward_zero, one, "");
  return LLVMBuildBitCast(b, LLVMBuildSelect(b, inexact, odd, bits, ""), f32, "");
}

static LLVMValueRef convert_float(ptowsp_lower_t *l, LLVMValueRef value, ptowsp_type_t from,
                                  ptowsp_type_t to) {
  if (from == to) return value;
  unsigned width = ptowsp_type_width(from);
  if (is_bf16(from)) {
    value = widen_bf16(l, value);
    width = 32;
  }
  if (is_bf16(to)) {
    LLVMTypeRef f32 = lanes_like(LLVMFloatTypeInContext(l->llvm), value);
    if (width == 16) value = LLVMBuildFPExt(l->builder, value, f32, "");
    if (width == 64) value = round_to_odd(l, value);
    return narrow_bf16(l, value);
  }
  LLVMTypeRef type = lanes_like(ptowsp_lower_type(l, to), value);
  return LLVMBuildFPCast(l->builder, value, type, "");
}

static LLVMValueRef convert(ptowsp_lower_t *l, LLVMValueRef value, ptowsp_type_t from,
                            ptowsp_type_t to, bool is_unsigned) {
  bool float_from = ptowsp_type_is_float(from);
  bool float_to = ptowsp_type_is_float(to);
  if (float_from && float_to) return convert_float(l, value, from, to);
  LLVMTypeRef type = lanes_like(ptowsp_lower_type(l, to), value);
  if (!float_from && !float_to) return LLVMBuildIntCast2(l->builder, value, type, !is_unsigned, "");
  if (float_from) {
    if (is_bf16(from)) value = widen_bf16(l, value);
    return is_unsigned ? LLVMBuildFPToUI(l->builder, value, type, "")
                       : LLVMBuildFPToSI(l->builder, value, type, "");
  }
  // bf16 goes through a float that holds the integer exactly.
  bool wide = ptowsp_type_width(from) > 24;
  if (is_bf16(to))
    type = lanes_like(wide ? LLVMDoubleTypeInContext(l->llvm) : LLVMFloatTypeInContext(l->llvm),
                      value);
  value = is_unsigned ? LLVMBuildUIToFP(l->builder, value, type, "")
                      : LLVMBuildSIToFP(l->builder, value, type, "");
  if (!is_bf16(to)) return value;
  return narrow_bf16(l, wide ? round_to_odd(l, value) : value);
}

LLVMValueRef ptowsp_emit_convert(ptowsp_lower_t *l, LLVMValueRef value, ptowsp_type_t from,
                                 ptowsp_type_t to) {
  return convert(l, value, from, to, false);
}

bool ptowsp_lower_convert(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  ptowsp_type_t from = ptowsp_value_type(ptowsp_op_operand(op, 0));
  ptowsp_type_t to = ptowsp_value_type(ptowsp_op_result(op, 0));
  if (!ptowsp_lower_type(l, from) || !ptowsp_lower_type(l, to))
    return ptowsp_lower_refuse(l, op, "a type the JIT has no machine type for");
  LLVMValueRef value = ptowsp_lower_operand(l, op, 0);
  // 0 is to_nearest_even, as is none.
  if (ptowsp_op_attr_int(op, "roundingmode", 0) != 0)
    return ptowsp_lower_refuse(l, op, "rounds to nearest even only");
  if (is_bf16(to) && ptowsp_type_width(from) > 32 && !ptowsp_type_is_float(from))
    return ptowsp_lower_refuse(l, op, "64-bit integer to bf16; convert to i32 or f32 first");
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), convert(l, value, from, to, row->what));
  return true;
}

bool ptowsp_lower_bitcast(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  LLVMTypeRef to = ptowsp_lower_type(l, ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (!to) return ptowsp_lower_refuse(l, op, "a type the JIT has no machine type for");
  LLVMValueRef value = ptowsp_lower_operand(l, op, 0);
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), LLVMBuildBitCast(l->builder, value, to, ""));
  return true;
}

// ---------------------------------------------------------------- integers

static LLVMValueRef is_value(ptowsp_lower_t *l, LLVMValueRef value, uint64_t constant) {
  return LLVMBuildICmp(l->builder, LLVMIntEQ, value, constant_like(value, constant), "");
}

// Quotient or remainder with a divisor that traps nowhere; see the head of this file.
static LLVMValueRef divide(ptowsp_lower_t *l, LLVMOpcode opcode, LLVMValueRef a, LLVMValueRef b) {
  bool is_signed = opcode == LLVMSDiv || opcode == LLVMSRem;
  bool remainder = opcode == LLVMSRem || opcode == LLVMURem;
  LLVMBuilderRef builder = l->builder;
  LLVMValueRef zero = constant_like(b, 0);
  LLVMValueRef by_zero = is_value(l, b, 0);
  LLVMValueRef by_minus_one = is_signed ? is_value(l, b, UINT64_MAX) : NULL;
  LLVMValueRef bad = is_signed ? LLVMBuildOr(builder, by_zero, by_minus_one, "") : by_zero;
  LLVMValueRef safe = LLVMBuildSelect(builder, bad, constant_like(b, 1), b, "");
  LLVMValueRef result = LLVMBuildBinOp(builder, opcode, a, safe, "");
  if (is_signed) {
    LLVMValueRef special = remainder ? zero : LLVMBuildSub(builder, zero, a, "");
    result = LLVMBuildSelect(builder, by_minus_one, special, result, "");
  }
  return LLVMBuildSelect(builder, by_zero, remainder ? a : zero, result, "");
}

// A signed quotient corrected by one when it was rounded the other way.
static LLVMValueRef divide_toward(ptowsp_lower_t *l, LLVMValueRef a, LLVMValueRef b, bool up) {
  LLVMBuilderRef builder = l->builder;
  LLVMValueRef quotient = divide(l, LLVMSDiv, a, b);
  LLVMValueRef rest = divide(l, LLVMSRem, a, b);
  LLVMValueRef zero = constant_like(a, 0);
  LLVMValueRef inexact = LLVMBuildICmp(builder, LLVMIntNE, rest, zero, "");
  LLVMValueRef signs = LLVMBuildXor(builder, rest, b, "");
  LLVMValueRef wrong = LLVMBuildICmp(builder, up ? LLVMIntSGE : LLVMIntSLT, signs, zero, "");
  LLVMValueRef nonzero = LLVMBuildNot(builder, is_value(l, b, 0), "");
  wrong = LLVMBuildAnd(builder, LLVMBuildAnd(builder, inexact, wrong, ""), nonzero, "");
  LLVMValueRef step = constant_like(a, up ? 1 : UINT64_MAX);
  return LLVMBuildAdd(builder, quotient, LLVMBuildSelect(builder, wrong, step, zero, ""), "");
}

static LLVMValueRef divide_unsigned_up(ptowsp_lower_t *l, LLVMValueRef a, LLVMValueRef b) {
  LLVMBuilderRef builder = l->builder;
  LLVMValueRef rest = divide(l, LLVMURem, a, b);
  LLVMValueRef inexact = LLVMBuildICmp(builder, LLVMIntNE, rest, constant_like(a, 0), "");
  LLVMValueRef nonzero = LLVMBuildNot(builder, is_value(l, b, 0), "");
  LLVMValueRef extra = LLVMBuildAnd(builder, inexact, nonzero, "");
  return LLVMBuildAdd(builder, divide(l, LLVMUDiv, a, b),
                      LLVMBuildZExt(builder, extra, LLVMTypeOf(a), ""), "");
}

static LLVMValueRef pick(ptowsp_lower_t *l, LLVMIntPredicate predicate, LLVMValueRef a,
                         LLVMValueRef b) {
  LLVMValueRef first = LLVMBuildICmp(l->builder, predicate, a, b, "");
  return LLVMBuildSelect(l->builder, first, a, b, "");
}

static LLVMValueRef emit_integer(ptowsp_lower_t *l, ptowsp_arith_t what, LLVMValueRef a,
                                 LLVMValueRef b) {
  switch (what) {
    case PTOWSP_ARITH_ADD:
      return LLVMBuildAdd(l->builder, a, b, "");
    case PTOWSP_ARITH_SUB:
      return LLVMBuildSub(l->builder, a, b, "");
    case PTOWSP_ARITH_MUL:
      return LLVMBuildMul(l->builder, a, b, "");
    case PTOWSP_ARITH_DIV:
      return divide(l, LLVMSDiv, a, b);
    case PTOWSP_ARITH_REM:
      return divide(l, LLVMSRem, a, b);
    case PTOWSP_ARITH_DIVU:
      return divide(l, LLVMUDiv, a, b);
    case PTOWSP_ARITH_REMU:
      return divide(l, LLVMURem, a, b);
    case PTOWSP_ARITH_FLOORDIV:
      return divide_toward(l, a, b, false);
    case PTOWSP_ARITH_CEILDIV:
      return divide_toward(l, a, b, true);
    case PTOWSP_ARITH_CEILDIVU:
      return divide_unsigned_up(l, a, b);
    case PTOWSP_ARITH_MAX:
    case PTOWSP_ARITH_MAXIMUM:
      return pick(l, LLVMIntSGT, a, b);
    case PTOWSP_ARITH_MIN:
    case PTOWSP_ARITH_MINIMUM:
      return pick(l, LLVMIntSLT, a, b);
    case PTOWSP_ARITH_MAXU:
      return pick(l, LLVMIntUGT, a, b);
    case PTOWSP_ARITH_MINU:
      return pick(l, LLVMIntULT, a, b);
  }
  return NULL;
}

// ---------------------------------------------------------------- floats

// fmax and fmin as the C library of x86-64 computes them: the second of two equal zeros,
// the number beside a NaN.
static LLVMValueRef float_extreme(ptowsp_lower_t *l, LLVMRealPredicate better, LLVMValueRef a,
                                  LLVMValueRef b) {
  LLVMValueRef first = LLVMBuildFCmp(l->builder, better, a, b, "");
  LLVMValueRef result = LLVMBuildSelect(l->builder, first, a, b, "");
  LLVMValueRef b_is_nan = LLVMBuildFCmp(l->builder, LLVMRealUNO, b, b, "");
  return LLVMBuildSelect(l->builder, b_is_nan, a, result, "");
}

static LLVMValueRef emit_float(ptowsp_lower_t *l, ptowsp_arith_t what, LLVMValueRef a,
                               LLVMValueRef b) {
  LLVMValueRef both[2] = {a, b};
  switch (what) {
    case PTOWSP_ARITH_ADD:
      return LLVMBuildFAdd(l->builder, a, b, "");
    case PTOWSP_ARITH_SUB:
      return LLVMBuildFSub(l->builder, a, b, "");
    case PTOWSP_ARITH_MUL:
      return LLVMBuildFMul(l->builder, a, b, "");
    case PTOWSP_ARITH_DIV:
      return LLVMBuildFDiv(l->builder, a, b, "");
    case PTOWSP_ARITH_REM:
      return LLVMBuildFRem(l->builder, a, b, "");
    case PTOWSP_ARITH_MAX:
      return float_extreme(l, LLVMRealOGT, a, b);
    case PTOWSP_ARITH_MIN:
      return float_extreme(l, LLVMRealOLT, a, b);
    case PTOWSP_ARITH_MAXIMUM:
      return ptowsp_emit_intrinsic(l, "llvm.maximum", both, 2);
    case PTOWSP_ARITH_MINIMUM:
      return ptowsp_emit_intrinsic(l, "llvm.minimum", both, 2);
    default:
      return NULL; // no row of the table asks for it
  }
}

LLVMValueRef ptowsp_emit_arith(ptowsp_lower_t *l, ptowsp_arith_t what, ptowsp_type_t type,
                               LLVMValueRef a, LLVMValueRef b) {
  if (!ptowsp_type_is_float(type)) return emit_integer(l, what, a, b);
  if (!is_bf16(type)) return emit_float(l, what, a, b);
  // Twice the bits and two more: rounding the f32 result once more is exact.
  return narrow_bf16(l, emit_float(l, what, widen_bf16(l, a), widen_bf16(l, b)));
}

LLVMValueRef ptowsp_emit_negate(ptowsp_lower_t *l, ptowsp_type_t type, LLVMValueRef value) {
  if (is_bf16(type)) return LLVMBuildXor(l->builder, value, constant_like(value, 0x8000), "");
  return ptowsp_type_is_float(type) ? LLVMBuildFNeg(l->builder, value, "")
                                    : LLVMBuildNeg(l->builder, value, "");
}

// ---------------------------------------------------------------- operations

static ptowsp_type_t scalar_type(ptowsp_lower_t *l, const ptowsp_op_t *op) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_operand(op, 0));
  if (ptowsp_type_kind(type) != PTOWSP_TYPE_TILE && ptowsp_lower_type(l, type)) return type;
  ptowsp_lower_refuse(l, op, "a type the JIT has no machine type for");
  return NULL;
}

bool ptowsp_lower_arith(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  ptowsp_type_t type = scalar_type(l, op);
  if (!type) return false;
  LLVMValueRef result =
      ptowsp_emit_arith(l, (ptowsp_arith_t)row->what, type, ptowsp_lower_operand(l, op, 0),
                        ptowsp_lower_operand(l, op, 1));
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), result);
  return true;
}

bool ptowsp_lower_bits(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  if (!scalar_type(l, op)) return false;
  LLVMValueRef result =
      LLVMBuildBinOp(l->builder, (LLVMOpcode)row->what, ptowsp_lower_operand(l, op, 0),
                     ptowsp_lower_operand(l, op, 1), "");
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), result);
  return true;
}

bool ptowsp_lower_shift(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  ptowsp_type_t type = scalar_type(l, op);
  if (!type) return false;
  LLVMValueRef count = ptowsp_lower_operand(l, op, 1);
  unsigned width = ptowsp_type_width(type);
  LLVMValueRef bound = constant_like(count, width - 1);
  // A power of two everywhere but in odd widths, which C does not have.
  count = width & (width - 1) ? LLVMBuildURem(l->builder, count, constant_like(count, width), "")
                              : LLVMBuildAnd(l->builder, count, bound, "");
  LLVMValueRef result =
      LLVMBuildBinOp(l->builder, (LLVMOpcode)row->what, ptowsp_lower_operand(l, op, 0), count, "");
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), result);
  return true;
}

bool ptowsp_lower_negate(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  ptowsp_type_t type = scalar_type(l, op);
  if (!type) return false;
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0),
                    ptowsp_emit_negate(l, type, ptowsp_lower_operand(l, op, 0)));
  return true;
}

bool ptowsp_lower_add_extended(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  if (!scalar_type(l, op)) return false;
  LLVMValueRef a = ptowsp_lower_operand(l, op, 0);
  LLVMValueRef sum = LLVMBuildAdd(l->builder, a, ptowsp_lower_operand(l, op, 1), "");
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), sum);
  ptowsp_lower_bind(l, ptowsp_op_result(op, 1), LLVMBuildICmp(l->builder, LLVMIntULT, sum, a, ""));
  return true;
}

// In twice the width; row->what: as signed numbers.
bool ptowsp_lower_multiply_extended(ptowsp_lower_t *l, const ptowsp_lowering_t *row,
                                    ptowsp_op_t *op) {
  ptowsp_type_t type = scalar_type(l, op);
  if (!type) return false;
  unsigned width = ptowsp_type_width(type);
  LLVMTypeRef wide = LLVMIntTypeInContext(l->llvm, 2 * width);
  LLVMValueRef factors[2];
  for (size_t i = 0; i < 2; i++)
    factors[i] = LLVMBuildIntCast2(l->builder, ptowsp_lower_operand(l, op, i), wide, row->what, "");
  LLVMValueRef product = LLVMBuildMul(l->builder, factors[0], factors[1], "");
  LLVMValueRef high = LLVMBuildLShr(l->builder, product, LLVMConstInt(wide, width, false), "");
  LLVMTypeRef narrow = ptowsp_lower_type(l, type);
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), LLVMBuildTrunc(l->builder, product, narrow, ""));
  ptowsp_lower_bind(l, ptowsp_op_result(op, 1), LLVMBuildTrunc(l->builder, high, narrow, ""));
  return true;
}

// The width where there is no one to find.
bool ptowsp_lower_count_bits(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  static const char *const names[] = {"llvm.ctlz", "llvm.cttz", "llvm.ctpop"};
  enum { POPULATION = 2 };
  if (!scalar_type(l, op)) return false;
  LLVMValueRef undefined_for_zero = LLVMConstInt(LLVMInt1TypeInContext(l->llvm), 0, false);
  LLVMValueRef args[2] = {ptowsp_lower_operand(l, op, 0), undefined_for_zero};
  ptowsp_lower_bind(
      l, ptowsp_op_result(op, 0),
      ptowsp_emit_intrinsic(l, names[row->what], args, row->what == POPULATION ? 1 : 2));
  return true;
}

// row->what: the classes of llvm.is.fpclass.
bool ptowsp_lower_float_class(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  ptowsp_type_t type = scalar_type(l, op);
  if (!type) return false;
  LLVMTypeRef classes = LLVMInt32TypeInContext(l->llvm);
  LLVMValueRef args[2] = {ptowsp_lower_operand(l, op, 0),
                          LLVMConstInt(classes, (uint64_t)row->what, false)};
  if (is_bf16(type))
    args[0] = LLVMBuildBitCast(l->builder, args[0], LLVMBFloatTypeInContext(l->llvm), "");
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0),
                    ptowsp_emit_intrinsic(l, "llvm.is.fpclass", args, 2));
  return true;
}

bool ptowsp_lower_cmpi(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  // In the order of arith's enumeration.
  static const LLVMIntPredicate predicates[] = {LLVMIntEQ,  LLVMIntNE,  LLVMIntSLT, LLVMIntSLE,
                                                LLVMIntSGT, LLVMIntSGE, LLVMIntULT, LLVMIntULE,
                                                LLVMIntUGT, LLVMIntUGE};
  int64_t predicate = ptowsp_op_attr_int(op, "predicate", -1);
  if (predicate < 0 || predicate >= (int64_t)PTOWSP_COUNTOF(predicates))
    return ptowsp_lower_refuse(l, op, "unknown predicate");
  if (!scalar_type(l, op)) return false;
  LLVMValueRef result =
      LLVMBuildICmp(l->builder, predicates[predicate], ptowsp_lower_operand(l, op, 0),
                    ptowsp_lower_operand(l, op, 1), "");
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), result);
  return true;
}

bool ptowsp_lower_cmpf(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  static const LLVMRealPredicate predicates[] = {LLVMRealPredicateFalse,
                                                 LLVMRealOEQ,
                                                 LLVMRealOGT,
                                                 LLVMRealOGE,
                                                 LLVMRealOLT,
                                                 LLVMRealOLE,
                                                 LLVMRealONE,
                                                 LLVMRealORD,
                                                 LLVMRealUEQ,
                                                 LLVMRealUGT,
                                                 LLVMRealUGE,
                                                 LLVMRealULT,
                                                 LLVMRealULE,
                                                 LLVMRealUNE,
                                                 LLVMRealUNO,
                                                 LLVMRealPredicateTrue};
  int64_t predicate = ptowsp_op_attr_int(op, "predicate", -1);
  if (predicate < 0 || predicate >= (int64_t)PTOWSP_COUNTOF(predicates))
    return ptowsp_lower_refuse(l, op, "unknown predicate");
  ptowsp_type_t type = scalar_type(l, op);
  if (!type) return false;
  LLVMValueRef a = ptowsp_lower_operand(l, op, 0);
  LLVMValueRef b = ptowsp_lower_operand(l, op, 1);
  if (is_bf16(type)) {
    a = widen_bf16(l, a);
    b = widen_bf16(l, b);
  }
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0),
                    LLVMBuildFCmp(l->builder, predicates[predicate], a, b, ""));
  return true;
}

bool ptowsp_lower_select(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  if (!ptowsp_lower_type(l, type) || ptowsp_type_kind(type) == PTOWSP_TYPE_TILE)
    return ptowsp_lower_refuse(l, op, "chooses between values that are not scalars");
  LLVMValueRef result =
      LLVMBuildSelect(l->builder, ptowsp_lower_operand(l, op, 0), ptowsp_lower_operand(l, op, 1),
                      ptowsp_lower_operand(l, op, 2), "");
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), result);
  return true;
}

bool ptowsp_lower_constant(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  ptowsp_attr_t value = ptowsp_op_attr(op, "value");
  LLVMTypeRef type = ptowsp_lower_type(l, ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (!type || !value) return ptowsp_lower_refuse(l, op, "not a scalar constant");
  LLVMValueRef result;
  if (ptowsp_attr_kind(value) == PTOWSP_ATTR_INTEGER) {
    result = LLVMConstInt(type, (uint64_t)ptowsp_attr_int_value(value), true);
  } else if (ptowsp_attr_kind(value) == PTOWSP_ATTR_FLOAT) {
    unsigned width = ptowsp_type_width(ptowsp_value_type(ptowsp_op_result(op, 0)));
    LLVMValueRef bits = LLVMConstInt(LLVMIntTypeInContext(l->llvm, width),
                                     ptowsp_attr_float_value_bits(value), false);
    result = LLVMConstBitCast(bits, type);
  } else {
    return ptowsp_lower_refuse(l, op, "not a scalar constant");
  }
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), result);
  return true;
}
