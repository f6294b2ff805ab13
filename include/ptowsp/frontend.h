// The C front end: annotated C17 in, IR out.
#ifndef PTOWSP_FRONTEND_H
#define PTOWSP_FRONTEND_H

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

// Imports one file with libclang. `clang_args` are passed through (behind "--" on
// the command line); __PTOWSP__ and the project's include directory are added.
// NULL after errors were emitted: clang's own, or a construct outside the language.
// The module carries `wsp.source`, the path as given.
ptowsp_module_t *ptowsp_import_c(ptowsp_context_t *context, const char *path,
                                 const char *const *clang_args, size_t clang_arg_count);

typedef PTOWSP_VEC(char *) ptowsp_words_t; // each malloc'ed

// Appends the compiler arguments that compile_commands.json of `directory` has for a file. Without
// a directory (NULL) the nearest one above the file is asked, and it need not be there. False after
// an error.
bool ptowsp_compile_commands(ptowsp_context_t *context, const char *path, const char *directory,
                             ptowsp_words_t *out_words);
void ptowsp_words_free(ptowsp_words_t *words);

// The directory that holds ptowsp/ptowsp.h: $PTOWSP_INCLUDE_DIR, the installed one
// beside the running executable, or the one this build was configured with.
const char *ptowsp_include_dir(void);

#ifdef __cplusplus
}
#endif

#endif
