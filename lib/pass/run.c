// Running a pipeline: the one place that verifies, dumps, times and reproduces.
#include <stdio.h>

#include "pass_internal.h"

typedef struct {
  ptowsp_pipeline_t *pipeline;
  ptowsp_module_t *module;
  const ptowsp_pipeline_options_t *options;
  FILE *dump;
  double *times; // milliseconds, one a pass
} run_t;

static void dump_after(run_t *r, const char *pass) {
  ptowsp_buffer_t text = {0};
  ptowsp_print_options_t print = {.generic = r->options->print_generic};
  ptowsp_print(&text, ptowsp_module_op(r->module), &print);
  fprintf(r->dump, "// -----// IR Dump After %s //----- //\n%s\n", pass, text.data);
  ptowsp_buffer_deinit(&text);
}

// A file that runs again what failed: the module as it was, and the pipeline in its first line.
static void write_reproducer(run_t *r, const ptowsp_buffer_t *before) {
  ptowsp_buffer_t text = {0};
  ptowsp_context_t *context = r->pipeline->context;
  ptowsp_buffer_puts(&text, "// RUN: ptowsp-opt --pass-pipeline='");
  ptowsp_pipeline_print(r->pipeline, &text);
  ptowsp_buffer_puts(&text, "' %s\n");
  ptowsp_buffer_append(&text, before->data, before->size);
  const char *error;
  if (!ptowsp_file_write(r->options->reproducer, text.data, text.size, &error))
    ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "cannot write the reproducer '%s': %s",
                 r->options->reproducer, error);
  else
    ptowsp_note(context, PTOWSP_LOC_UNKNOWN, "reproducer written to '%s'", r->options->reproducer);
  ptowsp_buffer_deinit(&text);
}

static bool run_pass(run_t *r, size_t i) {
  const ptowsp_pass_instance_t *instance = &r->pipeline->passes.data[i];
  ptowsp_pass_run_t pass_run = {.module = r->module,
                                .context = r->pipeline->context,
                                .scratch = ptowsp_arena_create(),
                                .instance = instance};
  double start = ptowsp_now_ms();
  bool ok = instance->info->pass->run(&pass_run);
  r->times[i] = ptowsp_now_ms() - start;
  ptowsp_arena_destroy(pass_run.scratch);
  if (ok && r->options->verify_each) {
    ok = ptowsp_verify(ptowsp_module_op(r->module));
    if (!ok)
      ptowsp_note(pass_run.context, PTOWSP_LOC_UNKNOWN, "after pass '%s'", instance->info->name);
  }
  if (r->options->print_after_all) dump_after(r, instance->info->name);
  return ok;
}

static void print_timing(const run_t *r) {
  double total = 0;
  for (size_t i = 0; i < r->pipeline->passes.size; i++) total += r->times[i];
  fprintf(r->dump, "===-- Pass execution timing report --===\n  Total: %.3f ms\n", total);
  for (size_t i = 0; i < r->pipeline->passes.size; i++)
    fprintf(r->dump, "  %9.3f ms (%5.1f%%)  %s\n", r->times[i],
            total > 0 ? 100 * r->times[i] / total : 0, r->pipeline->passes.data[i].info->name);
}

bool ptowsp_pipeline_run(ptowsp_pipeline_t *pipeline, ptowsp_module_t *module,
                         const ptowsp_pipeline_options_t *options) {
  ptowsp_pipeline_options_t defaults = {0};
  ptowsp_arena_t *scratch = ptowsp_arena_create();
  run_t r = {.pipeline = pipeline, .module = module, .options = options ? options : &defaults};
  r.dump = r.options->dump ? r.options->dump : stderr;
  r.times = PTOWSP_ARENA_NEW(scratch, double, pipeline->passes.size + 1);
  ptowsp_buffer_t before = {0};
  if (r.options->reproducer) {
    ptowsp_print_options_t print = {.generic = true};
    ptowsp_print(&before, ptowsp_module_op(module), &print);
  }
  bool ok = true;
  for (size_t i = 0; ok && i < pipeline->passes.size; i++) ok = run_pass(&r, i);
  if (ok && !r.options->verify_each) ok = ptowsp_verify(ptowsp_module_op(module));
  if (!ok && r.options->reproducer) write_reproducer(&r, &before);
  if (r.options->timing) print_timing(&r);
  ptowsp_buffer_deinit(&before);
  ptowsp_arena_destroy(scratch);
  return ok;
}
