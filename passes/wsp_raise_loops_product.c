// Matrix products: the contractions of a kernel as instructions of the cube.
//
//   for i, j, k: c[i][j] += a[i][k] * b[k][j]       for each block of rows and columns:
//                                                     %l = pto.tload %a … l1, %r = pto.tload %b …
//                                                     l1
//                                              →      %x = pto.tmov %l … l0a, %y = pto.tmov %r …
//                                              l0b
//                                                     %p = pto.tmatmul %x, %y … l0c, and so on
//                                                     along k: pto.tmatmul_acc
//                                                     pto.tstore %p, %c {atomic = "add"}
//
// A factor stored the other way round is loaded from a view with its strides exchanged: a column
// by column view of global memory, which the transfer to L1 turns (DN to ZN) and the move to
// L0A or L0B turns back into the cube's order. What is larger than the memories of the core is
// multiplied in blocks (cube/blocking.c); rests are smaller blocks.
//
// A sum of a local variable that is stored as s > 0 ? s : 0 is stored so by the cube: {relu}.
//
// Extents need not be whole fractals. Tiles carry their valid extents, from which TMATMUL gives
// the cube m, k and n as they are: it takes nothing of L0A and L0B beyond column and row k into
// its sums, and what it writes beyond row m and column n of L0C is not stored. (The transfer
// into L1 pads the last 32 bytes of a row with zeros by itself.)
#include <isl/space.h>
#include <isl/val.h>

#include "cube/blocking.h"
#include "cube/contraction.h"
#include "wsp_raise_loops.h"

enum { MAX_STEPS = 4096 };

// How the blocks of a product stand at the moment: the value of each loop is
//   lower + step * (variable + at), or the variable alone for a loop that is kept.
typedef struct {
  raise_t *r;
  const contraction_t *c;
  const contraction_term_t *term;
  cube_blocks_t blocks;
  cube_extents_t size; // of the present one
  ptowsp_value_t *variables[CONTRACTION_LOOPS];
  int64_t at[CONTRACTION_LOOPS];
  bool kept[CONTRACTION_LOOPS];
  ptowsp_value_t *sum; // L0C tile so far
} blocks_t;

// ---------------------------------------------------------------- places

static ptowsp_value_t *argument_index(void *data, ptowsp_value_t *value) {
  raise_t *r = data;
  if (ptowsp_type_is_index(ptowsp_value_type(value))) return value;
  return ptowsp_build_cast(&r->b, PTOWSP_OP_ARITH_INDEX_CAST, value, ptowsp_type_index(r->context));
}

static isl_aff *sum_of(isl_aff *a, isl_aff *b) {
  a = isl_aff_align_params(a, isl_aff_get_domain_space(b));
  b = isl_aff_align_params(b, isl_aff_get_domain_space(a));
  return isl_aff_add(a, b);
}

// The loop's value in terms of the variables.
static isl_aff *loop_value(const blocks_t *b, size_t i) {
  const contraction_loop_t *loop = &b->term->loops[i];
  isl_ctx *isl = b->r->isl;
  isl_space *space = isl_space_set_alloc(isl, 0, (unsigned)b->term->loop_count);
  isl_local_space *local = isl_local_space_from_space(space);
  isl_aff *variable = isl_aff_var_on_domain(isl_local_space_copy(local), isl_dim_set, (unsigned)i);
  if (b->kept[i]) {
    isl_local_space_free(local);
    return variable;
  }
  if (!b->variables[i]) {
    isl_aff_free(variable);
    variable = isl_aff_zero_on_domain(isl_local_space_copy(local));
  }
  isl_local_space_free(local);
  variable = isl_aff_add_constant_val(variable, isl_val_int_from_si(isl, (long)b->at[i]));
  variable = isl_aff_scale_val(variable, isl_val_int_from_si(isl, (long)loop->step));
  return sum_of(isl_aff_copy(loop->lower), variable);
}

