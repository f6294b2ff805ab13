// The state of a simulation, shared by the files of the model:
//   simulate.c    orchestration and the run as a whole
//   window.c      records of tasks in flight and the dependences between them
//   schedulers.c  events, AICPU schedulers and cores
//   workers.c     host threads that run kernels
//   deadlock.c    the report when nothing can happen any more
//   trace.c       the timeline
#ifndef PTOWSP_SIM_MODEL_H
#define PTOWSP_SIM_MODEL_H

#include "ptowsp/sim.h"
#include "regions.h"

// A task in flight, in the ring of the task window. Numbers of records are positions in it.
typedef struct {
  int64_t number;
  ptowsp_op_t *op;
  uint32_t kernel;
  uint32_t scheduler;
  uint32_t waits;               // producers that are not done
  uint32_t holds;               // consumers of its data that are not done: it outlives them
  int32_t consumers, producers; // lists of edges
  int32_t core;                 // -1: not issued
  int32_t next_ready;
  uint64_t ready_order;
  uint64_t path;     // longest chain of cycles that ends in this task
  uint64_t reserved; // when its core was taken
  uint64_t start;
  int64_t marked_by; // number of the last consumer, and the edge to it
  int32_t marked_edge;
  uint16_t arg_count;
  bool done;
} record_t;

typedef struct {
  int32_t producer, consumer; // records
  int32_t next_consumer;      // of the producer
  int32_t next_producer;      // of the consumer, or in the free list
  bool counted;               // the consumer waits for the producer
  bool holds;                 // the consumer reads what the producer wrote
} edge_t;

typedef enum {
  EVENT_SERVED, // a scheduler has finished what it was doing
  EVENT_SEEN,   // a core's completion can be polled
} event_kind_t;

typedef struct {
  uint64_t time;
  event_kind_t kind;
  int64_t number; // of the scheduler or of the task: breaks ties
  int32_t record;
} event_t;

typedef struct {
  int32_t first, last; // records
  uint64_t size;
} queue_t;

typedef enum { SERVES_NOTHING, SERVES_DISPATCH, SERVES_COMPLETION } service_t;

typedef struct {
  service_t service;
  int32_t record; // served
  uint64_t since;
  queue_t ready[PTOWSP_CORE_KINDS];
  queue_t seen;                      // completions to poll
  uint64_t *idle[PTOWSP_CORE_KINDS]; // bit sets of its idle cores
} scheduler_t;

typedef struct trace trace_t;
typedef struct workers workers_t;

typedef struct {
  ptowsp_expansion_t *expansion;
  ptowsp_context_t *context;
  const ptowsp_sim_options_t *options;
  ptowsp_sim_result_t *result;
  uint64_t submit, dispatch, seen, pickup, completion, poll; // cycles
  uint64_t clock;                                            // of the orchestrator
  ptowsp_sim_status_t status;

  size_t window, max_args, max_ivs;
  record_t *ring;
  uint64_t *words; // kernel arguments of each record
  uint64_t
      *submitted; // tasks without a policy that schedulers took: of kernels, of kinds of cores, all
  int64_t *ivs;   // loop values of each record; traces only
  int64_t head, tail; // numbers of the next and of the oldest task
  PTOWSP_VEC(edge_t) edges;
  int32_t free_edge;
  regions_t regions;
  region_list_t found, covered;
  uint64_t path; // longest chain of cycles that the next task comes behind, whatever it touches

  PTOWSP_VEC(event_t) events; // heap
  scheduler_t *schedulers;
  size_t idle_words;
  uint64_t ready_order, ready_count;
  uint64_t finish; // time of the last completion
  trace_t *trace;
  workers_t *workers;
} model_t;

// simulate.c
void ptowsp_sim_fail(model_t *m, ptowsp_sim_status_t status);

// window.c
void ptowsp_window_init(model_t *m, size_t window);
void ptowsp_window_deinit(model_t *m);
static inline bool ptowsp_window_is_full(const model_t *m) {
  return (size_t)(m->head - m->tail) == m->window;
}
// Takes the next record and finds its dependences. It may be ready at once (waits == 0).
int32_t ptowsp_window_enter(model_t *m, const ptowsp_task_t *task);
// Whether a task in flight that is not done writes a part of the box. The tasks that are submitted
// from here on come behind the box's last writers.
bool ptowsp_window_writes(model_t *m, const ptowsp_task_arg_t *box);
// The task is done at `time`: wakes its consumers, frees records in order.
void ptowsp_window_leave(model_t *m, int32_t record, uint64_t time);

// schedulers.c
bool ptowsp_schedulers_init(model_t *m);
void ptowsp_schedulers_deinit(model_t *m);
void ptowsp_schedulers_ready(model_t *m, int32_t record, uint64_t time);
// Runs all events up to `time`; the next one whenever it is. False: there is none.
void ptowsp_events_until(model_t *m, uint64_t time);
bool ptowsp_events_next(model_t *m, uint64_t *out_time);

// workers.c: `start` hands a record's kernel to a host thread, `wait` returns when it has run.
workers_t *ptowsp_workers_create(size_t threads, size_t window);
void ptowsp_workers_destroy(workers_t *workers);
void ptowsp_workers_start(workers_t *workers, int32_t record, void (*run)(const uint64_t *),
                          const uint64_t *args);
void ptowsp_workers_wait(workers_t *workers, int32_t record);

// deadlock.c
// `stalled`: the op at which orchestration waits, for `reason`; NULL: it has submitted every task.
void ptowsp_deadlock_report(model_t *m, const ptowsp_op_t *stalled, const char *reason);

// trace.c
trace_t *ptowsp_trace_create(model_t *m);
bool ptowsp_trace_destroy(trace_t *trace, bool finish); // false: the sink refused
// Orchestration waits before it submits the task of this number.
void ptowsp_trace_stall(trace_t *trace, const char *reason, int64_t number, uint64_t from,
                        uint64_t to);
void ptowsp_trace_submit(trace_t *trace, const record_t *record, uint64_t from, uint64_t to);
void ptowsp_trace_service(trace_t *trace, uint32_t scheduler, const record_t *record,
                          service_t service, uint64_t from, uint64_t to);
void ptowsp_trace_kernel(trace_t *trace, const record_t *record, const int64_t *ivs, uint64_t from,
                         uint64_t to);

#endif
