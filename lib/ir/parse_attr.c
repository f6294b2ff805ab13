// Types and attributes. A value that holds others is a frame (a nest) on a stack:
// `begin` looks at a token and gives a finished value or opens a nest, `resume`
// hands a finished value to the innermost nest.
#include <stdlib.h>
#include <string.h>

#include "ir_internal.h"
#include "parse_nest.h"

typedef enum { STEP_FAILED, STEP_DONE, STEP_NESTED } step_t;

nest_t *ptowsp_nest_push(ptowsp_parser_t *p, nest_kind_t kind, ptowsp_want_t want) {
  nest_t nest = {.kind = kind,
                 .values = (uint32_t)p->values.size,
                 .dims = (uint32_t)p->dims.size,
                 .token = p->token};
  ptowsp_vec_push(&p->nests, nest);
  p->want = want;
  return &p->nests.data[p->nests.size - 1];
}

static nest_t pop(ptowsp_parser_t *p) {
  nest_t nest = p->nests.data[--p->nests.size];
  p->values.size = nest.values;
  p->dims.size = nest.dims;
  return nest;
}

// ---------------------------------------------------------------- starting an attribute

static step_t begin_number(ptowsp_parser_t *p, const void **out, bool negative) {
  if (negative) ptowsp_parser_advance(p);
  if (!ptowsp_parser_at(p, TOKEN_INTEGER) && !ptowsp_parser_at(p, TOKEN_FLOAT))
    return ptowsp_parser_fail(p, "expected constant integer or floating point value"), STEP_FAILED;
  ptowsp_token_t token = p->token;
  ptowsp_parser_advance(p);
  if (!ptowsp_parser_accept(p, TOKEN_COLON)) {
    ptowsp_type_t type = token.kind == TOKEN_FLOAT ? ptowsp_type_float(p->context, PTOWSP_FLOAT_F64)
                                                   : ptowsp_type_i(p->context, 64);
    return ptowsp_parse_number(p, &token, negative, type, (ptowsp_attr_t *)out) ? STEP_DONE
                                                                                : STEP_FAILED;
  }
  nest_t *nest = ptowsp_nest_push(p, NEST_NUMBER, WANT_TYPE);
  nest->token = token;
  nest->flag = negative;
  return STEP_NESTED;
}

static step_t begin_string(ptowsp_parser_t *p, const void **out) {
  *out = ptowsp_attr_string(p->context, ptowsp_parser_string(p, &p->token));
  ptowsp_parser_advance(p);
  if (!ptowsp_parser_accept(p, TOKEN_COLON)) return STEP_DONE;
  ptowsp_nest_push(p, NEST_STRING, WANT_TYPE);
  ptowsp_vec_push(&p->values, *out);
  return STEP_NESTED;
}

// A name of a path. What stands between two of them does not stand in one.
static bool read_symbol(ptowsp_parser_t *p, const char **out_name) {
  ptowsp_loc_t at = ptowsp_parser_loc(p);
  if (!ptowsp_parser_symbol_name(p, out_name)) return false;
  return !strstr(*out_name, "::@") ||
         ptowsp_parser_fail_at(p, at, "a symbol that is referred to has no '::@' in its name");
}

static step_t begin_symbol(ptowsp_parser_t *p, const void **out) {
  const char *name;
  ptowsp_buffer_t path = {0};
  bool ok = read_symbol(p, &name);
  if (ok) ptowsp_buffer_puts(&path, name);
  while (ok && ptowsp_parser_accept(p, TOKEN_COLON_COLON)) {
    ok = ptowsp_parser_at(p, TOKEN_AT) ||
         ptowsp_parser_fail(p, "expected nested symbol reference identifier");
    ok = ok && read_symbol(p, &name);
    if (ok) ptowsp_buffer_printf(&path, "::@%s", name);
  }
  if (ok) *out = ptowsp_attr_symbol(p->context, (ptowsp_str_t){path.data, path.size});
  ptowsp_buffer_deinit(&path);
  return ok ? STEP_DONE : STEP_FAILED;
}

