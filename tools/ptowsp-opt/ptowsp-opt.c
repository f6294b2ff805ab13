// ptowsp-opt: reads IR, runs passes, prints IR.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/cli.h"
#include "options.h"
#include "ptowsp/plugin.h"
#include "ptowsp/verify_diagnostics.h"
#include "reproducer.h"
#include "roundtrip.h"

static const char tool[] = "ptowsp-opt";

typedef struct {
  ptowsp_context_t *context;
  const char *output;
  bool expect, expect_all, dump_pipeline, list_passes, one_thread;
  bool show_dialects, roundtrip;
  bool reproduce;         // the input must be a reproducer, whose plugins are loaded
  const char *split;      // between parts; NULL: the input is one
  const char *split_mark; // between their outputs; NULL: the same
  ptowsp_print_options_t print;
  ptowsp_pipeline_options_t run;
  ptowsp_buffer_t passes;        // pipeline text in the order of the command line
  ptowsp_buffer_t before, after; // lists of passes to print the IR around
  ptowsp_buffer_t remarks;       // and of those whose remarks are shown
  PTOWSP_VEC(char *) plugins;    // that are loaded: whole paths, and a NULL
} settings_t;

// The fixed options, then one --PASS[=OPTIONS] a pass.
static cli_option_t *make_options(const ptowsp_context_t *context, size_t *out_count) {
  *out_count = FIXED_OPTIONS + ptowsp_pass_count(context);
  cli_option_t *options = ptowsp_calloc(*out_count, sizeof *options);
  memcpy(options, fixed_options, sizeof fixed_options);
  for (size_t i = 0; i < ptowsp_pass_count(context); i++) {
    const ptowsp_pass_info_t *info = ptowsp_pass_at(context, i);
    options[FIXED_OPTIONS + i] =
        (cli_option_t){info->name, 0, "[OPTIONS]", info->summary, !info->pass};
  }
  return options;
}

static void help_pipeline(const ptowsp_context_t *context, size_t i, ptowsp_buffer_t *out) {
  ptowsp_pipeline_t *pipeline = ptowsp_pipeline_create((ptowsp_context_t *)context);
  ptowsp_buffer_printf(out, "  %-30s ", ptowsp_pipeline_name(i));
  ptowsp_pipeline_append_named(pipeline, ptowsp_pipeline_name(i));
  ptowsp_pipeline_print(pipeline, out);
  ptowsp_buffer_putc(out, '\n');
  ptowsp_pipeline_destroy(pipeline);
}

static void help_passes(void *data, ptowsp_buffer_t *out) {
  const ptowsp_context_t *context = ((const settings_t *)data)->context;
  ptowsp_buffer_puts(out, "\nnames that mlir-opt has for some of them, with one dash or two:\n");
  for (size_t i = 0; i < mlir_name_count; i++)
    ptowsp_buffer_printf(out, "  --%-38s --%s\n", mlir_names[i].name,
                         fixed_options[mlir_names[i].option].name);
  ptowsp_buffer_puts(out, "\nnames for several passes, in --pass-pipeline:\n");
  for (size_t i = 0; ptowsp_pipeline_name(i); i++) help_pipeline(context, i, out);
  ptowsp_buffer_puts(out, "\noptions of passes:\n");
  for (size_t i = 0; i < ptowsp_pass_count(context); i++) {
    const ptowsp_pass_info_t *info = ptowsp_pass_at(context, i);
    for (size_t k = 0; info->pass && k < info->pass->option_count; k++) {
      const ptowsp_pass_option_t *option = &info->pass->options[k];
      ptowsp_buffer_t left = {0};
      ptowsp_buffer_printf(&left, "%s{%s=", info->name, option->name);
      ptowsp_pass_option_values(option, &left);
      ptowsp_buffer_putc(&left, '}');
      ptowsp_buffer_printf(out, "  %-30s %s", left.data, option->summary);
      if (option->otherwise) ptowsp_buffer_printf(out, " (default %s)", option->otherwise);
      ptowsp_buffer_putc(out, '\n');
      ptowsp_buffer_deinit(&left);
    }
  }
}

static void add_passes(settings_t *s, const char *text) {
  if (s->passes.size) ptowsp_buffer_putc(&s->passes, ',');
  ptowsp_buffer_puts(&s->passes, text);
}

