// Types and attributes as text. What nests lies on a stack of its own, so depth costs no
// recursion: each step prints up to the next part and pushes it.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print.h"
#include "wide.h"

typedef struct {
  const void *node; // a type or an attribute
  bool is_attr, elide;
  bool bare;       // a location inside another, without its "loc("
  bool definition; // of an alias
  size_t at;       // next part
} part_t;

// What is open, innermost last, and the names that stand for others (NULL: none do).
typedef struct {
  part_t *data;
  size_t size, capacity;
  size_t begin; // of the text
  ptowsp_aliases_t *aliases;
} parts_t;

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

void ptowsp_print_quoted(ptowsp_buffer_t *out, ptowsp_str_t text) {
  size_t plain = 0; // what is not printed yet begins here
  ptowsp_buffer_putc(out, '"');
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') continue;
    ptowsp_buffer_append(out, text.data + plain, i - plain);
    plain = i + 1;
    if (c == '\\')
      ptowsp_buffer_puts(out, "\\\\");
    else
      ptowsp_buffer_printf(out, "\\%02X", c);
  }
  ptowsp_buffer_append(out, text.data + plain, text.size - plain);
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
  if (is_identifier(name, "$."))
    ptowsp_buffer_append(out, name.data, name.size);
  else
    ptowsp_print_quoted(out, name);
}

void ptowsp_print_key(ptowsp_buffer_t *out, ptowsp_str_t text) {
  if (is_identifier(text, "$."))
    ptowsp_buffer_append(out, text.data, text.size);
  else
    ptowsp_print_quoted(out, text);
}

void ptowsp_print_attr_name(ptowsp_buffer_t *out, const char *name) {
  ptowsp_print_key(out, ptowsp_str(name));
}

// What stands in loc(…) of a place in a file.
static void print_place(ptowsp_buffer_t *out, ptowsp_context_t *context, const int64_t *place) {
  ptowsp_print_quoted(out, ptowsp_str(ptowsp_context_file_name(context, (uint32_t)place[0])));
  ptowsp_buffer_printf(out, ":%" PRIi64 ":%" PRIi64, place[1], place[2]);
  if (!place[3]) return;
  ptowsp_buffer_puts(out, " to ");
  if (place[3] != place[1]) ptowsp_print_i64(out, place[3]);
  ptowsp_buffer_printf(out, ":%" PRIi64, place[4]);
}

// ---------------------------------------------------------------- leaves

