// The heads of loops: their variables, the condition and the steps.
//
//   for (int i = 0, j = n; i < n; i++, j--)   two variables; i counts
//   for (; i < n; i++)                        i goes on from its value
//   while (i < n) { …; i++; }                 the same
//   do { …; i++; } while (i < n);             the same, at least once
//   for (…; i < n && a[i]; i++)               left as by break where a[i] is 0
#include <stdlib.h>

#include "loops.h"

const char loop_advice[] = "write for (int i = LO; i < HI; i += STEP)";

// ---------------------------------------------------------------- variables

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

static bool read_counter(importer_t *im, loop_t *loop, CXCursor condition) {
  loop->name = source_name(im, loop->variable);
  CXType type = clang_getCursorType(loop->variable);
  loop->type = ctype_of(type);
  binding_t *binding = find_binding(im, loop->variable);
  if (binding && binding->kind == BIND_POISON) return false;
  bool is_volatile = clang_isVolatileQualifiedType(type);
  if (loop->type.kind != C_INTEGER || is_volatile) {
    refuse(im, loop->variables[loop->counter].is_outside ? condition : loop->variable,
           is_volatile ? "volatile is not part of the language; nothing else changes the loop "
                         "variable '%s': leave it away"
                       : "the loop variable '%s' must be an integer; %s",
           loop->name, loop_advice);
    return false;
  }
  if (binding && binding->is_loop_variable) {
    refuse(im, loop->statement, "the loop variable '%s' is changed inside its loop", loop->name);
    return false;
  }
  if (!clang_Cursor_isNull(loop->initial) || loop->variables[loop->counter].is_outside) return true;
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

static bool refuse_step(importer_t *im, const loop_t *loop, CXCursor variable, CXCursor cursor) {
  bool is_for = clang_getCursorKind(loop->statement) == CXCursor_ForStmt;
  refuse(im, cursor,
         is_for ? "the step must change the loop variable '%s' by a constant that is not zero; %s"
                : "this does not change '%s' by a constant, so that nobody knows how often the "
                  "loop runs; write for (int i = 0; i < MOST; i++), and leave it with break",
         source_name(im, variable), loop_advice);
  return false;
}

// A step of what the head does not count runs behind the body.
static bool add_tail(importer_t *im, loop_t *loop, CXCursor step) {
  CXCursor variable = variable_of(im, source_children(im, step).data[0]);
  const binding_t *binding = find_binding(im, variable);
  bool is_cell = writes_its_operand(step) && binding && binding->kind == BIND_CELL;
  if (!is_cell || loop->tail_count == MAX_VARIABLES)
    return refuse_step(im, loop, loop->variable, step);
  loop->tail[loop->tail_count++] = step;
  return true;
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
      return refuse_step(im, loop, variable->decl, cursor);
    return clang_Cursor_isNull(variable->distance) || is_counter ||
           refuse_step(im, loop, variable->decl, cursor);
  }
  return sides.size ? add_tail(im, loop, cursor) : refuse_step(im, loop, loop->variable, cursor);
}

static bool read_step(importer_t *im, loop_t *loop, CXCursor cursor) {
  loop->step_cursor = cursor;
  if (!read_steps(im, loop, cursor)) return false;
  variable_t *counter = &loop->variables[loop->counter];
  loop->step = counter->step;
  loop->distance = counter->distance;
  loop->power = counter->power;
  return loop->step != 0 || refuse_step(im, loop, loop->variable, cursor);
}

// for (i = 0, j = n; i < j; i++, j--): the bound moves towards the counter.
static bool read_meeting(importer_t *im, loop_t *loop) {
  if (loop->factor || clang_Cursor_isNull(loop->bound)) return true;
  CXCursor bound = variable_of(im, loop->bound);
  for (size_t i = 0; i < loop->variable_count; i++) {
    const variable_t *other = &loop->variables[i];
    if (i == loop->counter || !other->step || !clang_equalCursors(other->decl, bound)) continue;
    bool is_up = loop->step > 0;
    bool is_simple = !other->power && !loop->power && clang_Cursor_isNull(loop->distance) &&
                     clang_Cursor_isNull(other->distance) && loop->relation != BINARY_NE &&
                     !loop->at_least_once;
    if (!is_simple || (is_up ? loop->step <= other->step : loop->step >= other->step))
      return refuse_step(im, loop, loop->variable, loop->step_cursor);
    loop->meets = other;
  }
  return true;
}

// ---------------------------------------------------------------- parts

// A loop without a declaration: the variables are those that the condition reads and the step
// changes.
static void add_stepped(importer_t *im, loop_t *loop, CXCursor condition, CXCursor step) {
  children_t sides = source_children(im, step);
  if (is_comma(step)) {
    for (size_t i = 0; i < sides.size; i++)
      add_stepped(im, loop, condition, source_strip(im, sides.data[i]));
    return;
  }
  CXCursor decl = sides.size ? variable_of(im, sides.data[0]) : clang_getNullCursor();
  if (clang_Cursor_isNull(decl) || loop->variable_count || !mentions(condition, decl)) return;
  loop->variables[loop->variable_count++] = (variable_t){.decl = decl,
                                                         .initial = clang_getNullCursor(),
                                                         .distance = clang_getNullCursor(),
                                                         .is_outside = true};
}

