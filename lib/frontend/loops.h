// What the files about loops share.
#ifndef PTOWSP_FRONTEND_LOOPS_H
#define PTOWSP_FRONTEND_LOOPS_H

#include "importer.h"

enum { MAX_VARIABLES = 8, MAX_TERMS = 16 };

// A variable that the head of a loop sets first.
typedef struct {
  CXCursor decl, initial;
  bool is_outside; // declared before the loop
  bool is_kept;    // and used behind it: the cell gets its last value
  array_t cell;
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

// Whether the condition steps the variable, and compares it then or before.
typedef enum { COUNTS_NOT, COUNTS_FIRST, COUNTS_AFTER } counting_t;

typedef struct {
  CXCursor statement, variable, initial, condition, bound, step_cursor, body;
  const char *name;
  ctype_t type;
  binary_t relation;   // with the variable on the left
  ctype_t compared_as; // the common type of the comparison
  int64_t step;        // of either sign, not zero
  CXCursor distance;   // what a step that is not constant adds (step is 1 or -1)
  int64_t factor;      // of the variable in a sum that is compared; 0: it stands alone
  int64_t root;        // the variable stays below it, as its square is compared; 0: it is not
  term_t terms[MAX_TERMS];
  size_t term_count;
  bool is_unsigned, subtracts; // of the sum's arithmetic
  int64_t power;               // that the variable is multiplied by, as variable_t has it
  size_t trips;                // at most; of a variable with a power
  int64_t low, high;           // of its values
  operand_t first, last;       // INDEX or CONSTANT; `last` is the bound
  variable_t variables[MAX_VARIABLES];
  size_t variable_count, counter; // the counter is the one that is compared
  const CXCursor *items;          // the statements of the body
  size_t item_count;
  CXCursor guards[MAX_VARIABLES]; // further conditions of an iteration, the last one first
  size_t guard_count;
  CXCursor tail[MAX_VARIABLES]; // steps of plain variables
  size_t tail_count;
  bool at_least_once; // do
  bool steps_inside;  // by the item of this number; it is the last one if an earlier may leave
  size_t step_item;
  counting_t counting;
  const variable_t *meets; // the bound is a variable that the head steps
} loop_t;

extern const char loop_advice[]; // how a loop is written

// ---------------------------------------------------------------- loop_heads.c

bool read_parts(importer_t *im, loop_t *loop); // false after an error

// ---------------------------------------------------------------- loop_uses.c

// The variable an expression is; a null cursor: it is something else.
CXCursor variable_of(importer_t *im, CXCursor cursor);
bool is_comma(CXCursor cursor);
// Whether an expression of the head has the same value in front of every iteration; false after an
// error.
bool is_stable(importer_t *im, const loop_t *loop, CXCursor expression);
// How often an expression or statement reads or writes a variable; whether it does.
size_t count_mentions(CXCursor cursor, CXCursor decl);
bool mentions(CXCursor cursor, CXCursor decl);
// Finds which variables declared before the loop are used elsewhere; false after an error.
bool check_outside(importer_t *im, loop_t *loop);

// ---------------------------------------------------------------- loop_kept.c

// Where the counter of the scf.for goes: by `distance` if that is not NONE, else by the step.
typedef struct {
  operand_t from, to; // CONSTANT or INDEX
  operand_t *firsts;  // of the variables beside the counter
  operand_t distance;
} range_t;

// The value of a variable that is not given one by the head.
operand_t kept_first(importer_t *im, const variable_t *variable);
// The variable's value in the next iteration.
operand_t next_value(importer_t *im, const loop_t *loop, size_t which, const range_t *range);
// Stores what variables that are used behind the loop are in this iteration, or in the next.
void keep_current(importer_t *im, const loop_t *loop);
void keep_next(importer_t *im, const loop_t *loop, const range_t *range);
// The same in front of the loop, and behind it if nothing leaves it.
void keep_firsts(importer_t *im, const loop_t *loop, const range_t *range);
void keep_finals(importer_t *im, const loop_t *loop, const range_t *range);

// ---------------------------------------------------------------- loops.c

// What a variable beside the counter is where that has a value.
operand_t value_beside(importer_t *im, const loop_t *loop, size_t which, operand_t counter,
                       const range_t *range);
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
// Whether a condition that holds in one iteration holds in all that follow, as far as its text
// tells: a comparison of a multiple of the variable with what the loop leaves alone.
bool holds_for_good(importer_t *im, const loop_t *loop, CXCursor condition);
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
ptowsp_op_t *build_power_guard(importer_t *im, const loop_t *loop, operand_t value,
                               ptowsp_value_t *counter);

#endif
