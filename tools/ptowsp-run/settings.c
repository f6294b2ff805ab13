#include "settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char run_tool[] = "ptowsp-run";

enum {
  WORKLOAD,
  IN,
  OUT,
  SIZE,
  CHECK,
  EXPECT,
  REPORT,
  TRACE,
  TIMELINE,
  PIPELINE,
  MACHINE,
  THREADS,
  SEED,
  NO_DATA,
  FIDELITY,
  ADVISE,
  DATABASE,
  OPTIONS
};

enum { MAX_THREADS = 256 };

static const cli_option_t options[OPTIONS] = {
    [WORKLOAD] = {"workload", 0, "NAME", "which workload to run (default: the only one)", false},
    [IN] = {"in", 0, "NAME=FILE", "read this array from a .npy file", false},
    [OUT] = {"out", 0, "NAME=FILE", "write this array to a .npy file afterwards", false},
    [SIZE] = {"size", 0, "NAME=N", "the value of a scalar parameter of the workload", false},
    [CHECK] = {"check", 0, NULL, "compare with the same C file run serially", false},
    [EXPECT] = {"expect", 0, "NAME=FILE", "compare this array with a .npy file", false},
    [REPORT] = {"report", 0, "FILE", "write the measurements as JSON", false},
    [TRACE] = {"trace", 0, "FILE", "write the timeline as Chrome trace events", false},
    [TIMELINE] = {"timeline", 0, "FILE", "draw the timeline as a page", true},
    [PIPELINE] = {"pass-pipeline", 0, "TEXT", "run these passes instead of the default ones",
                  false},
    [MACHINE] = {"machine", 0, "FILE", "JSON with figures that replace those of the a2a3", false},
    [THREADS] = {"threads", 0, "N", "host threads that run kernels (default 1)", false},
    [SEED] = {"seed", 0, "N", "draw arrays without --in from this seed (default 0)", false},
    [NO_DATA] = {"no-data", 0, NULL, "keep the time only: no arrays, no kernels run", false},
    [FIDELITY] = {"fidelity", 0, "tiles",
                  "how closely kernels are timed: by their tile instructions", false},
    [ADVISE] = {"advise", 0, NULL, "say what holds the run back", true},
    [DATABASE] = {"compile-commands", 'p', "DIR",
                  "take compiler arguments from DIR/compile_commands.json", false},
};

static bool bind(const char *option, const char *argument, bindings_t *bindings) {
  const char *equals = strchr(argument, '=');
  if (!equals || equals == argument || !equals[1])
    return cli_usage_error(run_tool, "option '--%s' takes NAME=FILE, not '%s'", option, argument);
  binding_t binding = {{argument, (size_t)(equals - argument)}, equals + 1};
  for (size_t i = 0; i < bindings->size; i++)
    if (ptowsp_str_equal(bindings->data[i].name, binding.name))
      return cli_usage_error(run_tool, "option '--%s' names '%.*s' twice", option,
                             (int)binding.name.size, binding.name.data);
  ptowsp_vec_push(bindings, binding);
  return true;
}

static bool number(const char *option, const char *argument, uint64_t least, uint64_t most,
                   uint64_t *out_number) {
  char *end;
  errno = 0;
  unsigned long long value = strtoull(argument, &end, 0);
  bool digits = argument[0] >= '0' && argument[0] <= '9';
  if (!digits || *end || errno || value < least || value > most)
    return cli_usage_error(run_tool, "option '--%s' takes a number from %llu to %llu, not '%s'",
                           option, (unsigned long long)least, (unsigned long long)most, argument);
  *out_number = value;
  return true;
}

static bool once(const char *option, const char *argument, const char **out_text) {
  if (*out_text) return cli_usage_error(run_tool, "option '--%s' is given twice", option);
  if (!*argument) return cli_usage_error(run_tool, "option '--%s' is empty", option);
  *out_text = argument;
  return true;
}

