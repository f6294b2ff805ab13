// What an orchestration computes itself: scalars, on the machine that submits the tasks.
#include "ptowsp/expand.h"

bool ptowsp_is_orchestral(const ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_CONSTANT:
    case PTOWSP_OP_ARITH_ADDI:
    case PTOWSP_OP_ARITH_SUBI:
    case PTOWSP_OP_ARITH_MULI:
    case PTOWSP_OP_ARITH_DIVSI:
    case PTOWSP_OP_ARITH_DIVUI:
    case PTOWSP_OP_ARITH_REMSI:
    case PTOWSP_OP_ARITH_REMUI:
    case PTOWSP_OP_ARITH_FLOORDIVSI:
    case PTOWSP_OP_ARITH_CEILDIVSI:
    case PTOWSP_OP_ARITH_CEILDIVUI:
    case PTOWSP_OP_ARITH_ANDI:
    case PTOWSP_OP_ARITH_ORI:
    case PTOWSP_OP_ARITH_XORI:
    case PTOWSP_OP_ARITH_SHLI:
    case PTOWSP_OP_ARITH_SHRSI:
    case PTOWSP_OP_ARITH_SHRUI:
    case PTOWSP_OP_ARITH_MAXSI:
    case PTOWSP_OP_ARITH_MINSI:
    case PTOWSP_OP_ARITH_MAXUI:
    case PTOWSP_OP_ARITH_MINUI:
    case PTOWSP_OP_ARITH_CMPI:
    case PTOWSP_OP_ARITH_CMPF:
    case PTOWSP_OP_ARITH_SELECT:
    case PTOWSP_OP_ARITH_INDEX_CAST:
    case PTOWSP_OP_ARITH_INDEX_CASTUI:
    case PTOWSP_OP_ARITH_EXTSI:
    case PTOWSP_OP_ARITH_EXTUI:
    case PTOWSP_OP_ARITH_TRUNCI:
    case PTOWSP_OP_ARITH_ADDF:
    case PTOWSP_OP_ARITH_SUBF:
    case PTOWSP_OP_ARITH_MULF:
    case PTOWSP_OP_ARITH_DIVF:
    case PTOWSP_OP_ARITH_NEGF:
    case PTOWSP_OP_ARITH_EXTF:
    case PTOWSP_OP_ARITH_TRUNCF:
    case PTOWSP_OP_ARITH_SITOFP:
    case PTOWSP_OP_ARITH_UITOFP:
    case PTOWSP_OP_ARITH_FPTOSI:
    case PTOWSP_OP_ARITH_FPTOUI:
#define ELEMENTARY(ID, OPERANDS, NAME) case PTOWSP_OP_##ID:
#include "ptowsp/elementary.def"
      return true;
    default:
      return false;
  }
}
