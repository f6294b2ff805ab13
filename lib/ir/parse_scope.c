// SSA names. A hash table of chains over a stack of entries: leaving a region pops
// the names it defined. Names used before their definition hold placeholders; an entry
// that only has those moves to the surrounding region until the name is defined.
#include <stdlib.h>
#include <string.h>

#include "parse.h"

// Names that count up, as most do, get places side by side: no two meet, and memory is
// walked through in order.
static ptowsp_name_t name_of(ptowsp_str_t text) {
  ptowsp_name_t name = {.text = text, .key = (uint32_t)text.size};
  uint32_t number = 0;
  bool is_number = text.size <= PTOWSP_NAME_DIGITS + 1;
  for (size_t i = 1; i < text.size; i++) { // behind the %
    unsigned char c = (unsigned char)text.data[i];
    if (c >= '0' && c <= '9') {
      number = number * 10 + (c - '0');
    } else {
      name.hash = ptowsp_name_mix(name.hash, number, c);
      number = 0;
      is_number = false;
    }
  }
  name.hash += number;
  if (is_number) name.key |= PTOWSP_NAME_NUMBER;
  return name;
}

static uint32_t size_of(const ptowsp_ssa_entry_t *entry) {
  return entry->key & ~PTOWSP_NAME_NUMBER;
}

static void link_entry(ptowsp_parser_t *p, uint32_t i) {
  ptowsp_ssa_entry_t *entry = &p->entries.data[i];
  uint32_t *head = &p->heads[entry->hash & (p->head_count - 1)];
  entry->chain = *head;
  *head = i + 1;
}

static void grow(ptowsp_parser_t *p) {
  ptowsp_pages_free(p->heads, p->head_count * sizeof *p->heads);
  p->head_count = p->head_count ? p->head_count * 2 : 64;
  p->heads = ptowsp_pages_alloc(p->head_count * sizeof *p->heads);
  for (size_t i = 0; i < p->entries.size; i++) link_entry(p, (uint32_t)i);
}

static void grow_entries(ptowsp_parser_t *p) {
  size_t had = p->entries.capacity, capacity = had ? 2 * had : 64, each = sizeof *p->entries.data;
  p->entries.data = ptowsp_pages_grow(p->entries.data, had * each, capacity * each);
  p->entries.capacity = capacity;
}

static inline ptowsp_ssa_entry_t *find(ptowsp_parser_t *p, const ptowsp_name_t *name) {
  if (!p->head_count) return NULL;
  uint32_t at = p->heads[name->hash & (p->head_count - 1)];
  for (; at; at = p->entries.data[at - 1].chain) {
    ptowsp_ssa_entry_t *entry = &p->entries.data[at - 1];
    if (entry->hash == name->hash && entry->isolation == p->isolation && entry->key == name->key &&
        (entry->key & PTOWSP_NAME_NUMBER ||
         memcmp(p->lexer.begin + entry->name, name->text.data, name->text.size) == 0) &&
        (entry->first || entry->forward))
      return entry;
  }
  return NULL;
}

static inline ptowsp_ssa_entry_t *add(ptowsp_parser_t *p, const ptowsp_name_t *name,
                                      ptowsp_value_t *first, uint32_t count) {
  if (p->entries.size >= p->head_count) grow(p);
  if (p->entries.size == p->entries.capacity) grow_entries(p);
  ptowsp_ssa_entry_t *entry = &p->entries.data[p->entries.size++];
  *entry = (ptowsp_ssa_entry_t){.first = first,
                                .name = (uint32_t)(name->text.data - p->lexer.begin),
                                .key = name->key,
                                .hash = name->hash,
                                .isolation = p->isolation,
                                .count = count};
  link_entry(p, (uint32_t)p->entries.size - 1);
  return entry;
}

ptowsp_value_t *ptowsp_scope_lookup(ptowsp_parser_t *p, const ptowsp_name_t *name,
                                    uint32_t *out_count) {
  const ptowsp_ssa_entry_t *entry = find(p, name);
  if (!entry) return NULL;
  *out_count = entry->count;
  return entry->first;
}

bool ptowsp_scope_is_new(ptowsp_parser_t *p, const ptowsp_name_t *name) { return !find(p, name); }

void ptowsp_scope_add(ptowsp_parser_t *p, const ptowsp_name_t *name, ptowsp_value_t *first,
                      uint32_t count) {
  add(p, name, first, count);
}

