// The body of an outlined kernel: the region's ops, with subscripts counted from the boxes.
#include <isl/local_space.h>
#include <isl/space.h>
#include <isl/val.h>
#include <stdlib.h>

#include "region.h"

bool ptowsp_region_holds(const region_t *r, const ptowsp_op_t *op) {
  for (size_t i = 0; i < r->ops.size; i++)
    if (ptowsp_op_is_ancestor(r->ops.data[i], op)) return true;
  return false;
}

// ---------------------------------------------------------------- forms in the kernel

// Sum or difference of two forms, whose parameters may differ.
static isl_aff *combine(isl_aff *a, isl_aff *b, bool subtract) {
  a = isl_aff_align_params(a, isl_aff_get_domain_space(b));
  b = isl_aff_align_params(b, isl_aff_get_domain_space(a));
  return subtract ? isl_aff_sub(a, b) : isl_aff_add(a, b);
}

// { [outer, inner copies] -> [outer, inner] } for the loops around the current place.
static isl_multi_aff *to_old(const region_t *r) {
  isl_space *space = isl_space_set_alloc(r->o->isl, 0, (unsigned)r->loops.size);
  isl_multi_aff *map = isl_multi_aff_identity(isl_space_map_from_set(space));
  for (size_t i = r->outer; i < r->shifts.size; i++) {
    if (!r->shifts.data[i]) continue;
    isl_aff *shift = isl_aff_copy(r->shifts.data[i]);
    shift = isl_aff_add_dims(shift, isl_dim_in, (unsigned)(r->loops.size - i));
    isl_aff *value = combine(isl_multi_aff_get_aff(map, (int)i), shift, false);
    map = isl_multi_aff_align_params(map, isl_aff_get_domain_space(value));
    map = isl_multi_aff_set_aff(map, (int)i, value);
  }
  return map;
}

// Enters a loop: pushes the values that it and the loops around it can have.
void ptowsp_region_push_loop(region_t *r, ptowsp_op_t *loop) {
  isl_ctx *isl = r->o->isl;
  int64_t step = 0;
  isl_set *set = r->domains.size ? isl_set_copy(r->domains.data[r->domains.size - 1])
                                 : isl_set_universe(isl_space_set_alloc(isl, 0, 0));
  ptowsp_vec_push(&r->loops, loop);
  ptowsp_op_t **loops = r->loops.data;
  size_t depth = r->loops.size;
  set = isl_set_add_dims(set, isl_dim_set, 1);
  isl_pw_aff *iv = ptowsp_affine(isl, ptowsp_block_arg(ptowsp_op_body(loop), 0), loops, depth);
  isl_pw_aff *lower = ptowsp_affine(isl, ptowsp_op_operand(loop, 0), loops, depth);
  isl_pw_aff *upper = ptowsp_affine(isl, ptowsp_op_operand(loop, 1), loops, depth);
  if (upper) set = isl_set_intersect(set, isl_pw_aff_lt_set(isl_pw_aff_copy(iv), upper));
  if (lower) {
    set = isl_set_intersect(set, isl_pw_aff_ge_set(isl_pw_aff_copy(iv), isl_pw_aff_copy(lower)));
    if (ptowsp_value_constant(ptowsp_op_operand(loop, 2), &step) && step > 1) {
      isl_pw_aff *offset = isl_pw_aff_sub(isl_pw_aff_copy(iv), isl_pw_aff_copy(lower));
      offset = isl_pw_aff_mod_val(offset, isl_val_int_from_si(isl, (long)step));
      set = isl_set_intersect(set, isl_pw_aff_zero_set(offset));
    }
  }
  isl_pw_aff_free(lower);
  isl_pw_aff_free(iv);
  ptowsp_vec_push(&r->domains, isl_set_detect_equalities(set));
}

void ptowsp_region_pop_loop(region_t *r) {
  r->loops.size--;
  isl_set_free(r->domains.data[--r->domains.size]);
}

void ptowsp_region_meet(region_t *r, ptowsp_op_t *op, size_t branch) {
  if (!r->domains.size) return;
  isl_set **last = &r->domains.data[r->domains.size - 1];
  isl_set *holds =
      ptowsp_condition(r->o->isl, ptowsp_op_operand(op, 0), r->loops.data, r->loops.size);
  if (!holds) return;
  if (branch == 1) holds = isl_set_complement(holds);
  *last = isl_set_detect_equalities(isl_set_coalesce(isl_set_intersect(*last, holds)));
}

