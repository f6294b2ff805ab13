// Operations. Open ops are frames on a stack; reading a region means
// reading ops until its '}', so nesting costs no recursion.
#include <stdlib.h>
#include <string.h>

#include "ir_internal.h"
#include "metadata.h"
#include "parse_ops.h"

op_frame_t *ptowsp_parser_frame(ptowsp_parser_t *p) { return &p->frames.data[p->frames.size - 1]; }

void ptowsp_parser_push_frame(ptowsp_parser_t *p) {
  struct ops_stacks *s = p->stacks;
  ptowsp_block_t *block = p->frames.size ? ptowsp_parser_frame(p)->current : NULL;
  ptowsp_vec_reserve(&p->frames, 1u);
  op_frame_t *frame = &p->frames.data[p->frames.size++];
  memset(frame, 0, offsetof(op_frame_t, operand_groups));
  frame->block = block;
  frame->result_names = (uint32_t)s->result_names.size;
  frame->operands = (uint32_t)s->operands.size;
  frame->types = (uint32_t)s->types.size;
  frame->properties = (uint32_t)s->properties.size;
  frame->attributes = (uint32_t)s->attributes.size;
  frame->carriers = (uint32_t)s->carriers.size;
  frame->successors = (uint32_t)s->successors.size;
  frame->entry_args = (uint32_t)s->entry_args.size;
  frame->numbers = (uint32_t)s->numbers.size;
}

void ptowsp_parser_pop_frame(ptowsp_parser_t *p) {
  struct ops_stacks *s = p->stacks;
  op_frame_t *frame = ptowsp_parser_frame(p);
  for (size_t i = frame->carriers; i < s->carriers.size; i++)
    ptowsp_vec_push(&s->spare_carriers, s->carriers.data[i]);
  s->result_names.size = frame->result_names;
  s->operands.size = frame->operands;
  s->types.size = frame->types;
  s->properties.size = frame->properties;
  s->attributes.size = frame->attributes;
  s->carriers.size = frame->carriers;
  s->successors.size = frame->successors;
  s->entry_args.size = frame->entry_args;
  s->numbers.size = frame->numbers;
  p->frames.size--;
}

// ---------------------------------------------------------------- values

bool ptowsp_parse_ssa_use(ptowsp_parser_t *p, ptowsp_ssa_use_t *out) {
  if (!ptowsp_parser_at(p, TOKEN_PERCENT)) return ptowsp_parser_fail(p, "expected SSA operand");
  *out = (ptowsp_ssa_use_t){ptowsp_token_text(&p->token), 0, ptowsp_parser_loc(p)};
  const char *end = p->token.start + p->token.size;
  ptowsp_parser_advance(p);
  if (!ptowsp_parser_at(p, TOKEN_HASH) || p->token.start != end) return true;
  uint64_t number = 0;
  ptowsp_token_t digits = p->token;
  digits.start++;
  digits.size--;
  if (digits.start[0] < '0' || digits.start[0] > '9' || !ptowsp_parser_u64(&digits, &number) ||
      number > UINT32_MAX)
    return ptowsp_parser_fail(p, "invalid SSA value result number");
  out->number = (uint32_t)number;
  ptowsp_parser_advance(p);
  return true;
}

// %a, %b:2 =
static bool parse_result_names(ptowsp_parser_t *p) {
  do {
    ptowsp_result_name_t name = {ptowsp_token_text(&p->token), 1, ptowsp_parser_loc(p)};
    if (!ptowsp_parser_expect(p, TOKEN_PERCENT, "expected valid ssa identifier")) return false;
    if (ptowsp_parser_accept(p, TOKEN_COLON)) {
      uint64_t count;
      if (!ptowsp_parser_at(p, TOKEN_INTEGER))
        return ptowsp_parser_fail(p, "expected integer number of results");
      if (!ptowsp_parser_u64(&p->token, &count) || count < 1 || count > UINT32_MAX / 2)
        return ptowsp_parser_fail(p, "expected named operation to have at least 1 result");
      name.count = (uint32_t)count;
      ptowsp_parser_advance(p);
    }
    ptowsp_vec_push(&p->stacks->result_names, name);
  } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  return ptowsp_parser_expect(p, TOKEN_EQUAL, "expected '=' after SSA name");
}

