// Types and attributes as text. What nests lies on a stack of its own, so depth costs no
// recursion: each step prints up to the next part and pushes it.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print.h"

typedef struct {
  const void *node; // a type or an attribute
  bool is_attr, elide;
  size_t at; // next part
} part_t;

typedef PTOWSP_VEC(part_t) parts_t;

void ptowsp_print_i64(ptowsp_buffer_t *out, int64_t value) {
  if (value < 0) ptowsp_buffer_putc(out, '-');
  ptowsp_print_u64(out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

static void print_extent(ptowsp_buffer_t *out, int64_t value) {
  if (value == PTOWSP_DYNAMIC)
    ptowsp_buffer_putc(out, '?');
  else
    ptowsp_print_i64(out, value);
}

static void print_quoted(ptowsp_buffer_t *out, ptowsp_str_t text) {
  ptowsp_buffer_putc(out, '"');
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if (c == '\\')
      ptowsp_buffer_puts(out, "\\\\");
    else if (c < 0x20 || c >= 0x7f || c == '"')
      ptowsp_buffer_printf(out, "\\%02X", c);
    else
      ptowsp_buffer_putc(out, (char)c);
  }
  ptowsp_buffer_putc(out, '"');
}

static bool is_identifier(ptowsp_str_t text, const char *also) {
  for (size_t i = 0; i < text.size; i++) {
    char c = text.data[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    bool later = (c >= '0' && c <= '9') || (c && strchr(also, c));
    if (!letter && (i == 0 || !later)) return false;
  }
  return text.size > 0;
}

void ptowsp_print_symbol(ptowsp_buffer_t *out, ptowsp_str_t name) {
  ptowsp_buffer_putc(out, '@');
  if (is_identifier(name, "$.-"))
    ptowsp_buffer_append(out, name.data, name.size);
  else
    print_quoted(out, name);
}

void ptowsp_print_attr_name(ptowsp_buffer_t *out, const char *name) {
  ptowsp_str_t text = ptowsp_str(name);
  if (is_identifier(text, "$."))
    ptowsp_buffer_append(out, text.data, text.size);
  else
    print_quoted(out, text);
}

void ptowsp_print_loc(ptowsp_buffer_t *out, ptowsp_context_t *context, ptowsp_loc_t loc) {
  if (!loc.file) {
    ptowsp_buffer_puts(out, "loc(unknown)");
    return;
  }
  ptowsp_buffer_puts(out, "loc(");
  print_quoted(out, ptowsp_str(ptowsp_context_file_name(context, loc.file)));
  ptowsp_buffer_printf(out, ":%" PRIu32 ":%" PRIu32, loc.line, loc.column);
  if (loc.length) ptowsp_buffer_printf(out, " to :%" PRIu64, (uint64_t)loc.column + loc.length);
  ptowsp_buffer_putc(out, ')');
}

// ---------------------------------------------------------------- leaves

static bool print_leaf_type(ptowsp_buffer_t *out, ptowsp_type_t type) {
  static const char *const floats[] = {"f16", "bf16", "f32", "f64", "tf32", "f80", "f128"};
  static const char *const integers[] = {"i", "si", "ui"};
  switch (ptowsp_type_kind(type)) {
    case PTOWSP_TYPE_NONE:
      ptowsp_buffer_puts(out, "none");
      return true;
    case PTOWSP_TYPE_INDEX:
      ptowsp_buffer_append(out, "index", 5);
      return true;
    case PTOWSP_TYPE_INTEGER:
      ptowsp_buffer_puts(out, integers[ptowsp_type_signedness(type)]);
      ptowsp_print_u64(out, ptowsp_type_width(type));
      return true;
    case PTOWSP_TYPE_FLOAT:
      ptowsp_buffer_puts(out, floats[ptowsp_type_float_kind(type)]);
      return true;
    case PTOWSP_TYPE_OPAQUE: {
      ptowsp_str_t text = ptowsp_type_opaque_text(type);
      ptowsp_buffer_putc(out, '!');
      ptowsp_buffer_append(out, text.data, text.size);
      return true;
    }
    default:
      return false;
  }
}

static void print_strided(ptowsp_buffer_t *out, ptowsp_attr_t attr) {
  ptowsp_buffer_puts(out, "strided<[");
  for (size_t i = 0; i < ptowsp_attr_strided_rank(attr); i++) {
    if (i) ptowsp_buffer_puts(out, ", ");
    print_extent(out, ptowsp_attr_strided_stride(attr, i));
  }
  ptowsp_buffer_putc(out, ']');
  int64_t offset = ptowsp_attr_strided_offset(attr);
  if (offset) {
    ptowsp_buffer_puts(out, ", offset: ");
    print_extent(out, offset);
  }
  ptowsp_buffer_putc(out, '>');
}

static void print_symbol_path(ptowsp_buffer_t *out, ptowsp_str_t path) {
  for (;;) {
    size_t size = 0;
    while (size < path.size && !(path.size - size > 3 && memcmp(path.data + size, "::@", 3) == 0))
      size++;
    ptowsp_print_symbol(out, (ptowsp_str_t){path.data, size});
    if (size == path.size) return;
    ptowsp_buffer_puts(out, "::");
    path.data += size + 3;
    path.size -= size + 3;
  }
}

static void print_integer(ptowsp_buffer_t *out, ptowsp_type_t type, int64_t value) {
  if (ptowsp_type_is_i(type, 1)) {
    ptowsp_buffer_puts(out, value ? "true" : "false");
    return;
  }
  bool is_unsigned =
      ptowsp_type_is_integer(type) && ptowsp_type_signedness(type) == PTOWSP_UNSIGNED;
  unsigned width = ptowsp_type_width(type);
  if (!is_unsigned)
    ptowsp_print_i64(out, value);
  else
    ptowsp_print_u64(out,
                     width < 64 ? (uint64_t)value & ((UINT64_C(1) << width) - 1) : (uint64_t)value);
}

static void print_dense_array(ptowsp_buffer_t *out, ptowsp_attr_t attr) {
  ptowsp_type_t element = ptowsp_attr_dense_array_element(attr);
  ptowsp_buffer_puts(out, "array<");
  print_leaf_type(out, element);
  for (size_t i = 0; i < ptowsp_attr_count(attr); i++) {
    ptowsp_buffer_puts(out, i ? ", " : ": ");
    if (ptowsp_type_is_float(element)) {
      ptowsp_float_kind_t kind = ptowsp_type_float_kind(element);
      double value = ptowsp_attr_dense_array_float(attr, i);
      ptowsp_print_float(out, kind, ptowsp_float_encode(kind, value));
    } else {
      print_integer(out, element, ptowsp_attr_dense_array_int(attr, i));
    }
  }
  ptowsp_buffer_putc(out, '>');
}

// ---------------------------------------------------------------- dense elements

static void print_raw(ptowsp_buffer_t *out, ptowsp_type_t element, const char *data) {
  size_t bytes = ptowsp_type_bytes(element);
  uint64_t bits = 0;
  memcpy(&bits, data, bytes);
  if (ptowsp_type_is_float(element)) {
    ptowsp_print_float(out, ptowsp_type_float_kind(element), bits);
    return;
  }
  unsigned shift = (unsigned)(64 - 8 * bytes);
  print_integer(out, element, (int64_t)(bits << shift) >> shift);
}

static void print_hex(ptowsp_buffer_t *out, const char *data, size_t bytes) {
  static const char digits[] = "0123456789ABCDEF";
  ptowsp_buffer_puts(out, "\"0x");
  ptowsp_buffer_reserve(out, 2 * bytes + 2);
  for (size_t i = 0; i < bytes; i++) {
    unsigned char byte = (unsigned char)data[i];
    ptowsp_buffer_putc(out, digits[byte >> 4]);
    ptowsp_buffer_putc(out, digits[byte & 15]);
  }
  ptowsp_buffer_putc(out, '"');
}

// Nested lists: a bracket opens (closes) where the element number starts (ends) a row.
static void print_lists(ptowsp_buffer_t *out, ptowsp_type_t type, const char *data, size_t count) {
  ptowsp_type_t element = ptowsp_type_element(type);
  const int64_t *shape = ptowsp_type_shape(type);
  size_t rank = ptowsp_type_rank(type), bytes = ptowsp_type_bytes(element);
  for (size_t i = 0; i < count; i++) {
    if (i) ptowsp_buffer_puts(out, ", ");
    size_t opens = 0, closes = 0, row = 1;
    for (size_t d = rank; d-- > 0;) {
      row *= (size_t)shape[d];
      if (i % row == 0) opens++;
      if ((i + 1) % row == 0) closes++;
    }
    while (opens--) ptowsp_buffer_putc(out, '[');
    print_raw(out, element, data + i * bytes);
    while (closes--) ptowsp_buffer_putc(out, ']');
  }
}

static void print_dense(ptowsp_buffer_t *out, ptowsp_attr_t attr) {
  enum { HEX_ABOVE = 100 }; // elements
  ptowsp_type_t type = ptowsp_attr_value_type(attr);
  size_t bytes;
  bool splat;
  const char *data = ptowsp_attr_dense_data(attr, &bytes, &splat);
  size_t count = bytes / ptowsp_type_bytes(ptowsp_type_element(type));
  ptowsp_buffer_puts(out, "dense<");
  if (splat && count)
    print_raw(out, ptowsp_type_element(type), data);
  else if (count > HEX_ABOVE)
    print_hex(out, data, bytes);
  else if (count)
    print_lists(out, type, data, count);
  ptowsp_buffer_putc(out, '>');
}

// An attribute without parts, or up to the type that follows. False: it has parts.
static bool print_leaf_attr(ptowsp_buffer_t *out, ptowsp_attr_t attr, bool elide) {
  ptowsp_type_t type;
  switch (ptowsp_attr_kind(attr)) {
    case PTOWSP_ATTR_UNIT:
      ptowsp_buffer_puts(out, "unit");
      return true;
    case PTOWSP_ATTR_INTEGER:
      type = ptowsp_attr_value_type(attr);
      print_integer(out, type, ptowsp_attr_int_value(attr));
      if (ptowsp_type_is_i(type, 1) || (elide && ptowsp_type_is_i(type, 64))) return true;
      ptowsp_buffer_puts(out, " : ");
      print_leaf_type(out, type);
      return true;
    case PTOWSP_ATTR_FLOAT:
      type = ptowsp_attr_value_type(attr);
      ptowsp_print_float(out, ptowsp_type_float_kind(type), ptowsp_attr_float_value_bits(attr));
      if (elide && ptowsp_type_float_kind(type) == PTOWSP_FLOAT_F64) return true;
      ptowsp_buffer_puts(out, " : ");
      print_leaf_type(out, type);
      return true;
    case PTOWSP_ATTR_STRING:
      print_quoted(out, ptowsp_attr_text(attr));
      return true;
    case PTOWSP_ATTR_SYMBOL:
      print_symbol_path(out, ptowsp_attr_text(attr));
      return true;
    case PTOWSP_ATTR_DENSE_ARRAY:
      print_dense_array(out, attr);
      return true;
    case PTOWSP_ATTR_STRIDED:
      print_strided(out, attr);
      return true;
    case PTOWSP_ATTR_AFFINE:
      ptowsp_buffer_append(out, ptowsp_attr_text(attr).data, ptowsp_attr_text(attr).size);
      return true;
    case PTOWSP_ATTR_LOCATION:
      ptowsp_print_loc(out, attr->node.context, ptowsp_attr_loc(attr));
      return true;
    default:
      return false;
  }
}

// ---------------------------------------------------------------- what has parts

static void push_type(parts_t *parts, ptowsp_type_t type) {
  ptowsp_vec_push(parts, ((part_t){.node = type}));
}

static void push_attr(parts_t *parts, ptowsp_attr_t attr, bool elide) {
  ptowsp_vec_push(parts, ((part_t){.node = attr, .is_attr = true, .elide = elide}));
}

// Inputs, then results; parentheses around one result only if it is a function.
static void step_function(ptowsp_buffer_t *out, parts_t *parts, part_t *top, ptowsp_type_t type) {
  size_t inputs = ptowsp_type_input_count(type), results = ptowsp_type_result_count(type);
  size_t at = top->at++;
  bool bare = results == 1 && ptowsp_type_kind(ptowsp_type_result(type, 0)) != PTOWSP_TYPE_FUNCTION;
  if (at == 0) ptowsp_buffer_putc(out, '(');
  if (at < inputs) {
    if (at) ptowsp_buffer_puts(out, ", ");
    push_type(parts, ptowsp_type_input(type, at));
    return;
  }
  if (at == inputs) ptowsp_buffer_puts(out, bare ? ") -> " : ") -> (");
  if (at - inputs < results) {
    if (at > inputs) ptowsp_buffer_puts(out, ", ");
    push_type(parts, ptowsp_type_result(type, at - inputs));
    return;
  }
  if (!bare) ptowsp_buffer_putc(out, ')');
  parts->size--;
}

static void step_tuple(ptowsp_buffer_t *out, parts_t *parts, part_t *top, ptowsp_type_t type) {
  size_t at = top->at++;
  if (at == 0) ptowsp_buffer_puts(out, "tuple<");
  if (at < ptowsp_type_result_count(type)) {
    if (at) ptowsp_buffer_puts(out, ", ");
    push_type(parts, ptowsp_type_result(type, at));
    return;
  }
  ptowsp_buffer_putc(out, '>');
  parts->size--;
}

static void print_shape(ptowsp_buffer_t *out, ptowsp_type_t type) {
  for (size_t i = 0; i < ptowsp_type_rank(type); i++) {
    print_extent(out, ptowsp_type_shape(type)[i]);
    ptowsp_buffer_putc(out, 'x');
  }
}

static void step_shaped(ptowsp_buffer_t *out, parts_t *parts, part_t *top, ptowsp_type_t type) {
  ptowsp_type_kind_t kind = ptowsp_type_kind(type);
  bool is_memref = kind == PTOWSP_TYPE_MEMREF;
  if (top->at == 0) {
    static const char *const names[] = {[PTOWSP_TYPE_MEMREF] = "memref<",
                                        [PTOWSP_TYPE_TENSOR] = "tensor<",
                                        [PTOWSP_TYPE_VECTOR] = "vector<",
                                        [PTOWSP_TYPE_TILE] = "!pto.tile<"};
    ptowsp_buffer_puts(out, names[kind]);
    if (kind == PTOWSP_TYPE_TENSOR && type->node.a) ptowsp_buffer_puts(out, "*x");
    print_shape(out, type);
    top->at = 1;
    if (!print_leaf_type(out, ptowsp_type_element(type))) {
      push_type(parts, ptowsp_type_element(type));
      return;
    }
  }
  while (top->at < 3) {
    size_t at = top->at++;
    ptowsp_attr_t attr = at == 1 ? (is_memref ? ptowsp_type_layout(type) : NULL)
                         : is_memref || kind == PTOWSP_TYPE_TENSOR ? ptowsp_type_space(type)
                                                                   : NULL;
    if (!attr) continue;
    ptowsp_buffer_puts(out, ", ");
    push_attr(parts, attr, is_memref);
    return;
  }
  if (kind == PTOWSP_TYPE_TILE)
    ptowsp_buffer_printf(out, ", %s", ptowsp_memory_name(ptowsp_type_tile_memory(type)));
  ptowsp_buffer_putc(out, '>');
  parts->size--;
}

static void step_type(ptowsp_buffer_t *out, parts_t *parts) {
  part_t *top = &parts->data[parts->size - 1];
  ptowsp_type_t type = top->node;
  if (print_leaf_type(out, type))
    parts->size--;
  else if (ptowsp_type_kind(type) == PTOWSP_TYPE_FUNCTION)
    step_function(out, parts, top, type);
  else if (ptowsp_type_kind(type) == PTOWSP_TYPE_TUPLE)
    step_tuple(out, parts, top, type);
  else
    step_shaped(out, parts, top, type);
}

static void step_array(ptowsp_buffer_t *out, parts_t *parts, part_t *top, ptowsp_attr_t attr) {
  if (top->at == 0) ptowsp_buffer_putc(out, '[');
  for (; top->at < ptowsp_attr_count(attr); top->at++) {
    if (top->at) ptowsp_buffer_puts(out, ", ");
    if (print_leaf_attr(out, ptowsp_attr_at(attr, top->at), true)) continue;
    push_attr(parts, ptowsp_attr_at(attr, top->at++), true);
    return;
  }
  ptowsp_buffer_putc(out, ']');
  parts->size--;
}

static void step_dictionary(ptowsp_buffer_t *out, parts_t *parts, part_t *top, ptowsp_attr_t attr) {
  if (top->at == 0) ptowsp_buffer_putc(out, '{');
  for (; top->at < ptowsp_attr_count(attr); top->at++) {
    ptowsp_named_attr_t entry = ptowsp_attr_entry(attr, top->at);
    if (top->at) ptowsp_buffer_puts(out, ", ");
    ptowsp_print_attr_name(out, entry.name);
    if (ptowsp_attr_kind(entry.value) == PTOWSP_ATTR_UNIT) continue;
    ptowsp_buffer_puts(out, " = ");
    if (print_leaf_attr(out, entry.value, false)) continue;
    top->at++;
    push_attr(parts, entry.value, false);
    return;
  }
  ptowsp_buffer_putc(out, '}');
  parts->size--;
}

static void step_attr(ptowsp_buffer_t *out, parts_t *parts) {
  part_t *top = &parts->data[parts->size - 1];
  ptowsp_attr_t attr = top->node;
  ptowsp_str_t text;
  switch (ptowsp_attr_kind(attr)) {
    case PTOWSP_ATTR_ARRAY:
      step_array(out, parts, top, attr);
      return;
    case PTOWSP_ATTR_DICTIONARY:
      step_dictionary(out, parts, top, attr);
      return;
    case PTOWSP_ATTR_TYPE:
      parts->size--;
      push_type(parts, ptowsp_attr_as_type(attr));
      return;
    case PTOWSP_ATTR_DENSE:
      print_dense(out, attr);
      break;
    case PTOWSP_ATTR_OPAQUE:
      text = ptowsp_attr_text(attr);
      ptowsp_buffer_putc(out, '#');
      ptowsp_buffer_append(out, text.data, text.size);
      break;
    default:
      print_leaf_attr(out, attr, top->elide);
      parts->size--;
      return;
  }
  parts->size--;
  ptowsp_type_t type = ptowsp_attr_value_type(attr);
  if (!type) return;
  ptowsp_buffer_puts(out, " : ");
  push_type(parts, type);
}

static void run(ptowsp_buffer_t *out, const void *node, bool is_attr, bool elide) {
  parts_t parts = {0};
  ptowsp_vec_push(&parts, ((part_t){.node = node, .is_attr = is_attr, .elide = elide}));
  while (parts.size) {
    if (parts.data[parts.size - 1].is_attr)
      step_attr(out, &parts);
    else
      step_type(out, &parts);
  }
  ptowsp_vec_deinit(&parts);
}

void ptowsp_print_type(ptowsp_buffer_t *buffer, ptowsp_type_t type) {
  if (!print_leaf_type(buffer, type)) run(buffer, type, false, false);
}

void ptowsp_print_attr(ptowsp_buffer_t *buffer, ptowsp_attr_t attr) {
  if (!print_leaf_attr(buffer, attr, false)) run(buffer, attr, true, false);
}

void ptowsp_print_attr_elided(ptowsp_buffer_t *buffer, ptowsp_attr_t attr) {
  if (!print_leaf_attr(buffer, attr, true)) run(buffer, attr, true, true);
}

void ptowsp_print_entry(ptowsp_buffer_t *out, ptowsp_named_attr_t entry) {
  ptowsp_print_attr_name(out, entry.name);
  if (ptowsp_attr_kind(entry.value) == PTOWSP_ATTR_UNIT) return;
  ptowsp_buffer_puts(out, " = ");
  ptowsp_print_attr(out, entry.value);
}
