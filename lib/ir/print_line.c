// Values as text, and whole ops at once: those of one shape (ptowsp_op_same_shape) differ in the
// names of their values alone, so what one of them printed is kept with the places of the names.
#include "print.h"

enum {
  LONGEST_NUMBER = 24,
  LONGEST_VALUE = 2 * LONGEST_NUMBER,
  LONGEST_LINE = PTOWSP_PRINT_LINE_SIZE + PTOWSP_PRINT_LINE_USES * LONGEST_VALUE,
};

static unsigned digits_of(uint64_t value) {
  unsigned digits = 1;
  for (;; digits += 4, value /= 10000) {
    if (value < 10) return digits;
    if (value < 100) return digits + 1;
    if (value < 1000) return digits + 2;
    if (value < 10000) return digits + 3;
  }
}

char *ptowsp_write_u64(char *at, uint64_t value) {
  static const char pairs[] =
      "00010203040506070809101112131415161718192021222324252627282930313233"
      "34353637383940414243444546474849505152535455565758596061626364656667"
      "6869707172737475767778798081828384858687888990919293949596979899";
  char *end = at + digits_of(value), *to = end;
  for (; value >= 100; value /= 100) memcpy(to -= 2, pairs + value % 100 * 2, 2);
  if (value >= 10)
    memcpy(to - 2, pairs + value * 2, 2);
  else
    to[-1] = (char)('0' + value);
  return end;
}

void ptowsp_print_u64(ptowsp_buffer_t *out, uint64_t value) {
  char digits[LONGEST_NUMBER];
  ptowsp_print_bytes(out, digits, (size_t)(ptowsp_write_u64(digits, value) - digits));
}

// ---------------------------------------------------------------- values

// There is room for LONGEST_VALUE bytes, and afterwards at least for as many as before those, or
// for LONGEST_LINE.
static inline char *write_name(ptowsp_printer_t *p, const ptowsp_value_t *first, char *at) {
  uint32_t name = first ? first->scratch : 0;
  if (name & 1) {
    *at++ = '%';
    return ptowsp_write_u64(at, name >> 1);
  }
  size_t place = name >> 1 < p->names.size ? name >> 1 : 0;
  ptowsp_str_t text = p->names.data[place];
  if (text.size > LONGEST_NUMBER - 2) {
    p->out->size = (size_t)(at - p->out->data);
    ptowsp_buffer_reserve(p->out, text.size + LONGEST_VALUE + LONGEST_LINE);
    at = p->out->data + p->out->size;
  }
  if (place) *at++ = '%';
  memcpy(at, text.data, text.size);
  return at + text.size;
}

// The same of one result of several: its place in the group that has a name.
static char *write_result(ptowsp_printer_t *p, const ptowsp_value_t *value, char *at) {
  const ptowsp_op_t *op = ptowsp_result_op(value);
  size_t begin = 0, count = op->result_count;
  if (!p->options.generic && ptowsp_names_groups(op)) {
    const ptowsp_spec_t *spec = ptowsp_specs_get(&p->specs, op->info);
    for (size_t g = 0; g < spec->result_count; g++)
      if (ptowsp_spec_results(spec, op, g, &begin, &count) && value->index < begin + count) break;
  }
  at = write_name(p, &op->results[begin], at);
  if (count < 2) return at;
  *at++ = '#';
  return ptowsp_write_u64(at, value->index - begin);
}

static inline char *write_value(ptowsp_printer_t *p, const ptowsp_value_t *value, char *at) {
  if (value && !value->is_arg && ptowsp_result_op(value)->result_count > 1)
    return write_result(p, value, at);
  return write_name(p, value, at);
}

static inline char *open_end(ptowsp_buffer_t *out, size_t room) {
  if (out->capacity - out->size <= room) ptowsp_buffer_reserve(out, room);
  return out->data + out->size;
}

static inline void close_end(ptowsp_buffer_t *out, char *at) {
  *at = 0;
  out->size = (size_t)(at - out->data);
}

void ptowsp_print_value_name(ptowsp_printer_t *p, const ptowsp_value_t *value) {
  close_end(p->out, write_name(p, value, open_end(p->out, LONGEST_VALUE)));
}

