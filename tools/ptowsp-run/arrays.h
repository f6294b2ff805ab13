// The arrays of a run: where they come from, what they are compared with, where they go.
#ifndef PTOWSP_RUN_ARRAYS_H
#define PTOWSP_RUN_ARRAYS_H

#include "outputs.h"
#include "ptowsp/check.h"
#include "ptowsp/expand.h"
#include "settings.h"

// A parameter of the workload, as the command line may name it.
typedef struct {
  ptowsp_check_param_t check;
  bool is_array, is_output;
  size_t count, bytes; // elements and bytes of an array
} parameter_t;

typedef struct {
  ptowsp_context_t *context;
  size_t parameter_count;
  parameter_t *parameters;
  sizes_t sizes; // of the integer parameters
  size_t buffer_count;
  void **data;   // storage of each buffer of the expansion: parameters' arrays first
  void **serial; // by parameter: the serial run's copy of an array; NULL: none
} arrays_t;

// Reads the workload's signature and settles the integer parameters. The status is CLI_OK or an
// error's.
int arrays_declare(arrays_t *arrays, ptowsp_op_t *workload, const settings_t *settings);
// Takes the arrays' types, whose extents are constant now; false after an error.
bool arrays_measure(arrays_t *arrays, ptowsp_op_t *workload);
// The values of scalar parameters, by parameter; to be freed.
int64_t *arrays_sizes(const arrays_t *arrays);
// The parameters in check.h's form; to be freed.
ptowsp_check_param_t *arrays_check_params(const arrays_t *arrays);
// Makes the storage of all buffers and fills the parameters' arrays.
bool arrays_fill(arrays_t *arrays, const ptowsp_expansion_t *expansion, const settings_t *settings);
// Copies the parameters' arrays for the serial run.
void arrays_copy_for_serial(arrays_t *arrays);
// Compares every output with the serial run's. CLI_OK or CLI_MISMATCH; a line on `text`.
int arrays_check(const arrays_t *arrays, const double *factors, ptowsp_buffer_t *text,
                 ptowsp_buffer_t *out_worst);
// Compares with the files of --expect. CLI_OK, CLI_MISMATCH or CLI_INPUT_ERROR.
int arrays_expect(const arrays_t *arrays, const double *factors, const settings_t *settings,
                  ptowsp_buffer_t *text);
// Writes --out's array i to the open output.
bool arrays_write(const arrays_t *arrays, ptowsp_str_t name, outputs_t *outputs, int output);
void arrays_deinit(arrays_t *arrays);

#endif
