#include "reproducer.h"

#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// ---------------------------------------------------------------- the first line

// One argument, with the quotes of a shell taken away. False at the end of the line, or where a
// quote is not closed.
static bool take_argument(const char **at, const char *end, ptowsp_buffer_t *out) {
  const char *c = *at;
  while (c < end && *c == ' ') c++;
  if (c == end) return false;
  out->size = 0;
  bool quoted = false;
  for (; c < end && (quoted || *c != ' '); c++) {
    if (*c == '\'')
      quoted = !quoted;
    else if (!quoted && *c == '\\' && c + 1 < end)
      ptowsp_buffer_putc(out, *++c);
    else
      ptowsp_buffer_putc(out, *c);
  }
  *at = c;
  return !quoted;
}

// What follows "--NAME=" in an argument, or NULL.
static const char *value_of(const ptowsp_buffer_t *argument, const char *option) {
  size_t size = strlen(option);
  return argument->size >= size && memcmp(argument->data, option, size) == 0 ? argument->data + size
                                                                             : NULL;
}

static void take_option(configuration_t *c, const ptowsp_buffer_t *argument) {
  const char *value;
  if ((value = value_of(argument, "--pass-pipeline=")))
    ptowsp_buffer_puts(&c->pipeline, value);
  else if ((value = value_of(argument, "--load-pass-plugin=")))
    ptowsp_vec_push(&c->plugins, strdup(value));
  else if ((value = value_of(argument, "--threads=")))
    c->threads = (unsigned)strtoul(value, NULL, 10);
  else if (value_of(argument, "--verify-each"))
    c->verify_each = strcmp(argument->data, "--verify-each=false") != 0;
}

bool configuration_read(configuration_t *out_configuration, ptowsp_str_t text) {
  static const char mark[] = "// configuration: --pass-pipeline=";
  size_t start = strlen("// configuration:"), size = sizeof mark - 1;
  if (text.size < size || memcmp(text.data, mark, size) != 0) return false;
  const char *at = text.data + start, *line = memchr(at, '\n', text.size - start);
  const char *end = line ? line : text.data + text.size;
  ptowsp_buffer_t argument = {0};
  *out_configuration = (configuration_t){0};
  while (take_argument(&at, end, &argument)) take_option(out_configuration, &argument);
  ptowsp_buffer_deinit(&argument);
  return true;
}

void configuration_deinit(configuration_t *c) {
  for (size_t i = 0; i < c->plugins.size; i++) free(c->plugins.data[i]);
  ptowsp_vec_deinit(&c->plugins);
  ptowsp_buffer_deinit(&c->pipeline);
}

// ---------------------------------------------------------------- crashes

// What a handler of signals may look at: the text is ready before anything can go wrong.
static struct {
  const char *tool, *path, *text, *pass;
  size_t size;
  atomic_int thread; // that has crashed; 0: none
} crash;

void crash_set_text(const char *text, size_t size) {
  crash.size = size;
  crash.text = text;
}

void crash_set_pass(const char *pass) { crash.pass = pass; }

static void put(int fd, const char *text, size_t size) {
  while (size > 0) {
    ssize_t done = write(fd, text, size);
    if (done <= 0) return;
    text += done;
    size -= (size_t)done;
  }
}

static void put_message(const char *const *parts) {
  for (; *parts; parts++) put(STDERR_FILENO, *parts, strlen(*parts));
}

static void write_reproducer(void) {
  const char *in = crash.pass ? " in pass '" : "", *pass = crash.pass ? crash.pass : "",
             *end = crash.pass ? "'" : "";
  int fd = open(crash.path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  put(fd, crash.text, crash.size);
  if (fd >= 0) close(fd);
  put_message((const char *const[]){
      crash.tool, ": crashed", in, pass, end,
      fd >= 0 ? "; reproducer written to '" : "; cannot write the reproducer '", crash.path, "'\n",
      NULL});
}

// The program ends as it would have without a handler. Only the first thread that crashes gets
// here, others wait for its end; a crash in here comes from that thread again.
static void on_crash(int signal_number) {
  int nobody = 0, self = (int)gettid();
  if (!atomic_compare_exchange_strong(&crash.thread, &nobody, self) && nobody != self)
    for (;;) pause();
  if (!nobody && crash.text) write_reproducer();
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

// On a stack of its own: an overflow leaves no other.
void crash_catch(const char *tool, const char *path) {
  static char stack[1 << 16];
  static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
  crash.tool = tool;
  crash.path = path;
  sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
  struct sigaction action = {.sa_handler = on_crash, .sa_flags = SA_NODEFER | SA_ONSTACK};
  for (size_t i = 0; i < PTOWSP_COUNTOF(signals); i++) sigaction(signals[i], &action, NULL);
}