static step_t begin_array(ptowsp_parser_t *p, const void **out) {
  ptowsp_parser_advance(p);
  if (ptowsp_parser_accept(p, TOKEN_RIGHT_SQUARE)) {
    *out = ptowsp_attr_array(p->context, NULL, 0);
    return STEP_DONE;
  }
  ptowsp_nest_push(p, NEST_ARRAY, WANT_ATTR);
  return STEP_NESTED;
}

static bool close_dictionary(ptowsp_parser_t *p, size_t base, const void **out);

enum { FEW_ENTRIES = 64 }; // whose names are compared one by one

// Adds the name at the current token to the entries from `base` on.
static bool add_name(ptowsp_parser_t *p, size_t base, ptowsp_str_t text) {
  const char *name = ptowsp_intern(p->context, text);
  for (size_t i = base; i < p->values.size && p->values.size < base + 2 * FEW_ENTRIES; i += 2)
    if (p->values.data[i] == name)
      return ptowsp_parser_fail(p, "duplicate key '%s' in dictionary attribute", name);
  ptowsp_vec_push(&p->values, (const void *)name);
  return true;
}

// Reads "name" or "name =". An entry without a value is a unit. Sets *out_nested if a value
// follows; otherwise the dictionary may be complete.
static step_t read_entries(ptowsp_parser_t *p, size_t base, const void **out) {
  for (;;) {
    if (!ptowsp_parser_at(p, TOKEN_BARE) && !ptowsp_parser_at(p, TOKEN_STRING))
      return ptowsp_parser_fail(p, "expected attribute name"), STEP_FAILED;
    ptowsp_str_t name = ptowsp_parser_at(p, TOKEN_STRING) ? ptowsp_parser_string(p, &p->token)
                                                          : ptowsp_token_text(&p->token);
    if (!name.size) return ptowsp_parser_fail(p, "expected valid attribute name"), STEP_FAILED;
    if (memchr(name.data, 0, name.size))
      return ptowsp_parser_fail(p, "attribute names hold no NUL byte"), STEP_FAILED;
    if (!add_name(p, base, name)) return STEP_FAILED;
    ptowsp_parser_advance(p);
    if (ptowsp_parser_accept(p, TOKEN_EQUAL)) {
      p->want = WANT_ATTR;
      return STEP_NESTED;
    }
    ptowsp_vec_push(&p->values, (const void *)ptowsp_attr_unit(p->context));
    if (ptowsp_parser_accept(p, TOKEN_COMMA)) continue;
    if (!ptowsp_parser_expect(p, TOKEN_RIGHT_BRACE, "expected '}' in attribute dictionary"))
      return STEP_FAILED;
    return close_dictionary(p, base, out) ? STEP_DONE : STEP_FAILED;
  }
}

static step_t begin_dictionary(ptowsp_parser_t *p, const void **out) {
  ptowsp_nest_push(p, NEST_DICTIONARY, WANT_ATTR);
  ptowsp_parser_advance(p);
  size_t base = p->values.size;
  step_t step = STEP_DONE;
  if (ptowsp_parser_accept(p, TOKEN_RIGHT_BRACE))
    *out = ptowsp_attr_dictionary(p->context, NULL, 0);
  else
    step = read_entries(p, base, out);
  if (step == STEP_DONE) pop(p);
  return step;
}

bool ptowsp_parser_fail_alias(ptowsp_parser_t *p, const ptowsp_token_t *token) {
  enum { MANY = 1000 };
  if (p->any_alias) return false; // what failed may have defined it
  ptowsp_nearest_t nearest = ptowsp_nearest_begin(ptowsp_token_text(token));
  for (size_t i = 0; i < p->aliases.size && i < MANY && token->size > 3; i++)
    if (p->aliases.data[i].name.data[0] == *token->start)
      ptowsp_nearest_offer(&nearest, ptowsp_intern(p->context, p->aliases.data[i].name));
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_printf(&text, "undefined symbol alias id '%.*s'", (int)token->size - 1,
                       token->start + 1);
  ptowsp_emit_word(p->context, ptowsp_token_loc(&p->lexer, token), &nearest, text.data);
  ptowsp_buffer_deinit(&text);
  return false;
}