static bool bind_results(ptowsp_parser_t *p, op_frame_t *frame, ptowsp_op_t *op) {
  struct ops_stacks *s = p->stacks;
  size_t names = s->result_names.size - frame->result_names;
  if (!names) return true;
  const ptowsp_result_name_t *name = &s->result_names.data[frame->result_names];
  if (!op->result_count)
    return ptowsp_parser_fail_at(p, name->loc, "cannot name an operation with no results");
  uint64_t total = 0;
  for (size_t i = 0; i < names; i++) total += name[i].count;
  if (total != op->result_count)
    return ptowsp_parser_fail_at(p, name->loc,
                                 "operation defines %u results but was provided %llu to bind",
                                 op->result_count, (unsigned long long)total);
  for (size_t i = 0, at = 0; i < names; at += name[i++].count)
    if (!ptowsp_scope_define(p, name[i].name, name[i].loc, &op->results[at], name[i].count))
      return false;
  return true;
}

// ---------------------------------------------------------------- making the op

bool ptowsp_add_property(ptowsp_parser_t *p, const char *name, ptowsp_attr_t value) {
  struct ops_stacks *s = p->stacks;
  for (size_t i = ptowsp_parser_frame(p)->properties; i < s->properties.size; i++)
    if (strcmp(s->properties.data[i].name, name) == 0)
      return ptowsp_parser_fail(p, "attribute '%s' occurs more than once", name);
  ptowsp_vec_push(&s->properties, ((ptowsp_named_attr_t){name, value}));
  return true;
}

// The names of one dictionary differ: only those of another, the first `others`, are looked at.
static bool add_attr(ptowsp_parser_t *p, ptowsp_named_attr_t entry, size_t others) {
  struct ops_stacks *s = p->stacks;
  op_frame_t *frame = ptowsp_parser_frame(p);
  if (frame->info && ptowsp_op_info_has_attr(frame->info, entry.name))
    return ptowsp_add_property(p, entry.name, entry.value);
  for (size_t i = frame->attributes; i < others; i++)
    if (s->attributes.data[i].name == entry.name)
      return ptowsp_parser_fail(p, "attribute '%s' occurs more than once", entry.name);
  ptowsp_vec_push(&s->attributes, entry);
  return true;
}

bool ptowsp_parse_attr_dict(ptowsp_parser_t *p) {
  ptowsp_attr_t dictionary;
  if (!ptowsp_parse_dictionary_at(p, &dictionary)) return false;
  size_t others = p->stacks->attributes.size;
  for (size_t i = 0; i < ptowsp_attr_count(dictionary); i++)
    if (!add_attr(p, ptowsp_attr_entry(dictionary, i), others)) return false;
  return true;
}

bool ptowsp_parse_trailing_loc(ptowsp_parser_t *p, ptowsp_op_t *op) {
  if (!ptowsp_token_is(&p->token, "loc")) return true;
  ptowsp_pending_loc_t pending = {.op = op};
  ptowsp_loc_t here = op->loc;
  if (!ptowsp_parse_loc(p, &op->loc, &pending.alias)) return false;
  bool is_pending = pending.alias.kind == TOKEN_HASH;
  if (is_pending) ptowsp_vec_push(&p->pending_locs, pending);
  // A terminator that the form implies stands where the op does.
  for (uint32_t i = 0; i < op->region_count; i++) {
    ptowsp_op_t *last = op->regions[i].last ? op->regions[i].last->last : NULL;
    if (!last || !ptowsp_loc_equal(last->loc, here)) continue;
    last->loc = op->loc;
    pending.op = last;
    if (is_pending) ptowsp_vec_push(&p->pending_locs, pending);
  }
  return true;
}

