// The JIT: kernels through LLVM's optimizer and code generator into ORC.
//
// Kernels are dealt out over a few units, one a processor, that are optimized and generated
// side by side: each has an LLVM context of its own. Lowering itself reads the IR and goes one
// by one. The code of a kernel is the same whatever unit it is in.
#include "ptowsp/jit.h"

#include <llvm-c/Analysis.h>
#include <llvm-c/LLJIT.h>
#include <llvm-c/Target.h>
#include <llvm-c/TargetMachine.h>
#include <llvm-c/Transforms/PassBuilder.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lower.h"

struct ptowsp_jit {
  LLVMOrcLLJITRef orc;
};

// ---------------------------------------------------------------- the host

typedef struct {
  LLVMTargetRef target;
  LLVMTargetMachineRef machine; // NULL until host_choose_level
  LLVMTargetDataRef layout;
  char *triple, *cpu, *features;
} host_t;

static void host_deinit(host_t *host) {
  if (host->layout) LLVMDisposeTargetData(host->layout);
  if (host->machine) LLVMDisposeTargetMachine(host->machine);
  LLVMDisposeMessage(host->triple);
  LLVMDisposeMessage(host->cpu);
  LLVMDisposeMessage(host->features);
}

static bool host_init(ptowsp_context_t *context, host_t *host) {
  *host = (host_t){0};
  LLVMInitializeNativeTarget();
  LLVMInitializeNativeAsmPrinter();
  host->triple = LLVMGetDefaultTargetTriple();
  char *message = NULL;
  if (LLVMGetTargetFromTriple(host->triple, &host->target, &message)) {
    ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "no code generator for this machine: %s", message);
    LLVMDisposeMessage(message);
    host_deinit(host);
    *host = (host_t){0};
    return false;
  }
  host->cpu = LLVMGetHostCPUName();
  host->features = LLVMGetHostCPUFeatures();
  return true;
}

static void host_choose_level(host_t *host, LLVMCodeGenOptLevel level) {
  host->machine = LLVMCreateTargetMachine(host->target, host->triple, host->cpu, host->features,
                                          level, LLVMRelocPIC, LLVMCodeModelDefault);
  host->layout = LLVMCreateTargetDataLayout(host->machine);
}

// ---------------------------------------------------------------- compiling

static bool report(ptowsp_context_t *context, const char *what, LLVMErrorRef error) {
  if (!error) return true;
  char *message = LLVMGetErrorMessage(error);
  ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "%s: %s", what, message);
  LLVMDisposeErrorMessage(message);
  return false;
}

// Some of the kernels on their way to an object file.
typedef struct {
  host_t host;
  LLVMContextRef llvm;
  LLVMModuleRef module;
  LLVMMemoryBufferRef object;
  bool scalar;  // some kernel goes element by element
  char *error;  // LLVM's message, or NULL
  size_t large; // so many of them are large
  pthread_t thread;
  bool threaded;
} unit_t;

static void unit_deinit(unit_t *unit) {
  if (unit->error) LLVMDisposeMessage(unit->error);
  if (unit->object) LLVMDisposeMemoryBuffer(unit->object);
  if (unit->module) LLVMDisposeModule(unit->module);
  if (unit->llvm) LLVMContextDispose(unit->llvm);
  host_deinit(&unit->host);
}

// Beyond this many instructions in one kernel loop passes and the register allocator take seconds.
// One of tile instructions is straight-line code then, with vectors as it is lowered, and runs no
// longer than it is compiled; in one of scalar code loops may run for long.
enum { LARGE_TILED = 2000, LARGE_SCALAR = 10000 };

static bool is_large(LLVMModuleRef module, const ptowsp_op_t *kernel) {
  ptowsp_buffer_t name = {0};
  ptowsp_str_t symbol = ptowsp_op_symbol(kernel);
  ptowsp_buffer_printf(&name, PTOWSP_JIT_KERNEL_PREFIX "%.*s", (int)symbol.size, symbol.data);
  LLVMValueRef function = LLVMGetNamedFunction(module, name.data);
  ptowsp_buffer_deinit(&name);
  if (!function) return false;
  size_t count = 0;
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i)) count++;
  return count > (ptowsp_op_attr(kernel, "wsp.scalar") ? LARGE_SCALAR : LARGE_TILED);
}