static step_t begin_hash(ptowsp_parser_t *p, const void **out) {
  ptowsp_token_t name = p->token;
  if (!memchr(name.start, '.', name.size) && !(p->lexer.at < p->lexer.end && *p->lexer.at == '<')) {
    *out = ptowsp_parser_use_alias(p);
    return *out ? STEP_DONE : STEP_FAILED;
  }
  bool ok = ptowsp_parse_opaque_attr(p, (ptowsp_attr_t *)out);
  if (!ok || !ptowsp_parser_at(p, TOKEN_COLON)) return ok ? STEP_DONE : STEP_FAILED;
  ptowsp_parser_advance(p);
  ptowsp_nest_push(p, NEST_OPAQUE, WANT_TYPE);
  ptowsp_vec_push(&p->values, *out);
  return STEP_NESTED;
}

static bool parse_strided(ptowsp_parser_t *p, const void **out);

// dense<…>, sparse<…>: read once the type behind is known.
static step_t begin_elements(ptowsp_parser_t *p, nest_kind_t kind) {
  ptowsp_parser_advance(p);
  ptowsp_nest_push(p, kind, WANT_TYPE);
  return ptowsp_parse_dense_skip(p) &&
                 ptowsp_parser_expect(p, TOKEN_COLON, "expected ':' and a type after elements")
             ? STEP_NESTED
             : STEP_FAILED;
}

// dense_resource<key> : type
static step_t begin_resource(ptowsp_parser_t *p) {
  ptowsp_parser_advance(p);
  if (!ptowsp_parser_expect(p, TOKEN_LESS, "expected '<' after 'dense_resource'"))
    return STEP_FAILED;
  if (!ptowsp_parser_at(p, TOKEN_BARE) && !ptowsp_parser_at(p, TOKEN_STRING))
    return ptowsp_parser_fail(p, "expected the key of a resource"), STEP_FAILED;
  ptowsp_nest_push(p, NEST_RESOURCE, WANT_TYPE);
  ptowsp_parser_advance(p);
  return ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>' after the key of a resource") &&
                 ptowsp_parser_expect(p, TOKEN_COLON, "expected ':' and a type after a resource")
             ? STEP_NESTED
             : STEP_FAILED;
}

size_t ptowsp_parser_distinct(ptowsp_parser_t *p, uint64_t number) {
  size_t at = 0;
  while (at < p->distinct.size && p->distinct.data[at] != number) at++;
  if (at == p->distinct.size) ptowsp_vec_push(&p->distinct, number);
  return at;
}

// distinct[number]<attribute>, or <> of a unit. Numbers are given anew, in the order of the text.
static step_t begin_distinct(ptowsp_parser_t *p) {
  uint64_t number;
  ptowsp_parser_advance(p);
  if (!ptowsp_parser_expect(p, TOKEN_LEFT_SQUARE, "expected '[' after 'distinct'"))
    return STEP_FAILED;
  if (!ptowsp_parser_at(p, TOKEN_INTEGER) || !ptowsp_parser_u64(&p->token, &number))
    return ptowsp_parser_fail(p, "expected distinct ID"), STEP_FAILED;
  nest_t *nest = ptowsp_nest_push(p, NEST_DISTINCT, WANT_ATTR);
  nest->count = (uint32_t)ptowsp_parser_distinct(p, number);
  ptowsp_parser_advance(p);
  if (!ptowsp_parser_expect(p, TOKEN_RIGHT_SQUARE, "expected ']' to close distinct ID") ||
      !ptowsp_parser_expect(p, TOKEN_LESS, "expected '<' after distinct ID"))
    return STEP_FAILED;
  return STEP_NESTED;
}

