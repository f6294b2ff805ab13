// ptowsp-run: runs a workload on the simulated a2a3.
//
// C is imported and put through the default pipeline. IR that is in its final form already is
// run as it stands, any other goes through the default pipeline too; --pass-pipeline replaces
// it. The serial run of --check is compiled while the passes and the JIT work.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "arrays.h"
#include "outputs.h"
#include "ptowsp/cost.h"
#include "ptowsp/frontend.h"
#include "ptowsp/jit.h"
#include "ptowsp/pass.h"
#include "ptowsp/sim.h"
#include "settings.h"

// Everything a run makes, ended in one place.
typedef struct {
  const settings_t *settings;
  ptowsp_context_t *context;
  ptowsp_machine_t machine;
  ptowsp_pipeline_t *pipeline;
  ptowsp_module_t *module;
  ptowsp_op_t *workload;
  arrays_t arrays;
  ptowsp_serial_t *serial;
  ptowsp_expansion_t *expansion;
  ptowsp_jit_t *jit;
  ptowsp_sim_kernel_t *kernels;
  ptowsp_sim_result_t result;
  ptowsp_sim_host_t host;
  outputs_t outputs;
  int trace, report; // numbers of outputs; -1: none
  int first_out;
  ptowsp_buffer_t verdicts, worst;
} session_t;

// ---------------------------------------------------------------- the program

static bool is_c(const settings_t *s) {
  size_t size = strlen(s->file);
  return size > 2 && strcmp(s->file + size - 2, ".c") == 0;
}

static int load(session_t *r) {
  const settings_t *s = r->settings;
  double start = ptowsp_now_ms();
  if (is_c(s)) {
    r->module = ptowsp_import_c(r->context, s->file, (const char *const *)s->clang_args,
                                s->clang_arg_count);
  } else {
    char *text;
    size_t size;
    if (!cli_read(r->context, s->file, &text, &size)) return CLI_INPUT_ERROR;
    r->module = ptowsp_parse(r->context, (ptowsp_str_t){text, size},
                             strcmp(s->file, "-") == 0 ? "<stdin>" : s->file);
    free(text);
  }
  if (!r->module || !ptowsp_verify(ptowsp_module_op(r->module))) return CLI_INPUT_ERROR;
  r->host.import_ms = ptowsp_now_ms() - start;
  return CLI_OK;
}

// The workload by name, or the only one that is not part of another.
static int choose(session_t *r) {
  const char *name = r->settings->workload;
  ptowsp_buffer_t names = {0};
  size_t count = 0;
  r->workload = NULL;
  ptowsp_block_each(ptowsp_module_body(r->module), op) {
    if (!ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD)) continue;
    if (!name && ptowsp_symbol_is_private(op)) continue;
    ptowsp_str_t symbol = ptowsp_op_symbol(op);
    ptowsp_buffer_printf(&names, "%s'%s'", count++ ? ", " : "", symbol.data);
    if (!name || ptowsp_str_is(symbol, name)) r->workload = op;
  }
  int status = CLI_OK;
  if (count == 0) {
    ptowsp_error(r->context, PTOWSP_LOC_UNKNOWN, "'%s' has no workload", r->settings->file);
    status = CLI_INPUT_ERROR;
  } else if (!r->workload || (!name && count > 1)) {
    if (name)
      cli_usage_error(run_tool, "no workload '%s'; there is %s", name, names.data);
    else
      cli_usage_error(run_tool, "several workloads: choose by --workload among %s", names.data);
    status = CLI_USAGE;
  }
  ptowsp_buffer_deinit(&names);
  return status;
}

// Starts the C compiler on the serial form; it works beside everything up to the comparison.
static bool start_serial(session_t *r) {
  const settings_t *s = r->settings;
  if (!s->check) return true;
  ptowsp_check_param_t *params = arrays_check_params(&r->arrays);
  r->serial =
      ptowsp_serial_start(r->context, s->file, r->workload, params, r->arrays.parameter_count,
                          (const char *const *)s->clang_args, s->clang_arg_count);
  free(params);
  return r->serial != NULL;
}

