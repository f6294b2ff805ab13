// What a context holds; for context.c and diagnostics.c alone.
#ifndef PTOWSP_CONTEXT_INTERNAL_H
#define PTOWSP_CONTEXT_INTERNAL_H

#include <pthread.h>

#include "ir_internal.h"
#include "ptowsp/fold.h"

typedef struct {
  const void *entry; // NULL: free
  uint32_t hash;
} intern_slot_t;

typedef struct {
  intern_slot_t *slots;
  size_t capacity, used; // capacity is a power of two
} intern_table_t;

// An operation that is in no table.
typedef struct {
  ptowsp_op_info_t info;
  ptowsp_op_hooks_t hooks;
} added_op_t;

typedef struct {
  void *object;
  void (*destroy)(void *object);
} kept_object_t;

typedef struct {
  const void *key;
  void *value;
} slot_t;

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
  ptowsp_numbering_t locations;    // those with a structure
  PTOWSP_VEC(ptowsp_loc_t) places; // that they stand for
  PTOWSP_VEC(added_op_t *) ops;
  PTOWSP_VEC(slot_t) slots; // a handful: what other libraries keep here
  PTOWSP_VEC(kept_object_t) kept;
  ptowsp_diagnostic_handler_t handler;
  void *handler_data;
  size_t error_count;
  bool has_aliases;
  bool shared;                 // several threads intern
  pthread_mutex_t lock;        // of the tables and the arena, while shared
  pthread_mutex_t symbol_lock; // of the symbols of modules, likewise
};

// Keeps a diagnostic back if this thread works for a worker; false: it does not.
bool ptowsp_worker_keep(const ptowsp_diagnostic_t *diagnostic);

// What the calling thread has reported for its worker; NULL: it works for none.
typedef struct {
  size_t errors; // that the context does not know of yet
  bool quiet;    // in a trial: they are counted and dropped
} ptowsp_worker_reports_t;
ptowsp_worker_reports_t *ptowsp_worker_reports(void);

#endif
