// NumPy's .npy format: a magic, a header that is a Python dictionary, and the raw data.
#include "ptowsp/npy.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char magic[] = "\x93NUMPY";
enum { MAGIC_SIZE = 6, ALIGNMENT = 64, MAX_HEADER = 1 << 20 };

const char *ptowsp_npy_dtype(ptowsp_type_t element, bool is_unsigned) {
  if (ptowsp_type_is_float(element)) {
    switch (ptowsp_type_float_kind(element)) {
      case PTOWSP_FLOAT_F16:
        return "<f2";
      case PTOWSP_FLOAT_F32:
        return "<f4";
      case PTOWSP_FLOAT_F64:
        return "<f8";
      default:
        return NULL;
    }
  }
  if (ptowsp_type_is_index(element)) return is_unsigned ? "<u8" : "<i8";
  if (!ptowsp_type_is_integer(element)) return NULL;
  switch (ptowsp_type_width(element)) {
    case 1:
      return "|b1";
    case 8:
      return is_unsigned ? "|u1" : "|i1";
    case 16:
      return is_unsigned ? "<u2" : "<i2";
    case 32:
      return is_unsigned ? "<u4" : "<i4";
    case 64:
      return is_unsigned ? "<u8" : "<i8";
    default:
      return NULL;
  }
}

// ---------------------------------------------------------------- the header

// What a header says. Unset members: not seen.
typedef struct {
  ptowsp_str_t descr;
  bool has_descr, has_order, has_shape;
  bool fortran_order;
  size_t rank;
  int64_t shape[PTOWSP_NPY_MAX_RANK];
} header_t;

typedef struct {
  const char *at;
  const char *end;
} cursor_t;

static void skip_space(cursor_t *c) {
  while (c->at < c->end && isspace((unsigned char)*c->at)) c->at++;
}

static bool take(cursor_t *c, char wanted) {
  skip_space(c);
  if (c->at == c->end || *c->at != wanted) return false;
  c->at++;
  return true;
}

static bool take_word(cursor_t *c, const char *word) {
  skip_space(c);
  size_t size = strlen(word);
  if ((size_t)(c->end - c->at) < size || memcmp(c->at, word, size) != 0) return false;
  c->at += size;
  return true;
}

// A quoted string without escapes, which NumPy never writes here.
static bool take_string(cursor_t *c, ptowsp_str_t *out) {
  skip_space(c);
  if (c->at == c->end || (*c->at != '\'' && *c->at != '"')) return false;
  char quote = *c->at++;
  const char *start = c->at;
  while (c->at < c->end && *c->at != quote && *c->at != '\\') c->at++;
  if (c->at == c->end || *c->at != quote) return false;
  *out = (ptowsp_str_t){start, (size_t)(c->at - start)};
  c->at++;
  return true;
}

static bool take_number(cursor_t *c, int64_t *out) {
  skip_space(c);
  const char *start = c->at;
  int64_t value = 0;
  while (c->at < c->end && isdigit((unsigned char)*c->at)) {
    if (__builtin_mul_overflow(value, 10, &value) ||
        __builtin_add_overflow(value, *c->at - '0', &value))
      return false;
    c->at++;
  }
  take_word(c, "L"); // Python 2 wrote 64L
  *out = value;
  return c->at > start;
}

static bool take_shape(cursor_t *c, header_t *h) {
  if (!take(c, '(')) return false;
  while (!take(c, ')')) {
    if (h->rank == PTOWSP_NPY_MAX_RANK || !take_number(c, &h->shape[h->rank])) return false;
    h->rank++;
    if (!take(c, ',')) return take(c, ')');
  }
  return true;
}

static bool take_entry(cursor_t *c, header_t *h) {
  ptowsp_str_t key;
  if (!take_string(c, &key) || !take(c, ':')) return false;
  if (ptowsp_str_is(key, "descr") && !h->has_descr) return h->has_descr = take_string(c, &h->descr);
  if (ptowsp_str_is(key, "shape") && !h->has_shape) return h->has_shape = take_shape(c, h);
  if (!ptowsp_str_is(key, "fortran_order") || h->has_order) return false;
  h->fortran_order = take_word(c, "True");
  return h->has_order = h->fortran_order || take_word(c, "False");
}

