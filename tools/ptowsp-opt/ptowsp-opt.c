// ptowsp-opt: reads IR, runs passes, prints IR.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/cli.h"
#include "ptowsp/pass.h"
#include "ptowsp/verify_diagnostics.h"

static const char tool[] = "ptowsp-opt";

typedef struct {
  const char *output;
  bool generic, locations, verify_each, print_after_all, timing, expect, split;
  const char *reproducer;
  ptowsp_buffer_t passes; // pipeline text in the order of the command line
} settings_t;

enum {
  OUTPUT,
  PIPELINE,
  GENERIC,
  LOCATIONS,
  VERIFY_EACH,
  PRINT_AFTER_ALL,
  TIMING,
  EXPECT,
  SPLIT,
  REPRODUCER,
  PLUGIN,
  FIXED_OPTIONS
};

static const cli_option_t fixed_options[FIXED_OPTIONS] = {
    [OUTPUT] = {"output", 'o', "FILE", "write the result there (default: standard output)", false},
    [PIPELINE] = {"pass-pipeline", 0, "TEXT", "run these passes: a{x=1 y=2},b", false},
    [GENERIC] = {"print-generic", 0, NULL, "print every operation in MLIR's generic form", false},
    [LOCATIONS] = {"print-locations", 0, NULL, "print loc(…) behind operations", false},
    [VERIFY_EACH] = {"verify-each", 0, NULL, "verify after every pass", false},
    [PRINT_AFTER_ALL] = {"print-ir-after-all", 0, NULL, "print to standard error after every pass",
                         false},
    [TIMING] = {"timing", 0, NULL, "print how long each pass took to standard error", false},
    [EXPECT] = {"verify-diagnostics", 0, NULL, "check diagnostics against expected-… comments",
                false},
    [SPLIT] = {"split-input-file", 0, NULL, "treat parts between '// -----' as files of their own",
               false},
    [REPRODUCER] = {"crash-reproducer", 0, "FILE", "where to write what reproduces a failure",
                    false},
    [PLUGIN] = {"load-pass-plugin", 0, "LIB", "load passes from a library", true},
};

// The fixed options, then one --PASS[=OPTIONS] a pass.
static cli_option_t *make_options(size_t *out_count) {
  *out_count = FIXED_OPTIONS + ptowsp_pass_count();
  cli_option_t *options = ptowsp_calloc(*out_count, sizeof *options);
  memcpy(options, fixed_options, sizeof fixed_options);
  for (size_t i = 0; i < ptowsp_pass_count(); i++) {
    const ptowsp_pass_info_t *info = ptowsp_pass_at(i);
    options[FIXED_OPTIONS + i] =
        (cli_option_t){info->name, 0, "[OPTIONS]", info->summary, !info->pass};
  }
  return options;
}

