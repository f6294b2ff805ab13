// Values of C expressions: their forms, and C's conversions between types.
//
// Arithmetic of _Float16 follows gcc (FLT_EVAL_METHOD 32 for the type): values are
// kept in f32 through a whole expression, also when converted to another type, and
// are rounded where they are stored, passed or cast to _Float16. __bf16 exists only
// in clang, which keeps f32 through + - * / and parentheses alone: see settle.
#include "importer.h"

operand_t operand_none(void) { return (operand_t){.form = FORM_NONE}; }

operand_t operand_plain(ctype_t type, ptowsp_value_t *value) {
  return (operand_t){.form = FORM_PLAIN, .type = type, .value = value};
}

operand_t operand_constant(ctype_t type, int64_t value) {
  bool is_ranged = ctype_holds(type, value); // not beyond INT64_MAX
  return (operand_t){FORM_CONSTANT, type, NULL, false, is_ranged, value, value};
}

operand_t operand_truth(ctype_t type, ptowsp_value_t *value) {
  return (operand_t){FORM_TRUTH, type, value, false, true, 0, 1};
}

operand_t operand_index(ctype_t type, ptowsp_value_t *value) {
  return (operand_t){.form = FORM_INDEX, .type = type, .value = value};
}

operand_t operand_wide(ctype_t type, ptowsp_value_t *value) {
  return (operand_t){.form = FORM_WIDE, .type = type, .value = value};
}

bool operand_is_none(operand_t x) { return x.form == FORM_NONE; }

ptowsp_value_t *float_constant(importer_t *im, ctype_t type, double value) {
  return ptowsp_build_constant(&im->builder,
                               ptowsp_attr_float(im->context, value, ctype_ir(im, type)));
}

static ptowsp_value_t *integer_constant(importer_t *im, ptowsp_type_t type, int64_t value) {
  return ptowsp_build_constant(&im->builder, ptowsp_attr_integer(im->context, value, type));
}

// ---------------------------------------------------------------- out of a form

ptowsp_value_t *materialize(importer_t *im, operand_t x) {
  ptowsp_type_t type = ctype_ir(im, x.type);
  switch (x.form) {
    case FORM_NONE:
      return NULL;
    case FORM_PLAIN:
      return x.value;
    case FORM_CONSTANT:
      return x.type.kind == C_BOOL
                 ? ptowsp_build_constant(&im->builder, ptowsp_attr_bool(im->context, x.low != 0))
                 : integer_constant(im, type, x.low);
    case FORM_TRUTH:
      return x.type.kind == C_BOOL
                 ? x.value
                 : ptowsp_build_cast(&im->builder, PTOWSP_OP_ARITH_EXTUI, x.value, type);
    case FORM_INDEX:
      return ptowsp_build_cast(&im->builder, PTOWSP_OP_ARITH_INDEX_CAST, x.value, type);
    case FORM_WIDE:
      return ptowsp_build_cast(&im->builder, PTOWSP_OP_ARITH_TRUNCF, x.value, type);
  }
  return NULL;
}

operand_t from_ir(ctype_t type, ptowsp_value_t *value) {
  return type.kind == C_BOOL ? operand_truth(type, value) : operand_plain(type, value);
}

ptowsp_value_t *materialize_wide(importer_t *im, operand_t x) {
  if (x.form == FORM_WIDE) return x.value;
  return ptowsp_build_cast(&im->builder, PTOWSP_OP_ARITH_EXTF, materialize(im, x),
                           ptowsp_type_float(im->context, PTOWSP_FLOAT_F32));
}

operand_t settle(importer_t *im, operand_t x) {
  bool is_pending = x.form == FORM_WIDE && x.type.float_kind == PTOWSP_FLOAT_BF16;
  return is_pending ? operand_plain(x.type, materialize(im, x)) : x;
}

ptowsp_value_t *build_comparison(importer_t *im, ptowsp_op_id_t id, int predicate,
                                 ptowsp_value_t *x, ptowsp_value_t *y) {
  return ptowsp_build_compare(&im->builder, id, predicate, x, y);
}

