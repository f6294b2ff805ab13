#include "ptowsp/verify_diagnostics.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  ptowsp_severity_t severity;
  uint32_t line;        // 0: at an unknown location
  ptowsp_loc_t written; // where the comment says so
  char *text;
  size_t least, most, met; // how often
  bool is_pattern;         // `pattern` is what `text` says
  regex_t pattern;
} expectation_t;

typedef struct {
  ptowsp_loc_t loc;
  char *text;
} surprise_t;

struct ptowsp_expectations {
  ptowsp_context_t *context;
  bool all; // what is not expected is a mistake as well
  uint32_t file;
  PTOWSP_VEC(expectation_t) expected;
  PTOWSP_VEC(surprise_t) surprises;
};

static void add_surprise(ptowsp_expectations_t *e, ptowsp_loc_t loc, const char *format, ...)
    PTOWSP_PRINTF(3, 4);

static void add_surprise(ptowsp_expectations_t *e, ptowsp_loc_t loc, const char *format, ...) {
  ptowsp_buffer_t text = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&text, format, args);
  va_end(args);
  surprise_t surprise = {loc, text.data};
  ptowsp_vec_push(&e->surprises, surprise);
}

static bool says(const expectation_t *x, const char *text) {
  return x->is_pattern ? regexec(&x->pattern, text, 0, NULL, 0) == 0
                       : strstr(text, x->text) != NULL;
}

static void on_diagnostic(void *data, ptowsp_context_t *context, const ptowsp_diagnostic_t *d) {
  ptowsp_expectations_t *e = data;
  uint32_t line = ptowsp_loc_file(context, d->loc) == e->file ? d->loc.line : 0;
  const expectation_t *near = NULL; // but for the kind
  for (size_t i = 0; i < e->expected.size; i++) {
    expectation_t *x = &e->expected.data[i];
    if (x->met == x->most || x->line != line || !says(x, d->text)) continue;
    if (x->severity != d->severity) {
      near = x;
      continue;
    }
    x->met++;
    return;
  }
  const char *kind = ptowsp_severity_name(d->severity);
  if (e->all && near)
    add_surprise(e, d->loc, "'%s' diagnostic emitted when expecting a '%s': %s", kind,
                 ptowsp_severity_name(near->severity), d->text);
  else if (e->all)
    add_surprise(e, d->loc, "unexpected %s: %s", kind, d->text);
}

// ---------------------------------------------------------------- reading the comments

// Where lines with and without expectations lie: "above" and "below" skip the former.
typedef struct {
  ptowsp_expectations_t *e;
  const char *line;           // its text
  uint32_t here, last_other;  // its number, that of the last line without any
  PTOWSP_VEC(size_t) waiting; // expectations for the next line without any
} reading_t;

static bool is_word(const char *word, size_t size, const char *expected) {
  return size == strlen(expected) && memcmp(word, expected, size) == 0;
}

// Reads "@+1", "@-1", "@above", "@below", "@unknown" or nothing; false if malformed.
static bool read_place(const char **at, reading_t *r, expectation_t *x, bool *out_below) {
  *out_below = false;
  x->line = r->here;
  *at += strspn(*at, " \t");
  if (**at != '@') return true;
  const char *word = ++*at;
  size_t size = strcspn(word, " {\t");
  *at += size;
  if (is_word(word, size, "above")) return x->line = r->last_other, r->last_other > 0;
  if (is_word(word, size, "below")) return *out_below = true;
  if (is_word(word, size, "unknown")) return x->line = 0, true;
  char *end;
  long offset = strtol(word, &end, 10);
  if (end != *at || (*word != '+' && *word != '-') || (long)r->here + offset < 1) return false;
  x->line = (uint32_t)((long)r->here + offset);
  return true;
}

