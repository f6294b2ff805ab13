// math: elementary functions through exact intrinsics or the C library.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lower.h"
#include "lower_ops.h"

// A row of math.def: exactly one of the two names is set.
typedef struct {
  const char *intrinsic;
  const char *libm; // f64; f32 has an "f" behind
} math_function_t;

static const math_function_t functions[PTOWSP_OP_COUNT] = {
#define PTOWSP_MATH_INTRINSIC(ID, NAME) [PTOWSP_OP_##ID] = {"llvm." #NAME, NULL},
#define PTOWSP_MATH_LIBM(ID, NAME) [PTOWSP_OP_##ID] = {NULL, #NAME},
#include "math.def"
};

static void *scratch_acquire(uint64_t bytes) {
  void *buffer = aligned_alloc(64, (size_t)bytes);
  // As every allocation of the project: there is no way on without memory.
  if (!buffer) abort();
  return buffer;
}

static const ptowsp_jit_symbol_t symbols[] = {
#define PTOWSP_MATH_INTRINSIC(ID, NAME)
#define PTOWSP_MATH_LIBM(ID, NAME) \
  {#NAME, (void (*)(void))NAME}, {#NAME "f", (void (*)(void))NAME##f},
#include "math.def"
    {"ptowsp_jit_scratch_acquire", (void (*)(void))scratch_acquire},
    {"ptowsp_jit_scratch_release", (void (*)(void))free},
};

const ptowsp_jit_symbol_t *ptowsp_jit_symbols(size_t *out_count) {
  *out_count = PTOWSP_COUNTOF(symbols);
  return symbols;
}

LLVMValueRef ptowsp_emit_intrinsic(ptowsp_lower_t *l, const char *name, const LLVMValueRef *args,
                                   unsigned count) {
  unsigned id = LLVMLookupIntrinsicID(name, strlen(name));
  LLVMTypeRef overload = LLVMTypeOf(args[0]);
  LLVMValueRef callee = LLVMGetIntrinsicDeclaration(l->module, id, &overload, 1);
  LLVMTypeRef type = LLVMIntrinsicGetType(l->llvm, id, &overload, 1);
  LLVMValueRef copy[3];
  memcpy(copy, args, count * sizeof(copy[0]));
  return LLVMBuildCall2(l->builder, type, callee, copy, count, "");
}

static void add_call_attribute(ptowsp_lower_t *l, LLVMValueRef call, const char *name,
                               uint64_t value) {
  unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
  LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex,
                           LLVMCreateEnumAttribute(l->llvm, kind, value));
}

static LLVMValueRef call_libm(ptowsp_lower_t *l, const char *name, const LLVMValueRef *args,
                              unsigned count) {
  LLVMTypeRef scalar = LLVMTypeOf(args[0]);
  bool single = LLVMGetTypeKind(scalar) == LLVMFloatTypeKind;
  char full[16];
  strcpy(full, name);
  if (single) strcat(full, "f");
  LLVMTypeRef parameters[2] = {scalar, scalar};
  LLVMTypeRef type = LLVMFunctionType(scalar, parameters, count, false);
  LLVMValueRef callee = LLVMGetNamedFunction(l->module, full);
  if (!callee) callee = LLVMAddFunction(l->module, full, type);
  LLVMValueRef copy[2];
  memcpy(copy, args, count * sizeof(copy[0]));
  LLVMValueRef call = LLVMBuildCall2(l->builder, type, callee, copy, count, "");
  // The library computes it, never the optimizer: folding or replacing the call could
  // give other last bits. It touches no memory a kernel can see (0 = none).
  add_call_attribute(l, call, "nobuiltin", 0);
  add_call_attribute(l, call, "nounwind", 0);
  add_call_attribute(l, call, "willreturn", 0);
  add_call_attribute(l, call, "memory", 0);
  return call;
}

bool ptowsp_math_has_lanes(ptowsp_op_id_t id) {
  return id == PTOWSP_OP_MATH_RSQRT || functions[id].intrinsic;
}

static LLVMValueRef emit_f32_or_f64(ptowsp_lower_t *l, ptowsp_op_id_t id, ptowsp_type_t type,
                                    const LLVMValueRef *args, unsigned count) {
  if (id == PTOWSP_OP_MATH_RSQRT) {
    LLVMValueRef root = ptowsp_emit_intrinsic(l, "llvm.sqrt", args, 1);
    LLVMTypeRef scalar = ptowsp_lower_type(l, type);
    LLVMValueRef one = ptowsp_lower_splat(l, LLVMConstReal(scalar, 1), ptowsp_lanes_of(root));
    return LLVMBuildFDiv(l->builder, one, root, "");
  }
  const math_function_t *function = &functions[id];
  return function->libm ? call_libm(l, function->libm, args, count)
                        : ptowsp_emit_intrinsic(l, function->intrinsic, args, count);
}

LLVMValueRef ptowsp_emit_math(ptowsp_lower_t *l, ptowsp_op_id_t id, ptowsp_type_t type,
                              const LLVMValueRef *args, unsigned count) {
  if (ptowsp_type_width(type) >= 32) return emit_f32_or_f64(l, id, type, args, count);
  // Halves are computed in f32 and rounded once.
  ptowsp_type_t single = ptowsp_type_float(l->context, PTOWSP_FLOAT_F32);
  LLVMValueRef wide[3];
  for (unsigned i = 0; i < count; i++) wide[i] = ptowsp_emit_convert(l, args[i], type, single);
  LLVMValueRef result = emit_f32_or_f64(l, id, single, wide, count);
  return ptowsp_emit_convert(l, result, single, type);
}

bool ptowsp_lower_math(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)row;
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_operand(op, 0));
  LLVMTypeRef machine = ptowsp_lower_type(l, type);
  if (!machine || ptowsp_type_kind(type) == PTOWSP_TYPE_TILE)
    return ptowsp_lower_refuse(l, op, "a type the JIT has no machine type for");
  LLVMValueRef args[3];
  unsigned count = (unsigned)ptowsp_op_operand_count(op);
  for (unsigned i = 0; i < count && i < 3; i++) args[i] = ptowsp_lower_operand(l, op, i);
  LLVMValueRef result;
  if (ptowsp_op_is(op, PTOWSP_OP_MATH_ABSI)) {
    LLVMValueRef negative = LLVMBuildNeg(l->builder, args[0], "");
    LLVMValueRef below = LLVMBuildICmp(l->builder, LLVMIntSLT, args[0], LLVMConstNull(machine), "");
    result = LLVMBuildSelect(l->builder, below, negative, args[0], "");
  } else if (ptowsp_op_is(op, PTOWSP_OP_MATH_FMA) && ptowsp_type_width(type) < 32) {
    return ptowsp_lower_refuse(l, op, "of 16-bit floats would round twice; extend to f32");
  } else {
    result = ptowsp_emit_math(l, ptowsp_op_id(op), type, args, count);
  }
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), result);
  return true;
}
