// loc(…). A location here is one place in a file: of a name, a call site or a fused
// location, the first place inside stands for the whole.
#include "parse.h"

enum { MAX_DEPTH = 64 };

static bool parse_inner(ptowsp_parser_t *p, ptowsp_loc_t *out, ptowsp_token_t *pending, int depth);

static bool parse_u32(ptowsp_parser_t *p, uint32_t *out) {
  uint64_t value;
  if (!ptowsp_parser_at(p, TOKEN_INTEGER)) return ptowsp_parser_fail(p, "expected integer value");
  if (!ptowsp_parser_u64(&p->token, &value) || value > UINT32_MAX)
    return ptowsp_parser_fail(p, "line and column numbers are limited to 32 bits");
  *out = (uint32_t)value;
  ptowsp_parser_advance(p);
  return true;
}

// "file":line:col, with "to :col" for a range within the line.
static bool parse_file(ptowsp_parser_t *p, ptowsp_str_t file, ptowsp_loc_t *out) {
  ptowsp_loc_t loc = {.file = ptowsp_context_file(p->context, file)};
  if (!parse_u32(p, &loc.line) ||
      !ptowsp_parser_expect(p, TOKEN_COLON, "expected ':' in FileLineColLoc") ||
      !parse_u32(p, &loc.column))
    return false;
  if (ptowsp_parser_accept_keyword(p, "to")) {
    uint32_t line = loc.line, column;
    if (ptowsp_parser_at(p, TOKEN_INTEGER) && !parse_u32(p, &line)) return false;
    if (!ptowsp_parser_expect(p, TOKEN_COLON, "expected ':' in a location range") ||
        !parse_u32(p, &column))
      return false;
    if (line == loc.line && column > loc.column) loc.length = column - loc.column;
  }
  *out = loc;
  return true;
}

// "name", "name"(loc), or the file form.
static bool parse_string(ptowsp_parser_t *p, ptowsp_loc_t *out, ptowsp_token_t *pending,
                         int depth) {
  ptowsp_token_t name = p->token;
  ptowsp_parser_advance(p);
  if (ptowsp_parser_accept(p, TOKEN_COLON))
    return parse_file(p, ptowsp_parser_string(p, &name), out);
  *out = PTOWSP_LOC_UNKNOWN;
  if (!ptowsp_parser_accept(p, TOKEN_LEFT_PAREN)) return true;
  return parse_inner(p, out, pending, depth + 1) &&
         ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')' after child location");
}

static bool parse_callsite(ptowsp_parser_t *p, ptowsp_loc_t *out, ptowsp_token_t *pending,
                           int depth) {
  ptowsp_loc_t caller;
  ptowsp_token_t other = {0};
  return ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '(' in callsite location") &&
         parse_inner(p, out, pending, depth + 1) &&
         (ptowsp_parser_accept_keyword(p, "at") ||
          ptowsp_parser_fail(p, "expected 'at' in callsite location")) &&
         parse_inner(p, &caller, pending ? &other : NULL, depth + 1) &&
         ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')' in callsite location");
}

static bool parse_fused(ptowsp_parser_t *p, ptowsp_loc_t *out, ptowsp_token_t *pending, int depth) {
  ptowsp_attr_t metadata;
  if (ptowsp_parser_accept(p, TOKEN_LESS) &&
      !(ptowsp_parse_attr_at(p, &metadata) &&
        ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>' after fused location metadata")))
    return false;
  if (!ptowsp_parser_expect(p, TOKEN_LEFT_SQUARE, "expected '[' in fused location")) return false;
  *out = PTOWSP_LOC_UNKNOWN;
  if (!ptowsp_parser_at(p, TOKEN_RIGHT_SQUARE)) do {
      ptowsp_loc_t part;
      ptowsp_token_t other = {0};
      bool known = out->file || (pending && pending->kind == TOKEN_HASH);
      if (!parse_inner(p, &part, pending ? (known ? &other : pending) : NULL, depth + 1))
        return false;
      if (!known) *out = part;
    } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  return ptowsp_parser_expect(p, TOKEN_RIGHT_SQUARE, "expected ']' in fused location");
}

static bool parse_alias(ptowsp_parser_t *p, ptowsp_loc_t *out, ptowsp_token_t *pending) {
  ptowsp_attr_t known = ptowsp_parser_find_alias(p, ptowsp_token_text(&p->token));
  if (known && ptowsp_attr_kind(known) != PTOWSP_ATTR_LOCATION)
    return ptowsp_parser_fail(p, "expected location, but found an alias of another attribute");
  if (!known && !pending)
    return ptowsp_parser_fail(p, "location alias was never defined before this use");
  *out = known ? ptowsp_attr_loc(known) : PTOWSP_LOC_UNKNOWN;
  if (!known) *pending = p->token;
  ptowsp_parser_advance(p);
  return true;
}

static bool parse_inner(ptowsp_parser_t *p, ptowsp_loc_t *out, ptowsp_token_t *pending, int depth) {
  if (depth > MAX_DEPTH)
    return ptowsp_parser_fail(p, "locations nest deeper than %d levels", MAX_DEPTH);
  if (ptowsp_parser_at(p, TOKEN_STRING)) return parse_string(p, out, pending, depth);
  if (ptowsp_parser_at(p, TOKEN_HASH)) return parse_alias(p, out, pending);
  if (ptowsp_parser_accept_keyword(p, "unknown")) {
    *out = PTOWSP_LOC_UNKNOWN;
    return true;
  }
  if (ptowsp_parser_accept_keyword(p, "callsite")) return parse_callsite(p, out, pending, depth);
  if (ptowsp_parser_accept_keyword(p, "fused")) return parse_fused(p, out, pending, depth);
  return ptowsp_parser_fail(p, "expected location instance");
}

bool ptowsp_parse_loc(ptowsp_parser_t *p, ptowsp_loc_t *out_loc, ptowsp_token_t *out_pending) {
  ptowsp_parser_advance(p); // loc
  if (out_pending) out_pending->kind = TOKEN_EOF;
  return ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '(' in location") &&
         parse_inner(p, out_loc, out_pending, 0) &&
         ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')' in location");
}
