// memref and wsp.at: buffers, views and element accesses.
#include <llvm-c/DebugInfo.h>
#include "lower_expr.h"
#include "lower_ops.h"

// Base plus the sum of index times stride, in elements.
static LLVMValueRef linear_index(ptowsp_lower_t *l, const ptowsp_jit_view_t *view,
                                 const LLVMValueRef *indices) {
  LLVMValueRef sum = ptowsp_lower_i64(l, 0);
  for (size_t i = 0; i < view->rank; i++) {
    LLVMValueRef term = LLVMBuildNSWMul(l->builder, indices[i], view->strides[i], "");
    sum = LLVMBuildNSWAdd(l->builder, sum, term, "");
  }
  return sum;
}

static bool check_strides(ptowsp_lower_t *l, const ptowsp_op_t *op, const ptowsp_jit_view_t *view) {
  if (!view) return ptowsp_lower_refuse(l, op, "uses a buffer the JIT cannot address");
  for (size_t i = 0; i < view->rank; i++)
    if (!view->strides[i])
      return ptowsp_lower_refuse(l, op, "stride %zu of the buffer is not known", i);
  return true;
}

// The element that operands `first`… of the op point to. False after an error.
static bool element_at(ptowsp_lower_t *l, ptowsp_op_t *op, size_t memref, size_t first,
                       const ptowsp_jit_view_t **out_view, LLVMValueRef *out_index) {
  const ptowsp_jit_view_t *view = ptowsp_lower_view(l, ptowsp_op_operand(op, memref));
  if (!check_strides(l, op, view)) return false;
  if (ptowsp_op_operand_count(op) != first + view->rank)
    return ptowsp_lower_refuse(l, op, "takes %zu indices, one a dimension", view->rank);
  LLVMValueRef indices[PTOWSP_JIT_MAX_RANK];
  for (size_t i = 0; i < view->rank; i++) indices[i] = ptowsp_lower_operand(l, op, first + i);
  *out_view = view;
  *out_index = linear_index(l, view, indices);
  return true;
}

// ---------------------------------------------------------------- what cannot overlap

static LLVMMetadataRef distinct_node(ptowsp_lower_t *l, LLVMMetadataRef second) {
  LLVMMetadataRef self = LLVMTemporaryMDNode(l->llvm, NULL, 0);
  LLVMMetadataRef parts[2] = {self, second};
  LLVMMetadataRef node = LLVMMDNodeInContext2(l->llvm, parts, second ? 2 : 1);
  LLVMMetadataReplaceAllUsesWith(self, node);
  return node;
}

// For each parameter the list of its own scope, and that of the parameters that are other arrays in
// every task.
static void make_scopes(ptowsp_lower_t *l) {
  enum { MOST = 64 };
  size_t count = ptowsp_block_arg_count(ptowsp_op_body(l->kernel));
  l->scopes = PTOWSP_ARENA_NEW(l->arena, LLVMValueRef, 2 * count + 1);
  LLVMMetadataRef own[MOST], others[MOST], domain = distinct_node(l, NULL);
  if (count > MOST) return;
  for (size_t i = 0; i < count; i++) own[i] = distinct_node(l, domain);
  for (size_t i = 0; i < count; i++) {
    size_t used = 0;
    for (size_t j = 0; j < count; j++) {
      ptowsp_type_t type = ptowsp_value_type(ptowsp_block_arg(ptowsp_op_body(l->kernel), j));
      if (ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF && j != i &&
          ptowsp_lazy_disjoint(l, l->kernel, i, j))
        others[used++] = own[j];
    }
    LLVMMetadataRef list = LLVMMDNodeInContext2(l->llvm, &own[i], 1);
    l->scopes[2 * i] = LLVMMetadataAsValue(l->llvm, list);
    list = LLVMMDNodeInContext2(l->llvm, others, used);
    l->scopes[2 * i + 1] = used ? LLVMMetadataAsValue(l->llvm, list) : NULL;
  }
}

void ptowsp_lower_scope(ptowsp_lower_t *l, LLVMValueRef access, const ptowsp_value_t *memref) {
  static const char scope[] = "alias.scope", none[] = "noalias";
  const ptowsp_value_t *root = ptowsp_lazy_root(memref);
  ptowsp_block_t *body = ptowsp_op_body(l->kernel);
  size_t i = 0;
  while (i < ptowsp_block_arg_count(body) && ptowsp_block_arg(body, i) != root) i++;
  if (i == ptowsp_block_arg_count(body)) return;
  if (!l->scopes) make_scopes(l);
  if (!l->scopes[2 * i]) return;
  unsigned kind = LLVMGetMDKindIDInContext(l->llvm, scope, sizeof(scope) - 1);
  LLVMSetMetadata(access, kind, l->scopes[2 * i]);
  kind = LLVMGetMDKindIDInContext(l->llvm, none, sizeof(none) - 1);
  if (l->scopes[2 * i + 1]) LLVMSetMetadata(access, kind, l->scopes[2 * i + 1]);
}