static void print_value(ptowsp_printer_t *p, const ptowsp_value_t *value) {
  close_end(p->out, write_value(p, value, open_end(p->out, LONGEST_VALUE)));
}

void ptowsp_print_value(ptowsp_printer_t *p, const ptowsp_value_t *value) {
  p->record.active = false; // this place would not be known again
  print_value(p, value);
}

void ptowsp_print_operand(ptowsp_printer_t *p, const ptowsp_op_t *op, size_t i) {
  ptowsp_print_record_t *record = &p->record;
  size_t begin = p->out->size;
  print_value(p, op->operands[i].value);
  if (!record->active) return;
  record->active = record->use_count < PTOWSP_PRINT_LINE_USES;
  if (!record->active) return;
  record->uses[record->use_count].begin = begin;
  record->uses[record->use_count].end = p->out->size;
  record->uses[record->use_count++].operand = (uint32_t)i;
}

// ---------------------------------------------------------------- shapes

static const ptowsp_op_info_t *around(const ptowsp_printer_t *p) {
  return p->frames.size ? p->frames.data[p->frames.size - 1].op->info : NULL;
}

static ptowsp_print_line_t *slot_of(ptowsp_printer_t *p, const ptowsp_op_t *op) {
  if (!p->lines) p->lines = PTOWSP_ARENA_NEW(p->arena, ptowsp_print_line_t, PTOWSP_PRINT_LINES);
  uintptr_t name = op->info ? (uintptr_t)op->info : (uintptr_t)ptowsp_op_name(op);
  uintptr_t type = op->result_count    ? (uintptr_t)op->results[0].type
                   : op->operand_count ? (uintptr_t)op->operands[0].value
                                       : 0;
  if (!op->result_count && type) type = (uintptr_t)op->operands[0].value->type;
  uint64_t hash = (name ^ (uintptr_t)op->properties * 3 ^ (uintptr_t)op->attributes * 5 ^ type * 7 ^
                   op->operand_count) *
                  UINT64_C(0x9e3779b97f4a7c15);
  return &p->lines[hash >> 32 & (PTOWSP_PRINT_LINES - 1)];
}

bool ptowsp_print_known(ptowsp_printer_t *p, const ptowsp_op_t *op) {
  const ptowsp_print_line_t *line = slot_of(p, op);
  if (!line->op || line->around != around(p) || !ptowsp_op_same_shape(line->op, op)) return false;
  char *at = open_end(p->out, line->size + line->use_count * (size_t)LONGEST_VALUE);
  size_t done = 0;
  for (size_t i = 0; i < line->use_count; i++) {
    size_t size = line->ends[i] - done;
    memcpy(at, line->text + done, size);
    done += size;
    at = write_value(p, op->operands[line->operands[i]].value, at + size);
  }
  memcpy(at, line->text + done, line->size - done);
  close_end(p->out, at + (line->size - done));
  return true;
}

void ptowsp_print_record(ptowsp_printer_t *p) {
  p->record.active = !p->options.locations; // which no two ops share
  p->record.begin = p->out->size;
  p->record.use_count = 0;
}

void ptowsp_print_keep(ptowsp_printer_t *p, const ptowsp_op_t *op) {
  const ptowsp_print_record_t *record = &p->record;
  if (!record->active || record->use_count != op->operand_count) return;
  ptowsp_print_line_t *line = slot_of(p, op);
  size_t size = 0, at = record->begin;
  line->op = NULL;
  for (size_t i = 0; i <= record->use_count; i++) {
    bool last = i == record->use_count;
    size_t end = last ? p->out->size : record->uses[i].begin;
    if (end - at > PTOWSP_PRINT_LINE_SIZE - size) return;
    memcpy(line->text + size, p->out->data + at, end - at);
    size += end - at;
    if (last) break;
    line->ends[i] = (uint16_t)size;
    line->operands[i] = (uint16_t)record->uses[i].operand;
    at = record->uses[i].end;
  }
  line->size = (uint16_t)size;
  line->use_count = (uint16_t)record->use_count;
  line->around = around(p);
  line->op = op;
}