static ptowsp_attr_t make_dictionary(ptowsp_parser_t *p, const ptowsp_named_attr_t *entries,
                                     size_t count) {
  return count ? ptowsp_attr_dictionary(p->context, entries, count) : NULL;
}

// The regions of a group are spelled in front of the others and stand behind them.
static size_t region_in_group(const ptowsp_spec_t *spec, size_t count, size_t i) {
  size_t others = spec->region_count - 1u;
  return i + others < count ? i + others : i + others - count;
}

// Makes the innermost frame's op of what `state` says so far.
static bool make_op(ptowsp_parser_t *p, ptowsp_op_state_t state) {
  struct ops_stacks *s = p->stacks;
  op_frame_t *frame = ptowsp_parser_frame(p);
  size_t carriers = s->carriers.size - frame->carriers;
  bool named = frame->spec && !frame->spec->many_regions;
  size_t regions = named ? frame->spec->region_count : carriers;
  state.id = frame->info ? frame->info->id : PTOWSP_OP_UNREGISTERED;
  state.name = frame->name;
  state.loc = frame->loc;
  state.region_count = regions;
  state.successor_count = s->successors.size - frame->successors;
  if (state.successor_count) state.successors = s->successors.data + frame->successors;
  ptowsp_op_t *op = ptowsp_op_create(p->module, &state);
  for (size_t i = 0; i < carriers; i++) {
    size_t region = named ? frame->region_of_carrier[i] : i;
    if (frame->spec && !named) region = region_in_group(frame->spec, carriers, i);
    ptowsp_region_take(&op->regions[region], &s->carriers.data[frame->carriers + i]->regions[0]);
  }
  ptowsp_op_move_to_end(op, frame->block);
  ptowsp_line_keep(p, op);
  if (!ptowsp_parse_trailing_loc(p, op) || !bind_results(p, frame, op)) return false;
  ptowsp_parser_pop_frame(p);
  return true;
}

static ptowsp_attr_t given_properties(ptowsp_parser_t *p) {
  const op_frame_t *frame = ptowsp_parser_frame(p);
  if (frame->whole) return frame->whole;
  return make_dictionary(p, p->stacks->properties.data + frame->properties,
                         p->stacks->properties.size - frame->properties);
}

static ptowsp_attr_t given_attributes(ptowsp_parser_t *p) {
  const op_frame_t *frame = ptowsp_parser_frame(p);
  return make_dictionary(p, p->stacks->attributes.data + frame->attributes,
                         p->stacks->attributes.size - frame->attributes);
}

// Groups of no operands need not say how many they have.
static void imply_segments(ptowsp_parser_t *p) {
  static const char name[] = "operandSegmentSizes";
  const op_frame_t *frame = ptowsp_parser_frame(p);
  if (!frame->info || !(frame->info->traits & PTOWSP_TRAIT_SEGMENTS) || frame->whole) return;
  for (size_t i = frame->properties; i < p->stacks->properties.size; i++)
    if (strcmp(p->stacks->properties.data[i].name, name) == 0) return;
  const ptowsp_spec_t *spec = ptowsp_specs_get(&p->specs, frame->info);
  static const int32_t zeros[PTOWSP_SPEC_MAX];
  ptowsp_named_attr_t sizes = {ptowsp_intern_cstr(p->context, name),
                               ptowsp_attr_i32_array(p->context, zeros, spec->operand_count)};
  ptowsp_vec_push(&p->stacks->properties, sizes);
}

bool ptowsp_finish_op(ptowsp_parser_t *p, ptowsp_value_t *const *operands, size_t operand_count,
                      const ptowsp_type_t *result_types, size_t result_count) {
  if (!operand_count) imply_segments(p);
  return make_op(p, (ptowsp_op_state_t){.operands = operands,
                                        .operand_count = operand_count,
                                        .result_types = result_types,
                                        .result_count = result_count,
                                        .properties = given_properties(p),
                                        .attributes = given_attributes(p)});
}

