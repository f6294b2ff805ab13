// Access relations: which elements of which array a statement instance touches.
#include <isl/local_space.h>
#include <isl/space.h>
#include <isl/val.h>
#include <stdio.h>
#include <string.h>

#include "model.h"

ptowsp_str_t ptowsp_loop_name(const ptowsp_op_t *loop) {
  return ptowsp_op_attr_text(loop, "wsp.iv");
}

int64_t ptowsp_loop_iterations(const ptowsp_op_t *loop, int64_t *out_lower, int64_t *out_step) {
  int64_t upper = 0, length = 0;
  if (!ptowsp_op_is(loop, PTOWSP_OP_SCF_FOR) ||
      !ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_operand(loop, 0))) ||
      !ptowsp_value_constant(ptowsp_op_operand(loop, 0), out_lower) ||
      !ptowsp_value_constant(ptowsp_op_operand(loop, 1), &upper) ||
      !ptowsp_value_constant(ptowsp_op_operand(loop, 2), out_step) || *out_step < 1 ||
      __builtin_sub_overflow(upper, *out_lower, &length) || length < 1 ||
      (*out_lower < 0 && ptowsp_op_attr(loop, "unsignedCmp")))
    return 0;
  return (length - 1) / *out_step + 1;
}

ptowsp_value_t *ptowsp_memref_root(ptowsp_value_t *memref) {
  for (;;) {
    ptowsp_op_t *op = ptowsp_value_op(memref);
    if (!ptowsp_op_is(op, PTOWSP_OP_WSP_AT) && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_CAST) &&
        !ptowsp_op_is(op, PTOWSP_OP_MEMREF_SUBVIEW))
      return memref;
    memref = ptowsp_op_operand(op, 0);
  }
}

const char *ptowsp_memref_name(ptowsp_value_t *memref) {
  ptowsp_value_t *root = ptowsp_memref_root(memref);
  ptowsp_op_t *op = ptowsp_value_op(root);
  if (op) {
    ptowsp_str_t name = ptowsp_op_attr_text(op, "wsp.name");
    return name.size ? ptowsp_intern(ptowsp_op_context(op), name) : "a local array";
  }
  ptowsp_op_t *function = ptowsp_block_op(ptowsp_value_block(root));
  ptowsp_attr_t names = ptowsp_op_attr(function, "arg_names");
  size_t i = ptowsp_value_index(root);
  if (!names || i >= ptowsp_attr_count(names)) return "an argument";
  return ptowsp_intern(ptowsp_op_context(function), ptowsp_attr_text(ptowsp_attr_at(names, i)));
}

size_t ptowsp_model_array(const ptowsp_model_t *model, ptowsp_value_t *value) {
  ptowsp_value_t *root = ptowsp_memref_root(value);
  for (size_t i = 0; i < model->arrays.size; i++)
    if (model->arrays.data[i].value == root) return i;
  return SIZE_MAX;
}

// The array of a root, entered when it is first seen by a statement.
static size_t enter_array(ptowsp_model_t *model, const ptowsp_stmt_t *stmt, ptowsp_value_t *root) {
  size_t known = ptowsp_model_array(model, root);
  if (known != SIZE_MAX) return known;
  ptowsp_type_t type = ptowsp_value_type(root);
  ptowsp_array_t array = {
      root, ptowsp_memref_name(root), ptowsp_type_rank(type), ptowsp_type_shape(type), 0, NULL};
  ptowsp_op_t *alloc = ptowsp_value_op(root);
  if (alloc)
    while (array.private_dims < stmt->depth &&
           ptowsp_op_is_ancestor(stmt->loops[array.private_dims], alloc))
      array.private_dims++;
  ptowsp_vec_push(&model->arrays, array);
  return model->arrays.size - 1;
}

// ---------------------------------------------------------------- subscripts

// Subscripts of a buffer: forms on the flat space [loops, box]; NULL: anything.
typedef struct {
  ptowsp_model_t *model;
  const ptowsp_stmt_t *stmt;
  size_t box; // dimensions behind the loops
  isl_pw_aff **dims;
  size_t rank;
} subscripts_t;

