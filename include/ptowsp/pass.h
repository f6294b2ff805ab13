// Passes and pipelines. The pass manager alone verifies, dumps, times and counts.
#ifndef PTOWSP_PASS_H
#define PTOWSP_PASS_H

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  PTOWSP_OPTION_INT,
  PTOWSP_OPTION_BOOL,
  PTOWSP_OPTION_STRING, // one of `choices` if there are any
  PTOWSP_OPTION_FLOAT,  // a finite number
  // Any number of values, with commas between:
  PTOWSP_OPTION_INTS,
  PTOWSP_OPTION_STRINGS,
  PTOWSP_OPTION_FLOATS,
  PTOWSP_OPTION_SIZES, // integers with names, N=64,M=32
} ptowsp_option_kind_t;

// An option a pass declares. Names in text may use - or _ alike, and so may choices.
typedef struct {
  const char *name;
  ptowsp_option_kind_t kind;
  const char *choices;   // "a|b|c", of an integer "1..8", "1.." or "..8"; NULL: any value
  const char *otherwise; // value when absent, as text; NULL: unset
  const char *summary;
} ptowsp_pass_option_t;

typedef struct ptowsp_pass_run ptowsp_pass_run_t;

// Results of analyses, kept from pass to pass.
typedef struct ptowsp_analyses ptowsp_analyses_t;

// An analysis: what is worked out about an operation when a pass first asks for it. It is kept
// until a pass ends that has run on the operation, around it or inside it, and does not say that
// it keeps it; and no longer than the analyses that it asked for itself.
typedef struct {
  const char *name;
  void *(*create)(ptowsp_analyses_t *analyses, ptowsp_op_t *op); // NULL after an error
  void (*destroy)(void *result);
  bool lasting; // tells nothing of the IR: every pass keeps it
} ptowsp_analysis_t;

// A pass: one constant of this type per file in passes/, one row in passes.def.
typedef struct {
  const ptowsp_pass_option_t *options;
  size_t option_count;
  // Looks at nothing outside of `root` and may be anchored: "wsp.kernel(cse)".
  bool nests;
  // Transforms the module; false after emitting at least one error.
  bool (*run)(ptowsp_pass_run_t *run);
  // The analyses that stay true of what the pass makes, NULL behind the last; NULL: none.
  const ptowsp_analysis_t *const *keeps;
} ptowsp_pass_t;

// What a running pass is given.
struct ptowsp_pass_run {
  ptowsp_module_t *module;
  ptowsp_op_t *root; // the module's operation, or the one inside it that the pass is anchored on
  ptowsp_context_t *context;
  ptowsp_arena_t *scratch; // freed when the pass ends
  const struct ptowsp_pass_instance *instance;
  struct ptowsp_statistics *statistics; // what it counted
  ptowsp_analyses_t *analyses;
  bool changed_nothing; // set by the pass: all analyses stay, whatever it keeps
};

// The analysis of an operation, as a pass before has left it or worked out now; valid until the
// pass ends. NULL after an error.
void *ptowsp_analysis_get(ptowsp_analyses_t *analyses, const ptowsp_analysis_t *analysis,
                          ptowsp_op_t *op);
ptowsp_module_t *ptowsp_analyses_module(const ptowsp_analyses_t *analyses);

// Values of the pass's options, which it must have declared. `is_set`: given, or has a default;
// of those that are not, 0, false and NULL.
bool ptowsp_pass_option_is_set(const ptowsp_pass_run_t *run, const char *name);
int64_t ptowsp_pass_option_int(const ptowsp_pass_run_t *run, const char *name);
double ptowsp_pass_option_float(const ptowsp_pass_run_t *run, const char *name);
bool ptowsp_pass_option_bool(const ptowsp_pass_run_t *run, const char *name);
const char *ptowsp_pass_option_string(const ptowsp_pass_run_t *run, const char *name);

// Of an option that is a list: how many values it has (none if it is not set), each as text, and
// the number that it is or, of a size, that stands behind its name.
size_t ptowsp_pass_option_count(const ptowsp_pass_run_t *run, const char *name);
ptowsp_str_t ptowsp_pass_option_text_at(const ptowsp_pass_run_t *run, const char *name, size_t i);
int64_t ptowsp_pass_option_int_at(const ptowsp_pass_run_t *run, const char *name, size_t i);
double ptowsp_pass_option_float_at(const ptowsp_pass_run_t *run, const char *name, size_t i);

