// for loops: recognized as counted, and normalized to an ascending scf.for.
//
//   for (int i = LO; i < HI; i += 2)    scf.for %i = LO to HI step 2
//   for (int i = HI; i >= LO; i--)      scf.for %t = 0 to HI - LO + 1 step 1, i is HI - %t
//   for (int h = 1; h < N; h *= 2)      loop_powers.c
//   for (int i = 0; i + T < N; i++)     loop_conditions.c
//
// What C would let wrap, or never end, is refused.
#include <stdlib.h>

#include "loops.h"

const char loop_advice[] = "write for (int i = LO; i < HI; i += STEP)";

// ---------------------------------------------------------------- parts

static bool add_variable(importer_t *im, loop_t *loop, CXCursor decl, CXCursor initial,
                         CXCursor where) {
  if (loop->variable_count == MAX_VARIABLES) {
    refuse(im, where, "a for loop has at most %d variables", MAX_VARIABLES);
    return false;
  }
  variable_t variable = {.decl = decl, .initial = initial, .distance = clang_getNullCursor()};
  variable.is_outside = clang_getCursorKind(where) != CXCursor_VarDecl;
  loop->variables[loop->variable_count++] = variable;
  return true;
}

// i = 0, j = n in the head of a loop.
static bool read_assignments(importer_t *im, loop_t *loop, CXCursor init) {
  init = source_strip(im, init);
  children_t sides = source_children(im, init);
  if (is_comma(init))
    return read_assignments(im, loop, sides.data[0]) && read_assignments(im, loop, sides.data[1]);
  CXCursor decl = sides.size == 2 ? variable_of(im, sides.data[0]) : clang_getNullCursor();
  bool is_assignment = clang_getCursorKind(init) == CXCursor_BinaryOperator &&
                       clang_getCursorBinaryOperatorKind(init) == CXBinaryOperator_Assign;
  if (is_assignment && clang_getCursorKind(decl) == CXCursor_VarDecl)
    return add_variable(im, loop, decl, sides.data[1], init);
  refuse(im, init, "the head of a loop gives its variables their first values; %s", loop_advice);
  return false;
}

static bool read_variables(importer_t *im, loop_t *loop, CXCursor init) {
  if (clang_getCursorKind(init) != CXCursor_DeclStmt) return read_assignments(im, loop, init);
  children_t declared = source_children(im, init);
  for (size_t i = 0; i < declared.size; i++) {
    CXCursor decl = declared.data[i];
    if (clang_getCursorKind(decl) != CXCursor_VarDecl) {
      refuse(im, init, "declare the variables of the loop only; %s", loop_advice);
      return false;
    }
    if (!add_variable(im, loop, decl, clang_Cursor_getVarDeclInitializer(decl), decl)) return false;
  }
  return true;
}

static bool read_counter(importer_t *im, loop_t *loop) {
  loop->name = source_name(im, loop->variable);
  CXType type = clang_getCursorType(loop->variable);
  loop->type = ctype_of(type);
  if (loop->type.kind != C_INTEGER || clang_isVolatileQualifiedType(type)) {
    refuse(im, loop->variable, "the loop variable '%s' must be an integer; %s", loop->name,
           loop_advice);
    return false;
  }
  binding_t *binding = find_binding(im, loop->variable);
  if (binding && binding->is_loop_variable) {
    refuse(im, loop->statement, "the loop variable '%s' is changed inside its loop", loop->name);
    return false;
  }
  if (!clang_Cursor_isNull(loop->initial)) return true;
  refuse(im, loop->variable, "the loop variable '%s' has no first value; %s", loop->name,
         loop_advice);
  return false;
}

// What a step adds: a constant, or `distance`, `out_step` times.
static bool amount(CXCursor cursor, bool negative, variable_t *out) {
  if (!constant_integer(cursor, &out->step)) {
    out->step = 1;
    out->distance = cursor;
  }
  if (negative) out->step = (int64_t)(0 - (uint64_t)out->step);
  return true;
}

