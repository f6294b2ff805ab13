// A plugin in C++: the headers declare C functions.
#include <ptowsp/plugin.h>

static bool run(ptowsp_pass_run_t *run) {
  ptowsp_str_t source = PTOWSP_STR("seen from C++");
  ptowsp_remark(run->context, ptowsp_op_loc(run->root), "%s", source.data);
  ptowsp_pass_count_up(run, "passes run", 1);
  return true;
}

static const ptowsp_pass_t pass = {nullptr, 0, false, run, nullptr};
static const ptowsp_pass_info_t passes[] = {{"test-cxx", "say hello", &pass}};

extern "C" PTOWSP_PLUGIN_EXPORT const ptowsp_plugin_t *ptowsp_plugin() {
  static ptowsp_plugin_t plugin = {};
  plugin.api = PTOWSP_PLUGIN_API;
  plugin.op_count_of_tables = PTOWSP_OP_COUNT;
  plugin.name = "cxx";
  plugin.passes = passes;
  plugin.pass_count = 1;
  return &plugin;
}
