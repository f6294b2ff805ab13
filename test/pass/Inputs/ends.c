// A pass that ends as its option says.
#include <ptowsp/plugin.h>
#include <stdlib.h>
#include <string.h>

static volatile int depth;

static int overflow(int n) {
  volatile char room[4096];
  room[0] = (char)n;
  depth++;
  return n < 0 ? 0 : overflow(n + 1) + room[0];
}

static bool run(ptowsp_pass_run_t *run) {
  const char *how = ptowsp_pass_option_string(run, "how");
  bool is_module = ptowsp_op_is(run->root, PTOWSP_OP_BUILTIN_MODULE);
  ptowsp_op_t *function = is_module ? ptowsp_block_first(ptowsp_op_body(run->root)) : run->root;
  ptowsp_remark(run->context, ptowsp_op_loc(function), "seen");
  if (strcmp(how, "abort") == 0) abort();
  if (strcmp(how, "overflow") == 0) return overflow(0) > 0;
  if (strcmp(how, "broken") == 0) ptowsp_op_erase(ptowsp_block_last(ptowsp_op_body(function)));
  if (strcmp(how, "verify") == 0) {
    ptowsp_trial_t quiet = ptowsp_trial_begin(run->context);
    ptowsp_op_erase(ptowsp_block_last(ptowsp_op_body(function)));
    ptowsp_verify(function);
    if (ptowsp_trial_end(run->context, &quiet))
      ptowsp_remark(run->context, ptowsp_op_loc(function), "is broken");
    return ptowsp_verify(function);
  }
  if (strcmp(how, "fail") == 0 || strcmp(how, "error") == 0)
    ptowsp_error(run->context, ptowsp_op_loc(function), "told to fail");
  return strcmp(how, "fail") != 0 && strcmp(how, "silent") != 0;
}

static const ptowsp_pass_option_t options[] = {
    {"how", PTOWSP_OPTION_STRING, "well|fail|error|silent|verify|broken|abort|overflow", "well",
     "how it ends"},
    {"why", PTOWSP_OPTION_STRING, NULL, NULL, "any text"},
};
static const ptowsp_pass_t ends = {
    .options = options, .option_count = PTOWSP_COUNTOF(options), .run = run};
static const ptowsp_pass_t each = {
    .options = options, .option_count = PTOWSP_COUNTOF(options), .run = run, .nests = true};
static const ptowsp_pass_info_t passes[] = {{"test-end", "end in some way", &ends},
                                            {"test-end-each", "the same in each function", &each}};

PTOWSP_PLUGIN_EXPORT const ptowsp_plugin_t *ptowsp_plugin(void) {
  static const ptowsp_plugin_t plugin = {PTOWSP_PLUGIN_VERSION, .name = "ends", .passes = passes,
                                         .pass_count = PTOWSP_COUNTOF(passes)};
  return &plugin;
}
