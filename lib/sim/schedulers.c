// AICPU schedulers and cores: an event queue ordered by time, kind and number.
//
// A scheduler owns the clusters c with c mod n = its number, and with them their cores. It
// serves one thing at a time, completions before dispatches:
//   dispatch   `dispatch` cycles; the core sees the task `seen` later, picks it up, runs it
//   completion visible `completion` cycles after the kernel's end; polling takes `poll`
// A ready task waits for the first idle core of its kind; the longest ready goes first.
#include <stdlib.h>

#include "model.h"

// ---------------------------------------------------------------- events

static bool earlier(const event_t *a, const event_t *b) {
  if (a->time != b->time) return a->time < b->time;
  if (a->kind != b->kind) return a->kind < b->kind;
  return a->number < b->number;
}

static void push_event(model_t *m, event_t event) {
  ptowsp_vec_push(&m->events, event);
  event_t *heap = m->events.data;
  size_t i = m->events.size - 1;
  for (; i > 0 && earlier(&event, &heap[(i - 1) / 2]); i = (i - 1) / 2) heap[i] = heap[(i - 1) / 2];
  heap[i] = event;
}

static event_t pop_event(model_t *m) {
  event_t *heap = m->events.data;
  event_t top = heap[0], last = heap[--m->events.size];
  size_t i = 0, child;
  for (; (child = 2 * i + 1) < m->events.size; i = child) {
    if (child + 1 < m->events.size && earlier(&heap[child + 1], &heap[child])) child++;
    if (!earlier(&heap[child], &last)) break;
    heap[i] = heap[child];
  }
  heap[i] = last;
  return top;
}

// ---------------------------------------------------------------- queues

static void enqueue(model_t *m, queue_t *queue, int32_t record) {
  m->ring[record].next_ready = -1;
  if (queue->size++)
    m->ring[queue->last].next_ready = record;
  else
    queue->first = record;
  queue->last = record;
}

static int32_t dequeue(model_t *m, queue_t *queue) {
  int32_t record = queue->first;
  queue->first = m->ring[record].next_ready;
  queue->size--;
  return record;
}

static int32_t first_idle(const model_t *m, const scheduler_t *s, ptowsp_core_kind_t kind) {
  for (size_t w = 0; w < m->idle_words; w++)
    if (s->idle[kind][w]) return (int32_t)(64 * w) + __builtin_ctzll(s->idle[kind][w]);
  return -1;
}

static void set_idle(model_t *m, int32_t core, bool idle) {
  const ptowsp_sim_core_t *c = &m->result->cores[core];
  uint64_t *word = &m->schedulers[c->scheduler].idle[c->kind][core / 64];
  uint64_t bit = UINT64_C(1) << (core % 64);
  *word = idle ? *word | bit : *word & ~bit;
}

// ---------------------------------------------------------------- service

static bool choose_dispatch(model_t *m, scheduler_t *s) {
  int32_t best = -1, best_core = -1;
  ptowsp_core_kind_t best_kind = PTOWSP_CORE_AIC;
  for (int kind = 0; kind < PTOWSP_CORE_KINDS; kind++) {
    if (!s->ready[kind].size) continue;
    int32_t record = s->ready[kind].first;
    if (best >= 0 && m->ring[best].ready_order < m->ring[record].ready_order) continue;
    int32_t core = first_idle(m, s, (ptowsp_core_kind_t)kind);
    if (core < 0) continue;
    best = record;
    best_core = core;
    best_kind = (ptowsp_core_kind_t)kind;
  }
  if (best < 0) return false;
  s->record = dequeue(m, &s->ready[best_kind]);
  m->ready_count--;
  m->ring[best].core = best_core;
  set_idle(m, best_core, false);
  return true;
}