ptowsp_value_t *as_truth(importer_t *im, operand_t x) {
  x = settle(im, x);
  switch (x.form) {
    case FORM_NONE:
      return NULL;
    case FORM_TRUTH:
      return x.value;
    case FORM_CONSTANT:
      return ptowsp_build_constant(&im->builder, ptowsp_attr_bool(im->context, x.low != 0));
    case FORM_INDEX:
      return build_comparison(im, PTOWSP_OP_ARITH_CMPI, PTOWSP_CMPI_NE, x.value,
                              ptowsp_build_index(&im->builder, 0));
    case FORM_WIDE:
      return build_comparison(im, PTOWSP_OP_ARITH_CMPF, PTOWSP_CMPF_UNE, x.value,
                              float_constant(im, ctype_float(PTOWSP_FLOAT_F32), 0));
    case FORM_PLAIN:
      break;
  }
  if (x.type.kind == C_FLOAT)
    return build_comparison(im, PTOWSP_OP_ARITH_CMPF, PTOWSP_CMPF_UNE, x.value,
                            float_constant(im, x.type, 0));
  return build_comparison(im, PTOWSP_OP_ARITH_CMPI, PTOWSP_CMPI_NE, x.value,
                          integer_constant(im, ctype_ir(im, x.type), 0));
}

ptowsp_value_t *as_index(importer_t *im, operand_t x) {
  if (x.form == FORM_NONE || x.form == FORM_INDEX) return x.value;
  if (x.form == FORM_CONSTANT) return ptowsp_build_index(&im->builder, x.low);
  bool is_signed = x.type.is_signed || x.type.width == 64;
  return ptowsp_build_cast(&im->builder,
                           is_signed ? PTOWSP_OP_ARITH_INDEX_CAST : PTOWSP_OP_ARITH_INDEX_CASTUI,
                           materialize(im, x), ptowsp_type_index(im->context));
}

operand_t to_index(importer_t *im, operand_t x) {
  if (x.form == FORM_NONE || x.form == FORM_INDEX || x.form == FORM_CONSTANT) return x;
  x.value = as_index(im, x);
  x.form = FORM_INDEX;
  x.is_leaf = false;
  return x;
}

// ---------------------------------------------------------------- between types

static int64_t wrap(ctype_t type, int64_t value) {
  if (type.width >= 64) return value;
  uint64_t bits = (uint64_t)value & ((UINT64_C(1) << type.width) - 1);
  if (type.is_signed && bits >> (type.width - 1)) bits |= ~((UINT64_C(1) << type.width) - 1);
  return (int64_t)bits;
}

// Whether an index that equals a value of type `from` also equals it converted to `to`.
static bool index_survives(operand_t x, ctype_t to) {
  if (to.width == 64) return true;
  if (x.is_ranged) return ctype_holds(to, x.low) && ctype_holds(to, x.high);
  if (x.type.width >= to.width) return ctype_equal(x.type, to);
  return to.is_signed || !x.type.is_signed;
}

static operand_t integer_to_integer(importer_t *im, operand_t x, ctype_t to) {
  switch (x.form) {
    case FORM_CONSTANT:
      return operand_constant(to, wrap(to, x.low));
    case FORM_TRUTH:
      x.type = to;
      return x;
    case FORM_INDEX:
      if (!index_survives(x, to)) break;
      if (x.is_ranged && !(ctype_holds(to, x.low) && ctype_holds(to, x.high))) x.is_ranged = false;
      x.type = to;
      return x;
    default:
      break;
  }
  ptowsp_value_t *value = materialize(im, x);
  bool is_leaf = x.is_leaf;
  if (to.width != x.type.width) {
    ptowsp_op_id_t id = to.width < x.type.width ? PTOWSP_OP_ARITH_TRUNCI
                        : x.type.is_signed      ? PTOWSP_OP_ARITH_EXTSI
                                                : PTOWSP_OP_ARITH_EXTUI;
    value = ptowsp_build_cast(&im->builder, id, value, ctype_ir(im, to));
  }
  operand_t result = operand_plain(to, value);
  result.is_leaf = is_leaf;
  return result;
}

