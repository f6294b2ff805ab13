// The source line below a diagnostic.
#ifndef PTOWSP_LIB_IR_CARET_H
#define PTOWSP_LIB_IR_CARET_H

#include "ptowsp/diagnostics.h"

// The line, a caret below the place in it, and what to write instead below that. Nothing if the
// place is not in the line.
void ptowsp_caret_append(ptowsp_buffer_t *out, ptowsp_str_t line, ptowsp_loc_t loc,
                         ptowsp_fix_t fix);

#endif
