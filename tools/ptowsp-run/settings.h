// What the command line of ptowsp-run asks for.
#ifndef PTOWSP_RUN_SETTINGS_H
#define PTOWSP_RUN_SETTINGS_H

#include "../common/cli.h"
#include "../common/sizes.h"

// NAME=VALUE as given; `name` is not NUL-terminated.
typedef struct {
  ptowsp_str_t name;
  const char *value;
} binding_t;

typedef PTOWSP_VEC(binding_t) bindings_t;

typedef struct {
  const char *file;
  const char *workload; // NULL: the only one
  bindings_t in, out, expect;
  sizes_t sizes;
  const char *database;                            // directory of compile_commands.json, or NULL
  const char *report, *trace, *pipeline, *machine; // NULL: not given
  bool check, no_data;
  uint64_t seed;
  size_t threads;
  char *const *clang_args; // behind "--", or from compile_commands.json
  size_t clang_arg_count;
} settings_t;

extern const char run_tool[]; // "ptowsp-run"

// False after a usage error or when --help ended the work: the status is set then.
bool settings_parse(int argc, char **argv, settings_t *settings, int *out_status);
void settings_deinit(settings_t *settings);

#endif