// ---------------------------------------------------------------- the generic form

static bool parse_operand_names(ptowsp_parser_t *p) {
  ptowsp_loc_t open = ptowsp_parser_loc(p);
  if (!ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '(' to start operand list"))
    return false;
  if (ptowsp_parser_accept(p, TOKEN_RIGHT_PAREN)) return true;
  do {
    ptowsp_ssa_use_t use;
    if (!ptowsp_parse_ssa_use(p, &use)) return false;
    ptowsp_vec_push(&p->stacks->operands, use);
  } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  return ptowsp_parser_expect_close(p, TOKEN_RIGHT_PAREN, open, "expected ')' to end operand list");
}

static bool parse_successors(ptowsp_parser_t *p) {
  if (!ptowsp_parser_accept(p, TOKEN_LEFT_SQUARE)) return true;
  do {
    if (!ptowsp_push_successor(p)) return false;
  } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  return ptowsp_parser_expect(p, TOKEN_RIGHT_SQUARE, "expected ']'");
}

static bool parse_properties(ptowsp_parser_t *p) {
  ptowsp_attr_t dictionary;
  if (!ptowsp_parser_accept(p, TOKEN_LESS)) return true;
  ptowsp_loc_t at = ptowsp_parser_loc(p);
  op_frame_t *frame = ptowsp_parser_frame(p);
  if (!ptowsp_parse_attr_at(p, &dictionary) ||
      !ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>' to close properties"))
    return false;
  if (!frame->info) {
    frame->whole = dictionary;
    return true;
  }
  if (ptowsp_attr_kind(dictionary) != PTOWSP_ATTR_DICTIONARY)
    return ptowsp_parser_fail_at(p, at, "the properties of '%s' are a dictionary, {name = value}",
                                 frame->name);
  for (size_t i = 0; i < ptowsp_attr_count(dictionary); i++)
    ptowsp_vec_push(&p->stacks->properties, ptowsp_attr_entry(dictionary, i));
  return true;
}

// (types) -> types, straight onto the stack of types: no function type is interned.
static bool parse_signature(ptowsp_parser_t *p, size_t *out_inputs) {
  struct ops_stacks *s = p->stacks;
  size_t base = s->types.size;
  ptowsp_type_t type;
  if (!ptowsp_parser_expect(p, TOKEN_COLON, "expected ':' followed by operation type") ||
      !ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected function type"))
    return false;
  if (!ptowsp_parser_accept(p, TOKEN_RIGHT_PAREN)) {
    do {
      if (!ptowsp_parse_type_at(p, &type)) return false;
      ptowsp_vec_push(&s->types, type);
    } while (ptowsp_parser_accept(p, TOKEN_COMMA));
    if (!ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')'")) return false;
  }
  *out_inputs = s->types.size - base;
  if (!ptowsp_parser_expect(p, TOKEN_ARROW, "expected '->' in function type")) return false;
  if (!ptowsp_parser_accept(p, TOKEN_LEFT_PAREN)) {
    if (!ptowsp_parse_type_at(p, &type)) return false;
    ptowsp_vec_push(&s->types, type);
    return true;
  }
  if (ptowsp_parser_accept(p, TOKEN_RIGHT_PAREN)) return true;
  do {
    if (!ptowsp_parse_type_at(p, &type)) return false;
    ptowsp_vec_push(&s->types, type);
  } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  return ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')'");
}

// Behind the regions: {attributes} : signature.
static bool finish_generic(ptowsp_parser_t *p) {
  struct ops_stacks *s = p->stacks;
  ptowsp_loc_t colon;
  size_t inputs;
  if (ptowsp_parser_at(p, TOKEN_LEFT_BRACE) && !ptowsp_parse_attr_dict(p)) return false;
  colon = ptowsp_parser_loc(p);
  if (!parse_signature(p, &inputs)) return false;
  const op_frame_t *frame = ptowsp_parser_frame(p);
  size_t operands = s->operands.size - frame->operands;
  if (operands != inputs)
    return ptowsp_parser_fail_at(p, colon, "expected %zu operand type%s but had %zu", operands,
                                 operands == 1 ? "" : "s", inputs);
  size_t count = s->types.size - frame->types;
  const ptowsp_type_t *types = s->types.data ? s->types.data + frame->types : NULL;
  s->values.size = s->value_uses.size = 0;
  for (uint32_t i = 0; i < operands; i++) {
    uint32_t use = frame->operands + i;
    ptowsp_value_t *value = ptowsp_scope_use(p, &s->operands.data[use], types[i]);
    if (!value) return false;
    ptowsp_vec_push(&s->values, value);
    ptowsp_vec_push(&s->value_uses, use);
  }
  return ptowsp_finish_op(p, s->values.data, operands, types ? types + operands : NULL,
                          count - operands);
}

// Behind a region of the generic form: the next one or the end of the list.
static ptowsp_op_step_t next_generic_region(ptowsp_parser_t *p) {
  if (ptowsp_parser_accept(p, TOKEN_COMMA)) {
    if (!ptowsp_expect_region(p)) return OP_FAILED;
    ptowsp_open_region(p, false);
    return OP_REGION;
  }
  if (!ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')' to end region list"))
    return OP_FAILED;
  return finish_generic(p) ? OP_DONE : OP_FAILED;
}

// The op's quoted name. Many ops in a row have the same.
static bool parse_generic_name(ptowsp_parser_t *p) {
  struct ops_stacks *s = p->stacks;
  op_frame_t *frame = ptowsp_parser_frame(p);
  ptowsp_str_t spelled = ptowsp_token_text(&p->token);
  if (!ptowsp_str_equal(spelled, s->last_name)) {
    ptowsp_str_t name = ptowsp_parser_string(p, &p->token);
    if (!name.size) return ptowsp_parser_fail(p, "empty operation name is invalid");
    if (memchr(name.data, 0, name.size))
      return ptowsp_parser_fail(p, "null character not allowed in operation name");
    s->last_name = spelled;
    s->last_info = ptowsp_specs_find(&p->specs, name);
    s->last_interned = s->last_info ? s->last_info->name : ptowsp_intern(p->context, name);
  }
  frame->loc = ptowsp_parser_loc(p);
  frame->spelled = spelled;
  frame->info = s->last_info;
  frame->name = s->last_interned;
  ptowsp_parser_advance(p);
  return true;
}

static ptowsp_op_step_t begin_generic(ptowsp_parser_t *p) {
  if (!parse_generic_name(p)) return OP_FAILED;
  if (!parse_operand_names(p) || !parse_successors(p)) return OP_FAILED;
  if (!parse_properties(p)) return OP_FAILED;
  if (!ptowsp_parser_at(p, TOKEN_LEFT_PAREN)) return finish_generic(p) ? OP_DONE : OP_FAILED;
  ptowsp_parser_advance(p);
  if (!ptowsp_expect_region(p)) return OP_FAILED;
  ptowsp_open_region(p, false);
  return OP_REGION;
}

// ---------------------------------------------------------------- any op

// The dialect, with its dot, whose ops may go without it here; NULL: none.
static const char *default_dialect(const ptowsp_parser_t *p) {
  size_t depth = p->frames.size;
  if (depth < 2) return NULL;
  // Regions of operations that are not known here go on with what holds around them.
  while (depth > 2 && !p->frames.data[depth - 2].info) depth--;
  const op_frame_t *around = &p->frames.data[depth - 2];
  if (!around->info || around->info->id == PTOWSP_OP_BUILTIN_MODULE) return "builtin.";
  return around->info->id == PTOWSP_OP_FUNC_FUNC ? "func." : NULL;
}

static const ptowsp_op_info_t *default_dialect_op(ptowsp_parser_t *p, ptowsp_str_t name) {
  const char *dialect = default_dialect(p);
  char full[64];
  size_t prefix = dialect ? strlen(dialect) : 0;
  if (!dialect || prefix + name.size > sizeof full) return NULL;
  memcpy(full, dialect, prefix);
  memcpy(full + prefix, name.data, name.size);
  return ptowsp_specs_find(&p->specs, (ptowsp_str_t){full, prefix + name.size});
}

// Whether there is any operation of the dialect, the first `prefix` characters of the name.
static bool has_dialect(const ptowsp_context_t *context, ptowsp_str_t name, size_t prefix) {
  const ptowsp_op_info_t *info;
  for (size_t i = 0; (info = ptowsp_op_info_at(context, i)); i++)
    if (strncmp(info->name, name.data, prefix) == 0 && info->name[prefix] == '.') return true;
  return false;
}

static bool fail_unknown(ptowsp_parser_t *p, ptowsp_str_t name, bool dotted) {
  ptowsp_nearest_t nearest = ptowsp_nearest_begin(name);
  if (dotted)
    ptowsp_op_info_offer(p->context, &nearest);
  else
    ptowsp_op_info_offer_bare(&nearest, default_dialect(p));
  const char *dialect = dotted ? NULL : default_dialect(p);
  size_t prefix = (size_t)((const char *)memchr(name.data, '.', name.size) - name.data);
  if (dotted && !ptowsp_nearest_end(&nearest) && !has_dialect(p->context, name, prefix))
    return ptowsp_parser_fail(p,
                              "custom op '%.*s' is unknown: operations of dialect '%.*s' are read "
                              "in generic form alone",
                              (int)name.size, name.data, (int)prefix, name.data);
  if (!dialect)
    return ptowsp_parser_fail_word(p, &nearest, "custom op '%.*s' is unknown", (int)name.size,
                                   name.data);
  return ptowsp_parser_fail_word(p, &nearest,
                                 "custom op '%.*s' is unknown (tried '%s%.*s' as well)",
                                 (int)name.size, name.data, dialect, (int)name.size, name.data);
}

static ptowsp_op_step_t step_custom(ptowsp_parser_t *p) {
  ptowsp_op_step_t step = ptowsp_parse_custom(p);
  if (step != OP_DONE) return step;
  return ptowsp_finish_custom(p) ? OP_DONE : OP_FAILED;
}

static ptowsp_op_step_t begin_custom(ptowsp_parser_t *p) {
  op_frame_t *frame = ptowsp_parser_frame(p);
  ptowsp_str_t name = ptowsp_token_text(&p->token);
  bool dotted = memchr(name.data, '.', name.size) != NULL;
  const ptowsp_op_info_t *info =
      dotted ? ptowsp_specs_find(&p->specs, name) : default_dialect_op(p, name);
  if (!info) return fail_unknown(p, name, dotted), OP_FAILED;
  if (!info->format)
    return ptowsp_parser_fail(p, "'%s' has no custom form; write the generic form", info->name),
           OP_FAILED;
  frame->info = info;
  frame->name = info->name;
  frame->spec = ptowsp_specs_get(&p->specs, info);
  memset(frame->operand_groups, 0, sizeof *frame - offsetof(op_frame_t, operand_groups));
  frame->loc = ptowsp_parser_loc(p);
  frame->spelled = name;
  ptowsp_parser_advance(p);
  return step_custom(p);
}

static ptowsp_op_step_t begin_op(ptowsp_parser_t *p) {
  if (p->frames.size > PTOWSP_PARSE_MAX_DEPTH)
    return ptowsp_parser_fail(p, "regions nest deeper than %d levels", PTOWSP_PARSE_MAX_DEPTH),
           OP_FAILED;
  op_frame_t *around = ptowsp_parser_frame(p);
  if (!around->current) around->current = ptowsp_block_create(ptowsp_opened_region(p));
  ptowsp_parser_push_frame(p);
  ptowsp_parser_frame(p)->begin = p->token.start;
  if (ptowsp_parser_at(p, TOKEN_PERCENT) && !parse_result_names(p)) return OP_FAILED;
  if (ptowsp_parser_at(p, TOKEN_STRING)) return begin_generic(p);
  if (ptowsp_parser_at(p, TOKEN_BARE)) return begin_custom(p);
  ptowsp_parser_fail(p, "expected operation name in quotes");
  return OP_FAILED;
}

// The innermost region is closed: on with the op it belongs to. What is wrong with the region as a
// whole does not make the rest unreadable.
static ptowsp_op_step_t end_region(ptowsp_parser_t *p) {
  ptowsp_close_region(p);
  if (ptowsp_parser_frame(p)->lost) return ptowsp_parser_end_lost(p);
  return ptowsp_parser_frame(p)->spec ? step_custom(p) : next_generic_region(p);
}

static bool at_op(const ptowsp_parser_t *p) {
  return ptowsp_parser_at(p, TOKEN_PERCENT) || ptowsp_parser_at(p, TOKEN_STRING) ||
         ptowsp_parser_at(p, TOKEN_BARE);
}

static bool fail_at_end(ptowsp_parser_t *p) {
  ptowsp_parser_fail(p, "expected '}' to end a region");
  ptowsp_note(p->context, ptowsp_parser_frame(p)->brace, "to match this");
  return false;
}

// One item; `out_frames` are those that remain open if it fails.
static ptowsp_op_step_t parse_item(ptowsp_parser_t *p, bool (*alias)(ptowsp_parser_t *),
                                   size_t *out_frames) {
  bool outermost = p->frames.size == 1;
  *out_frames = p->frames.size;
  if (outermost && ptowsp_parser_at(p, TOKEN_FILE_METADATA_BEGIN))
    return ptowsp_parse_metadata(p) ? OP_DONE : OP_FAILED;
  if (outermost && (ptowsp_parser_at(p, TOKEN_HASH) || ptowsp_parser_at(p, TOKEN_EXCLAMATION)))
    return alias(p) ? OP_DONE : OP_FAILED;
  if (ptowsp_parser_at(p, TOKEN_CARET)) return ptowsp_parse_block_label(p) ? OP_DONE : OP_FAILED;
  if (outermost || !ptowsp_parser_accept(p, TOKEN_RIGHT_BRACE)) return begin_op(p);
  --*out_frames;
  return end_region(p);
}

// The outermost frame stands for the input itself; its region is the module's body.
bool ptowsp_parse_top(ptowsp_parser_t *p, bool (*alias)(ptowsp_parser_t *)) {
  ptowsp_parser_push_frame(p);
  ptowsp_open_region(p, false);
  op_frame_t *top = ptowsp_parser_frame(p);
  top->scope = ptowsp_scope_enter(p, true);
  top->current = ptowsp_module_body(p->module);
  for (;;) {
    size_t frames;
    ptowsp_token_t begin = p->token;
    if (begin.kind == TOKEN_EOF) break;
    ptowsp_op_step_t step = parse_item(p, alias, &frames);
    // Many lines are as others before them.
    if (step != OP_FAILED && at_op(p) && ptowsp_parser_frame(p)->current) {
      frames = p->frames.size;
      begin = p->token;
      if (!ptowsp_lines_read(p)) step = OP_FAILED;
    }
    if (step == OP_FAILED && !ptowsp_parser_recover(p, &begin, frames)) return false;
  }
  if (p->frames.size > 1) return fail_at_end(p);
  return ptowsp_scope_leave(p, ptowsp_parser_frame(p)->scope);
}
