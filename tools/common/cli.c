#include "cli.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool cli_usage_error(const char *tool, const char *format, ...) {
  va_list args;
  va_start(args, format);
  fprintf(stderr, "%s: error: ", tool);
  vfprintf(stderr, format, args);
  fprintf(stderr, "\n");
  va_end(args);
  return false;
}

static bool fail_to_read(ptowsp_context_t *context, const char *path, const char *error) {
  const char *quote = strcmp(path, "-") ? "'" : "";
  const char *name = quote[0] ? path : "standard input";
  // An empty file: most often what should have written it has failed.
  if (error)
    ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "cannot read %s%s%s: %s", quote, name, quote, error);
  else
    ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "%s%s%s is empty", quote, name, quote);
  return false;
}

bool cli_read(ptowsp_context_t *context, const char *path, char **out_data, size_t *out_size) {
  const char *error;
  char *data;
  size_t size;
  if (!ptowsp_file_read(path, &data, &size, &error)) return fail_to_read(context, path, error);
  if (!size) {
    free(data);
    return fail_to_read(context, path, NULL);
  }
  *out_data = data;
  *out_size = size;
  return true;
}

// The text that is mapped, for the handler below.
static struct {
  const char *begin, *end;
  struct sigaction before;
} mapped;

static void on_bus_error(int signal_number, siginfo_t *info, void *state) {
  static const char message[] = "error: the input file was cut short while it was read\n";
  (void)signal_number, (void)state;
  const char *at = info->si_addr;
  if (at < mapped.begin || at >= mapped.end) {
    sigaction(SIGBUS, &mapped.before, NULL); // the fault happens again, and is handled as before
    return;
  }
  ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
  (void)ignored;
  _exit(CLI_INPUT_ERROR);
}

bool cli_open(ptowsp_context_t *context, const char *path, ptowsp_text_t *out_text) {
  const char *error;
  ptowsp_text_t text;
  if (!ptowsp_text_open(path, &text, &error)) return fail_to_read(context, path, error);
  if (!text.size) {
    ptowsp_text_release(&text);
    return fail_to_read(context, path, NULL);
  }
  if (text.is_mapped) {
    mapped.begin = text.data;
    mapped.end = text.data + text.size;
    struct sigaction action = {.sa_sigaction = on_bus_error, .sa_flags = SA_SIGINFO};
    sigaction(SIGBUS, &action, &mapped.before);
  }
  *out_text = text;
  return true;
}

static bool fail_to_write(ptowsp_context_t *context, const char *path, const char *error) {
  if (strcmp(path, "-") == 0)
    ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "cannot write standard output: %s", error);
  else
    ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "cannot write '%s': %s", path, error);
  return false;
}

bool cli_write(ptowsp_context_t *context, const char *path, const void *data, size_t size) {
  const char *error;
  return ptowsp_file_write(path, data, size, &error) || fail_to_write(context, path, error);
}

typedef struct {
  ptowsp_output_t *output;
  const char *error;
} printing_t;

static bool write_piece(void *data, const char *text, size_t size) {
  printing_t *printing = data;
  return ptowsp_output_write(printing->output, text, size, &printing->error);
}

bool cli_print(ptowsp_context_t *context, const char *path, ptowsp_op_t *root,
               const ptowsp_print_options_t *options) {
  printing_t p = {0};
  p.output = ptowsp_output_open(path, &p.error);
  if (!p.output) return fail_to_write(context, path, p.error);
  if (!ptowsp_print_pieces(root, options, write_piece, &p) ||
      !ptowsp_output_finish(p.output, &p.error)) {
    ptowsp_output_abandon(p.output);
    return fail_to_write(context, path, p.error);
  }
  return ptowsp_output_commit(p.output, &p.error) || fail_to_write(context, path, p.error);
}

// Behind the table's own: the options that every tool has.
static const cli_option_t common[] = {
    {"help", 'h', NULL, "print this and exit", false},
    {"version", 0, NULL, "print the version and exit", false},
};

static const cli_option_t *option_at(const cli_t *cli, size_t i) {
  return i < cli->option_count ? &cli->options[i] : &common[i - cli->option_count];
}

