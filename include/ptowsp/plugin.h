// Plugins: passes and operations in a shared library outside of the project.
//
// A plugin is built against the installed headers alone; the functions they declare are those
// of the tool that loads it. It defines one function, PTOWSP_PLUGIN_ENTRY:
//
//   PTOWSP_PLUGIN_EXPORT const ptowsp_plugin_t *ptowsp_plugin(void) {
//     static const ptowsp_plugin_t plugin = {PTOWSP_PLUGIN_VERSION, .name = "mine", …};
//     return &plugin;
//   }
#ifndef PTOWSP_PLUGIN_H
#define PTOWSP_PLUGIN_H

#include "ptowsp/fold.h"
#include "ptowsp/pass.h"

#ifdef __cplusplus
extern "C" {
#endif

// Raised whenever a public header changes what a built plugin relies on.
enum { PTOWSP_PLUGIN_API = 5 };

// The first members of every plugin: with which headers it was built. The number of
// operations stands for the tables, whose order plugins were compiled with.
#define PTOWSP_PLUGIN_VERSION .api = PTOWSP_PLUGIN_API, .op_count_of_tables = PTOWSP_OP_COUNT

#define PTOWSP_PLUGIN_ENTRY "ptowsp_plugin"
#define PTOWSP_PLUGIN_EXPORT __attribute__((visibility("default")))

typedef struct {
  uint32_t api;
  uint32_t op_count_of_tables;
  const char *name, *version; // for people
  // Operations, as rows of ops.def ("dialect.name", operands, …), whose head says what the columns
  // mean; their `id` is ignored. Hooks of formats and enumerations are not for plugins.
  const ptowsp_op_info_t *ops;
  size_t op_count;
  // Called for each of them: struct ptowsp_op_hooks says what for. NULL: nothing more to do.
  void (*verify_op)(ptowsp_op_t *op);
  bool (*fold_op)(ptowsp_op_t *op, ptowsp_fold_t *out_fold);
  ptowsp_rewrite_t (*canonicalize_op)(ptowsp_op_t *op);
  const ptowsp_pass_info_t *passes;
  size_t pass_count;
} ptowsp_plugin_t;

typedef const ptowsp_plugin_t *(*ptowsp_plugin_entry_t)(void);

// Loads a library and enters its operations and passes into the context, which keeps it open.
// False after an error: no such file, no plugin, another version, a name that is taken.
bool ptowsp_plugin_load(ptowsp_context_t *context, const char *path);

#ifdef __cplusplus
}
#endif

#endif
