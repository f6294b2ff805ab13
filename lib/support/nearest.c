// Which of several words a misspelled one is meant to be.
#include <stdlib.h>
#include <string.h>

#include "ptowsp/support.h"

enum { LONGEST = 64 };

ptowsp_nearest_t ptowsp_nearest_begin(ptowsp_str_t word) {
  return (ptowsp_nearest_t){.word = word, .distance = (word.size + 2) / 3 + 1};
}

static size_t least(size_t a, size_t b, size_t c) {
  size_t m = a < b ? a : b;
  return m < c ? m : c;
}

static bool same_letter(char a, char b) {
  return a == b || ((a ^ b) == ' ' && ((a | ' ') >= 'a' && (a | ' ') <= 'z'));
}

// Letters inserted, left out, replaced, or swapped with their neighbour; small or capital.
static size_t edit_distance(ptowsp_str_t a, const char *b, size_t b_size) {
  size_t rows[3][LONGEST + 1];
  for (size_t k = 0; k <= b_size; k++) rows[0][k] = k;
  for (size_t i = 1; i <= a.size; i++) {
    size_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *before = rows[(i + 1) % 3];
    row[0] = i;
    for (size_t k = 1; k <= b_size; k++) {
      size_t change = !same_letter(a.data[i - 1], b[k - 1]);
      row[k] = least(row[k - 1] + 1, above[k] + 1, above[k - 1] + change);
      if (i > 1 && k > 1 && a.data[i - 1] == b[k - 2] && a.data[i - 2] == b[k - 1] &&
          before[k - 2] + 1 < row[k])
        row[k] = before[k - 2] + 1;
    }
  }
  return rows[a.size % 3][b_size];
}

void ptowsp_nearest_offer(ptowsp_nearest_t *nearest, const char *candidate) {
  size_t size = strlen(candidate), own = nearest->word.size;
  size_t apart = size > own ? size - own : own - size;
  if (own > LONGEST || size > LONGEST || size == 0 || own < 2 || apart > nearest->distance) return;
  size_t distance = edit_distance(nearest->word, candidate, size);
  if (distance > nearest->distance || distance >= own) return;
  if (distance == nearest->distance) {
    // Two as close as each other: neither is sure.
    nearest->tie = nearest->best && strcmp(nearest->best, candidate) != 0;
    return;
  }
  nearest->best = candidate;
  nearest->distance = distance;
  nearest->tie = false;
}

const char *ptowsp_nearest_end(const ptowsp_nearest_t *nearest) {
  return nearest->tie ? NULL : nearest->best;
}
