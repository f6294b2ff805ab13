// loc(…). Locations that hold others are nests, like types and attributes.
#include <string.h>

#include "parse_nest.h"

typedef struct {
  uint32_t file, line, column, end_line, end_column;
} file_range_t;

static bool parse_u32(ptowsp_parser_t *p, uint32_t *out) {
  uint64_t value;
  if (!ptowsp_parser_at(p, TOKEN_INTEGER)) return ptowsp_parser_fail(p, "expected integer value");
  if (!ptowsp_parser_u64(&p->token, &value) || value > INT32_MAX)
    return ptowsp_parser_fail(p, "line and column numbers are limited to 31 bits");
  *out = (uint32_t)value;
  ptowsp_parser_advance(p);
  return true;
}

// "file":line:col, with "to :col" or "to line:col". The column may be missing.
static bool parse_file(ptowsp_parser_t *p, file_range_t *out) {
  ptowsp_str_t name = ptowsp_parser_string(p, &p->token);
  if (memchr(name.data, 0, name.size)) return ptowsp_parser_fail(p, "file names hold no NUL byte");
  *out = (file_range_t){.file = ptowsp_context_file(p->context, name)};
  ptowsp_parser_advance(p);
  if (!ptowsp_parser_expect(p, TOKEN_COLON, "expected ':' in FileLineColLoc") ||
      !parse_u32(p, &out->line))
    return false;
  if (ptowsp_parser_accept(p, TOKEN_COLON) && !parse_u32(p, &out->column)) return false;
  if (!ptowsp_parser_accept_keyword(p, "to")) return true;
  out->end_line = out->line;
  if (ptowsp_parser_at(p, TOKEN_INTEGER) && !parse_u32(p, &out->end_line)) return false;
  return ptowsp_parser_expect(p, TOKEN_COLON, "expected ':' in a location range") &&
         parse_u32(p, &out->end_column);
}

// Whether the string at the current token starts a place in a file.
static bool at_file(const ptowsp_parser_t *p) {
  ptowsp_lexer_t ahead = p->lexer;
  ptowsp_lexer_skip_blanks(&ahead);
  return ahead.at < ahead.end && *ahead.at == ':';
}

static ptowsp_type_step_t begin_string(ptowsp_parser_t *p, const void **out) {
  if (at_file(p)) {
    file_range_t f;
    if (!parse_file(p, &f)) return TYPE_FAILED;
    *out = ptowsp_location_file(p->context, f.file, f.line, f.column, f.end_line, f.end_column);
    return TYPE_DONE;
  }
  ptowsp_token_t name = p->token;
  ptowsp_parser_advance(p);
  if (ptowsp_parser_accept(p, TOKEN_LEFT_PAREN)) {
    ptowsp_nest_push(p, NEST_LOC_NAME, WANT_LOC)->token = name;
    return TYPE_NESTED;
  }
  *out = ptowsp_location_name(p->context, ptowsp_parser_string(p, &name),
                              ptowsp_location_unknown(p->context));
  return TYPE_DONE;
}

static ptowsp_type_step_t begin_alias(ptowsp_parser_t *p, const void **out) {
  *out = ptowsp_parser_find_alias(p, ptowsp_token_text(&p->token));
  if (!*out)
    return ptowsp_parser_fail(p, "location alias was never defined before this use"), TYPE_FAILED;
  if (ptowsp_attr_kind(*out) != PTOWSP_ATTR_LOCATION)
    return ptowsp_parser_fail(p, "expected location, but found an alias of another attribute"),
           TYPE_FAILED;
  ptowsp_parser_advance(p);
  return TYPE_DONE;
}

// '[' behind fused and its metadata.
static ptowsp_type_step_t begin_parts(ptowsp_parser_t *p, const void **out) {
  if (!ptowsp_parser_expect(p, TOKEN_LEFT_SQUARE, "expected '[' in fused location"))
    return TYPE_FAILED;
  p->want = WANT_LOC;
  if (!ptowsp_parser_at(p, TOKEN_RIGHT_SQUARE)) return TYPE_NESTED;
  return ptowsp_loc_resume(p, out);
}

static ptowsp_type_step_t begin_fused(ptowsp_parser_t *p, const void **out) {
  bool metadata = ptowsp_parser_accept(p, TOKEN_LESS);
  ptowsp_nest_push(p, metadata ? NEST_LOC_METADATA : NEST_LOC_FUSED, WANT_ATTR);
  if (metadata) return TYPE_NESTED;
  ptowsp_vec_push(&p->values, NULL);
  *out = NULL;
  return begin_parts(p, out);
}

