// Models: statements with their domains and schedules, found by one walk in program order.
#include "model.h"

#include <isl/local_space.h>
#include <isl/options.h>
#include <isl/space.h>
#include <isl/val.h>
#include <stdio.h>
#include <string.h>

// Some three seconds, and a fraction of one; a body of thirty statements in three tiled loops takes
// a quarter of the former.
enum { MAX_OPERATIONS = 1000000, TRY_OPERATIONS = 40000, MAX_NESTING = 64 };

isl_ctx *ptowsp_isl_create(void) {
  isl_ctx *ctx = isl_ctx_alloc();
  isl_options_set_on_error(ctx, ISL_ON_ERROR_CONTINUE);
  isl_ctx_set_max_operations(ctx, MAX_OPERATIONS);
  return ctx;
}

bool ptowsp_isl_int(isl_val *val, int64_t *out_value) {
  enum { LIMIT = 1 << 30 };
  bool ok = isl_val_is_int(val) == isl_bool_true && isl_val_cmp_si(val, LIMIT) <= 0 &&
            isl_val_cmp_si(val, -LIMIT) >= 0;
  if (ok) *out_value = isl_val_get_num_si(val);
  isl_val_free(val);
  return ok;
}

void ptowsp_isl_put(ptowsp_buffer_t *text, isl_val *val) {
  char *digits = isl_val_to_str(val);
  ptowsp_buffer_puts(text, digits ? digits : "?");
  free(digits);
  isl_val_free(val);
}

void ptowsp_isl_destroy(isl_ctx *ctx) { isl_ctx_free(ctx); }

bool ptowsp_isl_check(isl_ctx *ctx, ptowsp_context_t *context, ptowsp_loc_t loc, const char *what) {
  enum isl_error error = isl_ctx_last_error(ctx);
  isl_ctx_reset_operations(ctx);
  if (error == isl_error_none) return true;
  isl_ctx_reset_error(ctx);
  if (error == isl_error_quota)
    ptowsp_error(context, loc,
                 "cannot analyse %s: it is too complex; use fewer loops around one statement, or "
                 "simpler subscripts and conditions",
                 what);
  else
    ptowsp_error(context, loc, "cannot analyse %s: a subscript or bound exceeds what isl handles",
                 what);
  return false;
}

void ptowsp_isl_try(isl_ctx *ctx) { ptowsp_isl_try_up_to(ctx, TRY_OPERATIONS); }

void ptowsp_isl_try_up_to(isl_ctx *ctx, unsigned long operations) {
  isl_ctx_reset_operations(ctx);
  isl_ctx_set_max_operations(ctx, operations);
}

bool ptowsp_isl_tried(isl_ctx *ctx) {
  bool ok = isl_ctx_last_error(ctx) != isl_error_quota;
  if (!ok) isl_ctx_reset_error(ctx);
  isl_ctx_reset_operations(ctx);
  isl_ctx_set_max_operations(ctx, MAX_OPERATIONS);
  return ok;
}

typedef struct {
  ptowsp_model_t *model;
  ptowsp_summaries_t *summaries;
  ptowsp_op_t *const *wanted; // the only statements; NULL: all are
  size_t wanted_count;
  PTOWSP_VEC(ptowsp_op_t *) loops; // around the current block
  PTOWSP_VEC(uint8_t) open;        // what is not known of them
  size_t unknown;                  // conditions around it that are not affine
  PTOWSP_VEC(size_t) places;       // of these loops in program order
  PTOWSP_VEC(size_t *) orders;     // of each statement: places of its loops and its own
  size_t place;
  size_t tasks;
  size_t nesting;
  bool ok;
} walk_t;

static void walk_block(walk_t *w, ptowsp_block_t *block, isl_set *domain, bool exact);