// Whether a brace in options closes one in them; what stays open is reported where they are read.
static bool are_options(const char *text) {
  size_t depth = 0;
  char quote = 0;
  for (const char *c = text; *c; c++) {
    if (quote)
      quote = *c == quote ? 0 : quote;
    else if (*c == '"' || *c == '\'')
      quote = *c;
    else if (*c == '{')
      depth++;
    else if (*c == '}' && depth-- == 0)
      return false;
  }
  return true;
}

static bool add_pass(settings_t *s, size_t pass, const char *options) {
  const char *name = ptowsp_pass_at(s->context, pass)->name;
  if (options && !are_options(options))
    return cli_usage_error(tool, "--%s takes options of one pass: a '}' in '%s' closes nothing",
                           name, options);
  add_passes(s, name);
  if (options) ptowsp_buffer_printf(&s->passes, "{%s}", options);
  return true;
}

// A pass that --print-ir-before or --remarks names must be one.
static bool check_pass(const settings_t *s, const char *name, size_t size) {
  if (ptowsp_pass_find(s->context, (ptowsp_str_t){name, size})) return true;
  ptowsp_nearest_t nearest = ptowsp_nearest_begin((ptowsp_str_t){name, size});
  for (size_t i = 0; i < ptowsp_pass_count(s->context); i++)
    ptowsp_nearest_offer(&nearest, ptowsp_pass_at(s->context, i)->name);
  const char *meant = ptowsp_nearest_end(&nearest);
  if (meant)
    return cli_usage_error(tool, "unknown pass '%.*s'; did you mean '%s'?", (int)size, name, meant);
  return cli_usage_error(tool, "unknown pass '%.*s' (--help lists them)", (int)size, name);
}

static bool check_passes(const settings_t *s, const char *list) {
  for (const char *at = list;; at++) {
    size_t size = strcspn(at, ",");
    if (!check_pass(s, at, size)) return false;
    at += size;
    if (!*at) return true;
  }
}

static bool set_report(const char *option, const char *format, bool *report, bool *json) {
  if (format && strcmp(format, "json") != 0)
    return cli_usage_error(tool, "--%s takes json, not '%s'", option, format);
  *report = true;
  *json = format != NULL;
  return true;
}

static bool set_verify_each(settings_t *s, const char *text) {
  bool on = !text || strcmp(text, "true") == 0 || strcmp(text, "1") == 0;
  if (!on && strcmp(text, "false") != 0 && strcmp(text, "0") != 0)
    return cli_usage_error(tool, "--verify-each takes true or false, not '%s'", text);
  s->run.verify_each = on;
  return true;
}

static bool set_elide(settings_t *s, const char *text) {
  char *end;
  long long most = strtoll(text, &end, 10);
  if (*end || end == text || most < 0 || most > INT32_MAX)
    return cli_usage_error(tool, "--elide-elements-above takes a number, not '%s'", text);
  s->print.elide_from = (size_t)most + 1;
  return true;
}

static bool set_threads(settings_t *s, const char *text) {
  enum { MOST = 256 };
  char *end;
  long threads = strtol(text, &end, 10);
  if (*end || end == text || threads < 1 || threads > MOST)
    return cli_usage_error(tool, "--threads takes a number from 1 to %d, not '%s'", MOST, text);
  s->run.threads = (unsigned)threads;
  return true;
}

// One more list of passes whose remarks are shown, or "all" or "none" of them.
static bool add_remarks(settings_t *s, const char *passes) {
  bool word = strcmp(passes, PTOWSP_REMARKS_ALL) == 0 || strcmp(passes, PTOWSP_REMARKS_NONE) == 0;
  if (!word && !check_passes(s, passes)) return false;
  ptowsp_buffer_printf(&s->remarks, "%s%s", s->remarks.size ? "," : "", passes);
  s->run.remarks = s->remarks.data;
  return true;
}

// One more list of passes around which the IR is printed.
static bool add_print(settings_t *s, ptowsp_buffer_t *list, const char **out_list,
                      const char *passes) {
  if (!check_passes(s, passes)) return false;
  ptowsp_buffer_printf(list, "%s%s", list->size ? "," : "", passes);
  if (!*out_list || strcmp(*out_list, PTOWSP_PRINT_ALL)) *out_list = list->data;
  return true;
}

