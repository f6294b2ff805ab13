// Choosing in a workload: shared by choose.c (one nest) and join.c (nests that become one).
#ifndef PTOWSP_PASSES_TILE_CHOOSER_H
#define PTOWSP_PASSES_TILE_CHOOSER_H

#include "choose.h"

typedef struct {
  ptowsp_op_t *nest;
  char *text;
  bool fused; // tells of nests that are one now, or begins a group of them
} remark_t;

typedef struct {
  ptowsp_op_t *op;
  double time; // estimated
  bool scalar; // it is not raised
} nest_t;

typedef struct {
  ptowsp_context_t *context;
  ptowsp_machine_t machine;
  isl_ctx *isl;
  ptowsp_model_t *model; // of the outermost nest
  const choose_options_t *options;
  const values_t *locals; // of the nest that is looked at
  tries_t *tries;
  bool scalar; // what was looked at last is not raised
  PTOWSP_VEC(remark_t) remarks;
} chooser_t;

double ptowsp_chooser_us(const chooser_t *c, double cycles);
// Chooses what is to be chosen in a nest; its time.
double ptowsp_chooser_nest(chooser_t *c, ptowsp_op_t *nest);
// A walk that takes back what was chosen; and the same with what was said about it.
ptowsp_walk_t ptowsp_chooser_unmark(ptowsp_op_t *op, void *data);
void ptowsp_chooser_forget(chooser_t *c, ptowsp_op_t *nest);
bool ptowsp_chooser_is_given(ptowsp_op_t *nest);
// Sizes that are given need no look at the new order if the loops are independent.
void ptowsp_chooser_prove(chooser_t *c, ptowsp_op_t *nest);
// Chooses in all nests of a block, making one of several where that takes less time.
void ptowsp_chooser_block(chooser_t *c, ptowsp_block_t *block);

#endif
