// wsp-tile: strip-mines the loops of workloads, by the sizes they carry or by chosen ones.
//
//   for i {wsp.tile = 64}                    for it step 64 {wsp.tile_loop}
//     for j {wsp.tile = 64}                    for jt step 64 {wsp.tile_loop}
//       S                              =>        for i in [it, it+64) for j in [jt, jt+64): S
//       for k {wsp.tile = 64}                    for kt step 64 {wsp.tile_loop}
//         T                                        for i … for j … for k in [kt, kt+64): T
//
// The point loops are distributed over the statements of the bodies and go below the tile
// loops further in. The new nest is built beside the old one; both are then modelled, each
// instance of a statement is mapped to its new one, and the old nest is replaced only if no
// two accesses that touch the same element change their order. Loops without the annotation,
// and conditions, stay where they are; but loops that run in order go into the tiles of loops in
// them where that is legal and faster than tasks for each iteration.
//
// Where only the innermost of the loops that are cut carries a dependence, no order changes, and
// there is nothing to look at.
//
// Sizes that are left to the compiler are chosen by what the tasks would cost, and so are those
// of nests without any annotation, where only loops that carry no dependence are cut; the option
// nests=keep leaves these alone, size=N cuts all of them by N. A remark says what was chosen.
//
// A nest that uses what the one before it writes is made one with it (fuse=false: never) if their
// outer loops agree and that takes less time: local arrays in between then live in the tasks.
// Where iterations need what others write, it is computed again if that takes less time.
// Independent loops inside of others that run in order go around them.
//
// Sums over a loop that says wsp_reassociate are divided into parts that are independent, and
// combined afterwards; without it, tiles of a sum run in the serial order. Those of integers are
// the same in any order, and divided where no size is given.
//
// A number on one loop and wsp_auto on another: the number is a size that the other one fits to.
//
// Iterations that a size does not divide end in a smaller tile, of a loop of its own; a size
// beyond them all is one tile.
//
// Bounds that depend on other loops or on parameters become conditions in loops over all values
// that they allow (rectangle.c): tiles that meet them whole and tiles that meet them in part are
// tasks of two kinds, others are none (guard.c). Conditions on variables of loops that are cut go
// to the statements in the same way.
//
// What loops that are cut take from statements beside them, in a loop around both that is not cut,
// goes through variables (spill.c).
//
// Tiles that meet conditions in their inside alike have a kernel: where tiles stay scalar else, the
// loop over them is divided into the first ones, those inside, and the last ones (parts.c). Where
// bounds inside depend on where a tile begins, up to eight tiles have a kernel each.
//
// Loops written in blocks by hand, with the last one shorter, are cut before that one
// (cut_loops.c).
//
// Needs: bounds that are limited by constants or by the arrays' extents. Keeps everything else.
#include <stdlib.h>
#include <string.h>

#include "cut_loops.h"
#include "ptowsp/pass.h"
#include "tile/choose.h"
#include "tile/tile.h"

typedef struct {
  ptowsp_loc_t loc;
  ptowsp_attr_t text;
} saying_t;

typedef PTOWSP_VEC(saying_t) said_t;

