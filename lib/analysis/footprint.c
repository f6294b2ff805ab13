// Footprints: what a kernel reads and writes of each argument, as boxes.
#include <isl/flow.h>
#include <isl/id.h>
#include <isl/ilp.h>
#include <isl/local_space.h>
#include <isl/space.h>
#include <isl/union_map.h>
#include <isl/union_set.h>
#include <isl/val.h>
#include <string.h>

#include "model.h"

// ---------------------------------------------------------------- flow of one array

static isl_union_map *no_accesses(const ptowsp_model_t *model) {
  return isl_union_map_empty_ctx(model->isl);
}

static bool is_accessed(const ptowsp_model_t *model, size_t array, bool write) {
  for (size_t i = 0; i < model->accesses.size; i++)
    if (model->accesses.data[i].array == array && model->accesses.data[i].write == write)
      return true;
  return false;
}

static isl_union_map *gather(const ptowsp_model_t *model, size_t array, bool write, bool must,
                             bool cells) {
  isl_union_map *all = no_accesses(model);
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    if (access->array != array || access->write != write || (must && !access->must)) continue;
    isl_map *map = isl_map_copy(cells ? access->cells : access->map);
    all = isl_union_map_union(all, isl_union_map_from_map(map));
  }
  return all;
}

isl_union_map *ptowsp_model_accesses(const ptowsp_model_t *model, size_t array, bool write,
                                     bool must) {
  return gather(model, array, write, must, false);
}

isl_union_map *ptowsp_model_cells(const ptowsp_model_t *model, size_t array, bool write,
                                  bool must) {
  return gather(model, array, write, must, true);
}

// Adds the part's reads that no write of it comes before: no sure one, and none at all.
static void open_reads(const ptowsp_model_t *model, size_t array, const ptowsp_part_t *part,
                       isl_union_map **out_open, isl_union_map **out_surely) {
  if (ptowsp_part_is_unordered(part)) {
    *out_open = isl_union_map_copy(part->reads);
    *out_surely = isl_union_map_copy(part->reads);
    return;
  }
  isl_union_map *reads = isl_union_map_copy(part->reads);
  isl_union_access_info *info = isl_union_access_info_from_sink(reads);
  info = isl_union_access_info_set_must_source(info, isl_union_map_copy(part->sure));
  info = isl_union_access_info_set_may_source(info, isl_union_map_copy(part->writes));
  isl_union_map *schedule = ptowsp_part_schedule(model, array, part);
  info = isl_union_access_info_set_schedule_map(info, schedule);
  isl_union_flow *flow = isl_union_access_info_compute_flow(info);
  *out_surely = isl_union_flow_get_must_no_source(flow);
  *out_open = isl_union_flow_get_may_no_source(flow);
  *out_open = isl_union_map_union(*out_open, isl_union_map_copy(*out_surely));
  isl_union_flow_free(flow);
}

static isl_union_set *add_range(isl_union_set *cells, isl_union_map *accesses) {
  return isl_union_set_union(cells, isl_union_map_range(isl_union_map_copy(accesses)));
}

// True if all that the part reads has been found to be read unwritten before.
static bool adds_nothing(const ptowsp_part_t *part, isl_union_map *unwritten,
                         isl_union_map *surely) {
  if (isl_union_map_is_empty(surely) != isl_bool_false) return false;
  isl_union_set *cells = isl_union_map_range(isl_union_map_copy(part->reads));
  isl_union_set *known = isl_union_map_range(isl_union_map_copy(unwritten));
  bool nothing = isl_union_set_is_subset(cells, known) == isl_bool_true;
  isl_union_set_free(cells);
  isl_union_set_free(known);
  return nothing;
}

