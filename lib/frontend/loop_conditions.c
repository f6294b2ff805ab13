// The condition of a loop: the loop variable's sum against a bound, solved for the variable.
//
//   i < N                    the bound is N
//   i + T < N, N > i + T     the bound is N - T
//   2 * i <= N - 1           the bound is (N - 1) / 2, rounded down
//
// Signed sums do not overflow in C, so they are moved and divided as numbers. Unsigned ones
// may wrap around: they are taken apart where it is certain that they do not.
#include <stdlib.h>

#include "loops.h"

// ---------------------------------------------------------------- questions

// Also where the condition steps it: i++ < n.
static bool is_variable(importer_t *im, const loop_t *loop, CXCursor cursor) {
  cursor = source_strip(im, cursor);
  bool is_unary = clang_getCursorKind(cursor) == CXCursor_UnaryOperator;
  bool is_step = is_unary || clang_getCursorKind(cursor) == CXCursor_CompoundAssignOperator;
  if (loop->counting && is_step && writes_its_operand(cursor))
    cursor = source_children(im, cursor).data[0];
  return clang_equalCursors(variable_of(im, cursor), loop->variable);
}

typedef struct {
  CXCursor decl;
  size_t count;
} mentions_t;

static enum CXChildVisitResult count_mention(CXCursor cursor, CXCursor parent, CXClientData data) {
  (void)parent;
  mentions_t *mentions = data;
  mentions->count += clang_getCursorKind(cursor) == CXCursor_DeclRefExpr &&
                     clang_equalCursors(clang_getCursorReferenced(cursor), mentions->decl);
  return CXChildVisit_Recurse;
}

size_t count_mentions(CXCursor cursor, CXCursor decl) {
  mentions_t mentions = {decl, 0};
  count_mention(cursor, cursor, &mentions);
  clang_visitChildren(cursor, count_mention, &mentions);
  return mentions.count;
}

bool mentions(CXCursor cursor, CXCursor decl) { return count_mentions(cursor, decl) > 0; }

// The loop's variable is the one that the condition compares; the first, if it compares none.
void choose_counter(importer_t *im, loop_t *loop, CXCursor condition) {
  for (size_t i = loop->variable_count; i-- > 0;)
    if (mentions(condition, loop->variables[i].decl)) loop->counter = i;
  children_t sides = source_children(im, source_strip(im, condition));
  for (size_t k = sides.size == 2 ? 2 : 0; k-- > 0;)
    for (size_t i = 0; i < loop->variable_count; i++)
      if (clang_equalCursors(variable_of(im, sides.data[k]), loop->variables[i].decl))
        loop->counter = i;
  loop->variable = loop->variables[loop->counter].decl;
  loop->initial = loop->variables[loop->counter].initial;
}

static binary_t mirrored(binary_t relation) {
  switch (relation) {
    case BINARY_LT:
      return BINARY_GT;
    case BINARY_LE:
      return BINARY_GE;
    case BINARY_GT:
      return BINARY_LT;
    case BINARY_GE:
      return BINARY_LE;
    default:
      return relation;
  }
}

static bool is_unsigned(CXCursor cursor) {
  ctype_t type = ctype_of(clang_getCursorType(cursor));
  return type.kind == C_INTEGER && !type.is_signed;
}

// ---------------------------------------------------------------- sums

static bool add_term(loop_t *loop, CXCursor cursor, int64_t factor, bool beside) {
  if (loop->term_count == MAX_TERMS) return false;
  loop->terms[loop->term_count++] = (term_t){cursor, factor, beside};
  return true;
}

static bool scale(int64_t factor, int64_t by, int64_t *out) {
  return !__builtin_mul_overflow(factor, by, out) && llabs(*out) < INT32_MAX;
}

static bool add_sum(importer_t *im, loop_t *loop, CXCursor cursor, int64_t factor, bool beside);

// c * x, x * c and x << c, of which the variable is in x.
static bool add_product(importer_t *im, loop_t *loop, binary_t op, children_t sides,
                        int64_t factor) {
  bool is_left = mentions(sides.data[0], loop->variable);
  int64_t by;
  if (!is_left && op == BINARY_SHL) return false;
  if (!constant_integer(sides.data[is_left ? 1 : 0], &by)) return false;
  if (op == BINARY_SHL && (by < 0 || by > 30)) return false;
  if (op == BINARY_SHL) by = INT64_C(1) << by;
  return by && scale(factor, by, &factor) &&
         add_sum(im, loop, sides.data[is_left ? 0 : 1], factor, true);
}

