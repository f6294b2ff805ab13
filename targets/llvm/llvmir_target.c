// llvmir: the kernels as LLVM IR, as the JIT lowers them and before it optimizes.
#include "ptowsp/jit.h"
#include "ptowsp/target.h"

static bool emit_text(ptowsp_module_t *module, const ptowsp_target_options_t *options,
                      ptowsp_buffer_t *text) {
  (void)options;
  return ptowsp_llvmir_print(module, false, text);
}

const ptowsp_target_t ptowsp_target_llvmir = {.emit_text = emit_text};
