// Operators on values that have a common C type already.
//
// Integers stay in index arithmetic where that computes C's value: signed types always
// (overflow is undefined), 64-bit unsigned modulo 2^64, narrower unsigned types where the
// known range of the result shows that nothing wraps.
#include "importer.h"

enum { NO_OP = -1, PTOWSP_OP_ARITH_NONE = NO_OP };

typedef struct {
  enum CXBinaryOperatorKind plain, assigning;
  bool is_comparison;
  int on_signed, on_unsigned, on_float; // op, or predicate
} operator_row_t;

static const operator_row_t rows[] = {
#define OPERATOR(ID, SPELLING, CLANG, SIGNED, UNSIGNED, FLOAT)        \
  {CXBinaryOperator_##CLANG, CXBinaryOperator_##CLANG##Assign, false, \
   PTOWSP_OP_ARITH_##SIGNED, PTOWSP_OP_ARITH_##UNSIGNED,       PTOWSP_OP_ARITH_##FLOAT},
#define COMPARISON(ID, SPELLING, CLANG, SIGNED, UNSIGNED, FLOAT) \
  {CXBinaryOperator_##CLANG, CXBinaryOperator_Invalid, true,     \
   PTOWSP_CMPI_##SIGNED,     PTOWSP_CMPI_##UNSIGNED,   PTOWSP_CMPF_##FLOAT},
#include "operators.def"
};

binary_t binary_of(enum CXBinaryOperatorKind kind, bool *out_assigns) {
  *out_assigns = false;
  if (kind == CXBinaryOperator_Invalid) return BINARY_COUNT;
  for (int i = 0; i < BINARY_COUNT; i++) {
    *out_assigns = rows[i].assigning == kind;
    if (*out_assigns || rows[i].plain == kind) return (binary_t)i;
  }
  return BINARY_COUNT;
}

bool binary_is_shift(binary_t op) { return op == BINARY_SHL || op == BINARY_SHR; }
bool binary_is_comparison(binary_t op) { return rows[op].is_comparison; }

// ---------------------------------------------------------------- constants

static int64_t truncate(ctype_t type, uint64_t bits) {
  if (type.width >= 64) return (int64_t)bits;
  bits &= (UINT64_C(1) << type.width) - 1;
  if (type.is_signed && bits >> (type.width - 1)) bits |= ~UINT64_C(0) << type.width;
  return (int64_t)bits;
}

static bool fold_comparison(binary_t op, bool is_signed, int64_t x, int64_t y) {
  uint64_t ux = (uint64_t)x, uy = (uint64_t)y;
  bool less = is_signed ? x < y : ux < uy;
  switch (op) {
    case BINARY_EQ:
      return x == y;
    case BINARY_NE:
      return x != y;
    case BINARY_LT:
      return less;
    case BINARY_LE:
      return less || x == y;
    case BINARY_GT:
      return !less && x != y;
    default:
      return !less;
  }
}

// The quotient or remainder; the caller has excluded division by zero.
static uint64_t fold_division(binary_t op, bool is_signed, int64_t x, int64_t y) {
  if (!is_signed) {
    uint64_t ux = (uint64_t)x, uy = (uint64_t)y;
    return op == BINARY_DIV ? ux / uy : ux % uy;
  }
  if (y == -1) return op == BINARY_DIV ? 0 - (uint64_t)x : 0; // not INT64_MIN / -1
  return (uint64_t)(op == BINARY_DIV ? x / y : x % y);
}

// False: C gives the operation no value (division by zero, shift too far).
static bool fold(binary_t op, ctype_t type, int64_t x, int64_t y, int64_t *out) {
  uint64_t ux = (uint64_t)x, uy = (uint64_t)y, bits = 0;
  switch (op) {
    case BINARY_ADD:
      bits = ux + uy;
      break;
    case BINARY_SUB:
      bits = ux - uy;
      break;
    case BINARY_MUL:
      bits = ux * uy;
      break;
    case BINARY_DIV:
    case BINARY_REM:
      if (y == 0) return false;
      bits = fold_division(op, type.is_signed, x, y);
      break;
    case BINARY_SHL:
    case BINARY_SHR:
      if (y < 0 || y >= type.width) return false;
      bits = op == BINARY_SHL ? ux << y : type.is_signed ? (uint64_t)(x >> y) : ux >> y;
      break;
    case BINARY_AND:
      bits = ux & uy;
      break;
    case BINARY_OR:
      bits = ux | uy;
      break;
    case BINARY_XOR:
      bits = ux ^ uy;
      break;
    default:
      return false;
  }
  *out = truncate(type, bits);
  return true;
}

// ---------------------------------------------------------------- ranges

static bool range_of(binary_t op, operand_t x, operand_t y, int64_t *out_low, int64_t *out_high) {
  if (!x.is_ranged || !y.is_ranged) return false;
  int64_t low = 0, high = 0;
  if (op == BINARY_ADD || op == BINARY_SUB) {
    bool is_sub = op == BINARY_SUB;
    if (is_sub ? __builtin_sub_overflow(x.low, y.high, &low) ||
                     __builtin_sub_overflow(x.high, y.low, &high)
               : __builtin_add_overflow(x.low, y.low, &low) ||
                     __builtin_add_overflow(x.high, y.high, &high))
      return false;
  } else if (op == BINARY_MUL) {
    const int64_t a[] = {x.low, x.low, x.high, x.high}, b[] = {y.low, y.high, y.low, y.high};
    low = INT64_MAX;
    high = INT64_MIN;
    for (int i = 0; i < 4; i++) {
      int64_t product;
      if (__builtin_mul_overflow(a[i], b[i], &product)) return false;
      if (product < low) low = product;
      if (product > high) high = product;
    }
  } else if (op == BINARY_DIV && y.low > 0 && y.low == y.high) {
    low = x.low / y.low;
    high = x.high / y.low;
  } else if (op == BINARY_REM && x.low >= 0 && y.low > 0) {
    high = x.high < y.high ? x.high : y.high - 1;
  } else {
    return false;
  }
  *out_low = low;
  *out_high = high;
  return true;
}

// ---------------------------------------------------------------- building

// Whether a value may take part in index arithmetic without a detour through memory.
static bool is_indexable(importer_t *im, operand_t x) {
  if (x.form == FORM_INDEX) return true;
  if (x.form == FORM_CONSTANT) return x.is_ranged;
  return x.form == FORM_PLAIN && x.is_leaf &&
         (im->index_context || x.type.is_signed || x.type.width == 64);
}

// Whether index arithmetic gives the value C does, and is wanted.
static bool index_is_exact(importer_t *im, binary_t op, operand_t x, operand_t y) {
  if (binary_is_shift(op) || op == BINARY_AND || op == BINARY_OR || op == BINARY_XOR) return false;
  if (!is_indexable(im, x) || !is_indexable(im, y)) return false;
  if (!im->index_context && x.form != FORM_INDEX && y.form != FORM_INDEX) return false;
  ctype_t type = x.type;
  bool is_division = op == BINARY_DIV || op == BINARY_REM;
  if (type.is_signed) return !is_division || !(y.form == FORM_CONSTANT && y.low == 0);
  bool is_positive = x.is_ranged && x.low >= 0 && y.is_ranged && y.low >= 0;
  if (binary_is_comparison(op)) return true;
  if (is_division) return is_positive && y.low > 0;
  if (type.width == 64) return true;
  int64_t low, high;
  return is_positive && range_of(op, x, y, &low, &high) && ctype_holds(type, low) &&
         ctype_holds(type, high);
}

static operand_t build_index_comparison(importer_t *im, binary_t op, operand_t x, operand_t y) {
  // 64-bit unsigned values beyond INT64_MAX look negative as an index.
  bool is_positive = x.is_ranged && x.low >= 0 && y.is_ranged && y.low >= 0;
  bool is_signed = x.type.is_signed || x.type.width < 64 || is_positive;
  ptowsp_value_t *left = as_index(im, x), *right = as_index(im, y);
  return operand_truth(
      ctype_int(),
      build_comparison(im, PTOWSP_OP_ARITH_CMPI,
                       is_signed ? rows[op].on_signed : rows[op].on_unsigned, left, right));
}

operand_t build_index_binary(importer_t *im, binary_t op, operand_t x, operand_t y) {
  int64_t folded;
  if (x.form == FORM_CONSTANT && y.form == FORM_CONSTANT && fold(op, x.type, x.low, y.low, &folded))
    return operand_constant(x.type, folded);
  bool is_neutral =
      y.form == FORM_CONSTANT && ((op == BINARY_ADD || op == BINARY_SUB)
                                      ? y.low == 0
                                      : (op == BINARY_MUL || op == BINARY_DIV) && y.low == 1);
  if (is_neutral) return to_index(im, x);
  if (op == BINARY_ADD && x.form == FORM_CONSTANT && x.low == 0) return to_index(im, y);
  if (op == BINARY_MUL && x.form == FORM_CONSTANT && x.low == 1) return to_index(im, y);
  ptowsp_value_t *left = as_index(im, x), *right = as_index(im, y);
  operand_t result = operand_index(
      x.type, ptowsp_build_binary(&im->builder, (ptowsp_op_id_t)rows[op].on_signed, left, right));
  result.is_ranged = range_of(op, x, y, &result.low, &result.high);
  if (result.is_ranged && !(ctype_holds(x.type, result.low) && ctype_holds(x.type, result.high)))
    result.is_ranged = false;
  return result;
}

static operand_t build_float_binary(importer_t *im, binary_t op, operand_t x, operand_t y) {
  bool is_narrow = ctype_is_narrow_float(x.type);
  if (binary_is_comparison(op)) {
    x = settle(im, x);
    y = settle(im, y);
  }
  ptowsp_value_t *left = is_narrow ? materialize_wide(im, x) : materialize(im, x);
  ptowsp_value_t *right = is_narrow ? materialize_wide(im, y) : materialize(im, y);
  if (binary_is_comparison(op))
    return operand_truth(
        ctype_int(), build_comparison(im, PTOWSP_OP_ARITH_CMPF, rows[op].on_float, left, right));
  ptowsp_value_t *value =
      ptowsp_build_binary(&im->builder, (ptowsp_op_id_t)rows[op].on_float, left, right);
  return is_narrow ? operand_wide(x.type, value) : operand_plain(x.type, value);
}

static operand_t build_integer_binary(importer_t *im, binary_t op, operand_t x, operand_t y) {
  ctype_t type = x.type;
  bool is_bitwise = op == BINARY_AND || op == BINARY_OR || op == BINARY_XOR;
  if (is_bitwise && x.form == FORM_TRUTH && y.form == FORM_TRUTH)
    return operand_truth(type, ptowsp_build_binary(&im->builder, (ptowsp_op_id_t)rows[op].on_signed,
                                                   x.value, y.value));
  if (binary_is_shift(op)) y = convert(im, y, type); // a count in range survives
  ptowsp_value_t *left = materialize(im, x), *right = materialize(im, y);
  int which = type.is_signed ? rows[op].on_signed : rows[op].on_unsigned;
  if (binary_is_comparison(op))
    return operand_truth(ctype_int(),
                         build_comparison(im, PTOWSP_OP_ARITH_CMPI, which, left, right));
  return operand_plain(type, ptowsp_build_binary(&im->builder, (ptowsp_op_id_t)which, left, right));
}

static operand_t fold_operands(importer_t *im, CXCursor where, binary_t op, operand_t x,
                               operand_t y) {
  if (binary_is_comparison(op))
    return operand_constant(ctype_int(), fold_comparison(op, x.type.is_signed, x.low, y.low));
  int64_t value;
  if (fold(op, x.type, x.low, y.low, &value)) return operand_constant(x.type, value);
  refuse(im, where,
         binary_is_shift(op) ? "the shift count is not below the width of the type"
                             : "division by zero");
  return operand_none();
}

operand_t build_binary(importer_t *im, CXCursor where, binary_t op, operand_t x, operand_t y) {
  if (operand_is_none(x) || operand_is_none(y)) return operand_none();
  if (x.type.kind == C_FLOAT) return build_float_binary(im, op, x, y);
  if (x.form == FORM_CONSTANT && y.form == FORM_CONSTANT) return fold_operands(im, where, op, x, y);
  if ((op == BINARY_DIV || op == BINARY_REM) && y.form == FORM_CONSTANT && y.low == 0) {
    refuse(im, where, "division by zero");
    return operand_none();
  }
  if (index_is_exact(im, op, x, y))
    return binary_is_comparison(op) ? build_index_comparison(im, op, x, y)
                                    : build_index_binary(im, op, x, y);
  return build_integer_binary(im, op, x, y);
}

// The negative of a literal, which nobody else holds; NULL: `x` is none.
static ptowsp_value_t *negate_literal(importer_t *im, operand_t x) {
  ptowsp_op_t *op = x.form == FORM_PLAIN && !x.is_leaf ? ptowsp_value_op(x.value) : NULL;
  if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT) || ptowsp_value_has_uses(x.value)) return NULL;
  double value = ptowsp_attr_float_value(ptowsp_op_attr(op, "value"));
  ptowsp_op_erase(op);
  return float_constant(im, x.type, -value);
}