static isl_pw_aff *flat_affine(const subscripts_t *s, ptowsp_value_t *value) {
  isl_pw_aff *form = ptowsp_affine_counted(s->model->isl, value, s->stmt->loops, s->stmt->depth);
  return isl_pw_aff_add_dims(form, isl_dim_in, (unsigned)s->box);
}

static isl_space *flat_space(const subscripts_t *s) {
  return isl_space_set_alloc(s->model->isl, 0, (unsigned)(s->stmt->depth + s->box));
}

static isl_pw_aff *flat_dim(const subscripts_t *s, size_t i) {
  return isl_pw_aff_var_on_domain(isl_local_space_from_space(flat_space(s)), isl_dim_set,
                                  (unsigned)i);
}

static void forget(subscripts_t *s) {
  for (size_t i = 0; i < s->rank; i++) s->dims[i] = isl_pw_aff_free(s->dims[i]);
}

static void set_rank(subscripts_t *s, size_t rank) {
  s->dims = PTOWSP_ARENA_NEW(s->model->arena, isl_pw_aff *, rank + 1);
  s->rank = rank;
}

// For each dimension of a view the dimension of its source that has the same stride;
// false if there is none for one of them.
static bool match_dims(ptowsp_type_t source, ptowsp_type_t view, size_t *out_dims) {
  size_t m = ptowsp_type_rank(source), n = ptowsp_type_rank(view);
  int64_t from[m + 1], to[n + 1], offset = 0;
  if (n > m || !ptowsp_type_strides(source, from, &offset) ||
      !ptowsp_type_strides(view, to, &offset))
    return false;
  bool aligned = true;
  for (size_t i = 0; i < n; i++) {
    out_dims[i] = m - n + i;
    aligned &= to[i] == from[m - n + i] && to[i] != PTOWSP_DYNAMIC;
  }
  size_t next = m;
  for (size_t i = n; !aligned && i-- > 0;) {
    while (next > 0 && from[next - 1] != to[i]) next--;
    if (next == 0 || to[i] == PTOWSP_DYNAMIC) return false;
    out_dims[i] = --next;
  }
  return true;
}

// Sum of subscript times stride; NULL if something is not known.
static isl_pw_aff *linear_form(isl_pw_aff *sum, isl_pw_aff *const *dims, ptowsp_type_t type) {
  size_t rank = ptowsp_type_rank(type);
  int64_t strides[rank + 1], offset = 0;
  if (!ptowsp_type_strides(type, strides, &offset)) return isl_pw_aff_free(sum);
  for (size_t i = 0; i < rank; i++) {
    if (!dims[i] || strides[i] == PTOWSP_DYNAMIC) return isl_pw_aff_free(sum);
    isl_val *stride = isl_val_int_from_si(isl_pw_aff_get_ctx(dims[i]), (long)strides[i]);
    isl_pw_aff *term = isl_pw_aff_scale_val(isl_pw_aff_copy(dims[i]), stride);
    sum = sum ? isl_pw_aff_add(sum, term) : term;
  }
  return sum;
}

// A view whose rows are not the source's: element numbers are split by the source's shape.
static void split_linear(isl_pw_aff *linear, ptowsp_type_t source, isl_pw_aff **out_dims) {
  isl_ctx *isl = isl_pw_aff_get_ctx(linear);
  const int64_t *shape = ptowsp_type_shape(source);
  for (size_t i = ptowsp_type_rank(source); i-- > 1;) {
    isl_val *extent = isl_val_int_from_si(isl, (long)shape[i]);
    out_dims[i] = isl_pw_aff_mod_val(isl_pw_aff_copy(linear), isl_val_copy(extent));
    linear = isl_pw_aff_floor(isl_pw_aff_scale_down_val(linear, extent));
  }
  out_dims[0] = linear;
}

static bool is_contiguous(ptowsp_type_t type) {
  size_t rank = ptowsp_type_rank(type);
  int64_t strides[rank + 1], offset = 0, expected = 1;
  if (!ptowsp_type_has_static_shape(type) || rank == 0 ||
      !ptowsp_type_strides(type, strides, &offset))
    return false;
  for (size_t i = rank; i-- > 0; expected *= ptowsp_type_shape(type)[i])
    if (strides[i] != expected || ptowsp_type_shape(type)[i] == 0) return false;
  return true;
}

