// Loops whose variable is multiplied or divided by a constant in every step.
//
//   for (int h = 1; h < N; h *= 2)        scf.for %t = 0 to TRIPS step 1, h is 1 << %t
//   for (int h = n; h > 0; h /= 3)        h is n / 3^%t, the body under `h > 0`
//
// TRIPS is the number of iterations where the first value and the bound are known, else what
// their ranges allow; the body then stands under the condition of the loop.
#include <stdlib.h>

#include "loops.h"

// ---------------------------------------------------------------- steps

// What multiplying (dividing, if negative) by the other side of a step does to the variable.
static bool power_of(binary_t op, CXCursor side, variable_t *out) {
  int64_t by;
  if (!constant_integer(side, &by)) return false;
  if (binary_is_shift(op) && (by < 0 || by > 30)) return false;
  if (binary_is_shift(op)) by = INT64_C(1) << by;
  if (by < 2 || by >= INT32_MAX) return false;
  bool is_rising = op == BINARY_MUL || op == BINARY_SHL;
  out->power = is_rising ? by : -by;
  out->step = is_rising ? 1 : -1;
  return true;
}

bool power_step(importer_t *im, CXCursor cursor, variable_t *out) {
  bool assigns;
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  if (kind != CXCursor_CompoundAssignOperator && kind != CXCursor_BinaryOperator) return false;
  binary_t op = binary_of(clang_getCursorBinaryOperatorKind(cursor), &assigns);
  CXCursor value = source_children(im, cursor).data[1];
  CXCursor left = out->decl, right = value;
  if (kind == CXCursor_BinaryOperator) { // h = h * 2, h = 2 * h
    CXCursor sum = source_strip(im, value);
    if (clang_getCursorKind(sum) != CXCursor_BinaryOperator) return false;
    op = binary_of(clang_getCursorBinaryOperatorKind(sum), &assigns);
    children_t sides = source_children(im, sum);
    left = variable_of(im, sides.data[0]);
    right = sides.data[1];
    if (op == BINARY_MUL && clang_equalCursors(variable_of(im, right), out->decl)) {
      left = out->decl;
      right = sides.data[0];
    }
  }
  if (!clang_equalCursors(left, out->decl)) return false;
  if (op == BINARY_ADD && clang_equalCursors(variable_of(im, right), out->decl)) { // h += h
    out->power = 2;
    out->step = 1;
    return true;
  }
  return (op == BINARY_MUL || op == BINARY_DIV || binary_is_shift(op)) && power_of(op, right, out);
}

// ---------------------------------------------------------------- checks

static bool refuse_wrap(importer_t *im, const loop_t *loop) {
  refuse(im, loop->condition,
         "'%s' may wrap around before the loop ends; use a wider or a signed loop variable",
         loop->name);
  return false;
}

static bool is_known(const loop_t *loop) {
  return loop->first.form == FORM_CONSTANT && loop->last.form == FORM_CONSTANT;
}

// != is the relation that ends the loop at the same value, if that is certain.
static bool settle_unequal(importer_t *im, loop_t *loop) {
  bool is_up = loop->power > 0, ok = false;
  int64_t by = llabs(loop->power), last = loop->last.low;
  if (!is_up && loop->last.form == FORM_CONSTANT && last == 0) {
    ok = low_of(loop, loop->first) >= 0;
  } else if (is_known(loop)) {
    int64_t value = loop->first.low;
    while (value > 0 && (is_up ? value < last : value > last))
      if (is_up ? __builtin_mul_overflow(value, by, &value) : (value /= by, false)) break;
    ok = value == last;
  }
  loop->relation = is_up ? BINARY_LT : BINARY_GT;
  if (!ok)
    refuse(im, loop->condition, "'%s' may step over its bound; write %s instead of !=", loop->name,
           is_up ? "<" : ">");
  return ok;
}