static operand_t integer_to_float(importer_t *im, operand_t x, ctype_t to) {
  ctype_t through = ctype_is_narrow_float(to) ? ctype_float(PTOWSP_FLOAT_F32) : to;
  ptowsp_value_t *value;
  if (x.form == FORM_CONSTANT) {
    bool is_unsigned = !x.type.is_signed;
    double exact = is_unsigned ? (double)(uint64_t)x.low : (double)x.low;
    float single = is_unsigned ? (float)(uint64_t)x.low : (float)x.low;
    value = float_constant(im, through, through.width == 32 ? (double)single : exact);
  } else {
    bool is_signed = x.type.is_signed && x.form != FORM_TRUTH;
    ptowsp_value_t *integer = x.form == FORM_TRUTH ? x.value : materialize(im, x);
    value =
        ptowsp_build_cast(&im->builder, is_signed ? PTOWSP_OP_ARITH_SITOFP : PTOWSP_OP_ARITH_UITOFP,
                          integer, ctype_ir(im, through));
  }
  if (!ctype_is_narrow_float(to)) return operand_plain(to, value);
  operand_t wide = operand_wide(to, value);
  return to.float_kind == PTOWSP_FLOAT_F16 ? wide : operand_plain(to, materialize(im, wide));
}

// The value of a float operand as it takes part in a conversion.
static ptowsp_value_t *float_source(importer_t *im, operand_t x, ctype_t *out_type) {
  *out_type = x.type;
  if (!ctype_is_narrow_float(x.type)) return x.value;
  x = settle(im, x);
  *out_type = ctype_float(PTOWSP_FLOAT_F32);
  return materialize_wide(im, x);
}

// The value of a float constant; false: it is none.
static bool peek_constant(operand_t x, double *out_value) {
  ptowsp_op_t *op =
      x.form == FORM_PLAIN && x.type.kind == C_FLOAT ? ptowsp_value_op(x.value) : NULL;
  if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT)) return false;
  *out_value = ptowsp_attr_float_value(ptowsp_op_attr(op, "value"));
  return true;
}

// The same; a constant that nobody else holds is dropped.
static bool take_constant(operand_t x, double *out_value) {
  if (!peek_constant(x, out_value)) return false;
  if (!x.is_leaf && !ptowsp_value_has_uses(x.value)) ptowsp_op_erase(ptowsp_value_op(x.value));
  return true;
}

static operand_t float_to_float(importer_t *im, operand_t x, ctype_t to) {
  double known;
  if (take_constant(x, &known)) return operand_plain(to, float_constant(im, to, known));
  ctype_t from;
  ptowsp_value_t *value = float_source(im, x, &from);
  if (from.width == to.width) return operand_plain(to, value);
  if (ctype_is_narrow_float(to) && from.width == 32) return operand_wide(to, value);
  ptowsp_op_id_t id = from.width < to.width ? PTOWSP_OP_ARITH_EXTF : PTOWSP_OP_ARITH_TRUNCF;
  return operand_plain(to, ptowsp_build_cast(&im->builder, id, value, ctype_ir(im, to)));
}

static operand_t float_to_integer(importer_t *im, operand_t x, ctype_t to) {
  double known;
  if (peek_constant(x, &known) && known > -0x1p62 && known < 0x1p62 &&
      ctype_holds(to, (int64_t)known)) {
    take_constant(x, &known);
    return operand_constant(to, (int64_t)known);
  }
  ctype_t from;
  ptowsp_value_t *value = float_source(im, x, &from);
  ptowsp_op_id_t id = to.is_signed ? PTOWSP_OP_ARITH_FPTOSI : PTOWSP_OP_ARITH_FPTOUI;
  return operand_plain(to, ptowsp_build_cast(&im->builder, id, value, ctype_ir(im, to)));
}

operand_t convert(importer_t *im, operand_t x, ctype_t to) {
  if (x.form == FORM_NONE || ctype_equal(x.type, to)) return x;
  if (to.kind == C_VOID) {
    x.type = to;
    return x;
  }
  if (to.kind == C_BOOL) {
    double known;
    if (x.form == FORM_CONSTANT) return operand_constant(to, x.low != 0);
    if (take_constant(x, &known)) return operand_constant(to, known != 0);
    return operand_truth(to, as_truth(im, x));
  }
  bool from_float = x.type.kind == C_FLOAT;
  if (to.kind == C_FLOAT)
    return from_float ? float_to_float(im, x, to) : integer_to_float(im, x, to);
  return from_float ? float_to_integer(im, x, to) : integer_to_integer(im, x, to);
}

operand_t convert_explicitly(importer_t *im, operand_t x, ctype_t to) {
  x = convert(im, x, to);
  return x.form == FORM_WIDE ? operand_plain(to, materialize(im, x)) : x;
}