// Adds `factor` times an expression to the loop's sum; false: it is not linear in the variable.
static bool add_sum(importer_t *im, loop_t *loop, CXCursor cursor, int64_t factor, bool beside) {
  CXCursor inner = source_strip(im, cursor);
  if (!mentions(inner, loop->variable)) return add_term(loop, cursor, factor, beside);
  loop->is_unsigned |= is_unsigned(cursor) || is_unsigned(inner);
  if (is_variable(im, loop, inner)) {
    loop->factor += factor;
    return llabs(loop->factor) < INT32_MAX;
  }
  children_t sides = source_children(im, inner);
  if (clang_getCursorKind(inner) == CXCursor_UnaryOperator) {
    enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(inner);
    loop->subtracts |= kind == CXUnaryOperator_Minus;
    return (kind == CXUnaryOperator_Minus || kind == CXUnaryOperator_Plus) &&
           add_sum(im, loop, sides.data[0], kind == CXUnaryOperator_Minus ? -factor : factor, true);
  }
  bool assigns;
  if (clang_getCursorKind(inner) != CXCursor_BinaryOperator) return false;
  binary_t op = binary_of(clang_getCursorBinaryOperatorKind(inner), &assigns);
  if (assigns) return false;
  if (op == BINARY_MUL || op == BINARY_SHL) return add_product(im, loop, op, sides, factor);
  if (op != BINARY_ADD && op != BINARY_SUB) return false;
  loop->subtracts |= op == BINARY_SUB;
  return add_sum(im, loop, sides.data[0], factor, true) &&
         add_sum(im, loop, sides.data[1], op == BINARY_SUB ? -factor : factor, true);
}

// What stands on the left of the relation less what stands on its right.
static bool read_sum(importer_t *im, loop_t *loop, children_t sides) {
  bool is_left = mentions(sides.data[0], loop->variable);
  loop->subtracts = is_left && mentions(sides.data[1], loop->variable);
  if (!add_sum(im, loop, sides.data[0], 1, is_left) ||
      !add_sum(im, loop, sides.data[1], -1, !is_left) || !loop->factor)
    return false;
  loop->is_unsigned |= is_unsigned(sides.data[0]) || is_unsigned(sides.data[1]);
  loop->bound = sides.data[is_left ? 1 : 0];
  loop->compared_as = ctype_of(clang_getCursorType(loop->bound));
  if (loop->compared_as.kind != C_INTEGER) return false;
  if (loop->factor > 0) return true;
  loop->relation = mirrored(loop->relation);
  loop->factor = -loop->factor;
  for (size_t i = 0; i < loop->term_count; i++) loop->terms[i].factor *= -1;
  return true;
}

// for (int p = 2; p * p < 100; p++): up to the root.
static bool read_square(importer_t *im, loop_t *loop, binary_t op, children_t sides) {
  CXCursor square = source_strip(im, sides.data[0]);
  int64_t bound, root = 0;
  bool is_square = clang_getCursorKind(square) == CXCursor_BinaryOperator &&
                   clang_getCursorBinaryOperatorKind(square) == CXBinaryOperator_Mul;
  if (!is_square || (op != BINARY_LT && op != BINARY_LE) ||
      !constant_integer(sides.data[1], &bound) || bound < 1 || bound > INT32_MAX)
    return false;
  children_t factors = source_children(im, square);
  if (!is_variable(im, loop, factors.data[0]) || !is_variable(im, loop, factors.data[1]))
    return false;
  while (op == BINARY_LT ? root * root < bound : root * root <= bound) root++;
  loop->relation = BINARY_LT;
  loop->bound = sides.data[1];
  loop->compared_as = ctype_integer(64, true);
  loop->root = root;
  return true;
}