static bool check_rising(importer_t *im, loop_t *loop) {
  int64_t value = low_of(loop, loop->first), greatest;
  if (value < 1) {
    refuse(im, clang_Cursor_isNull(loop->initial) ? loop->statement : loop->initial,
           "'%s' must start above 0 to grow by its step; start at a positive constant", loop->name);
    return false;
  }
  greatest = high_of(loop, loop->last) - (loop->relation == BINARY_LT);
  int64_t most = high_of(loop, loop->first), next;
  bool wraps = false;
  for (; value <= greatest && !wraps; value = next, loop->trips++)
    wraps = __builtin_mul_overflow(value, loop->power, &next) || next > type_high(loop->type);
  bool is_assumed = loop->type.is_signed ? loop->type.width >= 32 : loop->type.width == 64;
  if (wraps && (loop->last.form == FORM_CONSTANT || !is_assumed)) return refuse_wrap(im, loop);
  for (size_t t = 1; t < loop->trips; t++)
    if (__builtin_mul_overflow(most, loop->power, &most)) return refuse_wrap(im, loop);
  loop->low = low_of(loop, loop->first);
  loop->high = greatest;
  return true;
}

static bool check_falling(importer_t *im, loop_t *loop) {
  int64_t value = high_of(loop, loop->first);
  int64_t least = low_of(loop, loop->last) + (loop->relation == BINARY_GT);
  if (loop->type.is_signed && !loop->compared_as.is_signed && low_of(loop, loop->first) < 0) {
    refuse(im, loop->condition, "the signed '%s' is compared with an unsigned bound; use one type",
           loop->name);
    return false;
  }
  if (least < 1) {
    refuse(im, loop->condition, "'%s' stays 0 once it is there: the loop may not end; write %s > 0",
           loop->name, loop->name);
    return false;
  }
  loop->low = least;
  loop->high = value;
  for (; value >= least; value /= -loop->power) loop->trips++;
  return true;
}

bool check_power(importer_t *im, loop_t *loop) {
  annotations_t annotations = read_annotations(im, loop->variable);
  if (annotations.has[ANNOTATION_TILE]) {
    refuse(im, loop->variable,
           "'%s' is multiplied or divided: its iterations cannot be tiled; tile a loop inside",
           loop->name);
    return false;
  }
  if (loop->relation == BINARY_NE && !settle_unequal(im, loop)) return false;
  bool is_up = loop->relation == BINARY_LT || loop->relation == BINARY_LE;
  if (is_up != (loop->power > 0)) {
    refuse(im, loop->step_cursor, "the step moves '%s' away from its bound", loop->name);
    return false;
  }
  if (!(is_up ? check_rising : check_falling)(im, loop)) return false;
  if (loop->at_least_once) { // do { …; h *= 2; } while (h < N);
    if (!loop->trips) loop->trips = 1;
    int64_t low = low_of(loop, loop->first), high = high_of(loop, loop->first);
    loop->low = low < loop->low ? low : loop->low;
    loop->high = high > loop->high ? high : loop->high;
  }
  if (loop->low > loop->high) loop->low = loop->high; // the body never runs
  return true;
}

// ---------------------------------------------------------------- building

// `start` multiplied (divided) by the counter's power of a number; the counter is below the trips.
static ptowsp_value_t *build_table(importer_t *im, const loop_t *loop, ptowsp_value_t *counter,
                                   int64_t start, bool is_up) {
  ptowsp_value_t *value = ptowsp_build_index(&im->builder, start);
  int64_t by = llabs(loop->power), power = start;
  for (size_t t = 1; t < loop->trips; t++) {
    power = is_up ? power * by : power / by;
    ptowsp_value_t *is_here = build_comparison(im, PTOWSP_OP_ARITH_CMPI, PTOWSP_CMPI_EQ, counter,
                                               ptowsp_build_index(&im->builder, (int64_t)t));
    value =
        ptowsp_build_select(&im->builder, is_here, ptowsp_build_index(&im->builder, power), value);
  }
  return value;
}

