// Running a pipeline: the one place that verifies, dumps, times, counts and reproduces.
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "analyses.h"
#include "pass_internal.h"
#include "ptowsp/worker.h"

typedef ptowsp_pipeline_run_t run_t;

// One operation that a pass runs on; what it is anchored on may be shared by several threads.
typedef struct {
  ptowsp_op_t *root;
  ptowsp_buffer_t text;    // before the pass, if a change is to be seen
  ptowsp_worker_t *worker; // NULL: no threads
  ptowsp_statistics_t statistics;
  bool ok, changed;
} share_t;

typedef struct {
  run_t *run;
  ptowsp_pass_instance_t *instance;
  PTOWSP_VEC(share_t) shares;
  share_t module; // printed instead of them where the whole is to be
  atomic_size_t next;
} shares_t;

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

// " ('func.func' operation: @f)" of what is not the module.
static void print_place(const run_t *r, const ptowsp_op_t *root, ptowsp_buffer_t *out) {
  if (root == ptowsp_module_op(r->module)) return;
  ptowsp_str_t symbol = ptowsp_op_symbol(root);
  ptowsp_buffer_printf(out, " ('%s' operation%s%.*s)", ptowsp_op_name(root),
                       symbol.size ? ": @" : "", (int)symbol.size, symbol.data);
}

static void print_root(const run_t *r, ptowsp_op_t *root, ptowsp_buffer_t *out) {
  ptowsp_print_options_t print = {.generic = r->options->print_generic};
  ptowsp_print(out, root, &print);
  if (out->size && out->data[out->size - 1] != '\n') ptowsp_buffer_putc(out, '\n');
}

typedef enum { BEFORE, AFTER, AFTER_CHANGE, AFTER_FAILURE } moment_t;

// After a change: not what the pass has left as it was.
static void dump(const shares_t *s, const share_t *share, moment_t moment) {
  const run_t *r = s->run;
  ptowsp_buffer_t head = {0}, now = {0};
  ptowsp_buffer_printf(&head, "// -----// IR Dump %s %s%s", moment == BEFORE ? "Before" : "After",
                       s->instance->info->name, moment == AFTER_FAILURE ? " Failed" : "");
  print_place(r, share->root, &head);
  print_root(r, share->root, &now);
  bool same = moment == AFTER_CHANGE && now.size == share->text.size &&
              memcmp(now.data, share->text.data, now.size) == 0;
  if (!same) fprintf(r->dump, "%s //----- //\n%s\n", head.data, now.data);
  ptowsp_buffer_deinit(&now);
  ptowsp_buffer_deinit(&head);
}

// Everything that the pass runs on, or the module around it.
static void dump_all(const shares_t *s, moment_t moment) {
  if (s->run->options->print_module_scope) {
    dump(s, &s->module, moment);
    return;
  }
  for (size_t i = 0; i < s->shares.size; i++) dump(s, &s->shares.data[i], moment);
}

static void remember_texts(shares_t *s) {
  bool whole = s->run->options->print_module_scope;
  if (whole) print_root(s->run, s->module.root, &s->module.text);
  for (size_t i = 0; i < s->shares.size && !whole; i++)
    print_root(s->run, s->shares.data[i].root, &s->shares.data[i].text);
}

static void dump_before(shares_t *s) {
  const ptowsp_pipeline_options_t *options = s->run->options;
  if (selects(options->print_before, s->instance->info->name)) dump_all(s, BEFORE);
  if (options->print_after_change) remember_texts(s);
}

static void dump_after(const shares_t *s, bool ok) {
  const ptowsp_pipeline_options_t *options = s->run->options;
  bool any = options->print_after_change || options->print_after_failure;
  bool selected =
      options->print_after ? selects(options->print_after, s->instance->info->name) : any;
  if (!selected || (ok && options->print_after_failure)) return;
  if (!ok) dump_all(s, AFTER_FAILURE);
  if (ok) dump_all(s, options->print_after_change ? AFTER_CHANGE : AFTER);
}

// ---------------------------------------------------------------- remarks

typedef struct {
  const run_t *run;
  ptowsp_diagnostic_handler_t handler;
  void *data;
  bool hides; // the last diagnostic that was no note was hidden, so are its notes
} remark_filter_t;

static bool shows_remarks(const char *list, const char *pass) {
  return lists(list, PTOWSP_REMARKS_ALL) || (pass && lists(list, pass));
}