// "2", "2-4", "2+" or "+", with the space behind it; once if there is none.
static void read_count(const char **at, expectation_t *x) {
  *at += strspn(*at, " \t");
  char *end = (char *)*at;
  if (strspn(*at, "0123456789")) x->least = x->most = strtoul(*at, &end, 10);
  if (*end == '+') {
    x->most = SIZE_MAX;
    end++;
  } else if (*end == '-' && end > *at && strspn(end + 1, "0123456789")) {
    x->most = strtoul(end + 1, &end, 10);
  }
  *at = end + strspn(end, " \t");
}

// The expression for a text with {{expressions}} in it; the rest stands for itself. False, and why,
// where it is malformed.
static bool compile(expectation_t *x, char *out_why, size_t size) {
  ptowsp_buffer_t pattern = {0};
  bool inside = false;
  for (const char *at = x->text; *at; at++) {
    bool bracket = strncmp(at, inside ? "}}" : "{{", 2) == 0;
    if (bracket) {
      ptowsp_buffer_putc(&pattern, inside ? ')' : '(');
      inside = !inside;
      at++;
    } else {
      if (!inside && strchr("^.[]$()|*+?{}\\", *at)) ptowsp_buffer_putc(&pattern, '\\');
      ptowsp_buffer_putc(&pattern, *at);
    }
  }
  int error = regcomp(&x->pattern, pattern.data ? pattern.data : "", REG_EXTENDED | REG_NOSUB);
  if (error) regerror(error, &x->pattern, out_why, size);
  ptowsp_buffer_deinit(&pattern);
  x->is_pattern = !error;
  return x->is_pattern;
}

// Behind "expected-"; false: it is no kind of diagnostic, and the words mean nothing.
static bool read_kind(const char **at, expectation_t *x, bool *out_pattern) {
  for (x->severity = PTOWSP_SEVERITY_ERROR; x->severity <= PTOWSP_SEVERITY_NOTE; x->severity++) {
    const char *name = ptowsp_severity_name(x->severity);
    if (strncmp(*at, name, strlen(name))) continue;
    *at += strlen(name);
    *out_pattern = strncmp(*at, "-re", 3) == 0;
    if (*out_pattern) *at += 3;
    return true;
  }
  return false;
}

// The last "}}" in front of `end`; NULL: there is none.
static const char *find_close(const char *at, const char *end) {
  for (const char *close = end - 2; close >= at; close--)
    if (close[0] == '}' && close[1] == '}') return close;
  return NULL;
}

static void add_expectation(reading_t *r, expectation_t *x, bool pattern, bool below) {
  char why[100];
  if (pattern && !compile(x, why, sizeof why)) {
    add_surprise(r->e, x->written, "invalid regular expression: %s", why);
    free(x->text);
    return;
  }
  if (below) ptowsp_vec_push(&r->waiting, r->e->expected.size);
  ptowsp_vec_push(&r->e->expected, *x);
}

// One expectation, the words behind "expected-", which ends before `end`.
static void read_comment(reading_t *r, const char *at, const char *end) {
  uint32_t column = (uint32_t)(at - r->line) - (uint32_t)strlen("expected-") + 1;
  expectation_t x = {.written = {r->e->file, r->here, column, 1}, .least = 1, .most = 1};
  bool pattern, below = false;
  bool ok = read_kind(&at, &x, &pattern) && read_place(&at, r, &x, &below);
  if (ok) read_count(&at, &x);
  ok = ok && strncmp(at, "{{", 2) == 0;
  const char *close = ok ? find_close(at + 2, end) : NULL;
  if (!close || x.most < x.least) {
    add_surprise(r->e, x.written, "malformed expectation: write expected-error@+1 {{text}}");
    return;
  }
  x.written.length = (uint32_t)(close - r->line) + 2 - (column - 1);
  size_t size = (size_t)(close - at - 2);
  x.text = ptowsp_malloc(size + 1);
  memcpy(x.text, at + 2, size);
  x.text[size] = 0;
  add_expectation(r, &x, pattern, below);
}

