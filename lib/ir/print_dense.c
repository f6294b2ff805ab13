// Numbers and the elements of dense and sparse attributes as text.
#include <stdlib.h>
#include <string.h>

#include "ir_internal.h"
#include "print.h"
#include "wide.h"

// An integer of more than 64 bits or a wide float, from words that a sign ends.
void ptowsp_print_wide(ptowsp_buffer_t *out, ptowsp_type_t type, const uint64_t *words,
                       size_t count) {
  if (ptowsp_type_is_float(type)) {
    ptowsp_print_float_wide(out, ptowsp_type_float_kind(type), words);
    return;
  }
  unsigned width = ptowsp_type_width(type);
  bool wraps =
      ptowsp_type_signedness(type) == PTOWSP_UNSIGNED && ptowsp_wide_is_negative(words, count);
  if (!wraps) {
    ptowsp_wide_print(out, words, ptowsp_wide_shorten(words, count));
    return;
  }
  size_t all = width / 64 + 1;
  uint64_t *whole = ptowsp_malloc(all * sizeof *whole);
  for (size_t i = 0; i < all; i++) whole[i] = i < count ? words[i] : UINT64_MAX;
  whole[all - 1] &= (UINT64_C(1) << width % 64) - 1;
  ptowsp_wide_print(out, whole, all);
  free(whole);
}

void ptowsp_print_integer(ptowsp_buffer_t *out, ptowsp_type_t type, int64_t value) {
  if (ptowsp_type_is_i(type, 1)) {
    ptowsp_buffer_puts(out, value ? "true" : "false");
    return;
  }
  bool is_unsigned =
      ptowsp_type_is_integer(type) && ptowsp_type_signedness(type) == PTOWSP_UNSIGNED;
  unsigned width = ptowsp_type_width(type);
  if (!is_unsigned)
    ptowsp_print_i64(out, value);
  else if (width > 64 && value < 0)
    ptowsp_print_wide(out, type, (const uint64_t *)&value, 1);
  else
    ptowsp_print_u64(out,
                     width < 64 ? (uint64_t)value & ((UINT64_C(1) << width) - 1) : (uint64_t)value);
}

static bool is_bit(ptowsp_type_t type) {
  return ptowsp_type_is_integer(type) && ptowsp_type_width(type) == 1;
}

// A number from its bytes in memory.
static void print_raw(ptowsp_buffer_t *out, ptowsp_type_t type, const char *data) {
  enum { MOST_WORDS = 17 }; // 1024 bits and a sign
  size_t bytes = ptowsp_type_bytes(type);
  uint64_t words[MOST_WORDS] = {0};
  memcpy(words, data, bytes);
  if (bytes <= 8 && ptowsp_type_is_float(type)) {
    ptowsp_print_float(out, ptowsp_type_float_kind(type), words[0]);
  } else if (is_bit(type)) {
    ptowsp_buffer_puts(out, words[0] ? "true" : "false");
  } else if (bytes <= 8) {
    unsigned shift = (unsigned)(64 - 8 * bytes);
    ptowsp_print_integer(out, type, (int64_t)(words[0] << shift) >> shift);
  } else {
    ptowsp_print_wide(out, type, words, bytes / 8);
  }
}

void ptowsp_print_dense_array(ptowsp_buffer_t *out, ptowsp_attr_t attr) {
  ptowsp_type_t element = ptowsp_attr_dense_array_element(attr);
  const char *data = ptowsp_attr_dense_array_data(attr);
  size_t bytes = ptowsp_type_bytes(element);
  ptowsp_buffer_puts(out, "array<");
  ptowsp_print_type(out, element);
  for (size_t i = 0; i < ptowsp_attr_count(attr); i++) {
    ptowsp_buffer_puts(out, i ? ", " : ": ");
    print_raw(out, element, data + i * bytes);
  }
  ptowsp_buffer_putc(out, '>');
}

// ---------------------------------------------------------------- dense elements

static void put_hex(ptowsp_buffer_t *out, unsigned char byte) {
  static const char digits[] = "0123456789ABCDEF";
  ptowsp_buffer_putc(out, digits[byte >> 4]);
  ptowsp_buffer_putc(out, digits[byte & 15]);
}