operand_t power_value(importer_t *im, const loop_t *loop, operand_t counter) {
  int64_t by = llabs(loop->power);
  bool is_up = loop->power > 0;
  ptowsp_value_t *value;
  if ((by & (by - 1)) == 0) {
    // A negative first value of a falling loop stays negative, and the body does not run.
    int64_t bits = __builtin_ctzll((unsigned long long)by);
    operand_t count = build_index_binary(im, BINARY_MUL, counter,
                                         operand_constant(ctype_integer(64, true), bits));
    value = ptowsp_build_binary(&im->builder, is_up ? PTOWSP_OP_ARITH_SHLI : PTOWSP_OP_ARITH_SHRSI,
                                as_index(im, loop->first), as_index(im, count));
  } else {
    // A table of the values if the first is known, else of the powers.
    bool is_constant = loop->first.form == FORM_CONSTANT;
    value = build_table(im, loop, as_index(im, counter), is_constant ? loop->first.low : 1,
                        !is_constant || is_up);
    if (!is_constant)
      value =
          ptowsp_build_binary(&im->builder, is_up ? PTOWSP_OP_ARITH_MULI : PTOWSP_OP_ARITH_DIVSI,
                              as_index(im, loop->first), value);
  }
  operand_t result = operand_index(loop->type, value);
  result.is_ranged = true;
  result.low = loop->low;
  result.high = loop->high;
  return result;
}

// ---------------------------------------------------------------- variables beside

bool check_beside(importer_t *im, const variable_t *variable, operand_t first) {
  int64_t by = llabs(variable->power);
  ctype_t type = ctype_of(clang_getCursorType(variable->decl));
  if (!by) return true;
  bool is_shift = (by & (by - 1)) == 0;
  if (variable->power > 0 ? is_shift && type.is_signed
                          : is_shift && first.is_ranged && first.low >= 0)
    return true;
  refuse(
      im, variable->decl,
      "'%s' beside the loop variable is doubled as an int, or halved from a constant that is not "
      "negative, at most; compute it in the loop",
      source_name(im, variable->decl));
  return false;
}

operand_t power_beside(importer_t *im, const variable_t *variable, operand_t first, operand_t count,
                       int64_t most) {
  enum { MOST_BITS = 62 };
  bool is_up = variable->power > 0;
  int64_t bits = __builtin_ctzll((unsigned long long)llabs(variable->power));
  ptowsp_value_t *by = as_index(
      im,
      build_index_binary(im, BINARY_MUL, count, operand_constant(ctype_integer(64, true), bits)));
  if (!is_up && most > MOST_BITS / bits) // it has become 0 long before
    by = ptowsp_build_binary(&im->builder, PTOWSP_OP_ARITH_MINSI, by,
                             ptowsp_build_index(&im->builder, MOST_BITS));
  ptowsp_op_id_t op = is_up ? PTOWSP_OP_ARITH_SHLI : PTOWSP_OP_ARITH_SHRSI;
  return operand_index(first.type, ptowsp_build_binary(&im->builder, op, as_index(im, first), by));
}

// ---------------------------------------------------------------- the guard

ptowsp_op_t *build_power_guard(importer_t *im, const loop_t *loop, operand_t value,
                               ptowsp_value_t *counter) {
  static const int predicates[BINARY_COUNT] = {
      [BINARY_LT] = 2, [BINARY_LE] = 3, [BINARY_GT] = 4, [BINARY_GE] = 5};
  if (is_known(loop)) return NULL;
  ptowsp_value_t *holds = build_comparison(im, PTOWSP_OP_ARITH_CMPI, predicates[loop->relation],
                                           value.value, as_index(im, loop->last));
  if (loop->at_least_once) {
    ptowsp_value_t *is_first =
        build_comparison(im, PTOWSP_OP_ARITH_CMPI, 0, counter, ptowsp_build_index(&im->builder, 0));
    holds = ptowsp_build_binary(&im->builder, PTOWSP_OP_ARITH_ORI, holds, is_first);
  }
  return build_if(im, holds, NULL);
}
