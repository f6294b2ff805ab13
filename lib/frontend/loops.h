// What the two files about loops share.
#ifndef PTOWSP_FRONTEND_LOOPS_H
#define PTOWSP_FRONTEND_LOOPS_H

#include "importer.h"

enum { MAX_VARIABLES = 8 };

// A variable that the head of a loop sets first.
typedef struct {
  CXCursor decl, initial;
  bool is_outside;   // declared before the loop
  int64_t step;      // of either sign; 0: the head does not step it
  CXCursor distance; // the step is this many, `step` times, where it is not constant
} variable_t;

typedef struct {
  CXCursor statement, variable, initial, condition, bound, step_cursor, body;
  const char *name;
  ctype_t type;
  binary_t relation;     // with the variable on the left
  ctype_t compared_as;   // the common type of the comparison
  int64_t step;          // of either sign, not zero
  CXCursor distance;     // what a step that is not constant adds (step is 1 or -1)
  operand_t first, last; // INDEX or CONSTANT; `last` is the bound
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

#endif
