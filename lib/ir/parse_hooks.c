// The custom forms that a format string cannot say (format_hooks.def), read.
#include <stdlib.h>
#include <string.h>

#include "parse_ops.h"

bool ptowsp_push_entry_arg(ptowsp_parser_t *p, const ptowsp_ssa_use_t *name, ptowsp_type_t type) {
  struct ops_stacks *s = p->stacks;
  for (size_t i = ptowsp_parser_frame(p)->entry_args; i < s->entry_args.size; i++)
    if (ptowsp_str_equal(s->entry_args.data[i].name.name, name->name))
      return ptowsp_parser_fail_at(p, name->loc, "redefinition of SSA value '%.*s'",
                                   (int)name->name.size, name->name.data);
  ptowsp_vec_push(&s->entry_args, ((ptowsp_entry_arg_t){*name, type}));
  return true;
}

// loc(…) behind an argument of a signature becomes the argument's.
static bool parse_arg_loc(ptowsp_parser_t *p) {
  struct ops_stacks *s = p->stacks;
  ptowsp_loc_t loc;
  if (!ptowsp_token_is(&p->token, "loc")) return true;
  ptowsp_token_t pending;
  if (!ptowsp_parse_loc(p, &loc, &pending)) return false;
  if (s->entry_args.size > ptowsp_parser_frame(p)->entry_args && loc.file)
    s->entry_args.data[s->entry_args.size - 1].name.loc = loc;
  return true;
}

// ---------------------------------------------------------------- func.func

typedef PTOWSP_VEC(ptowsp_type_t) types_t;
typedef PTOWSP_VEC(ptowsp_attr_t) attrs_t;

// An optional {…}; an empty dictionary stands for none.
static bool parse_element_attrs(ptowsp_parser_t *p, attrs_t *attrs, bool *any) {
  ptowsp_attr_t dictionary;
  if (ptowsp_parser_at(p, TOKEN_LEFT_BRACE)) {
    if (!ptowsp_parse_dictionary_at(p, &dictionary)) return false;
    *any |= ptowsp_attr_count(dictionary) > 0;
  } else {
    dictionary = ptowsp_attr_dictionary(p->context, NULL, 0);
  }
  ptowsp_vec_push(attrs, dictionary);
  return true;
}

static bool parse_function_arg(ptowsp_parser_t *p, types_t *types, attrs_t *attrs, bool *any) {
  ptowsp_ssa_use_t name;
  ptowsp_type_t type;
  bool named = ptowsp_parser_at(p, TOKEN_PERCENT);
  size_t names = p->stacks->entry_args.size - ptowsp_parser_frame(p)->entry_args;
  if (types->size && named != (names > 0))
    return ptowsp_parser_fail(
        p, named ? "expected type instead of SSA identifier" : "expected SSA identifier");
  if (named &&
      (!ptowsp_parse_ssa_use(p, &name) || !ptowsp_parser_expect(p, TOKEN_COLON, "expected ':'")))
    return false;
  if (!ptowsp_parse_type_at(p, &type)) return false;
  if (named && !ptowsp_push_entry_arg(p, &name, type)) return false;
  ptowsp_vec_push(types, type);
  return parse_element_attrs(p, attrs, any) && parse_arg_loc(p);
}

static bool parse_function_results(ptowsp_parser_t *p, types_t *types, attrs_t *attrs, bool *any) {
  ptowsp_type_t type;
  if (!ptowsp_parser_accept(p, TOKEN_ARROW)) return true;
  bool list = ptowsp_parser_accept(p, TOKEN_LEFT_PAREN);
  if (list && ptowsp_parser_accept(p, TOKEN_RIGHT_PAREN)) return true;
  do {
    if (!ptowsp_parse_type_at(p, &type)) return false;
    ptowsp_vec_push(types, type);
    if (list && !parse_element_attrs(p, attrs, any)) return false;
  } while (list && ptowsp_parser_accept(p, TOKEN_COMMA));
  return !list || ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')'");
}

