// Types: constructors and accessors over interned nodes.
//
//   kind      a             b           pointers                  integers
//   INTEGER   width         signedness
//   FLOAT     float kind
//   FUNCTION  input count               inputs, results
//   MEMREF    1: unranked               element, layout, space    shape
//   TENSOR    1: unranked               element, encoding         shape
//   VECTOR    scalable dims             element                   shape
//   TUPLE                               types
//   COMPLEX                             element
//   TILE      memory                    element                   rows, cols
//   OPAQUE                              text, NULL, parts         size, their places (attr.c)
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "ir_internal.h"

static ptowsp_type_t intern(ptowsp_context_t *context, ptowsp_node_t key) {
  return (ptowsp_type_t)ptowsp_node_intern(context, key);
}

ptowsp_type_kind_t ptowsp_type_kind(ptowsp_type_t type) {
  return (ptowsp_type_kind_t)type->node.kind;
}

ptowsp_context_t *ptowsp_type_context(ptowsp_type_t type) { return type->node.context; }

ptowsp_type_t ptowsp_type_none(ptowsp_context_t *context) {
  return intern(context, (ptowsp_node_t){.kind = PTOWSP_TYPE_NONE});
}

ptowsp_type_t ptowsp_type_index(ptowsp_context_t *context) {
  return intern(context, (ptowsp_node_t){.kind = PTOWSP_TYPE_INDEX});
}

ptowsp_type_t ptowsp_type_integer(ptowsp_context_t *context, unsigned width,
                                  ptowsp_signedness_t signedness) {
  ptowsp_node_t key = {.kind = PTOWSP_TYPE_INTEGER, .a = width, .b = (uint16_t)signedness};
  return intern(context, key);
}

ptowsp_type_t ptowsp_type_i(ptowsp_context_t *context, unsigned width) {
  return ptowsp_type_integer(context, width, PTOWSP_SIGNLESS);
}

ptowsp_type_t ptowsp_type_float(ptowsp_context_t *context, ptowsp_float_kind_t kind) {
  return intern(context, (ptowsp_node_t){.kind = PTOWSP_TYPE_FLOAT, .a = kind});
}

// Interns a node over two lists of types laid end to end.
static ptowsp_type_t intern_types(ptowsp_context_t *context, ptowsp_type_kind_t kind,
                                  const ptowsp_type_t *first, size_t first_count,
                                  const ptowsp_type_t *second, size_t second_count) {
  enum { ON_STACK = 64 };
  const void *local[ON_STACK];
  size_t count = first_count + second_count;
  const void **all = count > ON_STACK ? ptowsp_malloc(count * sizeof *all) : local;
  if (first_count) memcpy(all, first, first_count * sizeof *all);
  if (second_count) memcpy(all + first_count, second, second_count * sizeof *all);
  ptowsp_node_t key = {.kind = (uint8_t)kind,
                       .a = (uint32_t)first_count,
                       .pointers = all,
                       .pointer_count = (uint32_t)count};
  ptowsp_type_t type = intern(context, key);
  if (all != local) free(all);
  return type;
}

ptowsp_type_t ptowsp_type_function(ptowsp_context_t *context, const ptowsp_type_t *inputs,
                                   size_t input_count, const ptowsp_type_t *results,
                                   size_t result_count) {
  return intern_types(context, PTOWSP_TYPE_FUNCTION, inputs, input_count, results, result_count);
}

ptowsp_type_t ptowsp_type_tuple(ptowsp_context_t *context, const ptowsp_type_t *types,
                                size_t count) {
  if (count > 16) ptowsp_context_note_alias(context);
  return intern_types(context, PTOWSP_TYPE_TUPLE, NULL, 0, types, count);
}

static ptowsp_type_t intern_shaped(ptowsp_context_t *context, ptowsp_type_kind_t kind, uint32_t a,
                                   const void *const *pointers, uint32_t pointer_count,
                                   const int64_t *shape, size_t rank) {
  ptowsp_node_t key = {.kind = (uint8_t)kind,
                       .a = a,
                       .pointers = pointers,
                       .pointer_count = pointer_count,
                       .integers = shape,
                       .integer_count = (uint32_t)rank};
  return intern(context, key);
}