// The bytes that a number needs, or eight booleans in each.
static void print_hex(ptowsp_buffer_t *out, ptowsp_type_t element, const char *data, size_t bytes) {
  bool complex = ptowsp_type_kind(element) == PTOWSP_TYPE_COMPLEX;
  ptowsp_type_t number = complex ? ptowsp_type_element(element) : element;
  size_t stored = ptowsp_type_bytes(number), needed = (ptowsp_type_width(number) + 7) / 8;
  unsigned odd = ptowsp_type_width(number) % 8;
  ptowsp_buffer_puts(out, "\"0x");
  ptowsp_buffer_reserve(out, 2 * bytes + 2);
  if (!complex && is_bit(element)) {
    for (size_t i = 0; i < bytes; i += 8) {
      unsigned char packed = 0;
      for (size_t k = 0; k < 8 && i + k < bytes; k++)
        packed |= (unsigned char)((data[i + k] & 1) << k);
      put_hex(out, packed);
    }
  } else {
    for (size_t at = 0; at < bytes; at += stored)
      for (size_t i = 0; i < needed; i++) {
        unsigned char byte = (unsigned char)data[at + i];
        put_hex(out, i + 1 == needed && odd ? byte & ((1u << odd) - 1) : byte);
      }
  }
  ptowsp_buffer_putc(out, '"');
}

static void print_element(ptowsp_buffer_t *out, ptowsp_attr_t attr, ptowsp_type_t type, size_t i) {
  ptowsp_type_t element = ptowsp_type_element(type);
  if (ptowsp_attr_kind(attr) == PTOWSP_ATTR_DENSE_TEXT) {
    ptowsp_print_quoted(out,
                        ptowsp_attr_text(ptowsp_attr_at(ptowsp_attr_dense_text_strings(attr), i)));
    return;
  }
  size_t bytes = ptowsp_type_bytes(element);
  const char *data = (const char *)ptowsp_attr_dense_data(attr, NULL, NULL) + i * bytes;
  if (ptowsp_type_kind(element) != PTOWSP_TYPE_COMPLEX) {
    print_raw(out, element, data);
    return;
  }
  ptowsp_type_t part = ptowsp_type_element(element);
  ptowsp_buffer_putc(out, '(');
  print_raw(out, part, data);
  ptowsp_buffer_putc(out, ',');
  print_raw(out, part, data + bytes / 2);
  ptowsp_buffer_putc(out, ')');
}

// Nested lists: a bracket opens (closes) where the element number starts (ends) a row.
static void print_lists(ptowsp_buffer_t *out, ptowsp_attr_t attr, ptowsp_type_t type, size_t count,
                        bool splat) {
  const int64_t *shape = ptowsp_type_shape(type);
  size_t rank = ptowsp_type_rank(type);
  for (size_t i = 0; i < count; i++) {
    if (i) ptowsp_buffer_puts(out, ", ");
    size_t opens = 0, closes = 0, row = 1;
    for (size_t d = rank; d-- > 0;) {
      row *= (size_t)shape[d];
      if (i % row == 0) opens++;
      if ((i + 1) % row == 0) closes++;
    }
    while (opens--) ptowsp_buffer_putc(out, '[');
    print_element(out, attr, type, splat ? 0 : i);
    while (closes--) ptowsp_buffer_putc(out, ']');
  }
}

// What stands in the brackets of dense<…>; a splat as one element, or `spread` as all of them.
static void print_elements(ptowsp_buffer_t *out, ptowsp_attr_t attr, bool spread) {
  enum { HEX_ABOVE = 100 }; // elements
  ptowsp_type_t type = ptowsp_attr_value_type(attr), element = ptowsp_type_element(type);
  size_t bytes = 0, count;
  bool splat;
  const char *data = NULL;
  bool text = ptowsp_attr_kind(attr) == PTOWSP_ATTR_DENSE_TEXT;
  if (text) {
    count = ptowsp_attr_count(ptowsp_attr_dense_text_strings(attr));
    splat = count == 1;
  } else {
    data = ptowsp_attr_dense_data(attr, &bytes, &splat);
    count = bytes / ptowsp_type_bytes(element);
  }
  size_t all = 1;
  for (size_t i = 0; i < ptowsp_type_rank(type); i++) all *= (size_t)ptowsp_type_shape(type)[i];
  if (splat && count && (!spread || all == 1))
    print_element(out, attr, type, 0);
  else if (count > HEX_ABOVE && !text && !spread)
    print_hex(out, element, data, bytes);
  else if (count)
    print_lists(out, attr, type, splat ? all : count, splat);
}

void ptowsp_print_dense(ptowsp_buffer_t *out, ptowsp_attr_t attr) {
  ptowsp_buffer_puts(out, "dense<");
  print_elements(out, attr, false);
  ptowsp_buffer_putc(out, '>');
}

// One row of indices goes as one number where all are the same.
void ptowsp_print_sparse(ptowsp_buffer_t *out, ptowsp_attr_t attr) {
  ptowsp_attr_t indices = ptowsp_attr_sparse_indices(attr);
  ptowsp_buffer_puts(out, "sparse<");
  if (indices) {
    bool one_row = ptowsp_type_shape(ptowsp_attr_value_type(indices))[0] == 1;
    print_elements(out, indices, !one_row);
    ptowsp_buffer_puts(out, ", ");
    print_elements(out, ptowsp_attr_sparse_values(attr), false);
  }
  ptowsp_buffer_putc(out, '>');
}
