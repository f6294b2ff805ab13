#include "ptowsp/worker.h"

#include <stdlib.h>

#include "context_internal.h"

typedef struct {
  ptowsp_severity_t severity;
  ptowsp_loc_t loc;
  char *text;
  ptowsp_loc_t fix_loc;
  char *fix; // NULL: none
} kept_t;

struct ptowsp_worker {
  ptowsp_context_t *context;
  ptowsp_arena_t *arena; // the module's
  PTOWSP_VEC(kept_t) diagnostics;
  ptowsp_worker_reports_t reports;
};

// Which work a thread does; set between enter and leave alone.
static _Thread_local ptowsp_worker_t *current;

void ptowsp_context_share(ptowsp_context_t *context, bool shared) { context->shared = shared; }

ptowsp_worker_t *ptowsp_worker_create(ptowsp_module_t *module) {
  ptowsp_worker_t *worker = ptowsp_calloc(1, sizeof *worker);
  worker->context = module->context;
  worker->arena = ptowsp_arena_create();
  ptowsp_vec_push(&module->worker_arenas, worker->arena);
  return worker;
}

void ptowsp_worker_enter(ptowsp_worker_t *worker) { current = worker; }

ptowsp_arena_t *ptowsp_module_arena(ptowsp_module_t *module) {
  return current ? current->arena : module->arena;
}

bool ptowsp_worker_keep(const ptowsp_diagnostic_t *d) {
  if (!current) return false;
  if (d->severity == PTOWSP_SEVERITY_ERROR) current->reports.errors++;
  if (current->reports.quiet) return true;
  kept_t kept = {d->severity, d->loc, ptowsp_strdup(d->text), d->fix.loc,
                 d->fix.text ? ptowsp_strdup(d->fix.text) : NULL};
  ptowsp_vec_push(&current->diagnostics, kept);
  return true;
}

ptowsp_worker_reports_t *ptowsp_worker_reports(void) { return current ? &current->reports : NULL; }

void ptowsp_worker_finish(ptowsp_worker_t *worker) {
  for (size_t i = 0; i < worker->diagnostics.size; i++) {
    kept_t *kept = &worker->diagnostics.data[i];
    ptowsp_fix_t fix = {kept->fix_loc, kept->fix};
    ptowsp_emit_fix(worker->context, kept->severity, kept->loc, fix, "%s", kept->text);
    free(kept->text);
    free(kept->fix);
  }
  ptowsp_vec_deinit(&worker->diagnostics);
  free(worker);
}