static bool continues(importer_t *im, CXCursor cursor) {
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  if (kind == CXCursor_ContinueStmt) return true;
  if (kind == CXCursor_ForStmt || kind == CXCursor_WhileStmt || kind == CXCursor_DoStmt)
    return false;
  children_t children = source_children(im, cursor);
  for (size_t i = 0; i < children.size; i++)
    if (continues(im, children.data[i])) return true;
  return false;
}

// i++, --i or i /= 2.
static bool is_stepping(CXCursor cursor) {
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  return (kind == CXCursor_UnaryOperator || kind == CXCursor_CompoundAssignOperator) &&
         writes_its_operand(cursor);
}

// i++, --i or i >>= 1 in a condition that is that, or compares it.
static CXCursor step_in_condition(importer_t *im, CXCursor condition) {
  CXCursor inner = source_strip(im, condition);
  if (is_stepping(inner)) return inner;
  if (clang_getCursorKind(inner) != CXCursor_BinaryOperator || writes_its_operand(inner))
    return clang_getNullCursor();
  children_t sides = source_children(im, inner);
  for (size_t i = 0; i < sides.size; i++) {
    CXCursor side = source_strip(im, sides.data[i]);
    if (is_stepping(side)) return side;
  }
  return clang_getNullCursor();
}

// Whether a step, or one of several, changes a variable that the condition reads.
static bool steps_what(importer_t *im, CXCursor condition, CXCursor step) {
  children_t sides = source_children(im, step);
  if (is_comma(step))
    return steps_what(im, condition, source_strip(im, sides.data[0])) ||
           steps_what(im, condition, source_strip(im, sides.data[1]));
  if (!writes_its_operand(step)) return false;
  CXCursor decl = variable_of(im, sides.data[0]);
  return !clang_Cursor_isNull(decl) && mentions(condition, decl);
}

// i++ or --i that an expression always evaluates, of a variable that the condition reads.
static CXCursor step_in_expression(importer_t *im, CXCursor cursor, CXCursor condition) {
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  if (!clang_isExpression(kind) || kind == CXCursor_UnaryExpr) return clang_getNullCursor();
  children_t children = source_children(im, cursor);
  if (kind == CXCursor_UnaryOperator && writes_its_operand(cursor))
    return mentions(condition, variable_of(im, children.data[0])) ? cursor : clang_getNullCursor();
  enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(cursor);
  bool is_lazy = kind == CXCursor_ConditionalOperator || op == CXBinaryOperator_LAnd ||
                 op == CXBinaryOperator_LOr;
  for (size_t i = 0; i < (is_lazy && children.size ? 1 : children.size); i++) {
    CXCursor step = step_in_expression(im, children.data[i], condition);
    if (!clang_Cursor_isNull(step)) return step;
  }
  return clang_getNullCursor();
}

// o[i++] = x; at the end of the body is a step behind o[i] = x; a null cursor: it is something
// else. What else says i there has no value in C.
static CXCursor step_in_statement(importer_t *im, CXCursor statement, CXCursor condition) {
  CXCursor step = step_in_expression(im, statement, condition);
  if (clang_Cursor_isNull(step)) return step;
  CXCursor decl = variable_of(im, source_children(im, step).data[0]);
  return count_mentions(statement, decl) == 1 ? step : clang_getNullCursor();
}

// The statement of the body that is the step: the last, or another one of the list that changes
// what the condition reads. A null cursor: there is none.
static CXCursor take_step_inside(importer_t *im, loop_t *loop, CXCursor condition) {
  children_t children = source_children(im, loop->body);
  bool is_list = clang_getCursorKind(loop->body) == CXCursor_CompoundStmt;
  if (!is_list) children = (children_t){&loop->body, 1};
  for (size_t i = children.size; i-- > 0;) {
    CXCursor step = source_strip(im, children.data[i]);
    bool is_last = i + 1 == children.size, is_alone = steps_what(im, condition, step);
    if (!is_alone && is_last) step = step_in_statement(im, step, condition);
    bool is_step = is_last ? !clang_Cursor_isNull(step) : is_alone && !is_comma(step);
    if (!is_step) continue;
    for (size_t k = 0; k < i; k++) {
      if (continues(im, children.data[k]) || (!is_last && may_leave(im, children.data[k])))
        return clang_getNullCursor();
    }
    loop->items = children.data;
    loop->item_count = children.size;
    loop->step_item = is_alone ? i : children.size;
    loop->steps_inside = true;
    return step;
  }
  return clang_getNullCursor();
}

