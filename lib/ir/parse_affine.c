// affine_map<…> and affine_set<…>: kept as text, in MLIR's normal form and with its names.
#include <stdlib.h>

#include "affine.h"
#include "parse.h"

enum { MAX_NAMES = 4096 };

// What waits for its right side: "(", a sign, or an operator with its left side.
typedef enum { WAIT_PAREN, WAIT_NEGATE, WAIT_ADD, WAIT_MULTIPLY } wait_t;

typedef struct {
  wait_t wait;
  ptowsp_affine_kind_t kind;
  bool subtract;
  const ptowsp_affine_t *lhs;
  ptowsp_loc_t loc;
} pending_t;

typedef struct {
  ptowsp_parser_t *p;
  ptowsp_buffer_t text;
  PTOWSP_VEC(ptowsp_str_t) names; // dimensions, then symbols
  size_t dim_count;
  ptowsp_arena_t *arena;
  PTOWSP_VEC(pending_t) pending;
} affine_t;

static bool parse_names(affine_t *a, ptowsp_token_kind_t close, char letter) {
  ptowsp_parser_t *p = a->p;
  size_t base = a->names.size;
  if (!ptowsp_parser_at(p, close)) do {
      if (!ptowsp_parser_at(p, TOKEN_BARE))
        return ptowsp_parser_fail(p, "expected bare identifier");
      ptowsp_str_t name = ptowsp_token_text(&p->token);
      for (size_t i = 0; i < a->names.size; i++)
        if (ptowsp_str_equal(a->names.data[i], name))
          return ptowsp_parser_fail(p, "redefinition of identifier '%.*s'", (int)name.size,
                                    name.data);
      if (a->names.size == MAX_NAMES)
        return ptowsp_parser_fail(p, "affine maps have at most %d dimensions", MAX_NAMES);
      size_t number = a->names.size - base;
      ptowsp_vec_push(&a->names, name);
      ptowsp_buffer_printf(&a->text, "%s%c%zu", number ? ", " : "", letter, number);
      ptowsp_parser_advance(p);
    } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  return ptowsp_parser_expect(p, close,
                              close == TOKEN_RIGHT_PAREN ? "expected ')'" : "expected ']'");
}

static const ptowsp_affine_t *find_name(affine_t *a) {
  ptowsp_str_t name = ptowsp_token_text(&a->p->token);
  for (size_t i = 0; i < a->names.size; i++)
    if (ptowsp_str_equal(a->names.data[i], name)) {
      bool dim = i < a->dim_count;
      return ptowsp_affine_leaf(a->arena, dim ? AFFINE_DIM : AFFINE_SYMBOL,
                                (int64_t)(dim ? i : i - a->dim_count));
    }
  ptowsp_parser_fail(a->p, "use of undeclared identifier");
  return NULL;
}

// A name or a number.
static const ptowsp_affine_t *parse_leaf(affine_t *a) {
  ptowsp_parser_t *p = a->p;
  const ptowsp_affine_t *leaf = NULL;
  uint64_t value;
  if (ptowsp_parser_at(p, TOKEN_BARE)) {
    leaf = find_name(a);
  } else if (!ptowsp_parser_at(p, TOKEN_INTEGER)) {
    ptowsp_parser_fail(p, "expected affine expression");
  } else if (!ptowsp_parser_u64(&p->token, &value) || value > INT64_MAX) {
    ptowsp_parser_fail(p, "constant too large for index");
  } else {
    leaf = ptowsp_affine_leaf(a->arena, AFFINE_CONSTANT, (int64_t)value);
  }
  if (leaf) ptowsp_parser_advance(p);
  return leaf;
}

// ---------------------------------------------------------------- operators

static bool check_affine(affine_t *a, const pending_t *op, const ptowsp_affine_t *rhs) {
  static const char *const words[] = {
      [AFFINE_MOD] = "mod", [AFFINE_FLOORDIV] = "floordiv", [AFFINE_CEILDIV] = "ceildiv"};
  if (rhs->symbolic || op->kind == AFFINE_ADD || (op->kind == AFFINE_MUL && op->lhs->symbolic))
    return true;
  if (op->kind == AFFINE_MUL)
    return ptowsp_parser_fail_at(a->p, op->loc,
                                 "non-affine expression: at least one of the multiply operands "
                                 "has to be either a constant or symbolic");
  return ptowsp_parser_fail_at(a->p, op->loc,
                               "non-affine expression: right operand of %s has to be either a "
                               "constant or symbolic",
                               words[op->kind]);
}

