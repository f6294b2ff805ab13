// What a simulation says: JSON for programs, a short table for people.
#include <inttypes.h>
#include <string.h>

#include "ptowsp/sim.h"

static const char *kernel_name(const ptowsp_expansion_t *expansion, size_t i) {
  return ptowsp_op_symbol(ptowsp_expansion_kernel(expansion, i)).data;
}

static void json_name(ptowsp_buffer_t *out, const char *name) {
  ptowsp_buffer_json_string(out, ptowsp_str(name));
}

// ---------------------------------------------------------------- JSON

static void report_cores(ptowsp_buffer_t *out, const ptowsp_sim_result_t *result) {
  size_t numbers[PTOWSP_CORE_KINDS] = {0};
  ptowsp_buffer_puts(out, "  \"cores\": [");
  for (size_t i = 0; i < result->core_count; i++) {
    const ptowsp_sim_core_t *core = &result->cores[i];
    uint64_t used = core->busy + core->stalled;
    ptowsp_buffer_printf(
        out,
        "%s\n    {\"name\": \"%s%zu\", \"scheduler\": %u, \"tasks\": %" PRIu64
        ", \"busy\": %" PRIu64 ", \"stalled\": %" PRIu64 ", \"idle\": %" PRIu64 "}",
        i ? "," : "", ptowsp_core_kind_name(core->kind), numbers[core->kind]++, core->scheduler,
        core->tasks, core->busy, core->stalled, result->total_cycles - used);
  }
  ptowsp_buffer_puts(out, "\n  ],\n");
}

static void report_schedulers(ptowsp_buffer_t *out, const ptowsp_sim_result_t *result) {
  ptowsp_buffer_puts(out, "  \"schedulers\": [");
  for (size_t i = 0; i < result->scheduler_count; i++) {
    const ptowsp_sim_scheduler_t *s = &result->schedulers[i];
    ptowsp_buffer_printf(out,
                         "%s\n    {\"tasks\": %" PRIu64 ", \"busy\": %" PRIu64
                         ", \"idle\": %" PRIu64 ", \"queue_high_water\": %" PRIu64 "}",
                         i ? "," : "", s->tasks, s->busy, result->total_cycles - s->busy,
                         s->queue_high_water);
  }
  ptowsp_buffer_puts(out, "\n  ],\n");
}

static void report_resources(ptowsp_buffer_t *out, const ptowsp_sim_result_t *result) {
  ptowsp_buffer_puts(out, "  \"resources\": {");
  for (size_t i = 0; i < PTOWSP_SIM_RESOURCES; i++) {
    const ptowsp_sim_resource_t *r = &result->resources[i];
    ptowsp_buffer_puts(out, i ? ",\n    " : "\n    ");
    json_name(out, r->name);
    ptowsp_buffer_printf(out,
                         ": {\"size\": %" PRIu64 ", \"high_water\": %" PRIu64
                         ", \"stalls\": %" PRIu64 ", \"stall_cycles\": %" PRIu64,
                         r->size, r->high_water, r->stalls, r->stall_cycles);
    if (r->stalls) {
      ptowsp_buffer_puts(out, ", \"reason\": ");
      json_name(out, r->reason);
    }
    ptowsp_buffer_putc(out, '}');
  }
  ptowsp_buffer_puts(out, "\n  },\n");
}

// Only of workloads that read elements.
static void report_slots(ptowsp_buffer_t *out, const ptowsp_sim_result_t *result) {
  const ptowsp_sim_slots_t *slots = &result->slots;
  if (!slots->reads) return;
  ptowsp_buffer_printf(out,
                       "  \"slots\": {\"reads\": %" PRIu64 ", \"waits\": %" PRIu64
                       ", \"wait_cycles\": %" PRIu64,
                       slots->reads, slots->waits, slots->wait_cycles);
  if (slots->waits) {
    ptowsp_buffer_puts(out, ", \"reason\": ");
    json_name(out, slots->reason);
  }
  ptowsp_buffer_puts(out, "},\n");
}

static void report_kernels(ptowsp_buffer_t *out, const ptowsp_expansion_t *expansion,
                           const ptowsp_sim_kernel_t *kernels, const ptowsp_sim_result_t *result) {
  ptowsp_buffer_puts(out, "  \"kernels\": {");
  for (size_t i = 0; i < result->kernel_count; i++) {
    ptowsp_buffer_puts(out, i ? ",\n    " : "\n    ");
    json_name(out, kernel_name(expansion, i));
    ptowsp_buffer_printf(
        out, ": {\"core\": \"%s\", \"calls\": %" PRIu64 ", \"cycles\": %" PRIu64 "%s, \"pipes\": {",
        ptowsp_core_kind_name(kernels[i].core), result->kernel_calls[i], kernels[i].cycles,
        kernels[i].estimated ? ", \"estimated\": true" : "");
    const char *separator = "";
    for (int pipe = 0; pipe < PTOWSP_PIPE_COUNT; pipe++) {
      if (!kernels[i].pipes[pipe]) continue;
      ptowsp_buffer_printf(out, "%s\"%s\": %" PRIu64, separator,
                           ptowsp_pipe_name((ptowsp_pipe_t)pipe), kernels[i].pipes[pipe]);
      separator = ", ";
    }
    ptowsp_buffer_puts(out, "}}");
  }
  ptowsp_buffer_puts(out, "\n  },\n");
}

