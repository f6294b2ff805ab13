// The file table and the diagnostics that point into it.
#include "ptowsp/diagnostics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "caret.h"
#include "context_internal.h"

void ptowsp_context_set_diagnostic_handler(ptowsp_context_t *context,
                                           ptowsp_diagnostic_handler_t handler, void *data) {
  context->handler = handler;
  context->handler_data = data;
}

void ptowsp_context_diagnostic_handler(const ptowsp_context_t *context,
                                       ptowsp_diagnostic_handler_t *out_handler, void **out_data) {
  *out_handler = context->handler;
  *out_data = context->handler_data;
}

static void emit(ptowsp_context_t *context, ptowsp_severity_t severity, ptowsp_loc_t loc,
                 ptowsp_fix_t fix, const char *format, va_list args) {
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_vprintf(&text, format, args);
  ptowsp_diagnostic_t diagnostic = {severity, loc, text.data, fix};
  if (!ptowsp_worker_keep(&diagnostic)) {
    if (severity == PTOWSP_SEVERITY_ERROR) context->error_count++;
    if (context->handler) context->handler(context->handler_data, context, &diagnostic);
  }
  ptowsp_buffer_deinit(&text);
}

void ptowsp_emit(ptowsp_context_t *context, ptowsp_severity_t severity, ptowsp_loc_t loc,
                 const char *format, ...) {
  va_list args;
  va_start(args, format);
  emit(context, severity, loc, (ptowsp_fix_t){.text = NULL}, format, args);
  va_end(args);
}

void ptowsp_emit_fix(ptowsp_context_t *context, ptowsp_severity_t severity, ptowsp_loc_t loc,
                     ptowsp_fix_t fix, const char *format, ...) {
  va_list args;
  va_start(args, format);
  emit(context, severity, loc, fix, format, args);
  va_end(args);
}

void ptowsp_emit_word(ptowsp_context_t *context, ptowsp_loc_t loc, const ptowsp_nearest_t *nearest,
                      const char *text) {
  const char *meant = ptowsp_nearest_end(nearest);
  ptowsp_fix_t fix = {loc, meant};
  ptowsp_emit_fix(context, PTOWSP_SEVERITY_ERROR, loc, fix, meant ? "%s; did you mean '%s'?" : "%s",
                  text, meant);
}

size_t ptowsp_context_error_count(const ptowsp_context_t *context) {
  const ptowsp_worker_reports_t *own = ptowsp_worker_reports();
  return own ? own->errors : context->error_count;
}

// The handler is that of all threads: a worker's trial is its own.
ptowsp_trial_t ptowsp_trial_begin(ptowsp_context_t *context) {
  ptowsp_worker_reports_t *own = ptowsp_worker_reports();
  if (own) {
    own->quiet = true;
    return (ptowsp_trial_t){.errors = own->errors};
  }
  ptowsp_trial_t trial = {context->handler, context->handler_data, context->error_count};
  context->handler = NULL;
  return trial;
}

bool ptowsp_trial_end(ptowsp_context_t *context, const ptowsp_trial_t *trial) {
  ptowsp_worker_reports_t *own = ptowsp_worker_reports();
  bool failed = ptowsp_context_error_count(context) != trial->errors;
  if (own) {
    *own = (ptowsp_worker_reports_t){.errors = trial->errors};
    return failed;
  }
  context->handler = trial->handler;
  context->handler_data = trial->data;
  context->error_count = trial->errors;
  return failed;
}

const char *ptowsp_severity_name(ptowsp_severity_t severity) {
  static const char *const names[] = {"error", "warning", "remark", "note"};
  return names[severity];
}

uint32_t ptowsp_context_file(ptowsp_context_t *context, ptowsp_str_t path) {
  const char *name = ptowsp_intern(context, path);
  for (size_t i = 0; i < context->files.size; i++)
    if (context->files.data[i].name == name) return (uint32_t)i;
  source_file_t file = {.name = name};
  ptowsp_vec_push(&context->files, file);
  return (uint32_t)(context->files.size - 1);
}

const char *ptowsp_context_file_name(const ptowsp_context_t *context, uint32_t file) {
  file = ptowsp_loc_file(context, (ptowsp_loc_t){.file = file});
  return file < context->files.size ? context->files.data[file].name : "";
}

void ptowsp_context_give_file_text(ptowsp_context_t *context, uint32_t file, char *text,
                                   size_t size) {
  source_file_t *source = &context->files.data[file];
  free(source->text);
  source->text = text;
  source->size = size;
  source->looked_for = true;
}

void ptowsp_context_set_file_text(ptowsp_context_t *context, uint32_t file, ptowsp_str_t text) {
  char *copy = ptowsp_malloc(text.size + 1);
  if (text.size) memcpy(copy, text.data, text.size);
  copy[text.size] = 0;
  ptowsp_context_give_file_text(context, file, copy, text.size);
}