// What an option that is given or not sets; NULL: it is another one.
static bool *flag_of(settings_t *s, size_t option) {
  switch (option) {
    case LOCATIONS:
      return &s->print.locations;
    case LOCAL_SCOPE:
      return &s->print.local_scope;
    case ROUNDTRIP:
      return &s->roundtrip;
    case AFTER_CHANGE:
      return &s->run.print_after_change;
    case AFTER_FAILURE:
      return &s->run.print_after_failure;
    case MODULE_SCOPE:
      return &s->run.print_module_scope;
    case DUMP_PIPELINE:
      return &s->dump_pipeline;
    case LIST_PASSES:
      return &s->list_passes;
    case SHOW_DIALECTS:
      return &s->show_dialects;
    case NO_THREADS:
      return &s->one_thread;
    case LOCAL_REPRODUCER:
      return &s->run.local_reproducer;
    case REPRODUCE:
      return &s->reproduce;
    default:
      return NULL;
  }
}

static bool set_expect(settings_t *s, const char *which) {
  s->expect = true;
  s->expect_all = !which || strcmp(which, "only-expected") != 0;
  if (!which || !s->expect_all || strcmp(which, "all") == 0) return true;
  return cli_usage_error(tool, "--verify-diagnostics checks all or only-expected, not '%s'", which);
}

static bool handle(void *data, size_t option, const char *argument) {
  settings_t *s = data;
  ptowsp_pipeline_options_t *run = &s->run;
  if (option >= FIXED_OPTIONS) return add_pass(s, option - FIXED_OPTIONS, argument);
  bool *flag = flag_of(s, option);
  if (flag) return *flag = true;
  switch (option) {
    case OUTPUT:
      return s->output = argument, true;
    case PIPELINE:
      return add_passes(s, argument), true;
    case GENERIC:
      return s->print.generic = run->print_generic = true;
    case ELIDE:
      return set_elide(s, argument);
    case VERIFY_EACH:
      return set_verify_each(s, argument);
    case BEFORE_ALL:
      return run->print_before = PTOWSP_PRINT_ALL, true;
    case AFTER_ALL:
      return run->print_after = PTOWSP_PRINT_ALL, true;
    case BEFORE:
      return add_print(s, &s->before, &run->print_before, argument);
    case AFTER:
      return add_print(s, &s->after, &run->print_after, argument);
    case TIMING:
      return set_report("timing", argument, &run->timing, &run->timing_json);
    case STATISTICS:
      return set_report("statistics", argument, &run->statistics, &run->statistics_json);
    case UNREGISTERED:
      return true;
    case THREADS:
      return set_threads(s, argument);
    case REMARKS:
      return add_remarks(s, argument);
    case PLUGIN:
      return true; // loaded before the options were read: it brings some of them
    case EXPECT:
      return set_expect(s, argument);
    case SPLIT:
      s->split = argument && argument[0] ? argument : "// -----";
      return true;
    case SPLIT_MARK:
      return s->split_mark = argument, true;
    default:
      return run->reproducer = argument, true;
  }
}

// ---------------------------------------------------------------- reproducers

static bool load_plugin(settings_t *s, const char *path) {
  if (!ptowsp_plugin_load(s->context, path)) return false;
  char *whole = realpath(path, NULL);
  ptowsp_vec_reserve(&s->plugins, 2);
  s->plugins.data[s->plugins.size++] = whole ? whole : strdup(path);
  s->plugins.data[s->plugins.size] = NULL;
  s->run.plugins = (const char *const *)s->plugins.data;
  return true;
}

static bool is_loaded(const settings_t *s, const char *path) {
  for (size_t i = 0; i < s->plugins.size; i++)
    if (strcmp(s->plugins.data[i], path) == 0) return true;
  return false;
}

// Code is loaded on the word of the command line alone, not on that of a file.
static bool load_its_plugins(settings_t *s, const configuration_t *c) {
  for (size_t i = 0; i < c->plugins.size; i++) {
    const char *path = c->plugins.data[i];
    if (is_loaded(s, path)) continue;
    if (!s->reproduce)
      return cli_usage_error(tool,
                             "this reproducer needs the plugin '%s': run it with --run-reproducer, "
                             "or load the plugin",
                             path);
    if (!load_plugin(s, path)) return false;
  }
  return true;
}

