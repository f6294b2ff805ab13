// One arithmetic step of an orchestration.
#ifndef PTOWSP_SIM_SCALAR_H
#define PTOWSP_SIM_SCALAR_H

#include "program.h"

// Integers are kept sign-extended from their width, floats as their bit pattern.
// False: the result is undefined (see ptowsp_evaluate_integers).
bool ptowsp_scalar_step(const step_t *step, int64_t *slots);

#endif
