// Compiles the columns of a row.
#include "format.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "context_internal.h"

static const char *const rule_names[] = {"any",    "index",   "int",    "intlike",  "i1",
                                         "float",  "numeric", "memref", "tile",     "function",
                                         "tensor", "vector",  "shaped", "anymemref"};

static const char *const attr_rule_names[] = {
    "any",      "unit",     "bool",    "i64",      "i32",  "int",   "float",
    "numeric",  "string",   "symname", "symbol",   "type", "array", "dict",
    "i32array", "i64array", "strings", "function", "map"};

// ---------------------------------------------------------------- columns

static ptowsp_str_t trim(ptowsp_str_t text) {
  while (text.size && text.data[0] == ' ') text.data++, text.size--;
  while (text.size && text.data[text.size - 1] == ' ') text.size--;
  return text;
}

// Splits the next "…," off `rest`; false at the end.
static bool next_entry(ptowsp_str_t *rest, ptowsp_str_t *out_entry) {
  *rest = trim(*rest);
  if (!rest->size) return false;
  const char *comma = memchr(rest->data, ',', rest->size);
  size_t size = comma ? (size_t)(comma - rest->data) : rest->size;
  *out_entry = trim((ptowsp_str_t){rest->data, size});
  size_t skip = comma ? size + 1 : size;
  rest->data += skip;
  rest->size -= skip;
  return true;
}

static ptowsp_str_t split(ptowsp_str_t text, char at, ptowsp_str_t *out_behind) {
  const char *found = memchr(text.data, at, text.size);
  if (!found) {
    *out_behind = (ptowsp_str_t){text.data + text.size, 0};
    return text;
  }
  size_t size = (size_t)(found - text.data);
  *out_behind = (ptowsp_str_t){found + 1, text.size - size - 1};
  return (ptowsp_str_t){text.data, size};
}

static int find_group(const ptowsp_group_spec_t *groups, size_t count, ptowsp_str_t name) {
  for (size_t i = 0; i < count; i++)
    if (ptowsp_str_equal(groups[i].name, name)) return (int)i;
  return -1;
}

static int find_attr(const ptowsp_spec_t *spec, ptowsp_str_t name) {
  for (size_t i = 0; i < spec->attr_count; i++)
    if (ptowsp_str_is(name, spec->attrs[i].name)) return (int)i;
  return -1;
}

// The first problem of a row counts.
static void fail(ptowsp_spec_t *spec, const char *problem) {
  if (!spec->problem) spec->problem = problem;
}

// What a row may refer to: what the context has, and the rows that come with it.
typedef struct {
  ptowsp_context_t *context;
  const ptowsp_op_info_t *rows;
  size_t row_count;
} surroundings_t;

static const ptowsp_op_info_t *find_op(const surroundings_t *around, ptowsp_str_t name) {
  for (size_t i = 0; i < around->row_count; i++)
    if (around->rows[i].name && ptowsp_str_is(name, around->rows[i].name)) return &around->rows[i];
  return ptowsp_op_info_find(around->context, name);
}

static void refer_to_group(ptowsp_spec_t *spec, ptowsp_group_spec_t *group, ptowsp_rule_t rule,
                           ptowsp_str_t name) {
  group->rule = rule;
  int other = rule == PTOWSP_RULE_TYPEOF ? find_attr(spec, name)
                                         : find_group(spec->operands, spec->operand_count, name);
  if (other < 0) {
    other = find_group(spec->results, spec->result_count, name);
    group->other_is_result = true;
  }
  if (other < 0) return fail(spec, "a constraint names what the row does not have");
  group->other = (uint8_t)other;
}

static void compile_rule(ptowsp_spec_t *spec, ptowsp_group_spec_t *group, ptowsp_str_t text) {
  ptowsp_str_t behind;
  ptowsp_str_t front = split(text, '=', &behind);
  if (front.size != text.size) {
    ptowsp_rule_t rule = front.size == 0                  ? PTOWSP_RULE_SAME
                         : ptowsp_str_is(front, "typeof") ? PTOWSP_RULE_TYPEOF
                                                          : PTOWSP_RULE_ELEMENT;
    refer_to_group(spec, group, rule, behind);
    return;
  }
  for (size_t i = 0; i < PTOWSP_COUNTOF(rule_names); i++)
    if (ptowsp_str_is(text, rule_names[i])) {
      group->rule = (ptowsp_rule_t)i;
      return;
    }
  fail(spec, "unknown constraint of a type; each is written NAME:CONSTRAINT, as in \"x:index\"");
}

