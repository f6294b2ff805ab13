// The machine description: the a2a3's figures, and files that override them.
#include "ptowsp/machine.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *name;
  const char *unit;
  size_t offset;
} field_t;

static const field_t fields[] = {
#define PTOWSP_MACHINE(FIELD, VALUE, UNIT, SOURCE, SUMMARY) \
  {#FIELD, UNIT, offsetof(ptowsp_machine_t, FIELD)},
#include "ptowsp/machine.def"
#undef PTOWSP_MACHINE
};

// What a figure of a unit may be. Counts are whole; a latency may be zero, a rate may not.
static const struct {
  const char *unit;
  double least, most;
  bool whole;
} units[] = {
    {"cores", 1, 4096, true},   {"AICPUs", 1, 64, true},   {"B", 32, 0x1p50, true},
    {"GHz", 0.001, 100, false}, {"cycles", 0, 1e9, false}, {"GiB/s", 0.001, 1e6, false},
    {"ns", 0, 1e9, false},
};

ptowsp_machine_t ptowsp_machine_default(void) {
  return (ptowsp_machine_t){
#define PTOWSP_MACHINE(FIELD, VALUE, UNIT, SOURCE, SUMMARY) .FIELD = VALUE,
#include "ptowsp/machine.def"
#undef PTOWSP_MACHINE
  };
}

// The unit of a field, as a number of `units`.
static size_t unit_of(const field_t *field) {
  size_t i = 0;
  while (i + 1 < PTOWSP_COUNTOF(units) && strcmp(units[i].unit, field->unit) != 0) i++;
  return i;
}

static bool may_be(const field_t *field, double number) {
  size_t i = unit_of(field);
  return number >= units[i].least && number <= units[i].most &&
         (!units[i].whole || number == floor(number));
}

// Figures that no machine has are left alone, as those of other types.
ptowsp_machine_t ptowsp_machine_of(const ptowsp_op_t *op) {
  ptowsp_machine_t machine = ptowsp_machine_default();
  while (op && ptowsp_op_parent(op)) op = ptowsp_op_parent(op);
  ptowsp_attr_t figures = op ? ptowsp_op_attr(op, "wsp.machine") : NULL;
  if (!figures || ptowsp_attr_kind(figures) != PTOWSP_ATTR_DICTIONARY) return machine;
  for (size_t i = 0; i < PTOWSP_COUNTOF(fields); i++) {
    ptowsp_attr_t figure = ptowsp_attr_lookup(figures, fields[i].name);
    if (figure && ptowsp_attr_kind(figure) == PTOWSP_ATTR_FLOAT &&
        may_be(&fields[i], ptowsp_attr_float_value(figure)))
      *(double *)((char *)&machine + fields[i].offset) = ptowsp_attr_float_value(figure);
  }
  return machine;
}

ptowsp_attr_t ptowsp_machine_attr(ptowsp_context_t *context, const ptowsp_machine_t *machine) {
  ptowsp_machine_t usual = ptowsp_machine_default();
  ptowsp_named_attr_t entries[PTOWSP_COUNTOF(fields)];
  size_t count = 0;
  for (size_t i = 0; i < PTOWSP_COUNTOF(fields); i++) {
    double figure = *(const double *)((const char *)machine + fields[i].offset);
    if (figure == *(const double *)((const char *)&usual + fields[i].offset)) continue;
    entries[count].name = ptowsp_intern_cstr(context, fields[i].name);
    entries[count++].value =
        ptowsp_attr_float(context, figure, ptowsp_type_float(context, PTOWSP_FLOAT_F64));
  }
  return count ? ptowsp_attr_dictionary(context, entries, count) : NULL;
}

int64_t ptowsp_machine_cycles(const ptowsp_machine_t *machine, double nanoseconds) {
  return (int64_t)llround(nanoseconds * machine->clock_ghz);
}

static const field_t *find_field(const char *name) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(fields); i++)
    if (strcmp(fields[i].name, name) == 0) return &fields[i];
  return NULL;
}

static bool set_field(ptowsp_context_t *context, ptowsp_loc_t loc, const char *name,
                      const json_t *value, ptowsp_machine_t *machine) {
  const field_t *field = find_field(name);
  if (!field) {
    ptowsp_error(context, loc, "the machine has no figure '%s'", name);
    return false;
  }
  size_t i = unit_of(field);
  if (json_is_number(value) && may_be(field, json_number_value(value))) {
    *(double *)((char *)machine + field->offset) = json_number_value(value);
    return true;
  }
  ptowsp_error(context, loc, "'%s' must be a %snumber from %.17g to %.17g (%s)", name,
               units[i].whole ? "whole " : "", units[i].least, units[i].most, field->unit);
  return false;
}

static bool set_fields(ptowsp_context_t *context, ptowsp_loc_t loc, json_t *root,
                       ptowsp_machine_t *machine) {
  if (!json_is_object(root)) {
    ptowsp_error(context, loc, "a machine description is a JSON object {\"figure\": number, ...}");
    return false;
  }
  ptowsp_machine_t changed = *machine;
  bool ok = true;
  const char *name;
  json_t *value;
  json_object_foreach(root, name, value) ok &= set_field(context, loc, name, value, &changed);
  if (ok && changed.schedulers > changed.max_schedulers) {
    ptowsp_error(context, loc, "'schedulers' is %g, more than 'max_schedulers', %g",
                 changed.schedulers, changed.max_schedulers);
    ok = false;
  }
  if (ok) *machine = changed;
  return ok;
}

bool ptowsp_machine_load(ptowsp_context_t *context, const char *path, ptowsp_machine_t *machine) {
  ptowsp_loc_t loc = {.file = ptowsp_context_file(context, ptowsp_str(path))};
  char *text;
  size_t size;
  const char *problem;
  if (!ptowsp_file_read(path, &text, &size, &problem)) {
    ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "cannot read machine description '%s': %s", path,
                 problem);
    return false;
  }
  json_error_t error;
  json_t *root = json_loadb(text, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
  free(text);
  if (!root) {
    loc.line = error.line > 0 ? (uint32_t)error.line : 1;
    loc.column = error.column > 0 ? (uint32_t)error.column : 1;
    ptowsp_error(context, loc, "not JSON: %s", error.text);
    return false;
  }
  loc.line = loc.column = 1;
  bool ok = set_fields(context, loc, root, machine);
  json_decref(root);
  return ok;
}