// The step of `i = i + c`, `i = c + i` or `i = i - c`.
static bool step_of_sum(importer_t *im, CXCursor sum, variable_t *out) {
  sum = source_strip(im, sum);
  bool assigns;
  if (clang_getCursorKind(sum) != CXCursor_BinaryOperator) return false;
  binary_t op = binary_of(clang_getCursorBinaryOperatorKind(sum), &assigns);
  children_t sides = source_children(im, sum);
  if ((op != BINARY_ADD && op != BINARY_SUB) || sides.size != 2) return false;
  bool is_left = clang_equalCursors(variable_of(im, sides.data[0]), out->decl);
  bool is_right = clang_equalCursors(variable_of(im, sides.data[1]), out->decl);
  if (is_left == is_right || (!is_left && op == BINARY_SUB)) return false;
  return amount(sides.data[is_left ? 1 : 0], op == BINARY_SUB, out);
}

static bool step_of(importer_t *im, CXCursor cursor, variable_t *out) {
  children_t children = source_children(im, cursor);
  switch (clang_getCursorKind(cursor)) {
    case CXCursor_UnaryOperator:
      switch (clang_getCursorUnaryOperatorKind(cursor)) {
        case CXUnaryOperator_PostInc:
        case CXUnaryOperator_PreInc:
          out->step = 1;
          return true;
        case CXUnaryOperator_PostDec:
        case CXUnaryOperator_PreDec:
          out->step = -1;
          return true;
        default:
          return false;
      }
    case CXCursor_CompoundAssignOperator: {
      enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(cursor);
      return (kind == CXBinaryOperator_AddAssign || kind == CXBinaryOperator_SubAssign) &&
             amount(children.data[1], kind == CXBinaryOperator_SubAssign, out);
    }
    case CXCursor_BinaryOperator:
      return clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Assign &&
             step_of_sum(im, children.data[1], out);
    default:
      return false;
  }
}

static bool refuse_step(importer_t *im, CXCursor variable, CXCursor cursor) {
  refuse(im, cursor,
         "the step must change the loop variable '%s' by a constant that is not zero; %s",
         source_name(im, variable), loop_advice);
  return false;
}

static bool read_steps(importer_t *im, loop_t *loop, CXCursor cursor) {
  cursor = source_strip(im, cursor);
  children_t sides = source_children(im, cursor);
  if (is_comma(cursor))
    return read_steps(im, loop, sides.data[0]) && read_steps(im, loop, sides.data[1]);
  for (size_t i = 0; i < loop->variable_count && sides.size; i++) {
    variable_t *variable = &loop->variables[i];
    if (!clang_equalCursors(variable_of(im, sides.data[0]), variable->decl)) continue;
    bool is_counter = i == loop->counter;
    if (!variable->step && power_step(im, cursor, variable)) return true;
    if (variable->step || !step_of(im, cursor, variable) || !variable->step ||
        llabs(variable->step) >= INT32_MAX)
      return refuse_step(im, variable->decl, cursor);
    return clang_Cursor_isNull(variable->distance) || is_counter ||
           refuse_step(im, variable->decl, cursor);
  }
  return refuse_step(im, loop->variable, cursor);
}

static bool read_step(importer_t *im, loop_t *loop, CXCursor cursor) {
  loop->step_cursor = cursor;
  if (!read_steps(im, loop, cursor)) return false;
  variable_t *counter = &loop->variables[loop->counter];
  loop->step = counter->step;
  loop->distance = counter->distance;
  loop->power = counter->power;
  return loop->step != 0 || refuse_step(im, loop->variable, cursor);
}

static bool read_parts(importer_t *im, loop_t *loop) {
  children_t parts = source_children(im, loop->statement);
  if (parts.size != 4) { // clang leaves out what is missing
    refuse(im, loop->statement, "a for loop needs a variable, a condition and a step; %s",
           loop_advice);
    return false;
  }
  loop->body = parts.data[3];
  if (!read_variables(im, loop, parts.data[0])) return false;
  choose_counter(im, loop, parts.data[1]);
  return read_counter(im, loop) && read_condition(im, loop, parts.data[1]) &&
         read_step(im, loop, parts.data[2]);
}

// ---------------------------------------------------------------- checks

int64_t type_low(ctype_t type) {
  return !type.is_signed ? 0 : type.width == 64 ? INT64_MIN : -(INT64_C(1) << (type.width - 1));
}

int64_t type_high(ctype_t type) {
  if (type.width == 64) return INT64_MAX; // 64-bit unsigned bounds are taken to be below 2^63
  return (INT64_C(1) << (type.is_signed ? type.width - 1 : type.width)) - 1;
}

int64_t low_of(const loop_t *loop, operand_t x) {
  return x.is_ranged ? x.low : type_low(loop->type);
}