static ptowsp_walk_t find_tried(ptowsp_op_t *op, void *data) {
  (void)data;
  return ptowsp_op_attr(op, "wsp.tile_tried") ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// What to say of a cut if it turns out to be legal; once of all pieces of a loop.
static ptowsp_walk_t note_tried(ptowsp_op_t *op, void *data) {
  said_t *said = data;
  saying_t saying = {ptowsp_op_loc(op), ptowsp_op_attr(op, "wsp.tile_tried")};
  if (!saying.text || ptowsp_attr_kind(saying.text) != PTOWSP_ATTR_STRING)
    return PTOWSP_WALK_ADVANCE;
  for (size_t i = 0; i < said->size; i++)
    if (said->data[i].text == saying.text &&
        memcmp(&said->data[i].loc, &saying.loc, sizeof saying.loc) == 0)
      return PTOWSP_WALK_ADVANCE;
  ptowsp_vec_push(said, saying);
  return PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t drop_tried(ptowsp_op_t *op, void *data) {
  (void)data;
  if (ptowsp_op_attr(op, "wsp.tile_tried")) ptowsp_op_set_attr(op, "wsp.tile", NULL);
  ptowsp_op_set_attr(op, "wsp.tile_tried", NULL);
  return PTOWSP_WALK_ADVANCE;
}

// Tiles a nest; without the cuts that were only worth a try, if they are not legal.
static bool tile_or_try(isl_ctx *isl, ptowsp_op_t *nest, said_t *said) {
  ptowsp_context_t *context = ptowsp_op_context(nest);
  ptowsp_tile_spill(nest);
  if (!ptowsp_walk_pre(nest, find_tried, NULL)) {
    size_t before = said->size;
    ptowsp_walk_pre(nest, note_tried, said);
    ptowsp_trial_t trial = ptowsp_trial_begin(context);
    bool ok = ptowsp_tile_nest(isl, nest);
    ptowsp_trial_end(context, &trial);
    if (!ok) said->size = before;
    for (size_t i = before; i < said->size; i++) {
      ptowsp_str_t text = ptowsp_attr_text(said->data[i].text);
      ptowsp_remark(context, said->data[i].loc, "%.*s", (int)text.size, text.data);
    }
    if (ok) return true;
    ptowsp_walk_pre(nest, drop_tried, NULL);
    if (!ptowsp_tile_has_tiled(nest)) return true;
  }
  return ptowsp_tile_nest(isl, nest);
}

// Whether a value comes from memory that stores in an op write. With the budget spent, it may.
static bool is_written_in(ptowsp_op_t *op, ptowsp_value_t *value, int *budget) {
  ptowsp_op_t *from = ptowsp_value_op(value);
  if (!from) return false;
  if (--*budget < 0) return true;
  if (ptowsp_op_is(from, PTOWSP_OP_MEMREF_LOAD)) {
    ptowsp_value_t *root = ptowsp_memref_root(ptowsp_op_operand(from, 0));
    ptowsp_use_t *use = ptowsp_value_first_use(root);
    for (; use; use = ptowsp_use_next(use))
      if (!ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_LOAD) &&
          ptowsp_op_is_ancestor(op, ptowsp_use_op(use)))
        return true;
  }
  for (size_t i = 0; i < ptowsp_op_operand_count(from); i++)
    if (is_written_in(op, ptowsp_op_operand(from, i), budget)) return true;
  return ptowsp_op_region_count(from) && ptowsp_op_is_ancestor(op, from);
}

// Whether a condition around tiles depends on what the op changes: break sets a variable.
static ptowsp_walk_t find_decision(ptowsp_op_t *op, void *data) {
  int budget = 100;
  bool decides = ptowsp_op_is(op, PTOWSP_OP_SCF_IF) && ptowsp_tile_has_tiled(op) &&
                 is_written_in(data, ptowsp_op_operand(op, 0), &budget);
  return decides ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Tiles a nest; where an iteration decides whether there is another, the nests in it.
static bool tile_inside(isl_ctx *isl, ptowsp_op_t *op, said_t *said) {
  ptowsp_attr_t chosen = ptowsp_op_attr(op, "wsp.tile_chosen");
  bool asked = ptowsp_op_attr(op, "wsp.tile") && !chosen;
  if (asked || ptowsp_walk_pre(op, find_decision, op)) return tile_or_try(isl, op, said);
  // What was chosen for the loop as a whole is not to be had.
  if (chosen) ptowsp_op_set_attr(op, "wsp.tile", NULL);
  bool ok = true;
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
    ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, i));
    for (ptowsp_op_t *inner = block ? ptowsp_block_first(block) : NULL, *next; inner && ok;
         inner = next) {
      next = ptowsp_op_next(inner);
      if (ptowsp_tile_has_tiled(inner)) ok = tile_inside(isl, inner, said);
    }
  }
  return ok;
}

static ptowsp_walk_t first_tiled(ptowsp_op_t *op, void *data) {
  if (!ptowsp_tile_is_tiled(op)) return PTOWSP_WALK_ADVANCE;
  *(ptowsp_op_t **)data = op;
  return PTOWSP_WALK_INTERRUPT;
}

static bool refuse_kernel(ptowsp_op_t *function) {
  ptowsp_op_t *loop = NULL;
  if (ptowsp_walk_pre(function, first_tiled, &loop)) return true;
  ptowsp_error(ptowsp_op_context(loop), ptowsp_op_loc(loop),
               "wsp_tile on a loop of a kernel: a kernel is one task; tile the loops of a "
               "wsp_workload function");
  return false;
}