ptowsp_scope_t ptowsp_scope_enter(ptowsp_parser_t *p, bool isolated) {
  ptowsp_scope_t scope = {(uint32_t)p->entries.size, p->isolation, isolated};
  if (isolated) p->isolation = ++p->isolation_count;
  return scope;
}

// The place of a name, which is a slice of the input; only diagnostics ask.
static ptowsp_loc_t entry_loc(const ptowsp_parser_t *p, const ptowsp_ssa_entry_t *entry) {
  const char *line_start = p->lexer.begin, *name = p->lexer.begin + entry->name;
  ptowsp_loc_t loc = {.file = p->lexer.file, .line = 1, .length = size_of(entry)};
  for (const char *at = p->lexer.begin; at < name; at++)
    if (*at == '\n') {
      loc.line++;
      line_start = at + 1;
    }
  loc.column = (uint32_t)(name - line_start) + 1;
  return loc;
}

// Among the entries from `begin` to `end`; numbers are all alike.
static ptowsp_nearest_t nearest_name(ptowsp_parser_t *p, ptowsp_str_t name, size_t begin,
                                     size_t end) {
  enum { MANY = 1000 };
  ptowsp_nearest_t nearest = ptowsp_nearest_begin(name);
  if (name.size < 4 || (name.data[1] >= '0' && name.data[1] <= '9')) return nearest;
  for (size_t i = begin; i < end && i < begin + MANY; i++) {
    const ptowsp_ssa_entry_t *entry = &p->entries.data[i];
    if (!entry->first || entry->isolation != p->isolation || entry->key & PTOWSP_NAME_NUMBER)
      continue;
    ptowsp_str_t known = {p->lexer.begin + entry->name, size_of(entry)};
    ptowsp_nearest_offer(&nearest, ptowsp_intern(p->context, known));
  }
  return nearest;
}

static bool report_undefined(ptowsp_parser_t *p, const ptowsp_ssa_entry_t *entry, size_t begin,
                             size_t end) {
  ptowsp_str_t name = {p->lexer.begin + entry->name, size_of(entry)};
  if (ptowsp_scope_is_poisoned(p, name)) return false;
  for (uint32_t at = entry->forward; at; at = p->forwards.data[at - 1].next)
    if (p->forwards.data[at - 1].placeholder) {
      ptowsp_nearest_t nearest = nearest_name(p, name, begin, end);
      ptowsp_emit_word(p->context, p->forwards.data[at - 1].loc, &nearest,
                       "use of undeclared SSA value name");
    }
  return false;
}

bool ptowsp_scope_leave(ptowsp_parser_t *p, ptowsp_scope_t scope) {
  bool ok = true;
  for (size_t i = p->entries.size; i-- > scope.entries;) {
    const ptowsp_ssa_entry_t *entry = &p->entries.data[i];
    p->heads[entry->hash & (p->head_count - 1)] = entry->chain;
  }
  size_t size = p->entries.size;
  p->entries.size = scope.entries;
  for (size_t i = scope.entries; i < size; i++) {
    ptowsp_ssa_entry_t entry = p->entries.data[i];
    if (entry.first || !entry.forward) continue;
    if (scope.isolated) {
      ok = report_undefined(p, &entry, scope.entries, size);
      continue;
    }
    p->entries.data[p->entries.size++] = entry; // never beyond i
    link_entry(p, (uint32_t)p->entries.size - 1);
  }
  if (scope.isolated) p->isolation = scope.isolation;
  return ok;
}

static void print_types(ptowsp_buffer_t *text, ptowsp_type_t a, ptowsp_type_t b) {
  ptowsp_buffer_putc(text, '\'');
  ptowsp_print_type(text, a);
  ptowsp_buffer_puts(text, "' vs '");
  ptowsp_print_type(text, b);
  ptowsp_buffer_putc(text, '\'');
}

static ptowsp_value_t *expect_type(ptowsp_parser_t *p, ptowsp_value_t *value, ptowsp_type_t type,
                                   const ptowsp_ssa_use_t *use, ptowsp_loc_t prior) {
  if (value->type == type) return value;
  ptowsp_buffer_t types = {0};
  print_types(&types, type, value->type);
  ptowsp_parser_fail_at(p, use->loc,
                        "use of value '%.*s' expects different type than prior uses: %s",
                        (int)use->name.size, use->name.data, types.data);
  ptowsp_note(p->context, prior, "prior use here");
  ptowsp_buffer_deinit(&types);
  return NULL;
}