// Says what values an option takes: "integer >= 1", "true|false", "text".
void ptowsp_pass_option_values(const ptowsp_pass_option_t *option, ptowsp_buffer_t *out);

// Adds to a statistic of the pass, made when first counted; `what` is a literal such as
// "operations merged".
void ptowsp_pass_count_up(const ptowsp_pass_run_t *run, const char *what, uint64_t by);

// A row of the registry (passes.def) with the pass it names.
typedef struct {
  const char *name;
  const char *summary;
  const ptowsp_pass_t *pass; // NULL: in the contract, not built yet
} ptowsp_pass_info_t;

// Those of the table, then those that were added to the context.
size_t ptowsp_pass_count(const ptowsp_context_t *context);
const ptowsp_pass_info_t *ptowsp_pass_at(const ptowsp_context_t *context, size_t i);
const ptowsp_pass_info_t *ptowsp_pass_find(const ptowsp_context_t *context, ptowsp_str_t name);
// Adds a pass under a name that is not taken; the row must live as long as the context.
void ptowsp_context_add_pass(ptowsp_context_t *context, const ptowsp_pass_info_t *row);

// A list of passes with their options' values.
typedef struct ptowsp_pipeline ptowsp_pipeline_t;
typedef struct ptowsp_pass_instance ptowsp_pass_instance_t;

ptowsp_pipeline_t *ptowsp_pipeline_create(ptowsp_context_t *context);
void ptowsp_pipeline_destroy(ptowsp_pipeline_t *pipeline);
// Appends what "a{x=1 y=2},b" or "builtin.module(a,wsp.kernel(b))" says. A value with spaces or
// braces in it stands in "…", '…' or {…}. False after an error (unknown pass, option or anchor,
// wrong value, a pass not built yet), located in the text.
bool ptowsp_pipeline_parse(ptowsp_pipeline_t *pipeline, ptowsp_str_t text);
// The pipeline of a named purpose, from the table in lib/pass/pipelines.c:
// "default" is what ptowsp-run and the targets apply to C input.
bool ptowsp_pipeline_append_named(ptowsp_pipeline_t *pipeline, const char *name);
// Names of pipelines that stand for their passes where the text of another names them, as
// "default,symbol-dce" does; NULL behind the last.
const char *ptowsp_pipeline_name(size_t i);
// The text that parses to this pipeline.
void ptowsp_pipeline_print(const ptowsp_pipeline_t *pipeline, ptowsp_buffer_t *buffer);

// When to print the IR to `dump`: never, around every pass, or around one pass by name.
#define PTOWSP_PRINT_ALL "*"

// In the place of a pass whose remarks are shown: all of them, or none.
#define PTOWSP_REMARKS_ALL "all"
#define PTOWSP_REMARKS_NONE "none"

typedef struct {
  bool verify_each;                       // also between passes; the end is always verified
  const char *print_before, *print_after; // NULL, PTOWSP_PRINT_ALL or passes, "a,b"
  // Of what `print_after` names, or of all passes if it is NULL:
  bool print_after_change;  // only after those that changed the text of the IR
  bool print_after_failure; // only after the one that failed
  bool print_module_scope;  // the module, not what an anchored pass runs on
  bool print_generic;
  bool timing, timing_json; // a report to `dump` at the end
  double parser_ms;         // for this report: what it took before
  bool statistics, statistics_json;
  unsigned threads;           // that passes anchored on functions run on; 0 and 1: the caller's
  const char *remarks;        // names of passes, "a,b", whose remarks are shown; NULL: all
  void *dump;                 // FILE*; NULL: standard error
  const char *reproducer;     // path, or NULL: written when a pass or a verification fails
  const char *const *plugins; // paths that it names, NULL behind the last; NULL: none
  bool local_reproducer;      // of the pass that fails alone, with the IR as it was before it
  // For a handler of crashes: given what the reproducer would hold, before anything runs that may
  // need it; and the pass that runs from now on, NULL behind the last.
  void (*snapshot)(void *data, const char *text, size_t size);
  void (*begin_pass)(void *data, const char *pass);
  void *snapshot_data; // what both are given
} ptowsp_pipeline_options_t;

// Runs all passes. False after the first failure (an error has been emitted).
bool ptowsp_pipeline_run(ptowsp_pipeline_t *pipeline, ptowsp_module_t *module,
                         const ptowsp_pipeline_options_t *options);

#ifdef __cplusplus
}
#endif

#endif