ptowsp_type_t ptowsp_type_memref(ptowsp_context_t *context, const int64_t *shape, size_t rank,
                                 ptowsp_type_t element, ptowsp_attr_t layout, ptowsp_attr_t space) {
  const void *pointers[] = {element, layout, space};
  bool unranked = rank == SIZE_MAX;
  return intern_shaped(context, PTOWSP_TYPE_MEMREF, unranked, pointers, 3, shape,
                       unranked ? 0 : rank);
}

ptowsp_type_t ptowsp_type_tensor(ptowsp_context_t *context, const int64_t *shape, size_t rank,
                                 ptowsp_type_t element, ptowsp_attr_t encoding) {
  const void *pointers[] = {element, encoding};
  bool unranked = rank == SIZE_MAX;
  return intern_shaped(context, PTOWSP_TYPE_TENSOR, unranked, pointers, 2, shape,
                       unranked ? 0 : rank);
}

ptowsp_type_t ptowsp_type_vector(ptowsp_context_t *context, const int64_t *shape, size_t rank,
                                 ptowsp_type_t element) {
  return ptowsp_type_vector_scalable(context, shape, rank, 0, element);
}

ptowsp_type_t ptowsp_type_vector_scalable(ptowsp_context_t *context, const int64_t *shape,
                                          size_t rank, uint32_t scalable, ptowsp_type_t element) {
  const void *pointers[] = {element};
  return intern_shaped(context, PTOWSP_TYPE_VECTOR, scalable, pointers, 1, shape, rank);
}

ptowsp_type_t ptowsp_type_complex(ptowsp_context_t *context, ptowsp_type_t element) {
  const void *pointers[] = {element};
  return intern_shaped(context, PTOWSP_TYPE_COMPLEX, 0, pointers, 1, NULL, 0);
}

ptowsp_type_t ptowsp_type_tile(ptowsp_context_t *context, int64_t rows, int64_t cols,
                               ptowsp_type_t element, ptowsp_memory_t memory) {
  const void *pointers[] = {element};
  int64_t shape[] = {rows, cols};
  return intern_shaped(context, PTOWSP_TYPE_TILE, memory, pointers, 1, shape, 2);
}

ptowsp_type_t ptowsp_type_opaque(ptowsp_context_t *context, ptowsp_str_t text) {
  const void *pointers[] = {ptowsp_intern(context, text), NULL};
  int64_t size[] = {(int64_t)text.size};
  return ptowsp_type_opaque_of(context, pointers, size, 0);
}

ptowsp_type_t ptowsp_type_opaque_of(ptowsp_context_t *context, const void *const *pointers,
                                    const int64_t *integers, size_t parts) {
  return intern_shaped(context, PTOWSP_TYPE_OPAQUE, 0, pointers, 2 + (uint32_t)parts, integers,
                       1 + parts);
}

bool ptowsp_type_is_index(ptowsp_type_t type) { return type->node.kind == PTOWSP_TYPE_INDEX; }

bool ptowsp_type_is_integer(ptowsp_type_t type) { return type->node.kind == PTOWSP_TYPE_INTEGER; }

bool ptowsp_type_is_i(ptowsp_type_t type, unsigned width) {
  return ptowsp_type_is_integer(type) && type->node.a == width && type->node.b == PTOWSP_SIGNLESS;
}

bool ptowsp_type_is_float(ptowsp_type_t type) { return type->node.kind == PTOWSP_TYPE_FLOAT; }

static bool holds_scalars(ptowsp_type_t type) {
  return type->node.kind == PTOWSP_TYPE_VECTOR || type->node.kind == PTOWSP_TYPE_TENSOR;
}

ptowsp_type_t ptowsp_type_scalar(ptowsp_type_t type) {
  return holds_scalars(type) ? ptowsp_type_element(type) : type;
}

ptowsp_type_t ptowsp_type_shaped_like(ptowsp_type_t scalar, ptowsp_type_t like) {
  if (!holds_scalars(like)) return scalar;
  ptowsp_node_t key = like->node;
  const void *pointers[2] = {scalar, key.pointer_count > 1 ? key.pointers[1] : NULL};
  key.pointers = pointers;
  return intern(like->node.context, key);
}

bool ptowsp_type_same_shape(ptowsp_type_t a, ptowsp_type_t b) {
  if (!holds_scalars(a) || !holds_scalars(b)) return !holds_scalars(a) && !holds_scalars(b);
  return ptowsp_type_shaped_like(ptowsp_type_element(a), b) == a;
}