static ptowsp_walk_t find_element_access(ptowsp_op_t *op, void *data) {
  (void)data;
  bool access = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  return access ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Whether workloads hold nothing but tasks, and kernels say which regions they access.
static bool is_final(ptowsp_module_t *module) {
  ptowsp_block_each(ptowsp_module_body(module), op) {
    if (ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL) && !ptowsp_op_attr(op, "footprints")) return false;
    if (ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD) && !ptowsp_walk_pre(op, find_element_access, NULL))
      return false;
  }
  return true;
}

// Gives a program that is not final yet its sizes; the arrays have their extents then.
static bool bind_sizes(session_t *r) {
  if ((is_c(r->settings) || !is_final(r->module)) &&
      !sizes_bind(r->module, ptowsp_op_symbol(r->workload).data, &r->arrays.sizes))
    return false;
  return arrays_measure(&r->arrays, r->workload);
}

static bool transform(session_t *r) {
  const settings_t *s = r->settings;
  double start = ptowsp_now_ms();
  if (!s->pipeline && (is_c(s) || !is_final(r->module)))
    if (!ptowsp_pipeline_append_named(r->pipeline, "default")) return false;
  // Passes that choose by cost choose for it.
  if (s->machine)
    ptowsp_op_set_attr(ptowsp_module_op(r->module), "wsp.machine",
                       ptowsp_machine_attr(r->context, &r->machine));
  ptowsp_pipeline_options_t options = {0};
  const char *name = ptowsp_op_symbol(r->workload).data;
  if (!ptowsp_pipeline_run(r->pipeline, r->module, &options)) return false;
  r->workload = ptowsp_symbol_lookup(ptowsp_module_op(r->module), ptowsp_str(name));
  if (!ptowsp_op_is(r->workload, PTOWSP_OP_WSP_WORKLOAD)) {
    ptowsp_error(r->context, PTOWSP_LOC_UNKNOWN, "the passes left no workload '%s'", name);
    return false;
  }
  r->host.passes_ms = ptowsp_now_ms() - start;
  return true;
}

// ---------------------------------------------------------------- the run

static bool fits_memory(session_t *r) {
  double bytes = 0;
  for (size_t i = 0; i < ptowsp_expansion_buffer_count(r->expansion); i++) {
    ptowsp_type_t type = ptowsp_expansion_buffer(r->expansion, i)->type;
    double size = (double)ptowsp_type_bytes(ptowsp_type_element(type));
    for (size_t d = 0; d < ptowsp_type_rank(type); d++) size *= (double)ptowsp_type_shape(type)[d];
    bytes += size;
  }
  if (bytes <= r->machine.gm_bytes) return true;
  ptowsp_error(r->context, ptowsp_op_loc(r->workload),
               "the arrays of workload '%s' take %.0f bytes, the machine has %.0f",
               ptowsp_op_symbol(r->workload).data, bytes, r->machine.gm_bytes);
  return false;
}

static bool expand(session_t *r) {
  int64_t *sizes = arrays_sizes(&r->arrays);
  r->expansion = ptowsp_expansion_create(r->workload, sizes);
  free(sizes);
  return r->expansion && fits_memory(r);
}

// What the workload calls, nothing else.
static bool compile_kernels(session_t *r, size_t count) {
  double start = ptowsp_now_ms();
  ptowsp_op_t **kernels = ptowsp_calloc(count + 1, sizeof(kernels[0]));
  for (size_t i = 0; i < count; i++) kernels[i] = ptowsp_expansion_kernel(r->expansion, i);
  r->jit = ptowsp_jit_create(r->module, kernels, count);
  free(kernels);
  r->host.jit_ms = ptowsp_now_ms() - start;
  return r->jit != NULL;
}

