// Reproducers: files that say in their first line how to run them again.
#ifndef PTOWSP_OPT_REPRODUCER_H
#define PTOWSP_OPT_REPRODUCER_H

#include "ptowsp/pass.h"

// "// configuration: --pass-pipeline='…' --verify-each --threads=4 --load-pass-plugin='…'".
typedef struct {
  ptowsp_buffer_t pipeline;
  bool verify_each;
  unsigned threads; // 0: not said
  PTOWSP_VEC(char *) plugins;
} configuration_t;

// False if the text does not begin with one.
bool configuration_read(configuration_t *out_configuration, ptowsp_str_t text);
void configuration_deinit(configuration_t *configuration);

// From here on a crash writes `text`, once it is given (NULL: no more), to the file.
void crash_catch(const char *tool, const char *path);
void crash_set_text(const char *text, size_t size);
// The pass that runs from now on; NULL: none.
void crash_set_pass(const char *pass);

#endif
