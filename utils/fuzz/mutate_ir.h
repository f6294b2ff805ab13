// Mutations of modules: what they make mostly verifies, and so reaches the passes.
#ifndef PTOWSP_UTILS_FUZZ_MUTATE_IR_H
#define PTOWSP_UTILS_FUZZ_MUTATE_IR_H

#include "ptowsp/ir.h"

// Changes the module that `text` parses to and prints it to `out`; false if it does not parse.
bool fuzz_mutate_ir(ptowsp_str_t text, uint32_t seed, ptowsp_buffer_t *out);

#endif