// The dictionary, then only spaces.
static bool parse_header(ptowsp_str_t text, header_t *out) {
  cursor_t c = {text.data, text.data + text.size};
  *out = (header_t){0};
  if (!take(&c, '{')) return false;
  while (!take(&c, '}')) {
    if (!take_entry(&c, out)) return false;
    if (!take(&c, ',')) {
      if (!take(&c, '}')) return false;
      break;
    }
  }
  skip_space(&c);
  return c.at == c.end && out->has_descr && out->has_order && out->has_shape;
}

// ---------------------------------------------------------------- reading

static bool refuse(ptowsp_context_t *context, const char *path, const char *format, ...)
    PTOWSP_PRINTF(3, 4);

// Without a context nothing is reported.
static bool refuse(ptowsp_context_t *context, const char *path, const char *format, ...) {
  if (!context) return false;
  ptowsp_buffer_t text = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&text, format, args);
  va_end(args);
  ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "%s: %s", path, text.data);
  ptowsp_buffer_deinit(&text);
  return false;
}

static void print_shape(ptowsp_buffer_t *text, const int64_t *shape, size_t rank) {
  ptowsp_buffer_putc(text, '(');
  for (size_t i = 0; i < rank; i++)
    ptowsp_buffer_printf(text, i ? ", %lld" : "%lld", (long long)shape[i]);
  ptowsp_buffer_puts(text, rank == 1 ? ",)" : ")");
}

static bool check_shape(ptowsp_context_t *context, const char *path, const header_t *h,
                        const int64_t *shape, size_t rank) {
  if (h->rank == rank && memcmp(h->shape, shape, rank * sizeof(shape[0])) == 0) return true;
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_puts(&text, "has shape ");
  print_shape(&text, h->shape, h->rank);
  ptowsp_buffer_puts(&text, ", the program's array has ");
  print_shape(&text, shape, rank);
  refuse(context, path, "%s", text.data);
  ptowsp_buffer_deinit(&text);
  return false;
}

// Byte order marks that mean nothing for one byte are read alike: "|i1" is "<i1".
static bool check_descr(ptowsp_context_t *context, const char *path, ptowsp_str_t descr,
                        const char *dtype) {
  if (ptowsp_str_is(descr, dtype)) return true;
  bool same = descr.size > 1 && strlen(dtype) == descr.size &&
              memcmp(descr.data + 1, dtype + 1, descr.size - 1) == 0;
  if (same && (dtype[0] == '|' || descr.data[0] == '=')) return true;
  if (same && descr.data[0] == '>')
    return refuse(context, path, "is big-endian ('%.*s'); write it as '%s'", (int)descr.size,
                  descr.data, dtype);
  return refuse(context, path, "has elements of type '%.*s', the program's array '%s'",
                (int)descr.size, descr.data, dtype);
}

// Finds the header's text and the data behind it.
static bool split(ptowsp_context_t *context, const char *path, ptowsp_str_t file,
                  ptowsp_str_t *out_header, ptowsp_str_t *out_data) {
  const unsigned char *bytes = (const unsigned char *)file.data;
  if (file.size < MAGIC_SIZE || memcmp(file.data, magic, MAGIC_SIZE) != 0)
    return refuse(context, path, "is not a .npy file");
  if (file.size < 10) return refuse(context, path, "ends within its header");
  unsigned major = bytes[6];
  if (major < 1 || major > 3)
    return refuse(context, path, "is of .npy version %u.%u; 1.0 to 3.0 are read", major, bytes[7]);
  size_t start = major == 1 ? 10 : 12;
  if (file.size < start) return refuse(context, path, "ends within its header");
  size_t size = bytes[8] | (size_t)bytes[9] << 8;
  if (major > 1) size |= (size_t)bytes[10] << 16 | (size_t)bytes[11] << 24;
  if (size > MAX_HEADER)
    return refuse(context, path, "says its header has %zu bytes; none is that long", size);
  if (file.size - start < size) return refuse(context, path, "ends within its header");
  *out_header = (ptowsp_str_t){file.data + start, size};
  *out_data = (ptowsp_str_t){file.data + start + size, file.size - start - size};
  return true;
}

