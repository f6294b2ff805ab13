// round_robin(n): task t of the workload goes to scheduler t mod n.
#include "ptowsp/policy.h"

static ptowsp_value_t *evaluate(const ptowsp_policy_query_t *query) {
  ptowsp_builder_t *b = query->builder;
  ptowsp_type_t index = ptowsp_type_index(ptowsp_op_context(query->task));
  ptowsp_op_t *ticket = ptowsp_build(
      b, &(ptowsp_op_state_t){
             .id = PTOWSP_OP_WSP_TICKET, .loc = b->loc, .result_types = &index, .result_count = 1});
  ptowsp_value_t *n = ptowsp_build_index(b, query->n);
  return ptowsp_build_binary(b, PTOWSP_OP_ARITH_REMUI, ptowsp_op_result(ticket, 0), n);
}

const ptowsp_policy_t ptowsp_policy_round_robin = {.evaluate = evaluate};