// Takes the pipeline from the first line of a reproducer, if no other was asked for.
static bool read_configuration(settings_t *s, ptowsp_str_t text) {
  configuration_t c;
  if (s->passes.size && s->reproduce)
    return cli_usage_error(tool, "--run-reproducer runs the passes of the file, no others");
  if (s->passes.size) return true;
  if (!configuration_read(&c, text))
    return !s->reproduce || cli_usage_error(tool,
                                            "the input is no reproducer: its first line is none of "
                                            "'// configuration: --pass-pipeline=…'");
  bool ok = load_its_plugins(s, &c);
  ptowsp_buffer_append(&s->passes, c.pipeline.data ? c.pipeline.data : "", c.pipeline.size);
  s->run.verify_each |= c.verify_each;
  if (!s->run.threads) s->run.threads = c.threads;
  configuration_deinit(&c);
  return ok;
}

static void take_snapshot(void *data, const char *text, size_t size) {
  (void)data;
  crash_set_text(text, size);
}

static void begin_pass(void *data, const char *pass) {
  (void)data;
  crash_set_pass(pass);
}

// ---------------------------------------------------------------- work

static ptowsp_module_t *parse(ptowsp_context_t *context, ptowsp_str_t text, const char *name,
                              ptowsp_pipeline_options_t *run) {
  double start = ptowsp_now_ms();
  ptowsp_module_t *module = ptowsp_parse(context, text, name);
  run->parser_ms = ptowsp_now_ms() - start;
  return module;
}

static bool transform(const settings_t *s, const ptowsp_pipeline_options_t *run,
                      ptowsp_pipeline_t *pipeline, ptowsp_module_t *module) {
  // The pipeline verifies at its end: without passes that is enough.
  bool early = s->passes.size || s->roundtrip;
  if (early && !ptowsp_verify(ptowsp_module_op(module))) return false;
  return (!s->roundtrip || roundtrip_check(module)) && ptowsp_pipeline_run(pipeline, module, run);
}

// Parses, verifies, transforms and prints a part of a file, or one with expectations.
static bool process(ptowsp_context_t *context, const settings_t *s, ptowsp_pipeline_t *pipeline,
                    ptowsp_str_t text, const char *name, ptowsp_buffer_t *out) {
  ptowsp_pipeline_options_t run = s->run;
  ptowsp_module_t *module = parse(context, text, name, &run);
  if (!module) return false;
  bool ok = transform(s, &run, pipeline, module);
  if (ok) ptowsp_print(out, ptowsp_module_op(module), &s->print);
  crash_set_text(NULL, 0);
  ptowsp_module_destroy(module);
  return ok;
}

// The same for a whole file. It may be large: its text goes once it is parsed, and the result is
// never in memory as a whole.
static bool process_file(ptowsp_context_t *context, const settings_t *s,
                         ptowsp_pipeline_t *pipeline, ptowsp_text_t *text, const char *path) {
  ptowsp_str_t all = {text->data, text->size};
  // A file is read again if a diagnostic shows a line of it; standard input cannot be.
  if (strcmp(path, "-") == 0) {
    uint32_t file = ptowsp_context_file(context, ptowsp_str(path));
    ptowsp_context_give_file_text(context, file, (char *)text->data, text->size);
    *text = (ptowsp_text_t){0};
  }
  ptowsp_pipeline_options_t run = s->run;
  ptowsp_module_t *module = parse(context, all, path, &run);
  ptowsp_text_release(text);
  if (!module) return false;
  bool ok = transform(s, &run, pipeline, module) &&
            cli_print(context, s->output ? s->output : "-", ptowsp_module_op(module), &s->print);
  crash_set_text(NULL, 0);
  ptowsp_module_destroy(module);
  return ok;
}