// Applies what waits on top and binds at least as tightly as `least`.
static bool reduce(affine_t *a, wait_t least, size_t base, const ptowsp_affine_t **value) {
  while (a->pending.size > base) {
    const pending_t *op = &a->pending.data[a->pending.size - 1];
    if (op->wait == WAIT_PAREN || (op->wait != WAIT_NEGATE && op->wait < least)) return true;
    if (op->wait == WAIT_NEGATE || op->subtract) *value = ptowsp_affine_negate(a->arena, *value);
    if (op->wait != WAIT_NEGATE) {
      if (!check_affine(a, op, *value)) return false;
      *value = ptowsp_affine_binary(a->arena, op->kind, op->lhs, *value);
    }
    if ((*value)->depth > PTOWSP_AFFINE_MAX_DEPTH)
      return ptowsp_parser_fail_at(a->p, op->loc, "affine expressions nest deeper than %d levels",
                                   PTOWSP_AFFINE_MAX_DEPTH);
    a->pending.size--;
  }
  return true;
}

// An operator at the current token; false: there is none.
static bool at_operator(const ptowsp_parser_t *p, pending_t *out) {
  *out = (pending_t){.wait = WAIT_MULTIPLY, .kind = AFFINE_MUL};
  switch (p->token.kind) {
    case TOKEN_PLUS:
    case TOKEN_MINUS:
      *out = (pending_t){
          .wait = WAIT_ADD, .kind = AFFINE_ADD, .subtract = p->token.kind == TOKEN_MINUS};
      return true;
    case TOKEN_STAR:
      return true;
    default:
      out->kind = ptowsp_token_is(&p->token, "floordiv")  ? AFFINE_FLOORDIV
                  : ptowsp_token_is(&p->token, "ceildiv") ? AFFINE_CEILDIV
                                                          : AFFINE_MOD;
      return out->kind != AFFINE_MOD || ptowsp_token_is(&p->token, "mod");
  }
}

// "(" and "-" in front of an operand.
static void parse_prefix(affine_t *a) {
  ptowsp_parser_t *p = a->p;
  while (ptowsp_parser_at(p, TOKEN_LEFT_PAREN) || ptowsp_parser_at(p, TOKEN_MINUS)) {
    wait_t wait = ptowsp_parser_at(p, TOKEN_MINUS) ? WAIT_NEGATE : WAIT_PAREN;
    ptowsp_vec_push(&a->pending, ((pending_t){.wait = wait, .loc = ptowsp_parser_loc(p)}));
    ptowsp_parser_advance(p);
  }
}

// ")" behind an operand, as long as one waits for it.
static bool close_parens(affine_t *a, size_t base, const ptowsp_affine_t **value) {
  while (ptowsp_parser_at(a->p, TOKEN_RIGHT_PAREN)) {
    if (!reduce(a, WAIT_ADD, base, value)) return false;
    if (a->pending.size == base) return true;
    a->pending.size--;
    ptowsp_parser_advance(a->p);
  }
  return true;
}

static const ptowsp_affine_t *parse_expression(affine_t *a) {
  ptowsp_parser_t *p = a->p;
  size_t base = a->pending.size;
  const ptowsp_affine_t *value;
  pending_t op;
  for (;;) {
    parse_prefix(a);
    value = parse_leaf(a);
    if (!value || !close_parens(a, base, &value)) return NULL;
    if (!at_operator(p, &op)) break;
    if (!reduce(a, op.wait, base, &value)) return NULL;
    op.lhs = value;
    op.loc = ptowsp_parser_loc(p);
    ptowsp_vec_push(&a->pending, op);
    ptowsp_parser_advance(p);
  }
  if (!reduce(a, WAIT_ADD, base, &value)) return NULL;
  if (a->pending.size == base) return value;
  ptowsp_parser_fail(p, "expected ')'");
  return NULL;
}