// A subscript in terms of the variables.
static isl_aff *place(const blocks_t *b, isl_aff *subscript) {
  size_t count = b->term->loop_count;
  isl_space *space = isl_space_set_alloc(b->r->isl, 0, (unsigned)count);
  isl_multi_aff *values = isl_multi_aff_identity(isl_space_map_from_set(space));
  for (size_t i = 0; i < count; i++) {
    isl_aff *value = loop_value(b, i);
    values = isl_multi_aff_align_params(values, isl_aff_get_domain_space(value));
    value = isl_aff_align_params(value, isl_multi_aff_get_domain_space(values));
    values = isl_multi_aff_set_aff(values, (int)i, value);
  }
  isl_aff *aff =
      isl_aff_align_params(isl_aff_copy(subscript), isl_multi_aff_get_domain_space(values));
  values = isl_multi_aff_align_params(values, isl_aff_get_domain_space(aff));
  return isl_aff_pullback_multi_aff(aff, values);
}

static bool is_constant_zero(isl_aff *aff) { return isl_aff_plain_is_zero(aff) == isl_bool_true; }

// Whether a tile at the array's first element, with these strides, is the array's leading box.
static bool is_leading(const contraction_access_t *access, isl_aff *const *places, int64_t rows,
                       int64_t cols, int64_t row_stride, int64_t col_stride) {
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(access->array));
  for (size_t i = 0; i < access->rank; i++)
    if (!is_constant_zero(places[i])) return false;
  return access->rank == 2 && rows <= shape[0] && cols <= shape[1] &&
         (rows == 1 || row_stride == access->array_strides[0]) &&
         (cols == 1 || col_stride == access->array_strides[1]);
}

// A memref whose leading box is the present block; NULL after a failure.
static ptowsp_value_t *view(const blocks_t *b, const contraction_access_t *access, int64_t rows,
                            int64_t cols, size_t row_loop, size_t col_loop) {
  raise_t *r = b->r;
  isl_aff *places[CONTRACTION_RANK];
  ptowsp_value_t *operands[CONTRACTION_RANK + 1] = {access->array};
  int64_t strides[2] = {row_loop == CONTRACTION_NONE ? 0 : access->strides[row_loop],
                        col_loop == CONTRACTION_NONE ? 0 : access->strides[col_loop]};
  bool ok = true;
  // Of a single row or column the stride is of no account; it is given one that is in order.
  if (!strides[1]) strides[1] = strides[0] == 1 ? rows : 1;
  if (!strides[0]) strides[0] = strides[1] == 1 ? cols : 1;
  for (size_t i = 0; i < access->rank; i++) places[i] = place(b, access->subscripts[i]);
  bool leading = is_leading(access, places, rows, cols, strides[0], strides[1]);
  for (size_t i = 0; i < access->rank; i++) {
    if (!leading)
      operands[i + 1] = ptowsp_affine_build(&r->b, places[i], b->variables, argument_index, r);
    ok = ok && (leading || operands[i + 1]);
    isl_aff_free(places[i]);
  }
  if (leading) return access->array;
  if (!ok) {
    raise_fail(r, ptowsp_op_loc(access->op), false, "a subscript is not affine");
    return NULL;
  }
  ptowsp_attr_t layout = ptowsp_attr_strided(r->context, strides, 2, PTOWSP_DYNAMIC);
  ptowsp_type_t type =
      ptowsp_type_memref(r->context, (int64_t[]){rows, cols}, 2, access->element, layout,
                         ptowsp_type_space(ptowsp_value_type(access->array)));
  return raise_tile_op(r, PTOWSP_OP_WSP_AT, type, operands, access->rank + 1);
}

// ---------------------------------------------------------------- one block

static ptowsp_value_t *load_factor(const blocks_t *b, const contraction_access_t *access,
                                   int64_t rows, int64_t cols, size_t row_loop, size_t col_loop) {
  raise_t *r = b->r;
  r->b.loc = ptowsp_op_loc(access->op);
  ptowsp_type_t type = raise_tile_type(r, rows, cols, access->element, PTOWSP_MEMORY_L1);
  ptowsp_value_t *from = type ? view(b, access, rows, cols, row_loop, col_loop) : NULL;
  return from ? raise_tile_op(r, PTOWSP_OP_PTO_TLOAD, type, &from, 1) : NULL;
}