// Moves the large ones of some kernels in front, and returns their number.
static size_t part_large(LLVMModuleRef module, ptowsp_op_t **kernels, size_t count) {
  size_t large = 0;
  for (size_t i = 0; i < count; i++) {
    if (!is_large(module, kernels[i])) continue;
    ptowsp_op_t *kernel = kernels[i];
    kernels[i] = kernels[large];
    kernels[large++] = kernel;
  }
  return large;
}

static ptowsp_walk_t find_element_access(ptowsp_op_t *op, void *data) {
  (void)data;
  bool access = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  return access ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Lowers its kernels, and moves the large ones to the front. False after an error; deinit either
// way.
static bool unit_init(ptowsp_module_t *module, ptowsp_op_t **kernels, size_t count, unit_t *unit) {
  *unit = (unit_t){0};
  if (!host_init(ptowsp_module_context(module), &unit->host)) return false;
  for (size_t i = 0; i < count; i++)
    unit->scalar = unit->scalar || !ptowsp_walk_pre(kernels[i], find_element_access, NULL);
  unit->llvm = LLVMContextCreate();
  unit->module = ptowsp_lower_module(module, kernels, count, unit->llvm, unit->host.features);
  if (!unit->module) return false;
  unit->large = part_large(unit->module, kernels, count);
  host_choose_level(&unit->host, unit->large ? LLVMCodeGenLevelNone : LLVMCodeGenLevelDefault);
  LLVMSetTarget(unit->module, unit->host.triple);
  LLVMSetModuleDataLayout(unit->module, unit->host.layout);
#ifndef NDEBUG
  LLVMVerifyModule(unit->module, LLVMAbortProcessAction, NULL);
#endif
  return true;
}

static void unit_optimize(unit_t *unit) {
  LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
  // Tiles are vectors as they are lowered: there is nothing to gather from straight-line code.
  LLVMPassBuilderOptionsSetSLPVectorization(options, unit->scalar);
  const char *passes = unit->large
                           ? "function(sroa,early-cse,simplifycfg,instcombine<no-verify-fixpoint>)"
                           : "default<O3>";
  LLVMErrorRef error = LLVMRunPasses(unit->module, passes, unit->host.machine, options);
  LLVMDisposePassBuilderOptions(options);
  if (!error) return;
  char *message = LLVMGetErrorMessage(error);
  unit->error = LLVMCreateMessage(message);
  LLVMDisposeErrorMessage(message);
}

// Touches nothing but the unit, so that units can be compiled side by side.
static void *unit_compile(void *data) {
  unit_t *unit = data;
  unit_optimize(unit);
  if (!unit->error &&
      LLVMTargetMachineEmitToMemoryBuffer(unit->host.machine, unit->module, LLVMObjectFile,
                                          &unit->error, &unit->object))
    unit->object = NULL;
  return NULL;
}

static bool unit_report(ptowsp_context_t *context, const unit_t *unit) {
  if (unit->error) ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "compiling kernels: %s", unit->error);
  return !unit->error;
}

bool ptowsp_llvmir_print(ptowsp_module_t *module, bool optimized, ptowsp_buffer_t *buffer) {
  PTOWSP_VEC(ptowsp_op_t *) kernels = {0};
  ptowsp_block_each(ptowsp_module_body(module), op) {
    if (ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL)) ptowsp_vec_push(&kernels, op);
  }
  unit_t unit;
  bool ok = unit_init(module, kernels.data, kernels.size, &unit);
  ptowsp_vec_deinit(&kernels);
  if (ok && optimized) {
    unit_optimize(&unit);
    ok = unit_report(ptowsp_module_context(module), &unit);
  }
  if (ok) {
    char *text = LLVMPrintModuleToString(unit.module);
    ptowsp_buffer_puts(buffer, text);
    LLVMDisposeMessage(text);
  }
  unit_deinit(&unit);
  return ok;
}

