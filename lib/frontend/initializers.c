// Initializers of local arrays: zeros where values are missing, then the values in order.
#include "importer.h"

// The elements are counted as if the array had one dimension: values continue where the last one
// stood, a designator moves there.
typedef struct {
  const array_t *array;
  const int64_t *shape;
  int64_t sizes[MAX_RANK + 1]; // elements of a part behind so many subscripts
} fill_t;

static void store_value(importer_t *im, const fill_t *fill, int64_t at, CXCursor value) {
  operand_t x = convert(im, import_expression(im, value), fill->array->element);
  if (operand_is_none(x)) return;
  ptowsp_loc_t outer = im->builder.loc;
  im->builder.loc = source_loc(im, value);
  array_t element = *fill->array;
  element.taken = element.rank;
  for (size_t i = 0; i < element.rank; i++) {
    int64_t index = at / fill->sizes[i + 1] % fill->shape[i];
    element.indices[i] = operand_constant(ctype_integer(64, true), index);
  }
  store_element(im, &element, x);
  im->builder.loc = outer;
}

static bool is_designated(CXCursor value) {
  return ctype_of(clang_getCursorType(value)).kind == C_VOID;
}

// Where a value of a list goes.
typedef struct {
  size_t at, count; // so many parts from there on, one behind the other
  size_t dimension; // behind so many subscripts
} place_t;

// Reads [i][j] = of a value in a list at `dimension`, or [i][j ... k] =; false after an error.
static bool read_designator(importer_t *im, const fill_t *fill, CXCursor value, size_t dimension,
                            place_t *out) {
  children_t parts = source_children(im, value);
  *out = (place_t){0, 1, dimension};
  for (size_t i = 0; i + 1 < parts.size; i++) {
    int64_t index, last;
    CXSourceLocation end = clang_getRangeEnd(clang_getCursorExtent(parts.data[i]));
    bool is_range = source_next_char(im, end) == '.';
    bool ok = out->dimension < fill->array->rank && constant_integer(parts.data[i], &index);
    if (ok && is_range) {
      ok = i + 3 == parts.size && constant_integer(parts.data[i + 1], &last) &&
           !has_effects(parts.data[i + 2]);
      if (ok) out->count = (size_t)(last - index) + 1;
      i++;
    } else {
      ok = ok && source_next_char(im, end) == ']';
    }
    if (!ok) {
      refuse(im, value, "a designator names elements by constants, [i], [i][j] or [i ... j]");
      return false;
    }
    out->at += (size_t)(index * fill->sizes[++out->dimension]);
  }
  return true;
}

// Fills the part at `base` behind `dimension` subscripts from a list in braces.
static void fill_from(importer_t *im, const fill_t *fill, int64_t base, size_t dimension,
                      CXCursor list) {
  children_t values = source_children(im, list);
  if (!enter_level(im, list)) return;
  for (size_t i = 0, at = 0; i < values.size; i++) {
    CXCursor value = values.data[i];
    place_t place = {at, 1, dimension};
    if (is_designated(value)) {
      if (!read_designator(im, fill, value, dimension, &place)) break;
      at = place.at;
      children_t parts = source_children(im, value);
      value = parts.data[parts.size - 1];
    } else { // the next part of whatever is begun
      do place.dimension++;
      while (place.dimension < fill->array->rank && at % (size_t)fill->sizes[place.dimension]);
    }
    size_t inner = place.dimension, size = (size_t)fill->sizes[inner];
    bool is_list = clang_getCursorKind(value) == CXCursor_InitListExpr;
    if (at + (place.count - 1) * size >= (size_t)fill->sizes[dimension] ||
        (is_list && inner > fill->array->rank)) {
      refuse(im, value, "the array has no element for this value");
      break;
    }
    for (size_t k = 0; k < place.count; k++, at += size)
      if (is_list && inner < fill->array->rank)
        fill_from(im, fill, base + (int64_t)at, inner, value);
      else
        store_value(im, fill, base + (int64_t)at, value);
    if (!is_list) at -= size - 1;
  }
  im->depth--;
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

// Counts the values of a list; false if one has a designator.
static bool count_values(importer_t *im, CXCursor list, int64_t *count) {
  children_t children = source_children(im, list);
  for (size_t i = 0; i < children.size; i++) {
    CXCursor value = children.data[i];
    if (is_designated(value)) return false;
    bool is_list = clang_getCursorKind(value) == CXCursor_InitListExpr;
    if (is_list && !count_values(im, value, count)) return false;
    if (!is_list) ++*count;
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
  fill.sizes[array->rank] = 1;
  for (size_t i = array->rank; i-- > 0;) fill.sizes[i] = fill.sizes[i + 1] * fill.shape[i];
  int64_t count = 0;
  operand_t indices[MAX_RANK];
  if (!count_values(im, initializer, &count) || count < fill.sizes[0])
    zero_from(im, array, 0, indices);
  fill_from(im, &fill, 0, 0, initializer);
}