static bool process_expecting(ptowsp_context_t *context, const settings_t *s,
                              ptowsp_pipeline_t *pipeline, ptowsp_str_t text, const char *name,
                              ptowsp_buffer_t *out) {
  uint32_t file = ptowsp_context_file(context, ptowsp_str(name));
  ptowsp_context_set_file_text(context, file, text);
  if (!s->expect) return process(context, s, pipeline, text, name, out);
  ptowsp_expectations_t *expected = ptowsp_expectations_begin(context, file, text, s->expect_all);
  process(context, s, pipeline, text, name, out);
  return ptowsp_expectations_finish(expected, ptowsp_diagnostic_print, stderr);
}

static bool begins_with(const char *at, const char *end, const char *mark) {
  return (size_t)(end - at) >= strlen(mark) && memcmp(at, mark, strlen(mark)) == 0;
}

// Each part keeps the line numbers of the whole: empty lines stand for what came before it.
static bool process_parts(ptowsp_context_t *context, const settings_t *s,
                          ptowsp_pipeline_t *pipeline, ptowsp_str_t text, const char *name,
                          ptowsp_buffer_t *out) {
  const char *mark = s->split;
  bool ok = true;
  size_t lines = 0;
  for (const char *at = text.data, *end = text.data + text.size; at <= end;) {
    const char *stop = at;
    while (stop < end && !begins_with(stop, end, mark)) {
      const char *newline = memchr(stop, '\n', (size_t)(end - stop));
      stop = newline ? newline + 1 : end;
    }
    ptowsp_buffer_t part = {0};
    for (size_t i = 0; i < lines; i++) ptowsp_buffer_putc(&part, '\n');
    ptowsp_buffer_append(&part, at, (size_t)(stop - at));
    if (at != text.data) ptowsp_buffer_printf(out, "%s\n", s->split_mark ? s->split_mark : mark);
    ok &= process_expecting(context, s, pipeline, (ptowsp_str_t){part.data, part.size}, name, out);
    ptowsp_buffer_deinit(&part);
    const char *newline = memchr(stop, '\n', (size_t)(end - stop));
    const char *next = newline ? newline + 1 : end + 1;
    for (; at < next && at < end; at++) lines += *at == '\n';
    at = next;
  }
  return ok;
}

static bool parse_pipeline(const settings_t *s, ptowsp_pipeline_t *pipeline) {
  if (!ptowsp_pipeline_parse(pipeline, (ptowsp_str_t){s->passes.data, s->passes.size}))
    return false;
  if (!s->dump_pipeline) return true;
  ptowsp_buffer_t text = {0};
  ptowsp_pipeline_print(pipeline, &text);
  fprintf(stderr, "%s\n", text.data);
  ptowsp_buffer_deinit(&text);
  return true;
}

static bool process_text(ptowsp_context_t *context, const settings_t *s,
                         ptowsp_pipeline_t *pipeline, ptowsp_text_t *text, const char *path) {
  if (!s->split && !s->expect) return process_file(context, s, pipeline, text, path);
  ptowsp_buffer_t out = {0}, copy = {0};
  ptowsp_buffer_append(&copy, text->data, text->size); // ends in NUL, which a mapped file does not
  ptowsp_str_t all = {copy.data, copy.size};
  bool ok = (s->split ? process_parts : process_expecting)(context, s, pipeline, all, path, &out) &&
            cli_write(context, s->output ? s->output : "-", out.data, out.size);
  ptowsp_buffer_deinit(&copy);
  ptowsp_buffer_deinit(&out);
  return ok;
}

static void list_passes(const settings_t *s, ptowsp_buffer_t *out) {
  for (size_t i = 0; i < ptowsp_pass_count(s->context); i++)
    if (ptowsp_pass_at(s->context, i)->pass)
      ptowsp_buffer_printf(out, "%s\n", ptowsp_pass_at(s->context, i)->name);
}

// Operations of a dialect follow each other.
static void list_dialects(const settings_t *s, ptowsp_buffer_t *out) {
  ptowsp_str_t last = {"", 0};
  const ptowsp_op_info_t *op;
  for (size_t i = 0; (op = ptowsp_op_info_at(s->context, i)); i++) {
    ptowsp_str_t dialect = {op->name, strcspn(op->name, ".")};
    if (ptowsp_str_equal(dialect, last)) continue;
    ptowsp_buffer_printf(out, "%.*s\n", (int)dialect.size, dialect.data);
    last = dialect;
  }
}