static void collect_unwritten(const ptowsp_model_t *model, size_t array,
                              isl_union_map **out_unwritten, isl_union_map **out_surely) {
  ptowsp_parts_t parts = {0};
  ptowsp_parts_find(model, array, &parts);
  isl_union_set *sure = isl_union_set_empty_ctx(model->isl);
  isl_union_set *may = isl_union_set_empty_ctx(model->isl);
  for (size_t i = 0; i < parts.size; i++) {
    const ptowsp_part_t *part = &parts.data[i];
    if (isl_union_map_is_empty(part->reads) == isl_bool_false &&
        !adds_nothing(part, *out_unwritten, *out_surely)) {
      isl_union_map *open, *surely;
      open_reads(model, array, part, &open, &surely);
      open = isl_union_map_subtract_range(open, isl_union_set_copy(sure));
      surely = isl_union_map_subtract_range(surely, isl_union_set_copy(may));
      *out_unwritten = isl_union_map_union(*out_unwritten, open);
      *out_surely = isl_union_map_union(*out_surely, surely);
    }
    sure = isl_union_set_coalesce(add_range(sure, part->sure));
    may = isl_union_set_coalesce(add_range(may, part->writes));
  }
  isl_union_set_free(sure);
  isl_union_set_free(may);
  ptowsp_parts_free(&parts);
}

isl_union_map *ptowsp_reads_unwritten(const ptowsp_model_t *model, size_t array,
                                      isl_union_map **out_surely) {
  isl_union_map *unwritten = no_accesses(model), *surely = no_accesses(model);
  if (ptowsp_reads_are_written(model, array)) {
    *out_surely = surely;
    return unwritten;
  }
  ptowsp_isl_try(model->isl);
  collect_unwritten(model, array, &unwritten, &surely);
  surely = isl_union_map_intersect(surely, ptowsp_model_cells(model, array, false, true));
  *out_surely = ptowsp_model_elements(model, array, surely);
  unwritten = ptowsp_model_elements(model, array, unwritten);
  if (ptowsp_isl_tried(model->isl)) return unwritten;
  // Too complex: any read may be one.
  isl_union_map_free(unwritten);
  isl_union_map_free(*out_surely);
  *out_surely = no_accesses(model);
  return ptowsp_model_accesses(model, array, false, false);
}

// ---------------------------------------------------------------- boxes

isl_set *ptowsp_model_touched(const ptowsp_model_t *model, size_t array, isl_union_map *accesses) {
  const ptowsp_access_t *any = NULL;
  for (size_t i = 0; i < model->accesses.size && !any; i++)
    if (model->accesses.data[i].array == array) any = &model->accesses.data[i];
  isl_space *space = isl_space_range(isl_map_get_space(any->map));
  isl_union_set *range = isl_union_map_range(accesses);
  isl_set *set = isl_union_set_extract_set(range, space);
  isl_union_set_free(range);
  int params = (int)isl_set_dim(set, isl_dim_param);
  return isl_set_project_out(set, isl_dim_param, 0, (unsigned)(params < 0 ? 0 : params));
}

// Far outside of any array, and near enough for sums and differences of offsets and sizes.
#define FAR (INT64_C(1) << 61)

// False: unbounded. What is farther away than FAR counts as FAR.
static bool to_int(isl_val *val, int64_t *out_value) {
  bool ok = isl_val_is_int(val) == isl_bool_true;
  isl_ctx *isl = isl_val_get_ctx(val);
  val = isl_val_min(isl_val_max(val, isl_val_int_from_si(isl, (long)-FAR)),
                    isl_val_int_from_si(isl, (long)FAR));
  if (ok) *out_value = isl_val_get_num_si(val);
  isl_val_free(val);
  return ok;
}

static isl_aff *dim_form(isl_set *set, size_t i) {
  return isl_aff_var_on_domain(isl_local_space_from_space(isl_set_get_space(set)), isl_dim_set,
                               (unsigned)i);
}

void ptowsp_hull(const ptowsp_array_t *array, isl_set *set, int64_t *offsets, int64_t *sizes) {
  bool empty = isl_set_is_empty(set) != isl_bool_false;
  for (size_t i = 0; i < array->rank; i++) {
    int64_t low = 0, high = 0;
    offsets[i] = sizes[i] = 0;
    if (empty) continue;
    isl_aff *form = dim_form(set, i);
    if (!to_int(isl_set_min_val(set, form), &low)) low = 0;
    if (!to_int(isl_set_max_val(set, form), &high)) high = array->shape[i] - 1;
    isl_aff_free(form);
    offsets[i] = low;
    sizes[i] = high - low + 1;
  }
}