// A form of the old loops' variables as one of the copies'. It holds where the loops around the
// current place are.
static isl_aff *settle_form(const region_t *r, isl_pw_aff *form) {
  if (r->domains.size)
    form = isl_pw_aff_gist(form, isl_set_copy(r->domains.data[r->domains.size - 1]));
  form = isl_pw_aff_coalesce(isl_pw_aff_pullback_multi_aff(form, to_old(r)));
  if (isl_pw_aff_isa_aff(form) == isl_bool_true) return isl_pw_aff_as_aff(form);
  isl_pw_aff_free(form);
  return NULL;
}

// A value of the region, less an offset on [outer] if there is one, as a form of the copies'
// variables; NULL: it is not affine.
static isl_aff *form_of(const region_t *r, ptowsp_value_t *value, isl_aff *offset) {
  isl_pw_aff *form = ptowsp_affine(r->o->isl, value, r->loops.data, r->loops.size);
  if (!form) return NULL;
  if (offset) {
    offset =
        isl_aff_add_dims(isl_aff_copy(offset), isl_dim_in, (unsigned)(r->loops.size - r->outer));
    form = isl_pw_aff_sub(form, isl_pw_aff_from_aff(offset));
  }
  return settle_form(r, form);
}

// Whether a form depends on what is outside of the region.
static bool is_from_outside(const region_t *r, isl_aff *form) {
  return isl_aff_involves_dims(form, isl_dim_in, 0, (unsigned)r->outer) == isl_bool_true;
}

static ptowsp_value_t *scalar_index(void *data, ptowsp_value_t *value) {
  region_t *r = data;
  for (size_t i = 0; i < r->scalars.size; i++)
    if (r->scalars.data[i].outside == value) return r->scalars.data[i].index;
  return NULL;
}

static ptowsp_value_t *emit_form(region_t *r, isl_aff *form, ptowsp_builder_t *b) {
  ptowsp_value_t *value = ptowsp_affine_build(b, form, r->values.data, scalar_index, r);
  isl_aff_free(form);
  if (!value && r->o->ok) {
    ptowsp_error(r->o->context, b->loc,
                 "cannot express this subscript or bound from the task's origin; simplify it");
    r->o->ok = false;
  }
  return value;
}

// ---------------------------------------------------------------- the kernel's body

static void clone_block(region_t *r, ptowsp_block_t *block, ptowsp_builder_t b);

static void refuse_value(const region_t *r, ptowsp_op_t *user, ptowsp_value_t *value) {
  ptowsp_error(r->o->context, ptowsp_op_loc(user),
               "this task uses a value that another task computes; keep it in an array of the "
               "workload");
  ptowsp_note(r->o->context, ptowsp_value_loc(value), "the value is computed here");
  r->o->ok = false;
}

// Whether the orchestration holds the value: an element it reads, a variable that it keeps.
static bool is_held(const region_t *r, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  ptowsp_op_t *owner = op ? op : ptowsp_block_op(ptowsp_value_block(value));
  if (is_memref(value) || ptowsp_region_holds(r, owner)) return false;
  return ptowsp_op_is(owner, PTOWSP_OP_SCF_FOR) || ptowsp_op_is(owner, PTOWSP_OP_SCF_IF) ||
         ptowsp_op_is(owner, PTOWSP_OP_WSP_SLOT);
}

// Passes a value of the orchestration to the kernel.
static ptowsp_value_t *take_scalar(region_t *r, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  const char *name = "value";
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_SLOT)) name = ptowsp_memref_name(ptowsp_op_operand(op, 0));
  ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_first(ptowsp_op_body(r->kernel)));
  ptowsp_region_add_scalar(r, value, name, &b);
  return ptowsp_value_map_get(r->map, value);
}

typedef struct {
  region_t *r;
  ptowsp_op_t *user;
} resolve_t;

static bool is_copied(ptowsp_value_t *value, void *data) {
  const region_t *r = ((resolve_t *)data)->r;
  return ptowsp_value_map_get(r->map, value) == value && !is_held(r, value) && !is_memref(value) &&
         is_pure(ptowsp_value_op(value));
}