// i < n && more: what compares a variable of the loop is the condition, the others are reasons to
// leave.
static void split_condition(importer_t *im, loop_t *loop, CXCursor condition) {
  CXCursor inner = source_strip(im, condition);
  if (im->mode == MODE_KERNEL && clang_getCursorKind(inner) == CXCursor_BinaryOperator &&
      clang_getCursorBinaryOperatorKind(inner) == CXBinaryOperator_LAnd &&
      loop->guard_count + 1 < MAX_VARIABLES) {
    children_t sides = source_children(im, inner);
    split_condition(im, loop, sides.data[1]);
    split_condition(im, loop, sides.data[0]);
  } else {
    loop->guards[loop->guard_count++] = condition;
  }
}

static bool compares(importer_t *im, const loop_t *loop, CXCursor condition, CXCursor step) {
  for (size_t i = 0; i < loop->variable_count; i++)
    if (mentions(condition, loop->variables[i].decl)) return true;
  children_t sides = source_children(im, step);
  CXCursor decl = sides.size ? variable_of(im, sides.data[0]) : clang_getNullCursor();
  return !loop->variable_count && !clang_Cursor_isNull(decl) && mentions(condition, decl);
}

static CXCursor choose_condition(importer_t *im, loop_t *loop, CXCursor condition, CXCursor step) {
  split_condition(im, loop, condition);
  for (size_t i = loop->guard_count; i-- > 0;) {
    CXCursor chosen = loop->guards[i];
    if (i && !compares(im, loop, chosen, step)) continue;
    for (size_t k = i; k + 1 < loop->guard_count; k++) loop->guards[k] = loop->guards[k + 1];
    loop->guard_count--;
    return chosen;
  }
  return condition;
}

typedef struct {
  CXCursor init, condition, step, body;
} parts_t;

// clang leaves out what is missing of for (…; …; …).
static parts_t split_parts(importer_t *im, CXCursor statement) {
  CXCursor none = clang_getNullCursor();
  children_t all = source_children(im, statement);
  parts_t parts = {none, none, none, all.data[all.size - 1]};
  enum CXCursorKind kind = clang_getCursorKind(statement);
  if (kind == CXCursor_WhileStmt) parts.condition = all.data[0];
  if (kind == CXCursor_DoStmt) {
    parts.condition = parts.body;
    parts.body = all.data[0];
  }
  if (kind != CXCursor_ForStmt) return parts;
  for (size_t i = 0; i + 1 < all.size; i++) {
    CXCursor inner = source_strip(im, all.data[i]);
    bool writes = writes_its_operand(inner) || is_comma(inner);
    if (i == 0 && (clang_getCursorKind(inner) == CXCursor_DeclStmt || writes) &&
        (all.size > 2 || !writes))
      parts.init = all.data[i];
    else if (clang_Cursor_isNull(parts.condition) &&
             (!writes ||
              source_next_char(im, clang_getRangeEnd(clang_getCursorExtent(all.data[i]))) == ';'))
      parts.condition = all.data[i];
    else
      parts.step = all.data[i];
  }
  return parts;
}

static bool refuse_loop(importer_t *im, const loop_t *loop) {
  if (clang_getCursorKind(loop->statement) == CXCursor_ForStmt)
    refuse(im, loop->statement, "a for loop needs a variable, a condition and a step; %s",
           loop_advice);
  else
    refuse_kind(im, loop->statement);
  return false;
}

// The step, wherever it stands; a null cursor: there is none.
static CXCursor find_step(importer_t *im, loop_t *loop, const parts_t *parts) {
  if (!clang_Cursor_isNull(parts->step)) return source_strip(im, parts->step);
  CXCursor step = step_in_condition(im, parts->condition);
  if (clang_Cursor_isNull(step)) return take_step_inside(im, loop, parts->condition);
  enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(step);
  bool is_prefix = kind == CXUnaryOperator_PreInc || kind == CXUnaryOperator_PreDec ||
                   clang_getCursorKind(step) == CXCursor_CompoundAssignOperator;
  loop->counting = is_prefix ? COUNTS_FIRST : COUNTS_AFTER;
  return step;
}

bool read_parts(importer_t *im, loop_t *loop) {
  parts_t parts = split_parts(im, loop->statement);
  loop->body = parts.body;
  loop->items = &loop->body;
  loop->item_count = 1;
  loop->at_least_once = clang_getCursorKind(loop->statement) == CXCursor_DoStmt;
  bool has_init = !clang_Cursor_isNull(parts.init);
  if (has_init && !read_variables(im, loop, parts.init)) return false;
  if (clang_Cursor_isNull(parts.condition)) return refuse_loop(im, loop);
  CXCursor step = find_step(im, loop, &parts);
  if (clang_Cursor_isNull(step)) return refuse_loop(im, loop);
  CXCursor condition = choose_condition(im, loop, parts.condition, step);
  if (!has_init) add_stepped(im, loop, condition, step);
  if (!loop->variable_count || (loop->guard_count && (loop->counting || loop->at_least_once)))
    return refuse_loop(im, loop);
  choose_counter(im, loop, condition);
  return read_counter(im, loop, condition) && read_condition(im, loop, condition) &&
         read_step(im, loop, step) && read_meeting(im, loop);
}
