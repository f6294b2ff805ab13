// Kernels to LLVM IR: the module, its functions, and the table of operations.
#include "lower.h"

#include <stdlib.h>
#include <string.h>

#include "lower_expr.h"
#include "lower_ops.h"
#include "lower_tile.h"

// Deeper nesting is refused: the lowering and LLVM recurse over it.
enum { MAX_DEPTH = 200 };

static const ptowsp_lowering_t lowerings[PTOWSP_OP_COUNT] = {
#define PTOWSP_LOWER(ID, FUNCTION, WHAT) [PTOWSP_OP_##ID] = {ptowsp_lower_##FUNCTION, WHAT},
#include "lower.def"
#undef PTOWSP_LOWER
};

const ptowsp_lowering_t *ptowsp_lowering_of(ptowsp_op_id_t id) {
  return id < PTOWSP_OP_COUNT && lowerings[id].lower ? &lowerings[id] : NULL;
}

bool ptowsp_lower_nothing(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  (void)l, (void)row, (void)op;
  return true;
}

bool ptowsp_lower_refuse(ptowsp_lower_t *l, const ptowsp_op_t *op, const char *format, ...) {
  ptowsp_buffer_t text = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&text, format, args);
  va_end(args);
  ptowsp_error(l->context, ptowsp_op_loc(op), "'%s': %s", ptowsp_op_name(op), text.data);
  ptowsp_buffer_deinit(&text);
  return false;
}

bool ptowsp_lower_block(ptowsp_lower_t *l, ptowsp_block_t *block) {
  ptowsp_op_t *terminator = ptowsp_block_last(block);
  if (l->depth == MAX_DEPTH)
    return ptowsp_lower_refuse(l, terminator ? terminator : ptowsp_block_op(block),
                               "nested deeper than %d levels", MAX_DEPTH);
  l->depth++;
  ptowsp_lazy_analyze(l, block);
  bool ok = true;
  for (ptowsp_op_t *op = ptowsp_block_first(block); op; op = ptowsp_op_next(op)) {
    if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) break;
    const ptowsp_lowering_t *row = ptowsp_lowering_of(ptowsp_op_id(op));
    if (ptowsp_lazy_unread(l, op)) continue;
    if (!row)
      ok = ptowsp_lower_refuse(l, op, "cannot be compiled in a kernel");
    else
      ok = row->lower(l, row, op);
    // Later ops may use results that do not exist now.
    if (!ok) break;
  }
  l->depth--;
  return ok;
}

// The parameter's word as a value: an address, or the low bits of a scalar.
static LLVMValueRef load_argument(ptowsp_lower_t *l, LLVMValueRef args, size_t i,
                                  ptowsp_type_t type) {
  LLVMTypeRef word = LLVMInt64TypeInContext(l->llvm);
  LLVMValueRef number = ptowsp_lower_i64(l, (int64_t)i);
  LLVMValueRef address = LLVMBuildInBoundsGEP2(l->builder, word, args, &number, 1, "");
  if (ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF)
    return LLVMBuildLoad2(l->builder, LLVMPointerTypeInContext(l->llvm, 0), address, "");
  LLVMValueRef bits = LLVMBuildLoad2(l->builder, word, address, "");
  LLVMTypeRef wanted = ptowsp_lower_type(l, type);
  unsigned width = ptowsp_type_width(type);
  if (width < 64) bits = LLVMBuildTrunc(l->builder, bits, LLVMIntTypeInContext(l->llvm, width), "");
  return LLVMBuildBitCast(l->builder, bits, wanted, "");
}

static void name_argument(const ptowsp_op_t *kernel, size_t i, LLVMValueRef value) {
  ptowsp_attr_t names = ptowsp_op_attr(kernel, "arg_names");
  if (!names || ptowsp_attr_kind(names) != PTOWSP_ATTR_ARRAY || i >= ptowsp_attr_count(names))
    return;
  ptowsp_str_t name = ptowsp_attr_text(ptowsp_attr_at(names, i));
  LLVMSetValueName2(value, name.data, name.size);
}

static bool bind_arguments(ptowsp_lower_t *l, ptowsp_op_t *kernel, LLVMValueRef args) {
  ptowsp_block_t *body = ptowsp_op_body(kernel);
  for (size_t i = 0; i < ptowsp_block_arg_count(body); i++) {
    ptowsp_value_t *argument = ptowsp_block_arg(body, i);
    ptowsp_type_t type = ptowsp_value_type(argument);
    bool is_memref = ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF;
    if (!is_memref && !ptowsp_lower_type(l, type))
      return ptowsp_lower_refuse(l, kernel, "argument %zu has a type no kernel takes", i);
    LLVMValueRef value = load_argument(l, args, i, type);
    name_argument(kernel, i, value);
    if (!is_memref) {
      ptowsp_lower_bind(l, argument, value);
      continue;
    }
    ptowsp_jit_view_t view;
    if (!ptowsp_lower_view_init(l, kernel, type, value, &view)) return false;
    ptowsp_lower_bind_view(l, argument, &view);
  }
  return true;
}

static void add_attribute(ptowsp_lower_t *l, LLVMAttributeIndex where, const char *name) {
  unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
  LLVMAddAttributeAtIndex(l->function, where, LLVMCreateEnumAttribute(l->llvm, kind, 0));
}

