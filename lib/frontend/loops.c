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

// Whether the value that ends the loop is known, and one of the variable's type.
static bool ends_inside(const loop_t *loop) {
  bool is_closed = loop->relation == BINARY_LE || loop->relation == BINARY_GE;
  bool is_up = loop->step > 0;
  int64_t step = llabs(loop->step), way;
  if (loop->first.form != FORM_CONSTANT || loop->last.form != FORM_CONSTANT ||
      !clang_Cursor_isNull(loop->distance))
    return false;
  int64_t from = is_up ? loop->first.low : loop->last.low;
  if (__builtin_sub_overflow(is_up ? loop->last.low : loop->first.low, from, &way) ||
      way > INT64_MAX / 2 || step > INT32_MAX)
    return false;
  way += is_closed;
  if (way <= 0) return true;
  int64_t passed = (way + step - 1) / step * step;
  return is_up ? passed <= type_high(loop->type) - loop->first.low
               : passed <= loop->first.low - type_low(loop->type);
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
  if (is_int || loop->type.width == 64 || ends_inside(loop)) return true;
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
  if (is_int || (loop->type.width < 64 && ends_inside(loop))) return true;
  if (!loop->type.is_signed && !is_closed && loop->step == -1) return true;
  if (!loop->last.is_ranged) return refuse_endless(im, loop);
  int64_t final = loop->last.low + (is_closed ? 0 : 1);
  return final >= type_low(loop->type) - loop->step || refuse_endless(im, loop);
}

static bool check_direction(importer_t *im, loop_t *loop) {
  if (loop->root && low_of(loop, loop->first) < 0) {
    refuse(im, loop->condition, "'%s' may be negative where its square is compared; compare '%s'",
           loop->name, loop->name);
    return false;
  }
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

enum { MAX_LEADING = 8 }; // breaks at the start of a body

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
  return distance > 0 ? distance / llabs(loop->step) + 1 : 1;
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
  if (loop->at_least_once && is_up && value.high < high_of(loop, loop->first))
    value.high = high_of(loop, loop->first);
  if (loop->at_least_once && !is_up && value.low > low_of(loop, loop->first))
    value.low = low_of(loop, loop->first);
  if (value.low > value.high) value.low = value.high; // the body never runs
  return value;
}

operand_t value_beside(importer_t *im, const loop_t *loop, size_t which, operand_t counter,
                       const range_t *range) {
  const variable_t *variable = &loop->variables[which];
  operand_t passed = build_index_binary(im, BINARY_SUB, counter, range->from), value;
  bool is_constant = operand_is_none(range->distance);
  operand_t by = is_constant ? constant_index(llabs(loop->step)) : as_long(range->distance);
  int64_t ratio = variable->step / llabs(loop->step);
  bool is_multiple = is_constant && ratio * llabs(loop->step) == variable->step;
  if (!is_multiple || variable->power) { // exact: a multiple of the step has passed
    passed = build_index_binary(im, BINARY_DIV, passed, by);
    ratio = variable->step;
  }
  operand_t first = as_long(range->firsts[which]);
  if (variable->power) {
    value = power_beside(im, variable, first, passed, most_iterations(loop));
  } else {
    passed = build_index_binary(im, BINARY_MUL, passed, constant_index(ratio));
    value = to_index(im, build_index_binary(im, BINARY_ADD, first, passed));
  }
  value.type = ctype_of(clang_getCursorType(variable->decl));
  return value;
}

// The loop's variables where the iterations are counted by `counter`.
static void bind_variables(importer_t *im, loop_t *loop, operand_t counter, const range_t *range) {
  operand_t value = loop_value(im, loop, counter);
  for (size_t i = 0; i < loop->variable_count; i++) {
    const variable_t *variable = &loop->variables[i];
    if (i != loop->counter && !variable->step) continue;
    operand_t own = i == loop->counter ? value : value_beside(im, loop, i, counter, range);
    binding_t *binding = bind(im, variable->decl, BIND_VALUE);
    binding->value = own;
    binding->is_loop_variable = true;
  }
}

