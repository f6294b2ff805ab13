// The deadlock report: who waits for what, how full it is, and which knob would help.
//
// Producers come before their consumers, so the oldest task that is not done never waits for
// another task: it waits for a core. That is the cause, whatever else stands still behind it.
#include "model.h"

static const record_t *oldest_waiting(const model_t *m) {
  for (int64_t n = m->tail; n < m->head; n++) {
    const record_t *record = &m->ring[(size_t)n % m->window];
    if (!record->done) return record;
  }
  return NULL;
}

static uint64_t owned(const model_t *m, uint32_t scheduler, ptowsp_core_kind_t kind) {
  uint64_t count = 0;
  for (size_t i = 0; i < m->result->core_count; i++)
    count += m->result->cores[i].scheduler == scheduler && m->result->cores[i].kind == kind;
  return count;
}

// The largest number of schedulers with which each owns a core of this kind.
static uint64_t sufficient_schedulers(const model_t *m, ptowsp_core_kind_t kind) {
  double clusters = m->options->machine->aic_cores, vectors = m->options->machine->aiv_cores;
  if (kind == PTOWSP_CORE_AIC || vectors >= clusters) return (uint64_t)clusters;
  return (uint64_t)vectors;
}

void ptowsp_deadlock_report(model_t *m, const ptowsp_op_t *stalled, const char *reason) {
  const record_t *cause = oldest_waiting(m);
  if (!cause) return;
  const ptowsp_sim_resource_t *ring = &m->result->resources[PTOWSP_SIM_TASK_RING];
  ptowsp_op_t *kernel = ptowsp_expansion_kernel(m->expansion, cause->kernel);
  ptowsp_core_kind_t kind = m->options->kernels[cause->kernel].core;
  ptowsp_error(m->context, ptowsp_op_loc(cause->op),
               "deadlock: task %lld of kernel '%s' waits for an %s core of scheduler %u, which "
               "owns %llu",
               (long long)cause->number, ptowsp_op_symbol(kernel).data,
               kind == PTOWSP_CORE_AIC ? "AIC" : "AIV", cause->scheduler,
               (unsigned long long)owned(m, cause->scheduler, kind));
  ptowsp_note(m->context, ptowsp_op_loc(stalled ? stalled : cause->op),
              "orchestration %s; %s: %lld of %llu records in use, high-water mark %llu",
              stalled ? "waits here" : "has submitted every task", stalled ? reason : ring->name,
              (long long)(m->head - m->tail), (unsigned long long)ring->size,
              (unsigned long long)ring->high_water);
  ptowsp_note(m->context, ptowsp_op_loc(ptowsp_expansion_workload(m->expansion)),
              "%llu ready tasks in the queues, high-water mark %llu; a larger task window does not "
              "help: dispatch to %llu schedulers at most, or give the machine more %s_cores",
              (unsigned long long)m->ready_count,
              (unsigned long long)m->result->resources[PTOWSP_SIM_READY_QUEUES].high_water,
              (unsigned long long)sufficient_schedulers(m, kind), ptowsp_core_kind_name(kind));
}
