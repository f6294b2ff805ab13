// The machine as data: every hardware figure, once, with its source (machine.def).
#ifndef PTOWSP_MACHINE_H
#define PTOWSP_MACHINE_H

#include "ptowsp/diagnostics.h"
#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
#define PTOWSP_MACHINE(FIELD, VALUE, UNIT, SOURCE, SUMMARY) double FIELD;
#include "ptowsp/machine.def"
#undef PTOWSP_MACHINE
} ptowsp_machine_t;

// The a2a3.
ptowsp_machine_t ptowsp_machine_default(void);
// Overrides fields from a JSON object {"field": number, …}. False after an error
// (unreadable, not JSON, unknown field, not a positive number).
bool ptowsp_machine_load(ptowsp_context_t *context, const char *path, ptowsp_machine_t *machine);

// The machine that an op is compiled for: the a2a3, with the figures of its module's `wsp.machine`
// that a machine description may have.
ptowsp_machine_t ptowsp_machine_of(const ptowsp_op_t *op);
// Such an attribute: the figures that are not the a2a3's. NULL: there are none.
ptowsp_attr_t ptowsp_machine_attr(ptowsp_context_t *context, const ptowsp_machine_t *machine);

// Nanoseconds to cycles, rounded to nearest.
int64_t ptowsp_machine_cycles(const ptowsp_machine_t *machine, double nanoseconds);

#ifdef __cplusplus
}
#endif

#endif