static void print_usage(const cli_t *cli, ptowsp_buffer_t *out) {
  ptowsp_buffer_printf(out, "%s: %s\n\n", cli->tool, cli->summary);
  const char *prefix = "usage:";
  for (const char *line = cli->usage; *line; prefix = "      ") {
    int size = (int)strcspn(line, "\n");
    ptowsp_buffer_printf(out, "%s %s %.*s\n", prefix, cli->tool, size, line);
    line += size + (line[size] == '\n');
  }
}

static int say(const cli_t *cli, const ptowsp_buffer_t *out) {
  const char *error;
  if (ptowsp_file_write("-", out->data, out->size, &error)) return CLI_OK;
  cli_usage_error(cli->tool, "cannot write standard output: %s", error);
  return CLI_INPUT_ERROR;
}

static int print_help(const cli_t *cli) {
  ptowsp_buffer_t out = {0};
  print_usage(cli, &out);
  ptowsp_buffer_puts(&out, "\noptions:\n");
  for (size_t i = 0; i < cli->option_count + PTOWSP_COUNTOF(common); i++) {
    const cli_option_t *option = option_at(cli, i);
    ptowsp_buffer_t left = {0};
    if (option->letter) ptowsp_buffer_printf(&left, "-%c, ", option->letter);
    ptowsp_buffer_printf(&left, "--%s", option->name);
    if (option->argument && option->argument[0] == '[')
      ptowsp_buffer_printf(&left, "[=%.*s]", (int)strlen(option->argument) - 2,
                           option->argument + 1);
    else if (option->argument)
      ptowsp_buffer_printf(&left, "=%s", option->argument);
    ptowsp_buffer_printf(&out, "  %-30s %s%s\n", left.data, option->summary,
                         option->planned ? " (not built yet)" : "");
    ptowsp_buffer_deinit(&left);
  }
  if (cli->help) cli->help(cli->data, &out);
  ptowsp_buffer_puts(&out,
                     "\nexit status: 0 ok, 1 an error in the input, 2 bad usage, 3 a result that "
                     "differs, 4 deadlock\n");
  int status = say(cli, &out);
  ptowsp_buffer_deinit(&out);
  return status;
}

static int print_version(const cli_t *cli) {
  ptowsp_buffer_t out = {0};
  ptowsp_buffer_printf(&out, "%s %s\n", cli->tool, PTOWSP_VERSION);
  int status = say(cli, &out);
  ptowsp_buffer_deinit(&out);
  return status;
}

static bool flag_value(const char *text, bool *out_on) {
  bool off = strcmp(text, "false") == 0 || strcmp(text, "0") == 0;
  *out_on = !off;
  return off || strcmp(text, "true") == 0 || strcmp(text, "1") == 0;
}

// True if work goes on; false if this option ended it.
static bool take_option(const cli_t *cli, size_t i, const char *argument, cli_result_t *result) {
  const cli_option_t *option = option_at(cli, i);
  if (option == &common[0]) return result->status = print_help(cli), false;
  if (option == &common[1]) return result->status = print_version(cli), false;
  result->status = CLI_USAGE;
  if (option->planned)
    return cli_usage_error(cli->tool, "option '--%s' is not built yet", option->name);
  bool on = true;
  if (!option->argument && argument && !flag_value(argument, &on))
    return cli_usage_error(cli->tool, "option '--%s' takes true or false, not '%s'", option->name,
                           argument);
  return !on || cli->handle(cli->data, i, option->argument ? argument : NULL);
}

// "--name=value" and "-name value": the name; empty for "-x" of a letter.
static ptowsp_str_t name_of(const char *spelled) {
  const char *name = spelled + (strncmp(spelled, "--", 2) == 0 ? 2 : 1);
  return (ptowsp_str_t){name, strcspn(name, "=")};
}

// How many options begin so.
static size_t count_options(const struct option *longs, ptowsp_str_t name) {
  size_t count = 0;
  for (const struct option *option = longs; option->name; option++)
    count += strncmp(option->name, name.data, name.size) == 0;
  return count;
}

static const char *nearest_option(const struct option *longs, ptowsp_str_t name) {
  ptowsp_nearest_t nearest = ptowsp_nearest_begin(name);
  for (const struct option *option = longs; option->name; option++)
    ptowsp_nearest_offer(&nearest, option->name);
  return ptowsp_nearest_end(&nearest);
}

