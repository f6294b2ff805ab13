// Numbers, dense arrays, dense elements.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "parse.h"

bool ptowsp_parser_u64(const ptowsp_token_t *token, uint64_t *out_value) {
  const char *at = token->start, *end = at + token->size;
  bool hex = token->size > 2 && at[1] == 'x';
  uint64_t value = 0;
  for (at += hex ? 2 : 0; at < end; at++) {
    unsigned digit = *at <= '9' ? (unsigned)(*at - '0') : (unsigned)((*at | 0x20) - 'a' + 10);
    if (__builtin_mul_overflow(value, hex ? 16u : 10u, &value) ||
        __builtin_add_overflow(value, digit, &value))
      return false;
  }
  *out_value = value;
  return true;
}

bool ptowsp_parser_integer(ptowsp_parser_t *p, int64_t *out_value) {
  bool negative = ptowsp_parser_accept(p, TOKEN_MINUS);
  if (!ptowsp_parser_at(p, TOKEN_INTEGER)) return ptowsp_parser_fail(p, "expected integer value");
  uint64_t value;
  if (!ptowsp_parser_u64(&p->token, &value) || value > (uint64_t)INT64_MAX + negative)
    return ptowsp_parser_fail(p, "integer value too large");
  ptowsp_parser_advance(p);
  *out_value = negative ? (int64_t)(0 - value) : (int64_t)value;
  return true;
}

static bool integer_fits(uint64_t value, bool negative, unsigned width,
                         ptowsp_signedness_t signedness) {
  if (width == 0) return value == 0;
  uint64_t half = UINT64_C(1) << (width - 1);
  if (negative) return signedness != PTOWSP_UNSIGNED && value <= half;
  if (signedness == PTOWSP_SIGNED) return value < half;
  return width == 64 || value < half * 2;
}

static bool parse_integer(ptowsp_parser_t *p, const ptowsp_token_t *token, bool negative,
                          ptowsp_type_t type, ptowsp_attr_t *out) {
  ptowsp_loc_t loc = ptowsp_token_loc(&p->lexer, token);
  bool index = ptowsp_type_is_index(type);
  unsigned width = ptowsp_type_width(type);
  if (width > 64)
    return ptowsp_parser_fail_at(p, loc, "constants of more than 64 bits are not supported");
  uint64_t value;
  ptowsp_signedness_t signedness = index ? PTOWSP_SIGNED : ptowsp_type_signedness(type);
  bool hex = token->size > 2 && token->start[1] == 'x';
  if (signedness == PTOWSP_SIGNED && hex) signedness = PTOWSP_SIGNLESS;
  if (!ptowsp_parser_u64(token, &value) || !integer_fits(value, negative, width, signedness))
    return ptowsp_parser_fail_at(p, loc, "integer constant out of range for attribute");
  *out = ptowsp_attr_integer(p->context, (int64_t)(negative ? 0 - value : value), type);
  return true;
}

static bool parse_float(ptowsp_parser_t *p, const ptowsp_token_t *token, bool negative,
                        ptowsp_type_t type, ptowsp_attr_t *out) {
  ptowsp_loc_t loc = ptowsp_token_loc(&p->lexer, token);
  if (ptowsp_type_width(type) > 64)
    return ptowsp_parser_fail_at(p, loc, "constants of more than 64 bits are not supported");
  if (token->kind == TOKEN_INTEGER) {
    uint64_t bits;
    bool hex = token->size > 2 && token->start[1] == 'x';
    if (!hex)
      return ptowsp_parser_fail_at(p, loc,
                                   "unexpected decimal integer literal for a floating point value");
    if (negative)
      return ptowsp_parser_fail_at(p, loc,
                                   "hexadecimal float literal should not have a leading minus");
    unsigned width = ptowsp_type_width(type);
    if (!ptowsp_parser_u64(token, &bits) || (width < 64 && bits >> width))
      return ptowsp_parser_fail_at(p, loc, "hexadecimal float constant out of range for type");
    *out = ptowsp_attr_float_bits(p->context, bits, type);
    return true;
  }
  char local[64];
  char *copy = token->size < sizeof local ? local : ptowsp_malloc(token->size + 1);
  memcpy(copy, token->start, token->size);
  copy[token->size] = 0;
  double value = strtod(copy, NULL);
  if (copy != local) free(copy);
  if (isinf(value))
    return ptowsp_parser_fail_at(p, loc, "floating point value too large for attribute");
  *out = ptowsp_attr_float(p->context, negative ? -value : value, type);
  return true;
}

bool ptowsp_parse_number(ptowsp_parser_t *p, const ptowsp_token_t *token, bool negative,
                         ptowsp_type_t type, ptowsp_attr_t *out_attr) {
  if (ptowsp_type_is_float(type)) return parse_float(p, token, negative, type, out_attr);
  if (token->kind == TOKEN_INTEGER && (ptowsp_type_is_index(type) || ptowsp_type_is_integer(type)))
    return parse_integer(p, token, negative, type, out_attr);
  ptowsp_loc_t loc = ptowsp_token_loc(&p->lexer, token);
  return ptowsp_parser_fail_at(p, loc,
                               token->kind == TOKEN_FLOAT
                                   ? "floating point value not valid for specified type"
                                   : "integer literal not valid for specified type");
}

