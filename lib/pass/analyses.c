// What passes have worked out, by analysis and op, until a pass that may have changed it ends.
#include "analyses.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct entry {
  const ptowsp_analysis_t *analysis;
  ptowsp_op_t *op;
  void *result;                     // NULL: it failed, and has said why
  PTOWSP_VEC(struct entry *) needs; // what it was worked out from
  bool dropped;
} entry_t;

// One that is being worked out: what it asks for meanwhile, it needs.
typedef struct {
  entry_t *entry;
  double inside; // spent on those it needs
} open_t;

struct ptowsp_analyses {
  ptowsp_module_t *module;
  pthread_mutex_t lock;          // passes on functions may run on several threads
  PTOWSP_VEC(entry_t *) entries; // each behind those it needs
  entry_t **slots;               // of a hash table; NULL: free
  size_t slot_count;             // a power of two
  PTOWSP_VEC(open_t) open;
  PTOWSP_VEC(ptowsp_analysis_use_t) uses;
  size_t pass;
};

ptowsp_analyses_t *ptowsp_analyses_create(ptowsp_module_t *module) {
  ptowsp_analyses_t *a = ptowsp_calloc(1, sizeof *a);
  a->module = module;
  pthread_mutexattr_t recursive;
  pthread_mutexattr_init(&recursive);
  pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(&a->lock, &recursive);
  pthread_mutexattr_destroy(&recursive);
  return a;
}

static entry_t **slot_of(const ptowsp_analyses_t *a, const ptowsp_analysis_t *analysis,
                         const ptowsp_op_t *op) {
  uint64_t hash = ((uintptr_t)op * 31 + (uintptr_t)analysis) * UINT64_C(0x9e3779b97f4a7c15);
  size_t at = (size_t)(hash >> 32) & (a->slot_count - 1);
  while (a->slots[at] && (a->slots[at]->op != op || a->slots[at]->analysis != analysis))
    at = (at + 1) & (a->slot_count - 1);
  return &a->slots[at];
}

static void fill_slots(ptowsp_analyses_t *a) {
  free(a->slots);
  while (a->slot_count <= 2 * a->entries.size)
    a->slot_count = a->slot_count ? 2 * a->slot_count : 16;
  a->slots = ptowsp_calloc(a->slot_count, sizeof(*a->slots));
  for (size_t i = 0; i < a->entries.size; i++)
    *slot_of(a, a->entries.data[i]->analysis, a->entries.data[i]->op) = a->entries.data[i];
}

static void fill_slot(ptowsp_analyses_t *a, entry_t *entry) {
  if (a->slot_count <= 2 * a->entries.size)
    fill_slots(a);
  else
    *slot_of(a, entry->analysis, entry->op) = entry;
}

// From the end on, so that what needs others goes before them.
static void sweep(ptowsp_analyses_t *a) {
  for (size_t i = a->entries.size; i-- > 0;) {
    entry_t *entry = a->entries.data[i];
    if (!entry->dropped) continue;
    if (entry->result) entry->analysis->destroy(entry->result);
    ptowsp_vec_deinit(&entry->needs);
    free(entry);
    a->entries.data[i] = NULL;
  }
  size_t kept = 0;
  for (size_t i = 0; i < a->entries.size; i++)
    if (a->entries.data[i]) a->entries.data[kept++] = a->entries.data[i];
  a->entries.size = kept;
  fill_slots(a);
}

void ptowsp_analyses_destroy(ptowsp_analyses_t *a) {
  for (size_t i = 0; i < a->entries.size; i++) a->entries.data[i]->dropped = true;
  sweep(a);
  ptowsp_vec_deinit(&a->entries);
  ptowsp_vec_deinit(&a->open);
  ptowsp_vec_deinit(&a->uses);
  free(a->slots);
  pthread_mutex_destroy(&a->lock);
  free(a);
}

ptowsp_module_t *ptowsp_analyses_module(const ptowsp_analyses_t *analyses) {
  return analyses->module;
}

// ---------------------------------------------------------------- what was done

void ptowsp_analyses_begin_pass(ptowsp_analyses_t *a, size_t pass) { a->pass = pass; }

