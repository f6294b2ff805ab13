// The context: interned bytes and nodes.
#include <stdlib.h>
#include <string.h>

#include "context_internal.h"

ptowsp_context_t *ptowsp_context_create(void) {
  ptowsp_context_t *context = ptowsp_calloc(1, sizeof *context);
  context->arena = ptowsp_arena_create();
  pthread_mutex_init(&context->lock, NULL);
  pthread_mutex_init(&context->symbol_lock, NULL);
  ptowsp_context_file(context, PTOWSP_STR("")); // index 0: the unknown file
  return context;
}

static void table_free(intern_table_t *table) {
  ptowsp_pages_free(table->slots, table->capacity * sizeof *table->slots);
}

void ptowsp_context_destroy(ptowsp_context_t *context) {
  if (!context) return;
  for (size_t i = 0; i < context->files.size; i++) free(context->files.data[i].text);
  ptowsp_vec_deinit(&context->files);
  ptowsp_vec_deinit(&context->places);
  ptowsp_numbering_deinit(&context->locations);
  ptowsp_vec_deinit(&context->ops);
  ptowsp_vec_deinit(&context->slots);
  table_free(&context->strings);
  table_free(&context->nodes);
  ptowsp_arena_destroy(context->arena);
  pthread_mutex_destroy(&context->lock);
  pthread_mutex_destroy(&context->symbol_lock);
  for (size_t i = context->kept.size; i-- > 0;)
    context->kept.data[i].destroy(context->kept.data[i].object);
  ptowsp_vec_deinit(&context->kept);
  free(context);
}

void *ptowsp_context_slot(const ptowsp_context_t *context, const void *key) {
  for (size_t i = 0; i < context->slots.size; i++)
    if (context->slots.data[i].key == key) return context->slots.data[i].value;
  return NULL;
}

void ptowsp_context_set_slot(ptowsp_context_t *context, const void *key, void *value) {
  slot_t slot = {key, value};
  ptowsp_vec_push(&context->slots, slot);
}

void ptowsp_context_keep(ptowsp_context_t *context, void *object, void (*destroy)(void *object)) {
  kept_object_t kept = {object, destroy};
  ptowsp_vec_push(&context->kept, kept);
}

// An open-addressing table stays at most two thirds full: one that outgrows the caches is to be
// small more than it is to be sparse.
static bool is_full(const intern_table_t *table) { return 3 * table->used >= 2 * table->capacity; }

static void table_grow(intern_table_t *table) {
  size_t capacity = table->capacity ? table->capacity * 2 : 256;
  intern_slot_t *slots = ptowsp_pages_alloc(capacity * sizeof *slots);
  for (size_t i = 0; i < table->capacity; i++) {
    if (!table->slots[i].entry) continue;
    size_t at = table->slots[i].hash & (capacity - 1);
    while (slots[at].entry) at = (at + 1) & (capacity - 1);
    slots[at] = table->slots[i];
  }
  table_free(table);
  table->slots = slots;
  table->capacity = capacity;
}

static uint32_t mix(uint64_t hash) {
  hash ^= hash >> 32;
  hash *= UINT64_C(0x9e3779b97f4a7c15);
  return (uint32_t)(hash >> 32);
}

typedef struct {
  size_t size;
  _Alignas(16) char data[];
} interned_t;

// A word at a time, so that large constants stay cheap.
static uint32_t hash_bytes(const char *data, size_t size) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ size;
  for (; size >= 8; size -= 8, data += 8) {
    uint64_t word;
    memcpy(&word, data, 8);
    hash = (hash ^ word) * UINT64_C(0x9ddfea08eb382d69);
    hash ^= hash >> 29;
  }
  for (; size; size--, data++) hash = (hash ^ (unsigned char)*data) * UINT64_C(0x100000001b3);
  return mix(hash);
}

static const char *intern_bytes(ptowsp_context_t *context, const void *data, size_t size) {
  intern_table_t *table = &context->strings;
  if (is_full(table)) table_grow(table);
  uint32_t hash = hash_bytes(data, size);
  size_t at = hash & (table->capacity - 1);
  for (; table->slots[at].entry; at = (at + 1) & (table->capacity - 1)) {
    const interned_t *known = table->slots[at].entry;
    if (table->slots[at].hash == hash && known->size == size &&
        (size == 0 || memcmp(known->data, data, size) == 0))
      return known->data;
  }
  interned_t *fresh = ptowsp_arena_alloc(context->arena, sizeof *fresh + size + 1);
  fresh->size = size;
  if (size) memcpy(fresh->data, data, size);
  table->slots[at] = (intern_slot_t){fresh, hash};
  table->used++;
  return fresh->data;
}

