// The lowerings that lower.def names.
#ifndef PTOWSP_LIB_JIT_LOWER_OPS_H
#define PTOWSP_LIB_JIT_LOWER_OPS_H

#include "lower.h"

#define PTOWSP_LOWERING(FUNCTION) \
  bool ptowsp_lower_##FUNCTION(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op)
PTOWSP_LOWERING(nothing);
PTOWSP_LOWERING(arith);
PTOWSP_LOWERING(bits);
PTOWSP_LOWERING(shift);
PTOWSP_LOWERING(negate);
PTOWSP_LOWERING(add_extended);
PTOWSP_LOWERING(multiply_extended);
PTOWSP_LOWERING(count_bits);
PTOWSP_LOWERING(float_class);
PTOWSP_LOWERING(cmpi);
PTOWSP_LOWERING(cmpf);
PTOWSP_LOWERING(select);
PTOWSP_LOWERING(constant);
PTOWSP_LOWERING(convert);
PTOWSP_LOWERING(bitcast);
PTOWSP_LOWERING(math);
PTOWSP_LOWERING(for);
PTOWSP_LOWERING(if);
PTOWSP_LOWERING(alloc);
PTOWSP_LOWERING(load);
PTOWSP_LOWERING(store);
PTOWSP_LOWERING(view_cast);
PTOWSP_LOWERING(copy);
PTOWSP_LOWERING(dim);
PTOWSP_LOWERING(subview);
PTOWSP_LOWERING(at);
PTOWSP_LOWERING(tload);
PTOWSP_LOWERING(tstore);
PTOWSP_LOWERING(tmov);
PTOWSP_LOWERING(tile_arith);
PTOWSP_LOWERING(row_expand);
PTOWSP_LOWERING(row_reduce);
PTOWSP_LOWERING(expand);
PTOWSP_LOWERING(reshape);
PTOWSP_LOWERING(tile_math);
PTOWSP_LOWERING(tile_negate);
PTOWSP_LOWERING(tile_recip);
PTOWSP_LOWERING(tile_relu);
PTOWSP_LOWERING(tile_fill);
PTOWSP_LOWERING(tile_bits);
PTOWSP_LOWERING(tile_not);
PTOWSP_LOWERING(tile_shift);
PTOWSP_LOWERING(tile_prelu);
PTOWSP_LOWERING(tile_fused);
PTOWSP_LOWERING(tile_remainder);
PTOWSP_LOWERING(gather_blocks);
PTOWSP_LOWERING(concat);
PTOWSP_LOWERING(pair_sum);
PTOWSP_LOWERING(row_place);
PTOWSP_LOWERING(col_place);
PTOWSP_LOWERING(col_expand);
PTOWSP_LOWERING(part);
PTOWSP_LOWERING(gather_mask);
PTOWSP_LOWERING(scatter);
PTOWSP_LOWERING(sort);
PTOWSP_LOWERING(triangle);
PTOWSP_LOWERING(extract);
PTOWSP_LOWERING(tile_compare);
PTOWSP_LOWERING(tile_select);
PTOWSP_LOWERING(col_reduce);
PTOWSP_LOWERING(transpose);
PTOWSP_LOWERING(gather);
PTOWSP_LOWERING(iota);
PTOWSP_LOWERING(matmul);

#endif
