// A plugin: the operation example.square, and passes that make it and take it apart.
//
//   %0 = arith.mulf %x, %x : f32     example-form-squares →     %0 = example.square %x : f32
//                                  ← example-expand-squares
#include <ptowsp/plugin.h>

// One row, as in the project's own tables: an operand, a result of its type, a pretty form.
static const ptowsp_op_info_t ops[] = {
    {.name = "example.square",
     .operands = "operand:float",
     .results = "result:=operand",
     .attrs = "",
     .regions = "",
     .traits = PTOWSP_TRAIT_PURE | PTOWSP_TRAIT_SAME_TYPE,
     .format = "$operand attr-dict `:` type($result)",
     .summary = "the product of a value with itself"},
};

// What the row cannot say: the operation has no form for 64 bits.
static void verify(ptowsp_op_t *op) {
  if (ptowsp_type_width(ptowsp_value_type(ptowsp_op_operand(op, 0))) == 64)
    ptowsp_error(ptowsp_op_context(op), ptowsp_op_loc(op),
                 "'example.square' op is for narrow floats; use arith.mulf for f64");
}

// What canonicalize makes of it: a constant of a constant; a product of two such floats is exact as
// a double.
static bool fold(ptowsp_op_t *op, ptowsp_fold_t *out_fold) {
  ptowsp_attr_t x = ptowsp_value_constant_attr(ptowsp_op_operand(op, 0));
  if (!x) return false;
  double value = ptowsp_attr_float_value(x);
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  out_fold->constant = ptowsp_attr_float(ptowsp_op_context(op), value * value, type);
  return true;
}

// And the square of -x is that of x.
static ptowsp_rewrite_t canonicalize(ptowsp_op_t *op) {
  ptowsp_op_t *negation = ptowsp_value_op(ptowsp_op_operand(op, 0));
  if (!ptowsp_op_is(negation, PTOWSP_OP_ARITH_NEGF)) return PTOWSP_REWRITE_NONE;
  ptowsp_op_set_operand(op, 0, ptowsp_op_operand(negation, 0));
  return PTOWSP_REWRITE_CHANGED;
}

static void replace(ptowsp_op_t *op, ptowsp_value_t *with) {
  ptowsp_value_replace_all(ptowsp_op_result(op, 0), with);
  ptowsp_op_erase(op);
}

static ptowsp_walk_t form(ptowsp_op_t *op, void *run) {
  if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_MULF)) return PTOWSP_WALK_ADVANCE;
  ptowsp_value_t *x = ptowsp_op_operand(op, 0);
  ptowsp_type_t type = ptowsp_value_type(x);
  if (x != ptowsp_op_operand(op, 1) || ptowsp_type_width(type) == 64) return PTOWSP_WALK_ADVANCE;
  ptowsp_builder_t b = ptowsp_builder_before(op);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_UNREGISTERED,
                             .name = "example.square",
                             .operands = &x,
                             .operand_count = 1,
                             .result_types = &type,
                             .result_count = 1};
  replace(op, ptowsp_op_result(ptowsp_build(&b, &state), 0));
  ptowsp_pass_count_up(run, "squares formed", 1);
  return PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t expand(ptowsp_op_t *op, void *run) {
  (void)run;
  if (!ptowsp_str_is(ptowsp_str(ptowsp_op_name(op)), "example.square")) return PTOWSP_WALK_ADVANCE;
  ptowsp_value_t *x = ptowsp_op_operand(op, 0);
  ptowsp_builder_t b = ptowsp_builder_before(op);
  replace(op, ptowsp_build_binary(&b, PTOWSP_OP_ARITH_MULF, x, x));
  return PTOWSP_WALK_ADVANCE;
}

// An operation may be erased while it is visited in post-order.
static bool run_form(ptowsp_pass_run_t *run) { return ptowsp_walk_post(run->root, form, run); }

static bool run_expand(ptowsp_pass_run_t *run) { return ptowsp_walk_post(run->root, expand, run); }

static const ptowsp_pass_t form_pass = {.run = run_form, .nests = true};
static const ptowsp_pass_t expand_pass = {.run = run_expand, .nests = true};

static const ptowsp_pass_info_t passes[] = {
    {"example-form-squares", "products of a value with itself to example.square", &form_pass},
    {"example-expand-squares", "example.square back to arith.mulf", &expand_pass},
};

PTOWSP_PLUGIN_EXPORT const ptowsp_plugin_t *ptowsp_plugin(void) {
  static const ptowsp_plugin_t plugin = {
      PTOWSP_PLUGIN_VERSION,
      .name = "squares",
      .version = "1.0",
      .ops = ops,
      .op_count = PTOWSP_COUNTOF(ops),
      .verify_op = verify,
      .fold_op = fold,
      .canonicalize_op = canonicalize,
      .passes = passes,
      .pass_count = PTOWSP_COUNTOF(passes),
  };
  return &plugin;
}
