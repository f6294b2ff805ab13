// Running a pipeline: the one place that verifies, dumps, times, counts and reproduces.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyses.h"
#include "pass_internal.h"
#include "ptowsp/worker.h"

typedef struct {
  ptowsp_pipeline_t *pipeline;
  ptowsp_module_t *module;
  const ptowsp_pipeline_options_t *options;
  FILE *dump;
  double *times; // milliseconds, one a pass
  ptowsp_analyses_t *analyses;
  const char *running;        // the name of the pass, for the choice of remarks
  ptowsp_buffer_t text;       // of the module, after the pass that was last dumped on change
  ptowsp_buffer_t reproducer; // what reproduces this run
} run_t;

// ---------------------------------------------------------------- dumps

// Whether a list, "a,b", has a name.
static bool lists(const char *list, const char *name) {
  size_t size = strlen(name);
  for (const char *at = list; at && *at; at += strcspn(at, ","), at += *at == ',')
    if (strncmp(at, name, size) == 0 && (at[size] == ',' || !at[size])) return true;
  return false;
}

static bool selects(const char *selection, const char *pass) {
  return selection && (strcmp(selection, PTOWSP_PRINT_ALL) == 0 || lists(selection, pass));
}

static void print_module(run_t *r, ptowsp_buffer_t *out) {
  ptowsp_print_options_t print = {.generic = r->options->print_generic};
  ptowsp_print(out, ptowsp_module_op(r->module), &print);
}

static void dump(run_t *r, const char *when, const char *pass) {
  ptowsp_buffer_t text = {0};
  print_module(r, &text);
  fprintf(r->dump, "// -----// IR Dump %s %s //----- //\n%s\n", when, pass, text.data);
  ptowsp_buffer_deinit(&text);
}

static void dump_change(run_t *r, const char *pass) {
  ptowsp_buffer_t now = {0};
  print_module(r, &now);
  bool changed = now.size != r->text.size || memcmp(now.data, r->text.data, now.size) != 0;
  if (changed)
    fprintf(r->dump, "// -----// IR Dump After %s //----- //\n%s\n", pass, now.data);
  else
    fprintf(r->dump, "// -----// IR Dump After %s (no change) //----- //\n", pass);
  ptowsp_buffer_deinit(&r->text);
  r->text = now;
}

static void dump_after(run_t *r, const char *pass, bool ok) {
  if (selects(r->options->print_after, pass)) dump(r, ok ? "After" : "After Failed", pass);
  if (r->options->print_after_change && ok) dump_change(r, pass);
}

// ---------------------------------------------------------------- remarks

typedef struct {
  const run_t *run;
  ptowsp_diagnostic_handler_t handler;
  void *data;
  bool hides; // the last diagnostic that was no note was hidden, so are its notes
} remark_filter_t;

static void filter_remarks(void *data, ptowsp_context_t *context, const ptowsp_diagnostic_t *d) {
  remark_filter_t *f = data;
  if (d->severity != PTOWSP_SEVERITY_NOTE)
    f->hides =
        d->severity == PTOWSP_SEVERITY_REMARK && !lists(f->run->options->remarks, f->run->running);
  if (!f->hides && f->handler) f->handler(f->data, context, d);
}

// ---------------------------------------------------------------- the reproducer

// The module as it is, and in its first line how to run it again: ptowsp-opt reads that by itself.
static void make_reproducer(run_t *r) {
  ptowsp_print_options_t generic = {.generic = true, .locations = true};
  ptowsp_buffer_puts(&r->reproducer, "// configuration: --pass-pipeline='");
  ptowsp_pipeline_print(r->pipeline, &r->reproducer);
  ptowsp_buffer_printf(&r->reproducer, "'%s\n", r->options->verify_each ? " --verify-each" : "");
  ptowsp_print(&r->reproducer, ptowsp_module_op(r->module), &generic);
  if (r->options->snapshot)
    r->options->snapshot(r->options->snapshot_data, r->reproducer.data, r->reproducer.size);
}

static void write_reproducer(run_t *r) {
  const char *path = r->options->reproducer, *error;
  ptowsp_context_t *context = r->pipeline->context;
  if (ptowsp_file_write(path, r->reproducer.data, r->reproducer.size, &error))
    ptowsp_note(context, PTOWSP_LOC_UNKNOWN, "reproducer written to '%s'", path);
  else
    ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "cannot write the reproducer '%s': %s", path, error);
}

// ---------------------------------------------------------------- passes

// A pass on one root: the module, or a function it is anchored on.
static bool run_on(run_t *r, ptowsp_pass_instance_t *instance, ptowsp_op_t *root,
                   ptowsp_statistics_t *statistics, bool *out_changed) {
  ptowsp_pass_run_t pass_run = {.module = r->module,
                                .root = root,
                                .context = r->pipeline->context,
                                .scratch = ptowsp_arena_create(),
                                .instance = instance,
                                .statistics = statistics,
                                .analyses = r->analyses};
  bool ok = instance->info->pass->run(&pass_run);
  *out_changed = !pass_run.changed_nothing;
  ptowsp_arena_destroy(pass_run.scratch);
  return ok;
}

