// Attributes: constructors and accessors over interned nodes.
//
//   kind         pointers              integers
//   INTEGER      type                  value
//   FLOAT        type                  bits
//   STRING …     text                  size      (also SYMBOL, AFFINE)
//   TYPE         type
//   ARRAY        elements
//   DICTIONARY   name, value, …                  (sorted by name)
//   DENSE_ARRAY  element type, data    count
//   DENSE        type, data            bytes, splat
//   STRIDED                            offset, strides
//   LOCATION     (location.c)
//   OPAQUE       text, type, parts     size, places of the parts in the text
//   RESOURCE     text, type            size      (also STRING if it has a type)
//   WIDE         type                  words
//   DENSE_TEXT   type, strings
//   SPARSE       type, indices, values
//   DISTINCT     attribute             number
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "ir_internal.h"
#include "wide.h"

static ptowsp_attr_t intern(ptowsp_context_t *context, ptowsp_attr_kind_t kind,
                            const void *const *pointers, size_t pointer_count,
                            const int64_t *integers, size_t integer_count) {
  ptowsp_node_t key = {.kind = (uint8_t)kind,
                       .is_attr = 1,
                       .pointers = pointers,
                       .pointer_count = (uint32_t)pointer_count,
                       .integers = integers,
                       .integer_count = (uint32_t)integer_count};
  return (ptowsp_attr_t)ptowsp_node_intern(context, key);
}

ptowsp_attr_kind_t ptowsp_attr_kind(ptowsp_attr_t attr) {
  return (ptowsp_attr_kind_t)attr->node.kind;
}

ptowsp_attr_t ptowsp_attr_unit(ptowsp_context_t *context) {
  return intern(context, PTOWSP_ATTR_UNIT, NULL, 0, NULL, 0);
}

ptowsp_attr_t ptowsp_attr_integer(ptowsp_context_t *context, int64_t value, ptowsp_type_t type) {
  value = ptowsp_sign_extend(value, ptowsp_type_width(type));
  const void *pointers[] = {type};
  return intern(context, PTOWSP_ATTR_INTEGER, pointers, 1, &value, 1);
}

ptowsp_attr_t ptowsp_attr_i64(ptowsp_context_t *context, int64_t value) {
  return ptowsp_attr_integer(context, value, ptowsp_type_i(context, 64));
}

ptowsp_attr_t ptowsp_attr_index(ptowsp_context_t *context, int64_t value) {
  return ptowsp_attr_integer(context, value, ptowsp_type_index(context));
}

ptowsp_attr_t ptowsp_attr_bool(ptowsp_context_t *context, bool value) {
  return ptowsp_attr_integer(context, value, ptowsp_type_i(context, 1));
}

ptowsp_attr_t ptowsp_attr_float_bits(ptowsp_context_t *context, uint64_t bits, ptowsp_type_t type) {
  const void *pointers[] = {type};
  int64_t value = (int64_t)bits;
  return intern(context, PTOWSP_ATTR_FLOAT, pointers, 1, &value, 1);
}

ptowsp_attr_t ptowsp_attr_float(ptowsp_context_t *context, double value, ptowsp_type_t type) {
  uint64_t bits = ptowsp_float_encode(ptowsp_type_float_kind(type), value);
  return ptowsp_attr_float_bits(context, bits, type);
}

static ptowsp_attr_t intern_text(ptowsp_context_t *context, ptowsp_attr_kind_t kind,
                                 ptowsp_str_t text) {
  const void *pointers[] = {ptowsp_intern(context, text)};
  int64_t size = (int64_t)text.size;
  return intern(context, kind, pointers, 1, &size, 1);
}

static ptowsp_attr_t intern_typed_text(ptowsp_context_t *context, ptowsp_attr_kind_t kind,
                                       ptowsp_str_t text, ptowsp_type_t type) {
  const void *pointers[] = {ptowsp_intern(context, text), type};
  int64_t size = (int64_t)text.size;
  return intern(context, kind, pointers, 2, &size, 1);
}

