// The JIT: kernels through LLVM's optimizer and code generator into ORC.
#include "ptowsp/jit.h"

#include <llvm-c/Analysis.h>
#include <llvm-c/LLJIT.h>
#include <llvm-c/Target.h>
#include <llvm-c/TargetMachine.h>
#include <llvm-c/Transforms/PassBuilder.h>
#include <stdlib.h>
#include <string.h>

#include "lower.h"

struct ptowsp_jit {
  LLVMOrcLLJITRef orc;
};

// ---------------------------------------------------------------- the host

typedef struct {
  LLVMTargetMachineRef machine;
  LLVMTargetDataRef layout;
  char *triple;
  bool wide_vectors;
} host_t;

static void host_deinit(host_t *host) {
  if (host->layout) LLVMDisposeTargetData(host->layout);
  if (host->machine) LLVMDisposeTargetMachine(host->machine);
  LLVMDisposeMessage(host->triple);
}

static bool host_init(ptowsp_context_t *context, host_t *host) {
  *host = (host_t){0};
  LLVMInitializeNativeTarget();
  LLVMInitializeNativeAsmPrinter();
  host->triple = LLVMGetDefaultTargetTriple();
  LLVMTargetRef target;
  char *message = NULL;
  if (LLVMGetTargetFromTriple(host->triple, &target, &message)) {
    ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "no code generator for this machine: %s", message);
    LLVMDisposeMessage(message);
    host_deinit(host);
    return false;
  }
  char *cpu = LLVMGetHostCPUName();
  char *features = LLVMGetHostCPUFeatures();
  host->wide_vectors = strstr(features, "+avx512f") != NULL;
  host->machine =
      LLVMCreateTargetMachine(target, host->triple, cpu, features, LLVMCodeGenLevelDefault,
                              LLVMRelocPIC, LLVMCodeModelDefault);
  host->layout = LLVMCreateTargetDataLayout(host->machine);
  LLVMDisposeMessage(cpu);
  LLVMDisposeMessage(features);
  return true;
}

// ---------------------------------------------------------------- compiling

static bool report(ptowsp_context_t *context, const char *what, LLVMErrorRef error) {
  if (!error) return true;
  char *message = LLVMGetErrorMessage(error);
  ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "%s: %s", what, message);
  LLVMDisposeErrorMessage(message);
  return false;
}

static bool optimize(ptowsp_context_t *context, LLVMModuleRef module, const host_t *host) {
  LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
  LLVMErrorRef error = LLVMRunPasses(module, "default<O3>", host->machine, options);
  LLVMDisposePassBuilderOptions(options);
  return report(context, "optimizing kernels", error);
}

// Lowers the kernels for the host. NULL after an error.
static LLVMModuleRef compile(ptowsp_module_t *module, LLVMContextRef llvm, const host_t *host,
                             bool optimized) {
  LLVMModuleRef kernels = ptowsp_lower_module(module, llvm, host->wide_vectors);
  if (!kernels) return NULL;
  LLVMSetTarget(kernels, host->triple);
  LLVMSetModuleDataLayout(kernels, host->layout);
#ifndef NDEBUG
  LLVMVerifyModule(kernels, LLVMAbortProcessAction, NULL);
#endif
  if (!optimized || optimize(ptowsp_module_context(module), kernels, host)) return kernels;
  LLVMDisposeModule(kernels);
  return NULL;
}

bool ptowsp_llvmir_print(ptowsp_module_t *module, bool optimized, ptowsp_buffer_t *buffer) {
  host_t host;
  if (!host_init(ptowsp_module_context(module), &host)) return false;
  LLVMContextRef llvm = LLVMContextCreate();
  LLVMModuleRef kernels = compile(module, llvm, &host, optimized);
  if (kernels) {
    char *text = LLVMPrintModuleToString(kernels);
    ptowsp_buffer_puts(buffer, text);
    LLVMDisposeMessage(text);
    LLVMDisposeModule(kernels);
  }
  LLVMContextDispose(llvm);
  host_deinit(&host);
  return kernels != NULL;
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

static LLVMMemoryBufferRef emit_object(ptowsp_module_t *module, const host_t *host) {
  LLVMContextRef llvm = LLVMContextCreate();
  LLVMModuleRef kernels = compile(module, llvm, host, true);
  LLVMMemoryBufferRef object = NULL;
  char *message = NULL;
  if (kernels && LLVMTargetMachineEmitToMemoryBuffer(host->machine, kernels, LLVMObjectFile,
                                                     &message, &object)) {
    ptowsp_error(ptowsp_module_context(module), PTOWSP_LOC_UNKNOWN, "generating code: %s", message);
    object = NULL;
  }
  if (message) LLVMDisposeMessage(message);
  if (kernels) LLVMDisposeModule(kernels);
  LLVMContextDispose(llvm);
  return object;
}

static bool link_object(ptowsp_context_t *context, ptowsp_jit_t *jit, LLVMMemoryBufferRef object) {
  LLVMErrorRef error = LLVMOrcCreateLLJIT(&jit->orc, NULL);
  if (!report(context, "starting the JIT", error)) {
    jit->orc = NULL;
    LLVMDisposeMemoryBuffer(object);
    return false;
  }
  if (!define_symbols(context, jit->orc)) {
    LLVMDisposeMemoryBuffer(object);
    return false;
  }
  // Takes the buffer, also when it fails.
  LLVMOrcJITDylibRef dylib = LLVMOrcLLJITGetMainJITDylib(jit->orc);
  return report(context, "linking kernels", LLVMOrcLLJITAddObjectFile(jit->orc, dylib, object));
}

// Links every kernel now, so that a lookup later cannot fail.
static bool resolve_kernels(ptowsp_jit_t *jit, ptowsp_module_t *module) {
  ptowsp_buffer_t name = {0};
  bool ok = true;
  ptowsp_block_each(ptowsp_module_body(module), op) {
    if (!ok || !ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL)) continue;
    ptowsp_str_t symbol = ptowsp_op_symbol(op);
    name.size = 0;
    ptowsp_buffer_printf(&name, PTOWSP_JIT_KERNEL_PREFIX "%.*s", (int)symbol.size, symbol.data);
    LLVMOrcExecutorAddress address;
    ok = report(ptowsp_module_context(module), "linking kernels",
                LLVMOrcLLJITLookup(jit->orc, &address, name.data));
  }
  ptowsp_buffer_deinit(&name);
  return ok;
}

ptowsp_jit_t *ptowsp_jit_create(ptowsp_module_t *module) {
  ptowsp_context_t *context = ptowsp_module_context(module);
  host_t host;
  if (!host_init(context, &host)) return NULL;
  LLVMMemoryBufferRef object = emit_object(module, &host);
  host_deinit(&host);
  if (!object) return NULL;
  ptowsp_jit_t *jit = ptowsp_calloc(1, sizeof(*jit));
  if (link_object(context, jit, object) && resolve_kernels(jit, module)) return jit;
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