static ptowsp_value_t *move(const blocks_t *b, const contraction_access_t *access,
                            ptowsp_value_t *tile, ptowsp_memory_t memory) {
  raise_t *r = b->r;
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(tile));
  r->b.loc = ptowsp_op_loc(access->op);
  ptowsp_type_t type = raise_tile_type(r, shape[0], shape[1], access->element, memory);
  return type ? raise_tile_op(r, PTOWSP_OP_PTO_TMOV, type, &tile, 1) : NULL;
}

// Multiplies the present block and adds it to the sum.
static bool multiply(blocks_t *b) {
  raise_t *r = b->r;
  const contraction_term_t *term = b->term;
  cube_extents_t size = b->size;
  ptowsp_value_t *left = load_factor(b, &term->left, size.m, size.k, b->c->m, term->k);
  ptowsp_value_t *right =
      left ? load_factor(b, &term->right, size.k, size.n, term->k, b->c->n) : NULL;
  if (right) left = move(b, &term->left, left, PTOWSP_MEMORY_L0A);
  if (right) right = left ? move(b, &term->right, right, PTOWSP_MEMORY_L0B) : NULL;
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(b->c->result.array));
  ptowsp_type_t type =
      right ? raise_tile_type(r, size.m, size.n, element, PTOWSP_MEMORY_L0C) : NULL;
  if (!type) return false;
  r->b.loc = ptowsp_op_loc(term->store);
  if (b->sum)
    b->sum = raise_tile_op(r, PTOWSP_OP_PTO_TMATMUL_ACC, type,
                           (ptowsp_value_t *[]){b->sum, left, right}, 3);
  else
    b->sum = raise_tile_op(r, PTOWSP_OP_PTO_TMATMUL, type, (ptowsp_value_t *[]){left, right}, 2);
  return true;
}

// Whether a loop stays one around the blocks: the result varies with it.
static bool is_kept(const contraction_t *c, const contraction_term_t *term, size_t i) {
  return i != c->m && i != c->n && term->loops[i].extent > 1 && c->result.strides[i];
}

// All blocks along k and the loops summed over besides, from loop `i` on.
static bool sum_up(blocks_t *b, size_t i) {
  const contraction_term_t *term = b->term;
  if (i == term->loop_count) return multiply(b);
  if (i == b->c->m || i == b->c->n || b->kept[i]) return sum_up(b, i + 1);
  int64_t extent = term->loops[i].extent, step = i == term->k ? b->blocks.size.k : 1;
  for (b->at[i] = 0; b->at[i] < extent; b->at[i] += step) {
    if (i == term->k) b->size.k = extent - b->at[i] < step ? extent - b->at[i] : step;
    if (!sum_up(b, i + 1)) return false;
  }
  b->at[i] = 0;
  return true;
}

static bool raise_block_of_result(blocks_t *b) {
  raise_t *r = b->r;
  const contraction_t *c = b->c;
  b->sum = NULL;
  for (size_t t = 0; t < c->term_count; t++) {
    b->term = &c->terms[t];
    if (b->term->k == CONTRACTION_NONE) b->size.k = 1;
    if (!sum_up(b, 0)) return false;
  }
  b->term = &c->terms[0];
  r->b.loc = ptowsp_op_loc(c->result.op);
  ptowsp_value_t *to = view(b, &c->result, b->size.m, b->size.n, c->m, c->n);
  if (!to) return false;
  raise_tile_op(r, PTOWSP_OP_PTO_TSTORE, NULL, (ptowsp_value_t *[]){b->sum, to}, 2);
  ptowsp_op_t *store =
      r->b.before ? ptowsp_op_previous(r->b.before) : ptowsp_block_last(r->b.block);
  if (!c->fresh) ptowsp_op_set_attr(store, "atomic", ptowsp_attr_cstring(r->context, "add"));
  if (c->rectified) ptowsp_op_set_attr(store, "relu", ptowsp_attr_unit(r->context));
  return true;
}