// A location names any file: one that is no text, a device or a pipe, might never end.
static bool is_plain_file(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

// The text of one line of a file, without its newline; an empty view if unknown.
static ptowsp_str_t source_line(ptowsp_context_t *context, ptowsp_loc_t loc) {
  ptowsp_str_t none = {"", 0};
  loc.file = ptowsp_loc_file(context, loc);
  if (loc.file == 0 || loc.file >= context->files.size) return none;
  source_file_t *source = &context->files.data[loc.file];
  if (!source->looked_for) {
    const char *ignored;
    source->looked_for = true;
    if (!is_plain_file(source->name) ||
        !ptowsp_file_read(source->name, &source->text, &source->size, &ignored))
      source->text = NULL;
  }
  if (!source->text) return none;
  const char *at = source->text, *end = source->text + source->size;
  for (uint32_t line = 1; line < loc.line && at; line++) {
    at = memchr(at, '\n', (size_t)(end - at));
    if (at) at++;
  }
  if (!at || at >= end) return none;
  const char *stop = memchr(at, '\n', (size_t)(end - at));
  return (ptowsp_str_t){at, (size_t)((stop ? stop : end) - at)};
}

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '$' || c == '-';
}

ptowsp_loc_t ptowsp_context_find_word(ptowsp_context_t *context, ptowsp_loc_t loc,
                                      ptowsp_str_t word) {
  // The table of files is not for several threads.
  ptowsp_str_t line = ptowsp_worker_reports() ? (ptowsp_str_t){"", 0} : source_line(context, loc);
  const char *end = line.data + line.size, *at = line.data + loc.column - 1;
  if (!loc.column || loc.column > line.size || !word.size) return PTOWSP_LOC_UNKNOWN;
  for (; (at = memmem(at, (size_t)(end - at), word.data, word.size)); at++) {
    const char *behind = at + word.size;
    if ((at > line.data && is_letter(at[-1])) || (behind < end && is_letter(*behind))) continue;
    loc.column = (uint32_t)(at - line.data) + 1;
    loc.length = (uint32_t)word.size;
    return loc;
  }
  return PTOWSP_LOC_UNKNOWN;
}

static void append(ptowsp_buffer_t *out, ptowsp_context_t *context, ptowsp_severity_t severity,
                   ptowsp_loc_t loc, ptowsp_fix_t fix, const char *text) {
  const char *name = ptowsp_context_file_name(context, loc.file);
  if (!strcmp(name, "-")) name = "<stdin>";
  if (name[0] && loc.line)
    ptowsp_buffer_printf(out, "%s:%u:%u: ", name, loc.line, loc.column);
  else if (name[0])
    ptowsp_buffer_printf(out, "%s: ", name);
  else if (ptowsp_loc_is_structured(loc)) // a name and no place
    ptowsp_print_attr(out, ptowsp_attr_location(context, loc)), ptowsp_buffer_puts(out, ": ");
  ptowsp_buffer_printf(out, "%s: %s\n", ptowsp_severity_name(severity), text);
  ptowsp_caret_append(out, source_line(context, loc), loc, fix);
}

// The call site in a location, below names and among fused ones; NULL: none.
static ptowsp_attr_t call_site(ptowsp_attr_t location) {
  while (ptowsp_location_kind(location) != PTOWSP_LOCATION_CALLSITE) {
    size_t count = ptowsp_location_count(location);
    if (!count) return NULL;
    ptowsp_attr_t part = ptowsp_location_at(location, 0);
    for (size_t i = 0; i < count; i++)
      if (ptowsp_location_kind(ptowsp_location_at(location, i)) == PTOWSP_LOCATION_CALLSITE)
        return ptowsp_location_at(location, i);
    location = part;
  }
  return location;
}

static void append_calls(ptowsp_buffer_t *out, ptowsp_context_t *context, ptowsp_loc_t loc) {
  enum { CALLER = 1, MOST = 10 };
  if (!ptowsp_loc_is_structured(loc)) return;
  ptowsp_attr_t site = call_site(ptowsp_attr_location(context, loc));
  for (int i = 0; site && i < MOST; i++) {
    ptowsp_attr_t caller = ptowsp_location_at(site, CALLER);
    append(out, context, PTOWSP_SEVERITY_NOTE, ptowsp_attr_loc(caller),
           (ptowsp_fix_t){.text = NULL}, "called from");
    site = call_site(caller);
  }
}

void ptowsp_diagnostic_print(void *file, ptowsp_context_t *context,
                             const ptowsp_diagnostic_t *diagnostic) {
  ptowsp_buffer_t out = {0};
  append(&out, context, diagnostic->severity, diagnostic->loc, diagnostic->fix, diagnostic->text);
  if (diagnostic->severity != PTOWSP_SEVERITY_NOTE) append_calls(&out, context, diagnostic->loc);
  fwrite(out.data, 1, out.size, file);
  ptowsp_buffer_deinit(&out);
}