typedef struct {
  isl_set *box;
  bool found;
} piece_t;

static isl_stat compare_piece(isl_basic_set *piece, void *data) {
  piece_t *search = data;
  isl_set *set = isl_set_from_basic_set(piece);
  search->found = search->found || isl_set_plain_is_equal(search->box, set) == isl_bool_true;
  isl_set_free(set);
  return isl_stat_ok;
}

// Whether the set holds the whole box. False: it may still, where that is too complex to tell.
static bool fills(const ptowsp_array_t *array, isl_set *set, const int64_t *offsets,
                  const int64_t *sizes) {
  isl_ctx *isl = isl_set_get_ctx(set);
  isl_set *box = ptowsp_rows_box(isl_set_get_ctx(set), array->rank, offsets, sizes);
  isl_id *name = isl_set_has_tuple_id(set) == isl_bool_true ? isl_set_get_tuple_id(set) : NULL;
  if (name) box = isl_set_set_tuple_id(box, name);
  piece_t search = {box, false}; // mostly one of the accesses fills it alone
  isl_set_foreach_basic_set(set, compare_piece, &search);
  ptowsp_isl_try(isl);
  bool full = search.found || isl_set_is_subset(box, set) == isl_bool_true;
  isl_set_free(box);
  return ptowsp_isl_tried(isl) && full;
}

// The accesses that must happen whatever the arguments' values are.
static isl_union_map *sure_writes(const ptowsp_model_t *model, size_t array) {
  isl_union_map *all = no_accesses(model);
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    int params = (int)isl_map_dim(access->map, isl_dim_param);
    if (access->array != array || !access->write || !access->must) continue;
    if (isl_map_involves_dims(access->map, isl_dim_param, 0, (unsigned)params)) continue;
    all = isl_union_map_union(all, isl_union_map_from_map(isl_map_copy(access->map)));
  }
  return all;
}

static bool all_sure(const ptowsp_model_t *model, size_t array) {
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    if (access->array != array) continue;
    int params = (int)isl_map_dim(access->map, isl_dim_param);
    if (!access->must || isl_map_involves_dims(access->map, isl_dim_param, 0, (unsigned)params))
      return false;
  }
  return true;
}

typedef struct {
  const ptowsp_model_t *model;
  size_t first;
} search_t;

// The first statement, in the text, of a union of accesses.
static isl_stat find_first(isl_map *map, void *data) {
  const char *name = isl_map_get_tuple_name(map, isl_dim_in);
  search_t *search = data;
  for (size_t i = 0; i < search->first; i++)
    if (strcmp(search->model->stmts.data[i].name, name) == 0) search->first = i;
  isl_map_free(map);
  return isl_stat_ok;
}

ptowsp_loc_t ptowsp_model_first_loc(const ptowsp_model_t *model, isl_union_map *accesses) {
  search_t search = {model, model->stmts.size};
  isl_union_map_foreach_map(accesses, find_first, &search);
  isl_union_map_free(accesses);
  return search.first < model->stmts.size ? ptowsp_op_loc(model->stmts.data[search.first].op)
                                          : PTOWSP_LOC_UNKNOWN;
}

static void allocate(ptowsp_arena_t *arena, ptowsp_footprint_t *f) {
  int64_t **fields[] = {&f->offsets,    &f->sizes,         &f->read_offsets,
                        &f->read_sizes, &f->write_offsets, &f->write_sizes};
  for (size_t i = 0; i < PTOWSP_COUNTOF(fields); i++)
    *fields[i] = PTOWSP_ARENA_NEW(arena, int64_t, f->rank + 1);
}

static isl_set *elements_of_kind(const ptowsp_model_t *model, size_t number, bool write) {
  return ptowsp_model_touched(model, number, ptowsp_model_accesses(model, number, write, false));
}