// Subscripts of a wsp.at become subscripts of its source.
static void through_at(subscripts_t *s, ptowsp_op_t *at) {
  ptowsp_type_t source = ptowsp_value_type(ptowsp_op_operand(at, 0));
  ptowsp_type_t view = ptowsp_value_type(ptowsp_op_result(at, 0));
  isl_pw_aff **inner = s->dims;
  size_t inner_rank = s->rank, match[inner_rank + 1];
  set_rank(s, ptowsp_type_rank(source));
  for (size_t i = 0; i < s->rank; i++) s->dims[i] = flat_affine(s, ptowsp_op_operand(at, i + 1));
  if (match_dims(source, view, match)) {
    for (size_t i = 0; i < inner_rank; i++) {
      isl_pw_aff **dim = &s->dims[match[i]];
      if (*dim && inner[i])
        *dim = isl_pw_aff_add(*dim, inner[i]);
      else {
        *dim = isl_pw_aff_free(*dim);
        isl_pw_aff_free(inner[i]);
      }
    }
    return;
  }
  isl_pw_aff *linear = linear_form(NULL, s->dims, source);
  if (linear) linear = linear_form(linear, inner, view);
  forget(s);
  if (linear && is_contiguous(source))
    split_linear(linear, source, s->dims);
  else
    isl_pw_aff_free(linear);
  for (size_t i = 0; i < inner_rank; i++) isl_pw_aff_free(inner[i]);
}

static ptowsp_value_t *to_root(subscripts_t *s, ptowsp_value_t *memref) {
  for (;;) {
    ptowsp_op_t *op = ptowsp_value_op(memref);
    if (ptowsp_op_is(op, PTOWSP_OP_WSP_AT)) {
      through_at(s, op);
    } else if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_SUBVIEW)) {
      forget(s);
      set_rank(s, ptowsp_type_rank(ptowsp_value_type(ptowsp_op_operand(op, 0))));
    } else if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_CAST)) {
      return memref;
    }
    memref = ptowsp_op_operand(op, 0);
  }
}

// ---------------------------------------------------------------- relations

// { [loops, box] : domain and box }
static isl_set *flat_domain(const subscripts_t *s, const ptowsp_access_spec_t *spec) {
  isl_set *set = isl_set_reset_tuple_id(isl_set_copy(s->stmt->domain));
  set = isl_set_add_dims(set, isl_dim_set, (unsigned)s->box);
  for (size_t i = 0; i < s->box; i++) {
    unsigned pos = (unsigned)(s->stmt->depth + i);
    isl_val *low = isl_val_int_from_si(s->model->isl, (long)spec->offsets[i]);
    isl_val *high =
        isl_val_int_from_si(s->model->isl, (long)(spec->offsets[i] + spec->sizes[i] - 1));
    set = isl_set_lower_bound_val(set, isl_dim_set, pos, low);
    set = isl_set_upper_bound_val(set, isl_dim_set, pos, high);
  }
  return set;
}

// { [loops, box] -> [x] : 0 <= x < extent }
static isl_map *whole_dim(const subscripts_t *s, int64_t extent) {
  isl_set *range = isl_set_universe(isl_space_set_alloc(s->model->isl, 0, 1));
  range = isl_set_lower_bound_si(range, isl_dim_set, 0, 0);
  if (extent != PTOWSP_DYNAMIC)
    range = isl_set_upper_bound_val(range, isl_dim_set, 0,
                                    isl_val_int_from_si(s->model->isl, (long)(extent - 1)));
  return isl_map_from_domain_and_range(isl_set_universe(flat_space(s)), range);
}