// ---------------------------------------------------------------- elements

// A number or boolean of a dense literal, as an attribute of the element type.
static bool parse_element(ptowsp_parser_t *p, ptowsp_type_t element, ptowsp_attr_t *out) {
  bool is_true = ptowsp_token_is(&p->token, "true");
  if (is_true || ptowsp_token_is(&p->token, "false")) {
    if (!ptowsp_type_is_i(element, 1))
      return ptowsp_parser_fail(p, "expected i1 type for 'true' or 'false' values");
    ptowsp_parser_advance(p);
    *out = ptowsp_attr_bool(p->context, is_true);
    return true;
  }
  bool negative = ptowsp_parser_accept(p, TOKEN_MINUS);
  if (!ptowsp_parser_at(p, TOKEN_INTEGER) && !ptowsp_parser_at(p, TOKEN_FLOAT))
    return ptowsp_parser_fail(p, "expected element literal of primitive type");
  ptowsp_token_t token = p->token;
  ptowsp_parser_advance(p);
  return ptowsp_parse_number(p, &token, negative, element, out);
}

// The element's bytes in memory, low byte first.
static void append_element(ptowsp_buffer_t *data, ptowsp_attr_t value, ptowsp_type_t element) {
  uint64_t bits = ptowsp_type_is_float(element) ? ptowsp_attr_float_value_bits(value)
                                                : (uint64_t)ptowsp_attr_int_value(value);
  if (ptowsp_type_is_i(element, 1)) bits &= 1;
  ptowsp_buffer_append(data, &bits, ptowsp_type_bytes(element));
}

bool ptowsp_parse_dense_array(ptowsp_parser_t *p, ptowsp_attr_t *out_attr) {
  if (!ptowsp_parser_expect(p, TOKEN_LESS, "expected '<' after 'array'")) return false;
  ptowsp_type_t element = ptowsp_parse_scalar_type(p);
  bool fits = element && !ptowsp_type_is_index(element);
  unsigned width = fits ? ptowsp_type_width(element) : 0;
  if (fits && ptowsp_type_is_float(element))
    fits = width == 64 || ptowsp_type_float_kind(element) == PTOWSP_FLOAT_F32;
  else if (fits)
    fits = (width == 1 || width == 8 || width == 16 || width == 32 || width == 64) &&
           ptowsp_type_signedness(element) == PTOWSP_SIGNLESS;
  if (!fits) return ptowsp_parser_fail(p, "expected integer or float type of a dense array");
  ptowsp_buffer_t data = {0};
  bool ok = true;
  size_t count = 0;
  if (ptowsp_parser_accept(p, TOKEN_COLON)) do {
      ptowsp_attr_t value;
      ok = parse_element(p, element, &value);
      if (ok) append_element(&data, value, element);
      count++;
    } while (ok && ptowsp_parser_accept(p, TOKEN_COMMA));
  ok = ok && ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>' to close an array attribute");
  if (ok) *out_attr = ptowsp_attr_dense_array(p->context, element, data.data, count);
  ptowsp_buffer_deinit(&data);
  return ok;
}

bool ptowsp_parse_dense_skip(ptowsp_parser_t *p) {
  if (!ptowsp_parser_expect(p, TOKEN_LESS, "expected '<' after 'dense'")) return false;
  while (!ptowsp_parser_at(p, TOKEN_GREATER)) {
    if (ptowsp_parser_at(p, TOKEN_EOF) || ptowsp_parser_at(p, TOKEN_ERROR))
      return ptowsp_parser_fail(p, "expected '>' to close a dense attribute");
    if (ptowsp_parser_at(p, TOKEN_COLON) || ptowsp_parser_at(p, TOKEN_LEFT_BRACE))
      return ptowsp_parser_fail(p, "expected element literal of primitive type");
    ptowsp_parser_advance(p);
  }
  ptowsp_parser_advance(p);
  return true;
}

typedef struct {
  ptowsp_type_t type, element;
  const int64_t *shape;
  size_t rank, count;
  ptowsp_buffer_t data;
} dense_t;

static bool fail_shape(ptowsp_parser_t *p) {
  return ptowsp_parser_fail(p, "inferred shape of elements literal does not match type");
}

// Nested lists as deep as the rank; every list as long as its extent.
static bool parse_lists(ptowsp_parser_t *p, dense_t *dense) {
  enum { MAX_RANK = 64 };
  int64_t counts[MAX_RANK];
  size_t depth = 0;
  if (dense->rank > MAX_RANK)
    return ptowsp_parser_fail(p, "dense attributes have at most 64 dimensions");
  for (;;) {
    if (ptowsp_parser_accept(p, TOKEN_LEFT_SQUARE)) {
      if (depth == dense->rank) return fail_shape(p);
      counts[depth++] = 0;
      if (!ptowsp_parser_at(p, TOKEN_RIGHT_SQUARE)) continue;
      counts[depth - 1]--; // an empty list: what follows counts one too many
    } else {
      ptowsp_attr_t value;
      if (depth != dense->rank) return fail_shape(p);
      if (!parse_element(p, dense->element, &value)) return false;
      append_element(&dense->data, value, dense->element);
    }
    counts[depth - 1]++;
    while (ptowsp_parser_accept(p, TOKEN_RIGHT_SQUARE)) {
      if (counts[depth - 1] != dense->shape[depth - 1]) return fail_shape(p);
      if (--depth == 0) return true;
      counts[depth - 1]++;
    }
    if (!ptowsp_parser_expect(p, TOKEN_COMMA, "expected ']' or ',' in dense elements"))
      return false;
  }
}