void ptowsp_sim_report(ptowsp_buffer_t *out, const ptowsp_expansion_t *expansion,
                       const ptowsp_sim_kernel_t *kernels, const ptowsp_sim_result_t *result,
                       const ptowsp_sim_host_t *host) {
  ptowsp_buffer_printf(out,
                       "{\n  \"tasks\": %" PRIu64 ",\n  \"total_cycles\": %" PRIu64
                       ",\n  \"time_us\": %.5f,\n  \"critical_path_cycles\": %" PRIu64 ",\n",
                       result->tasks, result->total_cycles, result->time_us,
                       result->critical_path_cycles);
  if (!result->critical_path_exact)
    ptowsp_buffer_puts(out, "  \"critical_path_is_lower_bound\": true,\n");
  report_cores(out, result);
  report_schedulers(out, result);
  report_resources(out, result);
  report_slots(out, result);
  report_kernels(out, expansion, kernels, result);
  ptowsp_buffer_printf(out,
                       "  \"host\": {\"import_ms\": %.3f, \"passes_ms\": %.3f, \"jit_ms\": %.3f, "
                       "\"run_ms\": %.3f, \"peak_rss\": %" PRIu64 "},\n",
                       host->import_ms, host->passes_ms, host->jit_ms, host->run_ms,
                       host->peak_rss);
  ptowsp_buffer_puts(out, "  \"check\": {\"status\": ");
  json_name(out, host->check);
  if (host->check_detail) {
    ptowsp_buffer_puts(out, ", \"worst\": ");
    json_name(out, host->check_detail);
  }
  ptowsp_buffer_puts(out, "}\n}\n");
}

// ---------------------------------------------------------------- summary

// Sums over the cores of one kind, and how many did anything.
static void summarize_cores(ptowsp_buffer_t *out, const ptowsp_sim_result_t *result,
                            ptowsp_core_kind_t kind) {
  uint64_t cores = 0, used = 0, tasks = 0;
  double busy = 0;
  for (size_t i = 0; i < result->core_count; i++) {
    const ptowsp_sim_core_t *core = &result->cores[i];
    if (core->kind != kind) continue;
    cores++;
    used += core->tasks != 0;
    tasks += core->tasks;
    busy += (double)core->busy;
  }
  double whole = (double)cores * (double)result->total_cycles;
  ptowsp_buffer_printf(out,
                       "  %-16s %" PRIu64 " of %" PRIu64 " used, %" PRIu64 " tasks, %.1f %% busy\n",
                       kind == PTOWSP_CORE_AIC ? "AIC cores" : "AIV cores", used, cores, tasks,
                       whole > 0 ? 100 * busy / whole : 0);
}

void ptowsp_sim_summary(ptowsp_buffer_t *out, const ptowsp_expansion_t *expansion,
                        const ptowsp_sim_kernel_t *kernels, const ptowsp_sim_result_t *result) {
  const ptowsp_sim_resource_t *ring = &result->resources[PTOWSP_SIM_TASK_RING];
  ptowsp_buffer_printf(out, "%s\n", ptowsp_op_symbol(ptowsp_expansion_workload(expansion)).data);
  ptowsp_buffer_printf(out, "  %-16s %" PRIu64 "\n", "tasks", result->tasks);
  ptowsp_buffer_printf(out, "  %-16s %" PRIu64 " cycles, %.3f us\n", "total", result->total_cycles,
                       result->time_us);
  ptowsp_buffer_printf(out, "  %-16s %s%" PRIu64 " cycles\n", "critical path",
                       result->critical_path_exact ? "" : "at least ",
                       result->critical_path_cycles);
  summarize_cores(out, result, PTOWSP_CORE_AIC);
  summarize_cores(out, result, PTOWSP_CORE_AIV);
  ptowsp_buffer_printf(out, "  %-16s %zu\n", "schedulers", result->scheduler_count);
  ptowsp_buffer_printf(out,
                       "  %-16s %" PRIu64 " of %" PRIu64 " records used at most, %" PRIu64
                       " stalls of %" PRIu64 " cycles\n",
                       "task window", ring->high_water, ring->size, ring->stalls,
                       ring->stall_cycles);
  if (result->slots.reads)
    ptowsp_buffer_printf(
        out, "  %-16s %" PRIu64 " elements read, %" PRIu64 " waits of %" PRIu64 " cycles\n",
        "orchestration", result->slots.reads, result->slots.waits, result->slots.wait_cycles);
  size_t width = strlen("kernel");
  for (size_t i = 0; i < result->kernel_count; i++) {
    size_t length = strlen(kernel_name(expansion, i));
    if (length > width) width = length;
  }
  ptowsp_buffer_printf(out, "  %-*s  core  %10s  %12s\n", (int)width, "kernel", "calls",
                       "cycles each");
  for (size_t i = 0; i < result->kernel_count; i++)
    ptowsp_buffer_printf(out, "  %-*s  %-4s  %10" PRIu64 "  %12" PRIu64 "%s\n", (int)width,
                         kernel_name(expansion, i), ptowsp_core_kind_name(kernels[i].core),
                         result->kernel_calls[i], kernels[i].cycles,
                         kernels[i].estimated ? " (estimated)" : "");
}