static bool parse_function(ptowsp_parser_t *p, types_t *types, attrs_t *arg_attrs,
                           attrs_t *res_attrs) {
  bool any_arg = false, any_result = false;
  if (!ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '('")) return false;
  if (!ptowsp_parser_at(p, TOKEN_RIGHT_PAREN)) do {
      if (!parse_function_arg(p, types, arg_attrs, &any_arg)) return false;
    } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  size_t inputs = types->size;
  if (!ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')'") ||
      !parse_function_results(p, types, res_attrs, &any_result))
    return false;
  const ptowsp_type_t *results = types->data ? types->data + inputs : NULL;
  ptowsp_type_t type =
      ptowsp_type_function(p->context, types->data, inputs, results, types->size - inputs);
  if (!ptowsp_add_property(p, ptowsp_intern_cstr(p->context, "function_type"),
                           ptowsp_attr_type(p->context, type)))
    return false;
  if (any_arg &&
      !ptowsp_add_property(p, ptowsp_intern_cstr(p->context, "arg_attrs"),
                           ptowsp_attr_array(p->context, arg_attrs->data, arg_attrs->size)))
    return false;
  return !any_result ||
         ptowsp_add_property(p, ptowsp_intern_cstr(p->context, "res_attrs"),
                             ptowsp_attr_array(p->context, res_attrs->data, res_attrs->size));
}

// (%a: type {…}, …) -> (type {…}, …)
bool ptowsp_parse_hook_FunctionSignature(ptowsp_parser_t *p) {
  types_t types = {0};
  attrs_t arg_attrs = {0}, res_attrs = {0};
  bool ok = parse_function(p, &types, &arg_attrs, &res_attrs);
  ptowsp_vec_deinit(&types);
  ptowsp_vec_deinit(&arg_attrs);
  ptowsp_vec_deinit(&res_attrs);
  return ok;
}

// ---------------------------------------------------------------- wsp.kernel, wsp.workload

// Whether the current token is a word that stands in front of a type or another word.
static bool two_words(const ptowsp_parser_t *p) {
  ptowsp_lexer_t lexer = p->lexer;
  return ptowsp_parser_at(p, TOKEN_BARE) && ptowsp_lexer_next(&lexer).kind == TOKEN_BARE;
}

static bool parse_named_arg(ptowsp_parser_t *p, types_t *types, attrs_t *names, attrs_t *access) {
  ptowsp_ssa_use_t name;
  ptowsp_type_t type;
  if (!ptowsp_parse_ssa_use(p, &name)) return false;
  char first = name.name.data[1];
  if ((first >= '0' && first <= '9') || name.number)
    return ptowsp_parser_fail_at(p, name.loc, "arguments of kernels and workloads have names");
  if (!ptowsp_parser_expect(p, TOKEN_COLON, "expected ':'")) return false;
  const char *word = NULL;
  static const char *const words[] = {"inout", "in", "out", "value"};
  for (size_t i = 0; !word && i < PTOWSP_COUNTOF(words); i++)
    if (ptowsp_parser_accept_keyword(p, words[i])) word = words[i];
  if (!word && two_words(p)) {
    ptowsp_nearest_t nearest = ptowsp_nearest_begin(ptowsp_token_text(&p->token));
    for (size_t i = 0; i < PTOWSP_COUNTOF(words); i++) ptowsp_nearest_offer(&nearest, words[i]);
    return ptowsp_parser_fail_word(p, &nearest, "expected in, out, inout, value or a type");
  }
  if (!ptowsp_parse_type_at(p, &type)) return false;
  if (!word) word = ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF ? "" : "value";
  ptowsp_vec_push(types, type);
  ptowsp_str_t text = {name.name.data + 1, name.name.size - 1};
  ptowsp_vec_push(names, ptowsp_attr_string(p->context, text));
  ptowsp_vec_push(access, ptowsp_attr_cstring(p->context, word));
  return ptowsp_push_entry_arg(p, &name, type) && parse_arg_loc(p);
}

static bool parse_named(ptowsp_parser_t *p, types_t *types, attrs_t *names, attrs_t *access) {
  if (!ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '('")) return false;
  if (!ptowsp_parser_at(p, TOKEN_RIGHT_PAREN)) do {
      if (!parse_named_arg(p, types, names, access)) return false;
    } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  if (!ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')'")) return false;
  ptowsp_type_t type = ptowsp_type_function(p->context, types->data, types->size, NULL, 0);
  return ptowsp_add_property(p, ptowsp_intern_cstr(p->context, "function_type"),
                             ptowsp_attr_type(p->context, type)) &&
         ptowsp_add_property(p, ptowsp_intern_cstr(p->context, "arg_names"),
                             ptowsp_attr_array(p->context, names->data, names->size)) &&
         ptowsp_add_property(p, ptowsp_intern_cstr(p->context, "arg_access"),
                             ptowsp_attr_array(p->context, access->data, access->size));
}

// (%a: in memref<…>, %n: value i32): the names are the user's.
bool ptowsp_parse_hook_NamedSignature(ptowsp_parser_t *p) {
  types_t types = {0};
  attrs_t names = {0}, access = {0};
  bool ok = parse_named(p, &types, &names, &access);
  ptowsp_vec_deinit(&types);
  ptowsp_vec_deinit(&names);
  ptowsp_vec_deinit(&access);
  return ok;
}

// ---------------------------------------------------------------- scf.for

enum { FOR_LOWER, FOR_UPPER, FOR_STEP, FOR_INIT };

static void give_type(ptowsp_parser_t *p, ptowsp_slice_t *slice, ptowsp_type_t type) {
  *slice = (ptowsp_slice_t){(uint32_t)p->stacks->types.size, 1, true};
  ptowsp_vec_push(&p->stacks->types, type);
}

// iter_args(%a = %b, …) -> (types); the names wait in `names` for their types.
static bool parse_iter_args(ptowsp_parser_t *p, ptowsp_ssa_use_t **names, size_t *count) {
  PTOWSP_VEC(ptowsp_ssa_use_t) list = {0};
  bool ok = ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '(' after iter_args");
  do {
    ptowsp_ssa_use_t name;
    ok = ok && ptowsp_parse_ssa_use(p, &name) &&
         ptowsp_parser_expect(p, TOKEN_EQUAL, "expected '='") && ptowsp_push_operand(p, FOR_INIT);
    if (ok) ptowsp_vec_push(&list, name);
  } while (ok && ptowsp_parser_accept(p, TOKEN_COMMA));
  ptowsp_slice_t *results = &ptowsp_parser_frame(p)->result_types[0];
  ok = ok && ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')'") &&
       ptowsp_parser_expect(p, TOKEN_ARROW, "expected '->'");
  bool paren = ok && ptowsp_parser_accept(p, TOKEN_LEFT_PAREN);
  do {
    ok = ok && ptowsp_push_type(p, results);
  } while (ok && paren && ptowsp_parser_accept(p, TOKEN_COMMA));
  ok = ok && (!paren || ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')'"));
  if (ok && results->count != list.size)
    ok = ptowsp_parser_fail(p, "mismatch in number of loop-carried values and defined values");
  *names = list.data;
  *count = list.size;
  return ok;
}

static bool parse_for(ptowsp_parser_t *p, ptowsp_ssa_use_t **names, size_t *count) {
  ptowsp_ssa_use_t iv;
  if (!ptowsp_parse_ssa_use(p, &iv) || !ptowsp_parser_expect(p, TOKEN_EQUAL, "expected '='") ||
      !ptowsp_push_operand(p, FOR_LOWER))
    return false;
  if (!ptowsp_parser_accept_keyword(p, "to")) return ptowsp_parser_fail(p, "expected 'to'");
  if (!ptowsp_push_operand(p, FOR_UPPER)) return false;
  if (!ptowsp_parser_accept_keyword(p, "step")) return ptowsp_parser_fail(p, "expected 'step'");
  if (!ptowsp_push_operand(p, FOR_STEP)) return false;
  if (ptowsp_parser_accept_keyword(p, "iter_args") && !parse_iter_args(p, names, count))
    return false;
  ptowsp_type_t type = ptowsp_type_index(p->context);
  if (ptowsp_parser_accept(p, TOKEN_COLON) && !ptowsp_parse_type_at(p, &type)) return false;
  op_frame_t *frame = ptowsp_parser_frame(p);
  for (size_t i = FOR_LOWER; i <= FOR_STEP; i++) give_type(p, &frame->operand_types[i], type);
  frame->operand_types[FOR_INIT] = frame->result_types[0];
  frame->operand_types[FOR_INIT].given = true;
  if (!ptowsp_push_entry_arg(p, &iv, type)) return false;
  for (size_t i = 0; i < *count; i++) {
    ptowsp_type_t carried = p->stacks->types.data[frame->result_types[0].begin + i];
    if (!ptowsp_push_entry_arg(p, &(*names)[i], carried)) return false;
  }
  return true;
}

// %iv = %lower to %upper step %step iter_args(%a = %b) -> (types) : type
bool ptowsp_parse_hook_ForHeader(ptowsp_parser_t *p) {
  ptowsp_ssa_use_t *names = NULL;
  size_t count = 0;
  bool ok = parse_for(p, &names, &count);
  free(names);
  return ok;
}

// ---------------------------------------------------------------- arith.select

// The condition's type stands in front where it is not i1.
bool ptowsp_parse_hook_SelectTypes(ptowsp_parser_t *p) {
  op_frame_t *frame = ptowsp_parser_frame(p);
  ptowsp_slice_t first = {0};
  if (!ptowsp_push_type(p, &first)) return false;
  if (!ptowsp_parser_accept(p, TOKEN_COMMA)) {
    frame->operand_types[1] = first;
    return true;
  }
  frame->operand_types[0] = first;
  return ptowsp_push_type(p, &frame->operand_types[1]);
}