ptowsp_attr_t ptowsp_attr_string(ptowsp_context_t *context, ptowsp_str_t text) {
  return intern_text(context, PTOWSP_ATTR_STRING, text);
}

// `none` is what goes without saying.
static ptowsp_type_t said(ptowsp_type_t type) {
  return type && ptowsp_type_kind(type) == PTOWSP_TYPE_NONE ? NULL : type;
}

ptowsp_attr_t ptowsp_attr_typed_string(ptowsp_context_t *context, ptowsp_str_t text,
                                       ptowsp_type_t type) {
  return intern_typed_text(context, PTOWSP_ATTR_STRING, text, said(type));
}

ptowsp_attr_t ptowsp_attr_cstring(ptowsp_context_t *context, const char *text) {
  return ptowsp_attr_string(context, ptowsp_str(text));
}

ptowsp_attr_t ptowsp_attr_symbol(ptowsp_context_t *context, ptowsp_str_t text) {
  return intern_text(context, PTOWSP_ATTR_SYMBOL, text);
}

ptowsp_attr_t ptowsp_attr_affine(ptowsp_context_t *context, ptowsp_str_t text) {
  ptowsp_context_note_alias(context);
  return intern_text(context, PTOWSP_ATTR_AFFINE, text);
}

ptowsp_attr_t ptowsp_attr_opaque(ptowsp_context_t *context, ptowsp_str_t text, ptowsp_type_t type) {
  return intern_typed_text(context, PTOWSP_ATTR_OPAQUE, text, said(type));
}

ptowsp_attr_t ptowsp_attr_opaque_of(ptowsp_context_t *context, const void *const *pointers,
                                    const int64_t *integers, size_t parts) {
  return intern(context, PTOWSP_ATTR_OPAQUE, pointers, 2 + parts, integers, 1 + parts);
}

ptowsp_attr_t ptowsp_attr_opaque_typed(ptowsp_attr_t attr, ptowsp_type_t type) {
  const ptowsp_node_t *node = &attr->node;
  const void **pointers = ptowsp_malloc(node->pointer_count * sizeof *pointers);
  memcpy(pointers, node->pointers, node->pointer_count * sizeof *pointers);
  pointers[1] = said(type);
  attr = ptowsp_attr_opaque_of(node->context, pointers, node->integers, node->pointer_count - 2);
  free(pointers);
  return attr;
}

ptowsp_attr_t ptowsp_attr_resource(ptowsp_context_t *context, ptowsp_str_t key,
                                   ptowsp_type_t type) {
  return intern_typed_text(context, PTOWSP_ATTR_RESOURCE, key, type);
}

ptowsp_attr_t ptowsp_attr_type(ptowsp_context_t *context, ptowsp_type_t type) {
  const void *pointers[] = {type};
  return intern(context, PTOWSP_ATTR_TYPE, pointers, 1, NULL, 0);
}

ptowsp_attr_t ptowsp_attr_array(ptowsp_context_t *context, const ptowsp_attr_t *elements,
                                size_t count) {
  return intern(context, PTOWSP_ATTR_ARRAY, (const void *const *)elements, count, NULL, 0);
}

static int by_name(const void *a, const void *b) {
  return strcmp(((const ptowsp_named_attr_t *)a)->name, ((const ptowsp_named_attr_t *)b)->name);
}