bool ptowsp_npy_shape(const char *path, int64_t out_shape[PTOWSP_NPY_MAX_RANK], size_t *out_rank) {
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  char *text = ptowsp_malloc(12 + MAX_HEADER);
  ptowsp_str_t start = {text, fread(text, 1, 12 + MAX_HEADER, file)}, dictionary, rest;
  fclose(file);
  header_t header;
  bool ok = split(NULL, path, start, &dictionary, &rest) && parse_header(dictionary, &header);
  if (ok) {
    *out_rank = header.rank;
    memcpy(out_shape, header.shape, header.rank * sizeof(int64_t));
  }
  free(text);
  return ok;
}

static bool read_array(ptowsp_context_t *context, const char *path, ptowsp_str_t file,
                       const char *dtype, const int64_t *shape, size_t rank, void *data,
                       size_t bytes) {
  ptowsp_str_t text = {0};
  ptowsp_str_t rest = {0};
  header_t header;
  if (!split(context, path, file, &text, &rest)) return false;
  if (!parse_header(text, &header))
    return refuse(context, path,
                  "has a header that is not NumPy's dictionary of descr, "
                  "fortran_order and shape");
  if (!check_descr(context, path, header.descr, dtype)) return false;
  if (!check_shape(context, path, &header, shape, rank)) return false;
  if (header.fortran_order && rank > 1)
    return refuse(context, path, "is in Fortran order; write it with numpy.ascontiguousarray");
  if (rest.size < bytes)
    return refuse(context, path, "is truncated: %zu bytes of data, %zu expected", rest.size, bytes);
  if (rest.size > bytes)
    return refuse(context, path, "has %zu bytes behind its data", rest.size - bytes);
  for (size_t i = 0; i < bytes && strcmp(dtype, "|b1") == 0; i++)
    if ((unsigned char)rest.data[i] > 1)
      return refuse(context, path, "has a bool that is %u; it is 0 or 1",
                    (unsigned char)rest.data[i]);
  if (bytes) memcpy(data, rest.data, bytes);
  return true;
}

bool ptowsp_npy_read(ptowsp_context_t *context, const char *path, const char *dtype,
                     const int64_t *shape, size_t rank, void *data, size_t bytes) {
  char *text;
  size_t size;
  const char *error;
  // Roomy, so that an array of another type or shape is named as such.
  if (!ptowsp_file_read_up_to(path, PTOWSP_TEXT_FILE_MAX + 16 * bytes, &text, &size, &error)) {
    ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "cannot read '%s': %s", path, error);
    return false;
  }
  bool ok = read_array(context, path, (ptowsp_str_t){text, size}, dtype, shape, rank, data, bytes);
  free(text);
  return ok;
}

// ---------------------------------------------------------------- writing

void ptowsp_npy_header(ptowsp_buffer_t *buffer, const char *dtype, const int64_t *shape,
                       size_t rank) {
  ptowsp_buffer_t header = {0};
  ptowsp_buffer_printf(&header, "{'descr': '%s', 'fortran_order': False, 'shape': ", dtype);
  print_shape(&header, shape, rank);
  ptowsp_buffer_puts(&header, ", }");
  while ((10 + header.size + 1) % ALIGNMENT) ptowsp_buffer_putc(&header, ' ');
  ptowsp_buffer_putc(&header, '\n');
  ptowsp_buffer_append(buffer, magic, MAGIC_SIZE);
  const char fixed[4] = {1, 0, (char)(header.size & 0xFF), (char)(header.size >> 8)};
  ptowsp_buffer_append(buffer, fixed, sizeof(fixed));
  ptowsp_buffer_append(buffer, header.data, header.size);
  ptowsp_buffer_deinit(&header);
}
