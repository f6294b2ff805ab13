// The options of ptowsp-opt, and what is said to those who bring mlir-opt's.
#ifndef PTOWSP_TOOLS_OPTIONS_H
#define PTOWSP_TOOLS_OPTIONS_H

#include "../common/cli.h"

enum {
  OUTPUT,
  PIPELINE,
  GENERIC,
  LOCATIONS,
  LOCAL_SCOPE,
  ELIDE,
  VERIFY_EACH,
  ROUNDTRIP,
  BEFORE_ALL,
  AFTER_ALL,
  BEFORE,
  AFTER,
  AFTER_CHANGE,
  AFTER_FAILURE,
  MODULE_SCOPE,
  TIMING,
  STATISTICS,
  DUMP_PIPELINE,
  LIST_PASSES,
  SHOW_DIALECTS,
  UNREGISTERED,
  THREADS,
  NO_THREADS,
  REMARKS,
  EXPECT,
  SPLIT,
  SPLIT_MARK,
  REPRODUCER,
  LOCAL_REPRODUCER,
  REPRODUCE,
  PLUGIN,
  FIXED_OPTIONS
};

extern const cli_option_t fixed_options[FIXED_OPTIONS];

// Names that mlir-opt has for some of them.
extern const cli_synonym_t mlir_names[];
extern const size_t mlir_name_count;

// What stands here for an option of mlir-opt that there is not; NULL: it is nobody's.
const char *mlir_option_hint(ptowsp_str_t name);

#endif
