// The timeline as Chrome trace events (chrome://tracing, ui.perfetto.dev): one row for the
// orchestrator, each scheduler and each core. Timestamps are microseconds of simulated time.
#include <stdlib.h>

#include "model.h"

enum { PID_AICPU = 1, PID_AIC = 2, PID_AIV = 3, FLUSH_BYTES = 1 << 18 };

struct trace {
  model_t *m;
  ptowsp_buffer_t text;
  double us_per_cycle;
  bool failed, any;
};

static void flush(trace_t *t) {
  const ptowsp_sim_options_t *options = t->m->options;
  if (!t->failed && t->text.size)
    t->failed = !options->trace(options->trace_data, t->text.data, t->text.size);
  t->text.size = 0;
}

static void begin_event(trace_t *t) {
  if (t->text.size > FLUSH_BYTES) flush(t);
  ptowsp_buffer_puts(&t->text, t->any ? ",\n" : "\n");
  t->any = true;
}

static void json_name(trace_t *t, const char *name) {
  ptowsp_buffer_json_string(&t->text, ptowsp_str(name));
}

static void metadata(trace_t *t, const char *what, int pid, size_t tid, const char *name) {
  begin_event(t);
  ptowsp_buffer_printf(&t->text, "{\"ph\":\"M\",\"name\":\"%s\",\"pid\":%d,\"tid\":%zu,", what, pid,
                       tid);
  ptowsp_buffer_puts(&t->text, "\"args\":{\"name\":");
  json_name(t, name);
  ptowsp_buffer_puts(&t->text, "}}");
}

static void row(trace_t *t, int pid, size_t tid, const char *kind, size_t number) {
  ptowsp_buffer_t name = {0};
  ptowsp_buffer_printf(&name, "%s %zu", kind, number);
  metadata(t, "thread_name", pid, tid, name.data);
  ptowsp_buffer_deinit(&name);
}

trace_t *ptowsp_trace_create(model_t *m) {
  trace_t *t = ptowsp_calloc(1, sizeof(*t));
  t->m = m;
  t->us_per_cycle = 1e-3 / m->options->machine->clock_ghz;
  ptowsp_buffer_puts(&t->text, "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[");
  metadata(t, "process_name", PID_AICPU, 0, "AICPU");
  metadata(t, "process_name", PID_AIC, 0, "AIC (cube cores)");
  metadata(t, "process_name", PID_AIV, 0, "AIV (vector cores)");
  metadata(t, "thread_name", PID_AICPU, 0, "orchestrator");
  for (size_t i = 0; i < m->result->scheduler_count; i++) row(t, PID_AICPU, i + 1, "scheduler", i);
  size_t clusters = (size_t)m->options->machine->aic_cores;
  for (size_t i = 0; i < m->result->core_count; i++)
    if (i < clusters)
      row(t, PID_AIC, i, "AIC", i);
    else
      row(t, PID_AIV, i - clusters, "AIV", i - clusters);
  return t;
}

bool ptowsp_trace_destroy(trace_t *t, bool finish) {
  if (finish) {
    ptowsp_buffer_puts(&t->text, "\n]}\n");
    flush(t);
  }
  bool ok = !t->failed;
  ptowsp_buffer_deinit(&t->text);
  free(t);
  return ok;
}

// A span; the caller adds what belongs into "args" and the closing "}}".
static void begin_span(trace_t *t, const char *name, int pid, size_t tid, uint64_t from,
                       uint64_t to) {
  begin_event(t);
  ptowsp_buffer_puts(&t->text, "{\"ph\":\"X\",\"name\":");
  json_name(t, name);
  ptowsp_buffer_printf(&t->text, ",\"pid\":%d,\"tid\":%zu,\"ts\":%.5f,\"dur\":%.5f,\"args\":{", pid,
                       tid, (double)from * t->us_per_cycle, (double)(to - from) * t->us_per_cycle);
}

static const char *kernel_name(const trace_t *t, uint32_t kernel) {
  return ptowsp_op_symbol(ptowsp_expansion_kernel(t->m->expansion, kernel)).data;
}

void ptowsp_trace_stall(trace_t *t, const char *reason, int64_t number, uint64_t from,
                        uint64_t to) {
  begin_span(t, reason, PID_AICPU, 0, from, to);
  ptowsp_buffer_printf(&t->text, "\"task\":%lld}}", (long long)number);
}

void ptowsp_trace_submit(trace_t *t, const record_t *record, uint64_t from, uint64_t to) {
  begin_span(t, "submit", PID_AICPU, 0, from, to);
  ptowsp_buffer_printf(&t->text, "\"task\":%lld,\"waits\":%u}}", (long long)record->number,
                       record->waits);
}

void ptowsp_trace_service(trace_t *t, uint32_t scheduler, const record_t *record, service_t service,
                          uint64_t from, uint64_t to) {
  const char *name = service == SERVES_DISPATCH ? "dispatch" : "poll";
  begin_span(t, name, PID_AICPU, scheduler + 1, from, to);
  ptowsp_buffer_printf(&t->text, "\"task\":%lld}}", (long long)record->number);
}

void ptowsp_trace_kernel(trace_t *t, const record_t *record, const int64_t *ivs, uint64_t from,
                         uint64_t to) {
  size_t clusters = (size_t)t->m->options->machine->aic_cores, core = (size_t)record->core;
  bool cube = core < clusters;
  begin_span(t, kernel_name(t, record->kernel), cube ? PID_AIC : PID_AIV,
             cube ? core : core - clusters, from, to);
  ptowsp_buffer_printf(&t->text, "\"task\":%lld,\"kernel\":", (long long)record->number);
  json_name(t, kernel_name(t, record->kernel));
  ptowsp_loc_t loc = ptowsp_op_loc(record->op);
  ptowsp_buffer_puts(&t->text, ",\"file\":");
  json_name(t, ptowsp_context_file_name(t->m->context, loc.file));
  ptowsp_buffer_printf(&t->text, ",\"line\":%u,\"ivs\":{", loc.line);
  size_t depth = 0;
  for (ptowsp_op_t *op = ptowsp_op_parent(record->op); op; op = ptowsp_op_parent(op))
    depth += ptowsp_op_is(op, PTOWSP_OP_SCF_FOR);
  for (size_t i = 0; i < depth; i++) {
    const char *name = ptowsp_task_iv_name(record->op, i);
    if (i) ptowsp_buffer_putc(&t->text, ',');
    if (name)
      json_name(t, name);
    else
      ptowsp_buffer_printf(&t->text, "\"loop %zu\"", i);
    ptowsp_buffer_printf(&t->text, ":%lld", (long long)ivs[i]);
  }
  ptowsp_buffer_puts(&t->text, "}}}");
}
