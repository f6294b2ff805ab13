// What surrounds elements that do not lie side by side, and what is put between it.
#ifndef PTOWSP_PASSES_WSP_RAISE_LOOPS_WINDOWS_H
#define PTOWSP_PASSES_WSP_RAISE_LOOPS_WINDOWS_H

#include "wsp_raise_loops.h"

typedef struct {
  raise_box_t box; // rows of neighbouring elements
  bool column;     // each row has one of the box's elements, in the same place
  int64_t period;  // from one of a row's elements to the next; of a column, the row's length
  int64_t phase;   // of the first one, from the start of the row
  isl_aff *place;  // the same, of a column that varies; NULL: it does not
  bool falling;    // the last column's element comes first
} raise_window_t;

// False: the box has none.
bool raise_window(raise_t *r, const raise_box_t *box, raise_window_t *out_window);
// Whether a window is a tile; else it is noted by how much not.
bool raise_fits(raise_t *r, const raise_window_t *window, const raise_box_t *box);

// wsp_raise_loops_weave.c: stores of elements that do not lie side by side
// Whether elements are put between those around them.
bool raise_is_woven(raise_t *r, const raise_box_t *box);
bool raise_weave(raise_t *r, const raise_box_t *box, ptowsp_value_t *tile);

#endif
