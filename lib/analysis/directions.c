// Declared directions of arguments, against what the body does.
#include "model.h"

typedef struct {
  ptowsp_context_t *context;
  const ptowsp_summary_t *function;
  bool ok;
} check_t;

static const char *declared_access(const check_t *t, size_t arg) {
  ptowsp_attr_t access = ptowsp_op_attr(t->function->kernel, "arg_access");
  if (!access || arg >= ptowsp_attr_count(access)) return "";
  return ptowsp_intern(t->context, ptowsp_attr_text(ptowsp_attr_at(access, arg)));
}

static ptowsp_value_t *argument(const check_t *t, size_t arg) {
  return ptowsp_block_arg(ptowsp_op_body(t->function->kernel), arg);
}

static void note_declaration(const check_t *t, size_t arg, const char *name) {
  ptowsp_loc_t loc = ptowsp_value_loc(argument(t, arg));
  if (loc.file) ptowsp_note(t->context, loc, "'%s' is declared here", name);
}

static bool is_workload(const check_t *t) {
  return ptowsp_op_is(t->function->kernel, PTOWSP_OP_WSP_WORKLOAD);
}

// Whether every element of the parameter is written in every run.
static bool covers_all(const check_t *t, size_t arg) {
  const ptowsp_footprint_t *f = &t->function->args[arg];
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(argument(t, arg)));
  bool all = f->covers;
  for (size_t i = 0; i < f->rank; i++)
    all &= f->write_offsets[i] == 0 && f->write_sizes[i] == shape[i];
  return all;
}

// The direction of an undeclared argument. Elements of a workload's parameter that no task
// writes keep what they had, so it counts as read.
static const char *derived_access(const check_t *t, size_t arg) {
  const ptowsp_footprint_t *f = &t->function->args[arg];
  if (f->is_memref && f->writes && is_workload(t) && !covers_all(t, arg)) return "inout";
  return f->access;
}

// "[0, 63][8, 15]" of what is read unwritten, or written; interned.
static const char *range_of(const check_t *t, const ptowsp_footprint_t *f, bool written) {
  ptowsp_buffer_t box = {0};
  ptowsp_box_print(&box, written ? f->write_offsets : f->read_offsets,
                   written ? f->write_sizes : f->read_sizes, f->rank);
  const char *text = ptowsp_intern_cstr(t->context, box.size ? box.data : "");
  ptowsp_buffer_deinit(&box);
  return text;
}

static const char *check_in(check_t *t, size_t arg, const char *name) {
  const ptowsp_footprint_t *f = &t->function->args[arg];
  if (!f->writes && !f->reads)
    ptowsp_warning(t->context, ptowsp_value_loc(argument(t, arg)),
                   "'%s' is declared wsp_in, but it is never read", name);
  if (!f->writes) return "in";
  ptowsp_error(t->context, f->write_loc,
               "'%s' is declared wsp_in, but it is written here, elements %s; declare it %s", name,
               range_of(t, f, true), f->reads ? "wsp_inout" : "wsp_out");
  note_declaration(t, arg, name);
  t->ok = false;
  return "in";
}

// Warns of an output of a workload parts of which nothing writes: they keep what they had.
static void check_written(const check_t *t, size_t arg, const char *name) {
  const ptowsp_footprint_t *f = &t->function->args[arg];
  const ptowsp_model_t *model = t->function->model;
  size_t array = ptowsp_model_array(model, argument(t, arg));
  int64_t *offsets = PTOWSP_ARENA_NEW(model->arena, int64_t, f->rank + 1);
  int64_t *sizes = PTOWSP_ARENA_NEW(model->arena, int64_t, f->rank + 1);
  if (array == SIZE_MAX || !ptowsp_box_unwritten(model, array, offsets, sizes)) return;
  ptowsp_buffer_t box = {0};
  ptowsp_box_print(&box, offsets, sizes, f->rank);
  ptowsp_warning(t->context, ptowsp_value_loc(argument(t, arg)),
                 "'%s' is declared wsp_out, but of its elements %s not all are written", name,
                 box.size ? box.data : "");
  ptowsp_buffer_deinit(&box);
}

static const char *check_out(check_t *t, size_t arg, const char *name) {
  const ptowsp_footprint_t *f = &t->function->args[arg];
  if (f->reads_surely) {
    ptowsp_error(t->context, f->read_loc,
                 "'%s' is declared wsp_out, but it is read here before it is written, elements "
                 "%s; declare it wsp_inout",
                 name, range_of(t, f, false));
    note_declaration(t, arg, name);
    t->ok = false;
  } else if (f->reads) {
    ptowsp_remark(t->context, f->read_loc,
                  "'%s' is declared wsp_out, but may be read here before it is written; it is "
                  "taken as wsp_inout",
                  name);
    return "inout";
  } else if (!f->writes) {
    ptowsp_warning(t->context, ptowsp_value_loc(argument(t, arg)),
                   "'%s' is declared wsp_out, but it is never written", name);
  } else if (is_workload(t)) {
    check_written(t, arg, name);
  }
  return "out";
}

static const char *check_access(check_t *t, size_t arg) {
  const ptowsp_footprint_t *f = &t->function->args[arg];
  if (!f->is_memref) return "value";
  const char *declared = declared_access(t, arg), *name = ptowsp_memref_name(argument(t, arg));
  if (ptowsp_str_is(ptowsp_str(declared), "in")) return check_in(t, arg, name);
  if (ptowsp_str_is(ptowsp_str(declared), "out")) return check_out(t, arg, name);
  if (!ptowsp_str_is(ptowsp_str(declared), "inout")) {
    if (is_workload(t) && !f->reads && !f->writes)
      ptowsp_warning(t->context, ptowsp_value_loc(argument(t, arg)), "'%s' is never used", name);
    return derived_access(t, arg);
  }
  if (!f->writes)
    ptowsp_warning(t->context, ptowsp_value_loc(argument(t, arg)),
                   f->reads
                       ? "'%s' is declared wsp_inout, but it is never written; declare it wsp_in"
                       : "'%s' is declared wsp_inout, but it is never used",
                   name);
  return "inout";
}

bool ptowsp_check_directions(ptowsp_context_t *context, const ptowsp_summary_t *function,
                             const char **out_access) {
  check_t t = {context, function, true};
  for (size_t i = 0; i < function->count; i++) {
    const char *access = check_access(&t, i);
    if (out_access) out_access[i] = access;
  }
  return t.ok;
}