int64_t high_of(const loop_t *loop, operand_t x) {
  return x.is_ranged ? x.high : type_high(loop->type);
}

// != is < or > where the variable cannot step over the bound or start behind it.
static bool settle_unequal(importer_t *im, loop_t *loop) {
  bool is_up = loop->step > 0;
  bool is_known = loop->first.form == FORM_CONSTANT && loop->last.form == FORM_CONSTANT;
  bool ok;
  if (is_known && clang_Cursor_isNull(loop->distance)) {
    int64_t distance = loop->last.low - loop->first.low;
    ok = distance % loop->step == 0 && distance / loop->step >= 0;
  } else if (llabs(loop->step) != 1 || !clang_Cursor_isNull(loop->distance)) {
    ok = false;
  } else if (loop->type.is_signed) {
    ok = true; // starting behind the bound would end in signed overflow
  } else {
    operand_t smaller = is_up ? loop->first : loop->last;
    ok = smaller.form == FORM_CONSTANT && smaller.low == 0;
  }
  loop->relation = is_up ? BINARY_LT : BINARY_GT;
  if (!ok)
    refuse(im, loop->condition, "'%s' may step over its bound; write %s instead of !=", loop->name,
           is_up ? "<" : ">");
  return ok;
}

static bool refuse_endless(importer_t *im, const loop_t *loop) {
  refuse(im, loop->condition,
         "'%s' may wrap around before the loop ends; use a wider or a signed loop variable",
         loop->name);
  return false;
}

static bool check_up(importer_t *im, const loop_t *loop) {
  bool is_closed = loop->relation == BINARY_LE;
  bool is_int = loop->type.is_signed && loop->type.width >= 32;
  if (loop->type.is_signed && !loop->compared_as.is_signed && low_of(loop, loop->first) < 0) {
    refuse(im, loop->condition,
           "the signed '%s' is compared with an unsigned bound and may be negative; use one type",
           loop->name);
    return false;
  }
  if (is_int || loop->type.width == 64) return true;
  if (!loop->last.is_ranged)
    return (loop->type.width == 32 && loop->step == 1 && loop->compared_as.width == 32) ||
           refuse_endless(im, loop);
  int64_t final = loop->last.high - (is_closed ? 0 : 1);
  return final <= type_high(loop->type) - loop->step || refuse_endless(im, loop);
}

static bool check_down(importer_t *im, const loop_t *loop) {
  bool is_closed = loop->relation == BINARY_GE;
  bool is_int = loop->type.is_signed && loop->type.width >= 32;
  if (loop->type.is_signed && !loop->compared_as.is_signed) {
    refuse(im, loop->condition, "the signed '%s' is compared with an unsigned bound; use one type",
           loop->name);
    return false;
  }
  if (is_int) return true;
  if (!loop->type.is_signed && !is_closed && loop->step == -1) return true;
  if (!loop->last.is_ranged) return refuse_endless(im, loop);
  int64_t final = loop->last.low + (is_closed ? 0 : 1);
  return final >= type_low(loop->type) - loop->step || refuse_endless(im, loop);
}

static bool check_direction(importer_t *im, loop_t *loop) {
  if (loop->power) return check_power(im, loop);
  if (loop->relation == BINARY_NE && !settle_unequal(im, loop)) return false;
  bool is_up = loop->relation == BINARY_LT || loop->relation == BINARY_LE;
  if (is_up != (loop->step > 0)) {
    refuse(im, loop->step_cursor, "the step moves '%s' away from its bound", loop->name);
    return false;
  }
  bool is_fixed = clang_Cursor_isNull(loop->distance);
  if (!is_fixed && loop->type.width < (loop->type.is_signed ? 32 : 64))
    return refuse_endless(im, loop);
  return is_up ? check_up(im, loop) : check_down(im, loop);
}

// ---------------------------------------------------------------- building

static void set_attributes(importer_t *im, ptowsp_op_t *op, const loop_t *loop) {
  ptowsp_op_set_attr(op, "wsp.iv", ptowsp_attr_cstring(im->context, loop->name));
  annotations_t annotations = read_annotations(im, loop->variable);
  ptowsp_attr_t tile = tile_annotation(im, &annotations);
  if (annotations.has[ANNOTATION_PARALLEL])
    ptowsp_op_set_attr(op, "wsp.parallel", ptowsp_attr_unit(im->context));
  if (annotations.has[ANNOTATION_REASSOCIATE])
    ptowsp_op_set_attr(op, "wsp.reassociate", ptowsp_attr_unit(im->context));
  if (tile) ptowsp_op_set_attr(op, "wsp.tile", tile);
}