ptowsp_attr_t ptowsp_attr_dictionary(ptowsp_context_t *context, const ptowsp_named_attr_t *entries,
                                     size_t count) {
  enum { ON_STACK = 16 };
  _Static_assert(sizeof(ptowsp_named_attr_t) == 2 * sizeof(void *), "two pointers an entry");
  ptowsp_named_attr_t local[ON_STACK];
  ptowsp_named_attr_t *sorted = count > ON_STACK ? ptowsp_malloc(count * sizeof *sorted) : local;
  for (size_t i = 0; i < count; i++) {
    sorted[i].name = ptowsp_intern_cstr(context, entries[i].name);
    sorted[i].value = entries[i].value;
  }
  if (count > 1) qsort(sorted, count, sizeof *sorted, by_name);
  for (size_t i = 1; i < count; i++) assert(sorted[i - 1].name != sorted[i].name);
  ptowsp_attr_t attr =
      intern(context, PTOWSP_ATTR_DICTIONARY, (const void *const *)sorted, 2 * count, NULL, 0);
  if (sorted != local) free(sorted);
  return attr;
}

ptowsp_attr_t ptowsp_attr_dense_array(ptowsp_context_t *context, ptowsp_type_t element,
                                      const void *data, size_t count) {
  size_t bytes = count * ptowsp_type_bytes(element);
  const void *pointers[] = {element, ptowsp_intern_bytes(context, data, bytes)};
  int64_t size = (int64_t)count;
  return intern(context, PTOWSP_ATTR_DENSE_ARRAY, pointers, 2, &size, 1);
}

ptowsp_attr_t ptowsp_attr_i64_array(ptowsp_context_t *context, const int64_t *values,
                                    size_t count) {
  return ptowsp_attr_dense_array(context, ptowsp_type_i(context, 64), values, count);
}

ptowsp_attr_t ptowsp_attr_i32_array(ptowsp_context_t *context, const int32_t *values,
                                    size_t count) {
  return ptowsp_attr_dense_array(context, ptowsp_type_i(context, 32), values, count);
}

ptowsp_attr_t ptowsp_attr_dense(ptowsp_context_t *context, ptowsp_type_t type, const void *data,
                                size_t bytes, bool splat) {
  size_t size = ptowsp_type_bytes(ptowsp_type_element(type));
  bool same = bytes >= size && memcmp(data, (const char *)data + size, bytes - size) == 0;
  const void *pointers[] = {type, ptowsp_intern_bytes(context, data, same ? size : bytes)};
  int64_t integers[] = {(int64_t)(same ? size : bytes), splat || same};
  return intern(context, PTOWSP_ATTR_DENSE, pointers, 2, integers, 2);
}

ptowsp_attr_t ptowsp_attr_wide(ptowsp_context_t *context, const uint64_t *words, size_t count,
                               ptowsp_type_t type) {
  const void *pointers[] = {type};
  bool is_float = ptowsp_type_is_float(type);
  if (!is_float) count = ptowsp_wide_shorten(words, count);
  if (!is_float && count == 1) return ptowsp_attr_integer(context, (int64_t)words[0], type);
  if (is_float && ptowsp_type_width(type) <= 64)
    return ptowsp_attr_float_bits(context, *words, type);
  return intern(context, PTOWSP_ATTR_WIDE, pointers, 1, (const int64_t *)words, count);
}

ptowsp_attr_t ptowsp_attr_dense_text(ptowsp_context_t *context, ptowsp_type_t type,
                                     ptowsp_attr_t strings) {
  const void *pointers[] = {type, strings};
  return intern(context, PTOWSP_ATTR_DENSE_TEXT, pointers, 2, NULL, 0);
}

ptowsp_attr_t ptowsp_attr_sparse(ptowsp_context_t *context, ptowsp_type_t type,
                                 ptowsp_attr_t indices, ptowsp_attr_t values) {
  const void *pointers[] = {type, indices, values};
  return intern(context, PTOWSP_ATTR_SPARSE, pointers, 3, NULL, 0);
}

ptowsp_attr_t ptowsp_attr_distinct(ptowsp_context_t *context, int64_t number, ptowsp_attr_t of) {
  const void *pointers[] = {of};
  ptowsp_context_note_alias(context);
  return intern(context, PTOWSP_ATTR_DISTINCT, pointers, 1, &number, 1);
}

