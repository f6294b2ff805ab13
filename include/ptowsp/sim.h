// The a2a3 simulator: a workload's tasks on a discrete-event model of one die.
//
// One AICPU orchestrates: it submits tasks in program order and waits while the task window
// is full. Dependences are found at submission, from the exact regions of the tasks in
// flight. Scheduler AICPUs dispatch ready tasks to the cores of their clusters and poll for
// completions, one thing at a time. Time is counted in core cycles and depends on the
// program, its inputs and the options alone. Memory is bounded by the window.
#ifndef PTOWSP_SIM_H
#define PTOWSP_SIM_H

#include "ptowsp/expand.h"
#include "ptowsp/machine.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  PTOWSP_CORE_AIC,
  PTOWSP_CORE_AIV,
  PTOWSP_CORE_KINDS,
} ptowsp_core_kind_t;

const char *ptowsp_core_kind_name(ptowsp_core_kind_t kind); // "aic", "aiv"

// How the model sees a kernel. `pipes` are cycles each pipe is busy, for reports alone. `run` is
// called with one word an argument (see jit.h) when the task is issued; NULL: no data.
typedef struct {
  ptowsp_core_kind_t core;
  uint64_t cycles;
  uint64_t pipes[PTOWSP_PIPE_COUNT];
  bool estimated; // the cycles depend on data; reports say so
  void (*run)(const uint64_t *args);
} ptowsp_sim_kernel_t;

// Takes text in order; false ends the writing (the caller knows why).
typedef bool (*ptowsp_sink_fn_t)(void *data, const char *text, size_t size);

typedef struct {
  const ptowsp_machine_t *machine;
  const ptowsp_sim_kernel_t *kernels; // one for each kernel of the expansion
  void *const *buffers;               // storage of each buffer; NULL: no data
  size_t threads;                     // host threads that run kernels; 0 and 1: the caller's
  ptowsp_sink_fn_t trace;             // Chrome trace events as JSON; NULL: none
  void *trace_data;
} ptowsp_sim_options_t;

typedef struct {
  ptowsp_core_kind_t kind;
  uint32_t scheduler;
  uint64_t tasks;
  uint64_t busy;    // cycles in kernels
  uint64_t stalled; // held by a task that waits: dispatch, pick-up, completion
} ptowsp_sim_core_t;

typedef struct {
  uint64_t tasks;
  uint64_t busy; // cycles dispatching and polling
  uint64_t queue_high_water;
} ptowsp_sim_scheduler_t;

// A bounded resource; cycles of stalls add up over the submissions that waited.
typedef struct {
  const char *name;
  uint64_t size, high_water, stalls, stall_cycles;
  const char *reason; // of the stalls
} ptowsp_sim_resource_t;

// Elements that the orchestration reads; it waits for the tasks that write them.
typedef struct {
  uint64_t reads, waits, wait_cycles;
  const char *reason; // of the waits
} ptowsp_sim_slots_t;

enum { PTOWSP_SIM_TASK_RING, PTOWSP_SIM_READY_QUEUES, PTOWSP_SIM_RESOURCES };

typedef struct {
  uint64_t tasks;
  uint64_t total_cycles;
  double time_us;
  uint64_t critical_path_cycles; // longest chain of kernel cycles over dependences
  bool critical_path_exact;      // false: a lower bound (see regions.h)
  uint64_t dependences;          // edges between tasks in flight
  size_t core_count, scheduler_count;
  ptowsp_sim_core_t *cores;
  ptowsp_sim_scheduler_t *schedulers;
  uint64_t *kernel_calls; // one for each kernel of the expansion
  size_t kernel_count;
  ptowsp_sim_resource_t resources[PTOWSP_SIM_RESOURCES];
  ptowsp_sim_slots_t slots;
} ptowsp_sim_result_t;

typedef enum {
  PTOWSP_SIM_OK,
  PTOWSP_SIM_ERROR,    // of the program, or of the trace's sink
  PTOWSP_SIM_DEADLOCK, // no event can happen, tasks are waiting; reported as an error
} ptowsp_sim_status_t;

// Runs the expansion. The result is to be ended by deinit, whatever the status.
ptowsp_sim_status_t ptowsp_simulate(ptowsp_expansion_t *expansion,
                                    const ptowsp_sim_options_t *options,
                                    ptowsp_sim_result_t *out_result);
void ptowsp_sim_result_deinit(ptowsp_sim_result_t *result);

// What a report says beside the simulation.
typedef struct {
  double import_ms, passes_ms, jit_ms, run_ms;
  uint64_t peak_rss;        // bytes
  const char *check;        // "ok", "failed" or "not run"
  const char *check_detail; // the worst element; NULL: nothing to say
} ptowsp_sim_host_t;

// Appends the JSON report. Everything but `host` is the same for the same program, inputs
// and options.
void ptowsp_sim_report(ptowsp_buffer_t *buffer, const ptowsp_expansion_t *expansion,
                       const ptowsp_sim_kernel_t *kernels, const ptowsp_sim_result_t *result,
                       const ptowsp_sim_host_t *host);
// Appends the summary for people.
void ptowsp_sim_summary(ptowsp_buffer_t *buffer, const ptowsp_expansion_t *expansion,
                        const ptowsp_sim_kernel_t *kernels, const ptowsp_sim_result_t *result);

#ifdef __cplusplus
}
#endif

#endif