// Kernels are timed by their tile instructions; the finer model of the contract is not built.
static bool choose_fidelity(const char *argument) {
  if (strcmp(argument, "tiles") == 0) return true;
  if (strcmp(argument, "instructions") == 0)
    return cli_usage_error(run_tool, "option '--fidelity=instructions' is not built yet");
  return cli_usage_error(run_tool, "option '--fidelity' takes tiles, not '%s'", argument);
}

static bool handle(void *data, size_t option, const char *argument) {
  settings_t *s = data;
  const char *name = options[option].name;
  uint64_t threads;
  switch (option) {
    case WORKLOAD:
      return once(name, argument, &s->workload);
    case IN:
      return bind(name, argument, &s->in);
    case OUT:
      return bind(name, argument, &s->out);
    case SIZE:
      return sizes_add(run_tool, &s->sizes, argument);
    case EXPECT:
      return bind(name, argument, &s->expect);
    case REPORT:
      return once(name, argument, &s->report);
    case TRACE:
      return once(name, argument, &s->trace);
    case DATABASE:
      return once(name, argument, &s->database);
    case MACHINE:
      return once(name, argument, &s->machine);
    case PIPELINE:
      s->pipeline = argument;
      return true;
    case CHECK:
      return s->check = true;
    case NO_DATA:
      return s->no_data = true;
    case FIDELITY:
      return choose_fidelity(argument);
    case SEED:
      return number(name, argument, 0, UINT64_MAX, &s->seed);
    default:
      if (!number(name, argument, 1, MAX_THREADS, &threads)) return false;
      s->threads = (size_t)threads;
      return true;
  }
}

static bool ends_in(const char *text, const char *end) {
  size_t size = strlen(text), length = strlen(end);
  return size > length && strcmp(text + size - length, end) == 0;
}

// What only makes sense together, or not together.
static bool check_settings(const settings_t *s, const cli_result_t *args) {
  if (args->file_count == 0) return cli_usage_error(run_tool, "no input file (see --help)");
  if (args->file_count > 1)
    return cli_usage_error(run_tool, "one input file, not '%s' and '%s'", args->files[0],
                           args->files[1]);
  bool is_c = ends_in(s->file, ".c");
  if (s->check && !is_c)
    return cli_usage_error(run_tool, "--check needs the C file; '%s' has no serial form", s->file);
  if (s->clang_arg_count && !is_c)
    return cli_usage_error(run_tool, "arguments behind '--' are for C files, '%s' is IR", s->file);
  if (s->database && (!is_c || s->clang_arg_count))
    return cli_usage_error(run_tool,
                           is_c ? "--compile-commands and arguments behind '--' exclude each other"
                                : "--compile-commands is for C files");
  if (s->no_data && (s->check || s->in.size || s->out.size || s->expect.size))
    return cli_usage_error(run_tool, "--no-data leaves nothing for --%s",
                           s->check      ? "check"
                           : s->in.size  ? "in"
                           : s->out.size ? "out"
                                         : "expect");
  return true;
}

bool settings_parse(int argc, char **argv, settings_t *s, int *out_status) {
  *s = (settings_t){.threads = 1};
  cli_t cli = {.tool = run_tool,
               .usage = "[OPTION]… FILE.c [-- CLANG-ARGS…]\n[OPTION]… FILE.mlir|-",
               .summary = "runs a workload on the simulated a2a3",
               .options = options,
               .option_count = OPTIONS,
               .handle = handle,
               .data = s};
  cli_result_t args;
  bool ok = cli_parse(&cli, argc, argv, &args);
  *out_status = args.status;
  if (ok) {
    s->file = args.file_count ? args.files[0] : NULL;
    s->clang_args = args.rest;
    s->clang_arg_count = args.rest_count;
    ok = check_settings(s, &args);
    if (!ok) *out_status = CLI_USAGE;
  }
  cli_result_deinit(&args);
  return ok;
}

void settings_deinit(settings_t *s) {
  ptowsp_vec_deinit(&s->in);
  ptowsp_vec_deinit(&s->out);
  ptowsp_vec_deinit(&s->sizes);
  ptowsp_vec_deinit(&s->expect);
}
