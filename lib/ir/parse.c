// Tokens, aliases and the top level.
#include <stdlib.h>
#include <string.h>

#include "parse_nest.h"
#include "parse_ops.h"

// ---------------------------------------------------------------- tokens

bool ptowsp_parser_accept_keyword(ptowsp_parser_t *p, const char *keyword) {
  if (!ptowsp_token_is(&p->token, keyword)) return false;
  ptowsp_parser_advance(p);
  return true;
}

ptowsp_loc_t ptowsp_parser_loc(const ptowsp_parser_t *p) {
  return ptowsp_token_loc(&p->lexer, &p->token);
}

// Behind the last thing that is no blank or comment in [begin, end); NULL: there is none.
static const char *last_of_line(const char *begin, const char *end) {
  bool quoted = false;
  for (const char *at = begin; at < end; at++) {
    if (quoted && *at == '\\') {
      at++;
    } else if (*at == '"') {
      quoted = !quoted;
    } else if (!quoted && *at == '/' && at + 1 < end && at[1] == '/') {
      end = at;
    }
  }
  while (end > begin && PTOWSP_CLASSES[(unsigned char)end[-1]] & CLASS_SPACE) end--;
  return end > begin ? end : NULL;
}

// Where something is missing in front of the token: at the token, or if that stands on a later
// line, at the end of the line that should go on.
static ptowsp_loc_t missing_loc(const ptowsp_parser_t *p) {
  const char *line = p->token.start - (p->token.column - 1), *stop = NULL;
  uint32_t number = p->token.line;
  if (last_of_line(line, p->token.start)) return ptowsp_parser_loc(p);
  while (!stop && line > p->lexer.begin) {
    const char *end = line - 1;
    for (line = end; line > p->lexer.begin && line[-1] != '\n'; line--) continue;
    number--;
    stop = last_of_line(line, end);
  }
  if (!stop) return ptowsp_parser_loc(p);
  return (ptowsp_loc_t){p->lexer.file, number, (uint32_t)(stop - line) + 1, 0};
}

bool ptowsp_parser_fail(ptowsp_parser_t *p, const char *format, ...) {
  if (p->token.kind == TOKEN_ERROR) return false; // the lexer has said why
  ptowsp_buffer_t text = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&text, format, args);
  va_end(args);
  bool missing = !strncmp(text.data, "expected", 8);
  ptowsp_error(p->context, missing ? missing_loc(p) : ptowsp_parser_loc(p), "%s", text.data);
  ptowsp_buffer_deinit(&text);
  return false;
}

bool ptowsp_parser_fail_word(ptowsp_parser_t *p, const ptowsp_nearest_t *nearest,
                             const char *format, ...) {
  if (p->token.kind == TOKEN_ERROR) return false;
  ptowsp_buffer_t text = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&text, format, args);
  va_end(args);
  bool missing = !strncmp(text.data, "expected", 8);
  ptowsp_loc_t at = missing ? missing_loc(p) : ptowsp_parser_loc(p);
  // A word of the next line is hardly meant to be this one.
  if (at.line == p->token.line)
    ptowsp_emit_word(p->context, at, nearest, text.data);
  else
    ptowsp_error(p->context, at, "%s", text.data);
  ptowsp_buffer_deinit(&text);
  return false;
}

bool ptowsp_parser_expect_close(ptowsp_parser_t *p, ptowsp_token_kind_t kind, ptowsp_loc_t open,
                                const char *message) {
  if (ptowsp_parser_accept(p, kind)) return true;
  bool silent = p->token.kind == TOKEN_ERROR;
  ptowsp_parser_fail(p, "%s", message);
  if (!silent) ptowsp_note(p->context, open, "to match this");
  return false;
}

bool ptowsp_parser_fail_at(ptowsp_parser_t *p, ptowsp_loc_t loc, const char *format, ...) {
  ptowsp_buffer_t text = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&text, format, args);
  va_end(args);
  ptowsp_error(p->context, loc, "%s", text.data);
  ptowsp_buffer_deinit(&text);
  return false;
}

ptowsp_str_t ptowsp_parser_string(ptowsp_parser_t *p, const ptowsp_token_t *token) {
  ptowsp_str_t quoted = ptowsp_token_text(token);
  if (!memchr(quoted.data, '\\', quoted.size))
    return (ptowsp_str_t){quoted.data + 1, quoted.size - 2};
  p->text.size = 0;
  ptowsp_token_unescape(quoted, &p->text);
  return (ptowsp_str_t){p->text.data, p->text.size};
}