// { [loops, box] -> [private loops, subscripts] } if all are known and none is cut into pieces: in
// one step instead of a product a dimension. NULL: not so.
static isl_map *affine_relation(const subscripts_t *s, size_t private_dims) {
  for (size_t i = 0; i < s->rank; i++)
    if (!s->dims[i] || isl_pw_aff_isa_aff(s->dims[i]) != isl_bool_true) return NULL;
  isl_aff_list *forms = isl_aff_list_alloc(s->model->isl, (int)(private_dims + s->rank));
  isl_space *space = flat_space(s);
  for (size_t i = 0; i < private_dims; i++)
    forms = isl_aff_list_add(forms, isl_pw_aff_as_aff(flat_dim(s, i)));
  for (size_t i = 0; i < s->rank; i++) {
    isl_aff *form = isl_pw_aff_as_aff(isl_pw_aff_copy(s->dims[i]));
    space = isl_space_align_params(space, isl_aff_get_domain_space(form));
    forms = isl_aff_list_add(forms, form);
  }
  for (int i = 0; i < isl_aff_list_n_aff(forms); i++) {
    isl_aff *form = isl_aff_list_get_aff(forms, i);
    form = isl_aff_align_params(form, isl_space_copy(space));
    forms = isl_aff_list_set_aff(forms, i, form);
  }
  space = isl_space_from_domain(space);
  space = isl_space_add_dims(space, isl_dim_out, (unsigned)(private_dims + s->rank));
  return isl_map_from_multi_aff(isl_multi_aff_from_aff_list(space, forms));
}

// Adds the row of one subscript, and the size of the part of the box that it runs through. False:
// its place is not a sum of multiples of the loops' dimensions, or it is no box.
static bool plain_dim(const subscripts_t *s, const ptowsp_access_spec_t *spec, size_t dim,
                      bool *used, int64_t *row, int64_t *out_size) {
  size_t depth = s->stmt->depth, found = 0;
  int64_t all[depth + s->box + 1];
  if (!s->dims[dim] || isl_pw_aff_isa_aff(s->dims[dim]) != isl_bool_true) return false;
  isl_aff *form = isl_pw_aff_as_aff(isl_pw_aff_copy(s->dims[dim]));
  bool plain = ptowsp_row_of_aff(form, all);
  isl_aff_free(form);
  if (!plain) return false;
  *out_size = 1;
  for (size_t i = 0; i < s->box; i++) {
    if (all[1 + depth + i] == 0) continue;
    if (all[1 + depth + i] != 1 || found++ || used[i]) return false;
    used[i] = true;
    all[0] += spec->offsets[i];
    *out_size = spec->sizes[i];
  }
  memcpy(row, all, (depth + 1) * sizeof *row);
  return true;
}

// The rows and extents of an access; false: it has none.
static bool plain_rows(const subscripts_t *s, const ptowsp_access_spec_t *spec,
                       ptowsp_access_t *access) {
  size_t depth = s->stmt->depth;
  size_t private_dims = s->model->arrays.data[access->array].private_dims;
  size_t out = private_dims + s->rank;
  int64_t *rows = PTOWSP_ARENA_NEW(s->model->arena, int64_t, out *(depth + 1) + 1);
  int64_t *extents = PTOWSP_ARENA_NEW(s->model->arena, int64_t, out + 1);
  bool used[s->box + 1];
  memset(used, 0, sizeof used);
  memset(rows, 0, out * (depth + 1) * sizeof *rows);
  for (size_t i = 0; i < private_dims; i++) {
    rows[i * (depth + 1) + 1 + i] = 1;
    extents[i] = 1;
  }
  for (size_t i = 0; i < s->rank; i++) {
    size_t dim = private_dims + i;
    if (!plain_dim(s, spec, i, used, &rows[dim * (depth + 1)], &extents[dim])) return false;
  }
  for (size_t i = 0; i < s->box; i++)
    if (spec->sizes[i] < 1 || spec->sizes[i] > INT32_MAX || spec->offsets[i] > INT32_MAX ||
        spec->offsets[i] < -INT32_MAX)
      return false;
  access->rows = rows;
  access->extents = extents;
  return true;
}

// { [loops] -> [private loops, subscripts] }
static isl_map *general_relation(subscripts_t *s, const ptowsp_access_spec_t *spec,
                                 const ptowsp_array_t *array, bool *out_widened) {
  isl_map *map = affine_relation(s, array->private_dims);
  bool done = map != NULL;
  if (done)
    map = isl_map_intersect_domain(map, flat_domain(s, spec));
  else
    map = isl_map_from_domain(flat_domain(s, spec));
  for (size_t i = 0; i < array->private_dims && !done; i++)
    map = isl_map_flat_range_product(map, isl_map_from_pw_aff(flat_dim(s, i)));
  for (size_t i = 0; i < s->rank && !done; i++) {
    *out_widened |= !s->dims[i];
    isl_map *dim = s->dims[i] ? isl_map_from_pw_aff(isl_pw_aff_copy(s->dims[i]))
                              : whole_dim(s, array->shape[i]);
    map = isl_map_flat_range_product(map, dim);
  }
  if (s->box)
    map = isl_map_project_out(map, isl_dim_in, (unsigned)s->stmt->depth, (unsigned)s->box);
  return map;
}

