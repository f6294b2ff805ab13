// --size NAME=N: values for a workload's scalar parameters.
#ifndef PTOWSP_TOOLS_SIZES_H
#define PTOWSP_TOOLS_SIZES_H

#include "cli.h"
#include "ptowsp/target.h"

typedef PTOWSP_VEC(ptowsp_target_size_t) sizes_t;

// Takes one option's argument; false after a usage error. The name points into the text.
bool sizes_add(const char *tool, sizes_t *sizes, const char *text);
// Whether every name is a scalar parameter of the workload (NULL: of any one), and no value is
// out of its range; false after a usage error.
bool sizes_check(const char *tool, ptowsp_module_t *module, const char *workload,
                 const sizes_t *sizes);
// Puts the values into the program by wsp-bind-sizes, where extents or loop nests of a workload
// depend on them; an orchestration of kernel calls alone keeps its parameters. False after an
// error.
bool sizes_bind(ptowsp_module_t *module, const char *workload, const sizes_t *sizes);

#endif
