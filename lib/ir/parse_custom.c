// Reads custom forms: runs an op's format, then works out what the form leaves unsaid.
#include <stdlib.h>
#include <string.h>

#include "parse_ops.h"

// ---------------------------------------------------------------- literals

static const struct {
  const char *text;
  ptowsp_token_kind_t kind;
} punctuation[] = {
    {"(", TOKEN_LEFT_PAREN},   {")", TOKEN_RIGHT_PAREN}, {"[", TOKEN_LEFT_SQUARE},
    {"]", TOKEN_RIGHT_SQUARE}, {"<", TOKEN_LESS},        {">", TOKEN_GREATER},
    {",", TOKEN_COMMA},        {":", TOKEN_COLON},       {"->", TOKEN_ARROW},
    {"=", TOKEN_EQUAL},        {"{", TOKEN_LEFT_BRACE},  {"}", TOKEN_RIGHT_BRACE},
};

static bool at_literal(const ptowsp_parser_t *p, ptowsp_str_t text) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(punctuation); i++)
    if (ptowsp_str_is(text, punctuation[i].text)) return p->token.kind == punctuation[i].kind;
  return p->token.kind == TOKEN_BARE && ptowsp_str_equal(ptowsp_token_text(&p->token), text);
}

static bool parse_literal(ptowsp_parser_t *p, ptowsp_str_t text) {
  if (!at_literal(p, text)) {
    ptowsp_nearest_t nearest = ptowsp_nearest_begin(ptowsp_token_text(&p->token));
    if (ptowsp_parser_at(p, TOKEN_BARE))
      ptowsp_nearest_offer(&nearest, ptowsp_intern(p->context, text));
    const char *meant = ptowsp_nearest_end(&nearest);
    if (!meant) return ptowsp_parser_fail(p, "expected '%.*s'", (int)text.size, text.data);
    ptowsp_loc_t loc = ptowsp_parser_loc(p);
    ptowsp_emit_fix(p->context, PTOWSP_SEVERITY_ERROR, loc, (ptowsp_fix_t){loc, meant},
                    "expected '%s'", meant);
    return false;
  }
  ptowsp_parser_advance(p);
  return true;
}

// ---------------------------------------------------------------- operands and types

bool ptowsp_push_operand(ptowsp_parser_t *p, size_t group) {
  ptowsp_ssa_use_t use;
  if (!ptowsp_parse_ssa_use(p, &use)) return false;
  ptowsp_slice_t *slice = &ptowsp_parser_frame(p)->operand_groups[group];
  if (!slice->given) {
    slice->given = true;
    slice->begin = (uint32_t)p->stacks->operands.size;
  }
  slice->count++;
  ptowsp_vec_push(&p->stacks->operands, use);
  return true;
}

static bool parse_operands(ptowsp_parser_t *p, size_t group) {
  ptowsp_arity_t arity = ptowsp_parser_frame(p)->spec->operands[group].arity;
  if (arity == PTOWSP_ARITY_ONE) return ptowsp_push_operand(p, group);
  if (!ptowsp_parser_at(p, TOKEN_PERCENT)) return true;
  do {
    if (!ptowsp_push_operand(p, group)) return false;
  } while (arity == PTOWSP_ARITY_MANY && ptowsp_parser_accept(p, TOKEN_COMMA));
  return true;
}

bool ptowsp_push_type(ptowsp_parser_t *p, ptowsp_slice_t *slice) {
  ptowsp_type_t type;
  if (!ptowsp_parse_type_at(p, &type)) return false;
  if (!slice->given) {
    slice->given = true;
    slice->begin = (uint32_t)p->stacks->types.size;
  }
  slice->count++;
  ptowsp_vec_push(&p->stacks->types, type);
  return true;
}

static bool at_type(const ptowsp_parser_t *p) {
  return ptowsp_parser_at(p, TOKEN_BARE) || ptowsp_parser_at(p, TOKEN_EXCLAMATION) ||
         ptowsp_parser_at(p, TOKEN_LEFT_PAREN);
}

static bool parse_types(ptowsp_parser_t *p, ptowsp_slice_t *slice, ptowsp_arity_t arity) {
  if (arity == PTOWSP_ARITY_ONE) return ptowsp_push_type(p, slice);
  slice->given = true;
  slice->begin = (uint32_t)p->stacks->types.size;
  if (!at_type(p)) return true;
  do {
    if (!ptowsp_push_type(p, slice)) return false;
  } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  return true;
}