static void help_passes(ptowsp_buffer_t *out) {
  ptowsp_buffer_puts(out, "\noptions of passes:\n");
  for (size_t i = 0; i < ptowsp_pass_count(); i++) {
    const ptowsp_pass_info_t *info = ptowsp_pass_at(i);
    for (size_t k = 0; info->pass && k < info->pass->option_count; k++) {
      const ptowsp_pass_option_t *option = &info->pass->options[k];
      static const char *const kinds[] = {"integer", "true|false", "text"};
      ptowsp_buffer_t left = {0};
      ptowsp_buffer_printf(&left, "%s{%s=%s}", info->name, option->name,
                           option->choices ? option->choices : kinds[option->kind]);
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

static void add_pass(settings_t *s, size_t pass, const char *options) {
  add_passes(s, ptowsp_pass_at(pass)->name);
  if (options) ptowsp_buffer_printf(&s->passes, "{%s}", options);
}

static bool handle(void *data, size_t option, const char *argument) {
  settings_t *s = data;
  if (option >= FIXED_OPTIONS) return add_pass(s, option - FIXED_OPTIONS, argument), true;
  switch (option) {
    case OUTPUT:
      s->output = argument;
      break;
    case PIPELINE:
      add_passes(s, argument);
      break;
    case GENERIC:
      s->generic = true;
      break;
    case LOCATIONS:
      s->locations = true;
      break;
    case VERIFY_EACH:
      s->verify_each = true;
      break;
    case PRINT_AFTER_ALL:
      s->print_after_all = true;
      break;
    case TIMING:
      s->timing = true;
      break;
    case EXPECT:
      s->expect = true;
      break;
    case SPLIT:
      s->split = true;
      break;
    default:
      s->reproducer = argument;
      break;
  }
  return true;
}

// Parses, verifies, transforms and prints one file (or one part of one).
static bool process(ptowsp_context_t *context, const settings_t *s, ptowsp_pipeline_t *pipeline,
                    ptowsp_str_t text, const char *name, ptowsp_buffer_t *out) {
  ptowsp_module_t *module = ptowsp_parse(context, text, name);
  if (!module) return false;
  ptowsp_pipeline_options_t options = {.verify_each = s->verify_each,
                                       .print_after_all = s->print_after_all,
                                       .print_generic = s->generic,
                                       .timing = s->timing,
                                       .reproducer = s->reproducer};
  bool ok =
      ptowsp_verify(ptowsp_module_op(module)) && ptowsp_pipeline_run(pipeline, module, &options);
  ptowsp_print_options_t print = {.generic = s->generic, .locations = s->locations};
  if (ok) ptowsp_print(out, ptowsp_module_op(module), &print);
  ptowsp_module_destroy(module);
  return ok;
}

static bool process_expecting(ptowsp_context_t *context, const settings_t *s,
                              ptowsp_pipeline_t *pipeline, ptowsp_str_t text, const char *name,
                              ptowsp_buffer_t *out) {
  uint32_t file = ptowsp_context_file(context, ptowsp_str(name));
  ptowsp_context_set_file_text(context, file, text);
  if (!s->expect) return process(context, s, pipeline, text, name, out);
  ptowsp_expectations_t *expected = ptowsp_expectations_begin(context, file, text);
  process(context, s, pipeline, text, name, out);
  return ptowsp_expectations_finish(expected, ptowsp_diagnostic_print, stderr);
}

// Each part keeps the line numbers of the whole: empty lines stand for what came before it.
static bool process_parts(ptowsp_context_t *context, const settings_t *s,
                          ptowsp_pipeline_t *pipeline, ptowsp_str_t text, const char *name,
                          ptowsp_buffer_t *out) {
  static const char mark[] = "// -----";
  bool ok = true;
  size_t lines = 0;
  for (const char *at = text.data, *end = text.data + text.size; at <= end;) {
    const char *stop = at;
    while (stop < end && strncmp(stop, mark, strlen(mark)) != 0) {
      const char *newline = memchr(stop, '\n', (size_t)(end - stop));
      stop = newline ? newline + 1 : end;
    }
    ptowsp_buffer_t part = {0};
    for (size_t i = 0; i < lines; i++) ptowsp_buffer_putc(&part, '\n');
    ptowsp_buffer_append(&part, at, (size_t)(stop - at));
    if (at != text.data) ptowsp_buffer_printf(out, "%s\n", mark);
    ok &= process_expecting(context, s, pipeline, (ptowsp_str_t){part.data, part.size}, name, out);
    ptowsp_buffer_deinit(&part);
    const char *newline = memchr(stop, '\n', (size_t)(end - stop));
    const char *next = newline ? newline + 1 : end + 1;
    for (; at < next && at < end; at++) lines += *at == '\n';
    at = next;
  }
  return ok;
}

static int run(settings_t *s, const cli_result_t *args) {
  if (args->file_count > 1)
    return cli_usage_error(tool, "one input file, not '%s' and '%s'", args->files[0],
                           args->files[1]),
           CLI_USAGE;
  const char *path = args->file_count ? args->files[0] : "-";
  ptowsp_context_t *context = ptowsp_context_create();
  ptowsp_context_set_diagnostic_handler(context, ptowsp_diagnostic_print, stderr);
  ptowsp_pipeline_t *pipeline = ptowsp_pipeline_create(context);
  ptowsp_buffer_t out = {0};
  char *text = NULL;
  size_t size;
  int status = CLI_INPUT_ERROR;
  if (!ptowsp_pipeline_parse(pipeline, (ptowsp_str_t){s->passes.data, s->passes.size}))
    status = CLI_USAGE;
  else if (cli_read(context, path, &text, &size)) {
    bool (*work)(ptowsp_context_t *, const settings_t *, ptowsp_pipeline_t *, ptowsp_str_t,
                 const char *, ptowsp_buffer_t *) = s->split ? process_parts : process_expecting;
    bool ok = work(context, s, pipeline, (ptowsp_str_t){text, size}, path, &out);
    bool written = !ok || cli_write(context, s->output ? s->output : "-", out.data, out.size);
    status = ok && written ? CLI_OK : CLI_INPUT_ERROR;
  }
  free(text);
  ptowsp_buffer_deinit(&out);
  ptowsp_pipeline_destroy(pipeline);
  ptowsp_context_destroy(context);
  return status;
}

int main(int argc, char **argv) {
  settings_t settings = {0};
  size_t option_count;
  cli_option_t *options = make_options(&option_count);
  cli_t cli = {.tool = tool,
               .usage = "[OPTION]… [FILE|-]",
               .summary = "reads IR, runs passes over it, prints it",
               .options = options,
               .option_count = option_count,
               .help = help_passes,
               .handle = handle,
               .data = &settings};
  cli_result_t args;
  int status = cli_parse(&cli, argc, argv, &args) ? run(&settings, &args) : args.status;
  cli_result_deinit(&args);
  ptowsp_buffer_deinit(&settings.passes);
  free(options);
  return status;
}