static const ptowsp_pass_option_t options[] = {
    {"size", PTOWSP_OPTION_INT, "1..", NULL,
     "iterations a tile, for loops that leave it to the compiler; by cost when absent"},
    {"nests", PTOWSP_OPTION_STRING, "cut|keep", NULL,
     "nests without wsp_tile: cut where they are parallel (the default), or one task each"},
    {"fuse", PTOWSP_OPTION_BOOL, NULL, NULL,
     "make one nest of two where the second uses what the first writes (the default)"},
    {"machine", PTOWSP_OPTION_STRING, NULL, NULL,
     "JSON with figures that replace those of the a2a3, or of the module's wsp.machine, from here "
     "on"},
};

// Notes of the pass's own, which say nothing where somebody else made them.
static ptowsp_walk_t drop_notes(ptowsp_op_t *op, void *data) {
  static const char *const notes[] = {"wsp.tile_chosen", "wsp.tile_guard", "wsp.tile_parts",
                                      "wsp.tile_proven", "wsp.tile_tried"};
  (void)data;
  for (size_t i = 0; i < PTOWSP_COUNTOF(notes); i++) ptowsp_op_set_attr(op, notes[i], NULL);
  return PTOWSP_WALK_ADVANCE;
}

// The module is compiled for the machine of the option from here on.
static bool read_machine(const ptowsp_pass_run_t *run, ptowsp_machine_t *out_machine) {
  ptowsp_op_t *module = ptowsp_module_op(run->module);
  *out_machine = ptowsp_machine_of(module);
  if (!ptowsp_pass_option_is_set(run, "machine")) return true;
  const char *path = ptowsp_pass_option_string(run, "machine");
  if (!ptowsp_machine_load(run->context, path, out_machine)) return false;
  ptowsp_op_set_attr(module, "wsp.machine", ptowsp_machine_attr(run->context, out_machine));
  return true;
}

static choose_options_t read_options(const ptowsp_pass_run_t *run) {
  choose_options_t read = {.everything = true, .fuse = true};
  if (ptowsp_pass_option_is_set(run, "fuse")) read.fuse = ptowsp_pass_option_bool(run, "fuse");
  if (ptowsp_pass_option_is_set(run, "nests"))
    read.everything = strcmp(ptowsp_pass_option_string(run, "nests"), "cut") == 0;
  read.size = ptowsp_pass_option_int(run, "size");
  return read;
}

static bool run(ptowsp_pass_run_t *run) {
  choose_options_t choose = read_options(run);
  if (!read_machine(run, &choose.machine)) return false;
  isl_ctx *isl = ptowsp_isl_create();
  said_t said = {0};
  bool ok = true;
  ptowsp_block_each(ptowsp_module_body(run->module), function) {
    if (!ptowsp_op_is(function, PTOWSP_OP_WSP_WORKLOAD)) {
      ok &= refuse_kernel(function);
      continue;
    }
    ptowsp_walk_pre(function, drop_notes, NULL);
    ptowsp_cut_loops(isl, function, CUT_AT_BOUNDS);
    ptowsp_tile_rectangles(function, isl);
    ptowsp_tile_expand(function);
    ptowsp_tile_reassociate(function, isl, &choose);
    ptowsp_tile_choose(function, isl, &choose);
    ptowsp_tile_restore_bounds(function);
    ptowsp_tile_divide_remainders(function);
    ptowsp_loc_t failed = PTOWSP_LOC_UNKNOWN; // a nest's other pieces have the same mistake
    ptowsp_block_each(ptowsp_op_body(function), op) {
      ptowsp_loc_t loc = ptowsp_op_loc(op);
      if (!ptowsp_tile_has_tiled(op) || (failed.line && memcmp(&loc, &failed, sizeof loc) == 0))
        continue;
      if (tile_inside(isl, op, &said)) continue;
      failed = loc;
      ok = false;
    }
    ptowsp_tile_divide_kinds(function, isl);
  }
  ptowsp_vec_deinit(&said);
  ptowsp_isl_destroy(isl);
  return ok;
}

const ptowsp_pass_t ptowsp_pass_wsp_tile = {
    .options = options, .option_count = PTOWSP_COUNTOF(options), .run = run};