static bool is_name(ptowsp_str_t text) {
  for (size_t i = 0; i < text.size; i++) {
    char c = text.data[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (!letter && (i == 0 || !(c >= '0' && c <= '9'))) return false;
  }
  return text.size > 0;
}

// Names first, so that constraints can refer to any group of the row.
static uint8_t compile_groups(ptowsp_spec_t *spec, const char *column, ptowsp_group_spec_t *groups,
                              ptowsp_str_t *constraints) {
  ptowsp_str_t rest = ptowsp_str(column), entry;
  uint8_t count = 0;
  while (next_entry(&rest, &entry)) {
    if (count == PTOWSP_SPEC_MAX) return fail(spec, "too many operands or results"), count;
    char last = entry.data[entry.size - 1];
    if (last == '?' || last == '*') entry.size--;
    bool unnamed = entry.data[0] == '=';
    ptowsp_str_t constraint = entry;
    groups[count].name = unnamed ? PTOWSP_STR("result") : split(entry, ':', &constraint);
    if (!is_name(groups[count].name)) fail(spec, "malformed name of an operand or a result");
    groups[count].arity = last == '?'   ? PTOWSP_ARITY_OPTIONAL
                          : last == '*' ? PTOWSP_ARITY_MANY
                                        : PTOWSP_ARITY_ONE;
    constraints[count++] = constraint;
  }
  return count;
}

static void compile_attr(ptowsp_context_t *context, ptowsp_spec_t *spec, ptowsp_attr_spec_t *attr,
                         ptowsp_str_t entry) {
  if (entry.data[entry.size - 1] == '?') {
    attr->optional = true;
    entry.size--;
  }
  ptowsp_str_t constraint, otherwise;
  ptowsp_str_t name = split(entry, ':', &constraint);
  if (!is_name(name))
    fail(spec, "malformed name of an attribute; \"?\" stands at its end, as in \"x:i64?\"");
  attr->name = ptowsp_intern(context, name);
  constraint = split(constraint, '=', &otherwise);
  attr->segments = strcmp(attr->name, "operandSegmentSizes") == 0;
  for (size_t i = 0; i < PTOWSP_COUNTOF(attr_rule_names); i++)
    if (ptowsp_str_is(constraint, attr_rule_names[i])) {
      attr->rule = (ptowsp_attr_rule_t)i;
      attr->optional |= otherwise.size > 0;
      if (!otherwise.size) return;
      if (attr->rule == PTOWSP_ATTR_RULE_bool)
        attr->implied = ptowsp_attr_bool(context, ptowsp_str_is(otherwise, "true"));
      else if (attr->rule == PTOWSP_ATTR_RULE_any)
        attr->otherwise = ptowsp_attr_opaque(context, otherwise, NULL);
      else
        fail(spec, "only words, bool and any say what stands for an attribute that is absent");
      return;
    }
  attr->words = ptowsp_enum_find(constraint);
  if (!attr->words) return fail(spec, "unknown constraint of an attribute");
  attr->rule = PTOWSP_ATTR_RULE_ENUM;
  if (!otherwise.size) return;
  attr->optional = true;
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_printf(&text, "%s<%.*s>", attr->words->prefix, (int)otherwise.size, otherwise.data);
  attr->otherwise = ptowsp_attr_opaque(context, (ptowsp_str_t){text.data, text.size}, NULL);
  ptowsp_buffer_deinit(&text);
}

// ---------------------------------------------------------------- formats

typedef struct {
  const surroundings_t *around;
  ptowsp_spec_t *spec;
  const char *at;
  ptowsp_element_t elements[64];
  uint8_t count;
  bool declares; // the last hook names the arguments of the region to come
} compiler_t;

static void skip_spaces(compiler_t *c) {
  while (*c->at == ' ') c->at++;
}

static bool accept(compiler_t *c, const char *text) {
  skip_spaces(c);
  size_t size = strlen(text);
  if (strncmp(c->at, text, size) != 0) return false;
  c->at += size;
  return true;
}

static void expect(compiler_t *c, const char *text) {
  if (!accept(c, text)) fail(c->spec, "malformed format");
}

// A name in the format that stands for nothing: `what` it should be.
static void fail_at_name(compiler_t *c, ptowsp_str_t name, const char *what) {
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_printf(&text, "the format names '%.*s', which %s", (int)name.size, name.data, what);
  fail(c->spec, ptowsp_intern(c->around->context, (ptowsp_str_t){text.data, text.size}));
  ptowsp_buffer_deinit(&text);
}

static const char not_in_row[] = "the row does not have";

static ptowsp_str_t read_word(compiler_t *c) {
  skip_spaces(c);
  size_t size = strspn(c->at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");
  ptowsp_str_t word = {c->at, size};
  c->at += size;
  return word;
}

static ptowsp_element_t *add(compiler_t *c, ptowsp_format_kind_t kind) {
  if (c->count == PTOWSP_COUNTOF(c->elements)) {
    fail(c->spec, "the format has too many elements");
    c->count--;
  }
  c->elements[c->count] = (ptowsp_element_t){.kind = kind, .terminator = PTOWSP_OP_COUNT};
  return &c->elements[c->count++];
}

static int find_region(const ptowsp_spec_t *spec, ptowsp_str_t name) {
  for (size_t i = 0; i < spec->region_count; i++)
    if (ptowsp_str_equal(spec->regions[i], name)) return (int)i;
  return -1;
}

// A region, or what the row has as a successor.
static ptowsp_element_t *add_region(compiler_t *c, ptowsp_str_t name, uint8_t how) {
  int i = find_region(c->spec, name);
  ptowsp_element_t *element = add(c, PTOWSP_FORMAT_REGION);
  for (size_t k = 0; i < 0 && k < c->spec->successor_count; k++)
    if (ptowsp_str_equal(c->spec->successors[k], name)) {
      element->kind = PTOWSP_FORMAT_SUCCESSOR;
      element->index = (uint8_t)k;
      return element;
    }
  if (i < 0) return fail_at_name(c, name, not_in_row), element;
  element->index = (uint8_t)i;
  element->index2 = (uint8_t)(how | (c->declares ? PTOWSP_REGION_DECLARED : 0));
  c->declares = false;
  return element;
}

static void compile_variable(compiler_t *c) {
  ptowsp_str_t name = read_word(c);
  int i;
  if ((i = find_group(c->spec->operands, c->spec->operand_count, name)) >= 0) {
    add(c, PTOWSP_FORMAT_OPERAND)->index = (uint8_t)i;
  } else if ((i = find_attr(c->spec, name)) >= 0) {
    add(c, PTOWSP_FORMAT_ATTR)->index = (uint8_t)i;
    c->spec->attrs[i].spelled = true;
  } else {
    add_region(c, name, 0);
  }
}

static void compile_type(compiler_t *c) {
  expect(c, "$");
  ptowsp_str_t name = read_word(c);
  expect(c, ")");
  int i = find_group(c->spec->operands, c->spec->operand_count, name);
  ptowsp_format_kind_t kind = PTOWSP_FORMAT_OPERAND_TYPE;
  if (i < 0) {
    i = find_group(c->spec->results, c->spec->result_count, name);
    kind = PTOWSP_FORMAT_RESULT_TYPE;
  }
  if (i < 0) return fail_at_name(c, name, not_in_row);
  add(c, kind)->index = (uint8_t)i;
}

static void compile_functional_type(compiler_t *c) {
  ptowsp_element_t *element = add(c, PTOWSP_FORMAT_FUNCTIONAL_TYPE);
  int operands = PTOWSP_FORMAT_ALL;
  if (!accept(c, "operands")) {
    expect(c, "$");
    ptowsp_str_t name = read_word(c);
    operands = find_group(c->spec->operands, c->spec->operand_count, name);
    if (operands < 0) return fail_at_name(c, name, not_in_row);
  }
  expect(c, ",");
  expect(c, "$");
  ptowsp_str_t name = read_word(c);
  int results = find_group(c->spec->results, c->spec->result_count, name);
  if (results < 0) return fail_at_name(c, name, not_in_row);
  expect(c, ")");
  element->index = (uint8_t)operands;
  element->index2 = (uint8_t)results;
}

static void compile_body(compiler_t *c, uint8_t how) {
  expect(c, "$");
  ptowsp_element_t *element = add_region(c, read_word(c), how);
  expect(c, ",");
  ptowsp_str_t name = read_word(c);
  const ptowsp_op_info_t *info = find_op(c->around, name);
  if (!info) return fail_at_name(c, name, "is no operation");
  if (!(info->traits & PTOWSP_TRAIT_TERMINATOR)) return fail_at_name(c, name, "ends no block");
  element->terminator = info->id;
  expect(c, ")");
}

// The regions of the row's last name.
static void compile_regions_of(compiler_t *c, bool cases) {
  ptowsp_element_t *element = add(c, PTOWSP_FORMAT_REGIONS);
  element->index = PTOWSP_FORMAT_ALL;
  expect(c, "$");
  if (cases) {
    ptowsp_str_t name = read_word(c);
    int attr = find_attr(c->spec, name);
    if (attr < 0) return fail_at_name(c, name, not_in_row);
    c->spec->attrs[attr].spelled = true;
    element->index = (uint8_t)attr;
    expect(c, ",");
    expect(c, "$");
  }
  ptowsp_str_t name = read_word(c);
  int region = find_region(c->spec, name);
  if (region < 0) return fail_at_name(c, name, not_in_row);
  if (!c->spec->many_regions || region + 1 != c->spec->region_count)
    return fail_at_name(c, name, "is no group of regions");
  expect(c, ")");
}

static void compile_hook(compiler_t *c) {
  static const char *const names[] = {
#define PTOWSP_FORMAT_HOOK(NAME, DECLARES) #NAME,
#include "format_hooks.def"
  };
  static const bool declares[] = {
#define PTOWSP_FORMAT_HOOK(NAME, DECLARES) DECLARES,
#include "format_hooks.def"
  };
  ptowsp_str_t name = read_word(c);
  size_t i = 0;
  while (i < PTOWSP_HOOK_COUNT && !ptowsp_str_is(name, names[i])) i++;
  if (i == PTOWSP_HOOK_COUNT) return fail(c->spec, "unknown hook in a format");
  add(c, PTOWSP_FORMAT_HOOK)->index = (uint8_t)i;
  c->declares |= declares[i];
  expect(c, ">");
  if (*c->at != '(') return; // one behind a blank begins a group
  c->at++;
  do {
    expect(c, "$");
    int attr = find_attr(c->spec, read_word(c));
    if (attr >= 0) c->spec->attrs[attr].spelled = true;
  } while (accept(c, ","));
  expect(c, ")");
}

static void compile_literal(compiler_t *c) {
  size_t size = strcspn(c->at, "`");
  ptowsp_element_t *element = add(c, size ? PTOWSP_FORMAT_LITERAL : PTOWSP_FORMAT_NO_SPACE);
  if (!c->at[size]) return fail(c->spec, "malformed format");
  element->text = (ptowsp_str_t){c->at, size};
  if (ptowsp_str_is(element->text, " "))
    *element = (ptowsp_element_t){PTOWSP_FORMAT_NO_SPACE, .index = 1};
  c->at += size + 1;
}

static void compile_element(compiler_t *c) {
  if (accept(c, "`"))
    compile_literal(c);
  else if (accept(c, "$"))
    compile_variable(c);
  else if (accept(c, "type("))
    compile_type(c);
  else if (accept(c, "functional-type("))
    compile_functional_type(c);
  else if (accept(c, "body("))
    compile_body(c, 0);
  else if (accept(c, "ends("))
    compile_body(c, PTOWSP_REGION_ENDS);
  else if (accept(c, "regions("))
    compile_regions_of(c, false);
  else if (accept(c, "cases("))
    compile_regions_of(c, true);
  else if (accept(c, "custom<"))
    compile_hook(c);
  else if (accept(c, "attr-dict-with-keyword"))
    add(c, PTOWSP_FORMAT_ATTR_DICT_KEYWORD);
  else if (accept(c, "attr-dict"))
    add(c, PTOWSP_FORMAT_ATTR_DICT);
  else
    fail(c->spec, "malformed format");
}

static void compile_format(const surroundings_t *around, ptowsp_spec_t *spec, ptowsp_arena_t *arena,
                           const char *format) {
  compiler_t c = {.around = around, .spec = spec, .at = format};
  int group = -1;
  for (skip_spaces(&c); *c.at && !spec->problem; skip_spaces(&c)) {
    if (group < 0 && accept(&c, "(")) {
      group = c.count;
      add(&c, PTOWSP_FORMAT_GROUP);
      continue;
    }
    if (group >= 0 && accept(&c, ")?")) {
      c.elements[group].index = c.count;
      group = -1;
      continue;
    }
    compile_element(&c);
    if (!accept(&c, "^")) continue;
    if (group < 0)
      fail(spec, "'^' stands in groups alone");
    else
      c.elements[group].index2 = (uint8_t)(c.count - 1);
  }
  if (group >= 0) fail(spec, "a group of the format does not end in ')?'");
  spec->elements = ptowsp_arena_copy(arena, c.elements, c.count * sizeof *c.elements);
  spec->element_count = c.count;
}

// ---------------------------------------------------------------- specs

void ptowsp_specs_init(ptowsp_specs_t *specs, ptowsp_context_t *context) {
  memset(specs, 0, sizeof *specs);
  specs->context = context;
  specs->arena = ptowsp_arena_create();
  specs->specs =
      PTOWSP_ARENA_NEW(specs->arena, const ptowsp_spec_t *, ptowsp_op_info_id_end(context));
}

void ptowsp_specs_deinit(ptowsp_specs_t *specs) { ptowsp_arena_destroy(specs->arena); }

static void compile_attrs(ptowsp_context_t *context, ptowsp_spec_t *spec) {
  ptowsp_str_t rest = ptowsp_str(spec->info->attrs), entry;
  while (next_entry(&rest, &entry)) {
    if (spec->attr_count == PTOWSP_SPEC_MAX) return fail(spec, "too many attributes");
    ptowsp_attr_spec_t *attr = &spec->attrs[spec->attr_count++];
    compile_attr(context, spec, attr, entry);
    spec->has_defaults |= attr->otherwise != NULL;
  }
}

static void compile_regions(ptowsp_spec_t *spec) {
  ptowsp_str_t rest = ptowsp_str(spec->info->regions), entry;
  while (next_entry(&rest, &entry)) {
    bool many = entry.data[entry.size - 1] == '*';
    if (many) entry.size--;
    if (spec->region_count == PTOWSP_SPEC_MAX || spec->successor_count == PTOWSP_SPEC_MAX)
      return fail(spec, "too many regions");
    if (entry.data[0] == '^') {
      if (spec->many_successors) return fail(spec, "only the last successor may be a group");
      entry.data++, entry.size--;
      spec->successors[spec->successor_count++] = entry;
      spec->many_successors = many;
    } else {
      if (spec->many_regions) return fail(spec, "only the last region may be a group");
      spec->regions[spec->region_count++] = entry;
      spec->many_regions = many;
    }
  }
}

static bool has_attr(const ptowsp_spec_t *spec, const char *name) {
  return find_attr(spec, ptowsp_str(name)) >= 0;
}

// What traits mean to others must be there.
static void check_traits(ptowsp_spec_t *spec) {
  uint32_t traits = spec->info->traits;
  bool two = spec->operand_count == 2 && spec->operands[0].arity == PTOWSP_ARITY_ONE &&
             spec->operands[1].arity == PTOWSP_ARITY_ONE;
  if (traits & PTOWSP_TRAIT_COMMUTATIVE && !two) fail(spec, "what is commutative has two operands");
  if (traits & PTOWSP_TRAIT_SEGMENTS && !has_attr(spec, "operandSegmentSizes"))
    fail(spec, "what has segments has an attribute operandSegmentSizes");
  if (traits & (PTOWSP_TRAIT_SYMBOL | PTOWSP_TRAIT_FUNCTION) && !has_attr(spec, "sym_name"))
    fail(spec, "what is a symbol has an attribute sym_name");
  if (traits & PTOWSP_TRAIT_FUNCTION && (!has_attr(spec, "function_type") || !spec->region_count))
    fail(spec, "what is a function has an attribute function_type and a region");
  if (traits & PTOWSP_TRAIT_SYMBOL_TABLE && !spec->region_count)
    fail(spec, "what holds symbols has a region");
}

static ptowsp_spec_t *compile_row(const surroundings_t *around, ptowsp_arena_t *arena,
                                  const ptowsp_op_info_t *info) {
  ptowsp_spec_t *spec = PTOWSP_ARENA_NEW(arena, ptowsp_spec_t, 1);
  ptowsp_str_t operand_rules[PTOWSP_SPEC_MAX], result_rules[PTOWSP_SPEC_MAX];
  spec->info = info;
  spec->operand_count = compile_groups(spec, info->operands, spec->operands, operand_rules);
  spec->result_count = compile_groups(spec, info->results, spec->results, result_rules);
  compile_attrs(around->context, spec);
  compile_regions(spec);
  for (size_t i = 0; i < spec->operand_count; i++)
    compile_rule(spec, &spec->operands[i], operand_rules[i]);
  for (size_t i = 0; i < spec->result_count; i++)
    compile_rule(spec, &spec->results[i], result_rules[i]);
  if (info->format) compile_format(around, spec, arena, info->format);
  check_traits(spec);
  return spec;
}

const char *ptowsp_op_info_check(ptowsp_context_t *context, const ptowsp_op_info_t *rows,
                                 size_t count, size_t i) {
  ptowsp_arena_t *arena = ptowsp_arena_create();
  const ptowsp_spec_t *spec = compile_row(&(surroundings_t){context, rows, count}, arena, &rows[i]);
  const char *problem = spec->problem ? spec->problem : ptowsp_format_check(spec);
  ptowsp_arena_destroy(arena);
  return problem;
}

// Rows of the tables are sound, rows of others were checked when they came.
static const ptowsp_spec_t *compile(ptowsp_specs_t *specs, const ptowsp_op_info_t *info) {
  const ptowsp_spec_t *spec =
      compile_row(&(surroundings_t){specs->context, NULL, 0}, specs->arena, info);
  assert(!spec->problem);
  return specs->specs[info->id] = spec;
}

const ptowsp_spec_t *ptowsp_specs_get(ptowsp_specs_t *specs, const ptowsp_op_info_t *info) {
  const ptowsp_spec_t *known = specs->specs[info->id];
  return known ? known : compile(specs, info);
}

static size_t name_slot(const ptowsp_specs_t *specs, ptowsp_str_t name) {
  size_t at = ptowsp_fnv1a(name.data, name.size) % PTOWSP_COUNTOF(specs->names);
  while (specs->names[at] &&
         !ptowsp_str_is(name, ptowsp_op_info_by_id(specs->names[at] - 1u)->name))
    at = (at + 1) % PTOWSP_COUNTOF(specs->names);
  return at;
}

const ptowsp_op_info_t *ptowsp_specs_find(ptowsp_specs_t *specs, ptowsp_str_t name) {
  for (unsigned id = 0; !specs->has_names && id < PTOWSP_OP_COUNT; id++)
    specs->names[name_slot(specs, ptowsp_str(ptowsp_op_info_by_id(id)->name))] = (uint16_t)(id + 1);
  specs->has_names = true;
  uint16_t found = specs->names[name_slot(specs, name)];
  if (found) return ptowsp_op_info_by_id(found - 1u);
  return specs->context->ops.size ? ptowsp_op_info_find(specs->context, name) : NULL;
}

const char *ptowsp_rule_name(ptowsp_rule_t rule) { return rule_names[rule]; }

const char *ptowsp_attr_rule_name(const ptowsp_attr_spec_t *spec) {
  return spec->words ? spec->words->name : attr_rule_names[spec->rule];
}