static bool compile(session_t *r) {
  size_t count = ptowsp_expansion_kernel_count(r->expansion);
  if (!r->settings->no_data && !compile_kernels(r, count)) return false;
  r->kernels = ptowsp_calloc(count + 1, sizeof(ptowsp_sim_kernel_t));
  for (size_t i = 0; i < count; i++) {
    ptowsp_op_t *kernel = ptowsp_expansion_kernel(r->expansion, i);
    ptowsp_kernel_cost_t cost = ptowsp_kernel_cost(kernel, &r->machine);
    ptowsp_sim_kernel_t *k = &r->kernels[i];
    k->core = ptowsp_kernel_is_cube(kernel) ? PTOWSP_CORE_AIC : PTOWSP_CORE_AIV;
    // What the program says a kernel takes stands above the estimate.
    k->cycles = (uint64_t)ptowsp_op_attr_int(kernel, "cycles", (int64_t)cost.cycles);
    k->estimated = !cost.exact && !ptowsp_op_attr(kernel, "cycles");
    memcpy(k->pipes, cost.pipes, sizeof(k->pipes));
    if (r->jit) k->run = ptowsp_jit_lookup(r->jit, ptowsp_op_symbol(kernel).data);
  }
  return true;
}

static bool open_outputs(session_t *r) {
  const settings_t *s = r->settings;
  r->outputs.context = r->context;
  if (s->report && (r->report = outputs_open(&r->outputs, s->report)) < 0) return false;
  if (s->trace && (r->trace = outputs_open(&r->outputs, s->trace)) < 0) return false;
  r->first_out = (int)r->outputs.list.size;
  for (size_t i = 0; i < s->out.size; i++)
    if (outputs_open(&r->outputs, s->out.data[i].value) < 0) return false;
  return true;
}

static bool write_trace(void *data, const char *text, size_t size) {
  session_t *r = data;
  return outputs_write(&r->outputs, r->trace, text, size);
}

static int simulate(session_t *r) {
  const settings_t *s = r->settings;
  if (!s->no_data && !arrays_fill(&r->arrays, r->expansion, s)) return CLI_INPUT_ERROR;
  if (s->check) arrays_copy_for_serial(&r->arrays);
  ptowsp_sim_options_t options = {.machine = &r->machine,
                                  .kernels = r->kernels,
                                  .buffers = s->no_data ? NULL : r->arrays.data,
                                  .threads = s->threads,
                                  .trace = s->trace ? write_trace : NULL,
                                  .trace_data = r};
  double start = ptowsp_now_ms();
  ptowsp_sim_status_t status = ptowsp_simulate(r->expansion, &options, &r->result);
  r->host.run_ms = ptowsp_now_ms() - start;
  return status == PTOWSP_SIM_OK         ? CLI_OK
         : status == PTOWSP_SIM_DEADLOCK ? CLI_DEADLOCK
                                         : CLI_INPUT_ERROR;
}

static int compare(session_t *r) {
  const settings_t *s = r->settings;
  double *factors = ptowsp_calloc(r->arrays.parameter_count + 1, sizeof(double));
  int checked = CLI_OK, expected = CLI_OK;
  r->host.check = "not run";
  if (s->check || s->expect.size) ptowsp_check_tolerances(r->workload, factors);
  if (s->check) {
    if (ptowsp_serial_run(r->serial, r->arrays.serial))
      checked = arrays_check(&r->arrays, factors, &r->verdicts, &r->worst);
    else
      checked = CLI_INPUT_ERROR;
    r->host.check = checked == CLI_OK ? "ok" : "failed";
    r->host.check_detail = r->worst.size ? r->worst.data : NULL;
  }
  if (s->expect.size) expected = arrays_expect(&r->arrays, factors, s, &r->verdicts);
  free(factors);
  if (checked == CLI_INPUT_ERROR || expected == CLI_INPUT_ERROR) return CLI_INPUT_ERROR;
  return checked != CLI_OK ? checked : expected;
}

// ---------------------------------------------------------------- what comes of it