static bool print_leaf_type(ptowsp_buffer_t *out, ptowsp_type_t type) {
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
      ptowsp_buffer_puts(out, ptowsp_float_kind_name(ptowsp_type_float_kind(type)));
      return true;
    case PTOWSP_TYPE_COMPLEX:
      ptowsp_buffer_puts(out, "complex<");
      print_leaf_type(out, ptowsp_type_element(type));
      ptowsp_buffer_putc(out, '>');
      return true;
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

static void print_float_attr(ptowsp_buffer_t *out, ptowsp_attr_t attr, bool elide) {
  ptowsp_type_t type = ptowsp_attr_value_type(attr);
  size_t start = out->size;
  ptowsp_print_float(out, ptowsp_type_float_kind(type), ptowsp_attr_float_value_bits(attr));
  // Bits in hexadecimal would be an integer without their type.
  bool bits = out->size - start > 2 && memcmp(out->data + start, "0x", 2) == 0;
  if (elide && !bits && ptowsp_type_float_kind(type) == PTOWSP_FLOAT_F64) return;
  ptowsp_buffer_puts(out, " : ");
  print_leaf_type(out, type);
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
      ptowsp_print_integer(out, type, ptowsp_attr_int_value(attr));
      if (ptowsp_type_is_i(type, 1) || (elide && ptowsp_type_is_i(type, 64))) return true;
      ptowsp_buffer_puts(out, " : ");
      print_leaf_type(out, type);
      return true;
    case PTOWSP_ATTR_FLOAT:
      print_float_attr(out, attr, elide);
      return true;
    case PTOWSP_ATTR_WIDE: {
      size_t count;
      const uint64_t *words = ptowsp_attr_wide_words(attr, &count);
      type = ptowsp_attr_value_type(attr);
      ptowsp_print_wide(out, type, words, count);
      ptowsp_buffer_puts(out, " : ");
      print_leaf_type(out, type);
      return true;
    }
    case PTOWSP_ATTR_STRING:
      if (ptowsp_attr_value_type(attr)) return false;
      ptowsp_print_quoted(out, ptowsp_attr_text(attr));
      return true;
    case PTOWSP_ATTR_SYMBOL:
      print_symbol_path(out, ptowsp_attr_text(attr));
      return true;
    case PTOWSP_ATTR_DENSE_ARRAY:
      ptowsp_print_dense_array(out, attr);
      return true;
    case PTOWSP_ATTR_STRIDED:
      print_strided(out, attr);
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
  bool vector = ptowsp_type_kind(type) == PTOWSP_TYPE_VECTOR;
  uint32_t scalable = vector ? ptowsp_type_scalable(type) : 0;
  for (size_t i = 0; i < ptowsp_type_rank(type); i++) {
    bool bracket = i < 32 && scalable >> i & 1;
    if (bracket) ptowsp_buffer_putc(out, '[');
    print_extent(out, ptowsp_type_shape(type)[i]);
    ptowsp_buffer_puts(out, bracket ? "]x" : "x");
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
    if (ptowsp_type_is_unranked(type)) ptowsp_buffer_puts(out, "*x");
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

// Texts and parts by turns. True: the text is complete.
static bool step_opaque(ptowsp_buffer_t *out, parts_t *parts, part_t *top,
                        const ptowsp_node_t *node) {
  size_t count = ptowsp_opaque_parts(node), at = top->at++;
  const char *text = node->pointers[0];
  size_t begin = at ? (size_t)node->integers[at] : 0;
  size_t end = (size_t)node->integers[at < count ? at + 1 : 0];
  if (at == 0) ptowsp_buffer_putc(out, node->is_attr ? '#' : '!');
  ptowsp_buffer_append(out, text + begin, end - begin);
  if (at == count) return true;
  const ptowsp_node_t *part = node->pointers[2 + at];
  if (part->is_attr)
    push_attr(parts, node->pointers[2 + at], false);
  else
    push_type(parts, node->pointers[2 + at]);
  return false;
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
  else if (ptowsp_type_kind(type) != PTOWSP_TYPE_OPAQUE)
    step_shaped(out, parts, top, type);
  else if (step_opaque(out, parts, top, &type->node))
    parts->size--;
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

// A unit is left out. Numbers count what is distinct in the order of the text.
static void step_distinct(ptowsp_buffer_t *out, parts_t *parts, part_t *top, ptowsp_attr_t attr) {
  ptowsp_attr_t of = ptowsp_attr_distinct_of(attr);
  if (top->at++ == 0) {
    int64_t number = ptowsp_attr_distinct_number(attr);
    if (parts->aliases) number = ptowsp_print_number(parts->aliases, attr);
    ptowsp_buffer_printf(out, "distinct[%" PRIi64 "]<", number);
    if (ptowsp_attr_kind(of) != PTOWSP_ATTR_UNIT) {
      push_attr(parts, of, false);
      return;
    }
  }
  ptowsp_buffer_putc(out, '>');
  parts->size--;
}

static void step_parts_of_location(ptowsp_buffer_t *out, parts_t *parts, part_t *top,
                                   ptowsp_attr_t attr) {
  static const char *const open[] = {[PTOWSP_LOCATION_NAME] = "(",
                                     [PTOWSP_LOCATION_CALLSITE] = "callsite(",
                                     [PTOWSP_LOCATION_FUSED] = "["};
  static const char *const between[] = {[PTOWSP_LOCATION_CALLSITE] = " at ",
                                        [PTOWSP_LOCATION_FUSED] = ", "};
  ptowsp_location_kind_t kind = ptowsp_location_kind(attr);
  size_t at = top->at++ - 1; // 0 was the head
  if (at < ptowsp_location_count(attr)) {
    ptowsp_buffer_puts(out, at ? between[kind] : open[kind]);
    ptowsp_vec_push(
        parts, ((part_t){.node = ptowsp_location_at(attr, at), .is_attr = true, .bare = true}));
    return;
  }
  ptowsp_buffer_putc(out, kind == PTOWSP_LOCATION_FUSED ? ']' : ')');
  if (!top->bare) ptowsp_buffer_putc(out, ')');
  parts->size--;
}

// The head: all of a place, a name, what is fused with.
static void step_location(ptowsp_buffer_t *out, parts_t *parts, part_t *top, ptowsp_attr_t attr) {
  ptowsp_location_kind_t kind = ptowsp_location_kind(attr);
  if (top->at) {
    if (top->at == 1 && kind == PTOWSP_LOCATION_FUSED && ptowsp_location_metadata(attr))
      ptowsp_buffer_putc(out, '>');
    step_parts_of_location(out, parts, top, attr);
    return;
  }
  top->at = 1;
  if (!top->bare) ptowsp_buffer_puts(out, "loc(");
  bool whole = kind == PTOWSP_LOCATION_UNKNOWN || kind == PTOWSP_LOCATION_FILE;
  if (kind == PTOWSP_LOCATION_UNKNOWN) ptowsp_buffer_puts(out, "unknown");
  if (kind == PTOWSP_LOCATION_FILE) print_place(out, attr->node.context, attr->node.integers);
  if (kind == PTOWSP_LOCATION_NAME) {
    ptowsp_print_quoted(out, ptowsp_location_text(attr));
    whole = ptowsp_location_kind(ptowsp_location_at(attr, 0)) == PTOWSP_LOCATION_UNKNOWN;
  }
  if (kind == PTOWSP_LOCATION_FUSED) {
    ptowsp_attr_t metadata = ptowsp_location_metadata(attr);
    ptowsp_buffer_puts(out, metadata ? "fused<" : "fused");
    if (metadata) push_attr(parts, metadata, false);
  }
  if (!whole) return;
  if (!top->bare) ptowsp_buffer_putc(out, ')');
  parts->size--;
}

void ptowsp_print_elements(ptowsp_buffer_t *out, const ptowsp_aliases_t *aliases,
                           ptowsp_attr_t attr) {
  if (ptowsp_aliases_elide(aliases, attr))
    ptowsp_buffer_puts(out, "dense_resource<__elided__>");
  else
    ptowsp_print_dense(out, attr);
}

// What stands in front of the type of an attribute that is no leaf; false for other attributes.
static bool print_value(ptowsp_buffer_t *out, const ptowsp_aliases_t *aliases, ptowsp_attr_t attr) {
  switch (ptowsp_attr_kind(attr)) {
    case PTOWSP_ATTR_DENSE:
    case PTOWSP_ATTR_DENSE_TEXT:
      ptowsp_print_elements(out, aliases, attr);
      return true;
    case PTOWSP_ATTR_SPARSE:
      ptowsp_print_sparse(out, attr);
      return true;
    case PTOWSP_ATTR_RESOURCE:
      ptowsp_buffer_puts(out, "dense_resource<");
      ptowsp_print_key(out, ptowsp_attr_text(attr));
      ptowsp_buffer_putc(out, '>');
      return true;
    case PTOWSP_ATTR_STRING:
      if (!ptowsp_attr_value_type(attr)) return false;
      ptowsp_print_quoted(out, ptowsp_attr_text(attr));
      return true;
    case PTOWSP_ATTR_OPAQUE: // is there already
      return true;
    default:
      return false;
  }
}

static void step_attr(ptowsp_buffer_t *out, parts_t *parts) {
  part_t *top = &parts->data[parts->size - 1];
  ptowsp_attr_t attr = top->node;
  switch (ptowsp_attr_kind(attr)) {
    case PTOWSP_ATTR_ARRAY:
      step_array(out, parts, top, attr);
      return;
    case PTOWSP_ATTR_DICTIONARY:
      step_dictionary(out, parts, top, attr);
      return;
    case PTOWSP_ATTR_DISTINCT:
      step_distinct(out, parts, top, attr);
      return;
    case PTOWSP_ATTR_LOCATION:
      step_location(out, parts, top, attr);
      return;
    case PTOWSP_ATTR_OPAQUE:
      if (!step_opaque(out, parts, top, &attr->node)) return;
      break;
    default:
      break;
  }
  bool elide = top->elide;
  ptowsp_type_t type = NULL;
  parts->size--;
  if (ptowsp_attr_kind(attr) == PTOWSP_ATTR_TYPE) {
    type = ptowsp_attr_as_type(attr);
  } else if (ptowsp_attr_kind(attr) == PTOWSP_ATTR_AFFINE) {
    ptowsp_str_t text = ptowsp_attr_text(attr);
    ptowsp_buffer_append(out, text.data, text.size);
  } else if (!print_value(out, parts->aliases, attr)) {
    print_leaf_attr(out, attr, elide);
  } else if ((type = ptowsp_attr_value_type(attr))) {
    ptowsp_buffer_puts(out, " : ");
  }
  if (type) push_type(parts, type);
}

// Without names, what others stand for may have no end: it is cut short.
static void run(ptowsp_buffer_t *out, ptowsp_aliases_t *aliases, part_t root) {
  const size_t most = 1 << 24;
  parts_t parts = {.begin = out->size, .aliases = aliases};
  ptowsp_vec_push(&parts, root);
  while (parts.size) {
    const part_t *top = &parts.data[parts.size - 1];
    if (aliases && !top->at && !top->definition && ptowsp_print_alias(out, aliases, top->node))
      parts.size--;
    else if (!aliases && !top->at && parts.size > 1 && out->size - parts.begin > most)
      parts.size--, ptowsp_buffer_puts(out, "...");
    else if (top->is_attr)
      step_attr(out, &parts);
    else
      step_type(out, &parts);
  }
  ptowsp_vec_deinit(&parts);
}

void ptowsp_print_type(ptowsp_buffer_t *buffer, ptowsp_type_t type) {
  if (!print_leaf_type(buffer, type)) run(buffer, NULL, (part_t){.node = type});
}

void ptowsp_print_attr(ptowsp_buffer_t *buffer, ptowsp_attr_t attr) {
  if (!print_leaf_attr(buffer, attr, false))
    run(buffer, NULL, (part_t){.node = attr, .is_attr = true});
}

void ptowsp_put_type(ptowsp_printer_t *p, ptowsp_type_t type) {
  if (!print_leaf_type(p->out, type)) run(p->out, p->aliases, (part_t){.node = type});
}

void ptowsp_put_attr(ptowsp_printer_t *p, ptowsp_attr_t attr) {
  if (!print_leaf_attr(p->out, attr, false))
    run(p->out, p->aliases, (part_t){.node = attr, .is_attr = true});
}

void ptowsp_put_entry(ptowsp_printer_t *p, ptowsp_named_attr_t entry) {
  ptowsp_print_attr_name(p->out, entry.name);
  if (ptowsp_attr_kind(entry.value) == PTOWSP_ATTR_UNIT) return;
  ptowsp_buffer_puts(p->out, " = ");
  ptowsp_put_attr(p, entry.value);
}

void ptowsp_put_location(ptowsp_printer_t *p, ptowsp_loc_t loc) {
  ptowsp_attr_t attr = ptowsp_attr_location(p->context, loc);
  run(p->out, p->aliases, (part_t){.node = attr, .is_attr = true, .bare = true});
}

void ptowsp_print_definition(ptowsp_buffer_t *out, ptowsp_aliases_t *aliases, const void *node,
                             bool is_attr) {
  run(out, aliases, (part_t){.node = node, .is_attr = is_attr, .definition = true});
}
