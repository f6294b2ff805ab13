// Targets: what a module in its final form is written out as.
//
// A target only spells: every decision (tiles, addresses, flags, dependences,
// schedulers) stands in the IR. What the IR does not say is refused, located.
#ifndef PTOWSP_TARGET_H
#define PTOWSP_TARGET_H

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  PTOWSP_TARGET_TREE, // a directory of sources
  PTOWSP_TARGET_TEXT, // one text
} ptowsp_target_kind_t;

// A value for a scalar parameter of the workload.
typedef struct {
  ptowsp_str_t name;
  bool is_integer;
  int64_t value; // of an integer
  double number; // of both
} ptowsp_target_size_t;

// What a parameter of a type is then: the integer, or the bits of the float.
static inline int64_t ptowsp_target_size_bits(const ptowsp_target_size_t *size,
                                              ptowsp_type_t type) {
  if (!ptowsp_type_is_float(type)) return size->value;
  return (int64_t)ptowsp_float_encode(ptowsp_type_float_kind(type), size->number);
}

typedef struct {
  const char *workload; // NULL: the module's only one
  const ptowsp_target_size_t *sizes;
  size_t size_count;
  // For what a tree carries along to compute its expected outputs: where <ptowsp/ptowsp.h>
  // is, and the compiler arguments the source was imported with.
  const char *include_dir;
  const char *const *clang_args;
  size_t clang_arg_count;
} ptowsp_target_options_t;

// Files of a tree, in memory: nothing is written before all of it is known.
typedef struct ptowsp_tree ptowsp_tree_t;

typedef struct {
  // One of the two, by kind. False after at least one error was emitted.
  bool (*emit_tree)(ptowsp_module_t *module, const ptowsp_target_options_t *options,
                    ptowsp_tree_t *tree);
  bool (*emit_text)(ptowsp_module_t *module, const ptowsp_target_options_t *options,
                    ptowsp_buffer_t *text);
} ptowsp_target_t;

// A row of targets.def.
typedef struct {
  const char *name;
  ptowsp_target_kind_t kind;
  const char *summary;
  const ptowsp_target_t *target; // NULL: in the contract, not built yet
} ptowsp_target_info_t;

ptowsp_tree_t *ptowsp_tree_create(void);
void ptowsp_tree_destroy(ptowsp_tree_t *tree);
// The buffer of a new file. `path` is relative, its parts joined by '/', and must
// not be there yet (asserted). The buffer belongs to the tree.
ptowsp_buffer_t *ptowsp_tree_add(ptowsp_tree_t *tree, const char *path);
bool ptowsp_tree_has(const ptowsp_tree_t *tree, const char *path);
size_t ptowsp_tree_count(const ptowsp_tree_t *tree);
// In order of their paths' bytes.
const char *ptowsp_tree_path(const ptowsp_tree_t *tree, size_t i);

// Name of the file that marks a directory as an emitted tree and lists its files.
#define PTOWSP_TREE_MANIFEST "manifest.json"

// Writes the tree beside `directory` and renames it into place. An existing
// `directory` is replaced if it is empty or a former tree: one whose manifest names
// every file in it (Python's __pycache__ aside). On failure returns false, sets
// *out_error to a message the caller frees, and leaves everything as it was.
bool ptowsp_tree_write(const ptowsp_tree_t *tree, const char *directory, char **out_error);

#ifdef __cplusplus
}
#endif

#endif
