// Workers: several threads on one module, each on a function of its own.
//
// A worker allocates what it adds to the module apart from the others and keeps its
// diagnostics back, so that they can be reported in the order of the functions. While a context
// is shared, interning is safe from all threads; nothing else of the module may be touched.
#ifndef PTOWSP_WORKER_H
#define PTOWSP_WORKER_H

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ptowsp_worker ptowsp_worker_t;

// From here on threads may intern in the context; ends with `shared` false.
void ptowsp_context_share(ptowsp_context_t *context, bool shared);

// What one piece of work keeps. The module owns the memory of what is added to it.
ptowsp_worker_t *ptowsp_worker_create(ptowsp_module_t *module);
// The calling thread works for `worker` until it is given NULL.
void ptowsp_worker_enter(ptowsp_worker_t *worker);
// Reports the diagnostics that were kept back, and ends the worker.
void ptowsp_worker_finish(ptowsp_worker_t *worker);

#ifdef __cplusplus
}
#endif

#endif