bool ptowsp_lower_load(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  const ptowsp_jit_view_t *view;
  LLVMValueRef index;
  if (!element_at(l, op, 0, 1, &view, &index)) return false;
  ptowsp_type_t element = ptowsp_value_type(ptowsp_op_result(op, 0));
  LLVMValueRef value = ptowsp_emit_load(l, element, view->base, index, 1);
  LLVMValueRef load = LLVMIsATruncInst(value) ? LLVMGetOperand(value, 0) : value;
  ptowsp_lower_scope(l, load, ptowsp_op_operand(op, 0));
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), value);
  return true;
}

bool ptowsp_lower_store(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  const ptowsp_jit_view_t *view;
  LLVMValueRef index;
  if (!element_at(l, op, 1, 2, &view, &index)) return false;
  ptowsp_type_t element = ptowsp_value_type(ptowsp_op_operand(op, 0));
  LLVMValueRef store =
      ptowsp_emit_store(l, element, ptowsp_lower_operand(l, op, 0), view->base, index);
  ptowsp_lower_scope(l, store, ptowsp_op_operand(op, 1));
  return true;
}

static bool bind_result_view(ptowsp_lower_t *l, ptowsp_op_t *op, const ptowsp_jit_view_t *source,
                             LLVMValueRef base) {
  ptowsp_value_t *result = ptowsp_op_result(op, 0);
  ptowsp_jit_view_t view;
  if (!ptowsp_lower_view_init(l, op, ptowsp_value_type(result), base, &view)) return false;
  // What the type leaves open, a source of the same rank may tell.
  for (size_t i = 0; source && source->rank == view.rank && i < view.rank; i++) {
    if (!view.sizes[i]) view.sizes[i] = source->sizes[i];
    if (!view.strides[i]) view.strides[i] = source->strides[i];
  }
  ptowsp_lower_bind_view(l, result, &view);
  return true;
}

bool ptowsp_lower_at(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  const ptowsp_jit_view_t *view;
  LLVMValueRef index;
  if (!element_at(l, op, 0, 1, &view, &index)) return false;
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  LLVMValueRef base = LLVMBuildInBoundsGEP2(l->builder, ptowsp_lower_memory_type(l, element),
                                            view->base, &index, 1, "");
  return bind_result_view(l, op, NULL, base);
}

bool ptowsp_lower_view_cast(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  const ptowsp_jit_view_t *view = ptowsp_lower_view(l, ptowsp_op_operand(op, 0));
  if (!view) return ptowsp_lower_refuse(l, op, "uses a buffer the JIT cannot address");
  return bind_result_view(l, op, view, view->base);
}

bool ptowsp_lower_alloc(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  if (!ptowsp_type_has_static_shape(type) || ptowsp_type_layout(type))
    return ptowsp_lower_refuse(l, op, "needs constant extents and the plain layout");
  uint64_t bytes = ptowsp_type_bytes(ptowsp_type_element(type));
  for (size_t i = 0; i < ptowsp_type_rank(type); i++)
    if (__builtin_mul_overflow(bytes, (uint64_t)ptowsp_type_shape(type)[i], &bytes) ||
        bytes > (UINT64_C(1) << 40))
      return ptowsp_lower_refuse(l, op, "is larger than any memory");
  return bind_result_view(l, op, NULL, ptowsp_lower_buffer(l, bytes ? bytes : 1));
}

bool ptowsp_lower_dim(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  const ptowsp_jit_view_t *view = ptowsp_lower_view(l, ptowsp_op_operand(op, 0));
  int64_t which = 0;
  if (!view || !ptowsp_value_constant(ptowsp_op_operand(op, 1), &which) || which < 0 ||
      which >= (int64_t)view->rank || !view->sizes[which])
    return ptowsp_lower_refuse(l, op, "needs a known extent of a constant dimension");
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), view->sizes[which]);
  return true;
}

// ---------------------------------------------------------------- memref.subview

// Entry i of a mixed static and dynamic list: the constant, or the next operand.
static LLVMValueRef mixed_entry(ptowsp_lower_t *l, ptowsp_op_t *op, ptowsp_attr_t fixed, size_t i,
                                size_t *operand) {
  int64_t value = ptowsp_attr_dense_array_int(fixed, i);
  if (value != PTOWSP_DYNAMIC) return ptowsp_lower_i64(l, value);
  if (*operand >= ptowsp_op_operand_count(op)) return NULL;
  return ptowsp_lower_operand(l, op, (*operand)++);
}