bool ptowsp_parser_symbol_name(ptowsp_parser_t *p, const char **out_name) {
  if (!ptowsp_parser_at(p, TOKEN_AT))
    return ptowsp_parser_fail(p, "expected valid '@'-identifier for symbol name");
  ptowsp_str_t name = {p->token.start + 1, p->token.size - 1};
  if (name.data[0] == '"') {
    ptowsp_token_t quoted = p->token;
    quoted.start++;
    quoted.size--;
    name = ptowsp_parser_string(p, &quoted);
    if (!name.size || memchr(name.data, 0, name.size))
      return ptowsp_parser_fail(p, "expected a symbol name without NUL bytes");
  }
  *out_name = ptowsp_intern(p->context, name);
  ptowsp_parser_advance(p);
  return true;
}

// ---------------------------------------------------------------- aliases

static size_t alias_slot(ptowsp_parser_t *p, ptowsp_str_t name) {
  size_t mask = p->alias_slots.size - 1;
  size_t at = ptowsp_fnv1a(name.data, name.size) & mask;
  while (p->alias_slots.data[at] &&
         !ptowsp_str_equal(p->aliases.data[p->alias_slots.data[at] - 1].name, name))
    at = (at + 1) & mask;
  return at;
}

static const ptowsp_alias_t *find_alias(ptowsp_parser_t *p, ptowsp_str_t name) {
  if (!p->alias_slots.size) return NULL;
  uint32_t found = p->alias_slots.data[alias_slot(p, name)];
  return found ? &p->aliases.data[found - 1] : NULL;
}

const void *ptowsp_parser_find_alias(ptowsp_parser_t *p, ptowsp_str_t name) {
  const ptowsp_alias_t *alias = find_alias(p, name);
  return alias ? alias->value : NULL;
}

// What is printed may be longer than any file: #a1 = [#a0, #a0], #a2 = [#a1, #a1] and so on.
const void *ptowsp_parser_use_alias(ptowsp_parser_t *p) {
  const uint64_t large = 4096, most = UINT64_C(1) << 27;
  const ptowsp_alias_t *alias = find_alias(p, ptowsp_token_text(&p->token));
  if (!alias) return ptowsp_parser_fail_alias(p, &p->token), NULL;
  uint64_t size = alias->keeps_name ? alias->name.size : alias->size;
  p->expanded += size < UINT32_MAX ? size : UINT32_MAX;
  if (size > large) p->large_expanded += size < most ? size : most + 1;
  if (p->large_expanded > most) {
    ptowsp_parser_fail(p, "the aliases up to here stand for more than %llu MB of text",
                       (unsigned long long)(most >> 20));
    return NULL;
  }
  ptowsp_parser_advance(p);
  return alias->value;
}

static void grow_aliases(ptowsp_parser_t *p) {
  size_t size = p->alias_slots.size ? p->alias_slots.size * 2 : 16;
  free(p->alias_slots.data);
  p->alias_slots.data = ptowsp_calloc(size, sizeof *p->alias_slots.data);
  p->alias_slots.size = p->alias_slots.capacity = size;
  for (size_t i = 0; i < p->aliases.size; i++)
    p->alias_slots.data[alias_slot(p, p->aliases.data[i].name)] = (uint32_t)i + 1;
}

static void add_alias(ptowsp_parser_t *p, const ptowsp_alias_t *alias) {
  if (2 * p->aliases.size >= p->alias_slots.size) grow_aliases(p);
  ptowsp_vec_push(&p->aliases, *alias);
  p->alias_slots.data[alias_slot(p, alias->name)] = (uint32_t)p->aliases.size;
}

// Whether the value is printed under a name (print_aliases.c). What is of a dialect nobody knows
// keeps that of the input: aliases in other text of the dialect say that it likes it so.
static bool keep_name(ptowsp_parser_t *p, ptowsp_str_t name, bool is_type, const void *value) {
  if (is_type) {
    if (ptowsp_type_kind(value) != PTOWSP_TYPE_OPAQUE) return false;
  } else {
    ptowsp_attr_kind_t kind = ptowsp_attr_kind(value);
    if (kind == PTOWSP_ATTR_LOCATION || kind == PTOWSP_ATTR_DISTINCT) return true;
    if (kind != PTOWSP_ATTR_OPAQUE) return false;
  }
  ptowsp_module_t *module = p->module;
  if (ptowsp_numbering_enter(&module->named, value) < module->names.size) return true;
  ptowsp_str_t bare = {name.data + 1, name.size - 1};
  ptowsp_vec_push(&module->names, ptowsp_intern(p->context, bare));
  ptowsp_context_note_alias(p->context);
  return true;
}