// One function's share of an anchored pass, which a thread may take.
typedef struct {
  ptowsp_op_t *root;
  ptowsp_worker_t *worker; // NULL: no threads
  ptowsp_statistics_t statistics;
  bool ok, changed;
} share_t;

typedef struct {
  run_t *run;
  ptowsp_pass_instance_t *instance;
  PTOWSP_VEC(share_t) shares;
  atomic_size_t next;
} shares_t;

static void *take_shares(void *data) {
  shares_t *s = data;
  for (size_t i; (i = atomic_fetch_add(&s->next, 1)) < s->shares.size;) {
    share_t *share = &s->shares.data[i];
    ptowsp_worker_enter(share->worker);
    share->ok = run_on(s->run, s->instance, share->root, &share->statistics, &share->changed);
    ptowsp_worker_enter(NULL);
  }
  return NULL;
}

// The caller's thread takes shares too, so that fewer threads than asked for do no harm.
static void run_shares(shares_t *s, unsigned threads) {
  ptowsp_context_t *context = s->run->pipeline->context;
  PTOWSP_VEC(pthread_t) started = {0};
  ptowsp_context_share(context, threads > 1);
  for (unsigned i = 1; i < threads && i < s->shares.size; i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, take_shares, s) == 0) ptowsp_vec_push(&started, thread);
  }
  take_shares(s);
  for (size_t i = 0; i < started.size; i++) pthread_join(started.data[i], NULL);
  ptowsp_context_share(context, false);
  ptowsp_vec_deinit(&started);
}

// A share for each operation that the rest of an anchor's path leads to from `around`.
static void add_shares(shares_t *s, ptowsp_op_t *around, const char *path) {
  ptowsp_str_t name = {path, strcspn(path, "(")};
  for (size_t i = 0; i < ptowsp_op_region_count(around); i++)
    for (ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(around, i)); block;
         block = ptowsp_block_next(block))
      ptowsp_block_each(block, op) {
        if (!ptowsp_anchor_takes(op, name)) continue;
        if (path[name.size])
          add_shares(s, op, path + name.size + 1);
        else
          ptowsp_vec_push(&s->shares, ((share_t){.root = op}));
      }
}

// Whatever thread did what when, diagnostics and counts come in the order of the functions.
static bool run_anchored(run_t *r, ptowsp_pass_instance_t *instance) {
  unsigned threads = r->options->threads;
  shares_t s = {.run = r, .instance = instance};
  add_shares(&s, ptowsp_module_op(r->module), instance->anchor);
  for (size_t i = 0; threads > 1 && i < s.shares.size; i++)
    s.shares.data[i].worker = ptowsp_worker_create(r->module);
  run_shares(&s, threads);
  bool ok = true;
  for (size_t i = 0; i < s.shares.size; i++) {
    share_t *share = &s.shares.data[i];
    ok &= share->ok;
    if (share->changed) ptowsp_analyses_forget(r->analyses, instance->info->pass, share->root);
    if (share->worker) ptowsp_worker_finish(share->worker);
    for (size_t k = 0; k < share->statistics.all.size; k++)
      ptowsp_statistics_add(&instance->statistics, share->statistics.all.data[k].what,
                            share->statistics.all.data[k].count);
    ptowsp_vec_deinit(&share->statistics.all);
  }
  ptowsp_vec_deinit(&s.shares);
  return ok;
}

static bool run_whole(run_t *r, ptowsp_pass_instance_t *instance) {
  ptowsp_op_t *root = ptowsp_module_op(r->module);
  bool changed, ok = run_on(r, instance, root, &instance->statistics, &changed);
  if (changed) ptowsp_analyses_forget(r->analyses, instance->info->pass, root);
  return ok;
}

static bool run_pass(run_t *r, size_t i) {
  ptowsp_pass_instance_t *instance = &r->pipeline->passes.data[i];
  const char *name = instance->info->name;
  r->running = name;
  if (selects(r->options->print_before, name)) dump(r, "Before", name);
  ptowsp_analyses_begin_pass(r->analyses, i);
  double start = ptowsp_now_ms();
  bool ok = instance->anchor ? run_anchored(r, instance) : run_whole(r, instance);
  r->times[i] = ptowsp_now_ms() - start;
  if (ok && r->options->verify_each) {
    ok = ptowsp_verify(ptowsp_module_op(r->module));
    if (!ok) ptowsp_note(r->pipeline->context, PTOWSP_LOC_UNKNOWN, "after pass '%s'", name);
  }
  dump_after(r, name, ok);
  return ok;
}

static bool run_passes(run_t *r) {
  for (size_t i = 0; i < r->pipeline->passes.size; i++)
    if (!run_pass(r, i)) return false;
  return r->options->verify_each || ptowsp_verify(ptowsp_module_op(r->module));
}

// ---------------------------------------------------------------- reports

