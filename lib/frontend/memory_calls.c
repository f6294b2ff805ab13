// memcpy and memset of arrays, rows and their first elements: the loops they stand for.
//
//   memcpy(t, a[i], sizeof t);    for (j = 0; j < 8; j++) t[j] = a[i][j];
//   memset(o, 0, sizeof o);       all elements of o
#include <string.h>

#include "importer.h"

// Elements that lie one behind the other: some of the first open dimension, all of those behind.
typedef struct {
  array_t array;
  size_t first;              // the dimensions in front of it are fixed
  operand_t count[MAX_RANK]; // of the dimension `first` + i: INDEX or CONSTANT
} block_t;

static bool refuse_bytes(importer_t *im, CXCursor size) {
  refuse(
      im, size,
      "the bytes must be those of whole elements and rows; write sizeof of the array, or a loop");
  return false;
}

// The number of elements of some bytes; form NONE after an error.
static operand_t element_count(importer_t *im, CXCursor size, ctype_t element) {
  ctype_t type = ctype_integer(64, true);
  int64_t bytes = element.width / 8, value;
  CXCursor inner = source_strip(im, size);
  bool is_product = clang_getCursorKind(inner) == CXCursor_BinaryOperator &&
                    clang_getCursorBinaryOperatorKind(inner) == CXBinaryOperator_Mul;
  children_t sides = source_children(im, inner);
  for (size_t i = 0; is_product && i < 2; i++) {
    if (!constant_integer(sides.data[i], &value) || value != bytes) continue;
    operand_t count = import_index(im, sides.data[1 - i]);
    count.type = type;
    return count;
  }
  operand_t all = import_index(im, size);
  if (operand_is_none(all)) return all;
  all.type = type;
  if (all.form == FORM_CONSTANT && all.low % bytes) {
    refuse_bytes(im, size);
    return operand_none();
  }
  return build_index_binary(im, BINARY_DIV, all, operand_constant(type, bytes));
}

static bool starts_at_zero(const array_t *array, size_t from) {
  for (size_t i = from; i < array->rank; i++)
    if (array->indices[i].form != FORM_CONSTANT || array->indices[i].low != 0) return false;
  return true;
}

// Which elements `count` of them are, from where the array's part begins; false after an error.
static bool make_block(importer_t *im, CXCursor size, operand_t count, block_t *block) {
  const array_t *array = &block->array;
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(array->memref));
  ctype_t type = ctype_integer(64, true);
  for (block->first = array->taken; block->first < array->rank; block->first++) {
    int64_t row = 1;
    bool is_known = count.form == FORM_CONSTANT;
    for (size_t i = block->first + 1; i < array->rank; i++) {
      is_known = is_known && shape[i] != PTOWSP_DYNAMIC;
      if (is_known) row *= shape[i];
    }
    if (block->first + 1 == array->rank) {
      block->count[0] = count;
      return true;
    }
    if (!is_known) break;
    if (count.low % row == 0 && starts_at_zero(array, block->first + 1)) {
      block->count[0] = operand_constant(type, count.low / row);
      for (size_t i = 1; block->first + i < array->rank; i++)
        block->count[i] = operand_constant(type, shape[block->first + i]);
      return true;
    }
    if (count.low > row) break;
  }
  return refuse_bytes(im, size);
}

static void skip_single(block_t *block) {
  while (block->first + 1 < block->array.rank && block->count[0].form == FORM_CONSTANT &&
         block->count[0].low == 1) {
    memmove(block->count, block->count + 1, (MAX_RANK - 1) * sizeof(block->count[0]));
    block->first++;
  }
}

static bool same_extents(const block_t *a, const block_t *b) {
  size_t rank = a->array.rank - a->first;
  if (b->array.rank - b->first != rank) return false;
  for (size_t i = 0; i < rank; i++)
    if (a->count[i].form == FORM_CONSTANT && a->count[i].low != b->count[i].low) return false;
  return true;
}

// Element `variables` of a block.
static array_t element_of(importer_t *im, const block_t *block, const operand_t *variables) {
  array_t element = block->array;
  for (size_t i = block->first; i < element.rank; i++)
    element.indices[i] =
        build_index_binary(im, BINARY_ADD, element.indices[i], variables[i - block->first]);
  element.taken = element.rank;
  return element;
}

// The loops of dimension `depth` and behind around one assignment; `from` NULL: of `value`.
static void build_loops(importer_t *im, const block_t *to, const block_t *from, operand_t value,
                        size_t depth, operand_t *variables) {
  ctype_t type = ctype_integer(64, true);
  if (to->first + depth == to->array.rank) {
    array_t target = element_of(im, to, variables);
    if (from) {
      array_t source = element_of(im, from, variables);
      value = load_element(im, &source);
    }
    store_element(im, &target, value);
    return;
  }
  ptowsp_value_t *lower = ptowsp_build_index(&im->builder, 0);
  ptowsp_value_t *upper = as_index(im, to->count[depth]);
  ptowsp_value_t *step = ptowsp_build_index(&im->builder, 1);
  ptowsp_op_t *loop = ptowsp_build_for(&im->builder, lower, upper, step);
  ptowsp_builder_t outer = im->builder;
  im->builder.block = ptowsp_op_body(loop);
  im->builder.before = ptowsp_block_terminator(im->builder.block);
  variables[depth] = operand_index(type, ptowsp_block_arg(im->builder.block, 0));
  build_loops(im, to, from, value, depth + 1, variables);
  im->builder = outer;
}