// Restricts { [loops, dim] } to the iterations of the loop that `dim` belongs to.
static isl_set *bound_loop(const walk_t *w, isl_set *domain, ptowsp_op_t *loop, uint8_t *open,
                           bool *counted) {
  isl_ctx *isl = w->model->isl;
  ptowsp_op_t **loops = w->loops.data;
  size_t depth = w->loops.size;
  int64_t step = 0, low = 0, high = 0;
  bool strided = ptowsp_value_constant(ptowsp_op_operand(loop, 2), &step) && step > 0;
  *counted = strided && !ptowsp_op_attr(loop, "unsignedCmp");
  if (strided && ptowsp_loop_bounds(loop, &low, &high)) {
    unsigned dim = (unsigned)depth - 1;
    int64_t last = step == 1 ? high - 1 : high > low ? (high - low - 1) / step : -1;
    domain = isl_set_lower_bound_val(domain, isl_dim_set, dim,
                                     isl_val_int_from_si(isl, step == 1 ? (long)low : 0));
    return isl_set_upper_bound_val(domain, isl_dim_set, dim, isl_val_int_from_si(isl, (long)last));
  }
  if (ptowsp_op_attr(loop, "unsignedCmp")) { // negative numbers are large ones
    *open = PTOWSP_OPEN_LOWER | PTOWSP_OPEN_UPPER;
    return domain;
  }
  isl_pw_aff *lower = ptowsp_affine_counted(isl, ptowsp_op_operand(loop, 0), loops, depth);
  isl_pw_aff *upper = ptowsp_affine_counted(isl, ptowsp_op_operand(loop, 1), loops, depth);
  *open = (lower ? 0 : PTOWSP_OPEN_LOWER) | (upper ? 0 : PTOWSP_OPEN_UPPER);
  ptowsp_value_t *variable = ptowsp_block_arg(ptowsp_op_body(loop), 0);
  isl_pw_aff *iv = ptowsp_affine_counted(isl, variable, loops, depth);
  if (upper) domain = isl_set_intersect(domain, isl_pw_aff_lt_set(isl_pw_aff_copy(iv), upper));
  if (lower)
    domain = isl_set_intersect(domain, isl_pw_aff_ge_set(iv, lower));
  else
    isl_pw_aff_free(iv);
  return isl_set_coalesce(domain);
}

// { S[loops] -> [values of the variables] }
static isl_map *make_values(const ptowsp_model_t *model, const ptowsp_stmt_t *stmt) {
  size_t depth = stmt->depth;
  int64_t rows[depth * (depth + 1) + 1];
  bool plain = true;
  memset(rows, 0, sizeof rows);
  for (size_t i = 0; i < depth && plain; i++) {
    int64_t *row = &rows[i * (depth + 1)];
    int64_t step = 0, upper = 0;
    bool strided = ptowsp_value_constant(ptowsp_op_operand(stmt->loops[i], 2), &step) && step > 1;
    if (strided) plain = step < INT32_MAX && ptowsp_loop_bounds(stmt->loops[i], &row[0], &upper);
    row[1 + i] = strided ? step : 1;
  }
  if (plain)
    return isl_map_set_tuple_name(ptowsp_rows_map(model->isl, depth, depth, rows, NULL), isl_dim_in,
                                  stmt->name);
  isl_space *space = isl_space_set_alloc(model->isl, 0, (unsigned)stmt->depth);
  isl_map *map = isl_map_from_domain(isl_set_universe(space));
  for (size_t i = 0; i < stmt->depth; i++) {
    ptowsp_value_t *variable = ptowsp_block_arg(ptowsp_op_body(stmt->loops[i]), 0);
    isl_pw_aff *value = ptowsp_affine_counted(model->isl, variable, stmt->loops, stmt->depth);
    map = isl_map_flat_range_product(map, isl_map_from_pw_aff(value));
  }
  return isl_map_set_tuple_name(map, isl_dim_in, stmt->name);
}

static void walk_for(walk_t *w, ptowsp_op_t *loop, isl_set *domain, bool exact) {
  ptowsp_vec_push(&w->loops, loop);
  ptowsp_vec_push(&w->places, w->place);
  isl_set *inner = isl_set_add_dims(isl_set_copy(domain), isl_dim_set, 1);
  uint8_t open = 0;
  bool counted;
  inner = bound_loop(w, inner, loop, &open, &counted);
  ptowsp_vec_push(&w->open, open);
  w->unknown += !counted;
  walk_block(w, ptowsp_op_body(loop), inner, exact && counted && !open);
  w->unknown -= !counted;
  w->open.size--;
  w->loops.size--;
  w->places.size--;
}

static void walk_if(walk_t *w, ptowsp_op_t *op, isl_set *domain, bool exact) {
  isl_set *when = ptowsp_condition_counted(w->model->isl, ptowsp_op_operand(op, 0), w->loops.data,
                                           w->loops.size);
  exact &= when != NULL;
  w->unknown += when == NULL;
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
    ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, i));
    if (!block) continue;
    isl_set *inner = isl_set_copy(domain);
    if (when)
      inner = i == 0 ? isl_set_intersect(inner, isl_set_copy(when))
                     : isl_set_subtract(inner, isl_set_copy(when));
    walk_block(w, block, inner, exact);
  }
  w->unknown -= when == NULL;
  isl_set_free(when);
}