// What is wrong with an option that getopt does not take.
static bool refuse_option(const cli_t *cli, const struct option *longs, const char *spelled) {
  ptowsp_str_t name = name_of(spelled);
  const char *hint = cli->hint ? cli->hint(name) : NULL;
  if (hint)
    return cli_usage_error(cli->tool, "there is no option '--%.*s' here: %s", (int)name.size,
                           name.data, hint);
  size_t begun = name.size ? count_options(longs, name) : 0;
  if (begun > 1)
    return cli_usage_error(cli->tool, "option '%s' may be any of %zu options (see --help)", spelled,
                           begun);
  const char *meant = nearest_option(longs, name);
  if (meant)
    return cli_usage_error(cli->tool, "unknown option '%s'; did you mean '--%s'? (see --help)",
                           spelled, meant);
  return cli_usage_error(cli->tool, "unknown option '%s' (see --help)", spelled);
}

// Options of the table, those of all tools, then synonyms: the place of what a name means.
static size_t meaning_of(const cli_t *cli, size_t which) {
  size_t own = cli->option_count + PTOWSP_COUNTOF(common);
  return which < own ? which : cli->synonyms[which - own].option;
}

static bool parse_options(const cli_t *cli, int argc, char **argv, struct option *longs,
                          const char *shorts, cli_result_t *result) {
  opterr = 0;
  optind = 1;
  for (;;) {
    int at = optind ? optind : 1, which = -1;
    int c = (cli->single_dash ? getopt_long_only : getopt_long)(argc, argv, shorts, longs, &which);
    if (c == -1) return true;
    if (c == 1) {
      result->files[result->file_count++] = optarg;
      continue;
    }
    if (c == '?' || c == ':') {
      result->status = CLI_USAGE;
      const char *spelled = argv[optind > at ? at : optind];
      if (c == ':') return cli_usage_error(cli->tool, "option '%s' needs an argument", spelled);
      return refuse_option(cli, longs, spelled);
    }
    for (size_t i = 0; which < 0; i++)
      if (option_at(cli, i)->letter == c) which = (int)i;
    if (!take_option(cli, meaning_of(cli, (size_t)which), optarg, result)) return false;
  }
}

bool cli_parse(const cli_t *cli, int argc, char **argv, cli_result_t *out_result) {
  *out_result = (cli_result_t){.status = CLI_OK};
  // A file beyond the limit of the system is then an error of write, and cleaned up after.
  signal(SIGXFSZ, SIG_IGN);
  out_result->files = ptowsp_calloc((size_t)argc + 1, sizeof *out_result->files);
  int end = argc;
  for (int i = 1; i < argc && end == argc; i++)
    if (strcmp(argv[i], "--") == 0) end = i;
  if (end < argc) {
    out_result->rest = argv + end + 1;
    out_result->rest_count = (size_t)(argc - end - 1);
  }
  size_t count = cli->option_count + PTOWSP_COUNTOF(common);
  struct option *longs = ptowsp_calloc(count + cli->synonym_count + 1, sizeof *longs);
  ptowsp_buffer_t shorts = {0};
  ptowsp_buffer_puts(&shorts, "-:"); // positional arguments in order; tell missing arguments apart
  for (size_t i = 0; i < count; i++) {
    const cli_option_t *option = option_at(cli, i);
    // A flag may be written --flag=true and --flag=false.
    int has =
        option->argument && option->argument[0] != '[' ? required_argument : optional_argument;
    longs[i] = (struct option){option->name, has, NULL, 0};
    if (option->letter)
      ptowsp_buffer_printf(&shorts, "%c%s", option->letter, option->argument ? ":" : "");
  }
  for (size_t i = 0; i < cli->synonym_count; i++) {
    longs[count + i] = longs[cli->synonyms[i].option];
    longs[count + i].name = cli->synonyms[i].name;
  }
  bool ok = parse_options(cli, end, argv, longs, shorts.data, out_result);
  ptowsp_buffer_deinit(&shorts);
  free(longs);
  return ok;
}

void cli_result_deinit(cli_result_t *result) { free(result->files); }