static bool write_outputs(session_t *r) {
  const settings_t *s = r->settings;
  bool ok = true;
  if (s->report) {
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) == 0) r->host.peak_rss = (uint64_t)usage.ru_maxrss * 1024;
    ptowsp_buffer_t text = {0};
    ptowsp_sim_report(&text, r->expansion, r->kernels, &r->result, &r->host);
    ok = outputs_write(&r->outputs, r->report, text.data, text.size);
    ptowsp_buffer_deinit(&text);
  }
  for (size_t i = 0; ok && i < s->out.size; i++)
    ok = arrays_write(&r->arrays, s->out.data[i].name, &r->outputs, r->first_out + (int)i);
  return ok && outputs_finish(&r->outputs);
}

static bool print_summary(session_t *r) {
  ptowsp_buffer_t text = {0};
  ptowsp_sim_summary(&text, r->expansion, r->kernels, &r->result);
  if (r->verdicts.size) ptowsp_buffer_append(&text, r->verdicts.data, r->verdicts.size);
  bool ok = fwrite(text.data, 1, text.size, stdout) == text.size && fflush(stdout) == 0;
  ptowsp_buffer_deinit(&text);
  if (!ok) ptowsp_error(r->context, PTOWSP_LOC_UNKNOWN, "cannot write to standard output");
  return ok;
}

static int run(session_t *r) {
  const settings_t *s = r->settings;
  r->machine = ptowsp_machine_default();
  if (s->machine && !ptowsp_machine_load(r->context, s->machine, &r->machine))
    return CLI_INPUT_ERROR;
  if (s->pipeline && !ptowsp_pipeline_parse(r->pipeline, ptowsp_str(s->pipeline))) return CLI_USAGE;
  int status = load(r);
  if (status == CLI_OK) status = choose(r);
  if (status == CLI_OK) status = arrays_declare(&r->arrays, r->workload, s);
  if (status != CLI_OK) return status;
  if (!bind_sizes(r) || !start_serial(r) || !transform(r) || !expand(r) || !compile(r) ||
      !open_outputs(r))
    return CLI_INPUT_ERROR;
  status = simulate(r);
  if (status != CLI_OK) return status;
  status = compare(r);
  if (status == CLI_INPUT_ERROR || !write_outputs(r) || !print_summary(r) ||
      !outputs_commit(&r->outputs))
    return CLI_INPUT_ERROR;
  return status;
}

static void end(session_t *r) {
  outputs_deinit(&r->outputs);
  ptowsp_sim_result_deinit(&r->result);
  free(r->kernels);
  if (r->jit) ptowsp_jit_destroy(r->jit);
  ptowsp_expansion_destroy(r->expansion);
  if (r->serial) ptowsp_serial_destroy(r->serial);
  arrays_deinit(&r->arrays);
  ptowsp_buffer_deinit(&r->verdicts);
  ptowsp_buffer_deinit(&r->worst);
  if (r->module) ptowsp_module_destroy(r->module);
  ptowsp_pipeline_destroy(r->pipeline);
  ptowsp_context_destroy(r->context);
}

// The compiler arguments of a C file, where none are given.
static bool find_arguments(session_t *session, settings_t *settings, ptowsp_words_t *words) {
  if (!is_c(settings) || settings->clang_arg_count) return true;
  if (!ptowsp_compile_commands(session->context, settings->file, settings->database, words))
    return false;
  settings->clang_args = words->data;
  settings->clang_arg_count = words->size;
  return true;
}

int main(int argc, char **argv) {
  settings_t settings;
  ptowsp_words_t words = {0};
  int status;
  if (settings_parse(argc, argv, &settings, &status)) {
    session_t session = {.settings = &settings, .trace = -1, .report = -1};
    session.context = ptowsp_context_create();
    ptowsp_context_set_diagnostic_handler(session.context, ptowsp_diagnostic_print, stderr);
    session.pipeline = ptowsp_pipeline_create(session.context);
    status = find_arguments(&session, &settings, &words) ? run(&session) : CLI_INPUT_ERROR;
    end(&session);
    ptowsp_words_free(&words);
  }
  settings_deinit(&settings);
  return status;
}