static void filter_remarks(void *data, ptowsp_context_t *context, const ptowsp_diagnostic_t *d) {
  remark_filter_t *f = data;
  if (d->severity != PTOWSP_SEVERITY_NOTE)
    f->hides = d->severity == PTOWSP_SEVERITY_REMARK &&
               !shows_remarks(f->run->options->remarks, f->run->running);
  if (!f->hides && f->handler) f->handler(f->data, context, d);
}

// ---------------------------------------------------------------- the reproducer

// An argument as a shell takes it.
static void put_quoted(ptowsp_buffer_t *out, const char *text) {
  ptowsp_buffer_putc(out, '\'');
  for (const char *c = text; *c; c++)
    if (*c == '\'')
      ptowsp_buffer_puts(out, "'\\''");
    else
      ptowsp_buffer_putc(out, *c);
  ptowsp_buffer_putc(out, '\'');
}

// The module as it is, and in its first line how to run it again: ptowsp-opt reads that by itself.
static void make_reproducer(run_t *r, const ptowsp_pipeline_t *pipeline) {
  ptowsp_buffer_t *out = &r->reproducer, passes = {0};
  ptowsp_print_options_t generic = {.generic = true, .locations = true};
  if (r->options->snapshot) r->options->snapshot(r->options->snapshot_data, NULL, 0);
  out->size = 0;
  ptowsp_pipeline_print(pipeline, &passes);
  ptowsp_buffer_puts(out, "// configuration: --pass-pipeline=");
  put_quoted(out, passes.data);
  ptowsp_buffer_deinit(&passes);
  if (r->options->verify_each) ptowsp_buffer_puts(out, " --verify-each");
  if (r->options->threads > 1) ptowsp_buffer_printf(out, " --threads=%u", r->options->threads);
  for (const char *const *plugin = r->options->plugins; plugin && *plugin; plugin++) {
    ptowsp_buffer_puts(out, " --load-pass-plugin=");
    put_quoted(out, *plugin);
  }
  ptowsp_buffer_putc(out, '\n');
  ptowsp_print(out, ptowsp_module_op(r->module), &generic);
  if (r->options->snapshot) r->options->snapshot(r->options->snapshot_data, out->data, out->size);
}

static void make_local_reproducer(run_t *r, size_t i) {
  ptowsp_pipeline_t one = {.context = r->pipeline->context};
  one.passes.data = &r->pipeline->passes.data[i];
  one.passes.size = 1;
  make_reproducer(r, &one);
}

static void write_reproducer(run_t *r) {
  const char *path = r->options->reproducer, *error;
  ptowsp_context_t *context = r->pipeline->context;
  if (!ptowsp_file_write(path, r->reproducer.data, r->reproducer.size, &error))
    ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "cannot write the reproducer '%s': %s", path, error);
  else if (r->running)
    ptowsp_note(context, PTOWSP_LOC_UNKNOWN, "reproducer written to '%s'; it fails in pass '%s'",
                path, r->running);
  else
    ptowsp_note(context, PTOWSP_LOC_UNKNOWN, "reproducer written to '%s'", path);
}

// ---------------------------------------------------------------- passes

static void run_share(run_t *r, ptowsp_pass_instance_t *instance, share_t *share) {
  ptowsp_pass_run_t pass_run = {.module = r->module,
                                .root = share->root,
                                .context = r->pipeline->context,
                                .scratch = ptowsp_arena_create(),
                                .instance = instance,
                                .statistics = &share->statistics,
                                .analyses = r->analyses};
  share->ok = instance->info->pass->run(&pass_run);
  share->changed = !pass_run.changed_nothing;
  ptowsp_arena_destroy(pass_run.scratch);
}

static void take_shares(shares_t *s) {
  for (size_t i; (i = atomic_fetch_add(&s->next, 1)) < s->shares.size;) {
    share_t *share = &s->shares.data[i];
    if (share->worker) ptowsp_worker_enter(share->worker);
    run_share(s->run, s->instance, share);
    if (share->worker) ptowsp_worker_enter(NULL);
  }
}

// A handler of crashes runs on a stack of its own, and each thread has another.
static void *work(void *data) {
  enum { STACK = 1 << 16 };
  void *stack = ptowsp_malloc(STACK);
  sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = STACK}, NULL);
  take_shares(data);
  sigaltstack(&(stack_t){.ss_flags = SS_DISABLE}, NULL);
  free(stack);
  return NULL;
}

// The caller's thread takes shares too, so that fewer threads than asked for do no harm.
static void run_threads(shares_t *s, unsigned threads) {
  ptowsp_context_t *context = s->run->pipeline->context;
  PTOWSP_VEC(pthread_t) started = {0};
  ptowsp_context_share(context, threads > 1);
  for (unsigned i = 1; i < threads && i < s->shares.size; i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, s) == 0) ptowsp_vec_push(&started, thread);
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

