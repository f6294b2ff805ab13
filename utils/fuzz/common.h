// What the fuzz targets share: diagnostics that are rendered and thrown away, and the round trip.
#ifndef PTOWSP_UTILS_FUZZ_COMMON_H
#define PTOWSP_UTILS_FUZZ_COMMON_H

#include "ptowsp/ir.h"

// A context whose diagnostics are rendered as a tool would; nothing is printed.
ptowsp_context_t *fuzz_context_create(void);
void fuzz_context_destroy(ptowsp_context_t *context);

// Parses an input; NULL if it is refused, and then an error must have been emitted.
ptowsp_module_t *fuzz_parse(ptowsp_context_t *context, ptowsp_str_t text);

// Prints a module in each form and parses it again; of a valid module the text must be the same.
void fuzz_round_trip(ptowsp_module_t *module, bool is_valid);

// A finding: shows `what` with the text that shows it, and aborts.
_Noreturn void fuzz_fail(const char *what, ptowsp_str_t text);

// Of each target, for the mutator: bytes of its inputs before the module, and how many of eight
// mutations are of the module rather than of the text.
extern const size_t fuzz_prefix, fuzz_module_share;

// The entry point libFuzzer calls.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
