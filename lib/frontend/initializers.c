// Initializers of local arrays: zeros where values are missing, then the values in order.
#include "importer.h"

typedef struct {
  const array_t *array;
  const int64_t *shape;
  operand_t indices[MAX_RANK];
} fill_t;

// A position in a list of values; a list without braces of its own continues that around it.
typedef struct {
  children_t values;
  size_t next;
} cursor_list_t;

static void store_value(importer_t *im, fill_t *fill, CXCursor value) {
  operand_t x = convert(im, import_expression(im, value), fill->array->element);
  if (operand_is_none(x)) return;
  ptowsp_loc_t outer = im->builder.loc;
  im->builder.loc = source_loc(im, value);
  array_t element = *fill->array;
  element.taken = element.rank;
  for (size_t i = 0; i < element.rank; i++) element.indices[i] = fill->indices[i];
  store_element(im, &element, x);
  im->builder.loc = outer;
}

static void fill_from(importer_t *im, fill_t *fill, size_t dimension, cursor_list_t *list) {
  for (int64_t i = 0; i < fill->shape[dimension] && list->next < list->values.size; i++) {
    fill->indices[dimension] = operand_constant(ctype_integer(64, true), i);
    CXCursor value = list->values.data[list->next];
    bool is_list = clang_getCursorKind(value) == CXCursor_InitListExpr;
    if (dimension + 1 == fill->array->rank) {
      list->next++;
      store_value(im, fill, value);
    } else if (is_list) {
      list->next++;
      cursor_list_t inner = {source_children(im, value), 0};
      fill_from(im, fill, dimension + 1, &inner);
    } else {
      fill_from(im, fill, dimension + 1, list);
    }
  }
}

static void zero_from(importer_t *im, const array_t *array, size_t dimension, operand_t *indices) {
  ctype_t type = array->element;
  if (dimension == array->rank) {
    array_t element = *array;
    for (size_t i = 0; i < array->rank; i++) element.indices[i] = indices[i];
    store_element(im, &element,
                  type.kind == C_FLOAT ? operand_plain(type, float_constant(im, type, 0))
                                       : operand_constant(type, 0));
    return;
  }
  int64_t extent = ptowsp_type_shape(ptowsp_value_type(array->memref))[dimension];
  ptowsp_value_t *lower = ptowsp_build_index(&im->builder, 0);
  ptowsp_value_t *upper = ptowsp_build_index(&im->builder, extent);
  ptowsp_value_t *step = ptowsp_build_index(&im->builder, 1);
  ptowsp_op_t *loop = ptowsp_build_for(&im->builder, lower, upper, step);
  ptowsp_builder_t outer = im->builder;
  im->builder.block = ptowsp_op_body(loop);
  im->builder.before = ptowsp_block_terminator(im->builder.block);
  indices[dimension] =
      operand_index(ctype_integer(64, true), ptowsp_block_arg(im->builder.block, 0));
  zero_from(im, array, dimension + 1, indices);
  im->builder = outer;
}

// Whether every element has a value of its own, and no value has a designator.
static bool count_values(importer_t *im, CXCursor list, int64_t *count) {
  children_t children = source_children(im, list);
  for (size_t i = 0; i < children.size; i++) {
    CXCursor value = children.data[i];
    if (clang_getCursorKind(value) == CXCursor_InitListExpr) {
      if (!count_values(im, value, count)) return false;
    } else if (ctype_of(clang_getCursorType(value)).kind == C_VOID) {
      refuse(im, value, "designators are not built yet; write the values in order");
      return false;
    } else {
      ++*count;
    }
  }
  return true;
}

void import_array_initializer(importer_t *im, const array_t *array, CXCursor initializer) {
  if (clang_getCursorKind(initializer) != CXCursor_InitListExpr) {
    refuse_kind(im, source_strip(im, initializer));
    return;
  }
  if (!ptowsp_type_has_static_shape(ptowsp_value_type(array->memref))) {
    refuse(im, initializer, "an array of variable size has no initializer; assign in a loop");
    return;
  }
  fill_t fill = {.array = array, .shape = ptowsp_type_shape(ptowsp_value_type(array->memref))};
  int64_t values = 0, elements = 1;
  if (!count_values(im, initializer, &values)) return;
  for (size_t i = 0; i < array->rank; i++) elements *= fill.shape[i];
  if (values < elements) zero_from(im, array, 0, fill.indices);
  cursor_list_t list = {source_children(im, initializer), 0};
  fill_from(im, &fill, 0, &list);
  if (list.next < list.values.size)
    refuse(im, list.values.data[list.next], "the array has no element for this value");
}
