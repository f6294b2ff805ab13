// An operation with a body that ends in an operation of the same plugin.
#include <ptowsp/plugin.h>

static const ptowsp_op_info_t ops[] = {
    {.name = "t.repeat",
     .operands = "init:any*",
     .results = "results:any*",
     .attrs = "count:i64",
     .regions = "body",
     .traits = PTOWSP_TRAIT_SINGLE_BLOCK | PTOWSP_TRAIT_RECURSIVE,
     .format = "$count (`from` $init^ `:` type($init))? (`->` type($results)^)? body($body, "
               "t.yield) attr-dict",
     .summary = "repeats its body"},
    {.name = "t.yield",
     .operands = "values:any*",
     .results = "",
     .attrs = "",
     .regions = "",
     .traits = PTOWSP_TRAIT_PURE | PTOWSP_TRAIT_TERMINATOR,
     .format = "attr-dict ($values^ `:` type($values))?",
     .summary = "ends the body"},
};

const ptowsp_plugin_t *ptowsp_plugin(void) {
  static const ptowsp_plugin_t plugin = {PTOWSP_PLUGIN_VERSION, .ops = ops, .op_count = 2};
  return &plugin;
}
