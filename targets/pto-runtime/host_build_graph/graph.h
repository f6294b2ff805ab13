// What the emitter knows of a workload before it spells a line: its buffers, kernels
// and tasks, the names they get in C++, and the edges between tasks as code.
#ifndef PTOWSP_HBG_GRAPH_H
#define PTOWSP_HBG_GRAPH_H

#include "../cxx/cxx.h"
#include "ptowsp/analysis.h"
#include "ptowsp/target.h"

// The runtime's limits (runtime.h of host_build_graph@f7893d07).
enum {
  HBG_MAX_TASKS = 131072,
  HBG_MAX_ARGS = 16,
  HBG_MAX_FANOUT = 512,
  HBG_MAX_TENSOR_PAIRS = 64,
  HBG_MAX_FUNCTIONS = 32,
};

#define HBG_RUNTIME "host_build_graph@f7893d07"

// Code that visits the sources of a task's edges: the tree isl generates.
typedef struct hbg_code hbg_code_t;
struct hbg_code {
  enum { HBG_FOR, HBG_IF, HBG_BLOCK, HBG_EDGE } kind;
  const cxx_expr_t *condition;               // of FOR and IF
  const char *iterator;                      // of FOR
  const cxx_expr_t *init, *step;             // of FOR
  const hbg_code_t *body, *otherwise, *next; // `next`: the following one in a BLOCK
  size_t source;                             // of EDGE: the task's number
  const cxx_expr_t **ivs;                    // of EDGE: the source instance
};

typedef struct {
  ptowsp_op_t *op;
  const char *name; // the symbol
  const char *core; // "aic" or "aiv"
} hbg_kernel_t;

typedef struct {
  ptowsp_op_t *op;
  int64_t id;       // wsp.id
  size_t kernel;    // = func_id
  const char *ids;  // C++ name of its ids' table
  const char *find; // and, if it is not exact, of the look-up that answers -1
  ptowsp_op_t **loops;
  const char **ivs; // C++ names of the loops' variables, outermost first
  size_t depth;
  bool exact; // all values its loops may take are known; else a source may not exist
  // The box of loop values the table covers: entry ((iv - lowest) / step) in each dimension.
  int64_t *lowest, *step, *extent;
  // Where data decide which tasks there are: C++ names of the least and greatest value so far of
  // each loop that nothing else bounds, or NULL.
  const char **low, **high;
  bool is_source;          // some task depends on it
  const hbg_code_t *edges; // NULL: none
  const char *kinds;       // "RAW, WAW on C", for the comment
  int64_t count;           // instances
} hbg_task_t;

typedef struct {
  ptowsp_value_t *value;
  const char *name;   // the user's
  const char *device; // C++ name of the device pointer
  ptowsp_type_t type;
  int64_t bytes;
  bool is_parameter, is_output;
} hbg_buffer_t;

typedef struct {
  ptowsp_context_t *context;
  ptowsp_arena_t *arena;
  cxx_scope_t scope; // of the function that builds the graph
  isl_ctx *isl;
  ptowsp_op_t *workload;
  const char *name; // of the workload
  const ptowsp_target_options_t *options;
  PTOWSP_VEC(hbg_buffer_t) buffers; // parameters first
  PTOWSP_VEC(hbg_kernel_t) kernels;
  PTOWSP_VEC(hbg_task_t) tasks;
  cxx_bindings_t sizes;       // scalar parameters
  int64_t *sizes_by_argument; // for the expansion
  bool reads;                 // the orchestration reads inputs: data decide which tasks there are
  // Counted by running the orchestration, unless it reads.
  int64_t task_count, edge_count, largest_fanout;
  PTOWSP_VEC(int64_t) tasks_of_scheduler;
} hbg_graph_t;

// Reads the workload. NULL after an error.
hbg_graph_t *hbg_graph_create(ptowsp_module_t *module, const ptowsp_target_options_t *options);
void hbg_graph_destroy(hbg_graph_t *graph);

// edges.c: fills in every task's edges. False after an error.
bool hbg_graph_find_edges(hbg_graph_t *graph);
// census.c: runs the orchestration; fills in boxes and counts, checks limits.
bool hbg_graph_count(hbg_graph_t *graph);

// floats.c: a float or double as a C++ expression of its type. NULL after an error.
const char *hbg_float_text(hbg_graph_t *graph, ptowsp_value_t *value);

// orchestration_head.c: includes, numbers of kernels, and the helpers that the text of the function
// uses.
void hbg_print_head(hbg_graph_t *graph, const char *function, ptowsp_buffer_t *out);

// The files of the tree.
bool hbg_emit_orchestration(hbg_graph_t *graph, ptowsp_buffer_t *out);
void hbg_emit_config(hbg_graph_t *graph, ptowsp_buffer_t *out);
void hbg_emit_manifest(hbg_graph_t *graph, const ptowsp_tree_t *tree, ptowsp_buffer_t *out);
bool hbg_emit_golden(hbg_graph_t *graph, ptowsp_tree_t *tree);

// "gemm.c:22" of an op; "" without a location.
const char *hbg_where(hbg_graph_t *graph, const ptowsp_op_t *op);
// Whether a parameter of the workload, or its elements, are of an unsigned type.
bool hbg_is_unsigned(const hbg_graph_t *graph, size_t argument);

#endif