static void print_timing(const run_t *r, double total) {
  fprintf(r->dump, "===-- Pass execution timing report --===\n  Total: %.3f ms\n", total);
  const char *anchor = NULL;
  for (size_t i = 0; i < r->pipeline->passes.size; i++) {
    const ptowsp_pass_instance_t *instance = &r->pipeline->passes.data[i];
    if (instance->anchor && instance->anchor != anchor)
      fprintf(r->dump, "  %24s'%s' pipeline\n", "", instance->anchor);
    anchor = instance->anchor;
    fprintf(r->dump, "  %9.3f ms (%5.1f%%)  %s%s\n", r->times[i],
            total > 0 ? 100 * r->times[i] / total : 0, anchor ? "  " : "", instance->info->name);
    const ptowsp_analysis_use_t *use;
    for (size_t k = 0; (use = ptowsp_analyses_use(r->analyses, i, k)); k++)
      if (use->worked_out)
        fprintf(r->dump, "  %9.3f ms (%5.1f%%)  %s  (A) %s\n", use->ms,
                total > 0 ? 100 * use->ms / total : 0, anchor ? "  " : "", use->analysis->name);
  }
}

static void print_timing_json(const run_t *r, double total) {
  fprintf(r->dump, "{\"total_ms\": %.3f, \"passes\": [", total);
  for (size_t i = 0; i < r->pipeline->passes.size; i++) {
    const ptowsp_pass_instance_t *instance = &r->pipeline->passes.data[i];
    fprintf(r->dump, "%s{\"name\": \"%s\", \"anchor\": \"%s\", \"ms\": %.3f, \"analyses\": [",
            i ? ", " : "", instance->info->name,
            instance->anchor ? instance->anchor : "builtin.module", r->times[i]);
    const ptowsp_analysis_use_t *use;
    for (size_t k = 0; (use = ptowsp_analyses_use(r->analyses, i, k)); k++)
      fprintf(r->dump,
              "%s{\"name\": \"%s\", \"ms\": %.3f, \"worked_out\": %llu, \"reused\": %llu, "
              "\"dropped\": %llu}",
              k ? ", " : "", use->analysis->name, use->ms, (unsigned long long)use->worked_out,
              (unsigned long long)use->reused, (unsigned long long)use->dropped);
    fprintf(r->dump, "]}");
  }
  fprintf(r->dump, "]}\n");
}

static void print_statistics(const run_t *r) {
  fprintf(r->dump, "===-- Pass statistics report --===\n");
  for (size_t i = 0; i < r->pipeline->passes.size; i++) {
    const ptowsp_pass_instance_t *instance = &r->pipeline->passes.data[i];
    fprintf(r->dump, "  %s\n", instance->info->name);
    for (size_t k = 0; k < instance->statistics.all.size; k++)
      fprintf(r->dump, "  %9llu %s\n", (unsigned long long)instance->statistics.all.data[k].count,
              instance->statistics.all.data[k].what);
    const ptowsp_analysis_use_t *use;
    for (size_t k = 0; (use = ptowsp_analyses_use(r->analyses, i, k)); k++)
      fprintf(r->dump, "            (A) %s: %llu worked out, %llu reused, %llu dropped\n",
              use->analysis->name, (unsigned long long)use->worked_out,
              (unsigned long long)use->reused, (unsigned long long)use->dropped);
  }
}

static void print_reports(const run_t *r) {
  double total = 0;
  for (size_t i = 0; i < r->pipeline->passes.size; i++) total += r->times[i];
  if (r->options->timing_json)
    print_timing_json(r, total);
  else if (r->options->timing)
    print_timing(r, total);
  if (r->options->statistics) print_statistics(r);
}

bool ptowsp_pipeline_run(ptowsp_pipeline_t *pipeline, ptowsp_module_t *module,
                         const ptowsp_pipeline_options_t *options) {
  static const ptowsp_pipeline_options_t defaults = {0};
  run_t r = {.pipeline = pipeline, .module = module, .options = options ? options : &defaults};
  r.dump = r.options->dump ? r.options->dump : stderr;
  ptowsp_arena_t *scratch = ptowsp_arena_create();
  r.times = PTOWSP_ARENA_NEW(scratch, double, pipeline->passes.size + 1);
  r.analyses = ptowsp_analyses_create(module);
  remark_filter_t filter = {.run = &r};
  if (r.options->remarks) {
    ptowsp_context_diagnostic_handler(pipeline->context, &filter.handler, &filter.data);
    ptowsp_context_set_diagnostic_handler(pipeline->context, filter_remarks, &filter);
  }
  if (r.options->reproducer) make_reproducer(&r);
  if (r.options->print_after_change) print_module(&r, &r.text);
  bool ok = run_passes(&r);
  if (!ok && r.options->reproducer) write_reproducer(&r);
  if (r.options->remarks)
    ptowsp_context_set_diagnostic_handler(pipeline->context, filter.handler, filter.data);
  print_reports(&r);
  ptowsp_analyses_destroy(r.analyses);
  ptowsp_buffer_deinit(&r.text);
  ptowsp_buffer_deinit(&r.reproducer);
  ptowsp_arena_destroy(scratch);
  return ok;
}