// What an iteration does behind the body: unless that has left the loop.
static void import_tail(importer_t *im, const loop_t *loop, const range_t *range,
                        const loop_exits_t *exits, bool keeps) {
  ptowsp_builder_t outer;
  if (!keeps && !loop->tail_count) return;
  if (exits->flag) outer = enter_region(im, build_unless_left(im, exits), 0);
  if (keeps) keep_next(im, loop, range);
  for (size_t i = 0; i < loop->tail_count; i++) import_statement(im, loop->tail[i]);
  if (exits->flag) leave_region(im, outer, NULL);
}

// The body, of which one statement may be the step.
static void import_items(importer_t *im, const loop_t *loop, const range_t *range) {
  size_t at = loop->steps_inside ? loop->step_item : loop->item_count;
  import_list(im, loop->items, at);
  if (at + 1 >= loop->item_count) return;
  operand_t value = next_value(im, loop, loop->counter, range);
  value.type = loop->type;
  value.is_ranged = false;
  binding_t *binding = bind(im, loop->variable, BIND_VALUE);
  binding->is_loop_variable = true;
  binding->value = value;
  import_list(im, loop->items + at + 1, loop->item_count - at - 1);
}

// The body under what remains of the loop's condition, from guard `count` - 1 on.
static void import_body(importer_t *im, const loop_t *loop, const range_t *range,
                        const loop_exits_t *exits, size_t count, bool keeps) {
  if (!count) {
    import_items(im, loop, range);
    import_tail(im, loop, range, exits, keeps);
    return;
  }
  ptowsp_value_t *condition = import_condition(im, loop->guards[count - 1]);
  if (!condition) return;
  ptowsp_op_t *op = build_if(im, condition, NULL);
  ptowsp_builder_t outer = enter_region(im, op, 0);
  import_body(im, loop, range, exits, count - 1, keeps);
  leave_region(im, outer, NULL);
  outer = enter_region(im, op, 1);
  leave_loop(im, exits);
  leave_region(im, outer, NULL);
}

// Statements at the body's start that do nothing but break, once and for all: the loop may as well
// go on without doing anything, and needs no flag.
static size_t leading_breaks(importer_t *im, loop_t *loop) {
  size_t count = 0;
  children_t inner = {0};
  if (loop->counting || loop->power || loop->steps_inside || loop->tail_count ||
      loop->at_least_once || !clang_Cursor_isNull(loop->distance))
    return 0;
  for (size_t i = 0; i < loop->variable_count; i++)
    if (loop->variables[i].is_kept) return 0;
  bool is_compound =
      loop->item_count == 1 && clang_getCursorKind(loop->items[0]) == CXCursor_CompoundStmt;
  if (is_compound) inner = source_children(im, loop->items[0]);
  const CXCursor *items = is_compound ? inner.data : loop->items;
  size_t size = is_compound ? inner.size : loop->item_count;
  while (count < size && count < MAX_LEADING) {
    CXCursor condition = break_condition(im, items[count]);
    if (clang_Cursor_isNull(condition) || !holds_for_good(im, loop, condition)) break;
    count++;
  }
  if (count) loop->items = items, loop->item_count = size;
  return count;
}

// The body behind the first `count` of its statements, under the opposites of their conditions.
static void import_behind(importer_t *im, const loop_t *loop, const range_t *range,
                          const loop_exits_t *exits, size_t count, bool keeps) {
  ptowsp_builder_t outers[MAX_LEADING];
  loop_t rest = *loop;
  for (size_t i = 0; i < count; i++) {
    ptowsp_loc_t loc = im->builder.loc;
    im->builder.loc = source_loc(im, loop->items[i]);
    ptowsp_value_t *holds = import_condition(im, break_condition(im, loop->items[i]));
    if (!holds) holds = ptowsp_build_constant(&im->builder, ptowsp_attr_bool(im->context, 0));
    holds = as_truth(im, build_not(im, operand_truth(ctype_int(), holds)));
    outers[i] = enter_region(im, build_if(im, holds, NULL), 0);
    im->builder.loc = loc;
  }
  rest.items += count;
  rest.item_count -= count;
  import_body(im, &rest, range, exits, loop->guard_count, keeps);
  for (size_t i = count; i-- > 0;) leave_region(im, outers[i], NULL);
}