static void compile_all(unit_t *units, size_t count) {
  for (size_t i = 1; i < count; i++)
    units[i].threaded = pthread_create(&units[i].thread, NULL, unit_compile, &units[i]) == 0;
  for (size_t i = 0; i < count; i++)
    if (!units[i].threaded) unit_compile(&units[i]);
  for (size_t i = 0; i < count; i++)
    if (units[i].threaded) pthread_join(units[i].thread, NULL);
}

// ---------------------------------------------------------------- linking

static bool define_symbols(ptowsp_context_t *context, LLVMOrcLLJITRef orc) {
  size_t count;
  const ptowsp_jit_symbol_t *symbols = ptowsp_jit_symbols(&count);
  LLVMOrcCSymbolMapPair *pairs = ptowsp_calloc(count, sizeof(pairs[0]));
  for (size_t i = 0; i < count; i++) {
    pairs[i].Name = LLVMOrcLLJITMangleAndIntern(orc, symbols[i].name);
    pairs[i].Sym.Address = (LLVMOrcExecutorAddress)(uintptr_t)symbols[i].address;
    pairs[i].Sym.Flags.GenericFlags =
        LLVMJITSymbolGenericFlagsExported | LLVMJITSymbolGenericFlagsCallable;
  }
  LLVMOrcMaterializationUnitRef unit = LLVMOrcAbsoluteSymbols(pairs, count);
  free(pairs);
  LLVMOrcJITDylibRef dylib = LLVMOrcLLJITGetMainJITDylib(orc);
  LLVMErrorRef error = LLVMOrcJITDylibDefine(dylib, unit);
  if (error) LLVMOrcDisposeMaterializationUnit(unit);
  if (!report(context, "linking kernels", error)) return false;
  // What the code generator itself calls: memcpy, conversions of halves, …
  LLVMOrcDefinitionGeneratorRef process;
  error = LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess(
      &process, LLVMOrcLLJITGetGlobalPrefix(orc), NULL, NULL);
  if (!report(context, "linking kernels", error)) return false;
  LLVMOrcJITDylibAddGenerator(dylib, process);
  return true;
}

// What goes wrong in a session is returned to us as well; nothing is printed.
static void drop_session_error(void *data, LLVMErrorRef error) {
  (void)data;
  LLVMConsumeError(error);
}

static bool start_session(ptowsp_context_t *context, ptowsp_jit_t *jit) {
  LLVMInitializeNativeTarget(); // no kernel may have been there to need it
  LLVMErrorRef error = LLVMOrcCreateLLJIT(&jit->orc, NULL);
  if (!report(context, "starting the JIT", error)) {
    jit->orc = NULL;
    return false;
  }
  LLVMOrcExecutionSessionSetErrorReporter(LLVMOrcLLJITGetExecutionSession(jit->orc),
                                          drop_session_error, NULL);
  return define_symbols(context, jit->orc);
}

// Hands the unit's object over.
static bool link_unit(ptowsp_context_t *context, ptowsp_jit_t *jit, unit_t *unit) {
  if (!unit_report(context, unit)) return false;
  LLVMOrcJITDylibRef dylib = LLVMOrcLLJITGetMainJITDylib(jit->orc);
  LLVMMemoryBufferRef object = unit->object;
  unit->object = NULL; // taken, also when it fails
  return report(context, "linking kernels", LLVMOrcLLJITAddObjectFile(jit->orc, dylib, object));
}

// Links every kernel now, so that a lookup later cannot fail.
static bool resolve_kernels(ptowsp_context_t *context, ptowsp_jit_t *jit,
                            ptowsp_op_t *const *kernels, size_t count) {
  ptowsp_buffer_t name = {0};
  bool ok = true;
  for (size_t i = 0; ok && i < count; i++) {
    ptowsp_str_t symbol = ptowsp_op_symbol(kernels[i]);
    name.size = 0;
    ptowsp_buffer_printf(&name, PTOWSP_JIT_KERNEL_PREFIX "%.*s", (int)symbol.size, symbol.data);
    LLVMOrcExecutorAddress address;
    ok = report(context, "linking kernels", LLVMOrcLLJITLookup(jit->orc, &address, name.data));
  }
  ptowsp_buffer_deinit(&name);
  return ok;
}

enum { MAX_UNITS = 8 };

