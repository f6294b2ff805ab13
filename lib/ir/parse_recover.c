// After a syntax error: what was begun is given up, and reading goes on at the next operation,
// label, definition or end of a region that the text shows. What was named in the part that was
// given up counts as defined, so that one mistake is one error. An op whose head is wrong is given
// up, but what its regions hold is read for the mistakes in it.
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

// ---------------------------------------------------------------- regions of what is given up

// Whether a region begins behind a '{', and not attributes: a name, then '=', ',' or '}'.
static bool opens_region(ptowsp_lexer_t lexer) {
  ptowsp_token_kind_t kind = ptowsp_lexer_next(&lexer).kind;
  if (kind != TOKEN_BARE && kind != TOKEN_STRING)
    return kind == TOKEN_PERCENT || kind == TOKEN_CARET || kind == TOKEN_RIGHT_BRACE;
  kind = ptowsp_lexer_next(&lexer).kind;
  return kind != TOKEN_EQUAL && kind != TOKEN_COMMA && kind != TOKEN_RIGHT_BRACE;
}

// The '{' of the first region of the op that begins at a token.
static bool find_region(ptowsp_parser_t *p, const ptowsp_token_t *begin,
                        ptowsp_token_t *out_brace) {
  ptowsp_token_t before = p->token;
  ptowsp_lexer_t lexer = p->lexer;
  unsigned depth = 0;
  bool found = false, ended = false;
  ptowsp_lexer_rewind(&p->lexer, begin, 0);
  ptowsp_parser_advance(p);
  while (!found && !ended) {
    ptowsp_parser_advance(p);
    ptowsp_token_kind_t kind = p->token.kind;
    found = kind == TOKEN_LEFT_BRACE && !depth && opens_region(p->lexer);
    ended = kind == TOKEN_EOF || (kind == TOKEN_RIGHT_BRACE && !depth) ||
            (!depth && first_on_line(&p->token) && at_item(p));
    if (found) *out_brace = p->token;
    if (kind == TOKEN_LEFT_BRACE) depth++;
    if (kind == TOKEN_RIGHT_BRACE && depth) depth--;
  }
  p->token = before;
  p->lexer = lexer;
  return found;
}

// Every name in the head may be one that it was to define.
static void poison_head(ptowsp_parser_t *p, const ptowsp_token_t *begin, const char *end) {
  ptowsp_lexer_t lexer = p->lexer;
  ptowsp_lexer_rewind(&lexer, begin, 0);
  for (ptowsp_token_t token = ptowsp_lexer_next(&lexer);
       token.kind != TOKEN_EOF && token.start < end; token = ptowsp_lexer_next(&lexer))
    if (token.kind == TOKEN_PERCENT) ptowsp_vec_push(&p->poisoned, ptowsp_token_text(&token));
}

// `info` is of the op, if it is known.
static void enter_lost(ptowsp_parser_t *p, const ptowsp_token_t *begin, const ptowsp_token_t *brace,
                       const ptowsp_op_info_t *info) {
  poison_head(p, begin, brace->start);
  ptowsp_lexer_rewind(&p->lexer, brace, 0);
  ptowsp_parser_advance(p);
  ptowsp_parser_push_frame(p);
  op_frame_t *frame = ptowsp_parser_frame(p);
  frame->info = info;
  frame->lost = true;
  ptowsp_expect_region(p);
  ptowsp_open_region(p, false);
}

// } else {    } do {    }, {
static bool at_next_region(const ptowsp_parser_t *p) {
  ptowsp_lexer_t lexer = p->lexer;
  bool joins = ptowsp_parser_at(p, TOKEN_COMMA) || ptowsp_token_is(&p->token, "else") ||
               ptowsp_token_is(&p->token, "do");
  return joins && ptowsp_lexer_next(&lexer).kind == TOKEN_LEFT_BRACE;
}

ptowsp_op_step_t ptowsp_parser_end_lost(ptowsp_parser_t *p) {
  if (at_next_region(p)) {
    ptowsp_parser_advance(p);
    ptowsp_expect_region(p);
    ptowsp_open_region(p, false);
    return OP_REGION;
  }
  drop_frame(p);
  p->lexer.quiet = true;
  ptowsp_token_t rest = p->token;
  bool ended = rest.kind == TOKEN_RIGHT_BRACE || (first_on_line(&rest) && at_item(p));
  if (rest.kind != TOKEN_EOF && !ended) skip(p, &rest);
  p->lexer.quiet = false;
  return OP_DONE;
}

static bool begins_op(const ptowsp_token_t *token) {
  return token->kind == TOKEN_PERCENT || token->kind == TOKEN_BARE || token->kind == TOKEN_STRING;
}

bool ptowsp_parser_recover(ptowsp_parser_t *p, const ptowsp_token_t *begin, size_t frames) {
  if (ptowsp_context_error_count(p->context) - p->failures >= MOST_ERRORS) {
    ptowsp_note(p->context, ptowsp_parser_loc(p), "too many errors; the rest is not read");
    return false;
  }
  if (begin->kind == TOKEN_CARET) p->any_name = true; // its arguments
  if (begin->kind == TOKEN_HASH || begin->kind == TOKEN_EXCLAMATION) p->any_alias = true;
  const ptowsp_op_info_t *info = p->frames.size > frames ? p->frames.data[frames].info : NULL;
  ptowsp_token_t brace;
  while (p->frames.size > frames) drop_frame(p);
  p->lexer.quiet = true;
  bool has_region =
      p->frames.size < PTOWSP_PARSE_MAX_DEPTH && begins_op(begin) && find_region(p, begin, &brace);
  if (has_region)
    enter_lost(p, begin, &brace, info);
  else
    skip(p, begin);
  p->lexer.quiet = false;
  // Whether the rest was to end regions nobody knows.
  return !ptowsp_parser_at(p, TOKEN_EOF) || p->frames.size == 1;
}