static bool same_bits(ctype_t a, ctype_t b) {
  return a.kind == b.kind && a.width == b.width && a.float_kind == b.float_kind;
}

// The one element of a scalar or in front of a part; memref NULL after an error.
static array_t single_element(importer_t *im, CXCursor size, const array_t *array) {
  array_t element = *array;
  operand_t count = element_count(im, size, array->element);
  element.taken = element.rank;
  element.is_scalar = false;
  bool is_one = count.form == FORM_CONSTANT && count.low == 1;
  if (!is_one && !operand_is_none(count)) refuse_bytes(im, size);
  if (!is_one) element.memref = NULL;
  return element;
}

// memcpy(&bits, &x, sizeof x): also between types, whose bits stay.
static void copy_scalar(importer_t *im, CXCursor call, const array_t *to, const array_t *from) {
  CXCursor size = clang_Cursor_getArgument(call, 2);
  array_t target = single_element(im, size, to), source = target;
  if (target.memref) source = single_element(im, size, from);
  if (!target.memref || !source.memref) return;
  operand_t value = load_element(im, &source);
  bool is_bool = to->element.kind == C_BOOL || from->element.kind == C_BOOL;
  if (is_bool && !ctype_equal(to->element, from->element)) {
    refuse(im, call, "the bits of a _Bool are not those of another type; assign it");
    return;
  }
  ptowsp_value_t *bits = materialize(im, value);
  if (!same_bits(to->element, from->element))
    bits =
        ptowsp_build_cast(&im->builder, PTOWSP_OP_ARITH_BITCAST, bits, ctype_ir(im, to->element));
  store_element(im, &target, from_ir(to->element, bits));
}

static void import_memcpy(importer_t *im, CXCursor call) {
  CXCursor size = clang_Cursor_getArgument(call, 2);
  block_t to = {.array = import_array(im, clang_Cursor_getArgument(call, 0))};
  block_t from = {.array = import_array(im, clang_Cursor_getArgument(call, 1))};
  if (!to.array.memref || !from.array.memref) return;
  if (to.array.is_scalar || from.array.is_scalar) {
    copy_scalar(im, call, &to.array, &from.array);
    return;
  }
  if (!same_bits(to.array.element, from.array.element)) {
    refuse(im, call,
           "memcpy between arrays of different types is not part of the language; "
           "convert in a loop");
    return;
  }
  operand_t count = element_count(im, size, to.array.element), variables[MAX_RANK];
  if (operand_is_none(count)) return;
  if (!make_block(im, size, count, &to) || !make_block(im, size, count, &from)) return;
  skip_single(&to);
  skip_single(&from);
  if (same_extents(&to, &from))
    build_loops(im, &to, &from, operand_none(), 0, variables);
  else
    refuse(im, call, "'%s' and '%s' have rows of different lengths; copy in loops", to.array.name,
           from.array.name);
}

// What an element is whose bytes all are `byte`; form NONE after an error.
static operand_t element_of_bytes(importer_t *im, CXCursor call, ctype_t type) {
  int64_t byte;
  bool is_known = constant_integer(clang_Cursor_getArgument(call, 1), &byte);
  if (is_known && (byte & 0xff) == 0)
    return type.kind == C_FLOAT ? operand_plain(type, float_constant(im, type, 0))
                                : operand_constant(type, 0);
  if (is_known && type.kind == C_INTEGER)
    return convert(
        im,
        operand_constant(ctype_integer(64, true),
                         (int64_t)(UINT64_C(0x0101010101010101) * (uint64_t)(byte & 0xff))),
        type);
  refuse(im, call, "memset writes bytes, a constant to integers or 0; assign in a loop");
  return operand_none();
}

static void import_memset(importer_t *im, CXCursor call) {
  CXCursor size = clang_Cursor_getArgument(call, 2);
  block_t to = {.array = import_array(im, clang_Cursor_getArgument(call, 0))};
  operand_t variables[MAX_RANK];
  if (!to.array.memref) return;
  operand_t value = element_of_bytes(im, call, to.array.element);
  if (to.array.is_scalar) {
    array_t scalar = single_element(im, size, &to.array);
    if (scalar.memref && !operand_is_none(value)) store_element(im, &scalar, value);
    return;
  }
  operand_t count = element_count(im, size, to.array.element);
  if (operand_is_none(value) || operand_is_none(count)) return;
  if (!make_block(im, size, count, &to)) return;
  skip_single(&to);
  build_loops(im, &to, NULL, value, 0, variables);
}

bool import_memory_call(importer_t *im, CXCursor call, const char *name) {
  static const char builtin[] = "__builtin_";
  if (!strncmp(name, builtin, sizeof builtin - 1)) name += sizeof builtin - 1;
  bool copies = !strcmp(name, "memcpy"), sets = !strcmp(name, "memset");
  if ((!copies && !sets) || clang_Cursor_getNumArguments(call) != 3) return false;
  bool outer = im->index_context;
  im->index_context = false;
  if (copies)
    import_memcpy(im, call);
  else
    import_memset(im, call);
  im->index_context = outer;
  return true;
}
