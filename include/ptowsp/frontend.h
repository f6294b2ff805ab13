// The C front end: annotated C17 in, IR out.
#ifndef PTOWSP_FRONTEND_H
#define PTOWSP_FRONTEND_H

#include "ptowsp/ir.h"

// Imports one file with libclang. `clang_args` are passed through (behind "--" on
// the command line); __PTOWSP__ and the project's include directory are added.
// NULL after errors were emitted: clang's own, or a construct outside the language.
// The module carries `wsp.source`, the path as given.
ptowsp_module_t *ptowsp_import_c(ptowsp_context_t *context, const char *path,
                                 const char *const *clang_args, size_t clang_arg_count);

// The directory that holds ptowsp/ptowsp.h: $PTOWSP_INCLUDE_DIR, the installed one
// beside the running executable, or the one this build was configured with.
const char *ptowsp_include_dir(void);

#endif