// Attributes that start with a keyword; types are attributes too.
static step_t begin_keyword(ptowsp_parser_t *p, const void **out) {
  if (ptowsp_parser_accept_keyword(p, "unit")) {
    *out = ptowsp_attr_unit(p->context);
    return STEP_DONE;
  }
  bool is_true = ptowsp_token_is(&p->token, "true");
  if (is_true || ptowsp_token_is(&p->token, "false")) {
    ptowsp_parser_advance(p);
    *out = ptowsp_attr_bool(p->context, is_true);
    return STEP_DONE;
  }
  if (ptowsp_parser_accept_keyword(p, "array"))
    return ptowsp_parse_dense_array(p, (ptowsp_attr_t *)out) ? STEP_DONE : STEP_FAILED;
  if (ptowsp_parser_accept_keyword(p, "strided"))
    return parse_strided(p, out) ? STEP_DONE : STEP_FAILED;
  bool is_set = ptowsp_token_is(&p->token, "affine_set");
  if (is_set || ptowsp_token_is(&p->token, "affine_map")) {
    ptowsp_parser_advance(p);
    return ptowsp_parse_affine(p, is_set, (ptowsp_attr_t *)out) ? STEP_DONE : STEP_FAILED;
  }
  if (ptowsp_parser_accept_keyword(p, "loc")) {
    ptowsp_context_note_alias(p->context);
    ptowsp_nest_push(p, NEST_LOC, WANT_LOC);
    return ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '(' in location") ? STEP_NESTED
                                                                                 : STEP_FAILED;
  }
  if (ptowsp_token_is(&p->token, "dense")) return begin_elements(p, NEST_DENSE);
  if (ptowsp_token_is(&p->token, "sparse")) return begin_elements(p, NEST_SPARSE);
  if (ptowsp_token_is(&p->token, "dense_resource")) return begin_resource(p);
  if (ptowsp_token_is(&p->token, "distinct")) {
    step_t step = begin_distinct(p);
    if (step != STEP_NESTED || !ptowsp_parser_at(p, TOKEN_GREATER)) return step;
    *out = ptowsp_attr_unit(p->context);
    return STEP_DONE;
  }
  ptowsp_nest_push(p, NEST_TYPE_ATTR, WANT_TYPE);
  return STEP_NESTED;
}

static step_t begin_attr(ptowsp_parser_t *p, const void **out) {
  switch (p->token.kind) {
    case TOKEN_INTEGER:
    case TOKEN_FLOAT:
      return begin_number(p, out, false);
    case TOKEN_MINUS:
      return begin_number(p, out, true);
    case TOKEN_STRING:
      return begin_string(p, out);
    case TOKEN_AT:
      return begin_symbol(p, out);
    case TOKEN_LEFT_SQUARE:
      return begin_array(p, out);
    case TOKEN_LEFT_BRACE:
      return begin_dictionary(p, out);
    case TOKEN_HASH:
      return begin_hash(p, out);
    case TOKEN_BARE:
      return begin_keyword(p, out);
    case TOKEN_EXCLAMATION:
    case TOKEN_LEFT_PAREN:
      ptowsp_nest_push(p, NEST_TYPE_ATTR, WANT_TYPE);
      return STEP_NESTED;
    default:
      ptowsp_parser_fail(p, "expected attribute value");
      return STEP_FAILED;
  }
}

// strided<[s, …], offset: o>, behind the keyword.
static bool parse_strided(ptowsp_parser_t *p, const void **out) {
  size_t base = p->dims.size;
  int64_t offset = 0, value = 0;
  bool ok = ptowsp_parser_expect(p, TOKEN_LESS, "expected '<' after 'strided'") &&
            ptowsp_parser_expect(p, TOKEN_LEFT_SQUARE, "expected '['");
  if (ok && !ptowsp_parser_at(p, TOKEN_RIGHT_SQUARE)) do {
      bool dynamic = ptowsp_parser_accept(p, TOKEN_QUESTION);
      ok = dynamic || ptowsp_parser_integer(p, &value);
      ptowsp_vec_push(&p->dims, dynamic ? PTOWSP_DYNAMIC : value);
    } while (ok && ptowsp_parser_accept(p, TOKEN_COMMA));
  ok = ok && ptowsp_parser_expect(p, TOKEN_RIGHT_SQUARE, "expected ']'");
  if (ok && ptowsp_parser_accept(p, TOKEN_COMMA)) {
    ok = (ptowsp_parser_accept_keyword(p, "offset") ||
          ptowsp_parser_fail(p, "expected 'offset' after comma")) &&
         ptowsp_parser_expect(p, TOKEN_COLON, "expected ':' after 'offset'");
    if (ok && ptowsp_parser_accept(p, TOKEN_QUESTION))
      offset = PTOWSP_DYNAMIC;
    else
      ok = ok && ptowsp_parser_integer(p, &offset);
  }
  ok = ok && ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>'");
  if (ok) *out = ptowsp_attr_strided(p->context, p->dims.data + base, p->dims.size - base, offset);
  p->dims.size = base;
  return ok;
}

