// {-# … #-} behind a module: sections of groups of resources, kept as they are written.
#ifndef PTOWSP_LIB_IR_METADATA_H
#define PTOWSP_LIB_IR_METADATA_H

#include "parse.h"

// At the current token, which is {-#.
bool ptowsp_parse_metadata(ptowsp_parser_t *parser);
void ptowsp_print_metadata(ptowsp_buffer_t *out, const ptowsp_module_t *module);

#endif
