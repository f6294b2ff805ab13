// A pass that says which values its options have.
#include <ptowsp/plugin.h>

static bool run(ptowsp_pass_run_t *run) {
  ptowsp_loc_t loc = ptowsp_op_loc(run->root);
  for (size_t i = 0; i < ptowsp_pass_option_count(run, "tiles"); i++)
    ptowsp_remark(run->context, loc, "tile %lld",
                  (long long)ptowsp_pass_option_int_at(run, "tiles", i));
  for (size_t i = 0; i < ptowsp_pass_option_count(run, "names"); i++) {
    ptowsp_str_t name = ptowsp_pass_option_text_at(run, "names", i);
    ptowsp_remark(run->context, loc, "name %.*s", (int)name.size, name.data);
  }
  for (size_t i = 0; i < ptowsp_pass_option_count(run, "sizes"); i++) {
    ptowsp_str_t size = ptowsp_pass_option_text_at(run, "sizes", i);
    ptowsp_remark(run->context, loc, "size %.*s is %lld", (int)size.size, size.data,
                  (long long)ptowsp_pass_option_int_at(run, "sizes", i));
  }
  for (size_t i = 0; i < ptowsp_pass_option_count(run, "weights"); i++)
    ptowsp_remark(run->context, loc, "weight %g", ptowsp_pass_option_float_at(run, "weights", i));
  return true;
}

static const ptowsp_pass_option_t options[] = {
    {"tiles", PTOWSP_OPTION_INTS, "1..64", "4,8", "of each loop"},
    {"names", PTOWSP_OPTION_STRINGS, "left|right", NULL, "sides"},
    {"sizes", PTOWSP_OPTION_SIZES, NULL, NULL, "of arrays"},
    {"weights", PTOWSP_OPTION_FLOATS, NULL, NULL, "of each"},
};
static const ptowsp_pass_t pass = {
    .options = options, .option_count = PTOWSP_COUNTOF(options), .run = run};
static const ptowsp_pass_info_t passes[] = {{"test-options", "say what options are", &pass}};

PTOWSP_PLUGIN_EXPORT const ptowsp_plugin_t *ptowsp_plugin(void) {
  static const ptowsp_plugin_t plugin = {PTOWSP_PLUGIN_VERSION, .name = "options", .passes = passes,
                                         .pass_count = 1};
  return &plugin;
}
