// What a context holds; for context.c and diagnostics.c alone.
#ifndef PTOWSP_CONTEXT_INTERNAL_H
#define PTOWSP_CONTEXT_INTERNAL_H

#include <pthread.h>

#include "ir_internal.h"

typedef struct {
  const void *entry; // NULL: free
  uint32_t hash;
} intern_slot_t;

typedef struct {
  intern_slot_t *slots;
  size_t capacity, used; // capacity is a power of two
} intern_table_t;

typedef struct {
  const char *name; // interned
  char *text;       // read or given when first needed; NULL: not there
  size_t size;
  bool looked_for;
} source_file_t;

struct ptowsp_context {
  ptowsp_arena_t *arena;
  intern_table_t strings;
  intern_table_t nodes;
  PTOWSP_VEC(source_file_t) files;
  ptowsp_diagnostic_handler_t handler;
  void *handler_data;
  size_t error_count;
  bool shared;          // several threads intern
  pthread_mutex_t lock; // of the tables and the arena, while shared
};

// Keeps a diagnostic back if this thread works for a worker; false: it does not.
bool ptowsp_worker_keep(ptowsp_severity_t severity, ptowsp_loc_t loc, const char *text);

#endif
