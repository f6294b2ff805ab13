// Orchestration: tasks are submitted in program order, as the window lets them.
#include "ptowsp/sim.h"

#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "ptowsp/policy.h"

static const char *const stall_reasons[PTOWSP_SIM_RESOURCES] = {
#define PTOWSP_STALL_REASON(ID, RESOURCE) [PTOWSP_SIM_##RESOURCE] = #ID,
#define PTOWSP_STALL_REASON_PLANNED(ID)
#include "ptowsp/stall_reasons.def"
};

const char *ptowsp_core_kind_name(ptowsp_core_kind_t kind) {
  return kind == PTOWSP_CORE_AIC ? "aic" : "aiv";
}

void ptowsp_sim_fail(model_t *m, ptowsp_sim_status_t status) {
  if (m->status == PTOWSP_SIM_OK) m->status = status;
}

// Waits for a free record. False: none will ever be free.
static bool wait_for_record(model_t *m, const ptowsp_task_t *task) {
  if (!ptowsp_window_is_full(m)) return true;
  uint64_t from = m->clock, time = from;
  ptowsp_sim_resource_t *ring = &m->result->resources[PTOWSP_SIM_TASK_RING];
  while (ptowsp_window_is_full(m))
    if (!ptowsp_events_next(m, &time)) {
      if (m->status != PTOWSP_SIM_OK) return false;
      ptowsp_deadlock_report(m, task->op, ring->reason);
      ptowsp_sim_fail(m, PTOWSP_SIM_DEADLOCK);
      return false;
    }
  ring->stalls++;
  ring->stall_cycles += time - from;
  m->clock = time;
  if (m->trace) ptowsp_trace_stall(m->trace, ring->reason, task->number, from, time);
  return true;
}

// Without a policy the schedulers take turns with the tasks of each kernel; as far as that leaves a
// choice, with all those for a kind of core; and then with all. With all of them in a row alone, n
// kernels that follow each other would have one scheduler's cores each.
static int64_t next_scheduler(model_t *m, uint32_t kernel, int64_t n) {
  size_t kernels = m->result->kernel_count;
  size_t rows[] = {kernel, kernels + m->options->kernels[kernel].core, kernels + PTOWSP_CORE_KINDS};
  int64_t best = 0;
  for (int64_t i = 1; i < n; i++)
    for (size_t k = 0; k < PTOWSP_COUNTOF(rows); k++) {
      const uint64_t *taken = m->submitted + rows[k] * (size_t)n;
      if (taken[i] == taken[best]) continue;
      if (taken[i] < taken[best]) best = i;
      break;
    }
  for (size_t k = 0; k < PTOWSP_COUNTOF(rows); k++) m->submitted[rows[k] * (size_t)n + best]++;
  return best;
}

static bool assign_scheduler(model_t *m, const ptowsp_task_t *task, record_t *record) {
  int64_t n = (int64_t)m->result->scheduler_count;
  int64_t scheduler = task->scheduler;
  if (scheduler < 0 && ptowsp_op_operand_count(task->op) == task->arg_count)
    scheduler = next_scheduler(m, task->kernel, n);
  record->scheduler = (uint32_t)scheduler;
  if (scheduler >= 0 && scheduler < n) return true;
  ptowsp_error(m->context, ptowsp_op_loc(task->op),
               "task %lld is given to scheduler %lld; there are %lld, numbered from 0",
               (long long)task->number, (long long)scheduler, (long long)n);
  return false;
}

static bool submit(void *data, const ptowsp_task_t *task) {
  model_t *m = data;
  ptowsp_events_until(m, m->clock);
  if (!wait_for_record(m, task)) return false;
  uint64_t from = m->clock;
  m->clock += m->submit;
  ptowsp_events_until(m, m->clock);
  int32_t i = ptowsp_window_enter(m, task);
  m->result->tasks++;
  if (!assign_scheduler(m, task, &m->ring[i])) return false;
  if (m->trace) ptowsp_trace_submit(m->trace, &m->ring[i], from, m->clock);
  if (m->ring[i].waits == 0) ptowsp_schedulers_ready(m, i, m->clock);
  return m->status == PTOWSP_SIM_OK;
}

// Waits until the tasks in flight that write the element are done. False: they never will be.
static bool wait_for_writers(model_t *m, const ptowsp_slot_t *slot) {
  uint64_t from = m->clock, time = from;
  ptowsp_sim_slots_t *slots = &m->result->slots;
  while (ptowsp_window_writes(m, &slot->element))
    if (!ptowsp_events_next(m, &time)) {
      if (m->status != PTOWSP_SIM_OK) return false;
      ptowsp_deadlock_report(m, slot->op, slots->reason);
      ptowsp_sim_fail(m, PTOWSP_SIM_DEADLOCK);
      return false;
    }
  if (time == from) return true;
  slots->waits++;
  slots->wait_cycles += time - from;
  m->clock = time;
  if (m->trace) ptowsp_trace_stall(m->trace, slots->reason, m->head, from, time);
  return true;
}

