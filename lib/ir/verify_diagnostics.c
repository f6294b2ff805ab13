#include "ptowsp/verify_diagnostics.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  ptowsp_severity_t severity;
  uint32_t line;    // 0: at an unknown location
  uint32_t written; // the line of the comment
  char *text;
  size_t wanted, met; // how often
  bool or_more;
} expectation_t;

typedef struct {
  ptowsp_severity_t severity;
  ptowsp_loc_t loc;
  char *text;
} surprise_t;

struct ptowsp_expectations {
  ptowsp_context_t *context;
  uint32_t file;
  PTOWSP_VEC(expectation_t) expected;
  PTOWSP_VEC(surprise_t) surprises;
};

static void add_surprise(ptowsp_expectations_t *e, ptowsp_severity_t severity, ptowsp_loc_t loc,
                         const char *text) {
  surprise_t surprise = {severity, loc, ptowsp_strdup(text)};
  ptowsp_vec_push(&e->surprises, surprise);
}

static void on_diagnostic(void *data, ptowsp_context_t *context, const ptowsp_diagnostic_t *d) {
  ptowsp_expectations_t *e = data;
  uint32_t line = ptowsp_loc_file(context, d->loc) == e->file ? d->loc.line : 0;
  for (size_t i = 0; i < e->expected.size; i++) {
    expectation_t *x = &e->expected.data[i];
    bool full = x->met == x->wanted && !x->or_more;
    if (full || x->severity != d->severity || x->line != line || !strstr(d->text, x->text))
      continue;
    x->met++;
    return;
  }
  add_surprise(e, d->severity, d->loc, d->text);
}

// Reads "@+1", "@-1", "@above", "@below", "@unknown" or nothing; false if malformed.
static bool read_line_offset(const char **at, uint32_t here, uint32_t *out_line) {
  *out_line = here;
  if (**at != '@') return true;
  const char *word = ++*at;
  *at += strcspn(word, " {\t");
  size_t size = (size_t)(*at - word);
  if (size == 5 && !memcmp(word, "above", 5)) return *out_line = here - 1, here > 1;
  if (size == 5 && !memcmp(word, "below", 5)) return *out_line = here + 1, true;
  if (size == 7 && !memcmp(word, "unknown", 7)) return *out_line = 0, true;
  char *end;
  long offset = strtol(word, &end, 10);
  if (end != *at || (*word != '+' && *word != '-') || (long)here + offset < 1) return false;
  *out_line = (uint32_t)((long)here + offset);
  return true;
}

// "2" or "+", with the space behind it; once if there is neither.
static void read_count(const char **at, expectation_t *x) {
  char *end = (char *)*at;
  if (**at == '+') {
    x->or_more = true;
    end++;
  } else if (strspn(*at, "0123456789")) {
    x->wanted = strtoul(*at, &end, 10);
  }
  *at = end + strspn(end, " \t");
}

static void read_comment(ptowsp_expectations_t *e, const char *at, uint32_t here) {
  expectation_t x = {.written = here, .wanted = 1};
  for (x.severity = PTOWSP_SEVERITY_ERROR; x.severity <= PTOWSP_SEVERITY_NOTE; x.severity++) {
    const char *name = ptowsp_severity_name(x.severity);
    if (strncmp(at, name, strlen(name)) == 0) {
      at += strlen(name);
      break;
    }
  }
  ptowsp_loc_t loc = {e->file, here, 1, 1};
  const char *close = strstr(at, "}}");
  const char *line_end = at + strcspn(at, "\n");
  bool ok = x.severity <= PTOWSP_SEVERITY_NOTE && read_line_offset(&at, here, &x.line);
  at += strspn(at, " \t");
  if (ok) read_count(&at, &x);
  if (!ok || strncmp(at, "{{", 2) != 0 || !close || close > line_end) {
    add_surprise(e, PTOWSP_SEVERITY_ERROR, loc,
                 "malformed expectation: write expected-error@+1 {{text}}");
    return;
  }
  at += 2;
  size_t size = (size_t)(close - at);
  x.text = ptowsp_malloc(size + 1);
  memcpy(x.text, at, size);
  x.text[size] = 0;
  ptowsp_vec_push(&e->expected, x);
}

ptowsp_expectations_t *ptowsp_expectations_begin(ptowsp_context_t *context, uint32_t file,
                                                 ptowsp_str_t text) {
  ptowsp_expectations_t *e = ptowsp_calloc(1, sizeof *e);
  e->context = context;
  e->file = file;
  char *copy = ptowsp_malloc(text.size + 1);
  memcpy(copy, text.data, text.size);
  copy[text.size] = 0;
  static const char mark[] = "// expected-";
  uint32_t line = 1;
  for (const char *at = copy, *counted = copy; (at = strstr(at, mark)); at++) {
    for (; counted < at; counted++) line += *counted == '\n';
    read_comment(e, at + strlen(mark), line);
  }
  free(copy);
  ptowsp_context_set_diagnostic_handler(context, on_diagnostic, e);
  return e;
}

static void report(ptowsp_expectations_t *e, ptowsp_diagnostic_handler_t handler, void *data,
                   ptowsp_loc_t loc, const char *what, ptowsp_severity_t severity,
                   const char *text) {
  ptowsp_buffer_t message = {0};
  ptowsp_buffer_printf(&message, "%s %s \"%s\"", what, ptowsp_severity_name(severity), text);
  ptowsp_diagnostic_t d = {PTOWSP_SEVERITY_ERROR, loc, message.data};
  handler(data, e->context, &d);
  ptowsp_buffer_deinit(&message);
}

bool ptowsp_expectations_finish(ptowsp_expectations_t *e, ptowsp_diagnostic_handler_t handler,
                                void *data) {
  ptowsp_context_set_diagnostic_handler(e->context, handler, data);
  bool ok = e->surprises.size == 0;
  for (size_t i = 0; i < e->surprises.size; i++) {
    surprise_t *s = &e->surprises.data[i];
    report(e, handler, data, s->loc, "unexpected", s->severity, s->text);
    free(s->text);
  }
  for (size_t i = 0; i < e->expected.size; i++) {
    expectation_t *x = &e->expected.data[i];
    if (x->met < x->wanted) {
      ptowsp_loc_t loc = {e->file, x->written, 1, 1};
      report(e, handler, data, loc, "never produced: expected", x->severity, x->text);
      ok = false;
    }
    free(x->text);
  }
  ptowsp_vec_deinit(&e->surprises);
  ptowsp_vec_deinit(&e->expected);
  free(e);
  return ok;
}