// ---------------------------------------------------------------- all blocks

static bool raise_cols(blocks_t *b);
static bool raise_rows(blocks_t *b);

// Does `body` for each block along a loop: full ones, in a loop or one behind the other, then the
// rest.
static bool along(blocks_t *b, size_t loop, int64_t block, bool in_loop, int64_t *size,
                  bool (*body)(blocks_t *)) {
  raise_t *r = b->r;
  *size = 1;
  if (loop == CONTRACTION_NONE) return body(b);
  int64_t extent = b->c->terms[0].loops[loop].extent, full = extent / block * block;
  *size = block;
  in_loop = in_loop && full > block;
  for (b->at[loop] = 0; !in_loop && b->at[loop] < full; b->at[loop] += block)
    if (!body(b)) return false;
  b->at[loop] = 0;
  if (in_loop) {
    ptowsp_builder_t around = r->b;
    ptowsp_value_t *lower = ptowsp_build_index(&r->b, 0), *upper = ptowsp_build_index(&r->b, full);
    ptowsp_op_t *copy = ptowsp_build_for(&r->b, lower, upper, ptowsp_build_index(&r->b, block));
    ptowsp_attr_t name = ptowsp_op_attr(b->c->terms[0].loops[loop].op, "wsp.iv");
    if (name) ptowsp_op_set_attr(copy, "wsp.iv", name);
    b->variables[loop] = ptowsp_block_arg(ptowsp_op_body(copy), 0);
    r->b = ptowsp_builder_before(ptowsp_block_terminator(ptowsp_op_body(copy)));
    bool ok = body(b);
    b->variables[loop] = NULL;
    r->b = around;
    if (!ok) return false;
  }
  if (full == extent) return true;
  *size = extent - full;
  b->at[loop] = full;
  bool ok = body(b);
  b->at[loop] = 0;
  return ok;
}

static bool raise_cols(blocks_t *b) {
  return along(b, b->c->n, b->blocks.size.n, b->blocks.cols_in_loop, &b->size.n,
               raise_block_of_result);
}

static bool raise_rows(blocks_t *b) {
  return along(b, b->c->m, b->blocks.size.m, b->blocks.rows_in_loop, &b->size.m, raise_cols);
}

// Keeps the loops that the result varies with besides rows and columns, from loop `i` on.
static bool raise_kept(blocks_t *b, size_t i) {
  raise_t *r = b->r;
  const contraction_term_t *term = &b->c->terms[0];
  while (i < term->loop_count && !is_kept(b->c, term, i)) i++;
  if (i == term->loop_count) return raise_rows(b);
  const contraction_loop_t *loop = &term->loops[i];
  isl_val *length = isl_val_mul(isl_val_int_from_si(r->isl, (long)loop->extent),
                                isl_val_int_from_si(r->isl, (long)loop->step));
  isl_aff *end = isl_aff_add_constant_val(isl_aff_copy(loop->lower), length);
  r->b.loc = ptowsp_op_loc(loop->op);
  ptowsp_value_t *lower = ptowsp_affine_build(&r->b, loop->lower, NULL, argument_index, r);
  ptowsp_value_t *upper = ptowsp_affine_build(&r->b, end, NULL, argument_index, r);
  isl_aff_free(end);
  if (!lower || !upper)
    return raise_fail(r, ptowsp_op_loc(loop->op), false, "a bound of the loop is not affine");
  ptowsp_builder_t around = r->b;
  ptowsp_op_t *copy = ptowsp_build_for(&r->b, lower, upper, ptowsp_build_index(&r->b, loop->step));
  ptowsp_op_set_attributes(copy, ptowsp_op_attributes(loop->op));
  b->kept[i] = true;
  b->variables[i] = ptowsp_block_arg(ptowsp_op_body(copy), 0);
  r->b = ptowsp_builder_before(ptowsp_block_terminator(ptowsp_op_body(copy)));
  bool ok = raise_kept(b, i + 1);
  r->b = around;
  return ok;
}