// Footprints and subscripts are checked against extents: all must be constant.
static bool has_constant_extents(walk_t *w, ptowsp_op_t *op) {
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *root = ptowsp_op_operand(op, i);
    if (ptowsp_type_kind(ptowsp_value_type(root)) != PTOWSP_TYPE_MEMREF) continue;
    root = ptowsp_memref_root(root);
    if (ptowsp_type_has_static_shape(ptowsp_value_type(root))) continue;
    ptowsp_error(w->model->context, ptowsp_op_loc(op),
                 "the extents of '%s' are not constant; give the array constant extents",
                 ptowsp_memref_name(root));
    return w->ok = false;
  }
  return true;
}

static void add_stmt(walk_t *w, ptowsp_op_t *op, isl_set *domain, bool exact) {
  if (!has_constant_extents(w, op)) return;
  ptowsp_model_t *model = w->model;
  bool task = ptowsp_op_is(op, PTOWSP_OP_WSP_TASK);
  size_t depth = w->loops.size;
  ptowsp_stmt_t stmt = {.op = op, .depth = depth, .exact = exact, .conditional = w->unknown > 0};
  stmt.open = ptowsp_arena_copy(model->arena, w->open.data, depth);
  stmt.name = ptowsp_arena_printf(model->arena, task ? "T%zu" : "S%zu",
                                  task ? w->tasks++ : model->stmts.size);
  stmt.loops = ptowsp_arena_copy(model->arena, w->loops.data, depth * sizeof(ptowsp_op_t *));
  stmt.domain = isl_set_set_tuple_name(isl_set_copy(domain), stmt.name);
  size_t *order = PTOWSP_ARENA_NEW(model->arena, size_t, depth + 1);
  for (size_t i = 0; i < depth; i++) order[i] = w->places.data[i];
  order[depth] = w->place;
  ptowsp_vec_push(&w->orders, order);
  ptowsp_vec_push(&model->stmts, stmt);
  if (depth > model->depth) model->depth = depth;
  // What stands in no loop is simple, however much of it there is: tables are such stores.
  if (depth == 0 && !task) isl_ctx_reset_operations(model->isl);
  ptowsp_model_add_accesses(model, model->stmts.size - 1, w->summaries);
}

static bool touches_memory(const ptowsp_op_t *op) {
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_DEALLOC) || ptowsp_op_is(op, PTOWSP_OP_WSP_TICKET))
    return false;
  const ptowsp_op_info_t *info = ptowsp_op_info(op);
  if (info && !(info->traits & (PTOWSP_TRAIT_READS | PTOWSP_TRAIT_WRITES))) return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (ptowsp_type_kind(ptowsp_value_type(ptowsp_op_operand(op, i))) == PTOWSP_TYPE_MEMREF)
      return true;
  return ptowsp_op_is(op, PTOWSP_OP_WSP_TASK); // one without arrays still counts as a task
}

static bool is_wanted(const walk_t *w, const ptowsp_op_t *op) {
  if (!w->wanted) return true;
  for (size_t i = 0; i < w->wanted_count; i++)
    if (w->wanted[i] == op) return true;
  return false;
}

static void walk_op(walk_t *w, ptowsp_op_t *op, isl_set *domain, bool exact) {
  w->place++;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) return walk_for(w, op, domain, exact);
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_IF)) return walk_if(w, op, domain, exact);
  if (touches_memory(op) && is_wanted(w, op)) add_stmt(w, op, domain, exact);
  bool function = ptowsp_op_has_trait(op, PTOWSP_TRAIT_FUNCTION);
  w->unknown += !function && ptowsp_op_region_count(op);
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++)
    for (ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, i)); block;
         block = ptowsp_block_next(block))
      walk_block(w, block, isl_set_copy(domain), exact && function);
  w->unknown -= !function && ptowsp_op_region_count(op);
}

// Takes the domain.
static void walk_block(walk_t *w, ptowsp_block_t *block, isl_set *domain, bool exact) {
  if (++w->nesting > MAX_NESTING) {
    if (w->ok)
      ptowsp_error(w->model->context, ptowsp_op_loc(ptowsp_block_op(block)),
                   "loops and conditions are nested deeper than %d; split the function",
                   MAX_NESTING);
    w->ok = false;
  }
  for (ptowsp_op_t *op = w->ok ? ptowsp_block_first(block) : NULL; op && w->ok;
       op = ptowsp_op_next(op))
    walk_op(w, op, domain, exact);
  w->nesting--;
  isl_set_free(domain);
}

static size_t place_at(const ptowsp_stmt_t *stmt, const size_t *order, size_t level) {
  return level <= stmt->depth ? order[level] : 0;
}

// Whether statements differ in their places at a level. Only then it tells anything about order.
static bool places_differ(const ptowsp_model_t *model, size_t *const *orders, size_t level) {
  for (size_t i = 1; i < model->stmts.size; i++)
    if (place_at(&model->stmts.data[i], orders[i], level) !=
        place_at(&model->stmts.data[0], orders[0], level))
      return true;
  return false;
}