// The next "expected-" of a comment in front of which stands a space or a slash, and behind which
// a kind of diagnostic, or {{text}} of a kind that is none.
static const char *find_expectation(const char *at, const char *end) {
  static const char mark[] = "expected-";
  for (; (at = memmem(at, (size_t)(end - at), mark, strlen(mark))); at++) {
    const char *word = at + strlen(mark);
    expectation_t x;
    bool pattern;
    if (!strchr(" \t/", at[-1])) continue;
    if (read_kind(&(const char *){word}, &x, &pattern) ||
        memmem(word, (size_t)(end - word), "{{", 2))
      return word;
  }
  return NULL;
}

// All expectations of a line; false: there are none.
static bool read_line(reading_t *r, const char *line, const char *end) {
  const char *comment = memmem(line, (size_t)(end - line), "//", 2);
  const char *at = comment ? find_expectation(comment + 2, end) : NULL;
  if (!at) return false;
  while (at) {
    const char *next = find_expectation(at, end);
    read_comment(r, at, next ? next : end);
    at = next;
  }
  return true;
}

static void read_text(reading_t *r, const char *text) {
  for (const char *line = text; *line;) {
    const char *end = line + strcspn(line, "\n");
    r->line = line;
    if (!read_line(r, line, end)) {
      r->last_other = r->here;
      while (r->waiting.size)
        r->e->expected.data[r->waiting.data[--r->waiting.size]].line = r->here;
    }
    r->here++;
    line = *end ? end + 1 : end;
  }
}

ptowsp_expectations_t *ptowsp_expectations_begin(ptowsp_context_t *context, uint32_t file,
                                                 ptowsp_str_t text, bool all) {
  ptowsp_expectations_t *e = ptowsp_calloc(1, sizeof *e);
  e->context = context;
  e->all = all;
  e->file = file;
  char *copy = ptowsp_malloc(text.size + 1);
  if (text.size) memcpy(copy, text.data, text.size);
  copy[text.size] = 0;
  reading_t reading = {.e = e, .here = 1};
  read_text(&reading, copy);
  ptowsp_vec_deinit(&reading.waiting);
  free(copy);
  ptowsp_context_set_diagnostic_handler(context, on_diagnostic, e);
  return e;
}

static void report(ptowsp_expectations_t *e, ptowsp_diagnostic_handler_t handler, void *data,
                   ptowsp_loc_t loc, const char *text) {
  ptowsp_diagnostic_t d = {.severity = PTOWSP_SEVERITY_ERROR, .loc = loc, .text = text};
  handler(data, e->context, &d);
}

// Whether an expectation was met often enough.
static bool check(ptowsp_expectations_t *e, const expectation_t *x,
                  ptowsp_diagnostic_handler_t handler, void *data) {
  if (x->met >= x->least) return true;
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_printf(&text, "expected %s \"%s\" was ", ptowsp_severity_name(x->severity),
                       x->text);
  if (x->met)
    ptowsp_buffer_printf(&text, "produced %zu times, not %zu", x->met, x->least);
  else
    ptowsp_buffer_puts(&text, "not produced");
  report(e, handler, data, x->written, text.data);
  ptowsp_buffer_deinit(&text);
  return false;
}

bool ptowsp_expectations_finish(ptowsp_expectations_t *e, ptowsp_diagnostic_handler_t handler,
                                void *data) {
  ptowsp_context_set_diagnostic_handler(e->context, handler, data);
  bool ok = e->surprises.size == 0;
  for (size_t i = 0; i < e->surprises.size; i++) {
    surprise_t *s = &e->surprises.data[i];
    report(e, handler, data, s->loc, s->text);
    free(s->text);
  }
  for (size_t i = 0; i < e->expected.size; i++) {
    expectation_t *x = &e->expected.data[i];
    ok &= check(e, x, handler, data);
    free(x->text);
    if (x->is_pattern) regfree(&x->pattern);
  }
  ptowsp_vec_deinit(&e->surprises);
  ptowsp_vec_deinit(&e->expected);
  free(e);
  return ok;
}