static int64_t extent_of(const contraction_term_t *term, size_t loop) {
  return loop == CONTRACTION_NONE ? 1 : term->loops[loop].extent;
}

// No more than are counted: nobody writes out as many.
static int64_t product(int64_t a, int64_t b) {
  enum { MANY = 1 << 30 };
  int64_t all = 0;
  return __builtin_mul_overflow(a, b, &all) || all > MANY ? MANY : all;
}

// How many products are summed into one block, by the loops besides k.
static int64_t repeats(const contraction_t *c, const contraction_term_t *term) {
  int64_t count = 1;
  for (size_t i = 0; i < term->loop_count; i++)
    if (i != c->m && i != c->n && i != term->k && !is_kept(c, term, i))
      count = product(count, term->loops[i].extent);
  return count;
}

static bool raise_contraction(raise_t *r, const contraction_t *c) {
  const contraction_term_t *longest = &c->terms[0];
  int64_t steps = 0;
  for (size_t t = 0; t < c->term_count; t++) {
    const contraction_term_t *term = &c->terms[t];
    if (raise_are_aliases(r, c->result.array, term->left.array) ||
        raise_are_aliases(r, c->result.array, term->right.array))
      return raise_fail(r, ptowsp_op_loc(term->store), false,
                        "a matrix product reads the array it writes; write it to another one");
    if (extent_of(term, term->k) > extent_of(longest, longest->k)) longest = term;
  }
  cube_extents_t whole = {extent_of(longest, c->m), extent_of(longest, c->n),
                          extent_of(longest, longest->k)};
  blocks_t b = {.r = r, .c = c, .term = longest};
  ptowsp_machine_t machine = ptowsp_machine_of(r->kernel);
  b.blocks = cube_choose_blocks(&machine, whole, longest->left.element, repeats(c, longest));
  for (size_t t = 0; t < c->term_count; t++) {
    const contraction_term_t *term = &c->terms[t];
    steps += product(repeats(c, term), (extent_of(term, term->k) - 1) / b.blocks.size.k + 1);
  }
  if (steps > MAX_STEPS)
    return raise_fail(r, ptowsp_op_loc(longest->store), false,
                      "a matrix product takes %lld instructions for one block of its result; sum "
                      "over fewer elements in a task",
                      (long long)steps);
  return raise_kept(&b, 0);
}

// ---------------------------------------------------------------- kernels

static bool fail_as(raise_t *r, const contraction_reason_t *reason, ptowsp_op_t *op) {
  if (reason->text) return raise_fail(r, reason->loc, false, "%s", reason->text);
  return raise_fail(r, ptowsp_op_loc(op), true, "this is no matrix product");
}

bool raise_products(raise_t *r, bool lines) {
  ptowsp_block_t *block = ptowsp_op_body(r->kernel);
  ptowsp_op_t *end = ptowsp_op_previous(r->b.before), *fill = NULL;
  bool any = false;
  for (ptowsp_op_t *op = ptowsp_block_first(block); op; op = ptowsp_op_next(op)) {
    contraction_t c;
    contraction_reason_t reason = {0};
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) {
      if (!fill && contraction_fill(op)) {
        fill = op;
      } else {
        unsigned kinds = contraction_kinds(op) | (lines ? CONTRACTION_LINES : 0);
        if (!contraction_match(r->isl, op, kinds, &c, &reason)) return fail_as(r, &reason, op);
        if (fill) c.fresh = contraction_clears(r->isl, fill, op, &c);
        bool ok = fill && !c.fresh ? fail_as(r, &reason, fill) : raise_contraction(r, &c);
        contraction_deinit(&c);
        if (!ok) return false;
        fill = NULL;
        any = true;
      }
    } else if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && !ptowsp_op_is_local(op)) {
      return fail_as(r, &reason, op);
    }
    if (op == end) break; // what follows has just been built
  }
  return any && !fill ? true : fail_as(r, &(contraction_reason_t){0}, r->kernel);
}