// The kernel's value for one that is not computed again there; NULL after an error.
static ptowsp_value_t *take(resolve_t *resolve, ptowsp_value_t *value) {
  ptowsp_value_t *known = ptowsp_value_map_get(resolve->r->map, value);
  if (known != value) return known;
  if (is_held(resolve->r, value)) return take_scalar(resolve->r, value);
  refuse_value(resolve->r, resolve->user, value);
  return NULL;
}

static ptowsp_walk_t copy_op(ptowsp_op_t *op, void *data) {
  resolve_t *resolve = data;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!take(resolve, ptowsp_op_operand(op, i))) return PTOWSP_WALK_INTERRUPT;
  ptowsp_op_t *copy = ptowsp_op_clone(op, resolve->r->map);
  ptowsp_op_move_before(copy, ptowsp_op_next(resolve->r->anchor));
  resolve->r->anchor = copy;
  return PTOWSP_WALK_ADVANCE;
}

// The kernel's value for one of the region or from outside; NULL after an error. What is computed
// outside is computed again before the region's current op, once.
static ptowsp_value_t *resolve(region_t *r, ptowsp_op_t *user, ptowsp_value_t *value) {
  resolve_t resolve = {r, user};
  bool ok = ptowsp_walk_sources(value, is_copied, copy_op, &resolve);
  return ok ? take(&resolve, value) : NULL;
}

static region_array_t *array_of(const region_t *r, ptowsp_value_t *memref) {
  for (size_t i = 0; i < r->arrays.size; i++)
    if (r->arrays.data[i].root == memref) return &r->arrays.data[i];
  for (size_t i = 0; i < r->locals.size; i++)
    if (r->locals.data[i].root == memref) return &r->locals.data[i];
  return NULL;
}

// Whether a form is what its value is in C too: remainders are not written anew for nothing.
static bool keeps_value(const region_t *r, isl_aff *form, isl_aff *offset) {
  return isl_aff_dim(form, isl_dim_div) > 0 && isl_aff_plain_is_zero(offset) == isl_bool_true &&
         !is_from_outside(r, form);
}

// A subscript counted from the box's origin.
static ptowsp_value_t *rebase(region_t *r, ptowsp_op_t *user, ptowsp_value_t *index,
                              isl_aff *offset, ptowsp_builder_t *b) {
  isl_aff *form = form_of(r, index, offset);
  if (form && keeps_value(r, form, offset)) form = isl_aff_free(form);
  if (form) return emit_form(r, form, b);
  ptowsp_value_t *whole = resolve(r, user, index);
  if (!whole || isl_aff_plain_is_zero(offset) == isl_bool_true) return whole;
  ptowsp_value_t *from = emit_form(r, isl_aff_copy(offset), b);
  return from ? ptowsp_build_binary(b, PTOWSP_OP_ARITH_SUBI, whole, from) : NULL;
}

// Copies an op without regions; loads and stores of the region's arrays go through the views.
static void clone_simple(region_t *r, ptowsp_op_t *op, ptowsp_builder_t *b) {
  size_t count = ptowsp_op_operand_count(op);
  ptowsp_value_t *operands[count + 1];
  bool load = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD);
  size_t memref = load ? 0 : ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) ? 1 : count;
  region_array_t *array = memref < count ? array_of(r, ptowsp_op_operand(op, memref)) : NULL;
  for (size_t i = 0; i < count && r->o->ok; i++) {
    ptowsp_value_t *value = ptowsp_op_operand(op, i);
    if (array && i == memref)
      operands[i] = array->view;
    else if (array && i > memref)
      operands[i] = rebase(r, op, value, array->box.offsets[i - memref - 1], b);
    else
      operands[i] = resolve(r, op, value);
  }
  if (!r->o->ok) return;
  ptowsp_op_t *copy = ptowsp_op_clone(op, r->map);
  ptowsp_op_set_operands(copy, operands, count);
  ptowsp_op_move_before(copy, b->before);
}

static bool uses_outside(const region_t *r, ptowsp_value_t *value) {
  isl_aff *form = form_of(r, value, NULL);
  bool uses = form && is_from_outside(r, form);
  isl_aff_free(form);
  return uses;
}