static void import_iteration(importer_t *im, loop_t *loop, const range_t *range,
                             loop_exits_t *exits, size_t leading, bool keeps) {
  operand_t value = find_binding(im, loop->variable)->value;
  ptowsp_block_t *body = ptowsp_op_body(im->loops.data[im->loops.size - 1].op);
  ptowsp_op_t *guard =
      loop->power ? build_power_guard(im, loop, value, ptowsp_block_arg(body, 0)) : NULL;
  ptowsp_builder_t outer;
  if (guard) outer = enter_region(im, guard, 0);
  enter_loop_body(im, exits);
  if (keeps) keep_current(im, loop);
  import_behind(im, loop, range, exits, leading, keeps);
  leave_loop_body(im, exits);
  if (guard) leave_region(im, outer, NULL);
}

// From where to where the counter of the scf.for goes.
static void set_range(importer_t *im, const loop_t *loop, range_t *range) {
  bool is_up = loop->step > 0;
  bool is_closed = loop->relation == BINARY_LE || loop->relation == BINARY_GE;
  operand_t first = as_long(loop->first), last = as_long(loop->last);
  range->from = is_up && !loop->power ? first : constant_index(0);
  if (loop->power) {
    range->to = constant_index((int64_t)loop->trips);
    return;
  }
  range->to = is_up ? last : build_index_binary(im, BINARY_SUB, first, last);
  if (is_closed) range->to = build_index_binary(im, BINARY_ADD, range->to, constant_index(1));
  if (!loop->at_least_once) return;
  operand_t least = build_index_binary(im, BINARY_ADD, range->from, constant_index(1));
  if (range->to.form == FORM_CONSTANT && least.form == FORM_CONSTANT)
    range->to = constant_index(range->to.low > least.low ? range->to.low : least.low);
  else
    range->to = operand_index(ctype_integer(64, true),
                              ptowsp_build_binary(&im->builder, PTOWSP_OP_ARITH_MAXSI,
                                                  as_index(im, range->to), as_index(im, least)));
}