unsigned ptowsp_type_width(ptowsp_type_t type) {
  type = ptowsp_type_scalar(type);
  if (ptowsp_type_is_index(type)) return 64;
  if (ptowsp_type_is_float(type))
    return ptowsp_float_format((ptowsp_float_kind_t)type->node.a)->width;
  assert(ptowsp_type_is_integer(type));
  return type->node.a;
}

ptowsp_signedness_t ptowsp_type_signedness(ptowsp_type_t type) {
  return (ptowsp_signedness_t)type->node.b;
}

ptowsp_float_kind_t ptowsp_type_float_kind(ptowsp_type_t type) {
  assert(ptowsp_type_is_float(type));
  return (ptowsp_float_kind_t)type->node.a;
}

size_t ptowsp_type_bytes(ptowsp_type_t element) {
  if (ptowsp_type_kind(element) == PTOWSP_TYPE_COMPLEX)
    return 2 * ptowsp_type_bytes(ptowsp_type_element(element));
  unsigned bits = ptowsp_type_width(element);
  size_t bytes = 1;
  while (bytes * 8 < bits) bytes *= 2;
  return bytes;
}

ptowsp_type_t ptowsp_type_element(ptowsp_type_t type) { return type->node.pointers[0]; }

size_t ptowsp_type_rank(ptowsp_type_t type) { return type->node.integer_count; }

const int64_t *ptowsp_type_shape(ptowsp_type_t type) { return type->node.integers; }

bool ptowsp_type_has_static_shape(ptowsp_type_t type) {
  for (size_t i = 0; i < type->node.integer_count; i++)
    if (type->node.integers[i] == PTOWSP_DYNAMIC) return false;
  return !ptowsp_type_is_unranked(type);
}

bool ptowsp_shape_is_held(const int64_t *shape, size_t rank) {
  int64_t count = 1;
  for (size_t i = 0; i < rank; i++) {
    // A zero hides no other extent: strides are products of them.
    if (shape[i] == PTOWSP_DYNAMIC || shape[i] == 0) continue;
    if (shape[i] < 0 || shape[i] > PTOWSP_MOST_ELEMENTS / count) return false;
    count *= shape[i];
  }
  return true;
}

bool ptowsp_type_is_unranked(ptowsp_type_t type) {
  bool may_be = type->node.kind == PTOWSP_TYPE_TENSOR || type->node.kind == PTOWSP_TYPE_MEMREF;
  return may_be && type->node.a;
}

uint32_t ptowsp_type_scalable(ptowsp_type_t vector) {
  assert(vector->node.kind == PTOWSP_TYPE_VECTOR);
  return vector->node.a;
}

ptowsp_attr_t ptowsp_type_layout(ptowsp_type_t memref) {
  assert(memref->node.kind == PTOWSP_TYPE_MEMREF);
  return memref->node.pointers[1];
}

ptowsp_attr_t ptowsp_type_space(ptowsp_type_t type) {
  return type->node.pointers[type->node.kind == PTOWSP_TYPE_MEMREF ? 2 : 1];
}

ptowsp_memory_t ptowsp_type_tile_memory(ptowsp_type_t tile) {
  assert(tile->node.kind == PTOWSP_TYPE_TILE);
  return (ptowsp_memory_t)tile->node.a;
}

size_t ptowsp_type_input_count(ptowsp_type_t function) { return function->node.a; }

ptowsp_type_t ptowsp_type_input(ptowsp_type_t function, size_t i) {
  assert(i < function->node.a);
  return function->node.pointers[i];
}

size_t ptowsp_type_result_count(ptowsp_type_t function) {
  return function->node.pointer_count - function->node.a;
}

ptowsp_type_t ptowsp_type_result(ptowsp_type_t function, size_t i) {
  return function->node.pointers[function->node.a + i];
}

ptowsp_str_t ptowsp_type_opaque_text(ptowsp_type_t type) {
  return (ptowsp_str_t){type->node.pointers[0], (size_t)type->node.integers[0]};
}

static const char *const memory_names[] = {"ub", "l1", "l0a", "l0b", "l0c"};

const char *ptowsp_memory_name(ptowsp_memory_t memory) { return memory_names[memory]; }

bool ptowsp_memory_parse(ptowsp_str_t name, ptowsp_memory_t *out_memory) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(memory_names); i++)
    if (ptowsp_str_is(name, memory_names[i])) {
      *out_memory = (ptowsp_memory_t)i;
      return true;
    }
  return false;
}