static operand_t constant_index(int64_t value) {
  return operand_constant(ctype_integer(64, true), value);
}

static operand_t as_long(operand_t x) {
  x.type = ctype_integer(64, true);
  return x;
}

// The most iterations that the loop can have; INT64_MAX: not known.
static int64_t most_iterations(const loop_t *loop) {
  const operand_t *low = loop->step > 0 ? &loop->first : &loop->last;
  const operand_t *high = loop->step > 0 ? &loop->last : &loop->first;
  int64_t distance;
  if (loop->power) return (int64_t)loop->trips;
  if (!low->is_ranged || !high->is_ranged ||
      __builtin_sub_overflow(high->high, low->low, &distance))
    return INT64_MAX;
  return distance / llabs(loop->step) + 1;
}

// The loop's variables where the iterations are counted by `counter`, which starts at `from` and
// goes by `distance` if the step is not constant.
static void bind_variables(importer_t *im, loop_t *loop, operand_t counter, operand_t from,
                           const operand_t *firsts, operand_t distance) {
  operand_t passed = build_index_binary(im, BINARY_SUB, counter, from);
  bool is_constant = operand_is_none(distance);
  operand_t by = is_constant ? constant_index(llabs(loop->step)) : as_long(distance);
  for (size_t i = 0; i < loop->variable_count; i++) {
    const variable_t *variable = &loop->variables[i];
    if (i == loop->counter || !variable->step) continue;
    int64_t ratio = variable->step / llabs(loop->step);
    operand_t moved = passed, value;
    bool is_multiple = is_constant && ratio * llabs(loop->step) == variable->step;
    if (!is_multiple || variable->power) { // exact: a multiple of the step has passed
      moved = build_index_binary(im, BINARY_DIV, moved, by);
      ratio = variable->step;
    }
    if (variable->power) {
      value = power_beside(im, variable, as_long(firsts[i]), moved, most_iterations(loop));
    } else {
      moved = build_index_binary(im, BINARY_MUL, moved, constant_index(ratio));
      value = to_index(im, build_index_binary(im, BINARY_ADD, as_long(firsts[i]), moved));
    }
    value.type = ctype_of(clang_getCursorType(variable->decl));
    binding_t *binding = bind(im, variable->decl, BIND_VALUE);
    binding->value = value;
    binding->is_loop_variable = true;
  }
}

static operand_t loop_value(importer_t *im, const loop_t *loop, operand_t counter) {
  if (loop->power) return power_value(im, loop, counter);
  bool is_up = loop->step > 0;
  bool is_closed = loop->relation == BINARY_LE || loop->relation == BINARY_GE;
  operand_t first = as_long(loop->first);
  operand_t value = is_up ? counter : build_index_binary(im, BINARY_SUB, first, counter);
  value = to_index(im, value);
  value.type = loop->type;
  value.is_ranged = true;
  value.low = is_up ? low_of(loop, loop->first) : low_of(loop, loop->last) + !is_closed;
  value.high = is_up ? high_of(loop, loop->last) - !is_closed : high_of(loop, loop->first);
  if (value.low > value.high) value.low = value.high; // the body never runs
  return value;
}

static void import_guarded_body(importer_t *im, const loop_t *loop, operand_t value,
                                const loop_exits_t *exits) {
  ptowsp_op_t *guard = loop->power ? build_power_guard(im, loop, value) : NULL;
  if (!guard) {
    import_loop_body(im, loop->body, exits);
    return;
  }
  ptowsp_builder_t outer = enter_region(im, guard, 0);
  import_loop_body(im, loop->body, exits);
  leave_region(im, outer, NULL);
}