static void build_loop(importer_t *im, loop_t *loop, range_t *range) {
  set_range(im, loop, range);
  ptowsp_value_t *from = as_index(im, range->from), *to = as_index(im, range->to);
  ptowsp_value_t *step = operand_is_none(range->distance)
                             ? ptowsp_build_index(&im->builder, llabs(loop->step))
                             : as_index(im, range->distance);
  loop_exits_t exits;
  size_t leading = leading_breaks(im, loop);
  begin_loop(im, loop->items + leading, loop->item_count - leading, loop->guard_count > 0, &exits);
  bool tracks = exits.flag || loop->power;
  bool keeps = false;
  for (size_t i = 0; i < loop->variable_count; i++) keeps |= loop->variables[i].is_kept;
  if (tracks && keeps) keep_firsts(im, loop, range);
  ptowsp_op_t *op = ptowsp_build_for(&im->builder, from, to, step);
  set_attributes(im, op, loop);

  ptowsp_builder_t outer = im->builder;
  size_t mark = im->bindings.size;
  im->builder.block = ptowsp_op_body(op);
  im->builder.before = ptowsp_block_terminator(im->builder.block);
  operand_t counter =
      operand_index(ctype_integer(64, true), ptowsp_block_arg(im->builder.block, 0));
  ptowsp_vec_push(&im->loops, ((open_loop_t){op, loop->statement, loop->step_cursor}));
  bind_variables(im, loop, counter, range);
  import_iteration(im, loop, range, &exits, leading, tracks && keeps);
  im->loops.size--;
  im->bindings.size = mark;
  im->builder = outer;
  end_loop(im, &exits);
  if (!tracks) keep_finals(im, loop, range);
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
    if (!variable->step && !variable->is_kept && !clang_Cursor_isNull(variable->initial)) {
      bind_scalar(im, variable->decl, type,
                  convert(im, import_expression(im, variable->initial), type));
      continue;
    }
    bool is_counted = type.kind == C_INTEGER && type.width >= (type.is_signed ? 32 : 64);
    if (variable->is_kept && !variable->step) { // i = 0, j = 0 in a head that steps i alone
      operand_t value = convert(im, import_expression(im, variable->initial), type);
      if (!operand_is_none(value)) store_element(im, &variable->cell, value);
      continue;
    }
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

// Where the counter is when it meets a bound that moves: after so many steps.
static operand_t meeting_point(importer_t *im, const loop_t *loop, const range_t *range) {
  bool is_up = loop->step > 0;
  bool is_closed = loop->relation == BINARY_LE || loop->relation == BINARY_GE;
  size_t which = (size_t)(loop->meets - loop->variables);
  operand_t first = as_long(loop->first), other = as_long(range->firsts[which]);
  int64_t nearer = llabs(loop->step - loop->meets->step); // with each step
  operand_t way = build_index_binary(im, BINARY_SUB, is_up ? other : first, is_up ? first : other);
  way = build_index_binary(im, BINARY_ADD, way, constant_index(nearer - !is_closed));
  operand_t steps = build_index_binary(im, BINARY_DIV, way, constant_index(nearer));
  return build_index_binary(im, BINARY_ADD, first,
                            build_index_binary(im, BINARY_MUL, steps, constant_index(loop->step)));
}

// The values that the head reads, once; false after an error.
static bool import_head(importer_t *im, loop_t *loop, range_t *range) {
  CXCursor initial = loop->initial, distance = loop->distance;
  bool has_initial = !clang_Cursor_isNull(initial), has_distance = !clang_Cursor_isNull(distance);
  if (!bound_is_stable(im, loop)) return false;
  if (has_distance && !is_stable(im, loop, distance)) return false;
  if (!import_firsts(im, loop, range->firsts)) return false;
  bool outer = im->index_context;
  im->index_context = true;
  const variable_t *counter = &loop->variables[loop->counter];
  operand_t first = has_initial ? import_expression(im, initial) : kept_first(im, counter);
  loop->first = to_index(im, convert(im, first, loop->type));
  im->index_context = outer;
  if (loop->meets) {
    loop->last = to_index(im, meeting_point(im, loop, range));
    loop->relation = loop->step > 0 ? BINARY_LT : BINARY_GT;
    loop->compared_as = ctype_integer(64, true);
  } else {
    loop->last = import_bound(im, loop);
  }
  if (has_distance) range->distance = import_index(im, distance);
  return !operand_is_none(loop->first) && !operand_is_none(loop->last) &&
         (!has_distance || !operand_is_none(range->distance));
}

// while (n-- > 0): the body sees what the condition has made of the variable.
static void step_condition(importer_t *im, loop_t *loop) {
  if (!loop->counting) return;
  operand_t step = constant_index(loop->step);
  if (loop->power) { // while (n >>= 1)
    if (!loop->at_least_once)
      loop->first = to_index(
          im, build_index_binary(im, loop->power > 0 ? BINARY_MUL : BINARY_DIV,
                                 as_long(loop->first), constant_index(llabs(loop->power))));
    return;
  }
  if (!loop->at_least_once) // do { … } while (++i < n); runs once in front of the condition
    loop->first = to_index(im, build_index_binary(im, BINARY_ADD, as_long(loop->first), step));
  if (loop->counting == COUNTS_AFTER)
    loop->last = to_index(im, build_index_binary(im, BINARY_ADD, as_long(loop->last), step));
}

void import_for(importer_t *im, CXCursor cursor) {
  loop_t loop = {
      .statement = cursor, .body = clang_getNullCursor(), .distance = clang_getNullCursor()};
  size_t mark = im->bindings.size;
  operand_t firsts[MAX_VARIABLES];
  range_t range = {.firsts = firsts, .distance = operand_none()};
  bool ok = read_parts(im, &loop) && check_outside(im, &loop) && import_head(im, &loop, &range);
  if (ok && loop.power) step_condition(im, &loop);
  if (ok && check_direction(im, &loop)) {
    if (!loop.power) step_condition(im, &loop);
    build_loop(im, &loop, &range);
  } else {
    import_body_alone(im, &loop);
  }
  im->bindings.size = mark;
}