// A comparison of places in a tile whose distance is the same in every tile. False: it is none.
static bool clone_compare(region_t *r, ptowsp_op_t *op, ptowsp_builder_t *b) {
  ptowsp_value_t *x = ptowsp_op_operand(op, 0), *y = ptowsp_op_operand(op, 1);
  if (!ptowsp_type_is_index(ptowsp_value_type(x)) || !uses_outside(r, x) || !uses_outside(r, y))
    return false;
  isl_pw_aff *form = ptowsp_affine(r->o->isl, x, r->loops.data, r->loops.size);
  isl_pw_aff *less = ptowsp_affine(r->o->isl, y, r->loops.data, r->loops.size);
  isl_aff *distance = form && less ? settle_form(r, isl_pw_aff_sub(form, less)) : NULL;
  if (!distance || is_from_outside(r, distance) || isl_aff_dim(distance, isl_dim_div) > 0) {
    isl_aff_free(distance);
    return false;
  }
  ptowsp_value_t *operands[] = {emit_form(r, distance, b), ptowsp_build_index(b, 0)};
  if (!operands[0]) return true;
  ptowsp_op_t *copy = ptowsp_op_clone(op, r->map);
  ptowsp_op_set_operands(copy, operands, 2);
  ptowsp_op_move_before(copy, b->before);
  return true;
}

static ptowsp_value_t *as_index(ptowsp_value_t *value, ptowsp_builder_t *b) {
  if (ptowsp_type_is_index(ptowsp_value_type(value))) return value;
  return ptowsp_build_cast(b, PTOWSP_OP_ARITH_INDEX_CAST, value,
                           ptowsp_type_index(ptowsp_type_context(ptowsp_value_type(value))));
}

static ptowsp_value_t *clone_bound(region_t *r, ptowsp_op_t *loop, size_t operand, isl_aff *shift,
                                   ptowsp_builder_t *b) {
  isl_aff *form = form_of(r, ptowsp_op_operand(loop, operand), NULL);
  if (!form) {
    ptowsp_value_t *value = resolve(r, loop, ptowsp_op_operand(loop, operand));
    if (value) value = as_index(value, b);
    if (!value || !shift) return value;
    ptowsp_value_t *from = emit_form(r, isl_aff_copy(shift), b);
    return from ? ptowsp_build_binary(b, PTOWSP_OP_ARITH_SUBI, value, from) : NULL;
  }
  return emit_form(r, shift ? combine(form, isl_aff_copy(shift), true) : form, b);
}

static void clone_for(region_t *r, ptowsp_op_t *loop, ptowsp_builder_t b) {
  isl_aff *shift = form_of(r, ptowsp_op_operand(loop, 0), NULL);
  if (shift && !is_from_outside(r, shift)) shift = isl_aff_free(shift);
  ptowsp_value_t *bounds[3];
  b.loc = ptowsp_op_loc(loop);
  for (size_t i = 0; i < 3; i++) {
    bounds[i] = clone_bound(r, loop, i, i < 2 ? shift : NULL, &b);
    if (!bounds[i]) {
      isl_aff_free(shift);
      return;
    }
  }
  ptowsp_op_t *copy = ptowsp_build_for(&b, bounds[0], bounds[1], bounds[2]);
  ptowsp_op_set_properties(copy, ptowsp_op_properties(loop));
  ptowsp_op_set_attributes(copy, ptowsp_op_attributes(loop));
  ptowsp_value_t *iv = ptowsp_block_arg(ptowsp_op_body(copy), 0);
  ptowsp_builder_t in = ptowsp_builder_before(ptowsp_block_terminator(ptowsp_op_body(copy)));
  in.loc = b.loc;
  ptowsp_value_t *old = iv, *variable = ptowsp_block_arg(ptowsp_op_body(loop), 0);
  ptowsp_value_t *from = shift ? emit_form(r, isl_aff_copy(shift), &in) : NULL;
  if (from) old = ptowsp_build_binary(&in, PTOWSP_OP_ARITH_ADDI, iv, from);
  if (!ptowsp_type_is_index(ptowsp_value_type(variable)))
    old = ptowsp_build_cast(&in, PTOWSP_OP_ARITH_INDEX_CAST, old, ptowsp_value_type(variable));
  ptowsp_value_map_set(r->map, variable, old);
  ptowsp_region_push_loop(r, loop);
  ptowsp_vec_push(&r->shifts, shift);
  ptowsp_vec_push(&r->values, iv);
  clone_block(r, ptowsp_op_body(loop), in);
  isl_aff_free(shift);
  ptowsp_region_pop_loop(r);
  r->shifts.size--;
  r->values.size--;
}