ptowsp_attr_t ptowsp_attr_strided(ptowsp_context_t *context, const int64_t *strides, size_t rank,
                                  int64_t offset) {
  enum { ON_STACK = 32 };
  int64_t local[ON_STACK];
  int64_t *integers = rank + 1 > ON_STACK ? ptowsp_malloc((rank + 1) * sizeof *integers) : local;
  integers[0] = offset;
  if (rank) memcpy(integers + 1, strides, rank * sizeof *integers);
  ptowsp_attr_t attr = intern(context, PTOWSP_ATTR_STRIDED, NULL, 0, integers, rank + 1);
  if (integers != local) free(integers);
  return attr;
}

ptowsp_type_t ptowsp_attr_value_type(ptowsp_attr_t attr) {
  switch (ptowsp_attr_kind(attr)) {
    case PTOWSP_ATTR_INTEGER:
    case PTOWSP_ATTR_FLOAT:
    case PTOWSP_ATTR_WIDE:
    case PTOWSP_ATTR_DENSE:
    case PTOWSP_ATTR_DENSE_TEXT:
    case PTOWSP_ATTR_SPARSE:
      return attr->node.pointers[0];
    case PTOWSP_ATTR_STRING:
    case PTOWSP_ATTR_OPAQUE:
    case PTOWSP_ATTR_RESOURCE:
      return attr->node.pointer_count > 1 ? attr->node.pointers[1] : NULL;
    default:
      return NULL;
  }
}

const uint64_t *ptowsp_attr_wide_words(ptowsp_attr_t attr, size_t *out_count) {
  assert(ptowsp_attr_kind(attr) == PTOWSP_ATTR_WIDE);
  *out_count = attr->node.integer_count;
  return (const uint64_t *)attr->node.integers;
}

ptowsp_attr_t ptowsp_attr_dense_text_strings(ptowsp_attr_t attr) {
  assert(ptowsp_attr_kind(attr) == PTOWSP_ATTR_DENSE_TEXT);
  return attr->node.pointers[1];
}

ptowsp_attr_t ptowsp_attr_sparse_indices(ptowsp_attr_t attr) {
  assert(ptowsp_attr_kind(attr) == PTOWSP_ATTR_SPARSE);
  return attr->node.pointers[1];
}

ptowsp_attr_t ptowsp_attr_sparse_values(ptowsp_attr_t attr) {
  assert(ptowsp_attr_kind(attr) == PTOWSP_ATTR_SPARSE);
  return attr->node.pointers[2];
}

int64_t ptowsp_attr_distinct_number(ptowsp_attr_t attr) {
  assert(ptowsp_attr_kind(attr) == PTOWSP_ATTR_DISTINCT);
  return attr->node.integers[0];
}

ptowsp_attr_t ptowsp_attr_distinct_of(ptowsp_attr_t attr) { return attr->node.pointers[0]; }

int64_t ptowsp_attr_int_value(ptowsp_attr_t attr) {
  assert(ptowsp_attr_kind(attr) == PTOWSP_ATTR_INTEGER);
  return attr->node.integers[0];
}

uint64_t ptowsp_attr_float_value_bits(ptowsp_attr_t attr) {
  assert(ptowsp_attr_kind(attr) == PTOWSP_ATTR_FLOAT);
  return (uint64_t)attr->node.integers[0];
}

double ptowsp_attr_float_value(ptowsp_attr_t attr) {
  ptowsp_type_t type = ptowsp_attr_value_type(attr);
  return ptowsp_float_decode(ptowsp_type_float_kind(type), ptowsp_attr_float_value_bits(attr));
}

ptowsp_str_t ptowsp_attr_text(ptowsp_attr_t attr) {
  return (ptowsp_str_t){attr->node.pointers[0], (size_t)attr->node.integers[0]};
}

ptowsp_type_t ptowsp_attr_as_type(ptowsp_attr_t attr) {
  assert(ptowsp_attr_kind(attr) == PTOWSP_ATTR_TYPE);
  return attr->node.pointers[0];
}