// What is read before it is written. Where nothing is written, that is every read.
static isl_union_map *exposed_reads(const ptowsp_model_t *model, size_t number, bool writes,
                                    isl_union_map **out_surely) {
  if (writes) return ptowsp_reads_unwritten(model, number, out_surely);
  *out_surely = ptowsp_model_accesses(model, number, false, true);
  return ptowsp_model_accesses(model, number, false, false);
}

// Where it is not certain what is touched, subscripts are taken to stay within the declared
// extents.
static isl_set *clip(const ptowsp_model_t *model, size_t number, bool sure, isl_set *set) {
  const ptowsp_array_t *array = &model->arrays.data[number];
  for (size_t i = 0; !sure && i < array->rank; i++) {
    isl_val *last = isl_val_int_from_si(model->isl, (long)(array->shape[i] - 1));
    set = isl_set_lower_bound_si(set, isl_dim_set, (unsigned)i, 0);
    set = isl_set_upper_bound_val(set, isl_dim_set, (unsigned)i, last);
  }
  return set;
}

// Takes the reads.
static void fill_reads(const ptowsp_model_t *model, size_t number, isl_union_map *exposed,
                       isl_union_map *surely, ptowsp_footprint_t *f) {
  isl_set *read = ptowsp_model_touched(model, number, isl_union_map_copy(exposed));
  read = clip(model, number, all_sure(model, number), read);
  f->reads = isl_set_is_empty(read) == isl_bool_false;
  // What would only be read outside of the array is not.
  f->reads_surely = f->reads && isl_union_map_is_empty(surely) == isl_bool_false;
  ptowsp_hull(&model->arrays.data[number], read, f->read_offsets, f->read_sizes);
  f->read_loc =
      ptowsp_model_first_loc(model, isl_union_map_copy(f->reads_surely ? surely : exposed));
  isl_set_free(read);
  isl_union_map_free(exposed);
  isl_union_map_free(surely);
}

// The place of the first access of a kind in the text; unknown: there is none.
static ptowsp_loc_t first_of_kind(const ptowsp_model_t *model, size_t number, bool write) {
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    if (access->array == number && access->write == write)
      return ptowsp_op_loc(model->stmts.data[access->stmt].op);
  }
  return PTOWSP_LOC_UNKNOWN;
}

// The same as fill_boxes for an array that is either read or written, by plain accesses. False:
// it is not.
static bool fill_plain(const ptowsp_model_t *model, size_t number, ptowsp_footprint_t *f) {
  bool filled = false, writes = is_accessed(model, number, true);
  if (writes && is_accessed(model, number, false)) return false;
  if (!ptowsp_plain_hull(model, number, f->offsets, f->sizes, &filled) || !filled) return false;
  f->writes = f->covers = writes;
  f->reads = f->reads_surely = !writes;
  f->widened = false;
  f->read_loc = first_of_kind(model, number, false);
  f->write_loc = first_of_kind(model, number, true);
  memcpy(writes ? f->write_offsets : f->read_offsets, f->offsets, f->rank * sizeof *f->offsets);
  memcpy(writes ? f->write_sizes : f->read_sizes, f->sizes, f->rank * sizeof *f->sizes);
  return true;
}

static void fill_boxes(const ptowsp_model_t *model, size_t number, ptowsp_footprint_t *f) {
  if (fill_plain(model, number, f)) return;
  const ptowsp_array_t *array = &model->arrays.data[number];
  bool certain = all_sure(model, number);
  isl_set *written = clip(model, number, certain, elements_of_kind(model, number, true));
  f->writes = isl_set_is_empty(written) == isl_bool_false;
  ptowsp_hull(array, written, f->write_offsets, f->write_sizes);
  f->write_loc = ptowsp_model_first_loc(model, ptowsp_model_accesses(model, number, true, false));
  isl_union_map *surely = NULL, *exposed = exposed_reads(model, number, f->writes, &surely);
  fill_reads(model, number, exposed, surely, f);
  isl_set *touched = clip(model, number, certain, elements_of_kind(model, number, false));
  touched = isl_set_union(touched, written);
  ptowsp_hull(array, touched, f->offsets, f->sizes);
  f->widened = !certain || !fills(array, touched, f->offsets, f->sizes);
  isl_set_free(touched);
  if (!f->writes) return;
  isl_set *sure = ptowsp_model_touched(model, number, sure_writes(model, number));
  f->covers = fills(array, sure, f->write_offsets, f->write_sizes);
  isl_set_free(sure);
}