bool ptowsp_context_has_aliases(const ptowsp_context_t *context) { return context->has_aliases; }

void ptowsp_context_note_alias(ptowsp_context_t *context) { context->has_aliases = true; }

const char *ptowsp_intern_bytes(ptowsp_context_t *context, const void *data, size_t size) {
  if (!context->shared) return intern_bytes(context, data, size);
  pthread_mutex_lock(&context->lock);
  const char *bytes = intern_bytes(context, data, size);
  pthread_mutex_unlock(&context->lock);
  return bytes;
}

const char *ptowsp_intern(ptowsp_context_t *context, ptowsp_str_t text) {
  return ptowsp_intern_bytes(context, text.data, text.size);
}

const char *ptowsp_intern_cstr(ptowsp_context_t *context, const char *text) {
  return ptowsp_intern(context, ptowsp_str(text));
}

// Nodes that are made one after another, constants that count up or attributes that hold them,
// differ in the low bits of their last part. Those stay as they are: such nodes lie side by side in
// the table, which outgrows the caches, and buckets of NEIGHBOURS slots are spread by all the rest.
static uint32_t hash_node(const ptowsp_node_t *key) {
  enum { NEIGHBOURS = 8, LOW_BITS = 3, POINTER_BITS = 6 };
  const uint64_t k = UINT64_C(0x9ddfea08eb382d69);
  uint64_t hash =
      key->kind | (uint64_t)key->is_attr << 8 | (uint64_t)key->b << 16 | (uint64_t)key->a << 32;
  uint64_t last = 0;
  hash = (hash ^ key->pointer_count) * k;
  for (uint32_t i = 0; i < key->pointer_count; i++) {
    hash = (hash ^ (hash >> 29) ^ last) * k;
    uint64_t pointer = (uintptr_t)key->pointers[i];
    last = pointer >> POINTER_BITS | pointer << (64 - POINTER_BITS);
  }
  for (uint32_t i = 0; i < key->integer_count; i++) {
    hash = (hash ^ (hash >> 29) ^ last) * k;
    last = (uint64_t)key->integers[i];
  }
  hash = (hash ^ (hash >> 29) ^ last >> LOW_BITS) * k;
  return (mix(hash) & ~(uint32_t)(NEIGHBOURS - 1)) | (last & (NEIGHBOURS - 1));
}

static bool node_equal(const ptowsp_node_t *a, const ptowsp_node_t *b) {
  return a->kind == b->kind && a->is_attr == b->is_attr && a->a == b->a && a->b == b->b &&
         a->pointer_count == b->pointer_count && a->integer_count == b->integer_count &&
         (!a->pointer_count ||
          memcmp(a->pointers, b->pointers, a->pointer_count * sizeof(void *)) == 0) &&
         (!a->integer_count ||
          memcmp(a->integers, b->integers, a->integer_count * sizeof(int64_t)) == 0);
}

static const ptowsp_node_t *intern_node(ptowsp_context_t *context, ptowsp_node_t key) {
  intern_table_t *table = &context->nodes;
  if (is_full(table)) table_grow(table);
  key.context = context;
  key.hash = hash_node(&key);
  size_t at = key.hash & (table->capacity - 1);
  for (; table->slots[at].entry; at = (at + 1) & (table->capacity - 1))
    if (table->slots[at].hash == key.hash && node_equal(table->slots[at].entry, &key))
      return table->slots[at].entry;
  ptowsp_node_t *fresh = ptowsp_arena_copy(context->arena, &key, sizeof key);
  fresh->pointers =
      ptowsp_arena_copy(context->arena, key.pointers, key.pointer_count * sizeof(void *));
  fresh->integers =
      ptowsp_arena_copy(context->arena, key.integers, key.integer_count * sizeof(int64_t));
  table->slots[at] = (intern_slot_t){fresh, key.hash};
  table->used++;
  return fresh;
}

const ptowsp_node_t *ptowsp_node_intern(ptowsp_context_t *context, ptowsp_node_t key) {
  if (!context->shared) return intern_node(context, key);
  pthread_mutex_lock(&context->lock);
  const ptowsp_node_t *node = intern_node(context, key);
  pthread_mutex_unlock(&context->lock);
  return node;
}
