// What the files that spell a kernel share.
#ifndef PTOWSP_AICORE_PRINTER_H
#define PTOWSP_AICORE_PRINTER_H

#include "../cxx/cxx.h"
#include "aicore.h"
#include "ptowsp/tile.h"

typedef enum {
  ELEMENTWISE,
  PLAIN,
  REDUCE,
  ROWS,
  SCRATCH,
  COMPARE,
  COUNT,
  CONVERT,
  PATTERN,
  TRIANGLE,
  MERGE,
  PART,
  UPDATE,
  SPREAD,
  LOAD,
  STORE
} form_t;

typedef struct {
  ptowsp_op_id_t id;
  const char *name;
  form_t form;
  const char *simulation;
  bool exact;
} instruction_t;

// A variable for tiles: it is used again for another one of its type and kind when the present
// one has been read for the last time, so that a long kernel has few.
typedef struct {
  ptowsp_value_t *value;
  const char *name;
  const char *type, *wish;
  ptowsp_block_t *block; // that it is declared in; NULL: it is not used again
  size_t reads_left;
} tile_name_t;

typedef struct {
  ptowsp_type_t type;
  bool turned; // in L1, columns side by side
  const char *name;
} tile_type_t;

typedef struct {
  ptowsp_type_t type;
  int64_t rows;
} padded_t;

typedef struct {
  cxx_scope_t scope;
  ptowsp_op_t *kernel;
  const char *name;
  ptowsp_buffer_t *out; // what is written now
  int depth;
  uint32_t line;         // the source line last named in a comment
  ptowsp_buffer_t types; // typedefs, which stand before the kernel
  PTOWSP_VEC(tile_name_t) tiles;
  PTOWSP_VEC(tile_type_t) tile_types;
  PTOWSP_VEC(padded_t) padded;      // tile types declared with more rows than are stored
  PTOWSP_VEC(const char *) globals; // typedefs of global tensors, as written
  uint64_t helpers;                 // functions the kernel needs, a bit each
  ptowsp_buffer_t simulations;      // functions for what the simulator lacks
  PTOWSP_VEC(const instruction_t *) simulated;
} printer_t;

// A row of instructions.def; NULL: not a tile operation.
const instruction_t *aicore_find_instruction(const ptowsp_op_t *op);

// operands.c: tiles in variables, arrays and scalars, as text.
void aicore_line(printer_t *p, const char *format, ...) PTOWSP_PRINTF(2, 3);
const char *aicore_tile_name(const printer_t *p, ptowsp_value_t *value);
// The user's name of the array a memref is a view of.
const char *aicore_array_name(printer_t *p, ptowsp_value_t *memref);
// Puts a tile at its planned address, in a variable of its own or one that is free. NULL after an
// error.
const char *aicore_declare_tile(printer_t *p, ptowsp_op_t *op);
// Gives the next tile in a place that a loop carries the variable of the one before, for good.
void aicore_carry_tile(printer_t *p, ptowsp_value_t *before, ptowsp_value_t *next);
// Notes that an operation, now printed, has read its tiles.
void aicore_end_reads(printer_t *p, const ptowsp_op_t *op);
size_t aicore_count_uses(const ptowsp_value_t *value);
// A scalar operand: a parameter, a constant, or integer arithmetic. NULL after an error.
const char *aicore_scalar_text(printer_t *p, ptowsp_value_t *value);
// Of a tile: its variable.
const char *aicore_operand_text(printer_t *p, ptowsp_value_t *value);

// types.c: C++ types. NULL after an error; typedefs are written when first asked for.
const char *aicore_element_name(ptowsp_type_t type); // NULL: pto-isa has no such element
const char *aicore_memory_name(ptowsp_type_t type);  // the same in memory, where i1 is a byte
const char *aicore_refuse_element(printer_t *p, ptowsp_loc_t loc, ptowsp_type_t type);
// Finds the tile types that need padding; before any other function.
void aicore_find_padded_types(printer_t *p);
const char *aicore_tile_type(printer_t *p, ptowsp_type_t type, ptowsp_loc_t loc);
// Of the tile that an operation makes: a load of columns into L1 keeps them so.
const char *aicore_result_type(printer_t *p, const ptowsp_op_t *op);
// Whether the elements of a tile in UB do not lie side by side in memory: a column of a matrix,
// every second element of a row.
bool aicore_is_apart(ptowsp_type_t memref, ptowsp_type_t tile);
// Of the part of a global array that a tile is loaded from or stored to.
const char *aicore_global_type(printer_t *p, const ptowsp_op_t *op, ptowsp_type_t memref,
                               ptowsp_type_t tile);

// helpers.c: functions that the emitted file defines. `name` may be none of them.
void aicore_use_helper(printer_t *p, const char *name);
void aicore_reserve_helpers(printer_t *p);
// The name to call an instruction by: its own, or that of a function for what the simulator lacks.
const char *aicore_callee(printer_t *p, const ptowsp_op_t *op, const instruction_t *instruction);
void aicore_print_helpers(const printer_t *p, ptowsp_buffer_t *out);

#endif