void ptowsp_lower_tune(ptowsp_lower_t *l, LLVMValueRef function) {
  static const char prefer[] = "prefer-vector-width";
  unsigned nounwind = LLVMGetEnumAttributeKindForName("nounwind", strlen("nounwind"));
  LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex,
                          LLVMCreateEnumAttribute(l->llvm, nounwind, 0));
  LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex,
                          LLVMCreateStringAttribute(l->llvm, prefer, sizeof(prefer) - 1, "512", 3));
}

static LLVMValueRef create_function(ptowsp_lower_t *l, ptowsp_op_t *kernel) {
  ptowsp_str_t symbol = ptowsp_op_symbol(kernel);
  char *name =
      ptowsp_arena_printf(l->arena, PTOWSP_JIT_KERNEL_PREFIX "%.*s", (int)symbol.size, symbol.data);
  LLVMTypeRef pointer = LLVMPointerTypeInContext(l->llvm, 0);
  LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(l->llvm), &pointer, 1, false);
  l->function = LLVMAddFunction(l->module, name, type);
  LLVMSetValueName2(LLVMGetParam(l->function, 0), "args", 4);
  ptowsp_lower_tune(l, l->function);
  // The words themselves are the caller's, and no array of the program.
  add_attribute(l, 1, "noalias");
  add_attribute(l, 1, "readonly");
  return LLVMGetParam(l->function, 0);
}

static void release_scratch(ptowsp_lower_t *l) {
  LLVMTypeRef pointer = LLVMPointerTypeInContext(l->llvm, 0);
  LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(l->llvm), &pointer, 1, false);
  for (size_t i = 0; i < l->scratch.size; i++) {
    LLVMValueRef callee = LLVMGetNamedFunction(l->module, "ptowsp_jit_scratch_release");
    if (!callee) callee = LLVMAddFunction(l->module, "ptowsp_jit_scratch_release", type);
    LLVMBuildCall2(l->builder, type, callee, &l->scratch.data[i], 1, "");
  }
  l->scratch.size = 0;
}

static bool lower_kernel(ptowsp_lower_t *l, ptowsp_op_t *kernel) {
  ptowsp_block_t *body = ptowsp_op_body(kernel);
  if (!body) return ptowsp_lower_refuse(l, kernel, "has no body");
  l->kernel = kernel;
  memset(l->columns, 0, sizeof l->columns);
  LLVMValueRef args = create_function(l, kernel);
  LLVMBasicBlockRef entry = ptowsp_lower_new_block(l, "entry");
  LLVMBasicBlockRef start = ptowsp_lower_new_block(l, "start");
  LLVMPositionBuilderAtEnd(l->frame, entry);
  LLVMPositionBuilderBefore(l->frame, LLVMBuildBr(l->frame, start));
  LLVMPositionBuilderAtEnd(l->builder, start);
  l->frame_bytes = 0;
  l->binding_count = 0;
  l->scopes = NULL;
  memset(l->bindings, 0, l->binding_capacity * sizeof(l->bindings[0]));
  bool ok = bind_arguments(l, kernel, args) && ptowsp_lower_block(l, body);
  release_scratch(l);
  ptowsp_emit_stream_end(l);
  LLVMBuildRetVoid(l->builder);
  return ok;
}

static ptowsp_walk_t collect_task(ptowsp_op_t *op, void *data) {
  ptowsp_lower_t *l = data;
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_TASK)) ptowsp_vec_push(&l->tasks, op);
  // Kernels hold no tasks.
  return ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL) ? PTOWSP_WALK_SKIP : PTOWSP_WALK_ADVANCE;
}

LLVMModuleRef ptowsp_lower_module(ptowsp_module_t *module, ptowsp_op_t *const *kernels,
                                  size_t count, LLVMContextRef llvm, const char *features) {
  ptowsp_lower_t l = {
      .context = ptowsp_module_context(module),
      .arena = ptowsp_arena_create(),
      .llvm = llvm,
      .module = LLVMModuleCreateWithNameInContext("ptowsp", llvm),
      .builder = LLVMCreateBuilderInContext(llvm),
      .frame = LLVMCreateBuilderInContext(llvm),
      .wide_vectors = strstr(features, "+avx512f") != NULL,
      .needs_fence = strstr(features, "+sse2") != NULL,
      .sleef = ptowsp_sleef_choose(features),
      .binding_capacity = 256,
  };
  l.bindings = ptowsp_calloc(l.binding_capacity, sizeof(l.bindings[0]));
  ptowsp_attr_t source = ptowsp_op_attr(ptowsp_module_op(module), "wsp.source");
  if (source && ptowsp_attr_kind(source) == PTOWSP_ATTR_STRING) {
    ptowsp_str_t text = ptowsp_attr_text(source);
    LLVMSetSourceFileName(l.module, text.data, text.size);
  }
  ptowsp_walk_pre(ptowsp_module_op(module), collect_task, &l);
  bool ok = true;
  for (size_t i = 0; i < count; i++) ok = lower_kernel(&l, kernels[i]) && ok;
  free(l.bindings);
  ptowsp_vec_deinit(&l.tasks);
  ptowsp_vec_deinit(&l.scratch);
  LLVMDisposeBuilder(l.frame);
  LLVMDisposeBuilder(l.builder);
  ptowsp_arena_destroy(l.arena);
  if (ok) return l.module;
  LLVMDisposeModule(l.module);
  return NULL;
}
