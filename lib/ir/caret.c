// Columns count bytes, a reader's eye does not: tabs reach to the next stop, letters beyond ASCII
// have several bytes and none, one or two places. A line that is too long is cut on both sides.
#include "caret.h"

#include <stdlib.h>

enum { TAB = 8, BEFORE = 100, MOST_BYTES = 240 };

// A part of a line as it is shown, and the place of each of its bytes.
typedef struct {
  ptowsp_buffer_t text;
  size_t begin, end;            // bytes of the line
  PTOWSP_VEC(uint32_t) columns; // of bytes begin … end
  uint32_t column;
} shown_t;

static bool is_continuation(ptowsp_str_t line, size_t at) {
  return at < line.size && ((unsigned char)line.data[at] & 0xc0) == 0x80;
}

// The letter at `at` and its bytes; 0 bytes: it is not UTF-8.
static size_t decode(ptowsp_str_t line, size_t at, uint32_t *out_letter) {
  unsigned char c = (unsigned char)line.data[at];
  size_t size = c < 0x80                ? 1
                : c >= 0xc2 && c < 0xe0 ? 2
                : c >= 0xe0 && c < 0xf0 ? 3
                : c >= 0xf0 && c < 0xf5 ? 4
                                        : 0;
  uint32_t letter = size > 1 ? c & (0x7fu >> size) : c;
  for (size_t i = 1; i < size; i++) {
    if (!is_continuation(line, at + i)) return 0;
    letter = letter << 6 | ((unsigned char)line.data[at + i] & 0x3f);
  }
  *out_letter = letter;
  return size;
}

static unsigned width_of(uint32_t letter) {
  static const uint32_t none[][2] = {
      {0x300, 0x36f}, {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}};
  static const uint32_t two[][2] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0x33ff},
                                    {0x3400, 0x4dbf},   {0x4e00, 0x9fff},   {0xa000, 0xa4cf},
                                    {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},
                                    {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
                                    {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
  for (size_t i = 0; i < PTOWSP_COUNTOF(none); i++)
    if (letter >= none[i][0] && letter <= none[i][1]) return 0;
  for (size_t i = 0; i < PTOWSP_COUNTOF(two); i++)
    if (letter >= two[i][0] && letter <= two[i][1]) return 2;
  return 1;
}

static void show_letter(shown_t *shown, ptowsp_str_t line, size_t *at) {
  uint32_t letter;
  size_t size = decode(line, *at, &letter), start = *at;
  uint32_t column = shown->column;
  if (!size) {
    ptowsp_buffer_printf(&shown->text, "<%02X>", (unsigned char)line.data[start]);
    shown->column += 4;
    size = 1;
  } else if (letter == '\t') {
    do ptowsp_buffer_putc(&shown->text, ' ');
    while (++shown->column % TAB);
  } else if (letter < 0x20 || letter == 0x7f) {
    ptowsp_buffer_putc(&shown->text, ' ');
    shown->column++;
  } else {
    ptowsp_buffer_append(&shown->text, line.data + start, size);
    shown->column += width_of(letter);
  }
  for (size_t i = 0; i < size; i++) ptowsp_vec_push(&shown->columns, column);
  *at += size;
}

static void show(shown_t *shown, ptowsp_str_t line, size_t place) {
  size_t end = line.size;
  if (end > MOST_BYTES) {
    shown->begin = place > BEFORE ? place - BEFORE : 0;
    if (end - shown->begin > MOST_BYTES) end = shown->begin + MOST_BYTES;
  }
  while (is_continuation(line, shown->begin) && shown->begin < place) shown->begin++;
  if (shown->begin) {
    ptowsp_buffer_puts(&shown->text, "...");
    shown->column = 3;
  }
  size_t at = shown->begin;
  while (at < end) show_letter(shown, line, &at);
  shown->end = at;
  ptowsp_vec_push(&shown->columns, shown->column);
  if (at < line.size) ptowsp_buffer_puts(&shown->text, "...");
}

static uint32_t column_of(const shown_t *shown, size_t byte) {
  if (byte < shown->begin) return 0;
  return shown->columns.data[byte > shown->end ? shown->end - shown->begin : byte - shown->begin];
}

static void append_below(ptowsp_buffer_t *out, const shown_t *shown, ptowsp_loc_t loc) {
  uint32_t from = column_of(shown, loc.column - 1);
  uint32_t to = column_of(shown, (size_t)loc.column - 1 + loc.length);
  ptowsp_buffer_puts(out, "\n  ");
  for (uint32_t i = 0; i < from; i++) ptowsp_buffer_putc(out, ' ');
  ptowsp_buffer_putc(out, '^');
  for (uint32_t i = from + 1; i < to; i++) ptowsp_buffer_putc(out, '~');
  ptowsp_buffer_putc(out, '\n');
}

void ptowsp_caret_append(ptowsp_buffer_t *out, ptowsp_str_t line, ptowsp_loc_t loc,
                         ptowsp_fix_t fix) {
  if (line.size && line.data[line.size - 1] == '\r') line.size--;
  if (line.size == 0 || loc.column == 0 || loc.column > line.size + 1) return;
  shown_t shown = {0};
  show(&shown, line, loc.column - 1);
  ptowsp_buffer_puts(out, "  ");
  ptowsp_buffer_append(out, shown.text.data, shown.text.size);
  append_below(out, &shown, loc);
  if (fix.text && fix.loc.line == loc.line && fix.loc.column && fix.loc.column <= line.size + 1) {
    ptowsp_buffer_puts(out, "  ");
    for (uint32_t i = column_of(&shown, fix.loc.column - 1); i > 0; i--)
      ptowsp_buffer_putc(out, ' ');
    ptowsp_buffer_printf(out, "%s\n", fix.text);
  }
  ptowsp_buffer_deinit(&shown.text);
  ptowsp_vec_deinit(&shown.columns);
}