ptowsp_type_step_t ptowsp_loc_begin(ptowsp_parser_t *p, const void **out) {
  if (ptowsp_parser_at(p, TOKEN_STRING)) return begin_string(p, out);
  if (ptowsp_parser_at(p, TOKEN_HASH)) return begin_alias(p, out);
  if (ptowsp_parser_accept_keyword(p, "unknown")) {
    *out = ptowsp_location_unknown(p->context);
    return TYPE_DONE;
  }
  if (ptowsp_parser_accept_keyword(p, "callsite")) {
    ptowsp_nest_push(p, NEST_LOC_CALLSITE, WANT_LOC);
    return ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '(' in callsite location")
               ? TYPE_NESTED
               : TYPE_FAILED;
  }
  if (ptowsp_parser_accept_keyword(p, "fused")) return begin_fused(p, out);
  ptowsp_parser_fail(p, "expected location instance");
  return TYPE_FAILED;
}

static void pop(ptowsp_parser_t *p) {
  nest_t *nest = &p->nests.data[--p->nests.size];
  p->values.size = nest->values;
  p->dims.size = nest->dims;
}

static ptowsp_type_step_t resume_callsite(ptowsp_parser_t *p, nest_t *nest, const void **value) {
  if (p->values.size == nest->values) {
    ptowsp_vec_push(&p->values, *value);
    p->want = WANT_LOC;
    return ptowsp_parser_accept_keyword(p, "at") ||
                   ptowsp_parser_fail(p, "expected 'at' in callsite location")
               ? TYPE_NESTED
               : TYPE_FAILED;
  }
  if (!ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')' in callsite location"))
    return TYPE_FAILED;
  *value = ptowsp_location_callsite(p->context, p->values.data[nest->values], *value);
  pop(p);
  return TYPE_DONE;
}

static ptowsp_type_step_t resume_fused(ptowsp_parser_t *p, nest_t *nest, const void **value) {
  if (*value) ptowsp_vec_push(&p->values, *value);
  p->want = WANT_LOC;
  if (*value && ptowsp_parser_accept(p, TOKEN_COMMA)) return TYPE_NESTED;
  if (!ptowsp_parser_expect(p, TOKEN_RIGHT_SQUARE, "expected ']' in fused location"))
    return TYPE_FAILED;
  const ptowsp_attr_t *parts = (const ptowsp_attr_t *)p->values.data + nest->values;
  size_t count = p->values.size - nest->values - 1;
  *value = ptowsp_location_fused(p->context, parts + 1, count, parts[0]);
  pop(p);
  return TYPE_DONE;
}

ptowsp_type_step_t ptowsp_loc_resume(ptowsp_parser_t *p, const void **value) {
  nest_t *nest = &p->nests.data[p->nests.size - 1];
  switch (nest->kind) {
    case NEST_LOC:
      if (!ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')' in location"))
        return TYPE_FAILED;
      pop(p);
      return TYPE_DONE;
    case NEST_LOC_NAME:
      if (!ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')' after child location"))
        return TYPE_FAILED;
      *value = ptowsp_location_name(p->context, ptowsp_parser_string(p, &nest->token), *value);
      pop(p);
      return TYPE_DONE;
    case NEST_LOC_CALLSITE:
      return resume_callsite(p, nest, value);
    case NEST_LOC_METADATA:
      if (!ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>' after fused location metadata"))
        return TYPE_FAILED;
      nest->kind = NEST_LOC_FUSED;
      ptowsp_vec_push(&p->values, *value);
      *value = NULL;
      return begin_parts(p, value);
    default:
      return resume_fused(p, nest, value);
  }
}

// A plain place, which most locations are, is not interned.
static bool parse_plain(ptowsp_parser_t *p, ptowsp_loc_t *out_loc) {
  file_range_t f;
  if (!parse_file(p, &f)) return false;
  if (!f.end_line || (f.end_line == f.line && f.end_column > f.column))
    *out_loc = (ptowsp_loc_t){f.file, f.line, f.column, f.end_line ? f.end_column - f.column : 0};
  else
    *out_loc = ptowsp_attr_loc(
        ptowsp_location_file(p->context, f.file, f.line, f.column, f.end_line, f.end_column));
  return true;
}

static bool parse_location(ptowsp_parser_t *p, ptowsp_loc_t *out_loc, ptowsp_token_t *out_pending) {
  if (ptowsp_parser_at(p, TOKEN_STRING) && at_file(p)) return parse_plain(p, out_loc);
  if (ptowsp_parser_at(p, TOKEN_HASH) && out_pending &&
      !ptowsp_parser_find_alias(p, ptowsp_token_text(&p->token))) {
    *out_pending = p->token;
    *out_loc = PTOWSP_LOC_UNKNOWN;
    ptowsp_parser_advance(p);
    return true;
  }
  ptowsp_attr_t attr;
  if (!ptowsp_parse_location_at(p, &attr)) return false;
  *out_loc = ptowsp_attr_loc(attr);
  return true;
}

bool ptowsp_parse_loc(ptowsp_parser_t *p, ptowsp_loc_t *out_loc, ptowsp_token_t *out_pending) {
  ptowsp_parser_advance(p); // loc
  if (out_pending) out_pending->kind = TOKEN_EOF;
  return ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '(' in location") &&
         parse_location(p, out_loc, out_pending) &&
         ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')' in location");
}