static ptowsp_analysis_use_t *use_of(ptowsp_analyses_t *a, const ptowsp_analysis_t *analysis) {
  for (size_t i = a->uses.size; i-- > 0;)
    if (a->uses.data[i].pass == a->pass && a->uses.data[i].analysis == analysis)
      return &a->uses.data[i];
  ptowsp_vec_push(&a->uses, ((ptowsp_analysis_use_t){.pass = a->pass, .analysis = analysis}));
  // By name: which is asked for first is a matter of threads.
  size_t at = a->uses.size - 1;
  for (; at > 0 && a->uses.data[at - 1].pass == a->pass &&
         strcmp(a->uses.data[at - 1].analysis->name, analysis->name) > 0;
       at--) {
    ptowsp_analysis_use_t use = a->uses.data[at - 1];
    a->uses.data[at - 1] = a->uses.data[at];
    a->uses.data[at] = use;
  }
  return &a->uses.data[at];
}

const ptowsp_analysis_use_t *ptowsp_analyses_use(const ptowsp_analyses_t *a, size_t pass,
                                                 size_t i) {
  for (size_t k = 0; k < a->uses.size; k++)
    if (a->uses.data[k].pass == pass && i-- == 0) return &a->uses.data[k];
  return NULL;
}

// ---------------------------------------------------------------- asking

static entry_t *work_out(ptowsp_analyses_t *a, const ptowsp_analysis_t *analysis, ptowsp_op_t *op) {
  entry_t *entry = ptowsp_calloc(1, sizeof *entry);
  entry->analysis = analysis;
  entry->op = op;
  ptowsp_vec_push(&a->open, ((open_t){.entry = entry}));
  double start = ptowsp_now_ms();
  entry->result = analysis->create(a, op);
  double ms = ptowsp_now_ms() - start;
  ptowsp_analysis_use_t *use = use_of(a, analysis);
  use->worked_out++;
  use->ms += ms - a->open.data[--a->open.size].inside;
  if (a->open.size) a->open.data[a->open.size - 1].inside += ms;
  ptowsp_vec_push(&a->entries, entry);
  fill_slot(a, entry);
  return entry;
}

// An analysis that needs itself has no result there.
static bool is_open(const ptowsp_analyses_t *a, const ptowsp_analysis_t *analysis,
                    const ptowsp_op_t *op) {
  for (size_t i = 0; i < a->open.size; i++)
    if (a->open.data[i].entry->analysis == analysis && a->open.data[i].entry->op == op) return true;
  return false;
}

void *ptowsp_analysis_get(ptowsp_analyses_t *a, const ptowsp_analysis_t *analysis,
                          ptowsp_op_t *op) {
  pthread_mutex_lock(&a->lock);
  if (is_open(a, analysis, op)) {
    pthread_mutex_unlock(&a->lock);
    return NULL;
  }
  entry_t *entry = a->slot_count ? *slot_of(a, analysis, op) : NULL;
  if (entry)
    use_of(a, analysis)->reused++;
  else
    entry = work_out(a, analysis, op);
  if (a->open.size) ptowsp_vec_push(&a->open.data[a->open.size - 1].entry->needs, entry);
  pthread_mutex_unlock(&a->lock);
  return entry->result;
}

// ---------------------------------------------------------------- forgetting

static bool keeps(const ptowsp_pass_t *pass, const ptowsp_analysis_t *analysis) {
  for (size_t i = 0; pass->keeps && pass->keeps[i]; i++)
    if (pass->keeps[i] == analysis) return true;
  return analysis->lasting;
}

static bool needs_dropped(const entry_t *entry) {
  for (size_t i = 0; i < entry->needs.size; i++)
    if (entry->needs.data[i]->dropped) return true;
  return false;
}

void ptowsp_analyses_forget(ptowsp_analyses_t *a, const ptowsp_pass_t *pass,
                            const ptowsp_op_t *root) {
  bool any = false, whole = root == ptowsp_module_op(a->module);
  for (size_t i = 0; i < a->entries.size; i++) {
    entry_t *entry = a->entries.data[i];
    bool near =
        whole || ptowsp_op_is_ancestor(root, entry->op) || ptowsp_op_is_ancestor(entry->op, root);
    entry->dropped =
        !entry->result || (near && !keeps(pass, entry->analysis)) || needs_dropped(entry);
    if (!entry->dropped) continue;
    any = true;
    use_of(a, entry->analysis)->dropped++;
  }
  if (any) sweep(a);
}