static void build_loop(importer_t *im, loop_t *loop, const operand_t *firsts, operand_t distance) {
  bool is_up = loop->step > 0;
  bool is_closed = loop->relation == BINARY_LE || loop->relation == BINARY_GE;
  operand_t first = as_long(loop->first), last = as_long(loop->last);
  operand_t lower = is_up ? first : constant_index(0);
  operand_t upper = is_up ? last : build_index_binary(im, BINARY_SUB, first, last);
  if (is_closed) upper = build_index_binary(im, BINARY_ADD, upper, constant_index(1));
  if (loop->power) {
    lower = constant_index(0);
    upper = constant_index((int64_t)loop->trips);
  }
  ptowsp_value_t *from = as_index(im, lower), *to = as_index(im, upper);
  ptowsp_value_t *step = operand_is_none(distance)
                             ? ptowsp_build_index(&im->builder, llabs(loop->step))
                             : as_index(im, distance);
  loop_exits_t exits;
  begin_loop(im, loop->body, &exits);
  ptowsp_op_t *op = ptowsp_build_for(&im->builder, from, to, step);
  set_attributes(im, op, loop);

  ptowsp_builder_t outer = im->builder;
  size_t mark = im->bindings.size;
  im->builder.block = ptowsp_op_body(op);
  im->builder.before = ptowsp_block_terminator(im->builder.block);
  operand_t counter =
      operand_index(ctype_integer(64, true), ptowsp_block_arg(im->builder.block, 0));
  operand_t value = loop_value(im, loop, counter);
  binding_t *binding = bind(im, loop->variable, BIND_VALUE);
  binding->is_loop_variable = true;
  binding->value = value;
  bind_variables(im, loop, counter, lower, firsts, distance);
  import_guarded_body(im, loop, value, &exits);
  im->bindings.size = mark;
  im->builder = outer;
  end_loop(im, &exits);
}

// The body is imported for its errors alone.
static void import_body_alone(importer_t *im, loop_t *loop) {
  if (clang_Cursor_isNull(loop->body)) return;
  size_t mark = im->bindings.size;
  for (size_t i = 0; i < loop->variable_count; i++) bind(im, loop->variables[i].decl, BIND_POISON);
  import_statement(im, loop->body);
  im->bindings.size = mark;
}

// First values of the other variables. Those that are not stepped are plain variables.
static bool import_firsts(importer_t *im, loop_t *loop, operand_t *out_firsts) {
  bool ok = true;
  for (size_t i = 0; i < loop->variable_count; i++) {
    const variable_t *variable = &loop->variables[i];
    if (i == loop->counter) continue;
    ctype_t type = ctype_of(clang_getCursorType(variable->decl));
    if (!variable->step && !variable->is_outside) {
      import_variable(im, variable->decl);
      continue;
    }
    bool is_counted = type.kind == C_INTEGER && type.width >= (type.is_signed ? 32 : 64);
    if (!is_counted || !variable->step || clang_Cursor_isNull(variable->initial)) {
      refuse(
          im, variable->is_outside ? loop->statement : variable->decl,
          "'%s' beside the loop variable must be an int with a first value and a step; set it in "
          "front of the loop",
          source_name(im, variable->decl));
      ok = false;
      continue;
    }
    bool outer = im->index_context;
    im->index_context = true;
    out_firsts[i] = to_index(im, convert(im, import_expression(im, variable->initial), type));
    im->index_context = outer;
    ok = ok && !operand_is_none(out_firsts[i]) && check_beside(im, variable, out_firsts[i]);
  }
  return ok;
}

void import_for(importer_t *im, CXCursor cursor) {
  loop_t loop = {
      .statement = cursor, .body = clang_getNullCursor(), .distance = clang_getNullCursor()};
  size_t mark = im->bindings.size;
  operand_t firsts[MAX_VARIABLES], distance = operand_none();
  bool ok = read_parts(im, &loop) && check_outside(im, &loop);
  if (ok && im->mode == MODE_WORKLOAD) ok = is_stable(im, &loop, loop.initial, true);
  ok = ok && bound_is_stable(im, &loop);
  if (ok && !clang_Cursor_isNull(loop.distance)) ok = is_stable(im, &loop, loop.distance, false);
  ok = ok && import_firsts(im, &loop, firsts);
  if (ok) {
    bool outer = im->index_context;
    im->index_context = true;
    loop.first = to_index(im, convert(im, import_expression(im, loop.initial), loop.type));
    im->index_context = outer;
    loop.last = import_bound(im, &loop);
    if (!clang_Cursor_isNull(loop.distance)) distance = import_index(im, loop.distance);
    ok = !operand_is_none(loop.first) && !operand_is_none(loop.last) &&
         (clang_Cursor_isNull(loop.distance) || !operand_is_none(distance));
  }
  if (ok && check_direction(im, &loop))
    build_loop(im, &loop, firsts, distance);
  else
    import_body_alone(im, &loop);
  im->bindings.size = mark;
}
