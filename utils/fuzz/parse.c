// Any bytes: the parser accepts or refuses them. What verifies prints to text that parses to the
// same module; what does not can still be printed, and that text be parsed or refused.
#include "common.h"

const size_t fuzz_prefix = 0, fuzz_module_share = 1;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  ptowsp_context_t *context = fuzz_context_create();
  ptowsp_module_t *module = fuzz_parse(context, (ptowsp_str_t){(const char *)data, size});
  if (module) {
    fuzz_round_trip(module, ptowsp_verify(ptowsp_module_op(module)));
    ptowsp_module_destroy(module);
  }
  fuzz_context_destroy(context);
  return 0;
}
