// What the files about loops share.
#ifndef PTOWSP_FRONTEND_LOOPS_H
#define PTOWSP_FRONTEND_LOOPS_H

#include "importer.h"

enum { MAX_VARIABLES = 8, MAX_TERMS = 16 };

extern const char loop_advice[]; // how a loop is written

// A variable that the head of a loop sets first.
typedef struct {
  CXCursor decl, initial;
  bool is_outside;   // declared before the loop
  int64_t step;      // of either sign; 0: the head does not step it
  CXCursor distance; // the step is this many, `step` times, where it is not constant
  int64_t power;     // what it is multiplied by, negative: divided by; 0: neither
} variable_t;

// A part of the condition that the loop's variable is not in.
typedef struct {
  CXCursor cursor;
  int64_t factor; // of it in left - right
  bool beside;    // stands on the variable's side
} term_t;

typedef struct {
  CXCursor statement, variable, initial, condition, bound, step_cursor, body;
  const char *name;
  ctype_t type;
  binary_t relation;   // with the variable on the left
  ctype_t compared_as; // the common type of the comparison
  int64_t step;        // of either sign, not zero
  CXCursor distance;   // what a step that is not constant adds (step is 1 or -1)
  int64_t factor;      // of the variable in a sum that is compared; 0: it stands alone
  term_t terms[MAX_TERMS];
  size_t term_count;
  bool is_unsigned, subtracts; // of the sum's arithmetic
  int64_t power;               // that the variable is multiplied by, as variable_t has it
  size_t trips;                // at most; of a variable with a power
  int64_t low, high;           // of its values
  operand_t first, last;       // INDEX or CONSTANT; `last` is the bound
  variable_t variables[MAX_VARIABLES];
  size_t variable_count, counter; // the counter is the one that is compared
} loop_t;

// The variable an expression is; a null cursor: it is something else.
CXCursor variable_of(importer_t *im, CXCursor cursor);
bool is_comma(CXCursor cursor);
// Whether an expression of the head (the first value, if `is_initial`) has the same value in front
// of every iteration; false after an error.
bool is_stable(importer_t *im, const loop_t *loop, CXCursor expression, bool is_initial);
// A variable declared before the loop must not be read behind it: it has its last value there.
bool check_outside(importer_t *im, const loop_t *loop);

// ---------------------------------------------------------------- loops.c

// What an operand of the head can be, of the loop variable's type if nothing is known.
int64_t low_of(const loop_t *loop, operand_t x);
int64_t high_of(const loop_t *loop, operand_t x);
int64_t type_low(ctype_t type);
int64_t type_high(ctype_t type); // 64-bit unsigned bounds are taken to be below 2^63

// ---------------------------------------------------------------- loop_conditions.c

void choose_counter(importer_t *im, loop_t *loop, CXCursor condition);
bool read_condition(importer_t *im, loop_t *loop, CXCursor condition);
// Whether the bound is the same in front of every iteration; false after an error.
bool bound_is_stable(importer_t *im, const loop_t *loop);
// INDEX or CONSTANT; reads `first` and the step. Form NONE after an error.
operand_t import_bound(importer_t *im, loop_t *loop);

// ---------------------------------------------------------------- loop_powers.c

// Reads h *= 2 and what is like it; false: the step is none of these.
bool power_step(importer_t *im, CXCursor cursor, variable_t *out);
// Settles how often the loop runs; false after an error.
bool check_power(importer_t *im, loop_t *loop);
// The variable in the iteration of that number.
operand_t power_value(importer_t *im, const loop_t *loop, operand_t counter);
// A variable with a power beside the one that is compared: its check, false after an error, and
// its value after `count` steps, of which there are at most `most`.
bool check_beside(importer_t *im, const variable_t *variable, operand_t first);
operand_t power_beside(importer_t *im, const variable_t *variable, operand_t first, operand_t count,
                       int64_t most);
// The scf.if that the body stands in, with an empty region; NULL: it always runs.
ptowsp_op_t *build_power_guard(importer_t *im, const loop_t *loop, operand_t value);

#endif
