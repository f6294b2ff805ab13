// Symbols and the index that finds them. A table's symbols enter the index when one of them is
// first looked up, and later ones when they come to stand in the table or are renamed. What leaves
// or loses its name stays in: an entry counts only while its op still stands there under its name.
#include <stdlib.h>

#include "context_internal.h"

typedef struct {
  const ptowsp_op_t *table; // NULL: free
  const char *name;         // interned; NULL: says that the table is indexed
  ptowsp_op_t *op;          // NULL: there was none when last looked for
} symbol_slot_t;

struct ptowsp_symbols {
  symbol_slot_t *slots;
  size_t capacity, count; // the capacity is a power of two
};

ptowsp_str_t ptowsp_op_symbol(const ptowsp_op_t *op) {
  if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_SYMBOL)) return (ptowsp_str_t){"", 0};
  return ptowsp_op_attr_text(op, "sym_name");
}

bool ptowsp_symbol_is_private(const ptowsp_op_t *op) {
  ptowsp_str_t visibility = ptowsp_op_attr_text(op, "sym_visibility");
  return ptowsp_str_is(visibility, "private") || ptowsp_str_is(visibility, "nested");
}

static symbol_slot_t *slot_of(const ptowsp_symbols_t *s, const ptowsp_op_t *table,
                              const char *name) {
  uint64_t hash = ((uintptr_t)table * 31 + (uintptr_t)name) * UINT64_C(0x9e3779b97f4a7c15);
  size_t at = (size_t)(hash >> 32) & (s->capacity - 1);
  while (s->slots[at].table && (s->slots[at].table != table || s->slots[at].name != name))
    at = (at + 1) & (s->capacity - 1);
  return &s->slots[at];
}

static void grow(ptowsp_symbols_t *s) {
  ptowsp_symbols_t old = *s;
  s->capacity = old.capacity ? 2 * old.capacity : 64;
  s->slots = ptowsp_pages_alloc(s->capacity * sizeof *s->slots);
  for (size_t i = 0; i < old.capacity; i++)
    if (old.slots[i].table) *slot_of(s, old.slots[i].table, old.slots[i].name) = old.slots[i];
  ptowsp_pages_free(old.slots, old.capacity * sizeof *old.slots);
}

static void set(ptowsp_symbols_t *s, const ptowsp_op_t *table, const char *name, ptowsp_op_t *op) {
  if (2 * s->count >= s->capacity) grow(s);
  symbol_slot_t *slot = slot_of(s, table, name);
  if (!slot->table) s->count++;
  *slot = (symbol_slot_t){table, name, op};
}

// Symbols of a table stand in its first region.
static bool stands_in(const ptowsp_op_t *op, const ptowsp_op_t *table) {
  return op->block && op->block->region == &table->regions[0];
}

static ptowsp_op_t *scan(const ptowsp_op_t *table, const char *name) {
  ptowsp_block_each(ptowsp_op_body(table), op) if (ptowsp_op_symbol(op).data == name) return op;
  return NULL;
}

static void index_table(ptowsp_symbols_t *s, const ptowsp_op_t *table) {
  set(s, table, NULL, NULL);
  ptowsp_block_each(ptowsp_op_body(table), op) {
    ptowsp_str_t name = ptowsp_op_symbol(op);
    if (name.size && !slot_of(s, table, name.data)->table) set(s, table, name.data, op);
  }
}

static ptowsp_op_t *find(ptowsp_module_t *module, const ptowsp_op_t *table, const char *name) {
  if (!module->symbols) module->symbols = ptowsp_calloc(1, sizeof *module->symbols);
  ptowsp_symbols_t *s = module->symbols;
  if (!s->capacity) grow(s);
  if (!slot_of(s, table, NULL)->table) index_table(s, table);
  const symbol_slot_t *slot = slot_of(s, table, name);
  if (!slot->op) return NULL;
  if (stands_in(slot->op, table) && ptowsp_op_symbol(slot->op).data == name) return slot->op;
  ptowsp_op_t *op = scan(table, name);
  set(s, table, name, op);
  return op;
}

// Threads that work on different functions look up, and change, what they share.
static void lock(ptowsp_context_t *context) {
  if (context->shared) pthread_mutex_lock(&context->symbol_lock);
}

static void unlock(ptowsp_context_t *context) {
  if (context->shared) pthread_mutex_unlock(&context->symbol_lock);
}

void ptowsp_symbol_enter(ptowsp_op_t *op) {
  ptowsp_module_t *module = op->module;
  ptowsp_context_t *context = module->context;
  if (!op->block) return;
  lock(context);
  ptowsp_symbols_t *s = module->symbols;
  const ptowsp_op_t *table = op->block->region->op;
  ptowsp_str_t name = ptowsp_op_symbol(op);
  if (s && name.size && stands_in(op, table) && slot_of(s, table, NULL)->table)
    set(s, table, name.data, op);
  unlock(context);
}

void ptowsp_symbols_deinit(ptowsp_module_t *module) {
  ptowsp_symbols_t *s = module->symbols;
  if (s) ptowsp_pages_free(s->slots, s->capacity * sizeof *s->slots);
  free(s);
}

ptowsp_op_t *ptowsp_symbol_lookup(const ptowsp_op_t *from, ptowsp_str_t name) {
  while (from && !ptowsp_op_has_trait(from, PTOWSP_TRAIT_SYMBOL_TABLE))
    from = ptowsp_op_parent(from);
  if (!from || !ptowsp_op_body(from) || !name.size) return NULL;
  ptowsp_context_t *context = from->module->context;
  const char *interned = ptowsp_intern(context, name);
  lock(context);
  ptowsp_op_t *op = find(from->module, from, interned);
  unlock(context);
  return op;
}

const char *ptowsp_symbol_unique(ptowsp_module_t *module, const char *base) {
  ptowsp_buffer_t name = {0};
  ptowsp_buffer_puts(&name, base);
  for (unsigned i = 0; ptowsp_symbol_lookup(module->op, (ptowsp_str_t){name.data, name.size});
       i++) {
    name.size = 0;
    ptowsp_buffer_printf(&name, "%s_%u", base, i);
  }
  const char *unique = ptowsp_intern(module->context, (ptowsp_str_t){name.data, name.size});
  ptowsp_buffer_deinit(&name);
  return unique;
}
