// The custom forms of control flow that a format string cannot say (format_hooks.def), read.
#include <stdlib.h>
#include <string.h>

#include "parse_ops.h"

typedef PTOWSP_VEC(ptowsp_ssa_use_t) names_t;

// `(` item, … `)`, with one call of `item` for each; there may be none.
static bool parse_list(ptowsp_parser_t *p, bool (*item)(ptowsp_parser_t *, void *), void *data) {
  if (!ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '('")) return false;
  if (ptowsp_parser_accept(p, TOKEN_RIGHT_PAREN)) return true;
  do {
    if (!item(p, data)) return false;
  } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  return ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')'");
}

static bool push_type(ptowsp_parser_t *p, void *slice) { return ptowsp_push_type(p, slice); }

static ptowsp_slice_t no_types(const ptowsp_parser_t *p) {
  return (ptowsp_slice_t){.given = true, .begin = (uint32_t)p->stacks->types.size};
}

// Types behind an arrow, in parentheses unless there is one.
static bool parse_results(ptowsp_parser_t *p, ptowsp_slice_t *results) {
  *results = no_types(p);
  return ptowsp_parser_at(p, TOKEN_LEFT_PAREN) ? parse_list(p, push_type, results)
                                               : ptowsp_push_type(p, results);
}

bool ptowsp_parse_hook_ArrowTypes(ptowsp_parser_t *p) {
  ptowsp_slice_t *results = &ptowsp_parser_frame(p)->result_types[0];
  *results = no_types(p);
  return !ptowsp_parser_accept(p, TOKEN_ARROW) || parse_results(p, results);
}

bool ptowsp_parse_hook_ScopeTypes(ptowsp_parser_t *p) { return ptowsp_parse_hook_ArrowTypes(p); }

static bool push_name(ptowsp_parser_t *p, void *names) {
  ptowsp_ssa_use_t name;
  if (!ptowsp_parse_ssa_use(p, &name)) return false;
  ptowsp_vec_push((names_t *)names, name);
  return true;
}

// The names become arguments of the region to come, of types that lie on the stack.
static bool declare(ptowsp_parser_t *p, const names_t *names, ptowsp_slice_t types) {
  if (types.count != names->size)
    return ptowsp_parser_fail(p, "expected %zu type%s but found %u", names->size,
                              names->size == 1 ? "" : "s", types.count);
  for (size_t i = 0; i < names->size; i++)
    if (!ptowsp_push_entry_arg(p, &names->data[i], p->stacks->types.data[types.begin + i]))
      return false;
  return true;
}

static bool declare_indices(ptowsp_parser_t *p, const names_t *names) {
  for (size_t i = 0; i < names->size; i++)
    if (!ptowsp_push_entry_arg(p, &names->data[i], ptowsp_type_index(p->context))) return false;
  return true;
}

typedef struct {
  names_t names;
  size_t group; // of the operands
} bindings_t;

// %name = %operand
static bool push_binding(ptowsp_parser_t *p, void *data) {
  bindings_t *bindings = data;
  return push_name(p, &bindings->names) && ptowsp_parser_expect(p, TOKEN_EQUAL, "expected '='") &&
         ptowsp_push_operand(p, bindings->group);
}

// ---------------------------------------------------------------- scf.while

static bool parse_while(ptowsp_parser_t *p, bindings_t *inits) {
  op_frame_t *frame = ptowsp_parser_frame(p);
  if (ptowsp_parser_at(p, TOKEN_LEFT_PAREN) && !parse_list(p, push_binding, inits)) return false;
  if (!ptowsp_parser_expect(p, TOKEN_COLON, "expected ':'")) return false;
  frame->operand_types[0] = no_types(p);
  return parse_list(p, push_type, &frame->operand_types[0]) &&
         declare(p, &inits->names, frame->operand_types[0]) &&
         ptowsp_parser_expect(p, TOKEN_ARROW, "expected '->' in function type") &&
         parse_results(p, &frame->result_types[0]);
}

// (%a = %b, …) : (types) -> types
bool ptowsp_parse_hook_WhileHeader(ptowsp_parser_t *p) {
  bindings_t inits = {0};
  bool ok = parse_while(p, &inits);
  ptowsp_vec_deinit(&inits.names);
  return ok;
}

// ---------------------------------------------------------------- scf.parallel, scf.forall

static bool push_operand(ptowsp_parser_t *p, void *group) {
  return ptowsp_push_operand(p, *(const size_t *)group);
}

static bool parse_keyword(ptowsp_parser_t *p, const char *keyword) {
  return ptowsp_parser_accept_keyword(p, keyword) ||
         ptowsp_parser_fail(p, "expected '%s'", keyword);
}

static bool parse_parallel(ptowsp_parser_t *p, names_t *ivs) {
  static const char *const words[] = {"=", "to", "step", "init"};
  op_frame_t *frame = ptowsp_parser_frame(p);
  if (!parse_list(p, push_name, ivs) || !declare_indices(p, ivs) ||
      !ptowsp_parser_expect(p, TOKEN_EQUAL, "expected '='"))
    return false;
  for (size_t group = 0; group < 4; group++) {
    if (group == 3 && !ptowsp_parser_accept_keyword(p, words[group])) continue;
    if ((group == 1 || group == 2) && !parse_keyword(p, words[group])) return false;
    if (!parse_list(p, push_operand, &group)) return false;
    uint32_t count = frame->operand_groups[group].count;
    if (group < 3 && count != ivs->size)
      return ptowsp_parser_fail(p, "expected %zu operands but found %u", ivs->size, count);
  }
  if (!ptowsp_parse_hook_ArrowTypes(p)) return false;
  if (frame->result_types[0].count != frame->operand_groups[3].count)
    return ptowsp_parser_fail(p, "mismatch in number of initial values and results");
  frame->operand_types[3] = frame->result_types[0];
  return true;
}

// (%i, …) = (lower) to (upper) step (step) init (values) -> types
bool ptowsp_parse_hook_ParallelHeader(ptowsp_parser_t *p) {
  names_t ivs = {0};
  bool ok = parse_parallel(p, &ivs);
  ptowsp_vec_deinit(&ivs);
  return ok;
}

// In forall's normal form bounds begin at 0 and steps are 1.
static bool add_all(ptowsp_parser_t *p, const char *attr, int64_t value, size_t count) {
  PTOWSP_VEC(int64_t) numbers = {0};
  for (size_t i = 0; i < count; i++) ptowsp_vec_push(&numbers, value);
  bool ok = ptowsp_add_property(p, ptowsp_intern_cstr(p->context, attr),
                                ptowsp_attr_i64_array(p->context, numbers.data, numbers.size));
  ptowsp_vec_deinit(&numbers);
  return ok;
}

static bool parse_bounds(ptowsp_parser_t *p, size_t count) {
  if (ptowsp_parser_accept_keyword(p, "in"))
    return ptowsp_parse_index_list(p, 1, "staticUpperBound", TOKEN_LEFT_PAREN) &&
           add_all(p, "staticLowerBound", 0, count) && add_all(p, "staticStep", 1, count);
  return ptowsp_parser_expect(p, TOKEN_EQUAL, "expected 'in' or '='") &&
         ptowsp_parse_index_list(p, 0, "staticLowerBound", TOKEN_LEFT_PAREN) &&
         parse_keyword(p, "to") &&
         ptowsp_parse_index_list(p, 1, "staticUpperBound", TOKEN_LEFT_PAREN) &&
         parse_keyword(p, "step") && ptowsp_parse_index_list(p, 2, "staticStep", TOKEN_LEFT_PAREN);
}

static bool parse_forall(ptowsp_parser_t *p, names_t *ivs, bindings_t *outputs) {
  op_frame_t *frame = ptowsp_parser_frame(p);
  if (!parse_list(p, push_name, ivs) || !parse_bounds(p, ivs->size) || !declare_indices(p, ivs))
    return false;
  if (ptowsp_parser_accept_keyword(p, "shared_outs") && !parse_list(p, push_binding, outputs))
    return false;
  if (!ptowsp_parse_hook_ArrowTypes(p)) return false;
  frame->operand_types[3] = frame->result_types[0];
  return declare(p, &outputs->names, frame->result_types[0]);
}

// (%i, …) in (upper), or = (lower) to (upper) step (step), then shared_outs(%a = %b, …) -> types
bool ptowsp_parse_hook_ForallHeader(ptowsp_parser_t *p) {
  names_t ivs = {0};
  bindings_t outputs = {.group = 3};
  bool ok = parse_forall(p, &ivs, &outputs);
  ptowsp_vec_deinit(&ivs);
  ptowsp_vec_deinit(&outputs.names);
  return ok;
}

// ---------------------------------------------------------------- cf.switch

enum { SWITCH_DEFAULT = 1, SWITCH_CASES };

typedef struct {
  ptowsp_buffer_t values; // of the cases, as the elements of a dense attribute
  PTOWSP_VEC(int32_t) segments;
  ptowsp_type_t type; // of the flag
} cases_t;

// ^block(%a, … : type, …)
static bool parse_target(ptowsp_parser_t *p, size_t group, uint32_t *out_count) {
  op_frame_t *frame = ptowsp_parser_frame(p);
  uint32_t before = frame->operand_groups[group].count, types = frame->operand_types[group].count;
  if (!ptowsp_push_successor(p)) return false;
  if (ptowsp_parser_accept(p, TOKEN_LEFT_PAREN)) {
    do {
      if (!ptowsp_push_operand(p, group)) return false;
    } while (ptowsp_parser_accept(p, TOKEN_COMMA));
    if (!ptowsp_parser_expect(p, TOKEN_COLON, "expected ':'")) return false;
    do {
      if (!ptowsp_push_type(p, &frame->operand_types[group])) return false;
    } while (ptowsp_parser_accept(p, TOKEN_COMMA));
    if (!ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')'")) return false;
  }
  *out_count = frame->operand_groups[group].count - before;
  return frame->operand_types[group].count - types == *out_count ||
         ptowsp_parser_fail(p, "expected %u type%s", *out_count, *out_count == 1 ? "" : "s");
}

// Numbers are taken as the bits of the flag's type: -1 and 4294967295 are the same i32.
static bool parse_case_value(ptowsp_parser_t *p, cases_t *cases) {
  bool negative = ptowsp_parser_accept(p, TOKEN_MINUS);
  unsigned width = ptowsp_type_width(cases->type);
  uint64_t value, most = UINT64_MAX >> (64 - width);
  if (!ptowsp_parser_at(p, TOKEN_INTEGER)) return ptowsp_parser_fail(p, "expected integer value");
  if (!ptowsp_parser_u64(&p->token, &value) || value > (negative ? most / 2 + 1 : most))
    return ptowsp_parser_fail(p, "integer value too large");
  if (negative) value = 0 - value;
  // Elements are kept with their sign.
  if (width > 1) value = (uint64_t)((int64_t)(value << (64 - width)) >> (64 - width));
  ptowsp_parser_advance(p);
  ptowsp_buffer_append(&cases->values, (const char *)&value, ptowsp_type_bytes(cases->type));
  return ptowsp_parser_expect(p, TOKEN_COLON, "expected ':'");
}

static bool parse_case(ptowsp_parser_t *p, cases_t *cases) {
  uint32_t count = 0;
  if (!parse_case_value(p, cases) || !parse_target(p, SWITCH_CASES, &count)) return false;
  ptowsp_vec_push(&cases->segments, (int32_t)count);
  return true;
}

static bool parse_switch(ptowsp_parser_t *p, cases_t *cases) {
  op_frame_t *frame = ptowsp_parser_frame(p);
  ptowsp_type_t flag = p->stacks->types.data[frame->operand_types[0].begin];
  uint32_t count;
  if (!ptowsp_type_is_integer(flag) || ptowsp_type_width(flag) > 64)
    return ptowsp_parser_fail(p, "expected an integer type of at most 64 bits for the flag");
  cases->type = flag;
  if (!ptowsp_parser_expect(p, TOKEN_COMMA, "expected ','") ||
      !ptowsp_parser_expect(p, TOKEN_LEFT_SQUARE, "expected '['") || !parse_keyword(p, "default") ||
      !ptowsp_parser_expect(p, TOKEN_COLON, "expected ':'") ||
      !parse_target(p, SWITCH_DEFAULT, &count))
    return false;
  while (ptowsp_parser_accept(p, TOKEN_COMMA))
    if (!parse_case(p, cases)) return false;
  if (!ptowsp_parser_expect(p, TOKEN_RIGHT_SQUARE, "expected ']'")) return false;
  int64_t shape[] = {(int64_t)cases->segments.size};
  ptowsp_type_t type = ptowsp_type_vector(p->context, shape, 1, flag);
  return ptowsp_add_property(
             p, ptowsp_intern_cstr(p->context, "case_operand_segments"),
             ptowsp_attr_i32_array(p->context, cases->segments.data, cases->segments.size)) &&
         (!shape[0] || ptowsp_add_property(p, ptowsp_intern_cstr(p->context, "case_values"),
                                           ptowsp_attr_dense(p->context, type, cases->values.data,
                                                             cases->values.size, false)));
}

// , [ default: ^bb(args), number: ^bb(args), … ]
bool ptowsp_parse_hook_SwitchCases(ptowsp_parser_t *p) {
  cases_t cases = {0};
  bool ok = parse_switch(p, &cases);
  ptowsp_buffer_deinit(&cases.values);
  ptowsp_vec_deinit(&cases.segments);
  return ok;
}

// ---------------------------------------------------------------- func.call_indirect

// The callee's type says those of the operands and results.
bool ptowsp_parse_hook_CalleeType(ptowsp_parser_t *p) {
  op_frame_t *frame = ptowsp_parser_frame(p);
  if (!ptowsp_push_type(p, &frame->operand_types[0])) return false;
  ptowsp_type_t type = p->stacks->types.data[frame->operand_types[0].begin];
  if (ptowsp_type_kind(type) != PTOWSP_TYPE_FUNCTION)
    return ptowsp_parser_fail(p, "expected function type");
  ptowsp_slice_t *inputs = &frame->operand_types[1], *results = &frame->result_types[0];
  *inputs = no_types(p);
  for (size_t i = 0; i < ptowsp_type_input_count(type); i++, inputs->count++)
    ptowsp_vec_push(&p->stacks->types, ptowsp_type_input(type, i));
  *results = no_types(p);
  for (size_t i = 0; i < ptowsp_type_result_count(type); i++, results->count++)
    ptowsp_vec_push(&p->stacks->types, ptowsp_type_result(type, i));
  return true;
}