// #name = attribute, !name = type
static bool parse_alias(ptowsp_parser_t *p) {
  ptowsp_token_t name = p->token;
  ptowsp_str_t text = ptowsp_token_text(&name);
  bool is_type = name.kind == TOKEN_EXCLAMATION;
  const ptowsp_alias_t *known = find_alias(p, text);
  if (known) {
    ptowsp_parser_fail(p, "redefinition of %s alias id '%.*s'", is_type ? "type" : "attribute",
                       (int)text.size - 1, text.data + 1);
    ptowsp_note(p->context, known->loc, "previously defined here");
    return false;
  }
  if (memchr(text.data, '.', text.size))
    return ptowsp_parser_fail(p, "%s names with a '.' are reserved for dialect-defined names",
                              is_type ? "type" : "attribute");
  ptowsp_parser_advance(p);
  if (!ptowsp_parser_expect(p, TOKEN_EQUAL, "expected '=' in alias definition")) return false;
  const void *value;
  const char *start = p->token.start;
  uint64_t expanded = p->expanded, large = p->large_expanded;
  bool ok = is_type ? ptowsp_parse_type_at(p, (ptowsp_type_t *)&value)
                    : ptowsp_parse_attr_at(p, (ptowsp_attr_t *)&value);
  if (!ok) return false;
  uint64_t size = (uint64_t)(p->token.start - start) + p->expanded - expanded;
  p->expanded = expanded;
  p->large_expanded = large; // it is where it is used that text appears
  bool keeps = keep_name(p, text, is_type, value);
  add_alias(p, &(ptowsp_alias_t){text, value, ptowsp_token_loc(&p->lexer, &name), size, keeps});
  return true;
}

static bool resolve_pending_locs(ptowsp_parser_t *p) {
  for (size_t i = 0; i < p->pending_locs.size; i++) {
    ptowsp_pending_loc_t *pending = &p->pending_locs.data[i];
    ptowsp_attr_t known = ptowsp_parser_find_alias(p, ptowsp_token_text(&pending->alias));
    ptowsp_loc_t at = ptowsp_token_loc(&p->lexer, &pending->alias);
    if (!known) {
      if (!p->any_alias) ptowsp_parser_fail_at(p, at, "operation location alias was never defined");
      continue;
    }
    if (ptowsp_attr_kind(known) != PTOWSP_ATTR_LOCATION)
      return ptowsp_parser_fail_at(p, at, "expected location, but found another attribute");
    if (pending->block)
      pending->block->arg_locs[pending->arg] = ptowsp_attr_loc(known);
    else
      pending->op->loc = ptowsp_attr_loc(known);
  }
  return true;
}

// ---------------------------------------------------------------- the top level

bool ptowsp_parse_top(ptowsp_parser_t *parser, bool (*alias)(ptowsp_parser_t *));

// A single top-level builtin.module is the module itself.
static void adopt_module(ptowsp_module_t *module) {
  ptowsp_op_t *root = module->op, *inner = root->regions[0].first->first;
  if (!inner || inner->next || !ptowsp_op_is(inner, PTOWSP_OP_BUILTIN_MODULE) ||
      inner->region_count != 1)
    return;
  root->loc = inner->loc;
  root->properties = inner->properties;
  root->attributes = inner->attributes;
  root->regions[0].first = root->regions[0].last = NULL;
  ptowsp_region_take(&root->regions[0], &inner->regions[0]);
}

