// Variables that are declared in front of a loop and used behind it.
//
// In the loop they are values as any loop's variables; behind it their cells hold what C leaves
// in them. Where nothing leaves the loop from within, that is computed from the number of
// iterations, and the body does not know of it.
#include <stdlib.h>

#include "loops.h"

static operand_t number(int64_t value) { return operand_constant(ctype_integer(64, true), value); }

static operand_t as_number(operand_t x) {
  x.type = ctype_integer(64, true);
  return x;
}

static void store_kept(importer_t *im, const variable_t *variable, operand_t value) {
  value.type = variable->cell.element;
  store_element(im, &variable->cell, value);
}

operand_t kept_first(importer_t *im, const variable_t *variable) {
  return cell_value(im, &variable->cell);
}

// ---------------------------------------------------------------- what is left in the cells

void keep_current(importer_t *im, const loop_t *loop) {
  for (size_t i = 0; i < loop->variable_count; i++)
    if (loop->variables[i].is_kept)
      store_kept(im, &loop->variables[i], find_binding(im, loop->variables[i].decl)->value);
}

operand_t next_value(importer_t *im, const loop_t *loop, size_t which, const range_t *range) {
  const variable_t *variable = &loop->variables[which];
  operand_t value = as_number(find_binding(im, variable->decl)->value);
  if (variable->power)
    return build_index_binary(im, variable->power > 0 ? BINARY_MUL : BINARY_DIV, value,
                              number(llabs(variable->power)));
  operand_t by = number(variable->step);
  if (which == loop->counter && !operand_is_none(range->distance))
    by = build_index_binary(im, BINARY_MUL, as_number(range->distance), by);
  return build_index_binary(im, BINARY_ADD, value, by);
}

void keep_next(importer_t *im, const loop_t *loop, const range_t *range) {
  for (size_t i = 0; i < loop->variable_count; i++)
    if (loop->variables[i].is_kept)
      store_kept(im, &loop->variables[i], next_value(im, loop, i, range));
}

void keep_firsts(importer_t *im, const loop_t *loop, const range_t *range) {
  for (size_t i = 0; i < loop->variable_count; i++)
    if (loop->variables[i].is_kept)
      store_kept(im, &loop->variables[i], i == loop->counter ? loop->first : range->firsts[i]);
}

// How far the counter has gone when the loop is done: a multiple of the step.
static operand_t distance_gone(importer_t *im, const loop_t *loop, const range_t *range) {
  operand_t by =
      operand_is_none(range->distance) ? number(llabs(loop->step)) : as_number(range->distance);
  operand_t way = build_index_binary(im, BINARY_SUB, range->to, range->from);
  if (way.form == FORM_CONSTANT && by.form == FORM_CONSTANT) {
    int64_t trips = way.low > 0 ? (way.low - 1) / by.low + 1 : 0;
    return number(trips * by.low);
  }
  ptowsp_value_t *gone = ptowsp_build_binary(&im->builder, PTOWSP_OP_ARITH_MAXSI, as_index(im, way),
                                             ptowsp_build_index(&im->builder, 0));
  if (by.form == FORM_CONSTANT && by.low == 1) return operand_index(ctype_integer(64, true), gone);
  gone = ptowsp_build_binary(&im->builder, PTOWSP_OP_ARITH_CEILDIVSI, gone, as_index(im, by));
  return build_index_binary(im, BINARY_MUL, operand_index(ctype_integer(64, true), gone), by);
}

void keep_finals(importer_t *im, const loop_t *loop, const range_t *range) {
  bool is_any = false;
  for (size_t i = 0; i < loop->variable_count; i++) is_any |= loop->variables[i].is_kept;
  if (!is_any) return;
  operand_t gone = distance_gone(im, loop, range);
  operand_t counter = build_index_binary(im, BINARY_ADD, range->from, gone);
  for (size_t i = 0; i < loop->variable_count; i++) {
    if (!loop->variables[i].is_kept) continue;
    operand_t value = i != loop->counter ? value_beside(im, loop, i, counter, range)
                      : loop->step > 0
                          ? counter
                          : build_index_binary(im, BINARY_SUB, as_number(loop->first), gone);
    store_kept(im, &loop->variables[i], value);
  }
}
