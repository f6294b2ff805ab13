// Which stores go around the caches.
//
// Before a line is written its old bytes are fetched, and in the sum of two large arrays that is a
// quarter of all traffic. A non-temporal store of a whole line fetches nothing, but leaves the line
// in no cache either. So it is taken for arrays of LARGE_ARRAY bytes or more which the program
// stores to and never reads: in a smaller one the line is likely to be in a cache already, and what
// another task reads had better be found there. Arrays of a workload are known with their extents
// in each of its tasks; a kernel that no task calls stores as usual.
#include <string.h>

#include "lower_expr.h"
#include "lower_ops.h"

// Where a host with 2 MB of second-level cache gains: below 16 MB it loses up to a half, from 32 MB
// it wins a fifth and more.
enum { LARGE_ARRAY = 32 << 20, LINE = 64 };

// ---------------------------------------------------------------- the rule

enum { MAX_VIEWS = 16 };

// Whether nobody reads what the memref sees, neither here nor in the kernels it is handed to.
static bool only_stored(const ptowsp_value_t *memref, unsigned depth) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(memref); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *op = ptowsp_use_op(use);
    size_t number = ptowsp_use_operand(use);
    if (number == 0 && ptowsp_lazy_is_view(op)) {
      if (depth == MAX_VIEWS || !only_stored(ptowsp_op_result(op, 0), depth + 1)) return false;
    } else if (ptowsp_op_is(op, PTOWSP_OP_WSP_TASK)) {
      ptowsp_op_t *kernel = ptowsp_symbol_lookup(op, ptowsp_op_attr_text(op, "callee"));
      ptowsp_block_t *body = kernel ? ptowsp_op_body(kernel) : NULL;
      if (depth == MAX_VIEWS || !body || number >= ptowsp_block_arg_count(body) ||
          !only_stored(ptowsp_block_arg(body, number), depth + 1))
        return false;
    } else if (!(number == 1 && (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) ||
                                 (ptowsp_op_is(op, PTOWSP_OP_PTO_TSTORE) &&
                                  !ptowsp_op_attr_text(op, "atomic").size)))) {
      return false;
    }
  }
  return true;
}

static bool is_large(ptowsp_type_t memref) {
  uint64_t bytes = ptowsp_type_bytes(ptowsp_type_element(memref));
  if (!ptowsp_type_has_static_shape(memref)) return false;
  for (size_t i = 0; i < ptowsp_type_rank(memref); i++)
    if (__builtin_mul_overflow(bytes, (uint64_t)ptowsp_type_shape(memref)[i], &bytes)) return false;
  return bytes >= LARGE_ARRAY;
}

// The calls of a kernel, seen from one of its arguments.
typedef struct {
  ptowsp_str_t kernel;
  size_t argument;
  bool called, refused;
} calls_t;

static ptowsp_walk_t look_at_task(ptowsp_op_t *op, void *data) {
  calls_t *calls = data;
  if (!ptowsp_op_is(op, PTOWSP_OP_WSP_TASK) ||
      !ptowsp_str_equal(ptowsp_op_attr_text(op, "callee"), calls->kernel))
    return PTOWSP_WALK_ADVANCE;
  const ptowsp_value_t *array = ptowsp_lazy_root(ptowsp_op_operand(op, calls->argument));
  calls->called = true;
  calls->refused = !is_large(ptowsp_value_type(array)) || !only_stored(array, 0);
  return calls->refused ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

bool ptowsp_stream_store(ptowsp_lower_t *l, ptowsp_op_t *op) {
  const ptowsp_value_t *array = ptowsp_lazy_root(ptowsp_op_operand(op, 1));
  ptowsp_block_t *body = ptowsp_op_body(l->kernel);
  calls_t calls = {.kernel = ptowsp_op_symbol(l->kernel)};
  while (calls.argument < ptowsp_block_arg_count(body) &&
         ptowsp_block_arg(body, calls.argument) != array)
    calls.argument++;
  if (calls.argument == ptowsp_block_arg_count(body)) return false;
  ptowsp_walk_pre(ptowsp_op_parent(l->kernel), look_at_task, &calls);
  return calls.called && !calls.refused;
}

bool ptowsp_fills_lines(ptowsp_type_t element, int64_t cols, int64_t apart) {
  int64_t bytes = (int64_t)ptowsp_type_bytes(element);
  return cols * bytes % LINE == 0 && apart * bytes % LINE == 0;
}

// ---------------------------------------------------------------- the stores

LLVMValueRef ptowsp_emit_starts_line(ptowsp_lower_t *l, LLVMValueRef address) {
  LLVMValueRef number = LLVMBuildPtrToInt(l->builder, address, LLVMInt64TypeInContext(l->llvm), "");
  LLVMValueRef rest = LLVMBuildAnd(l->builder, number, ptowsp_lower_i64(l, LINE - 1), "");
  return LLVMBuildICmp(l->builder, LLVMIntEQ, rest, ptowsp_lower_i64(l, 0), "");
}

void ptowsp_emit_stream_store(ptowsp_lower_t *l, ptowsp_type_t element, LLVMValueRef value,
                              const ptowsp_jit_elements_t *tile, const ptowsp_jit_place_t *at) {
  LLVMValueRef index = ptowsp_emit_place_index(l, tile, at);
  LLVMValueRef store = ptowsp_emit_store(l, element, value, tile->base, index);
  LLVMSetAlignment(store, at->lanes * (unsigned)ptowsp_type_bytes(element));
  LLVMMetadataRef one = LLVMValueAsMetadata(LLVMConstInt(LLVMInt32TypeInContext(l->llvm), 1, 0));
  LLVMMetadataRef node = LLVMMDNodeInContext2(l->llvm, &one, 1);
  static const char name[] = "nontemporal";
  LLVMSetMetadata(store, LLVMGetMDKindIDInContext(l->llvm, name, sizeof(name) - 1),
                  LLVMMetadataAsValue(l->llvm, node));
  l->streams = true;
}

void ptowsp_emit_stream_end(ptowsp_lower_t *l) {
  if (l->streams && l->needs_fence) {
    static const char name[] = "llvm.x86.sse.sfence";
    unsigned id = LLVMLookupIntrinsicID(name, sizeof(name) - 1);
    LLVMValueRef callee = LLVMGetIntrinsicDeclaration(l->module, id, NULL, 0);
    LLVMTypeRef type = LLVMIntrinsicGetType(l->llvm, id, NULL, 0);
    LLVMBuildCall2(l->builder, type, callee, NULL, 0, "");
  }
  l->streams = false;
}
