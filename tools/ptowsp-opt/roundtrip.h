#ifndef PTOWSP_TOOLS_ROUNDTRIP_H
#define PTOWSP_TOOLS_ROUNDTRIP_H

#include "ptowsp/ir.h"

// Prints a module in both forms, with and without locations, reads the text back and prints it
// again. False after an error that shows the first line on which the two texts differ.
bool roundtrip_check(ptowsp_module_t *module);

#endif
