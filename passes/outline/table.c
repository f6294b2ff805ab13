// Constant arrays that steer a workload: their elements become choices among constants.
//
//   %x = memref.load %table[%i]    →    %x = %i == 0 ? 3 : %i == 1 ? 1 : …
#include "region.h"

enum { MAX_TABLE = 256 };

// The number of a constant element, row by row; -1: it is none.
static int64_t element_number(ptowsp_type_t type, const ptowsp_op_t *op, size_t first) {
  int64_t number = 0, index;
  for (size_t d = 0; d < ptowsp_type_rank(type); d++) {
    int64_t extent = ptowsp_type_shape(type)[d];
    if (!ptowsp_value_constant(ptowsp_op_operand(op, first + d), &index) || index < 0 ||
        index >= extent)
      return -1;
    number = number * extent + index;
  }
  return number;
}

static bool loads_from(ptowsp_op_t *op, const ptowsp_value_t *array) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(array); use; use = ptowsp_use_next(use))
    if (ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_LOAD) &&
        ptowsp_op_is_ancestor(op, ptowsp_use_op(use)))
      return true;
  return false;
}

// The elements of a local array that gets each of them once, where it is declared and before it is
// read; their number. 0: it is no such table.
static size_t read_table(ptowsp_value_t *array, ptowsp_value_t **out_elements) {
  ptowsp_op_t *alloc = ptowsp_value_op(array);
  ptowsp_type_t type = ptowsp_value_type(array);
  int64_t count = 1, stores = 0;
  if (!ptowsp_op_is_alloc(alloc) || !ptowsp_type_has_static_shape(type)) return 0;
  for (size_t d = 0; d < ptowsp_type_rank(type) && count <= MAX_TABLE; d++)
    count *= ptowsp_type_shape(type)[d];
  if (count < 1 || count > MAX_TABLE) return 0;
  for (int64_t i = 0; i < count; i++) out_elements[i] = NULL;
  for (ptowsp_use_t *use = ptowsp_value_first_use(array); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *op = ptowsp_use_op(use);
    if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) continue;
    if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) || ptowsp_op_block(op) != ptowsp_op_block(alloc))
      return 0;
    int64_t at = element_number(type, op, 2);
    if (at < 0 || out_elements[at] ||
        !ptowsp_op_is(ptowsp_value_op(ptowsp_op_operand(op, 0)), PTOWSP_OP_ARITH_CONSTANT))
      return 0;
    out_elements[at] = ptowsp_op_operand(op, 0);
    stores++;
  }
  if (stores < count) return 0;
  for (ptowsp_op_t *op = ptowsp_op_next(alloc); op && stores; op = ptowsp_op_next(op)) {
    if (loads_from(op, array)) return 0;
    stores -= ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) && ptowsp_op_operand(op, 1) == array;
  }
  return (size_t)count;
}

bool ptowsp_table_is(ptowsp_value_t *array) {
  ptowsp_value_t *elements[MAX_TABLE];
  return read_table(array, elements) != 0;
}

ptowsp_value_t *ptowsp_table_choice(ptowsp_op_t *load, ptowsp_value_t *const *indices) {
  ptowsp_value_t *array = ptowsp_op_operand(load, 0), *elements[MAX_TABLE];
  ptowsp_type_t type = ptowsp_value_type(array);
  size_t count = read_table(array, elements);
  if (!count) return NULL;
  ptowsp_builder_t b = ptowsp_builder_before(load);
  ptowsp_value_t *number = NULL, *value = elements[count - 1];
  for (size_t d = 0; d < ptowsp_type_rank(type); d++) {
    ptowsp_value_t *extent = ptowsp_build_index(&b, ptowsp_type_shape(type)[d]);
    if (number) number = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_MULI, number, extent);
    number =
        number ? ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, number, indices[d]) : indices[d];
  }
  for (size_t i = count - 1; i-- > 0;) {
    ptowsp_value_t *place = ptowsp_build_index(&b, (int64_t)i);
    ptowsp_value_t *is_it =
        ptowsp_build_compare(&b, PTOWSP_OP_ARITH_CMPI, PTOWSP_CMPI_EQ, number, place);
    value = ptowsp_build_select(&b, is_it, elements[i], value);
  }
  return value;
}

bool ptowsp_table_drop(ptowsp_op_t *table) {
  ptowsp_value_t *array = ptowsp_op_result(table, 0);
  for (ptowsp_use_t *use = ptowsp_value_first_use(array), *next; use; use = next) {
    next = ptowsp_use_next(use);
    ptowsp_op_t *op = ptowsp_use_op(use);
    if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) continue;
    if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_value_has_uses(ptowsp_op_result(op, 0)))
      return false;
    ptowsp_op_erase(op);
  }
  while (ptowsp_value_has_uses(array))
    ptowsp_op_erase(ptowsp_use_op(ptowsp_value_first_use(array)));
  ptowsp_op_erase(table);
  return true;
}