static size_t unit_count(size_t kernels) {
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  size_t most = processors < 1 ? 1 : processors > MAX_UNITS ? MAX_UNITS : (size_t)processors;
  return kernels < 1 ? 1 : kernels < most ? kernels : most;
}

static ptowsp_walk_t count_op(ptowsp_op_t *op, void *data) {
  (void)op;
  ++*(size_t *)data;
  return PTOWSP_WALK_ADVANCE;
}

// Deals kernels out in their order, so that each unit has about as many operations as the others:
// `out_ends` is where each unit's kernels end. Returns the number of units.
static size_t deal_out(ptowsp_op_t *const *kernels, size_t kernel_count, size_t *out_ends) {
  size_t count = unit_count(kernel_count), total = 0, before = 0, used = 0;
  for (size_t i = 0; i < kernel_count; i++) ptowsp_walk_pre(kernels[i], count_op, &total);
  size_t last = SIZE_MAX;
  for (size_t i = 0; i < kernel_count; i++) {
    size_t own = 0;
    ptowsp_walk_pre(kernels[i], count_op, &own);
    size_t unit = (2 * before + own) * count / (2 * total); // where its middle lies
    before += own;
    used += unit != last;
    last = unit;
    out_ends[used - 1] = i + 1;
  }
  return used;
}

// A unit of some kernels, or two: others are not to be compiled like the large ones among them.
static bool add_units(ptowsp_module_t *module, ptowsp_op_t **kernels, size_t count, unit_t *units,
                      size_t *out_units) {
  unit_t *unit = &units[(*out_units)++];
  bool ok = unit_init(module, kernels, count, unit);
  size_t large = unit->large;
  if (!ok || large == 0 || large == count) return ok;
  unit_deinit(unit);
  ok = unit_init(module, kernels, large, unit);
  return unit_init(module, kernels + large, count - large, &units[(*out_units)++]) && ok;
}

ptowsp_jit_t *ptowsp_jit_create(ptowsp_module_t *module, ptowsp_op_t *const *kernels,
                                size_t kernel_count) {
  ptowsp_context_t *context = ptowsp_module_context(module);
  ptowsp_jit_t *jit = ptowsp_calloc(1, sizeof(*jit));
  unit_t units[2 * MAX_UNITS] = {0};
  size_t ends[MAX_UNITS], count = 0;
  size_t parts = deal_out(kernels, kernel_count, ends);
  ptowsp_op_t **order = ptowsp_calloc(kernel_count + 1, sizeof *order);
  if (kernel_count) memcpy(order, kernels, kernel_count * sizeof *order);
  bool ok = true;
  // All of them, so that every kernel that cannot be compiled is named.
  for (size_t i = 0; i < parts; i++) {
    size_t first = i ? ends[i - 1] : 0;
    ok = add_units(module, order + first, ends[i] - first, units, &count) && ok;
  }
  free(order);
  if (ok) {
    compile_all(units, count);
    ok = start_session(context, jit);
  }
  for (size_t i = 0; ok && i < count; i++) ok = link_unit(context, jit, &units[i]);
  for (size_t i = 0; i < count; i++) unit_deinit(&units[i]);
  if (ok && resolve_kernels(context, jit, kernels, kernel_count)) return jit;
  ptowsp_jit_destroy(jit);
  return NULL;
}

void ptowsp_jit_destroy(ptowsp_jit_t *jit) {
  if (!jit) return;
  if (jit->orc) LLVMConsumeError(LLVMOrcDisposeLLJIT(jit->orc));
  free(jit);
}

ptowsp_kernel_fn_t ptowsp_jit_lookup(ptowsp_jit_t *jit, const char *kernel) {
  ptowsp_buffer_t name = {0};
  ptowsp_buffer_printf(&name, PTOWSP_JIT_KERNEL_PREFIX "%s", kernel);
  LLVMOrcExecutorAddress address = 0;
  LLVMErrorRef error = LLVMOrcLLJITLookup(jit->orc, &address, name.data);
  ptowsp_buffer_deinit(&name);
  if (error) {
    LLVMConsumeError(error);
    return NULL;
  }
  return (ptowsp_kernel_fn_t)(uintptr_t)address;
}
