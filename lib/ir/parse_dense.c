// Dense arrays, dense and sparse elements.
#include <stdlib.h>
#include <string.h>

#include "ir_internal.h"
#include "parse.h"

// Elements in memory are whole powers of two of bytes; wider ones than this are not asked for.
enum { MOST_BITS = 1024 };

typedef struct {
  ptowsp_type_t type, element;
  ptowsp_type_t number; // of the element: of a complex element its parts
  size_t bytes;         // an element
  const int64_t *shape;
  size_t rank, count;
  ptowsp_buffer_t data;              // numbers
  PTOWSP_VEC(ptowsp_attr_t) strings; // of an element type without numbers
} dense_t;

static void deinit(dense_t *dense) {
  ptowsp_buffer_deinit(&dense->data);
  ptowsp_vec_deinit(&dense->strings);
}

static bool is_number(ptowsp_type_t type) {
  return ptowsp_type_is_index(type) || ptowsp_type_is_integer(type) || ptowsp_type_is_float(type);
}

// Spelled true or false, whatever its sign.
static bool is_bit(ptowsp_type_t type) {
  return ptowsp_type_is_integer(type) && ptowsp_type_width(type) == 1;
}

// ---------------------------------------------------------------- elements

// A number or boolean of a dense literal, as an attribute of the element type.
static bool parse_element(ptowsp_parser_t *p, ptowsp_type_t element, ptowsp_attr_t *out) {
  bool is_true = ptowsp_token_is(&p->token, "true");
  if (is_true || ptowsp_token_is(&p->token, "false")) {
    if (!is_bit(element))
      return ptowsp_parser_fail(p, "expected i1 type for 'true' or 'false' values");
    ptowsp_parser_advance(p);
    *out = ptowsp_attr_integer(p->context, is_true, element);
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
static void append_number(ptowsp_buffer_t *data, ptowsp_attr_t value, ptowsp_type_t type) {
  size_t bytes = ptowsp_type_bytes(type), count = 1;
  uint64_t low;
  const uint64_t *words = &low;
  if (ptowsp_attr_kind(value) == PTOWSP_ATTR_WIDE)
    words = ptowsp_attr_wide_words(value, &count);
  else
    low = ptowsp_type_is_float(type) ? ptowsp_attr_float_value_bits(value)
                                     : (uint64_t)ptowsp_attr_int_value(value);
  if (is_bit(type)) low &= 1;
  bool ones = !ptowsp_type_is_float(type) && words[count - 1] >> 63;
  size_t given = 8 * count < bytes ? 8 * count : bytes;
  ptowsp_buffer_append(data, words, given);
  for (size_t i = given; i < bytes; i++) ptowsp_buffer_putc(data, ones ? (char)-1 : 0);
}

static bool parse_complex(ptowsp_parser_t *p, dense_t *dense) {
  ptowsp_attr_t real, imaginary;
  if (!ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '(' for a complex element") ||
      !parse_element(p, dense->number, &real) ||
      !ptowsp_parser_expect(p, TOKEN_COMMA, "expected ',' between complex elements") ||
      !parse_element(p, dense->number, &imaginary) ||
      !ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')' after a complex element"))
    return false;
  append_number(&dense->data, real, dense->number);
  append_number(&dense->data, imaginary, dense->number);
  return true;
}

static bool parse_one(ptowsp_parser_t *p, dense_t *dense) {
  ptowsp_attr_t value;
  if (dense->number != dense->element) {
    if (dense->number) return parse_complex(p, dense);
    if (!ptowsp_parser_at(p, TOKEN_STRING))
      return ptowsp_parser_fail(p, "expected a string for an element of this type");
    value = ptowsp_attr_string(p->context, ptowsp_parser_string(p, &p->token));
    ptowsp_parser_advance(p);
    ptowsp_vec_push(&dense->strings, value);
    return true;
  }
  if (!parse_element(p, dense->element, &value)) return false;
  append_number(&dense->data, value, dense->element);
  return true;
}

static size_t element_count(const dense_t *dense) {
  return dense->number ? dense->data.size / dense->bytes : dense->strings.size;
}

bool ptowsp_parse_dense_array(ptowsp_parser_t *p, ptowsp_attr_t *out_attr) {
  if (!ptowsp_parser_expect(p, TOKEN_LESS, "expected '<' after 'array'")) return false;
  ptowsp_token_t name = p->token;
  ptowsp_type_t element = ptowsp_parse_scalar_type(p);
  if (!element || ptowsp_type_is_index(element))
    return ptowsp_parser_fail_at(p, ptowsp_token_loc(&p->lexer, &name),
                                 "expected integer or float type of a dense array");
  unsigned width = ptowsp_type_width(element);
  if (width != 1 && (width % 8 || width > MOST_BITS))
    return ptowsp_parser_fail_at(p, ptowsp_token_loc(&p->lexer, &name),
                                 "element type bitwidth must be a multiple of 8");
  ptowsp_buffer_t data = {0};
  bool ok = true;
  size_t count = 0;
  if (ptowsp_parser_accept(p, TOKEN_COLON)) do {
      ptowsp_attr_t value;
      if (width == 1 && !ptowsp_token_is(&p->token, "true") && !ptowsp_token_is(&p->token, "false"))
        ok = ptowsp_parser_fail(p, "expected 'true' or 'false' values for i1 type");
      ok = ok && parse_element(p, element, &value);
      if (ok) append_number(&data, value, element);
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

// ---------------------------------------------------------------- lists

static bool fail_shape(ptowsp_parser_t *p, const ptowsp_token_t *list) {
  return ptowsp_parser_fail_at(p, ptowsp_token_loc(&p->lexer, list),
                               "inferred shape of elements literal does not match type");
}

// An open list.
typedef struct {
  int64_t count;
  ptowsp_token_t token; // with which it, or an element, begins
} list_t;

// `lists` has room for one more than the rank.
static bool read_lists(ptowsp_parser_t *p, dense_t *dense, list_t *lists) {
  size_t depth = 0;
  for (;;) {
    lists[depth].token = p->token;
    if (ptowsp_parser_accept(p, TOKEN_LEFT_SQUARE)) {
      if (depth == dense->rank) return fail_shape(p, &lists[depth].token);
      lists[depth++].count = 0;
      if (!ptowsp_parser_at(p, TOKEN_RIGHT_SQUARE)) continue;
      lists[depth - 1].count--; // an empty list: what follows counts one too many
    } else {
      if (depth != dense->rank) return fail_shape(p, &lists[depth].token);
      if (!parse_one(p, dense)) return false;
    }
    lists[depth - 1].count++;
    while (ptowsp_parser_accept(p, TOKEN_RIGHT_SQUARE)) {
      int64_t extent = dense->shape[depth - 1];
      if (extent != PTOWSP_DYNAMIC && lists[depth - 1].count != extent)
        return fail_shape(p, &lists[depth - 1].token);
      if (--depth == 0) return true;
      lists[depth - 1].count++;
    }
    if (!ptowsp_parser_expect(p, TOKEN_COMMA, "expected ']' or ',' in dense elements"))
      return false;
  }
}

// Nested lists as deep as the rank; every list as long as its extent.
static bool parse_lists(ptowsp_parser_t *p, dense_t *dense) {
  list_t few[8], *lists = few;
  if (dense->rank >= PTOWSP_COUNTOF(few)) lists = ptowsp_malloc((dense->rank + 1) * sizeof *lists);
  bool ok = read_lists(p, dense, lists);
  if (lists != few) free(lists);
  return ok;
}

static int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_hex(ptowsp_str_t text, ptowsp_buffer_t *out) {
  if (text.size < 2 || text.data[0] != '0' || text.data[1] != 'x' || text.size % 2) return false;
  for (size_t i = 2; i < text.size; i += 2) {
    int high = hex_value(text.data[i]), low = hex_value(text.data[i + 1]);
    if (high < 0 || low < 0) return false;
    ptowsp_buffer_putc(out, (char)(high * 16 + low));
  }
  return true;
}

// Whole bytes of a number, whatever lies above its width, to the bytes it has in memory.
static void append_raw(dense_t *dense, const char *raw, size_t raw_bytes) {
  unsigned width = ptowsp_type_width(dense->number), odd = width % 8;
  size_t bytes = ptowsp_type_bytes(dense->number);
  unsigned char last = width ? (unsigned char)raw[raw_bytes - 1] : 0;
  unsigned sign_bit = odd ? odd - 1 : 7;
  bool ones = width > 1 && !ptowsp_type_is_float(dense->number) && last >> sign_bit & 1;
  if (odd) last = (unsigned char)(ones ? last | 0xffu << odd : last & ((1u << odd) - 1));
  ptowsp_buffer_append(&dense->data, raw, raw_bytes - 1);
  ptowsp_buffer_putc(&dense->data, (char)last);
  for (size_t i = raw_bytes; i < bytes; i++) ptowsp_buffer_putc(&dense->data, ones ? (char)-1 : 0);
}

// Booleans lie eight in a byte, the first lowest.
static bool unpack_bits(dense_t *dense, const ptowsp_buffer_t *raw) {
  unsigned char first = raw->size ? (unsigned char)raw->data[0] : 0;
  bool splat = raw->size == 1 && (first == 0 || first == 0xff);
  if (!splat && raw->size != (dense->count + 7) / 8) return false;
  if (splat) ptowsp_buffer_putc(&dense->data, (char)(first & 1));
  for (size_t i = 0; !splat && i < dense->count; i++)
    ptowsp_buffer_putc(&dense->data, (char)(raw->data[i / 8] >> i % 8 & 1));
  return true;
}

static bool unpack(dense_t *dense, const ptowsp_buffer_t *raw) {
  if (is_bit(dense->number) && dense->number == dense->element) return unpack_bits(dense, raw);
  size_t bytes = (ptowsp_type_width(dense->number) + 7) / 8;
  if (!bytes) bytes = 1;
  size_t element = dense->number == dense->element ? bytes : 2 * bytes;
  if (raw->size % element || (raw->size != element && raw->size / element != dense->count))
    return false;
  for (size_t at = 0; at < raw->size; at += bytes) append_raw(dense, raw->data + at, bytes);
  return true;
}

// "0x…": the raw bytes of all elements or of one.
static bool parse_hex(ptowsp_parser_t *p, dense_t *dense) {
  ptowsp_buffer_t raw = {0};
  const char *wrong = NULL;
  if (!read_hex(ptowsp_parser_string(p, &p->token), &raw))
    wrong = "expected string containing hex digits starting with `0x`";
  else if (!unpack(dense, &raw))
    wrong = "elements hex data size is invalid for provided type";
  ptowsp_buffer_deinit(&raw);
  if (wrong) return ptowsp_parser_fail(p, "%s", wrong);
  ptowsp_parser_advance(p);
  return true;
}

static bool check_element(ptowsp_parser_t *p, dense_t *dense) {
  dense->element = ptowsp_type_element(dense->type);
  bool complex = ptowsp_type_kind(dense->element) == PTOWSP_TYPE_COMPLEX;
  dense->number = complex                     ? ptowsp_type_element(dense->element)
                  : is_number(dense->element) ? dense->element
                                              : NULL;
  if (!dense->number) return true;
  if (ptowsp_type_width(dense->number) > MOST_BITS)
    return ptowsp_parser_fail(p, "dense elements have at most %d bits", MOST_BITS);
  dense->bytes = ptowsp_type_bytes(dense->element);
  return true;
}

static bool check_dense_type(ptowsp_parser_t *p, dense_t *dense) {
  ptowsp_type_kind_t kind = ptowsp_type_kind(dense->type);
  if (kind != PTOWSP_TYPE_TENSOR && kind != PTOWSP_TYPE_VECTOR && kind != PTOWSP_TYPE_MEMREF)
    return ptowsp_parser_fail(p, "elements literal must be a shaped type");
  if (!ptowsp_type_has_static_shape(dense->type))
    return ptowsp_parser_fail(p, "elements literal type must have static shape");
  if (!check_element(p, dense)) return false;
  dense->shape = ptowsp_type_shape(dense->type);
  dense->rank = ptowsp_type_rank(dense->type);
  dense->count = 1;
  for (size_t i = 0; i < dense->rank; i++)
    if (__builtin_mul_overflow(dense->count, (size_t)dense->shape[i], &dense->count))
      return ptowsp_parser_fail(p, "dense attribute is too large");
  return true;
}

static bool parse_elements(ptowsp_parser_t *p, dense_t *dense) {
  if (ptowsp_parser_at(p, TOKEN_GREATER)) return dense->count == 0 || fail_shape(p, &p->token);
  if (dense->number && ptowsp_parser_at(p, TOKEN_STRING)) return parse_hex(p, dense);
  if (!ptowsp_parser_at(p, TOKEN_LEFT_SQUARE)) return parse_one(p, dense);
  ptowsp_token_t list = p->token;
  return parse_lists(p, dense) && (element_count(dense) == dense->count || fail_shape(p, &list));
}

// Whether all elements are one.
static bool is_splat(const dense_t *dense) {
  size_t bytes = dense->bytes;
  const ptowsp_buffer_t *data = &dense->data;
  if (dense->number)
    return data->size == bytes ||
           (data->size > bytes && memcmp(data->data, data->data + bytes, data->size - bytes) == 0);
  for (size_t i = 1; i < dense->strings.size; i++)
    if (dense->strings.data[i] != dense->strings.data[0]) return false;
  return dense->strings.size != 0;
}

static ptowsp_attr_t finish(ptowsp_parser_t *p, dense_t *dense, ptowsp_type_t type) {
  bool splat = is_splat(dense);
  if (dense->number)
    return ptowsp_attr_dense(p->context, type, dense->data.data,
                             splat ? dense->bytes : dense->data.size, splat);
  size_t count = splat ? 1 : dense->strings.size;
  return ptowsp_attr_dense_text(p->context, type,
                                ptowsp_attr_array(p->context, dense->strings.data, count));
}

// The literal is read when its type is known, which stands behind it.
typedef struct {
  ptowsp_lexer_t lexer;
  ptowsp_token_t token;
} place_t;

static place_t go_back(ptowsp_parser_t *p, const ptowsp_token_t *literal) {
  place_t behind = {p->lexer, p->token};
  ptowsp_lexer_rewind(&p->lexer, literal, 0);
  ptowsp_parser_advance(p);
  return behind;
}

static void go_on(ptowsp_parser_t *p, const place_t *behind) {
  p->lexer = behind->lexer;
  p->token = behind->token;
}

bool ptowsp_parse_dense(ptowsp_parser_t *p, const ptowsp_token_t *literal, ptowsp_type_t type,
                        ptowsp_attr_t *out_attr) {
  dense_t dense = {.type = type};
  if (!check_dense_type(p, &dense)) return false;
  place_t behind = go_back(p, literal);
  bool ok = ptowsp_parser_expect(p, TOKEN_LESS, "expected '<' after 'dense'") &&
            parse_elements(p, &dense) &&
            ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>' to close a dense attribute");
  go_on(p, &behind);
  if (ok) *out_attr = finish(p, &dense, type);
  deinit(&dense);
  return ok;
}

// ---------------------------------------------------------------- sparse

// A list, or one element for as many as the type says.
static bool parse_sparse_list(ptowsp_parser_t *p, dense_t *dense, bool *out_list) {
  *out_list = ptowsp_parser_at(p, TOKEN_LEFT_SQUARE);
  if (dense->number && ptowsp_parser_at(p, TOKEN_STRING)) {
    dense->count = (p->token.size - 4) / 2 / dense->bytes;
    *out_list = true;
    return parse_hex(p, dense);
  }
  return *out_list ? parse_lists(p, dense) : parse_one(p, dense);
}

static bool check_indices(ptowsp_parser_t *p, const dense_t *indices, const dense_t *whole) {
  const char *data = indices->data.data;
  for (size_t i = 0; i * 8 < indices->data.size; i++) {
    int64_t index, extent = whole->shape[i % whole->rank];
    memcpy(&index, data + 8 * i, sizeof index);
    if (index < 0 || index >= extent)
      return ptowsp_parser_fail(p, "sparse index #%zu is not contained within the value shape",
                                i / whole->rank);
  }
  return true;
}

// One row of numbers for each value; a row of one number needs no brackets.
static bool read_sparse(ptowsp_parser_t *p, dense_t *whole, dense_t *indices, dense_t *values) {
  bool index_list, value_list;
  int64_t any[] = {PTOWSP_DYNAMIC, (int64_t)whole->rank};
  bool flat = false;
  if (ptowsp_parser_at(p, TOKEN_LEFT_SQUARE)) {
    ptowsp_lexer_t lexer = p->lexer;
    ptowsp_token_t inner = ptowsp_lexer_next(&lexer);
    flat = inner.kind != TOKEN_LEFT_SQUARE;
  }
  indices->shape = any;
  indices->rank = flat ? 1 : 2;
  if (!parse_sparse_list(p, indices, &index_list)) return false;
  if (!index_list)
    for (size_t i = 1; i < whole->rank; i++) ptowsp_buffer_append(&indices->data, (char[8]){0}, 8);
  for (size_t i = 1; !index_list && i < whole->rank; i++)
    memcpy(indices->data.data + 8 * i, indices->data.data, 8);
  if (indices->data.size % (8 * whole->rank)) return fail_shape(p, &p->token);
  indices->count = indices->data.size / 8 / whole->rank;
  if (!ptowsp_parser_expect(p, TOKEN_COMMA,
                            "expected ',' between indices and values of a sparse "
                            "attribute"))
    return false;
  values->shape = any;
  values->rank = 1;
  if (!parse_sparse_list(p, values, &value_list)) return false;
  if (value_list && element_count(values) != indices->count) return fail_shape(p, &p->token);
  return check_indices(p, indices, whole);
}

static ptowsp_attr_t make_sparse(ptowsp_parser_t *p, dense_t *whole, dense_t *indices,
                                 dense_t *values) {
  int64_t shape[] = {(int64_t)indices->count, (int64_t)whole->rank};
  ptowsp_type_t places = ptowsp_type_tensor(p->context, shape, 2, indices->element, NULL);
  ptowsp_type_t numbers = ptowsp_type_tensor(p->context, shape, 1, values->element, NULL);
  return ptowsp_attr_sparse(p->context, whole->type, finish(p, indices, places),
                            finish(p, values, numbers));
}

bool ptowsp_parse_sparse(ptowsp_parser_t *p, const ptowsp_token_t *literal, ptowsp_type_t type,
                         ptowsp_attr_t *out_attr) {
  dense_t whole = {.type = type}, indices = {0}, values = {0};
  if (!check_dense_type(p, &whole)) return false;
  indices.type = ptowsp_type_tensor(p->context, NULL, 0, ptowsp_type_i(p->context, 64), NULL);
  values.type = ptowsp_type_tensor(p->context, NULL, 0, whole.element, NULL);
  if (!check_element(p, &indices) || !check_element(p, &values)) return false;
  place_t behind = go_back(p, literal);
  bool ok = ptowsp_parser_expect(p, TOKEN_LESS, "expected '<' after 'sparse'");
  bool empty = ok && ptowsp_parser_at(p, TOKEN_GREATER);
  if (ok && !empty && !whole.rank)
    ok = ptowsp_parser_fail(p, "elements of a sparse attribute have a dimension at least");
  ok = ok && (empty || read_sparse(p, &whole, &indices, &values)) &&
       ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>' to close a sparse attribute");
  go_on(p, &behind);
  empty = empty || (ok && !indices.count); // [], []
  if (ok)
    *out_attr = empty ? ptowsp_attr_sparse(p->context, type, NULL, NULL)
                      : make_sparse(p, &whole, &indices, &values);
  deinit(&indices);
  deinit(&values);
  return ok;
}