static bool close_dictionary(ptowsp_parser_t *p, size_t base, const void **out) {
  size_t count = (p->values.size - base) / 2;
  const ptowsp_named_attr_t *entries = (const void *)(p->values.data + base);
  if (count > FEW_ENTRIES) {
    const char *twice = ptowsp_nest_duplicate(entries, count);
    if (twice) return ptowsp_parser_fail(p, "duplicate key '%s' in dictionary attribute", twice);
  }
  *out = ptowsp_attr_dictionary(p->context, entries, count);
  return true;
}

// ---------------------------------------------------------------- continuing

static step_t resume_array(ptowsp_parser_t *p, const void **value) {
  ptowsp_vec_push(&p->values, *value);
  if (ptowsp_parser_accept(p, TOKEN_COMMA)) {
    p->want = WANT_ATTR;
    return STEP_NESTED;
  }
  if (!ptowsp_parser_expect(p, TOKEN_RIGHT_SQUARE, "expected ']' in array attribute"))
    return STEP_FAILED;
  size_t base = p->nests.data[p->nests.size - 1].values;
  *value = ptowsp_attr_array(p->context, (const ptowsp_attr_t *)(p->values.data + base),
                             p->values.size - base);
  pop(p);
  return STEP_DONE;
}

static step_t resume_dictionary(ptowsp_parser_t *p, const void **value) {
  size_t base = p->nests.data[p->nests.size - 1].values;
  ptowsp_vec_push(&p->values, *value);
  step_t step;
  if (ptowsp_parser_accept(p, TOKEN_COMMA)) {
    step = read_entries(p, base, value);
  } else {
    if (!ptowsp_parser_expect(p, TOKEN_RIGHT_BRACE, "expected '}' in attribute dictionary"))
      return STEP_FAILED;
    step = close_dictionary(p, base, value) ? STEP_DONE : STEP_FAILED;
  }
  if (step == STEP_DONE) pop(p);
  return step;
}

static step_t from_type_step(ptowsp_type_step_t step) {
  return step == TYPE_FAILED ? STEP_FAILED : step == TYPE_DONE ? STEP_DONE : STEP_NESTED;
}

static step_t resume_resource(ptowsp_parser_t *p, const void **value) {
  nest_t nest = pop(p);
  ptowsp_str_t key = nest.token.kind == TOKEN_STRING ? ptowsp_parser_string(p, &nest.token)
                                                     : ptowsp_token_text(&nest.token);
  ptowsp_type_kind_t kind = ptowsp_type_kind(*value);
  if (kind != PTOWSP_TYPE_TENSOR && kind != PTOWSP_TYPE_VECTOR && kind != PTOWSP_TYPE_MEMREF)
    return ptowsp_parser_fail(p, "`dense_resource` expected a shaped type"), STEP_FAILED;
  *value = ptowsp_attr_resource(p->context, key, *value);
  return STEP_DONE;
}