static void deinit(ptowsp_parser_t *p) {
  struct ops_stacks *s = p->stacks;
  ptowsp_specs_deinit(&p->specs);
  ptowsp_buffer_deinit(&p->text);
  ptowsp_vec_deinit(&p->aliases);
  ptowsp_vec_deinit(&p->alias_slots);
  ptowsp_vec_deinit(&p->pending_locs);
  ptowsp_vec_deinit(&p->poisoned);
  ptowsp_vec_deinit(&p->nests);
  ptowsp_vec_deinit(&p->values);
  ptowsp_vec_deinit(&p->dims);
  ptowsp_vec_deinit(&p->distinct);
  ptowsp_vec_deinit(&p->frames);
  ptowsp_vec_deinit(&s->result_names);
  ptowsp_vec_deinit(&s->operands);
  ptowsp_vec_deinit(&s->types);
  ptowsp_vec_deinit(&s->properties);
  ptowsp_vec_deinit(&s->attributes);
  ptowsp_vec_deinit(&s->carriers);
  ptowsp_vec_deinit(&s->spare_carriers);
  ptowsp_vec_deinit(&s->successors);
  ptowsp_vec_deinit(&s->numbers);
  ptowsp_vec_deinit(&s->entry_args);
  ptowsp_vec_deinit(&s->blocks);
  ptowsp_vec_deinit(&s->block_heads);
  ptowsp_vec_deinit(&s->values);
  ptowsp_vec_deinit(&s->value_uses);
  ptowsp_lines_deinit(p);
  ptowsp_scope_deinit(p);
}

ptowsp_attr_t ptowsp_attr_affine_parse(ptowsp_context_t *context, ptowsp_str_t text) {
  struct ops_stacks stacks = {0};
  ptowsp_parser_t parser = {.context = context, .stacks = &stacks};
  ptowsp_attr_t attr = NULL;
  ptowsp_lexer_init(&parser.lexer, context, text, 0);
  ptowsp_parser_advance(&parser);
  bool is_set = ptowsp_token_is(&parser.token, "affine_set");
  if (is_set || ptowsp_token_is(&parser.token, "affine_map")) {
    ptowsp_parser_advance(&parser);
    ptowsp_parse_affine(&parser, is_set, &attr);
  }
  deinit(&parser);
  return attr;
}

// What begins like another kind of file is none of ours; false after an error.
static bool is_text(ptowsp_context_t *context, ptowsp_str_t text, uint32_t file) {
  static const struct {
    const char *magic, *message;
  } others[] = {
      {"ML\xefR", "this is MLIR bytecode; 'mlir-opt' makes text of it"},
      {"\xef\xbb\xbf", "a byte order mark stands in front of the text; save it without one"},
      {"\xff\xfe", "this is UTF-16; save it as UTF-8"},
      {"\xfe\xff", "this is UTF-16; save it as UTF-8"},
      {"BC\xc0\xde", "this is LLVM bitcode, not MLIR"},
      {"\x7f"
       "ELF",
       "this is an object file or a program, not MLIR"},
  };
  ptowsp_loc_t start = {file, 1, 1, 0};
  for (size_t i = 0; i < PTOWSP_COUNTOF(others); i++) {
    size_t size = strlen(others[i].magic);
    if (text.size < size || memcmp(text.data, others[i].magic, size) != 0) continue;
    ptowsp_error(context, start, "%s", others[i].message);
    return false;
  }
  return true;
}

ptowsp_module_t *ptowsp_parse(ptowsp_context_t *context, ptowsp_str_t text, const char *file_name) {
  uint32_t file = ptowsp_context_file(context, ptowsp_str(file_name));
  struct ops_stacks stacks = {0};
  ptowsp_parser_t parser = {.context = context, .stacks = &stacks};
  if (text.size > UINT32_MAX - 16) {
    ptowsp_loc_t start = {file, 1, 1, 0};
    ptowsp_error(context, start, "the input has %zu bytes; at most 4 GiB are read", text.size);
    return NULL;
  }
  if (!text.data) text.data = "";
  if (!is_text(context, text, file)) return NULL;
  parser.module = ptowsp_module_create(context, (ptowsp_loc_t){file, 1, 1, 0});
  parser.failures = ptowsp_context_error_count(context);
  ptowsp_specs_init(&parser.specs, context);
  ptowsp_lexer_init(&parser.lexer, context, text, file);
  ptowsp_parser_advance(&parser);
  bool ok = ptowsp_parse_top(&parser, parse_alias) && resolve_pending_locs(&parser);
  deinit(&parser);
  if (!ok || ptowsp_context_error_count(context) != parser.failures) {
    ptowsp_module_destroy(parser.module);
    return NULL;
  }
  adopt_module(parser.module);
  return parser.module;
}