static void relate(subscripts_t *s, const ptowsp_access_spec_t *spec, ptowsp_access_t *access) {
  const ptowsp_array_t *array = &s->model->arrays.data[access->array];
  isl_map *map;
  if (plain_rows(s, spec, access)) {
    size_t out = array->private_dims + s->rank;
    map = ptowsp_rows_map(s->model->isl, s->stmt->depth, out, access->rows, access->extents);
    isl_set *domain = isl_set_reset_tuple_id(isl_set_copy(s->stmt->domain));
    map = isl_map_intersect_domain(map, domain);
  } else {
    map = general_relation(s, spec, array, &access->widened);
  }
  char name[32];
  snprintf(name, sizeof name, "A%zu", access->array);
  map = isl_map_set_tuple_name(map, isl_dim_in, s->stmt->name);
  map = isl_map_set_tuple_name(map, isl_dim_out, name);
  access->map = isl_map_coalesce(map);
}

// The sizes of a box in the dimensions of the array it is seen of: those before the view's are
// subscripts. A guess, which is checked before it is used.
static const int64_t *root_sizes(const subscripts_t *s, const ptowsp_access_spec_t *spec,
                                 size_t rank) {
  int64_t *sizes = PTOWSP_ARENA_NEW(s->model->arena, int64_t, s->rank + 1);
  for (size_t i = 0; i < s->rank; i++)
    sizes[i] = i + rank < s->rank ? 1 : spec->sizes[i + rank - s->rank];
  return sizes;
}

void ptowsp_model_add_access(ptowsp_model_t *model, const ptowsp_access_spec_t *spec) {
  const ptowsp_stmt_t *stmt = &model->stmts.data[spec->stmt];
  subscripts_t s = {model, stmt, 0, NULL, 0};
  size_t rank = ptowsp_type_rank(ptowsp_value_type(spec->memref));
  s.box = spec->sizes ? rank : 0;
  set_rank(&s, rank);
  for (size_t i = 0; i < rank; i++) {
    if (spec->indices) s.dims[i] = flat_affine(&s, spec->indices[i]);
    if (spec->sizes) s.dims[i] = flat_dim(&s, stmt->depth + i);
  }
  ptowsp_value_t *root = to_root(&s, spec->memref);
  size_t number = enter_array(model, stmt, root);
  ptowsp_access_t access = {
      .stmt = spec->stmt, .array = number, .argument = spec->argument, .write = spec->write};
  relate(&s, spec, &access);
  access.must = stmt->exact && !spec->may && !access.widened;
  if (spec->sizes) access.sizes = root_sizes(&s, spec, rank);
  forget(&s);
  ptowsp_vec_push(&model->accesses, access);
}

// ---------------------------------------------------------------- operations

static void add_task(ptowsp_model_t *model, size_t stmt, const ptowsp_op_t *task,
                     ptowsp_summaries_t *summaries) {
  ptowsp_op_t *kernel = ptowsp_symbol_lookup(task, ptowsp_op_attr_text(task, "callee"));
  const ptowsp_summary_t *summary = summaries && kernel ? ptowsp_summary(summaries, kernel) : NULL;
  for (size_t i = 0; i < ptowsp_op_operand_count(task); i++) {
    ptowsp_value_t *value = ptowsp_op_operand(task, i);
    if (ptowsp_type_kind(ptowsp_value_type(value)) != PTOWSP_TYPE_MEMREF) continue;
    ptowsp_access_spec_t spec = {.stmt = stmt, .memref = value, .argument = i};
    if (!summary || i >= summary->count) {
      spec.may = true;
      ptowsp_model_add_access(model, &spec);
      spec.write = true;
      ptowsp_model_add_access(model, &spec);
      continue;
    }
    const ptowsp_footprint_t *f = &summary->args[i];
    if (f->reads) {
      spec.offsets = f->read_offsets;
      spec.sizes = f->read_sizes;
      spec.may = f->widened;
      ptowsp_model_add_access(model, &spec);
    }
    if (f->writes) {
      spec.write = true;
      spec.offsets = f->write_offsets;
      spec.sizes = f->write_sizes;
      spec.may = !f->covers;
      ptowsp_model_add_access(model, &spec);
    }
  }
}

