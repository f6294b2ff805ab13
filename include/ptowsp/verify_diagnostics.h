// Expected diagnostics: a test says in comments what must be reported where.
//
//   // expected-error@+1 {{text}}     also warning, remark, note; @-2, @above, @below, @unknown
//   // expected-note 2 {{text}}        that many times; "2-4", "2+", "+": once or more
//   // expected-error-re {{text {{a+}}}} with extended regular expressions inside
//
// "above" and "below" mean the nearest line that expects nothing itself.
#ifndef PTOWSP_VERIFY_DIAGNOSTICS_H
#define PTOWSP_VERIFY_DIAGNOSTICS_H

#include "ptowsp/diagnostics.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ptowsp_expectations ptowsp_expectations_t;

// Reads the comments of `text`, the contents of `file`, and takes over the
// context's handler until it is finished. Without `all`, diagnostics that no comment expects pass.
ptowsp_expectations_t *ptowsp_expectations_begin(ptowsp_context_t *context, uint32_t file,
                                                 ptowsp_str_t text, bool all);
// Reports what was missing, unexpected or malformed to `handler`; true if nothing was.
bool ptowsp_expectations_finish(ptowsp_expectations_t *expectations,
                                ptowsp_diagnostic_handler_t handler, void *data);

#ifdef __cplusplus
}
#endif

#endif
