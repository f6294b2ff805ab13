// The files a run writes: all of them appear when everything has been written, or none.
#ifndef PTOWSP_RUN_OUTPUTS_H
#define PTOWSP_RUN_OUTPUTS_H

#include "ptowsp/ir.h"

typedef struct {
  const char *path;
  ptowsp_output_t *file;
} output_t;

typedef struct {
  ptowsp_context_t *context;
  PTOWSP_VEC(output_t) list;
} outputs_t;

// The number of the output; -1 after an error (an unwritable place, a path given twice).
int outputs_open(outputs_t *outputs, const char *path);
bool outputs_write(outputs_t *outputs, int number, const void *data, size_t size);
// Everything is written. False after an error; nothing has appeared then.
bool outputs_finish(outputs_t *outputs);
// After `finish`: all files appear. False after an error; some may have appeared then.
bool outputs_commit(outputs_t *outputs);
// Drops what was not committed.
void outputs_deinit(outputs_t *outputs);

#endif
