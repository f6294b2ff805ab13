#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ptowsp/support.h"

void ptowsp_buffer_deinit(ptowsp_buffer_t *buffer) {
  free(buffer->data);
  *buffer = (ptowsp_buffer_t){0};
}

void ptowsp_buffer_reserve(ptowsp_buffer_t *buffer, size_t extra) {
  if (buffer->capacity - buffer->size > extra) return;
  size_t capacity = buffer->capacity ? buffer->capacity : 256;
  while (capacity - buffer->size <= extra) capacity *= 2;
  buffer->data = ptowsp_realloc(buffer->data, capacity);
  buffer->capacity = capacity;
}

void ptowsp_buffer_append(ptowsp_buffer_t *buffer, const void *data, size_t size) {
  ptowsp_buffer_reserve(buffer, size);
  if (size) memcpy(buffer->data + buffer->size, data, size);
  buffer->size += size;
  buffer->data[buffer->size] = 0;
}

void ptowsp_buffer_puts(ptowsp_buffer_t *buffer, const char *text) {
  ptowsp_buffer_append(buffer, text, strlen(text));
}

void ptowsp_buffer_putc(ptowsp_buffer_t *buffer, char c) { ptowsp_buffer_append(buffer, &c, 1); }

void ptowsp_buffer_vprintf(ptowsp_buffer_t *buffer, const char *format, va_list args) {
  va_list again;
  va_copy(again, args);
  ptowsp_buffer_reserve(buffer, 128);
  size_t room = buffer->capacity - buffer->size;
  int size = vsnprintf(buffer->data + buffer->size, room, format, args);
  if ((size_t)size >= room) {
    ptowsp_buffer_reserve(buffer, (size_t)size);
    vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, again);
  }
  va_end(again);
  buffer->size += (size_t)size;
}

void ptowsp_buffer_printf(ptowsp_buffer_t *buffer, const char *format, ...) {
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(buffer, format, args);
  va_end(args);
}

void ptowsp_buffer_json_string(ptowsp_buffer_t *buffer, ptowsp_str_t text) {
  ptowsp_buffer_putc(buffer, '"');
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if (c == '"' || c == '\\')
      ptowsp_buffer_printf(buffer, "\\%c", c);
    else if (c < 0x20 || c == 0x7f)
      ptowsp_buffer_printf(buffer, "\\u%04x", c);
    else
      ptowsp_buffer_putc(buffer, (char)c);
  }
  ptowsp_buffer_putc(buffer, '"');
}