// A tile is the leading box of its buffer: its last two dimensions are the tile's rows
// and columns (a vector is one row or one column), the dimensions before them have one element.
static void add_tile(ptowsp_model_t *model, size_t stmt, ptowsp_value_t *memref, ptowsp_type_t tile,
                     bool write) {
  size_t rank = ptowsp_type_rank(ptowsp_value_type(memref));
  const int64_t *shape = ptowsp_type_shape(tile);
  int64_t offsets[rank + 1], sizes[rank + 1];
  for (size_t i = 0; i < rank; i++) {
    offsets[i] = 0;
    sizes[i] = rank == 1 ? shape[0] * shape[1] : i + 2 < rank ? 1 : shape[i + 2 - rank];
  }
  ptowsp_access_spec_t spec = {.stmt = stmt,
                               .memref = memref,
                               .offsets = offsets,
                               .sizes = sizes,
                               .write = write,
                               .argument = SIZE_MAX};
  ptowsp_model_add_access(model, &spec);
}

static void add_element(ptowsp_model_t *model, size_t stmt, ptowsp_op_t *op, size_t memref) {
  ptowsp_access_spec_t spec = {.stmt = stmt,
                               .memref = ptowsp_op_operand(op, memref),
                               .write = memref == 1,
                               .argument = SIZE_MAX};
  size_t rank = ptowsp_op_operand_count(op) - memref - 1;
  ptowsp_value_t *indices[rank + 1];
  for (size_t i = 0; i < rank; i++) indices[i] = ptowsp_op_operand(op, memref + 1 + i);
  spec.indices = indices;
  ptowsp_model_add_access(model, &spec);
}

// Anything else with effects: all of every buffer it is given.
static void add_unknown(ptowsp_model_t *model, size_t stmt, ptowsp_op_t *op) {
  bool copy = ptowsp_op_is(op, PTOWSP_OP_MEMREF_COPY);
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *value = ptowsp_op_operand(op, i);
    if (ptowsp_type_kind(ptowsp_value_type(value)) != PTOWSP_TYPE_MEMREF) continue;
    ptowsp_access_spec_t spec = {.stmt = stmt, .memref = value, .may = true, .argument = SIZE_MAX};
    if (!copy || i == 0) ptowsp_model_add_access(model, &spec);
    spec.write = true;
    if (!copy || i == 1) ptowsp_model_add_access(model, &spec);
  }
}

void ptowsp_model_add_accesses(ptowsp_model_t *model, size_t stmt, ptowsp_summaries_t *summaries) {
  ptowsp_op_t *op = model->stmts.data[stmt].op;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_MEMREF_LOAD:
    case PTOWSP_OP_WSP_SLOT:
      add_element(model, stmt, op, 0);
      break;
    case PTOWSP_OP_MEMREF_STORE:
      add_element(model, stmt, op, 1);
      break;
    case PTOWSP_OP_WSP_TASK:
      add_task(model, stmt, op, summaries);
      break;
    case PTOWSP_OP_PTO_TLOAD:
      add_tile(model, stmt, ptowsp_op_operand(op, 0), ptowsp_value_type(ptowsp_op_result(op, 0)),
               false);
      break;
    case PTOWSP_OP_PTO_TSTORE: {
      ptowsp_type_t tile = ptowsp_value_type(ptowsp_op_operand(op, 0));
      if (ptowsp_op_attr_text(op, "atomic").size)
        add_tile(model, stmt, ptowsp_op_operand(op, 1), tile, false);
      add_tile(model, stmt, ptowsp_op_operand(op, 1), tile, true);
      break;
    }
    default:
      add_unknown(model, stmt, op);
      break;
  }
}
