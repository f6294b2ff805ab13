// RUN: %cc -std=c17 -Wall -Wextra -pedantic -Werror -I %include %s -o %t && %t
// RUN: %clang -std=c17 -Wall -Wextra -pedantic -Werror -O2 -I %include %s -o %t && %t

// wsp_at is the address of the element it names, for one to five dimensions.
#include <ptowsp/ptowsp.h>
static int first(const int row[3]) { return row[0]; }
static int second_row(const int rows[2][3]) { return rows[1][0]; }
static void write(int rows[2][3]) { rows[1][2] = -1; }
int main(void) {
  int a[12], b[4][3], e[2][2][2][3][3];
  for (int i = 0; i < 12; i++) a[i] = b[i / 3][i % 3] = i;
  for (int i = 0; i < 72; i++) e[i / 36][i / 18 % 2][i / 9 % 2][i / 3 % 3][i % 3] = i;
  const int(*c)[3] = (const int(*)[3])b;
  write(wsp_at(b, 2, 0));
  int wrong = first(wsp_at(a, 5)) - 5;
  wrong |= second_row(wsp_at(b, 1, 1)) - 7;
  wrong |= second_row(wsp_at(c, 1, 1)) - 7;
  wrong |= second_row(wsp_at(e[0][1], 1, 0, 2)) - 32;
  wrong |= second_row(wsp_at(e[1], 0, 1, 1, 1)) - 52;
  wrong |= second_row(wsp_at(e, 1, 1, 0, 1, 2)) - 62;
  return wrong | (b[3][2] + 1);
}