static int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// "0x…": the raw bytes of all elements or of one.
static bool parse_hex(ptowsp_parser_t *p, dense_t *dense) {
  ptowsp_str_t text = ptowsp_parser_string(p, &p->token);
  bool ok = text.size >= 2 && text.data[0] == '0' && text.data[1] == 'x' && text.size % 2 == 0;
  for (size_t i = 2; ok && i < text.size; i += 2) {
    int high = hex_value(text.data[i]), low = hex_value(text.data[i + 1]);
    ok = high >= 0 && low >= 0;
    if (ok) ptowsp_buffer_putc(&dense->data, (char)(high * 16 + low));
  }
  if (!ok) return ptowsp_parser_fail(p, "expected string containing hex digits starting with `0x`");
  size_t bytes = ptowsp_type_bytes(dense->element);
  if (dense->data.size != bytes && dense->data.size / bytes != dense->count)
    return ptowsp_parser_fail(p, "elements hex data size is invalid for provided type");
  if (dense->data.size % bytes)
    return ptowsp_parser_fail(p, "elements hex data size is invalid for provided type");
  ptowsp_parser_advance(p);
  return true;
}

static bool check_dense_type(ptowsp_parser_t *p, dense_t *dense) {
  ptowsp_type_kind_t kind = ptowsp_type_kind(dense->type);
  if (kind != PTOWSP_TYPE_TENSOR && kind != PTOWSP_TYPE_VECTOR)
    return ptowsp_parser_fail(p, "elements literal must be a shaped type");
  if (!ptowsp_type_has_static_shape(dense->type))
    return ptowsp_parser_fail(p, "elements literal type must have static shape");
  dense->element = ptowsp_type_element(dense->type);
  bool scalar = ptowsp_type_is_index(dense->element) || ptowsp_type_is_integer(dense->element) ||
                ptowsp_type_is_float(dense->element);
  if (!scalar || ptowsp_type_width(dense->element) > 64)
    return ptowsp_parser_fail(p, "dense elements must be integers or floats of at most 64 bits");
  dense->shape = ptowsp_type_shape(dense->type);
  dense->rank = ptowsp_type_rank(dense->type);
  dense->count = 1;
  for (size_t i = 0; i < dense->rank; i++)
    if (__builtin_mul_overflow(dense->count, (size_t)dense->shape[i], &dense->count))
      return ptowsp_parser_fail(p, "dense attribute is too large");
  return true;
}

static bool parse_elements(ptowsp_parser_t *p, dense_t *dense) {
  if (ptowsp_parser_at(p, TOKEN_GREATER)) return dense->count == 0 || fail_shape(p);
  if (ptowsp_parser_at(p, TOKEN_STRING)) return parse_hex(p, dense);
  if (ptowsp_parser_at(p, TOKEN_LEFT_SQUARE)) {
    if (!parse_lists(p, dense)) return false;
    return dense->data.size == dense->count * ptowsp_type_bytes(dense->element) || fail_shape(p);
  }
  ptowsp_attr_t value;
  if (!parse_element(p, dense->element, &value)) return false;
  if (dense->count) append_element(&dense->data, value, dense->element);
  return true;
}

static bool is_splat(const dense_t *dense) {
  size_t bytes = ptowsp_type_bytes(dense->element);
  if (dense->data.size == bytes) return true;
  return dense->data.size > bytes &&
         memcmp(dense->data.data, dense->data.data + bytes, dense->data.size - bytes) == 0;
}

bool ptowsp_parse_dense(ptowsp_parser_t *p, const ptowsp_token_t *literal, ptowsp_type_t type,
                        ptowsp_attr_t *out_attr) {
  dense_t dense = {.type = type};
  if (!check_dense_type(p, &dense)) return false;
  ptowsp_lexer_t behind = p->lexer;
  ptowsp_token_t token_behind = p->token;
  ptowsp_lexer_rewind(&p->lexer, literal, 0);
  ptowsp_parser_advance(p);
  bool ok = ptowsp_parser_expect(p, TOKEN_LESS, "expected '<' after 'dense'") &&
            parse_elements(p, &dense) &&
            ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>' to close a dense attribute");
  p->lexer = behind;
  p->token = token_behind;
  if (ok) {
    size_t bytes = is_splat(&dense) ? ptowsp_type_bytes(dense.element) : dense.data.size;
    *out_attr = ptowsp_attr_dense(p->context, type, dense.data.data, bytes, is_splat(&dense));
  }
  ptowsp_buffer_deinit(&dense.data);
  return ok;
}