// Gives an unoccupied scheduler its next thing to do.
static void serve(model_t *m, uint32_t number, uint64_t time) {
  scheduler_t *s = &m->schedulers[number];
  if (s->service != SERVES_NOTHING) return;
  uint64_t cost;
  if (s->seen.size) {
    s->service = SERVES_COMPLETION;
    s->record = dequeue(m, &s->seen);
    cost = m->poll;
  } else if (choose_dispatch(m, s)) {
    s->service = SERVES_DISPATCH;
    m->ring[s->record].reserved = time;
    cost = m->dispatch;
  } else {
    return;
  }
  s->since = time;
  m->result->schedulers[number].busy += cost;
  push_event(m, (event_t){time + cost, EVENT_SERVED, number, s->record});
}

void ptowsp_schedulers_ready(model_t *m, int32_t i, uint64_t time) {
  record_t *record = &m->ring[i];
  scheduler_t *s = &m->schedulers[record->scheduler];
  record->ready_order = m->ready_order++;
  enqueue(m, &s->ready[m->options->kernels[record->kernel].core], i);
  uint64_t queued = 0;
  for (int kind = 0; kind < PTOWSP_CORE_KINDS; kind++) queued += s->ready[kind].size;
  ptowsp_sim_scheduler_t *out = &m->result->schedulers[record->scheduler];
  if (queued > out->queue_high_water) out->queue_high_water = queued;
  ptowsp_sim_resource_t *queues = &m->result->resources[PTOWSP_SIM_READY_QUEUES];
  if (++m->ready_count > queues->high_water) queues->high_water = m->ready_count;
  serve(m, record->scheduler, time);
}

static void issue(model_t *m, int32_t i, uint64_t time) {
  record_t *record = &m->ring[i];
  const ptowsp_sim_kernel_t *kernel = &m->options->kernels[record->kernel];
  record->start = time + m->seen + m->pickup;
  uint64_t seen = record->start + kernel->cycles + m->completion;
  if (seen < time) {
    ptowsp_error(m->context, ptowsp_op_loc(record->op),
                 "simulated time no longer fits 64 bits at task %lld", (long long)record->number);
    ptowsp_sim_fail(m, PTOWSP_SIM_ERROR);
    return;
  }
  // Everything the kernel reads is written: its producers are done in simulated time.
  if (m->words && kernel->run) {
    const uint64_t *words = &m->words[(size_t)i * m->max_args];
    if (m->workers)
      ptowsp_workers_start(m->workers, i, kernel->run, words);
    else
      kernel->run(words);
  }
  push_event(m, (event_t){seen, EVENT_SEEN, record->number, i});
}

static void complete(model_t *m, int32_t i, uint64_t time) {
  record_t *record = &m->ring[i];
  uint64_t cycles = m->options->kernels[record->kernel].cycles;
  ptowsp_sim_core_t *core = &m->result->cores[record->core];
  core->tasks++;
  core->busy += cycles;
  core->stalled += time - record->reserved - cycles;
  if (m->trace) {
    const int64_t *ivs = &m->ivs[(size_t)i * m->max_ivs];
    ptowsp_trace_kernel(m->trace, record, ivs, record->start, record->start + cycles);
  }
  if (m->workers && m->words) ptowsp_workers_wait(m->workers, i);
  set_idle(m, record->core, true);
  m->result->schedulers[record->scheduler].tasks++;
  m->result->kernel_calls[record->kernel]++;
  m->finish = time;
  ptowsp_window_leave(m, i, time);
}

static void served(model_t *m, const event_t *event) {
  scheduler_t *s = &m->schedulers[event->number];
  service_t service = s->service;
  if (m->trace)
    ptowsp_trace_service(m->trace, (uint32_t)event->number, &m->ring[event->record], service,
                         s->since, event->time);
  // The scheduler stays occupied while its effects wake others, then takes its next thing.
  if (service == SERVES_DISPATCH)
    issue(m, event->record, event->time);
  else
    complete(m, event->record, event->time);
  s->service = SERVES_NOTHING;
  serve(m, (uint32_t)event->number, event->time);
}

static uint64_t run_event(model_t *m) {
  event_t event = pop_event(m);
  if (event.kind == EVENT_SERVED) {
    served(m, &event);
  } else {
    uint32_t scheduler = m->ring[event.record].scheduler;
    enqueue(m, &m->schedulers[scheduler].seen, event.record);
    serve(m, scheduler, event.time);
  }
  return event.time;
}

