#include "outputs.h"

#include <stdlib.h>
#include <string.h>

static bool fail(outputs_t *outputs, const char *path, const char *problem) {
  ptowsp_error(outputs->context, PTOWSP_LOC_UNKNOWN, "cannot write '%s': %s", path, problem);
  return false;
}

int outputs_open(outputs_t *outputs, const char *path) {
  const char *problem = "it is named for two outputs";
  for (size_t i = 0; i < outputs->list.size; i++)
    if (strcmp(outputs->list.data[i].path, path) == 0) return fail(outputs, path, problem), -1;
  ptowsp_output_t *file = ptowsp_output_open(path, &problem);
  if (!file) return fail(outputs, path, problem), -1;
  ptowsp_vec_push(&outputs->list, ((output_t){path, file}));
  return (int)outputs->list.size - 1;
}

bool outputs_write(outputs_t *outputs, int number, const void *data, size_t size) {
  output_t *output = &outputs->list.data[number];
  const char *problem;
  return ptowsp_output_write(output->file, data, size, &problem) ||
         fail(outputs, output->path, problem);
}

bool outputs_finish(outputs_t *outputs) {
  const char *problem;
  for (size_t i = 0; i < outputs->list.size; i++)
    if (!ptowsp_output_finish(outputs->list.data[i].file, &problem))
      return fail(outputs, outputs->list.data[i].path, problem);
  return true;
}

bool outputs_commit(outputs_t *outputs) {
  const char *problem;
  for (size_t i = 0; i < outputs->list.size; i++) {
    ptowsp_output_t *file = outputs->list.data[i].file;
    outputs->list.data[i].file = NULL;
    if (!ptowsp_output_commit(file, &problem))
      return fail(outputs, outputs->list.data[i].path, problem);
  }
  return true;
}

void outputs_deinit(outputs_t *outputs) {
  for (size_t i = 0; i < outputs->list.size; i++) ptowsp_output_abandon(outputs->list.data[i].file);
  ptowsp_vec_deinit(&outputs->list);
}