// Fits the source's dimensions to the result's: unit extents may be dropped.
static bool subview_result(ptowsp_lower_t *l, ptowsp_op_t *op, LLVMValueRef base,
                           ptowsp_attr_t fixed_sizes, const ptowsp_jit_view_t *full) {
  ptowsp_value_t *result = ptowsp_op_result(op, 0);
  ptowsp_jit_view_t view;
  if (!ptowsp_lower_view_init(l, op, ptowsp_value_type(result), base, &view)) return false;
  size_t from = 0;
  for (size_t i = 0; i < view.rank; i++, from++) {
    size_t dropped = full->rank - view.rank + i;
    while (from < dropped && ptowsp_attr_dense_array_int(fixed_sizes, from) == 1 &&
           ptowsp_type_shape(ptowsp_value_type(result))[i] != 1)
      from++;
    view.sizes[i] = full->sizes[from];
    view.strides[i] = full->strides[from];
  }
  ptowsp_lower_bind_view(l, result, &view);
  return true;
}

bool ptowsp_lower_subview(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  const ptowsp_jit_view_t *source = ptowsp_lower_view(l, ptowsp_op_operand(op, 0));
  if (!check_strides(l, op, source)) return false;
  static const char *const names[3] = {"static_offsets", "static_sizes", "static_strides"};
  LLVMValueRef lists[3][PTOWSP_JIT_MAX_RANK];
  ptowsp_attr_t fixed[3];
  size_t operand = 1;
  for (size_t list = 0; list < 3; list++) {
    fixed[list] = ptowsp_op_attr(op, names[list]);
    if (!fixed[list] || ptowsp_attr_count(fixed[list]) != source->rank)
      return ptowsp_lower_refuse(l, op, "%s does not fit the source", names[list]);
    for (size_t i = 0; i < source->rank; i++)
      if (!(lists[list][i] = mixed_entry(l, op, fixed[list], i, &operand)))
        return ptowsp_lower_refuse(l, op, "%s lacks an operand", names[list]);
  }
  LLVMValueRef index = linear_index(l, source, lists[0]);
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  LLVMValueRef base = LLVMBuildInBoundsGEP2(l->builder, ptowsp_lower_memory_type(l, element),
                                            source->base, &index, 1, "");
  ptowsp_jit_view_t full = {.base = base, .rank = source->rank};
  for (size_t i = 0; i < full.rank; i++) {
    full.sizes[i] = lists[1][i];
    full.strides[i] = LLVMBuildNSWMul(l->builder, lists[2][i], source->strides[i], "");
  }
  return subview_result(l, op, base, fixed[1], &full);
}

// ---------------------------------------------------------------- memref.copy

static void copy_dimension(ptowsp_lower_t *l, ptowsp_type_t element, const int64_t *shape,
                           const ptowsp_jit_view_t *from, const ptowsp_jit_view_t *to,
                           size_t dimension, LLVMValueRef *indices) {
  if (dimension == from->rank) {
    LLVMValueRef value =
        ptowsp_emit_load(l, element, from->base, linear_index(l, from, indices), 1);
    ptowsp_emit_store(l, element, value, to->base, linear_index(l, to, indices));
    return;
  }
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, shape[dimension], 1);
  indices[dimension] = loop.iv;
  copy_dimension(l, element, shape, from, to, dimension + 1, indices);
  ptowsp_loop_end(l, &loop);
}

bool ptowsp_lower_copy(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  const ptowsp_jit_view_t *from = ptowsp_lower_view(l, ptowsp_op_operand(op, 0));
  const ptowsp_jit_view_t *to = ptowsp_lower_view(l, ptowsp_op_operand(op, 1));
  if (!check_strides(l, op, from) || !check_strides(l, op, to)) return false;
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_operand(op, 0));
  ptowsp_type_t target = ptowsp_value_type(ptowsp_op_operand(op, 1));
  if (from->rank != to->rank || !ptowsp_type_has_static_shape(type) ||
      ptowsp_type_element(type) != ptowsp_type_element(target))
    return ptowsp_lower_refuse(l, op, "needs two buffers of one constant shape");
  for (size_t i = 0; i < from->rank; i++)
    if (ptowsp_type_shape(type)[i] == 0) return true;
  LLVMValueRef indices[PTOWSP_JIT_MAX_RANK];
  copy_dimension(l, ptowsp_type_element(type), ptowsp_type_shape(type), from, to, 0, indices);
  return true;
}