bool read_condition(importer_t *im, loop_t *loop, CXCursor condition) {
  loop->condition = condition;
  CXCursor inner = source_strip(im, condition);
  bool assigns;
  binary_t op = clang_getCursorKind(inner) == CXCursor_BinaryOperator
                    ? binary_of(clang_getCursorBinaryOperatorKind(inner), &assigns)
                    : BINARY_COUNT;
  if (op != BINARY_COUNT && binary_is_comparison(op) && op != BINARY_EQ) {
    children_t sides = source_children(im, inner);
    bool is_left = is_variable(im, loop, sides.data[0]);
    loop->relation = op;
    if ((is_left && !mentions(sides.data[1], loop->variable)) ||
        (is_variable(im, loop, sides.data[1]) && !mentions(sides.data[0], loop->variable))) {
      loop->relation = is_left ? op : mirrored(op);
      loop->bound = sides.data[is_left ? 1 : 0];
      loop->compared_as = ctype_of(clang_getCursorType(loop->bound));
      if (loop->compared_as.kind == C_INTEGER) return true;
      refuse(im, inner, "the loop variable '%s' must be compared as an integer", loop->name);
      return false;
    }
    if (read_sum(im, loop, sides)) return true;
  }
  if (op != BINARY_COUNT && read_square(im, loop, op, source_children(im, inner))) return true;
  if (is_variable(im, loop, inner)) { // for (…; n; n--)
    loop->relation = BINARY_NE;
    loop->bound = clang_getNullCursor();
    loop->compared_as = ctype_of(clang_getCursorType(loop->variable));
    return true;
  }
  refuse(im, condition, "the condition must compare the loop variable '%s' with a bound; %s",
         loop->name, loop_advice);
  return false;
}

// ---------------------------------------------------------------- leaving for good

typedef struct {
  cursor_vec_t written;
  bool ok;
} steady_t;

static enum CXChildVisitResult find_unsteady(CXCursor cursor, CXCursor parent, CXClientData data) {
  (void)parent;
  steady_t *steady = data;
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  steady->ok &= kind != CXCursor_ArraySubscriptExpr && kind != CXCursor_CallExpr &&
                kind != CXCursor_UnaryOperator && !writes_its_operand(cursor) &&
                (kind != CXCursor_DeclRefExpr ||
                 !source_contains(&steady->written, clang_getCursorReferenced(cursor)));
  return steady->ok ? CXChildVisit_Recurse : CXChildVisit_Break;
}

// Whether an expression is made of numbers and of variables that the loop leaves alone.
static bool is_steady(importer_t *im, const loop_t *loop, CXCursor cursor) {
  steady_t steady = {.ok = true};
  cursor_vec_t outer = im->assigned;
  im->assigned = (cursor_vec_t){0};
  collect_assigned(im, loop->statement);
  for (size_t i = 0; i < loop->variable_count; i++)
    ptowsp_vec_push(&im->assigned, loop->variables[i].decl);
  steady.written = im->assigned;
  im->assigned = outer;
  find_unsteady(cursor, cursor, &steady);
  if (steady.ok) clang_visitChildren(cursor, find_unsteady, &steady);
  ptowsp_vec_deinit(&steady.written);
  return steady.ok;
}

bool holds_for_good(importer_t *im, const loop_t *loop, CXCursor condition) {
  CXCursor inner = source_strip(im, condition);
  if (clang_getCursorKind(inner) != CXCursor_BinaryOperator) return false;
  enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(inner);
  children_t sides = source_children(im, inner);
  if (kind == CXBinaryOperator_LAnd || kind == CXBinaryOperator_LOr)
    return holds_for_good(im, loop, sides.data[0]) && holds_for_good(im, loop, sides.data[1]);
  bool assigns;
  binary_t op = binary_of(kind, &assigns);
  if (op == BINARY_COUNT || assigns || !binary_is_comparison(op)) return false;
  loop_t probe = *loop; // its sum is what is read here
  probe.relation = op;
  probe.factor = 0;
  probe.term_count = 0;
  probe.is_unsigned = false;
  if (!mentions(inner, loop->variable) || !read_sum(im, &probe, sides) || probe.is_unsigned)
    return false;
  for (size_t i = 0; i < probe.term_count; i++)
    if (!is_steady(im, loop, probe.terms[i].cursor)) return false;
  bool is_above = probe.relation == BINARY_GT || probe.relation == BINARY_GE;
  bool is_below = probe.relation == BINARY_LT || probe.relation == BINARY_LE;
  return loop->step > 0 ? is_above : is_below;
}

// ---------------------------------------------------------------- the bound

