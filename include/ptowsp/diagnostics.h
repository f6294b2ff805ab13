// Locations and diagnostics: how the compiler talks about a user's program.
//
// A user's mistake is a diagnostic with a source range; our own mistake is an
// assertion. Library code never prints: it reports to the context's handler.
#ifndef PTOWSP_DIAGNOSTICS_H
#define PTOWSP_DIAGNOSTICS_H

#include "ptowsp/support.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ptowsp_context ptowsp_context_t;

// A place in a source file, by value. `file` is for ptowsp_context_file_name; 0 is the
// unknown location. Two places in one file may differ in it: ptowsp_loc_file tells. `line` and
// `column` count from 1. `length` is the number of columns the range covers on its first line (0 or
// 1: a point).
typedef struct {
  uint32_t file;
  uint32_t line;
  uint32_t column;
  uint32_t length;
} ptowsp_loc_t;

#define PTOWSP_LOC_UNKNOWN ((ptowsp_loc_t){0, 0, 0, 0})

typedef enum {
  PTOWSP_SEVERITY_ERROR,
  PTOWSP_SEVERITY_WARNING,
  PTOWSP_SEVERITY_REMARK,
  PTOWSP_SEVERITY_NOTE, // belongs to the diagnostic emitted before it
} ptowsp_severity_t;

// What to write instead of the columns of a range (none: insert it there), where that is sure.
typedef struct {
  ptowsp_loc_t loc;
  const char *text; // NULL: nothing
} ptowsp_fix_t;

typedef struct {
  ptowsp_severity_t severity;
  ptowsp_loc_t loc;
  const char *text; // valid during the handler's call only, as is the fix
  ptowsp_fix_t fix;
} ptowsp_diagnostic_t;

typedef void (*ptowsp_diagnostic_handler_t)(void *data, ptowsp_context_t *context,
                                            const ptowsp_diagnostic_t *diagnostic);

// Replaces the handler (NULL: diagnostics are counted and dropped).
void ptowsp_context_set_diagnostic_handler(ptowsp_context_t *context,
                                           ptowsp_diagnostic_handler_t handler, void *data);
// The handler that is set now, for one that passes on to it.
void ptowsp_context_diagnostic_handler(const ptowsp_context_t *context,
                                       ptowsp_diagnostic_handler_t *out_handler, void **out_data);

void ptowsp_emit(ptowsp_context_t *context, ptowsp_severity_t severity, ptowsp_loc_t loc,
                 const char *format, ...) PTOWSP_PRINTF(4, 5);
void ptowsp_emit_fix(ptowsp_context_t *context, ptowsp_severity_t severity, ptowsp_loc_t loc,
                     ptowsp_fix_t fix, const char *format, ...) PTOWSP_PRINTF(5, 6);
// An error at a misspelled word, with what it may be meant to be, if that is sure.
void ptowsp_emit_word(ptowsp_context_t *context, ptowsp_loc_t loc, const ptowsp_nearest_t *nearest,
                      const char *text);
#define ptowsp_error(context, loc, ...) \
  ptowsp_emit((context), PTOWSP_SEVERITY_ERROR, (loc), __VA_ARGS__)
#define ptowsp_warning(context, loc, ...) \
  ptowsp_emit((context), PTOWSP_SEVERITY_WARNING, (loc), __VA_ARGS__)
#define ptowsp_remark(context, loc, ...) \
  ptowsp_emit((context), PTOWSP_SEVERITY_REMARK, (loc), __VA_ARGS__)
#define ptowsp_note(context, loc, ...) \
  ptowsp_emit((context), PTOWSP_SEVERITY_NOTE, (loc), __VA_ARGS__)

// Errors emitted so far; a step that wants to know whether it failed compares two readings.
size_t ptowsp_context_error_count(const ptowsp_context_t *context);

// A trial: what is reported between begin and end is neither shown nor counted, for code whose
// failure is an answer and no mistake of the user's. Trials do not nest.
typedef struct {
  ptowsp_diagnostic_handler_t handler;
  void *data;
  size_t errors;
} ptowsp_trial_t;
ptowsp_trial_t ptowsp_trial_begin(ptowsp_context_t *context);
// Whether an error was reported.
bool ptowsp_trial_end(ptowsp_context_t *context, const ptowsp_trial_t *trial);

const char *ptowsp_severity_name(ptowsp_severity_t severity);

// The index of a file name in the context's table (entered if new).
uint32_t ptowsp_context_file(ptowsp_context_t *context, ptowsp_str_t path);
// Whether it is more than a place: a call site, a name, several places (ptowsp_attr_location).
bool ptowsp_loc_is_structured(ptowsp_loc_t loc);
// The number of the file that the place is in; 0: unknown.
uint32_t ptowsp_loc_file(const ptowsp_context_t *context, ptowsp_loc_t loc);
// "" for the unknown file.
const char *ptowsp_context_file_name(const ptowsp_context_t *context, uint32_t file);
// Where a word stands on the line of a place, from there on; the unknown location: nowhere.
ptowsp_loc_t ptowsp_context_find_word(ptowsp_context_t *context, ptowsp_loc_t loc,
                                      ptowsp_str_t word);
// Gives the text of a file that is not on disk under its name (standard input,
// a split chunk), for the carets below diagnostics. The context copies it.
void ptowsp_context_set_file_text(ptowsp_context_t *context, uint32_t file, ptowsp_str_t text);
// The same without a copy: `text` is malloc'ed, and the context's from now on.
void ptowsp_context_give_file_text(ptowsp_context_t *context, uint32_t file, char *text,
                                   size_t size);

// A handler that prints "file:line:col: error: text", the source line and a
// caret in clang's format to the FILE* given as data. Remarks are printed too.
void ptowsp_diagnostic_print(void *file, ptowsp_context_t *context,
                             const ptowsp_diagnostic_t *diagnostic);

#ifdef __cplusplus
}
#endif

#endif