// expression >= expression, <= or ==; printed against 0
static bool parse_constraint(affine_t *a) {
  ptowsp_parser_t *p = a->p;
  const ptowsp_affine_t *lhs = parse_expression(a), *rhs;
  if (!lhs) return false;
  ptowsp_token_kind_t kind = p->token.kind;
  if (kind != TOKEN_EQUAL && kind != TOKEN_GREATER && kind != TOKEN_LESS)
    return ptowsp_parser_fail(p,
                              "expected '== affine-expr' or '>= affine-expr' at end of "
                              "integer set constraint");
  ptowsp_parser_advance(p);
  if (!ptowsp_parser_expect(p, TOKEN_EQUAL, "expected '=' in integer set constraint") ||
      !(rhs = parse_expression(a)))
    return false;
  const ptowsp_affine_t *more = kind == TOKEN_LESS ? rhs : lhs, *less = more == lhs ? rhs : lhs;
  less = ptowsp_affine_negate(a->arena, less);
  ptowsp_affine_print(&a->text, ptowsp_affine_binary(a->arena, AFFINE_ADD, more, less));
  ptowsp_buffer_puts(&a->text, kind == TOKEN_EQUAL ? " == 0" : " >= 0");
  return true;
}

static bool parse_list(affine_t *a, bool is_set) {
  ptowsp_parser_t *p = a->p;
  ptowsp_buffer_putc(&a->text, '(');
  if (!ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '('")) return false;
  if (is_set && ptowsp_parser_at(p, TOKEN_RIGHT_PAREN)) ptowsp_buffer_puts(&a->text, "0 == 0");
  if (!ptowsp_parser_at(p, TOKEN_RIGHT_PAREN)) do {
      const ptowsp_affine_t *value = is_set ? NULL : parse_expression(a);
      if (is_set ? !parse_constraint(a) : !value) return false;
      if (value) ptowsp_affine_print(&a->text, value);
      if (ptowsp_parser_at(p, TOKEN_COMMA)) ptowsp_buffer_puts(&a->text, ", ");
    } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  ptowsp_buffer_putc(&a->text, ')');
  return ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')'");
}

static bool parse_body(affine_t *a, bool is_set) {
  ptowsp_parser_t *p = a->p;
  ptowsp_buffer_puts(&a->text, is_set ? "affine_set<(" : "affine_map<(");
  if (!ptowsp_parser_expect(p, TOKEN_LESS, "expected '<'") ||
      !ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '('") ||
      !parse_names(a, TOKEN_RIGHT_PAREN, 'd'))
    return false;
  a->dim_count = a->names.size;
  ptowsp_buffer_putc(&a->text, ')');
  if (ptowsp_parser_accept(p, TOKEN_LEFT_SQUARE)) {
    size_t before = a->text.size;
    ptowsp_buffer_putc(&a->text, '[');
    if (!parse_names(a, TOKEN_RIGHT_SQUARE, 's')) return false;
    if (a->names.size > a->dim_count)
      ptowsp_buffer_putc(&a->text, ']');
    else
      a->text.size = before;
  }
  ptowsp_buffer_puts(&a->text, is_set ? " : " : " -> ");
  if (!(is_set ? ptowsp_parser_expect(p, TOKEN_COLON, "expected ':'")
               : ptowsp_parser_expect(p, TOKEN_ARROW, "expected '->'")))
    return false;
  if (!parse_list(a, is_set)) return false;
  ptowsp_buffer_putc(&a->text, '>');
  return ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>'");
}

bool ptowsp_parse_affine(ptowsp_parser_t *parser, bool is_set, ptowsp_attr_t *out_attr) {
  affine_t affine = {.p = parser, .arena = ptowsp_arena_create()};
  bool ok = parse_body(&affine, is_set);
  if (ok)
    *out_attr =
        ptowsp_attr_affine(parser->context, (ptowsp_str_t){affine.text.data, affine.text.size});
  ptowsp_buffer_deinit(&affine.text);
  ptowsp_vec_deinit(&affine.names);
  ptowsp_vec_deinit(&affine.pending);
  ptowsp_arena_destroy(affine.arena);
  return ok;
}
