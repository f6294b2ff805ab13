// affine_map<…> and affine_set<…>: kept as text, with MLIR's spacing and names.
#include <stdlib.h>

#include "parse.h"

enum { MAX_NAMES = 4096 };

typedef struct {
  ptowsp_parser_t *p;
  ptowsp_buffer_t text;
  PTOWSP_VEC(ptowsp_str_t) names; // dimensions, then symbols
  size_t dim_count;
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

static bool spell_name(affine_t *a) {
  ptowsp_str_t name = ptowsp_token_text(&a->p->token);
  for (size_t i = 0; i < a->names.size; i++)
    if (ptowsp_str_equal(a->names.data[i], name)) {
      bool dim = i < a->dim_count;
      ptowsp_buffer_printf(&a->text, "%c%zu", dim ? 'd' : 's', dim ? i : i - a->dim_count);
      return true;
    }
  return ptowsp_parser_fail(a->p, "use of undeclared identifier");
}

// An operand of an expression with what may stand before it: "(" and "-".
static bool parse_operand(affine_t *a, size_t *depth) {
  ptowsp_parser_t *p = a->p;
  for (;;) {
    if (ptowsp_parser_accept(p, TOKEN_LEFT_PAREN)) {
      ++*depth;
      ptowsp_buffer_putc(&a->text, '(');
    } else if (ptowsp_parser_accept(p, TOKEN_MINUS)) {
      ptowsp_buffer_putc(&a->text, '-');
    } else {
      break;
    }
  }
  uint64_t value;
  if (ptowsp_parser_at(p, TOKEN_BARE)) {
    if (!spell_name(a)) return false;
  } else if (ptowsp_parser_at(p, TOKEN_INTEGER)) {
    if (!ptowsp_parser_u64(&p->token, &value) || value > INT64_MAX)
      return ptowsp_parser_fail(p, "constant too large for index");
    ptowsp_buffer_printf(&a->text, "%llu", (unsigned long long)value);
  } else {
    return ptowsp_parser_fail(p, "expected affine expression");
  }
  ptowsp_parser_advance(p);
  while (*depth && ptowsp_parser_accept(p, TOKEN_RIGHT_PAREN)) {
    --*depth;
    ptowsp_buffer_putc(&a->text, ')');
  }
  return true;
}

// A binary operator with its spaces; false without an error if there is none.
static bool accept_operator(affine_t *a) {
  ptowsp_parser_t *p = a->p;
  bool word = ptowsp_token_is(&p->token, "floordiv") || ptowsp_token_is(&p->token, "ceildiv") ||
              ptowsp_token_is(&p->token, "mod");
  if (!word && !ptowsp_parser_at(p, TOKEN_PLUS) && !ptowsp_parser_at(p, TOKEN_MINUS) &&
      !ptowsp_parser_at(p, TOKEN_STAR))
    return false;
  ptowsp_buffer_printf(&a->text, " %.*s ", (int)p->token.size, p->token.start);
  ptowsp_parser_advance(p);
  return true;
}

static bool parse_expression(affine_t *a) {
  size_t depth = 0;
  do {
    if (!parse_operand(a, &depth)) return false;
  } while (accept_operator(a));
  return depth == 0 || ptowsp_parser_fail(a->p, "expected ')'");
}

// expression >= 0, expression == 0, also between two expressions
static bool parse_constraint(affine_t *a) {
  ptowsp_parser_t *p = a->p;
  if (!parse_expression(a)) return false;
  bool equal = ptowsp_parser_at(p, TOKEN_EQUAL);
  if (!equal && !ptowsp_parser_at(p, TOKEN_GREATER))
    return ptowsp_parser_fail(p,
                              "expected '== affine-expr' or '>= affine-expr' at end of "
                              "integer set constraint");
  ptowsp_parser_advance(p);
  ptowsp_buffer_puts(&a->text, equal ? " == " : " >= ");
  return ptowsp_parser_expect(p, TOKEN_EQUAL, "expected '=' in integer set constraint") &&
         parse_expression(a);
}

static bool parse_list(affine_t *a, bool is_set) {
  ptowsp_parser_t *p = a->p;
  ptowsp_buffer_putc(&a->text, '(');
  if (!ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '('")) return false;
  if (!ptowsp_parser_at(p, TOKEN_RIGHT_PAREN)) do {
      if (!(is_set ? parse_constraint(a) : parse_expression(a))) return false;
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
  affine_t affine = {.p = parser};
  bool ok = parse_body(&affine, is_set);
  if (ok)
    *out_attr =
        ptowsp_attr_affine(parser->context, (ptowsp_str_t){affine.text.data, affine.text.size});
  ptowsp_buffer_deinit(&affine.text);
  ptowsp_vec_deinit(&affine.names);
  return ok;
}
