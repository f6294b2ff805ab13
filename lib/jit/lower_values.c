// Bindings of values, types, buffers, element accesses and counted loops.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <llvm-c/DebugInfo.h>
#include "lower.h"

// ---------------------------------------------------------------- bindings

static ptowsp_jit_binding_t *find(ptowsp_lower_t *l, const ptowsp_value_t *value) {
  size_t mask = l->binding_capacity - 1;
  size_t slot = (size_t)(((uintptr_t)value >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 20) & mask;
  while (l->bindings[slot].key && l->bindings[slot].key != value) slot = (slot + 1) & mask;
  return &l->bindings[slot];
}

static void grow(ptowsp_lower_t *l) {
  ptowsp_jit_binding_t *old = l->bindings;
  size_t count = l->binding_capacity;
  l->binding_capacity *= 2;
  l->bindings = ptowsp_calloc(l->binding_capacity, sizeof(old[0]));
  for (size_t i = 0; i < count; i++)
    if (old[i].key) *find(l, old[i].key) = old[i];
  free(old);
}

static ptowsp_jit_binding_t *enter(ptowsp_lower_t *l, const ptowsp_value_t *value) {
  if (2 * (l->binding_count + 1) > l->binding_capacity) grow(l);
  ptowsp_jit_binding_t *binding = find(l, value);
  if (!binding->key) {
    binding->key = value;
    l->binding_count++;
  }
  return binding;
}

void ptowsp_lower_bind(ptowsp_lower_t *l, const ptowsp_value_t *value, LLVMValueRef as) {
  enter(l, value)->value = as;
}

void ptowsp_lower_bind_view(ptowsp_lower_t *l, const ptowsp_value_t *value,
                            const ptowsp_jit_view_t *view) {
  ptowsp_jit_binding_t *binding = enter(l, value);
  binding->value = view->base;
  binding->view = ptowsp_arena_copy(l->arena, view, sizeof(*view));
}

void ptowsp_lower_bind_elements(ptowsp_lower_t *l, const ptowsp_value_t *value,
                                const ptowsp_jit_elements_t *tile) {
  ptowsp_jit_binding_t *binding = enter(l, value);
  binding->value = NULL;
  binding->tile = ptowsp_arena_copy(l->arena, tile, sizeof(*tile));
}

ptowsp_jit_elements_t ptowsp_lower_elements(ptowsp_lower_t *l, const ptowsp_value_t *value) {
  const ptowsp_jit_binding_t *binding = find(l, value);
  if (binding->tile) return *binding->tile;
  int64_t cols = ptowsp_type_shape(ptowsp_value_type(value))[1];
  return (ptowsp_jit_elements_t){.base = binding->value, .stride = cols};
}

ptowsp_jit_binding_t *ptowsp_lower_facts(ptowsp_lower_t *l, const ptowsp_value_t *value) {
  return enter(l, value);
}

LLVMValueRef ptowsp_lower_value(ptowsp_lower_t *l, const ptowsp_value_t *value) {
  return find(l, value)->value;
}

const ptowsp_jit_view_t *ptowsp_lower_view(ptowsp_lower_t *l, const ptowsp_value_t *value) {
  return find(l, value)->view;
}

LLVMValueRef ptowsp_lower_operand(ptowsp_lower_t *l, const ptowsp_op_t *op, size_t i) {
  LLVMValueRef value = ptowsp_lower_value(l, ptowsp_op_operand(op, i));
  assert(value);
  return value;
}

// ---------------------------------------------------------------- types

LLVMTypeRef ptowsp_lower_type(ptowsp_lower_t *l, ptowsp_type_t type) {
  switch (ptowsp_type_kind(type)) {
    case PTOWSP_TYPE_INDEX:
      return LLVMInt64TypeInContext(l->llvm);
    case PTOWSP_TYPE_INTEGER:
      if (ptowsp_type_width(type) == 0 || ptowsp_type_width(type) > 64) return NULL;
      return LLVMIntTypeInContext(l->llvm, ptowsp_type_width(type));
    case PTOWSP_TYPE_TILE:
      return LLVMPointerTypeInContext(l->llvm, 0);
    case PTOWSP_TYPE_FLOAT:
      break;
    default:
      return NULL;
  }
  switch (ptowsp_type_float_kind(type)) {
    case PTOWSP_FLOAT_F16:
      return LLVMHalfTypeInContext(l->llvm);
    case PTOWSP_FLOAT_BF16:
      return LLVMInt16TypeInContext(l->llvm);
    case PTOWSP_FLOAT_F32:
      return LLVMFloatTypeInContext(l->llvm);
    case PTOWSP_FLOAT_F64:
      return LLVMDoubleTypeInContext(l->llvm);
    default:
      return NULL;
  }
}

LLVMTypeRef ptowsp_lower_memory_type(ptowsp_lower_t *l, ptowsp_type_t element) {
  if (ptowsp_type_kind(element) == PTOWSP_TYPE_INTEGER) {
    unsigned width = ptowsp_type_width(element);
    // The memory of an integer is its bytes: i1 takes one.
    if (width % 8 || (width & (width - 1)))
      return width == 1 ? LLVMInt8TypeInContext(l->llvm) : NULL;
  }
  return ptowsp_type_kind(element) == PTOWSP_TYPE_TILE ? NULL : ptowsp_lower_type(l, element);
}

LLVMTypeRef ptowsp_lanes_type(LLVMTypeRef type, unsigned lanes) {
  return lanes == 1 ? type : LLVMVectorType(type, lanes);
}

unsigned ptowsp_lanes_of(LLVMValueRef value) {
  LLVMTypeRef type = LLVMTypeOf(value);
  return LLVMGetTypeKind(type) == LLVMVectorTypeKind ? LLVMGetVectorSize(type) : 1;
}

LLVMValueRef ptowsp_lower_i64(ptowsp_lower_t *l, int64_t value) {
  return LLVMConstInt(LLVMInt64TypeInContext(l->llvm), (uint64_t)value, true);
}

LLVMValueRef ptowsp_lower_splat(ptowsp_lower_t *l, LLVMValueRef scalar, unsigned lanes) {
  if (lanes == 1) return scalar;
  LLVMTypeRef type = LLVMVectorType(LLVMTypeOf(scalar), lanes);
  LLVMTypeRef i32 = LLVMInt32TypeInContext(l->llvm);
  LLVMValueRef zero = LLVMConstInt(i32, 0, false);
  LLVMValueRef first = LLVMBuildInsertElement(l->builder, LLVMGetPoison(type), scalar, zero, "");
  return LLVMBuildShuffleVector(l->builder, first, LLVMGetPoison(type),
                                LLVMConstNull(LLVMVectorType(i32, lanes)), "");
}

// ---------------------------------------------------------------- memory

// Buffers of a kernel live in its frame as long as a thread's stack surely holds them.
enum { FRAME_LIMIT = 128 << 10, BUFFER_ALIGN = 64 };

static LLVMValueRef scratch_buffer(ptowsp_lower_t *l, uint64_t bytes) {
  static const char name[] = "ptowsp_jit_scratch_acquire";
  LLVMTypeRef word = LLVMInt64TypeInContext(l->llvm);
  LLVMTypeRef type = LLVMFunctionType(LLVMPointerTypeInContext(l->llvm, 0), &word, 1, false);
  LLVMValueRef callee = LLVMGetNamedFunction(l->module, name);
  if (!callee) {
    callee = LLVMAddFunction(l->module, name, type);
    unsigned noalias = LLVMGetEnumAttributeKindForName("noalias", 7);
    LLVMAddAttributeAtIndex(callee, LLVMAttributeReturnIndex,
                            LLVMCreateEnumAttribute(l->llvm, noalias, 0));
    unsigned align = LLVMGetEnumAttributeKindForName("align", 5);
    LLVMAddAttributeAtIndex(callee, LLVMAttributeReturnIndex,
                            LLVMCreateEnumAttribute(l->llvm, align, BUFFER_ALIGN));
  }
  LLVMValueRef size = ptowsp_lower_i64(l, (int64_t)bytes);
  LLVMValueRef buffer = LLVMBuildCall2(l->frame, type, callee, &size, 1, "");
  ptowsp_vec_push(&l->scratch, buffer);
  return buffer;
}

LLVMValueRef ptowsp_lower_buffer(ptowsp_lower_t *l, uint64_t bytes) {
  uint64_t rounded = (bytes + BUFFER_ALIGN - 1) / BUFFER_ALIGN * BUFFER_ALIGN;
  if (rounded > FRAME_LIMIT - l->frame_bytes) return scratch_buffer(l, rounded);
  l->frame_bytes += rounded;
  LLVMTypeRef type = LLVMArrayType2(LLVMInt8TypeInContext(l->llvm), bytes);
  LLVMValueRef buffer = LLVMBuildAlloca(l->frame, type, "");
  LLVMSetAlignment(buffer, BUFFER_ALIGN);
  return buffer;
}

static LLVMValueRef element_address(ptowsp_lower_t *l, ptowsp_type_t element, LLVMValueRef base,
                                    LLVMValueRef index) {
  return LLVMBuildInBoundsGEP2(l->builder, ptowsp_lower_memory_type(l, element), base, &index, 1,
                               "");
}

LLVMValueRef ptowsp_emit_load(ptowsp_lower_t *l, ptowsp_type_t element, LLVMValueRef base,
                              LLVMValueRef index, unsigned lanes) {
  LLVMValueRef address = element_address(l, element, base, index);
  LLVMTypeRef type = ptowsp_lanes_type(ptowsp_lower_memory_type(l, element), lanes);
  LLVMValueRef load = LLVMBuildLoad2(l->builder, type, address, "");
  LLVMSetAlignment(load, (unsigned)ptowsp_type_bytes(element));
  LLVMTypeRef wanted = ptowsp_lanes_type(ptowsp_lower_type(l, element), lanes);
  return wanted == type ? load : LLVMBuildTrunc(l->builder, load, wanted, "");
}

LLVMValueRef ptowsp_emit_store(ptowsp_lower_t *l, ptowsp_type_t element, LLVMValueRef value,
                               LLVMValueRef base, LLVMValueRef index) {
  LLVMValueRef address = element_address(l, element, base, index);
  LLVMTypeRef type =
      ptowsp_lanes_type(ptowsp_lower_memory_type(l, element), ptowsp_lanes_of(value));
  if (type != LLVMTypeOf(value)) value = LLVMBuildZExt(l->builder, value, type, "");
  LLVMValueRef store = LLVMBuildStore(l->builder, value, address);
  LLVMSetAlignment(store, (unsigned)ptowsp_type_bytes(element));
  return store;
}

bool ptowsp_lower_view_init(ptowsp_lower_t *l, const ptowsp_op_t *op, ptowsp_type_t memref,
                            LLVMValueRef base, ptowsp_jit_view_t *out_view) {
  size_t rank = ptowsp_type_rank(memref);
  int64_t strides[PTOWSP_JIT_MAX_RANK] = {0};
  int64_t offset = 0;
  if (rank > PTOWSP_JIT_MAX_RANK)
    return ptowsp_lower_refuse(l, op, "an array of more than %d dimensions", PTOWSP_JIT_MAX_RANK);
  if (!ptowsp_lower_memory_type(l, ptowsp_type_element(memref)))
    return ptowsp_lower_refuse(l, op, "an element type the JIT has no machine type for");
  if (!ptowsp_type_strides(memref, strides, &offset))
    return ptowsp_lower_refuse(l, op, "a layout that is not strided");
  *out_view = (ptowsp_jit_view_t){.base = base, .rank = rank};
  for (size_t i = 0; i < rank; i++) {
    int64_t size = ptowsp_type_shape(memref)[i];
    if (size != PTOWSP_DYNAMIC) out_view->sizes[i] = ptowsp_lower_i64(l, size);
    if (strides[i] != PTOWSP_DYNAMIC) out_view->strides[i] = ptowsp_lower_i64(l, strides[i]);
  }
  return true;
}

// ---------------------------------------------------------------- loops

LLVMBasicBlockRef ptowsp_lower_new_block(ptowsp_lower_t *l, const char *name) {
  return LLVMAppendBasicBlockInContext(l->llvm, l->function, name);
}

ptowsp_jit_loop_t ptowsp_loop_begin(ptowsp_lower_t *l, int64_t count, int64_t step) {
  ptowsp_jit_loop_t loop = {.count = count, .step = step};
  LLVMBasicBlockRef before = LLVMGetInsertBlock(l->builder);
  loop.body = ptowsp_lower_new_block(l, "loop");
  LLVMBuildBr(l->builder, loop.body);
  LLVMPositionBuilderAtEnd(l->builder, loop.body);
  loop.iv = LLVMBuildPhi(l->builder, LLVMInt64TypeInContext(l->llvm), "i");
  LLVMValueRef zero = ptowsp_lower_i64(l, 0);
  LLVMAddIncoming(loop.iv, &zero, &before, 1);
  return loop;
}

void ptowsp_loop_hint(ptowsp_lower_t *l, LLVMValueRef branch, const char *name) {
  LLVMMetadataRef text = LLVMMDStringInContext2(l->llvm, name, strlen(name));
  LLVMMetadataRef hint = LLVMMDNodeInContext2(l->llvm, &text, 1);
  // Loop metadata is distinct by naming itself first; built with a placeholder.
  LLVMMetadataRef placeholder = LLVMTemporaryMDNode(l->llvm, NULL, 0);
  LLVMMetadataRef parts[2] = {placeholder, hint};
  LLVMMetadataRef loop = LLVMMDNodeInContext2(l->llvm, parts, 2);
  LLVMMetadataReplaceAllUsesWith(placeholder, loop);
  unsigned kind = LLVMGetMDKindIDInContext(l->llvm, "llvm.loop", 9);
  LLVMSetMetadata(branch, kind, LLVMMetadataAsValue(l->llvm, loop));
}

// The branch back.
static LLVMValueRef close_loop(ptowsp_lower_t *l, ptowsp_jit_loop_t *loop) {
  loop->next = LLVMBuildNUWAdd(l->builder, loop->iv, ptowsp_lower_i64(l, loop->step), "");
  LLVMValueRef more =
      LLVMBuildICmp(l->builder, LLVMIntULT, loop->next, ptowsp_lower_i64(l, loop->count), "");
  LLVMBasicBlockRef latch = LLVMGetInsertBlock(l->builder);
  LLVMBasicBlockRef after = ptowsp_lower_new_block(l, "done");
  LLVMValueRef branch = LLVMBuildCondBr(l->builder, more, loop->body, after);
  LLVMAddIncoming(loop->iv, &loop->next, &latch, 1);
  LLVMPositionBuilderAtEnd(l->builder, after);
  return branch;
}

// Most loops of tiles are written in their final shape: unrolling or vectorizing them again costs
// compile time and gains nothing.
void ptowsp_loop_end(ptowsp_lower_t *l, ptowsp_jit_loop_t *loop) {
  ptowsp_loop_hint(l, close_loop(l, loop), "llvm.loop.disable_nonforced");
}

void ptowsp_loop_end_elements(ptowsp_lower_t *l, ptowsp_jit_loop_t *loop) { close_loop(l, loop); }