void ptowsp_events_until(model_t *m, uint64_t time) {
  while (m->events.size && m->events.data[0].time <= time && m->status == PTOWSP_SIM_OK)
    run_event(m);
}

bool ptowsp_events_next(model_t *m, uint64_t *out_time) {
  if (!m->events.size || m->status != PTOWSP_SIM_OK) return false;
  *out_time = run_event(m);
  return true;
}

// ---------------------------------------------------------------- set-up

// How many schedulers the workload's policy names; else the machine's number, of a small machine
// as many as own cores of both kinds.
static int64_t scheduler_count(const model_t *m) {
  const ptowsp_machine_t *machine = m->options->machine;
  ptowsp_op_t *workload = ptowsp_expansion_workload(m->expansion);
  ptowsp_attr_t n = ptowsp_attr_lookup(ptowsp_op_attr(workload, "dispatch"), "n");
  if (n) return ptowsp_attr_int_value(n);
  int64_t clusters = (int64_t)machine->aic_cores, vectors = (int64_t)machine->aiv_cores;
  int64_t most = vectors < clusters ? vectors : clusters, count = (int64_t)machine->schedulers;
  return count > most && most > 0 ? most : count;
}

static void place_cores(model_t *m) {
  const ptowsp_machine_t *machine = m->options->machine;
  size_t clusters = (size_t)machine->aic_cores, vectors = (size_t)machine->aiv_cores;
  size_t schedulers = m->result->scheduler_count;
  size_t per_cluster = (vectors + clusters - 1) / clusters;
  for (size_t i = 0; i < clusters; i++)
    m->result->cores[i] =
        (ptowsp_sim_core_t){.kind = PTOWSP_CORE_AIC, .scheduler = (uint32_t)(i % schedulers)};
  for (size_t i = 0; i < vectors; i++)
    m->result->cores[clusters + i] = (ptowsp_sim_core_t){
        .kind = PTOWSP_CORE_AIV, .scheduler = (uint32_t)(i / per_cluster % schedulers)};
  for (size_t i = 0; i < clusters + vectors; i++) set_idle(m, (int32_t)i, true);
}

bool ptowsp_schedulers_init(model_t *m) {
  const ptowsp_machine_t *machine = m->options->machine;
  int64_t n = scheduler_count(m);
  if (n < 1 || n > (int64_t)machine->max_schedulers) {
    ptowsp_op_t *workload = ptowsp_expansion_workload(m->expansion);
    ptowsp_error(m->context, ptowsp_op_loc(workload),
                 "workload '%s' is dispatched by %lld schedulers; the machine has 1 to %lld",
                 ptowsp_op_symbol(workload).data, (long long)n, (long long)machine->max_schedulers);
    return false;
  }
  ptowsp_sim_result_t *result = m->result;
  result->scheduler_count = (size_t)n;
  result->schedulers = ptowsp_calloc((size_t)n, sizeof(ptowsp_sim_scheduler_t));
  result->core_count = (size_t)machine->aic_cores + (size_t)machine->aiv_cores;
  result->cores = ptowsp_calloc(result->core_count, sizeof(ptowsp_sim_core_t));
  m->schedulers = ptowsp_calloc((size_t)n, sizeof(scheduler_t));
  m->idle_words = (result->core_count + 63) / 64;
  for (int64_t i = 0; i < n; i++)
    for (int kind = 0; kind < PTOWSP_CORE_KINDS; kind++)
      m->schedulers[i].idle[kind] = ptowsp_calloc(m->idle_words, sizeof(uint64_t));
  place_cores(m);
  return true;
}

void ptowsp_schedulers_deinit(model_t *m) {
  for (size_t i = 0; m->schedulers && i < m->result->scheduler_count; i++)
    for (int kind = 0; kind < PTOWSP_CORE_KINDS; kind++) free(m->schedulers[i].idle[kind]);
  free(m->schedulers);
  ptowsp_vec_deinit(&m->events);
}