static bool parse_functional_type(ptowsp_parser_t *p, const ptowsp_element_t *element) {
  op_frame_t *frame = ptowsp_parser_frame(p);
  ptowsp_slice_t all;
  bool each = element->index == PTOWSP_FORMAT_ALL; // the groups get one each
  ptowsp_slice_t *inputs = each ? &all : &frame->operand_types[element->index];
  ptowsp_slice_t *results = &frame->result_types[element->index2];
  if (!ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '(' in function type")) return false;
  *inputs = (ptowsp_slice_t){.given = true, .begin = (uint32_t)p->stacks->types.size};
  if (!ptowsp_parser_at(p, TOKEN_RIGHT_PAREN) && !parse_types(p, inputs, PTOWSP_ARITY_MANY))
    return false;
  if (each && inputs->count != frame->spec->operand_count)
    return ptowsp_parser_fail(p, "expected %u types", frame->spec->operand_count);
  for (uint32_t i = 0; each && i < inputs->count; i++)
    frame->operand_types[i] = (ptowsp_slice_t){inputs->begin + i, 1, true};
  if (!ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')' in function type") ||
      !ptowsp_parser_expect(p, TOKEN_ARROW, "expected '->' in function type"))
    return false;
  if (!ptowsp_parser_accept(p, TOKEN_LEFT_PAREN)) return ptowsp_push_type(p, results);
  if (!parse_types(p, results, PTOWSP_ARITY_MANY)) return false;
  return ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')' in function type");
}

// ---------------------------------------------------------------- attributes

static bool fail_enum(ptowsp_parser_t *p, const ptowsp_enum_t *words) {
  ptowsp_nearest_t nearest = ptowsp_nearest_begin(ptowsp_token_text(&p->token));
  ptowsp_buffer_t list = {0};
  for (const char *at = words->words; *at;) {
    size_t size = strcspn(at, " ");
    ptowsp_buffer_printf(&list, "%s%.*s", list.size ? ", " : "", (int)size, at);
    ptowsp_nearest_offer(&nearest, ptowsp_intern(p->context, (ptowsp_str_t){at, size}));
    at += size + strspn(at + size, " ");
  }
  ptowsp_parser_fail_word(p, &nearest,
                          "expected string or keyword containing one of the following enum values "
                          "[%s]",
                          list.data);
  ptowsp_buffer_deinit(&list);
  return false;
}

// <word, word>
static bool parse_flags(ptowsp_parser_t *p, const ptowsp_enum_t *words, ptowsp_attr_t *out) {
  uint64_t seen = 0;
  if (!ptowsp_parser_expect(p, TOKEN_LESS, "expected '<'")) return false;
  do {
    int number = ptowsp_parser_at(p, TOKEN_BARE)
                     ? ptowsp_enum_number(words, ptowsp_token_text(&p->token))
                     : -1;
    if (number < 0) return fail_enum(p, words);
    seen |= UINT64_C(1) << number;
    ptowsp_parser_advance(p);
  } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  if (!ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>'")) return false;
  *out = ptowsp_flags_attr(p->context, words, seen);
  return true;
}

// The number of the word at the token, which may stand in quotes; -1: it is none of these.
static int enum_number(const ptowsp_parser_t *p, const ptowsp_enum_t *words) {
  ptowsp_str_t word = ptowsp_token_text(&p->token);
  if (ptowsp_parser_at(p, TOKEN_STRING))
    word = (ptowsp_str_t){word.data + 1, word.size - 2};
  else if (!ptowsp_parser_at(p, TOKEN_BARE))
    return -1;
  return ptowsp_enum_number(words, word);
}

static bool parse_enum(ptowsp_parser_t *p, const ptowsp_enum_t *words, ptowsp_attr_t *out) {
  if (ptowsp_enum_is_flags(words)) return parse_flags(p, words, out);
  int number = enum_number(p, words);
  if (number < 0) return fail_enum(p, words);
  if (words->storage == PTOWSP_STORAGE_STRING)
    *out = ptowsp_attr_string(p->context, ptowsp_enum_word(words, number));
  else
    *out = ptowsp_attr_integer(
        p->context, number,
        ptowsp_type_i(p->context, words->storage == PTOWSP_STORAGE_I64 ? 64 : 32));
  ptowsp_parser_advance(p);
  return true;
}

// [1, 2]
static bool parse_numbers(ptowsp_parser_t *p, bool wide, ptowsp_attr_t *out) {
  PTOWSP_VEC(int64_t) numbers = {0};
  bool ok = ptowsp_parser_expect(p, TOKEN_LEFT_SQUARE, "expected '['");
  if (ok && !ptowsp_parser_at(p, TOKEN_RIGHT_SQUARE)) do {
      int64_t number = 0;
      ok = ptowsp_parser_integer(p, &number);
      if (ok && !wide && (number < INT32_MIN || number > INT32_MAX))
        ok = ptowsp_parser_fail(p, "integer value too large");
      ptowsp_vec_push(&numbers, number);
    } while (ok && ptowsp_parser_accept(p, TOKEN_COMMA));
  ok = ok && ptowsp_parser_expect(p, TOKEN_RIGHT_SQUARE, "expected ']'");
  if (ok && wide) {
    *out = ptowsp_attr_i64_array(p->context, numbers.data, numbers.size);
  } else if (ok) {
    int32_t *narrow = ptowsp_malloc((numbers.size + 1) * sizeof *narrow);
    for (size_t i = 0; i < numbers.size; i++) narrow[i] = (int32_t)numbers.data[i];
    *out = ptowsp_attr_i32_array(p->context, narrow, numbers.size);
    free(narrow);
  }
  ptowsp_vec_deinit(&numbers);
  return ok;
}

static bool parse_attr(ptowsp_parser_t *p, const ptowsp_attr_spec_t *spec) {
  ptowsp_attr_t value;
  const char *name;
  int64_t number;
  switch (spec->rule) {
    case PTOWSP_ATTR_RULE_unit: // the literal in front says it
      value = ptowsp_attr_unit(p->context);
      break;
    case PTOWSP_ATTR_RULE_i64:
      if (!ptowsp_parser_integer(p, &number)) return false;
      value = ptowsp_attr_i64(p->context, number);
      break;
    case PTOWSP_ATTR_RULE_i32:
      if (!ptowsp_parser_integer(p, &number)) return false;
      value = ptowsp_attr_integer(p->context, number, ptowsp_type_i(p->context, 32));
      break;
    case PTOWSP_ATTR_RULE_i32array:
    case PTOWSP_ATTR_RULE_i64array:
      if (!parse_numbers(p, spec->rule == PTOWSP_ATTR_RULE_i64array, &value)) return false;
      break;
    case PTOWSP_ATTR_RULE_symname:
      if (!ptowsp_parser_symbol_name(p, &name)) return false;
      value = ptowsp_attr_cstring(p->context, name);
      break;
    case PTOWSP_ATTR_RULE_ENUM:
      if (!parse_enum(p, spec->words, &value)) return false;
      break;
    default:
      if (!ptowsp_parse_attr_at(p, &value)) return false;
  }
  return ptowsp_add_property(p, spec->name, value);
}

// ---------------------------------------------------------------- the interpreter

static bool run_hook(ptowsp_parser_t *p, uint8_t hook) {
  static bool (*const hooks[])(ptowsp_parser_t *) = {
#define PTOWSP_FORMAT_HOOK(NAME, DECLARES) ptowsp_parse_hook_##NAME,
#include "format_hooks.def"
  };
  return hooks[hook](p);
}

// Whether an optional group is there: its first token says so.
static bool group_present(const ptowsp_parser_t *p, const op_frame_t *frame) {
  const ptowsp_element_t *first = &frame->spec->elements[frame->pc];
  while (first->kind == PTOWSP_FORMAT_NO_SPACE) first++;
  switch (first->kind) {
    case PTOWSP_FORMAT_LITERAL:
      return at_literal(p, first->text);
    case PTOWSP_FORMAT_OPERAND:
      return ptowsp_parser_at(p, TOKEN_PERCENT);
    case PTOWSP_FORMAT_REGION:
      return ptowsp_parser_at(p, TOKEN_LEFT_BRACE);
    case PTOWSP_FORMAT_ATTR: {
      const ptowsp_attr_spec_t *attr = &frame->spec->attrs[first->index];
      if (attr->rule == PTOWSP_ATTR_RULE_symname) return ptowsp_parser_at(p, TOKEN_AT);
      if (attr->rule == PTOWSP_ATTR_RULE_string) return ptowsp_parser_at(p, TOKEN_STRING);
      return attr->words && enum_number(p, attr->words) >= 0;
    }
    default:
      return false;
  }
}

// The numbers of the cases that have been read.
static ptowsp_op_step_t add_cases(ptowsp_parser_t *p, const ptowsp_attr_spec_t *attr) {
  struct ops_stacks *s = p->stacks;
  size_t begin = ptowsp_parser_frame(p)->numbers;
  ptowsp_attr_t numbers =
      ptowsp_attr_i64_array(p->context, s->numbers.data + begin, s->numbers.size - begin);
  return ptowsp_add_property(p, attr->name, numbers) ? OP_DONE : OP_FAILED;
}

static ptowsp_op_step_t begin_region(ptowsp_parser_t *p, const ptowsp_element_t *element) {
  if (!ptowsp_expect_region(p)) return OP_FAILED;
  op_frame_t *frame = ptowsp_parser_frame(p);
  frame->terminator = element->terminator;
  size_t carrier = p->stacks->carriers.size - frame->carriers;
  if (!frame->spec->many_regions) frame->region_of_carrier[carrier] = element->index;
  bool has_args = p->stacks->entry_args.size > frame->entry_args;
  ptowsp_open_region(p, has_args);
  return OP_REGION;
}

// One more region of a group, as long as there are some: the element is come back to.
static ptowsp_op_step_t next_in_group(ptowsp_parser_t *p, const ptowsp_element_t *element) {
  op_frame_t *frame = ptowsp_parser_frame(p);
  bool first = !frame->in_group, cases = element->index != PTOWSP_FORMAT_ALL;
  bool more = cases   ? ptowsp_parser_accept_keyword(p, "case")
              : first ? ptowsp_parser_at(p, TOKEN_LEFT_BRACE)
                      : ptowsp_parser_accept(p, TOKEN_COMMA);
  frame->in_group = more;
  if (!more) return cases ? add_cases(p, &frame->spec->attrs[element->index]) : OP_DONE;
  if (cases) {
    int64_t number;
    if (!ptowsp_parser_integer(p, &number)) return OP_FAILED;
    ptowsp_vec_push(&p->stacks->numbers, number);
  }
  frame->pc--;
  return begin_region(p, element);
}

// The parentheses of `->` `(` type(…) `)` may be left out, as MLIR has it for one type.
static bool left_out(ptowsp_parser_t *p, op_frame_t *frame, const ptowsp_element_t *element) {
  const ptowsp_element_t *first = frame->spec->elements;
  bool opens = element > first && element[-1].kind == PTOWSP_FORMAT_LITERAL &&
               ptowsp_str_is(element[-1].text, "->") && ptowsp_str_is(element->text, "(") &&
               element[1].kind == PTOWSP_FORMAT_RESULT_TYPE;
  if (opens) return frame->bare_types = !ptowsp_parser_at(p, TOKEN_LEFT_PAREN);
  bool closes = frame->bare_types && ptowsp_str_is(element->text, ")");
  if (closes) frame->bare_types = false;
  return closes;
}

static ptowsp_op_step_t step(ptowsp_parser_t *p, op_frame_t *frame,
                             const ptowsp_element_t *element) {
  const ptowsp_spec_t *spec = frame->spec;
  bool ok = true;
  switch (element->kind) {
    case PTOWSP_FORMAT_LITERAL:
      ok = left_out(p, frame, element) || parse_literal(p, element->text);
      break;
    case PTOWSP_FORMAT_NO_SPACE:
      break;
    case PTOWSP_FORMAT_OPERAND:
      ok = parse_operands(p, element->index);
      break;
    case PTOWSP_FORMAT_ATTR:
      ok = parse_attr(p, &spec->attrs[element->index]);
      break;
    case PTOWSP_FORMAT_REGION:
      return begin_region(p, element);
    case PTOWSP_FORMAT_REGIONS:
      return next_in_group(p, element);
    case PTOWSP_FORMAT_SUCCESSOR:
      ok = ptowsp_push_successor(p);
      break;
    case PTOWSP_FORMAT_OPERAND_TYPE:
      ok = parse_types(p, &frame->operand_types[element->index],
                       spec->operands[element->index].arity);
      break;
    case PTOWSP_FORMAT_RESULT_TYPE:
      ok =
          parse_types(p, &frame->result_types[element->index], spec->results[element->index].arity);
      break;
    case PTOWSP_FORMAT_FUNCTIONAL_TYPE:
      ok = parse_functional_type(p, element);
      break;
    case PTOWSP_FORMAT_ATTR_DICT_KEYWORD:
      ok = !ptowsp_parser_accept_keyword(p, "attributes") || ptowsp_parse_attr_dict(p);
      break;
    case PTOWSP_FORMAT_ATTR_DICT:
      ok = !ptowsp_parser_at(p, TOKEN_LEFT_BRACE) || ptowsp_parse_attr_dict(p);
      break;
    case PTOWSP_FORMAT_GROUP:
      if (!group_present(p, frame)) frame->pc = element->index;
      break;
    case PTOWSP_FORMAT_HOOK:
      ok = run_hook(p, element->index);
      break;
  }
  return ok ? OP_DONE : OP_FAILED;
}

ptowsp_op_step_t ptowsp_parse_custom(ptowsp_parser_t *p) {
  op_frame_t *frame = ptowsp_parser_frame(p);
  while (frame->pc < frame->spec->element_count) {
    const ptowsp_element_t *element = &frame->spec->elements[frame->pc++];
    ptowsp_op_step_t done = step(p, frame, element);
    if (done != OP_DONE) return done;
  }
  return OP_DONE;
}

// ---------------------------------------------------------------- what the form leaves unsaid

typedef struct {
  ptowsp_parser_t *p;
  op_frame_t *frame;
  ptowsp_type_t operands[PTOWSP_SPEC_MAX], results[PTOWSP_SPEC_MAX]; // of groups with one type
} infer_t;

static ptowsp_type_t fixed_type(ptowsp_context_t *context, ptowsp_rule_t rule) {
  if (rule == PTOWSP_RULE_index) return ptowsp_type_index(context);
  if (rule == PTOWSP_RULE_i1) return ptowsp_type_i(context, 1);
  return NULL;
}

static ptowsp_type_t related_type(infer_t *in, const ptowsp_group_spec_t *group) {
  struct ops_stacks *s = in->p->stacks;
  if (group->rule == PTOWSP_RULE_TYPEOF) {
    const char *name = in->frame->spec->attrs[group->other].name;
    for (size_t i = in->frame->properties; i < s->properties.size; i++)
      if (s->properties.data[i].name == name)
        return ptowsp_attr_value_type(s->properties.data[i].value);
    return NULL;
  }
  if (group->rule != PTOWSP_RULE_SAME && group->rule != PTOWSP_RULE_ELEMENT) return NULL;
  ptowsp_type_t other =
      group->other_is_result ? in->results[group->other] : in->operands[group->other];
  if (!other || group->rule == PTOWSP_RULE_SAME) return other;
  switch (ptowsp_type_kind(other)) {
    case PTOWSP_TYPE_MEMREF:
    case PTOWSP_TYPE_TENSOR:
    case PTOWSP_TYPE_VECTOR:
    case PTOWSP_TYPE_TILE:
      return ptowsp_type_element(other);
    default:
      return NULL;
  }
}

// A group that says "=x" gives x its type too.
static void infer_back(infer_t *in, const ptowsp_group_spec_t *group, ptowsp_type_t type) {
  if (group->rule != PTOWSP_RULE_SAME || !type) return;
  ptowsp_type_t *other =
      group->other_is_result ? &in->results[group->other] : &in->operands[group->other];
  if (!*other) *other = type;
}

static void infer_by_trait(infer_t *in) {
  const ptowsp_spec_t *spec = in->frame->spec;
  ptowsp_type_t type = NULL;
  if (!(spec->info->traits & (PTOWSP_TRAIT_SAME_TYPE | PTOWSP_TRAIT_SAME_OPERANDS))) return;
  for (size_t i = 0; i < spec->operand_count && !type; i++) type = in->operands[i];
  if (spec->info->traits & PTOWSP_TRAIT_SAME_TYPE) {
    for (size_t i = 0; i < spec->result_count && !type; i++) type = in->results[i];
    for (size_t i = 0; i < spec->result_count; i++)
      if (!in->results[i]) in->results[i] = type;
  }
  for (size_t i = 0; i < spec->operand_count; i++)
    if (!in->operands[i]) in->operands[i] = type;
}

static void infer(infer_t *in) {
  const ptowsp_spec_t *spec = in->frame->spec;
  const ptowsp_type_t *types = in->p->stacks->types.data;
  for (size_t i = 0; i < spec->operand_count; i++)
    in->operands[i] = in->frame->operand_types[i].count
                          ? types[in->frame->operand_types[i].begin]
                          : fixed_type(in->p->context, spec->operands[i].rule);
  for (size_t i = 0; i < spec->result_count; i++)
    in->results[i] = in->frame->result_types[i].count
                         ? types[in->frame->result_types[i].begin]
                         : fixed_type(in->p->context, spec->results[i].rule);
  if (spec->info->traits & PTOWSP_TRAIT_ELEMENTWISE && spec->result_count && spec->operand_count &&
      spec->results[0].rule == PTOWSP_RULE_i1 && in->operands[0])
    in->results[0] = ptowsp_type_shaped_like(in->results[0], in->operands[0]); // a comparison's
  for (int round = 0; round < 2; round++) {
    infer_by_trait(in);
    for (size_t i = 0; i < spec->operand_count; i++) {
      if (!in->operands[i]) in->operands[i] = related_type(in, &spec->operands[i]);
      infer_back(in, &spec->operands[i], in->operands[i]);
    }
    for (size_t i = 0; i < spec->result_count; i++) {
      if (!in->results[i]) in->results[i] = related_type(in, &spec->results[i]);
      infer_back(in, &spec->results[i], in->results[i]);
    }
  }
}

// Looks up one group's operands under their types.
static bool resolve_group(infer_t *in, size_t group) {
  ptowsp_parser_t *p = in->p;
  struct ops_stacks *s = p->stacks;
  ptowsp_slice_t names = in->frame->operand_groups[group];
  ptowsp_slice_t types = in->frame->operand_types[group];
  if (types.given && types.count != names.count)
    return ptowsp_parser_fail_at(p, in->frame->loc, "'%s' op expected %u operand type%s but had %u",
                                 in->frame->name, names.count, names.count == 1 ? "" : "s",
                                 types.count);
  for (uint32_t i = 0; i < names.count; i++) {
    ptowsp_ssa_use_t *use = &s->operands.data[names.begin + i];
    ptowsp_type_t type = types.count ? s->types.data[types.begin + i] : in->operands[group];
    if (!type) type = ptowsp_scope_type(p, use);
    if (!type && ptowsp_scope_is_poisoned(p, use->name)) return false; // said already
    if (!type)
      return ptowsp_parser_fail_at(p, use->loc, "cannot infer the type of '%.*s'",
                                   (int)use->name.size, use->name.data);
    ptowsp_value_t *value = ptowsp_scope_use(p, use, type);
    if (!value) return false;
    ptowsp_vec_push(&s->values, value);
    ptowsp_vec_push(&s->value_uses, names.begin + i);
  }
  return true;
}

static bool add_segment_sizes(ptowsp_parser_t *p, op_frame_t *frame) {
  int32_t sizes[PTOWSP_SPEC_MAX];
  const ptowsp_spec_t *spec = frame->spec;
  if (!(spec->info->traits & PTOWSP_TRAIT_SEGMENTS)) return true;
  for (size_t i = 0; i < spec->operand_count; i++)
    sizes[i] = (int32_t)frame->operand_groups[i].count;
  const ptowsp_attr_spec_t *attr = ptowsp_spec_find_attr(spec, PTOWSP_STR("operandSegmentSizes"));
  return ptowsp_add_property(p, attr->name,
                             ptowsp_attr_i32_array(p->context, sizes, spec->operand_count));
}

bool ptowsp_finish_custom(ptowsp_parser_t *p) {
  struct ops_stacks *s = p->stacks;
  op_frame_t *frame = ptowsp_parser_frame(p);
  infer_t in = {.p = p, .frame = frame};
  infer(&in);
  s->values.size = s->value_uses.size = 0;
  for (size_t i = 0; i < frame->spec->operand_count; i++)
    if (!resolve_group(&in, i)) return false;
  // Result types go on the stack of types, behind those that were read.
  uint32_t base = (uint32_t)s->types.size;
  for (size_t i = 0; i < frame->spec->result_count; i++) {
    ptowsp_slice_t given = frame->result_types[i];
    for (uint32_t k = 0; k < given.count; k++) {
      ptowsp_type_t type = s->types.data[given.begin + k];
      ptowsp_vec_push(&s->types, type);
    }
    if (given.given || frame->spec->results[i].arity != PTOWSP_ARITY_ONE) continue;
    if (!in.results[i])
      return ptowsp_parser_fail_at(p, frame->loc, "'%s' op cannot infer the type of its result",
                                   frame->name);
    ptowsp_vec_push(&s->types, in.results[i]);
  }
  if (!add_segment_sizes(p, frame)) return false;
  return ptowsp_finish_op(p, s->values.data, s->values.size,
                          s->types.data ? s->types.data + base : NULL, s->types.size - base);
}