static void summarize_arg(const ptowsp_model_t *model, ptowsp_value_t *arg, ptowsp_footprint_t *f) {
  ptowsp_type_t type = ptowsp_value_type(arg);
  f->access = "value";
  f->is_memref = ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF;
  if (!f->is_memref) return;
  f->rank = ptowsp_type_rank(type);
  f->access = "in";
  f->read_loc = f->write_loc = ptowsp_value_loc(arg);
  allocate(model->arena, f);
  size_t number = ptowsp_model_array(model, arg);
  if (number == SIZE_MAX) return; // never touched
  fill_boxes(model, number, f);
  if (f->writes) f->access = f->reads ? "inout" : "out";
}

// ---------------------------------------------------------------- summaries

struct ptowsp_summaries {
  isl_ctx *isl;
  PTOWSP_VEC(ptowsp_summary_t *) all; // without a model after an error
  ptowsp_summary_fn_t find;           // NULL: kept here
  void *data;
};

ptowsp_summaries_t *ptowsp_summaries_create(isl_ctx *isl) {
  return ptowsp_summaries_create_by(isl, NULL, NULL);
}

ptowsp_summaries_t *ptowsp_summaries_create_by(isl_ctx *isl, ptowsp_summary_fn_t find, void *data) {
  ptowsp_summaries_t *summaries = ptowsp_calloc(1, sizeof *summaries);
  *summaries = (ptowsp_summaries_t){.isl = isl, .find = find, .data = data};
  return summaries;
}

void ptowsp_summaries_destroy(ptowsp_summaries_t *summaries) {
  if (!summaries) return;
  for (size_t i = 0; i < summaries->all.size; i++) ptowsp_summary_destroy(summaries->all.data[i]);
  ptowsp_vec_deinit(&summaries->all);
  free(summaries);
}

// False after an error.
static bool summarize(ptowsp_summaries_t *summaries, ptowsp_summary_t *summary,
                      ptowsp_op_t *function) {
  summary->kernel = function;
  summary->model = ptowsp_model_create(summaries->isl, &function, 1, summaries);
  if (!summary->model) return false;
  ptowsp_block_t *body = ptowsp_op_body(function);
  summary->count = ptowsp_block_arg_count(body);
  summary->args = PTOWSP_ARENA_NEW(summary->model->arena, ptowsp_footprint_t, summary->count + 1);
  for (size_t i = 0; i < summary->count; i++)
    summarize_arg(summary->model, ptowsp_block_arg(body, i), &summary->args[i]);
  if (ptowsp_isl_check(summaries->isl, ptowsp_op_context(function), ptowsp_op_loc(function),
                       "this kernel's accesses"))
    return true;
  ptowsp_model_destroy(summary->model);
  summary->model = NULL;
  return false;
}

ptowsp_summary_t *ptowsp_summary_create(ptowsp_summaries_t *summaries, ptowsp_op_t *function) {
  ptowsp_summary_t *summary = ptowsp_calloc(1, sizeof *summary);
  if (summarize(summaries, summary, function)) return summary;
  free(summary);
  return NULL;
}

void ptowsp_summary_destroy(ptowsp_summary_t *summary) {
  ptowsp_model_destroy(summary->model);
  free(summary);
}

const ptowsp_summary_t *ptowsp_summary(ptowsp_summaries_t *summaries, ptowsp_op_t *kernel) {
  if (summaries->find) return summaries->find(summaries->data, kernel);
  for (size_t i = 0; i < summaries->all.size; i++)
    if (summaries->all.data[i]->kernel == kernel) {
      ptowsp_summary_t *known = summaries->all.data[i];
      return known->model ? known : NULL;
    }
  ptowsp_summary_t *summary = ptowsp_calloc(1, sizeof *summary);
  ptowsp_vec_push(&summaries->all, summary);
  return summarize(summaries, summary, kernel) ? summary : NULL;
}
