// After a syntax error: what was begun is given up, and reading goes on at the next operation,
// label, definition or end of a region that the text shows. What was named in the part that was
// given up counts as defined, so that one mistake is one error.
#include <stdio.h>
#include <string.h>

#include "ir_internal.h"
#include "parse_ops.h"

enum { MOST_ERRORS = 20 };

// ---------------------------------------------------------------- where to go on

static bool first_on_line(const ptowsp_token_t *token) {
  const char *at = token->start - (token->column - 1);
  while (at < token->start && (*at == ' ' || *at == '\t' || *at == '\r')) at++;
  return at == token->start;
}

// %a, %b:2 =
static bool names_results(const ptowsp_parser_t *p) {
  ptowsp_lexer_t lexer = p->lexer;
  for (;;) {
    ptowsp_token_t next = ptowsp_lexer_next(&lexer);
    if (next.kind == TOKEN_EQUAL) return true;
    if (next.kind == TOKEN_COLON) {
      if (ptowsp_lexer_next(&lexer).kind != TOKEN_INTEGER) return false;
    } else if (next.kind == TOKEN_COMMA) {
      if (ptowsp_lexer_next(&lexer).kind != TOKEN_PERCENT) return false;
    } else {
      return false;
    }
  }
}

static bool names_op(ptowsp_parser_t *p) {
  static const char *const dialects[] = {"builtin.", "func."};
  ptowsp_str_t name = ptowsp_token_text(&p->token);
  ptowsp_lexer_t lexer = p->lexer;
  ptowsp_token_kind_t next = ptowsp_lexer_next(&lexer).kind;
  if (memchr(name.data, '.', name.size))
    return next != TOKEN_EQUAL && next != TOKEN_COLON && next != TOKEN_COMMA;
  for (size_t i = 0; i < PTOWSP_COUNTOF(dialects); i++) {
    char full[64];
    int size = snprintf(full, sizeof full, "%s%.*s", dialects[i], (int)name.size, name.data);
    if (size < (int)sizeof full && ptowsp_specs_find(&p->specs, (ptowsp_str_t){full, (size_t)size}))
      return true;
  }
  ptowsp_nearest_t nearest = ptowsp_nearest_begin(name);
  ptowsp_op_info_offer_bare(&nearest, "func.");
  return ptowsp_nearest_end(&nearest) != NULL; // misspelled
}

// Whether something may begin at the current token, the first of its line.
static bool at_item(ptowsp_parser_t *p) {
  ptowsp_lexer_t lexer = p->lexer;
  ptowsp_token_kind_t next;
  switch (p->token.kind) {
    case TOKEN_STRING:
      return ptowsp_lexer_next(&lexer).kind == TOKEN_LEFT_PAREN;
    case TOKEN_PERCENT:
      return names_results(p);
    case TOKEN_BARE:
      return names_op(p);
    case TOKEN_CARET:
      next = ptowsp_lexer_next(&lexer).kind;
      return next == TOKEN_COLON || next == TOKEN_LEFT_PAREN;
    case TOKEN_HASH:
    case TOKEN_EXCLAMATION:
      return p->frames.size == 1 && ptowsp_lexer_next(&lexer).kind == TOKEN_EQUAL;
    case TOKEN_FILE_METADATA_BEGIN:
      return p->frames.size == 1;
    default:
      return false;
  }
}

// Braces that are open between two places of the text, of attributes as a rule.
static unsigned open_braces(ptowsp_parser_t *p, const ptowsp_token_t *from, const char *to) {
  ptowsp_lexer_t lexer = p->lexer;
  unsigned open = 0;
  ptowsp_lexer_rewind(&lexer, from, 0);
  ptowsp_token_t token = ptowsp_lexer_next(&lexer);
  if (token.kind == TOKEN_RIGHT_BRACE) token = ptowsp_lexer_next(&lexer); // the one before
  for (; token.kind != TOKEN_EOF && token.start < to; token = ptowsp_lexer_next(&lexer)) {
    if (token.kind == TOKEN_LEFT_BRACE) open++;
    if (token.kind == TOKEN_RIGHT_BRACE && open) open--;
  }
  return open;
}

static void skip(ptowsp_parser_t *p, const ptowsp_token_t *begin) {
  unsigned open = open_braces(p, begin, p->token.start), depth = 0;
  if (p->token.start <= begin->start && p->token.kind != TOKEN_EOF) {
    depth = p->token.kind == TOKEN_LEFT_BRACE;
    ptowsp_parser_advance(p);
  }
  for (; p->token.kind != TOKEN_EOF; ptowsp_parser_advance(p)) {
    if (p->token.kind == TOKEN_LEFT_BRACE) {
      depth++;
    } else if (p->token.kind == TOKEN_RIGHT_BRACE) {
      if (!depth && !open && p->frames.size > 1) return;
      if (depth)
        depth--;
      else if (open)
        open--;
    } else if (!depth && first_on_line(&p->token) && at_item(p)) {
      return;
    }
  }
}

// ---------------------------------------------------------------- what is given up

static void poison(ptowsp_parser_t *p, const op_frame_t *frame) {
  struct ops_stacks *s = p->stacks;
  for (size_t i = frame->result_names; i < s->result_names.size; i++)
    ptowsp_vec_push(&p->poisoned, s->result_names.data[i].name);
}

bool ptowsp_scope_is_poisoned(const ptowsp_parser_t *p, ptowsp_str_t name) {
  if (p->any_name) return true;
  for (size_t i = 0; i < p->poisoned.size; i++)
    if (ptowsp_str_equal(p->poisoned.data[i], name)) return true;
  return false;
}

// The op's regions go with it: nothing may reuse them.
static void drop_frame(ptowsp_parser_t *p) {
  const op_frame_t *frame = ptowsp_parser_frame(p);
  poison(p, frame);
  p->stacks->carriers.size = frame->carriers;
  ptowsp_parser_pop_frame(p);
}

bool ptowsp_parser_recover(ptowsp_parser_t *p, const ptowsp_token_t *begin, size_t frames) {
  if (ptowsp_context_error_count(p->context) - p->failures >= MOST_ERRORS) {
    ptowsp_note(p->context, ptowsp_parser_loc(p), "too many errors; the rest is not read");
    return false;
  }
  if (begin->kind == TOKEN_CARET) p->any_name = true; // its arguments
  if (begin->kind == TOKEN_HASH || begin->kind == TOKEN_EXCLAMATION) p->any_alias = true;
  while (p->frames.size > frames) drop_frame(p);
  p->lexer.quiet = true;
  skip(p, begin);
  p->lexer.quiet = false;
  // Whether the rest was to end regions nobody knows.
  return !ptowsp_parser_at(p, TOKEN_EOF) || p->frames.size == 1;
}