size_t ptowsp_attr_count(ptowsp_attr_t attr) {
  switch (ptowsp_attr_kind(attr)) {
    case PTOWSP_ATTR_ARRAY:
      return attr->node.pointer_count;
    case PTOWSP_ATTR_DICTIONARY:
      return attr->node.pointer_count / 2;
    case PTOWSP_ATTR_DENSE_ARRAY:
      return (size_t)attr->node.integers[0];
    default:
      return 0;
  }
}

ptowsp_attr_t ptowsp_attr_at(ptowsp_attr_t array, size_t i) {
  assert(ptowsp_attr_kind(array) == PTOWSP_ATTR_ARRAY && i < array->node.pointer_count);
  return array->node.pointers[i];
}

ptowsp_named_attr_t ptowsp_attr_entry(ptowsp_attr_t dictionary, size_t i) {
  assert(2 * i < dictionary->node.pointer_count);
  ptowsp_named_attr_t entry = {dictionary->node.pointers[2 * i],
                               dictionary->node.pointers[2 * i + 1]};
  return entry;
}

ptowsp_attr_t ptowsp_attr_lookup(ptowsp_attr_t dictionary, const char *name) {
  if (!dictionary || ptowsp_attr_kind(dictionary) != PTOWSP_ATTR_DICTIONARY) return NULL;
  for (uint32_t i = 0; i < dictionary->node.pointer_count; i += 2)
    if (strcmp(dictionary->node.pointers[i], name) == 0) return dictionary->node.pointers[i + 1];
  return NULL;
}

ptowsp_type_t ptowsp_attr_dense_array_element(ptowsp_attr_t attr) {
  assert(ptowsp_attr_kind(attr) == PTOWSP_ATTR_DENSE_ARRAY);
  return attr->node.pointers[0];
}

int64_t ptowsp_attr_dense_array_int(ptowsp_attr_t attr, size_t i) {
  assert(i < ptowsp_attr_count(attr));
  const void *data = attr->node.pointers[1];
  switch (ptowsp_type_bytes(ptowsp_attr_dense_array_element(attr))) {
    case 1:
      return ((const int8_t *)data)[i];
    case 2:
      return ((const int16_t *)data)[i];
    case 4:
      return ((const int32_t *)data)[i];
    default:
      return ((const int64_t *)data)[i];
  }
}

double ptowsp_attr_dense_array_float(ptowsp_attr_t attr, size_t i) {
  assert(i < ptowsp_attr_count(attr));
  ptowsp_type_t element = ptowsp_attr_dense_array_element(attr);
  uint64_t bits = 0;
  size_t bytes = ptowsp_type_bytes(element);
  memcpy(&bits, (const char *)attr->node.pointers[1] + i * bytes, bytes < 8 ? bytes : 8);
  return ptowsp_float_decode(ptowsp_type_float_kind(element), bits);
}

const void *ptowsp_attr_dense_array_data(ptowsp_attr_t attr) {
  assert(ptowsp_attr_kind(attr) == PTOWSP_ATTR_DENSE_ARRAY);
  return attr->node.pointers[1];
}

const void *ptowsp_attr_dense_data(ptowsp_attr_t attr, size_t *out_bytes, bool *out_splat) {
  assert(ptowsp_attr_kind(attr) == PTOWSP_ATTR_DENSE);
  if (out_bytes) *out_bytes = (size_t)attr->node.integers[0];
  if (out_splat) *out_splat = attr->node.integers[1] != 0;
  return attr->node.pointers[1];
}

size_t ptowsp_attr_strided_rank(ptowsp_attr_t strided) { return strided->node.integer_count - 1; }

int64_t ptowsp_attr_strided_stride(ptowsp_attr_t strided, size_t i) {
  return strided->node.integers[1 + i];
}

int64_t ptowsp_attr_strided_offset(ptowsp_attr_t strided) { return strided->node.integers[0]; }