static void clone_if(region_t *r, ptowsp_op_t *op, ptowsp_builder_t b) {
  ptowsp_value_t *condition = resolve(r, op, ptowsp_op_operand(op, 0));
  size_t results = ptowsp_op_result_count(op);
  ptowsp_type_t types[results + 1];
  for (size_t i = 0; i < results; i++) types[i] = ptowsp_value_type(ptowsp_op_result(op, i));
  if (!condition) return;
  ptowsp_op_state_t state = {.id = PTOWSP_OP_SCF_IF,
                             .operands = &condition,
                             .operand_count = 1,
                             .result_types = types,
                             .result_count = results,
                             .region_count = 2,
                             .attributes = ptowsp_op_attributes(op)};
  state.loc = b.loc = ptowsp_op_loc(op);
  ptowsp_op_t *copy = ptowsp_build(&b, &state);
  for (size_t i = 0; i < results; i++)
    ptowsp_value_map_set(r->map, ptowsp_op_result(op, i), ptowsp_op_result(copy, i));
  for (size_t i = 0; i < ptowsp_op_region_count(op) && r->o->ok; i++) {
    ptowsp_block_t *from = ptowsp_region_first(ptowsp_op_region(op, i));
    if (!from) continue;
    ptowsp_block_t *to = ptowsp_block_create(ptowsp_op_region(copy, i));
    ptowsp_op_t *yield = ptowsp_block_terminator(from);
    size_t count = ptowsp_op_operand_count(yield);
    ptowsp_builder_t end = ptowsp_builder_at_end(to, state.loc);
    ptowsp_op_state_t empty = {.id = PTOWSP_OP_SCF_YIELD, .loc = ptowsp_op_loc(yield)};
    ptowsp_op_t *last = ptowsp_build(&end, &empty);
    ptowsp_builder_t before = ptowsp_builder_before(last);
    clone_block(r, from, before);
    ptowsp_value_t *operands[count + 1];
    for (size_t j = 0; j < count && r->o->ok; j++)
      operands[j] = resolve(r, yield, ptowsp_op_operand(yield, j));
    if (r->o->ok) ptowsp_op_set_operands(last, operands, count);
  }
}

static void clone_op(region_t *r, ptowsp_op_t *op, ptowsp_builder_t b) {
  b.loc = ptowsp_op_loc(op);
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && ptowsp_op_result_count(op) == 0) {
    clone_for(r, op, b);
  } else if (ptowsp_op_is(op, PTOWSP_OP_SCF_IF)) {
    clone_if(r, op, b);
  } else if (ptowsp_op_region_count(op)) {
    ptowsp_error(r->o->context, ptowsp_op_loc(op), "'%s' cannot become part of a task here",
                 ptowsp_op_name(op));
    r->o->ok = false;
  } else if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI) || !clone_compare(r, op, &b)) {
    clone_simple(r, op, &b);
  }
}

static void clone_block(region_t *r, ptowsp_block_t *block, ptowsp_builder_t b) {
  for (ptowsp_op_t *op = ptowsp_block_first(block); op && r->o->ok; op = ptowsp_op_next(op))
    if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) clone_op(r, op, b);
}

// ---------------------------------------------------------------- the kernel

static ptowsp_walk_t find_store(ptowsp_op_t *op, void *data) {
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_ADVANCE;
  *(ptowsp_loc_t *)data = ptowsp_op_loc(op);
  return PTOWSP_WALK_INTERRUPT;
}

ptowsp_loc_t ptowsp_region_loc(const region_t *r) {
  ptowsp_loc_t loc = ptowsp_op_loc(r->ops.data[0]);
  for (size_t i = 0; i < r->ops.size; i++)
    if (!ptowsp_walk_pre(r->ops.data[i], find_store, &loc)) break;
  return loc;
}

// Starts the body with an op that what comes from outside can stand behind.
void ptowsp_region_fill_kernel(region_t *r) {
  ptowsp_op_t *last = ptowsp_block_last(ptowsp_op_body(r->kernel));
  ptowsp_builder_t b = ptowsp_builder_before(last);
  ptowsp_build_index(&b, 0);
  ptowsp_region_add_arrays(r, &b);
  ptowsp_region_add_scalars(r, &b);
  for (size_t i = 0; i < r->ops.size && r->o->ok; i++) {
    r->anchor = ptowsp_op_previous(last);
    clone_op(r, r->ops.data[i], b);
  }
  if (r->o->ok) ptowsp_region_settle_scalars(r);
}
