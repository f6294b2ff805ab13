// What the tools share: options from a table, the one help text, exit statuses.
#ifndef PTOWSP_TOOLS_CLI_H
#define PTOWSP_TOOLS_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "ptowsp/ir.h"

// Exit statuses of every tool.
enum {
  CLI_OK = 0,
  CLI_INPUT_ERROR = 1, // a diagnosed error in the input, or an output that cannot be written
  CLI_USAGE = 2,
  CLI_MISMATCH = 3, // --check or --expect: the result differs
  CLI_DEADLOCK = 4,
};

// One option. A planned one is part of the contract and refused by name.
typedef struct {
  const char *name;     // long name, without dashes
  char letter;          // short form, or 0
  const char *argument; // what --help calls it, "FILE"; NULL: a flag; "[X]": optional
  const char *summary;
  bool planned;
} cli_option_t;

// Another name for an option, of the tool that people come from.
typedef struct {
  const char *name;
  size_t option; // an index into the table
} cli_synonym_t;

typedef struct {
  const char *tool;
  const char *usage; // behind the tool's name, one form a line
  const char *summary;
  const cli_option_t *options;
  size_t option_count;
  const cli_synonym_t *synonyms; // may be NULL
  size_t synonym_count;
  // What to say about an option that is in no table, or NULL; may be NULL itself.
  const char *(*hint)(ptowsp_str_t name);
  bool single_dash; // -name is as good as --name
  // More for --help, e.g. the passes; may be NULL.
  void (*help)(void *data, ptowsp_buffer_t *out);
  // Takes one option (an index into the table). False after cli_usage_error.
  bool (*handle)(void *data, size_t option, const char *argument);
  void *data;
} cli_t;

// Reads options up to "--". --help and --version are added to every table and end
// the program's work: then, and after a usage error, returns false with the exit
// status set. Positional arguments are collected in order.
typedef struct {
  const char **files;
  size_t file_count;
  char **rest; // behind "--"
  size_t rest_count;
  int status;
} cli_result_t;

bool cli_parse(const cli_t *cli, int argc, char **argv, cli_result_t *out_result);
void cli_result_deinit(cli_result_t *result);

// "tool: error: …" on standard error; returns false.
bool cli_usage_error(const char *tool, const char *format, ...) PTOWSP_PRINTF(2, 3);

// Reads an input file into memory, or emits one clear error. The caller frees it.
bool cli_read(ptowsp_context_t *context, const char *path, char **out_data, size_t *out_size);
// The same for a text that is only looked at: without a copy where it can be. Once in a program.
bool cli_open(ptowsp_context_t *context, const char *path, ptowsp_text_t *out_text);
// Writes an output file, or emits one clear error.
bool cli_write(ptowsp_context_t *context, const char *path, const void *data, size_t size);
// Prints into an output file, piece by piece, or emits one clear error.
bool cli_print(ptowsp_context_t *context, const char *path, ptowsp_op_t *root,
               const ptowsp_print_options_t *options);

#endif