bool bound_is_stable(importer_t *im, const loop_t *loop) {
  if (loop->meets) return true;
  if (!loop->factor) return clang_Cursor_isNull(loop->bound) || is_stable(im, loop, loop->bound);
  bool ok = true;
  for (size_t i = 0; i < loop->term_count; i++) ok &= is_stable(im, loop, loop->terms[i].cursor);
  return ok;
}

// Whether factor * i + `beside` cannot wrap around in an unsigned type up to its first value that
// is not below `last`, and has no negative part.
static bool stays_inside(const loop_t *loop, operand_t beside, operand_t last) {
  bool is_rising = loop->relation == BINARY_LT || loop->relation == BINARY_LE;
  if (loop->subtracts || !is_rising || low_of(loop, loop->first) < 0) return false;
  if (!beside.is_ranged || beside.low < 0 || beside.high > INT32_MAX) return false;
  int64_t step = clang_Cursor_isNull(loop->distance) ? llabs(loop->step) : INT32_MAX, most, first;
  if (loop->power > 1 || __builtin_mul_overflow(step, loop->factor, &most)) return false;
  ctype_t type = loop->compared_as;
  if (type.width == 64 && !last.is_ranged) return most < INT64_C(1) << 62;
  if (!last.is_ranged || __builtin_add_overflow(most, last.high, &most)) return false;
  if (__builtin_mul_overflow(high_of(loop, loop->first), loop->factor, &first) ||
      __builtin_add_overflow(first, beside.high, &first))
    return false;
  return most <= type_high(type) && first <= type_high(type);
}

static int64_t rounded(int64_t value, int64_t by, bool up) {
  int64_t quotient = value / by, rest = value % by;
  return quotient + (up ? rest > 0 : -(rest < 0));
}

// `sum` over the variable's factor, rounded so that the relation stays what it is.
static operand_t divided(importer_t *im, const loop_t *loop, operand_t sum) {
  int64_t by = loop->factor;
  if (by == 1) return sum;
  bool up = loop->relation == BINARY_LT || loop->relation == BINARY_GE;
  operand_t result = sum;
  result.low = rounded(sum.low, by, up);
  result.high = rounded(sum.high, by, up);
  if (sum.form == FORM_CONSTANT) return result;
  ptowsp_op_id_t op = up ? PTOWSP_OP_ARITH_CEILDIVSI : PTOWSP_OP_ARITH_FLOORDIVSI;
  result.value = ptowsp_build_binary(&im->builder, op, as_index(im, sum),
                                     ptowsp_build_index(&im->builder, by));
  result.form = FORM_INDEX;
  return result;
}

operand_t import_bound(importer_t *im, loop_t *loop) {
  if (clang_Cursor_isNull(loop->bound)) return operand_constant(ctype_integer(64, true), 0);
  if (loop->root) return operand_constant(ctype_integer(64, true), loop->root);
  if (!loop->factor) return import_index(im, loop->bound);
  ctype_t number = ctype_integer(64, true);
  operand_t beside = operand_constant(number, 0), last = beside; // of the variable, of the other
  for (size_t i = 0; i < loop->term_count; i++) {
    operand_t term = import_index(im, loop->terms[i].cursor);
    if (operand_is_none(term)) return term;
    term.type = number;
    int64_t factor = loop->terms[i].beside ? loop->terms[i].factor : -loop->terms[i].factor;
    term = build_index_binary(im, BINARY_MUL, term, operand_constant(number, factor));
    operand_t *sum = loop->terms[i].beside ? &beside : &last;
    *sum = build_index_binary(im, BINARY_ADD, *sum, term);
  }
  if (loop->is_unsigned && !stays_inside(loop, beside, last)) {
    refuse(im, loop->condition,
           "unsigned arithmetic with '%s' may wrap around; compare '%s' alone, or use int",
           loop->name, loop->name);
    return operand_none();
  }
  operand_t sum = build_index_binary(im, BINARY_SUB, last, beside);
  bool divides = sum.form == FORM_CONSTANT && sum.low % loop->factor == 0;
  if (loop->relation == BINARY_NE && loop->factor != 1 && !divides) {
    refuse(im, loop->condition, "'%s' may step over its bound; write %s instead of !=", loop->name,
           loop->step > 0 ? "<" : ">");
    return operand_none();
  }
  loop->compared_as = number;
  return divided(im, loop, sum);
}