// An element that the orchestration reads: what follows depends on who wrote it.
static bool read_element(void *data, const ptowsp_slot_t *slot, uint64_t *out_bits) {
  model_t *m = data;
  if (!m->options->buffers) {
    ptowsp_error(m->context, ptowsp_op_loc(slot->op),
                 "which tasks there are depends on this element; run with data");
    return false;
  }
  ptowsp_events_until(m, m->clock);
  if (!wait_for_writers(m, slot)) return false;
  m->result->slots.reads++;
  size_t bytes = ptowsp_type_bytes(slot->type);
  const char *base = m->options->buffers[slot->element.buffer];
  memcpy(out_bits, base + (size_t)slot->element.element * bytes, bytes); // little-endian
  return m->status == PTOWSP_SIM_OK;
}

static bool read_window(model_t *m, size_t *out_window) {
  ptowsp_op_t *workload = ptowsp_expansion_workload(m->expansion);
  ptowsp_attr_t size = ptowsp_attr_lookup(ptowsp_op_attr(workload, "task_window"), "size");
  int64_t window = size ? ptowsp_attr_int_value(size) : PTOWSP_TASK_WINDOW_DEFAULT;
  if (window >= 1 && window <= PTOWSP_TASK_WINDOW_MAX) {
    *out_window = (size_t)window;
    return true;
  }
  ptowsp_error(m->context, ptowsp_op_loc(workload),
               "a task window of %lld records; it may have 1 to %d", (long long)window,
               PTOWSP_TASK_WINDOW_MAX);
  return false;
}

static void init_costs(model_t *m) {
  const ptowsp_machine_t *machine = m->options->machine;
  m->submit = (uint64_t)ptowsp_machine_cycles(machine, machine->submit_ns);
  m->dispatch = (uint64_t)ptowsp_machine_cycles(machine, machine->dispatch_ns);
  m->seen = (uint64_t)ptowsp_machine_cycles(machine, machine->dispatch_seen_ns);
  m->pickup = (uint64_t)ptowsp_machine_cycles(machine, machine->pickup_ns);
  m->completion = (uint64_t)ptowsp_machine_cycles(machine, machine->completion_ns);
  m->poll = (uint64_t)ptowsp_machine_cycles(machine, machine->poll_ns);
}

static void init_result(model_t *m, size_t window) {
  ptowsp_sim_result_t *result = m->result;
  result->kernel_count = ptowsp_expansion_kernel_count(m->expansion);
  result->kernel_calls = ptowsp_calloc(result->kernel_count + 1, sizeof(uint64_t));
  result->resources[PTOWSP_SIM_TASK_RING] = (ptowsp_sim_resource_t){
      .name = "task_ring", .size = window, .reason = stall_reasons[PTOWSP_SIM_TASK_RING]};
  result->slots.reason = "SLOT_WAIT";
  // A ready task holds a record, so the queues cannot hold more tasks than the ring.
  result->resources[PTOWSP_SIM_READY_QUEUES] = (ptowsp_sim_resource_t){
      .name = "ready_queues", .size = window, .reason = stall_reasons[PTOWSP_SIM_READY_QUEUES]};
}

static void finish(model_t *m) {
  uint64_t time;
  while (ptowsp_events_next(m, &time)) continue;
  if (m->status == PTOWSP_SIM_OK && m->head != m->tail) {
    ptowsp_deadlock_report(m, NULL, NULL);
    ptowsp_sim_fail(m, PTOWSP_SIM_DEADLOCK);
  }
  ptowsp_sim_result_t *result = m->result;
  result->total_cycles = m->finish > m->clock ? m->finish : m->clock;
  result->time_us = (double)result->total_cycles / (m->options->machine->clock_ghz * 1e3);
  result->critical_path_exact = !m->regions.forgot;
}

static void run(model_t *m) {
  if (m->options->threads > 1 && m->options->buffers)
    m->workers = ptowsp_workers_create(m->options->threads, m->window);
  if (m->options->trace) m->trace = ptowsp_trace_create(m);
  if (!ptowsp_expansion_run(m->expansion, submit, read_element, m))
    ptowsp_sim_fail(m, PTOWSP_SIM_ERROR);
  finish(m);
  if (m->workers) ptowsp_workers_destroy(m->workers);
  if (m->trace && !ptowsp_trace_destroy(m->trace, m->status == PTOWSP_SIM_OK))
    ptowsp_sim_fail(m, PTOWSP_SIM_ERROR);
}

ptowsp_sim_status_t ptowsp_simulate(ptowsp_expansion_t *expansion,
                                    const ptowsp_sim_options_t *options,
                                    ptowsp_sim_result_t *out_result) {
  *out_result = (ptowsp_sim_result_t){0};
  model_t m = {.expansion = expansion, .options = options, .result = out_result};
  m.context = ptowsp_op_context(ptowsp_expansion_workload(expansion));
  size_t window;
  if (!read_window(&m, &window)) return PTOWSP_SIM_ERROR;
  init_costs(&m);
  init_result(&m, window);
  bool ok = ptowsp_schedulers_init(&m);
  if (ok) {
    m.submitted = ptowsp_calloc(
        (out_result->kernel_count + PTOWSP_CORE_KINDS + 1) * out_result->scheduler_count,
        sizeof(uint64_t));
    ptowsp_window_init(&m, window);
    run(&m);
    ptowsp_window_deinit(&m);
  }
  ptowsp_schedulers_deinit(&m);
  free(m.submitted);
  return ok ? m.status : PTOWSP_SIM_ERROR;
}

void ptowsp_sim_result_deinit(ptowsp_sim_result_t *result) {
  free(result->cores);
  free(result->schedulers);
  free(result->kernel_calls);
}