static int print_lists(const settings_t *s) {
  ptowsp_buffer_t out = {0};
  const char *error;
  if (s->show_dialects) list_dialects(s, &out);
  if (s->list_passes) list_passes(s, &out);
  bool ok = ptowsp_file_write("-", out.data, out.size, &error);
  if (!ok) cli_usage_error(tool, "cannot write standard output: %s", error);
  ptowsp_buffer_deinit(&out);
  return ok ? CLI_OK : CLI_INPUT_ERROR;
}

static int run(settings_t *s, const cli_result_t *args) {
  if (args->file_count > 1)
    return cli_usage_error(tool, "one input file, not '%s' and '%s'", args->files[0],
                           args->files[1]),
           CLI_USAGE;
  if (s->list_passes || s->show_dialects) return print_lists(s);
  if (s->one_thread) s->run.threads = 1;
  if (s->run.local_reproducer && !s->run.reproducer)
    return cli_usage_error(tool, "--local-reproducer needs --crash-reproducer=FILE"), CLI_USAGE;
  s->run.verify_each |= s->run.local_reproducer;
  const char *path = args->file_count ? args->files[0] : "-";
  if (s->run.reproducer) crash_catch(tool, s->run.reproducer);
  ptowsp_context_t *context = s->context;
  ptowsp_pipeline_t *pipeline = ptowsp_pipeline_create(context);
  int status = CLI_INPUT_ERROR;
  ptowsp_text_t text;
  if (cli_open(context, path, &text)) {
    if (!read_configuration(s, (ptowsp_str_t){text.data, text.size}) ||
        !parse_pipeline(s, pipeline))
      status = CLI_USAGE;
    else if (process_text(context, s, pipeline, &text, path))
      status = CLI_OK;
    ptowsp_text_release(&text);
  }
  ptowsp_pipeline_destroy(pipeline);
  return status;
}

// Plugins bring passes, and with them options: they are loaded before any is read.
static bool load_plugins(settings_t *s, int argc, char **argv) {
  static const char *const options[] = {"-load-pass-plugin", "-load-dialect-plugin"};
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
    const char *spelled = argv[i] + (strncmp(argv[i], "--", 2) == 0), *path = NULL;
    for (size_t k = 0; k < PTOWSP_COUNTOF(options); k++) {
      size_t size = strlen(options[k]);
      if (strncmp(spelled, options[k], size) != 0) continue;
      if (spelled[size] == '=') path = spelled + size + 1;
      if (!spelled[size]) path = argv[++i]; // NULL at the end: reading the options will say so
      break;
    }
    if (path && !load_plugin(s, path)) return false;
  }
  return true;
}

static int run_tool(settings_t *settings, int argc, char **argv) {
  if (!load_plugins(settings, argc, argv)) return CLI_INPUT_ERROR;
  size_t option_count;
  cli_option_t *options = make_options(settings->context, &option_count);
  cli_t cli = {.tool = tool,
               .usage = "[OPTION]… [FILE|-]",
               .summary = "reads IR, runs passes over it, prints it",
               .options = options,
               .option_count = option_count,
               .synonyms = mlir_names,
               .synonym_count = mlir_name_count,
               .hint = mlir_option_hint,
               .single_dash = true,
               .help = help_passes,
               .handle = handle,
               .data = settings};
  cli_result_t args;
  int status = cli_parse(&cli, argc, argv, &args) ? run(settings, &args) : args.status;
  cli_result_deinit(&args);
  free(options);
  return status;
}

int main(int argc, char **argv) {
  settings_t settings = {.context = ptowsp_context_create()};
  settings.run.snapshot = take_snapshot;
  settings.run.begin_pass = begin_pass;
  ptowsp_context_set_diagnostic_handler(settings.context, ptowsp_diagnostic_print, stderr);
  int status = run_tool(&settings, argc, argv);
  ptowsp_buffer_deinit(&settings.passes);
  ptowsp_buffer_deinit(&settings.before);
  ptowsp_buffer_deinit(&settings.after);
  ptowsp_buffer_deinit(&settings.remarks);
  ptowsp_context_destroy(settings.context);
  for (size_t i = 0; i < settings.plugins.size; i++) free(settings.plugins.data[i]);
  ptowsp_vec_deinit(&settings.plugins);
  return status;
}