static shares_t make_shares(run_t *r, ptowsp_pass_instance_t *instance) {
  ptowsp_op_t *module = ptowsp_module_op(r->module);
  shares_t s = {.run = r, .instance = instance, .module = {.root = module}};
  if (instance->anchor)
    add_shares(&s, module, instance->anchor);
  else
    ptowsp_vec_push(&s.shares, s.module);
  return s;
}

static void drop_shares(shares_t *s) {
  for (size_t i = 0; i < s->shares.size; i++) ptowsp_buffer_deinit(&s->shares.data[i].text);
  ptowsp_buffer_deinit(&s->module.text);
  ptowsp_vec_deinit(&s->shares);
}

// Whatever thread did what when, diagnostics and counts come in the order of the functions.
static bool run_shares(shares_t *s) {
  run_t *r = s->run;
  ptowsp_pass_instance_t *instance = s->instance;
  unsigned threads = instance->anchor ? r->options->threads : 0;
  for (size_t i = 0; threads > 1 && i < s->shares.size; i++)
    s->shares.data[i].worker = ptowsp_worker_create(r->module);
  run_threads(s, threads);
  bool ok = true;
  for (size_t i = 0; i < s->shares.size; i++) {
    share_t *share = &s->shares.data[i];
    ok &= share->ok;
    if (share->changed) ptowsp_analyses_forget(r->analyses, instance->info->pass, share->root);
    if (share->worker) ptowsp_worker_finish(share->worker);
    for (size_t k = 0; k < share->statistics.all.size; k++)
      ptowsp_statistics_add(&instance->statistics, share->statistics.all.data[k].what,
                            share->statistics.all.data[k].count);
    ptowsp_vec_deinit(&share->statistics.all);
  }
  return ok;
}

static bool verify(run_t *r) {
  double start = ptowsp_now_ms();
  bool ok = ptowsp_verify(ptowsp_module_op(r->module));
  r->verifier_ms += ptowsp_now_ms() - start;
  return ok;
}

static void begin_pass(run_t *r, const char *name) {
  r->running = name;
  if (r->options->begin_pass) r->options->begin_pass(r->options->snapshot_data, name);
}

// A pass that has reported an error has failed, and one that has failed has reported an error,
// whatever it says.
static bool has_failed(const shares_t *s, bool ok, size_t errors) {
  ptowsp_context_t *context = s->run->pipeline->context;
  if (ptowsp_context_error_count(context) != errors) return true;
  if (ok) return false;
  size_t i = 0;
  while (s->shares.data[i].ok) i++;
  ptowsp_error(context, ptowsp_op_loc(s->shares.data[i].root),
               "pass '%s' failed and did not say why", s->instance->info->name);
  return true;
}

static bool run_pass(run_t *r, size_t i) {
  ptowsp_pass_instance_t *instance = &r->pipeline->passes.data[i];
  const char *name = instance->info->name;
  shares_t s = make_shares(r, instance);
  if (r->options->reproducer && r->options->local_reproducer) make_local_reproducer(r, i);
  begin_pass(r, name);
  dump_before(&s);
  ptowsp_analyses_begin_pass(r->analyses, i);
  size_t errors = ptowsp_context_error_count(r->pipeline->context);
  double start = ptowsp_now_ms();
  bool ok = run_shares(&s);
  r->times[i] = ptowsp_now_ms() - start;
  ok = !has_failed(&s, ok, errors);
  if (ok && r->options->verify_each) {
    ok = verify(r);
    if (!ok) ptowsp_note(r->pipeline->context, PTOWSP_LOC_UNKNOWN, "after pass '%s'", name);
  }
  dump_after(&s, ok);
  drop_shares(&s);
  return ok;
}

static bool run_passes(run_t *r) {
  for (size_t i = 0; i < r->pipeline->passes.size; i++)
    if (!run_pass(r, i)) return false;
  begin_pass(r, NULL);
  return (r->options->verify_each && r->pipeline->passes.size) || verify(r);
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
  if (r.options->reproducer) make_reproducer(&r, pipeline);
  bool ok = run_passes(&r);
  if (!ok && r.options->reproducer) write_reproducer(&r);
  if (r.options->remarks)
    ptowsp_context_set_diagnostic_handler(pipeline->context, filter.handler, filter.data);
  ptowsp_pipeline_report(&r);
  ptowsp_analyses_destroy(r.analyses);
  ptowsp_buffer_deinit(&r.reproducer);
  ptowsp_arena_destroy(scratch);
  return ok;
}