operand_t build_negation(importer_t *im, operand_t x) {
  if (operand_is_none(x)) return x;
  if (x.type.kind == C_FLOAT) {
    ptowsp_value_t *literal = negate_literal(im, x);
    if (literal) return operand_plain(x.type, literal);
    bool is_narrow = ctype_is_narrow_float(x.type);
    ptowsp_value_t *value = is_narrow ? materialize_wide(im, x) : materialize(im, x);
    value = ptowsp_build_unary(&im->builder, PTOWSP_OP_ARITH_NEGF, value);
    return is_narrow ? operand_wide(x.type, value) : operand_plain(x.type, value);
  }
  return build_binary(im, clang_getNullCursor(), BINARY_SUB, operand_constant(x.type, 0), x);
}

operand_t build_complement(importer_t *im, operand_t x) {
  if (operand_is_none(x)) return x;
  operand_t ones = operand_constant(x.type, truncate(x.type, UINT64_MAX));
  return build_binary(im, clang_getNullCursor(), BINARY_XOR, x, ones);
}

operand_t build_not(importer_t *im, operand_t x) {
  if (operand_is_none(x)) return x;
  if (x.form == FORM_CONSTANT) return operand_constant(ctype_int(), x.low == 0);
  ptowsp_value_t *truth = as_truth(im, x);
  ptowsp_value_t *one = ptowsp_build_constant(&im->builder, ptowsp_attr_bool(im->context, true));
  return operand_truth(ctype_int(),
                       ptowsp_build_binary(&im->builder, PTOWSP_OP_ARITH_XORI, truth, one));
}