// { S[loops] -> [place, iv, place, iv, …, place, 0, …] }, without places that are all the same
static isl_map *make_schedule(const ptowsp_model_t *model, const ptowsp_stmt_t *stmt,
                              const size_t *order, const bool *keep) {
  size_t out = 0;
  int64_t rows[(2 * model->depth + 1) * (stmt->depth + 1)];
  memset(rows, 0, sizeof rows);
  for (size_t i = 0; i < 2 * model->depth + 1; i++) {
    size_t level = i / 2;
    if (i % 2 == 0 && !keep[level]) continue;
    int64_t *row = &rows[out++ * (stmt->depth + 1)];
    if (i % 2 == 0)
      row[0] = (int64_t)place_at(stmt, order, level);
    else if (level < stmt->depth)
      row[1 + level] = 1;
  }
  isl_map *map = ptowsp_rows_map(model->isl, stmt->depth, out, rows, NULL);
  return isl_map_set_tuple_name(map, isl_dim_in, stmt->name);
}

static void finish_stmts(ptowsp_model_t *model, size_t *const *orders) {
  bool *keep = PTOWSP_ARENA_NEW(model->arena, bool, model->depth + 1);
  size_t *times = PTOWSP_ARENA_NEW(model->arena, size_t, model->depth + 1);
  for (size_t i = 0, next = 0; i <= model->depth; i++) {
    keep[i] = places_differ(model, orders, i);
    next += keep[i];
    times[i] = next++;
  }
  model->times = times;
  for (size_t i = 0; i < model->stmts.size; i++) {
    ptowsp_stmt_t *stmt = &model->stmts.data[i];
    if (stmt->depth == 0) isl_ctx_reset_operations(model->isl);
    stmt->schedule = make_schedule(model, stmt, orders[i], keep);
    stmt->values = make_values(model, stmt);
  }
}

// A walk with what is asked for.
static ptowsp_model_t *create(walk_t w, isl_ctx *isl, ptowsp_op_t *const *roots,
                              size_t root_count) {
  ptowsp_model_t *model = ptowsp_calloc(1, sizeof *model);
  model->isl = isl;
  model->context = ptowsp_op_context(roots[0]);
  model->arena = ptowsp_arena_create();
  w.model = model;
  w.ok = true;
  isl_set *everything = isl_set_universe(isl_space_set_alloc(isl, 0, 0));
  for (size_t i = 0; i < root_count; i++) walk_op(&w, roots[i], everything, true);
  isl_set_free(everything);
  finish_stmts(model, w.orders.data);
  ptowsp_model_make_cells(model);
  ptowsp_vec_deinit(&w.loops);
  ptowsp_vec_deinit(&w.open);
  ptowsp_vec_deinit(&w.places);
  ptowsp_vec_deinit(&w.orders);
  if (w.ok && ptowsp_isl_check(isl, model->context, ptowsp_op_loc(roots[0]), "this code"))
    return model;
  ptowsp_model_destroy(model);
  return NULL;
}

ptowsp_model_t *ptowsp_model_create(isl_ctx *isl, ptowsp_op_t *const *roots, size_t root_count,
                                    ptowsp_summaries_t *summaries) {
  return create((walk_t){.summaries = summaries}, isl, roots, root_count);
}

ptowsp_model_t *ptowsp_model_create_some(isl_ctx *isl, ptowsp_op_t *root, ptowsp_op_t *const *ops,
                                         size_t count) {
  return create((walk_t){.wanted = ops, .wanted_count = count}, isl, &root, 1);
}

void ptowsp_model_destroy(ptowsp_model_t *model) {
  if (!model) return;
  for (size_t i = 0; i < model->stmts.size; i++) {
    isl_set_free(model->stmts.data[i].domain);
    isl_map_free(model->stmts.data[i].values);
    isl_map_free(model->stmts.data[i].schedule);
  }
  for (size_t i = 0; i < model->accesses.size; i++) {
    isl_map_free(model->accesses.data[i].map);
    isl_map_free(model->accesses.data[i].cells);
  }
  for (size_t i = 0; i < model->arrays.size; i++) isl_map_free(model->arrays.data[i].grid);
  ptowsp_vec_deinit(&model->arrays);
  ptowsp_vec_deinit(&model->stmts);
  ptowsp_vec_deinit(&model->accesses);
  ptowsp_arena_destroy(model->arena);
  free(model);
}

ptowsp_stmt_t *ptowsp_model_stmt(const ptowsp_model_t *model, const ptowsp_op_t *op) {
  for (size_t i = 0; i < model->stmts.size; i++)
    if (model->stmts.data[i].op == op) return &model->stmts.data[i];
  return NULL;
}