static ptowsp_value_t *make_placeholder(ptowsp_parser_t *p, ptowsp_type_t type, ptowsp_loc_t loc) {
  ptowsp_op_state_t state = {.id = PTOWSP_OP_BUILTIN_UNREALIZED_CONVERSION_CAST,
                             .loc = loc,
                             .result_types = &type,
                             .result_count = 1};
  return ptowsp_op_result(ptowsp_op_create(p->module, &state), 0);
}

// Hands the placeholders of a name their values.
static bool resolve(ptowsp_parser_t *p, ptowsp_ssa_entry_t *entry, ptowsp_value_t *first,
                    uint32_t count, ptowsp_loc_t loc) {
  for (uint32_t at = entry->forward; at; at = p->forwards.data[at - 1].next) {
    ptowsp_forward_t *forward = &p->forwards.data[at - 1];
    ptowsp_ssa_use_t use = {
        {p->lexer.begin + entry->name, size_of(entry)}, forward->number, forward->loc};
    if (!forward->placeholder) continue;
    if (forward->number >= count)
      return ptowsp_parser_fail_at(p, forward->loc, "reference to invalid result number");
    ptowsp_value_t *value = first + forward->number;
    if (!expect_type(p, value, forward->placeholder->type, &use, loc)) return false;
    ptowsp_value_replace_all(forward->placeholder, value);
    forward->placeholder = NULL;
  }
  entry->forward = 0;
  return true;
}

bool ptowsp_scope_define(ptowsp_parser_t *p, ptowsp_str_t text, ptowsp_loc_t loc,
                         ptowsp_value_t *first, uint32_t count) {
  ptowsp_name_t name = name_of(text);
  ptowsp_ssa_entry_t *known = find(p, &name);
  if (known && known->first) {
    ptowsp_parser_fail_at(p, loc, "redefinition of SSA value '%.*s'", (int)text.size, text.data);
    ptowsp_note(p->context, entry_loc(p, known), "previously defined here");
    return false;
  }
  if (known && !resolve(p, known, first, count, loc)) return false;
  add(p, &name, first, count);
  return true;
}

static ptowsp_value_t *use_forward(ptowsp_parser_t *p, const ptowsp_ssa_use_t *use,
                                   ptowsp_type_t type, ptowsp_ssa_entry_t *entry,
                                   const ptowsp_name_t *name) {
  if (!entry) entry = add(p, name, NULL, 0);
  // A name may stand for very many values: the last few are looked at, another placeholder for the
  // same value does no harm.
  enum { FEW = 16 };
  uint32_t at = entry->forward;
  for (size_t i = 0; at && i < FEW; i++, at = p->forwards.data[at - 1].next) {
    ptowsp_forward_t *forward = &p->forwards.data[at - 1];
    if (forward->placeholder && forward->number == use->number &&
        !ptowsp_scope_is_poisoned(p, use->name))
      return expect_type(p, forward->placeholder, type, use, forward->loc);
  }
  ptowsp_forward_t forward = {make_placeholder(p, type, use->loc), use->number, entry->forward,
                              use->loc};
  ptowsp_vec_push(&p->forwards, forward);
  entry->forward = (uint32_t)p->forwards.size;
  return forward.placeholder;
}

ptowsp_value_t *ptowsp_scope_use(ptowsp_parser_t *p, const ptowsp_ssa_use_t *use,
                                 ptowsp_type_t type) {
  ptowsp_name_t name = name_of(use->name);
  ptowsp_ssa_entry_t *entry = find(p, &name);
  if (!entry || !entry->first) return use_forward(p, use, type, entry, &name);
  if (use->number >= entry->count) {
    ptowsp_parser_fail_at(p, use->loc, "reference to invalid result number");
    return NULL;
  }
  ptowsp_value_t *value = entry->first + use->number;
  if (value->type == type) return value;
  return expect_type(p, value, type, use, entry_loc(p, entry));
}

ptowsp_type_t ptowsp_scope_type(ptowsp_parser_t *p, const ptowsp_ssa_use_t *use) {
  ptowsp_name_t name = name_of(use->name);
  ptowsp_ssa_entry_t *entry = find(p, &name);
  bool known = entry && entry->first && use->number < entry->count;
  return known ? entry->first[use->number].type : NULL;
}

void ptowsp_scope_deinit(ptowsp_parser_t *p) {
  ptowsp_pages_free(p->entries.data, p->entries.capacity * sizeof *p->entries.data);
  ptowsp_vec_deinit(&p->forwards);
  ptowsp_pages_free(p->heads, p->head_count * sizeof *p->heads);
}
