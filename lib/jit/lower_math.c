// math: elementary functions through exact intrinsics, the C library or SLEEF.
//
// Scalar code calls the C library, so that it computes what the same C does when the machine's
// compiler compiles it. Tile instructions take SLEEF's vector functions.
#include <dlfcn.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lower_expr.h"
#include "lower_ops.h"
#include "lower_tile.h"

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
    {"ptowsp_jit_sort_pairs", (void (*)(void))ptowsp_jit_sort_pairs},
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

// The library computes it, never the optimizer: folding or replacing the call could give
// other last bits. It touches no memory a kernel can see (0 = none).
static LLVMValueRef call_library(ptowsp_lower_t *l, const char *name, const LLVMValueRef *args,
                                 unsigned count) {
  LLVMTypeRef result = LLVMTypeOf(args[0]);
  LLVMTypeRef parameters[2] = {result, result};
  LLVMTypeRef type = LLVMFunctionType(result, parameters, count, false);
  LLVMValueRef callee = LLVMGetNamedFunction(l->module, name);
  if (!callee) callee = LLVMAddFunction(l->module, name, type);
  LLVMValueRef copy[2];
  memcpy(copy, args, count * sizeof(copy[0]));
  LLVMValueRef call = LLVMBuildCall2(l->builder, type, callee, copy, count, "");
  add_call_attribute(l, call, "nobuiltin", 0);
  add_call_attribute(l, call, "nounwind", 0);
  add_call_attribute(l, call, "willreturn", 0);
  add_call_attribute(l, call, "memory", 0);
  return call;
}

static LLVMValueRef call_libm(ptowsp_lower_t *l, const char *name, const LLVMValueRef *args,
                              unsigned count) {
  char full[16];
  bool single = LLVMGetTypeKind(LLVMTypeOf(args[0])) == LLVMFloatTypeKind;
  snprintf(full, sizeof(full), "%s%s", name, single ? "f" : "");
  return call_library(l, full, args, count);
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

// ---------------------------------------------------------------- vectors of tiles

struct ptowsp_sleef {
  const char *feature, *also;
  unsigned lanes; // of f32
  const char *prefix, *suffix;
};

static const ptowsp_sleef_t sleef_hosts[] = {
#define PTOWSP_SLEEF_HOST(FEATURE, ALSO, LANES, PREFIX, SUFFIX) \
  {FEATURE, ALSO, LANES, PREFIX, SUFFIX},
#include "sleef.def"
};

typedef struct {
  const char *name; // NULL: SLEEF has no such function
  unsigned ulp10;
} sleef_function_t;

static const sleef_function_t sleef_functions[PTOWSP_OP_COUNT] = {
#define PTOWSP_SLEEF(ID, NAME, ULP10) [PTOWSP_OP_##ID] = {#NAME, ULP10},
#include "sleef.def"
};

static bool has_feature(const char *features, const char *feature) {
  size_t size = strlen(feature);
  for (const char *at = features; (at = strstr(at, feature)); at += size)
    if (at[size] == ',' || at[size] == 0) return true;
  return false;
}

const ptowsp_sleef_t *ptowsp_sleef_choose(const char *features) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(sleef_hosts); i++)
    if (has_feature(features, sleef_hosts[i].feature) && has_feature(features, sleef_hosts[i].also))
      return &sleef_hosts[i];
  return NULL;
}

// Lanes [first, first + count) of a vector; those behind its end hold anything.
static LLVMValueRef take_lanes(ptowsp_lower_t *l, LLVMValueRef value, unsigned first,
                               unsigned count) {
  LLVMTypeRef i32 = LLVMInt32TypeInContext(l->llvm);
  unsigned size = ptowsp_lanes_of(value);
  if (first == 0 && count == size) return value;
  if (size == 1) return ptowsp_lower_splat(l, value, count);
  LLVMValueRef mask[PTOWSP_JIT_MAX_LANES];
  for (unsigned i = 0; i < count; i++)
    mask[i] = first + i < size ? LLVMConstInt(i32, first + i, false) : LLVMGetPoison(i32);
  if (count == 1) return LLVMBuildExtractElement(l->builder, value, mask[0], "");
  return LLVMBuildShuffleVector(l->builder, value, LLVMGetPoison(LLVMTypeOf(value)),
                                LLVMConstVector(mask, count), "");
}

// Puts `part` at lane `first` of `whole`.
static LLVMValueRef put_lanes(ptowsp_lower_t *l, LLVMValueRef whole, LLVMValueRef part,
                              unsigned first) {
  LLVMTypeRef i32 = LLVMInt32TypeInContext(l->llvm);
  unsigned size = ptowsp_lanes_of(whole), count = ptowsp_lanes_of(part);
  if (size == count) return part;
  if (count == 1)
    return LLVMBuildInsertElement(l->builder, whole, part, LLVMConstInt(i32, first, false), "");
  LLVMValueRef wide = take_lanes(l, part, 0, size);
  LLVMValueRef mask[PTOWSP_JIT_MAX_LANES];
  for (unsigned i = 0; i < size; i++)
    mask[i] = LLVMConstInt(i32, i >= first && i < first + count ? size + i - first : i, false);
  return LLVMBuildShuffleVector(l->builder, whole, wide, LLVMConstVector(mask, size), "");
}

// SLEEF's function for the op and this element type: its name and how many lanes it takes.
static bool find_sleef(const ptowsp_lower_t *l, ptowsp_op_id_t id, bool single, char name[64],
                       unsigned *out_lanes) {
  const sleef_function_t *function = &sleef_functions[id];
  if (!l->sleef || !function->name) return false;
  *out_lanes = single ? l->sleef->lanes : l->sleef->lanes / 2;
  snprintf(name, 64, "Sleef_%s_%s%s%u_u%02u%s", l->sleef->prefix, function->name,
           single ? "f" : "d", *out_lanes, function->ulp10, l->sleef->suffix);
  // Another release of the library may lack it.
  return dlsym(RTLD_DEFAULT, name) != NULL;
}

static LLVMValueRef emit_tile_f32_or_f64(ptowsp_lower_t *l, ptowsp_op_id_t id, ptowsp_type_t type,
                                         LLVMValueRef arg) {
  if (!functions[id].libm) return emit_f32_or_f64(l, id, type, &arg, 1);
  char name[64];
  unsigned step;
  bool vectors = find_sleef(l, id, ptowsp_type_width(type) == 32, name, &step);
  if (!vectors) step = 1;
  unsigned lanes = ptowsp_lanes_of(arg);
  LLVMValueRef result = LLVMGetPoison(LLVMTypeOf(arg));
  for (unsigned first = 0; first < lanes; first += step) {
    LLVMValueRef part = take_lanes(l, arg, first, step);
    part = vectors ? call_library(l, name, &part, 1) : call_libm(l, functions[id].libm, &part, 1);
    unsigned used = lanes - first < step ? lanes - first : step;
    result = put_lanes(l, result, take_lanes(l, part, 0, used), first);
  }
  return result;
}

LLVMValueRef ptowsp_emit_tile_math(ptowsp_lower_t *l, ptowsp_op_id_t id, ptowsp_type_t type,
                                   LLVMValueRef arg) {
  if (ptowsp_type_width(type) >= 32) return emit_tile_f32_or_f64(l, id, type, arg);
  ptowsp_type_t single = ptowsp_type_float(l->context, PTOWSP_FLOAT_F32);
  arg = ptowsp_emit_convert(l, arg, type, single);
  return ptowsp_emit_convert(l, emit_tile_f32_or_f64(l, id, single, arg), single, type);
}

// ---------------------------------------------------------------- scalars

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
