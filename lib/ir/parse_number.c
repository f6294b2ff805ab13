// Numbers of any type.
#include <stdlib.h>
#include <string.h>

#include "ir_internal.h"
#include "parse.h"
#include "wide.h"

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

// The words as the type's value: the highest of its bits is the sign, whoever reads them.
static ptowsp_attr_t wrap(ptowsp_parser_t *p, ptowsp_wide_t *wide, unsigned width,
                          ptowsp_type_t type) {
  size_t last = (width - 1) / 64;
  unsigned bit = (width - 1) % 64;
  if (last < wide->count && wide->words[last] >> bit & 1) {
    wide->count = last + 1;
    wide->words[last] |= UINT64_MAX << bit;
  }
  return ptowsp_attr_wide(p->context, wide->words, wide->count, type);
}

static bool parse_wide(ptowsp_parser_t *p, const ptowsp_token_t *token, bool negative,
                       ptowsp_type_t type, ptowsp_attr_t *out) {
  unsigned width = ptowsp_type_width(type);
  ptowsp_signedness_t signedness = ptowsp_type_signedness(type);
  ptowsp_wide_t wide = ptowsp_wide_parse(ptowsp_token_text(token), negative);
  size_t bits = ptowsp_wide_bits(wide.words, wide.count);
  bool below = ptowsp_wide_is_negative(wide.words, wide.count);
  bool sign = below || signedness == PTOWSP_SIGNED;
  bool ok = bits + sign <= width && !(below && signedness == PTOWSP_UNSIGNED);
  if (ok) *out = wrap(p, &wide, width, type);
  ptowsp_wide_deinit(&wide);
  return ok || ptowsp_parser_fail_at(p, ptowsp_token_loc(&p->lexer, token),
                                     "integer constant out of range for attribute");
}

static bool parse_integer(ptowsp_parser_t *p, const ptowsp_token_t *token, bool negative,
                          ptowsp_type_t type, ptowsp_attr_t *out) {
  bool index = ptowsp_type_is_index(type);
  unsigned width = ptowsp_type_width(type);
  if (width > 64) return parse_wide(p, token, negative, type, out);
  uint64_t value;
  ptowsp_signedness_t signedness = index ? PTOWSP_SIGNED : ptowsp_type_signedness(type);
  if (!ptowsp_parser_u64(token, &value) || !integer_fits(value, negative, width, signedness))
    return ptowsp_parser_fail_at(p, ptowsp_token_loc(&p->lexer, token),
                                 "integer constant out of range for attribute");
  *out = ptowsp_attr_integer(p->context, (int64_t)(negative ? 0 - value : value), type);
  return true;
}

// The bit pattern in hexadecimal.
static bool parse_float_bits(ptowsp_parser_t *p, const ptowsp_token_t *token, ptowsp_type_t type,
                             ptowsp_attr_t *out) {
  ptowsp_wide_t wide = ptowsp_wide_parse(ptowsp_token_text(token), false);
  bool ok = ptowsp_wide_bits(wide.words, wide.count) <= ptowsp_type_width(type);
  uint64_t words[] = {wide.words[0], wide.count > 1 ? wide.words[1] : 0};
  ptowsp_wide_deinit(&wide);
  if (!ok)
    return ptowsp_parser_fail_at(p, ptowsp_token_loc(&p->lexer, token),
                                 "hexadecimal float constant out of range for type");
  *out = ptowsp_attr_wide(p->context, words, 2, type);
  return true;
}

// Decimals are doubles first, as in MLIR.
static bool parse_decimal(ptowsp_parser_t *p, const ptowsp_token_t *token, bool negative,
                          ptowsp_type_t type, ptowsp_attr_t *out) {
  char local[64];
  char *copy = token->size < sizeof local ? local : ptowsp_malloc(token->size + 1);
  memcpy(copy, token->start, token->size);
  copy[token->size] = 0;
  double value = strtod(copy, NULL);
  if (copy != local) free(copy);
  if (negative) value = -value;
  ptowsp_float_kind_t kind = ptowsp_type_float_kind(type);
  if (value < 0 && ptowsp_float_format(kind)->special == PTOWSP_SPECIAL_SCALE)
    return ptowsp_parser_fail_at(p, ptowsp_token_loc(&p->lexer, token),
                                 "%s has no negative numbers", ptowsp_float_kind_name(kind));
  if (ptowsp_type_width(type) <= 64) {
    *out = ptowsp_attr_float(p->context, value, type);
    return true;
  }
  uint64_t words[2];
  ptowsp_float_encode_wide(kind, value, words);
  *out = ptowsp_attr_wide(p->context, words, 2, type);
  return true;
}

static bool parse_float(ptowsp_parser_t *p, const ptowsp_token_t *token, bool negative,
                        ptowsp_type_t type, ptowsp_attr_t *out) {
  if (token->kind != TOKEN_INTEGER) return parse_decimal(p, token, negative, type, out);
  ptowsp_loc_t loc = ptowsp_token_loc(&p->lexer, token);
  bool hex = token->size > 2 && token->start[1] == 'x';
  if (!hex)
    return ptowsp_parser_fail_at(p, loc,
                                 "unexpected decimal integer literal for a floating point value; "
                                 "write it with a point");
  if (negative)
    return ptowsp_parser_fail_at(p, loc,
                                 "hexadecimal float literal should not have a leading minus");
  return parse_float_bits(p, token, type, out);
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