static step_t resume(ptowsp_parser_t *p, const void **value) {
  nest_t *top = &p->nests.data[p->nests.size - 1];
  nest_t nest;
  bool ok;
  switch (top->kind) {
    case NEST_ARRAY:
      return resume_array(p, value);
    case NEST_DICTIONARY:
      return resume_dictionary(p, value);
    case NEST_NUMBER:
      nest = pop(p);
      ok = ptowsp_parse_number(p, &nest.token, nest.flag, *value, (ptowsp_attr_t *)value);
      return ok ? STEP_DONE : STEP_FAILED;
    case NEST_OPAQUE: {
      ptowsp_attr_t untyped = p->values.data[top->values];
      *value = ptowsp_attr_opaque_typed(untyped, *value);
      pop(p);
      return STEP_DONE;
    }
    case NEST_STRING: {
      ptowsp_str_t text = ptowsp_attr_text(p->values.data[top->values]);
      *value = ptowsp_attr_typed_string(p->context, text, *value);
      pop(p);
      return STEP_DONE;
    }
    case NEST_RESOURCE:
      return resume_resource(p, value);
    case NEST_DISTINCT:
      nest = pop(p);
      if (!ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>' to close a distinct attribute"))
        return STEP_FAILED;
      *value = ptowsp_attr_distinct(p->context, nest.count, *value);
      return STEP_DONE;
    case NEST_SPARSE:
      nest = pop(p);
      ok = ptowsp_parse_sparse(p, &nest.token, *value, (ptowsp_attr_t *)value);
      return ok ? STEP_DONE : STEP_FAILED;
    case NEST_TYPE_ATTR:
      pop(p);
      *value = ptowsp_attr_type(p->context, *value);
      return STEP_DONE;
    case NEST_DENSE:
      nest = pop(p);
      ok = ptowsp_parse_dense(p, &nest.token, *value, (ptowsp_attr_t *)value);
      return ok ? STEP_DONE : STEP_FAILED;
    case NEST_LOC:
    case NEST_LOC_NAME:
    case NEST_LOC_CALLSITE:
    case NEST_LOC_METADATA:
    case NEST_LOC_FUSED:
      return from_type_step(ptowsp_loc_resume(p, value));
    default:
      return from_type_step(ptowsp_type_resume(p, value));
  }
}

static bool run(ptowsp_parser_t *p, ptowsp_want_t want, const void **out) {
  size_t floor = p->nests.size, values = p->values.size, dims = p->dims.size;
  const void *value = NULL;
  p->want = want;
  for (;;) {
    step_t step = p->want == WANT_TYPE  ? from_type_step(ptowsp_type_begin(p, &value))
                  : p->want == WANT_LOC ? from_type_step(ptowsp_loc_begin(p, &value))
                                        : begin_attr(p, &value);
    while (step == STEP_DONE && p->nests.size > floor) step = resume(p, &value);
    if (step == STEP_DONE) {
      *out = value;
      return true;
    }
    if (step == STEP_NESTED && p->nests.size - floor > PTOWSP_PARSE_MAX_DEPTH) {
      ptowsp_parser_fail(p, "types and attributes nest deeper than %d levels",
                         PTOWSP_PARSE_MAX_DEPTH);
      step = STEP_FAILED;
    }
    if (step == STEP_FAILED) {
      p->nests.size = floor;
      p->values.size = values;
      p->dims.size = dims;
      return false;
    }
  }
}

bool ptowsp_parse_type_at(ptowsp_parser_t *p, ptowsp_type_t *out_type) {
  const void *value;
  if (!run(p, WANT_TYPE, &value)) return false;
  *out_type = value;
  return true;
}

bool ptowsp_parse_location_at(ptowsp_parser_t *p, ptowsp_attr_t *out_location) {
  const void *value;
  if (!run(p, WANT_LOC, &value)) return false;
  *out_location = value;
  return true;
}

bool ptowsp_parse_attr_at(ptowsp_parser_t *p, ptowsp_attr_t *out_attr) {
  const void *value;
  if (!run(p, WANT_ATTR, &value)) return false;
  *out_attr = value;
  return true;
}

bool ptowsp_parse_dictionary_at(ptowsp_parser_t *p, ptowsp_attr_t *out_dictionary) {
  if (!ptowsp_parser_at(p, TOKEN_LEFT_BRACE))
    return ptowsp_parser_fail(p, "expected '{' to open attribute dictionary");
  return ptowsp_parse_attr_at(p, out_dictionary);
}
