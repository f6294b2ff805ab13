// Loads and stores of boxes, reductions and matrix products, and the tidying behind them.

#include "wsp_raise_loops_windows.h"

// ---------------------------------------------------------------- views

// The array that stands for one of the scalar program's.
static ptowsp_value_t *raised_array(raise_t *r, ptowsp_value_t *array) {
  raise_value_t value;
  return raise_find(r, array, &value) ? value.to : NULL;
}

// Whether the box is the array's leading one: then the array itself is the operand. A box may
// reach beyond the first extent, as in C; then it is none.
static bool is_leading(const raise_box_t *box) {
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(box->array));
  for (size_t i = 0; i < box->rank; i++) {
    int64_t base = 0;
    if (!raise_is_number(box->base[i], &base) || base != 0) return false;
  }
  if (box->rank == 1)
    return !box->row && box->col_step[0] == (box->col ? 1 : 0) && box->cols <= shape[0];
  if (box->rank != 2 || box->rows > shape[0] || box->cols > shape[1] || box->stride[1] != 1)
    return false;
  bool rows = box->row_step[0] == (box->row ? 1 : 0) && box->row_step[1] == 0;
  return rows && box->col_step[0] == 0 && box->col_step[1] == (box->col ? 1 : 0);
}

// The subscript of the first row's first column: where the loops start, or end if they go down.
static isl_aff *first_subscript(raise_t *r, const raise_box_t *box, size_t dim) {
  int64_t offset = 0;
  if (box->row_step[dim] < 0) offset -= box->row_step[dim] * (box->rows - 1);
  if (box->col_step[dim] < 0) offset -= box->col_step[dim] * (box->cols - 1);
  if (!offset) return box->base[dim];
  return raise_keep(r, isl_aff_add_constant_si(isl_aff_copy(box->base[dim]), (int)offset));
}

// A memref whose leading box is the box; NULL after a failure.
static ptowsp_value_t *view(raise_t *r, const raise_box_t *box) {
  ptowsp_value_t *operands[RAISE_MAX_DIMS + 1] = {raised_array(r, box->array)};
  if (is_leading(box)) return operands[0];
  uint64_t key = raise_box_key(box);
  for (size_t i = 0; i < r->views.size; i++)
    if (r->views.data[i].box->key == key && raise_box_equal(r->views.data[i].box, box))
      return r->views.data[i].view;
  for (size_t i = 0; i < box->rank; i++) {
    operands[i + 1] = raise_aff_value(r, first_subscript(r, box, i));
    if (!operands[i + 1]) return NULL;
  }
  int64_t shape[2] = {box->cols, 0}, strides[2] = {box->col ? raise_col_stride(box) : 1, 1};
  size_t rank = 1;
  if (box->row) {
    shape[0] = box->rows, shape[1] = box->cols, rank = 2;
    strides[1] = strides[0];
    strides[0] = raise_row_stride(box);
  }
  ptowsp_attr_t layout = ptowsp_attr_strided(r->context, strides, rank, PTOWSP_DYNAMIC);
  ptowsp_type_t type = ptowsp_type_memref(r->context, shape, rank, box->element, layout,
                                          ptowsp_type_space(ptowsp_value_type(box->array)));
  raise_view_t entry = {raise_keep_box(r, box),
                        raise_tile_op(r, PTOWSP_OP_WSP_AT, type, operands, box->rank + 1)};
  ptowsp_vec_push(&r->views, entry);
  return entry.view;
}

// ---------------------------------------------------------------- what is where

static raise_known_t *find_known(raise_t *r, const raise_box_t *box) {
  uint64_t key = raise_box_key(box);
  for (size_t i = 0; i < r->known.size; i++)
    if (r->known.data[i].box->key == key && raise_box_equal(r->known.data[i].box, box))
      return &r->known.data[i];
  return NULL;
}

// Remembers what is where. Each access is compared with all of that: elements in their thousands,
// one by one, are no work for tiles.
static bool learn(raise_t *r, const raise_known_t *entry) {
  enum { MOST = 2048 };
  if (r->known.size >= MOST)
    return raise_fail(r, r->b.loc, false, "it touches more than %d tiles one by one", MOST);
  ptowsp_vec_push(&r->known, *entry);
  return true;
}

// Whether what is in a tile is rather loaded again than kept: memory has it too.
static bool is_reloaded(const raise_t *r, const raise_box_t *box) {
  int64_t bytes = (int64_t)ptowsp_type_bytes(box->element) * box->rows * box->cols;
  return r->reloads && !box->local && bytes > r->tile_bytes / 8;
}

// The box's elements from a tile that holds them among others; NULL: there is none, or a failure.
static ptowsp_value_t *known_part(raise_t *r, const raise_box_t *box) {
  ptowsp_value_t *part = NULL;
  for (size_t i = 0; !part && !r->failed && i < r->known.size; i++)
    if (!is_reloaded(r, r->known.data[i].box)) part = raise_load_part(r, &r->known.data[i], box);
  if (part && !learn(r, &(raise_known_t){raise_keep_box(r, box), part, NULL})) part = NULL;
  return part;
}

// The first subscript of the box's iterations that a tile does not hold, or does not hold before:
// the only dimension in which they differ is moved by this loop alone. 0: there is none.
static int64_t border(const raise_box_t *tile, const raise_box_t *box, const int64_t steps[],
                      const int64_t others[]) {
  int64_t at = 0;
  if (tile->array != box->array || tile->rank != box->rank) return 0;
  for (size_t i = 0; i < box->rank; i++) {
    int64_t distance = 0;
    if (!raise_box_distance(tile, box, i, &distance)) return 0;
    int64_t end = distance + box->size[i];
    if (distance >= 0 && end <= tile->size[i]) continue;
    if (at || steps[i] != 1 || others[i] || distance >= tile->size[i] || end <= 0) return 0;
    at = distance < 0 ? -distance : tile->size[i] - distance;
  }
  return at;
}

// Asks for a loop to be cut where one tile of a local ends and another one begins.
static void ask_for_cut(raise_t *r, const raise_box_t *box) {
  for (size_t i = 0; i < r->known.size; i++) {
    const raise_box_t *tile = r->known.data[i].box;
    int64_t cols = border(tile, box, box->col_step, box->row_step);
    r->cut.at = cols ? cols : border(tile, box, box->row_step, box->col_step);
    r->cut.loop = cols ? box->col : box->row;
    if (r->cut.at) return;
  }
  r->cut.loop = NULL;
}

// Of a local that no tile holds exactly.
static ptowsp_value_t *load_local(raise_t *r, const raise_box_t *box) {
  ptowsp_value_t *part = known_part(r, box);
  if (part || r->failed) return part;
  ask_for_cut(r, box);
  r->carried = r->ways.may_plane = true;
  r->missing = box->array;
  raise_fail(r, r->b.loc, true,
             "local '%s' is read in another shape than it was written, or in another iteration of "
             "a loop that cannot become a tile",
             ptowsp_memref_name(box->array));
  return NULL;
}

ptowsp_value_t *raise_load_box(raise_t *r, const raise_box_t *box) {
  raise_known_t *known = find_known(r, box);
  if (known && !is_reloaded(r, box)) return known->tile;
  raise_window_t window;
  if (raise_window(r, box, &window)) {
    ptowsp_value_t *part = find_known(r, &window.box) ? NULL : known_part(r, box);
    return part || r->failed ? part : raise_load_window(r, box);
  }
  if (box->local) return load_local(r, box);
  ptowsp_type_t type = raise_tile_type(r, box->rows, box->cols, box->element, PTOWSP_MEMORY_UB);
  ptowsp_value_t *source = type ? view(r, box) : NULL;
  if (!source) return NULL;
  for (size_t i = 0; i < r->known.size; i++)
    if (r->known.data[i].store && raise_box_may_overlap(r, r->known.data[i].box, box))
      r->known.data[i].store = NULL;
  raise_known_t entry = {raise_keep_box(r, box),
                         raise_tile_op(r, PTOWSP_OP_PTO_TLOAD, type, &source, 1), NULL};
  if (known)
    *known = entry;
  else if (!learn(r, &entry))
    return NULL;
  return entry.tile;
}

static void forget(raise_t *r, const raise_box_t *box) {
  size_t kept = 0;
  for (size_t i = 0; i < r->known.size; i++)
    if (!raise_box_may_overlap(r, r->known.data[i].box, box))
      r->known.data[kept++] = r->known.data[i];
  r->known.size = kept;
}

// Writes a tile to the box, of whose elements those of `changed` are new.
static bool store_tile(raise_t *r, const raise_box_t *box, const raise_box_t *changed,
                       ptowsp_value_t *tile, bool atomic) {
  raise_known_t entry = {raise_keep_box(r, box), tile, NULL};
  raise_known_t *old = find_known(r, box);
  if (old && old->store && !atomic) ptowsp_vec_push(&r->dead, old->store);
  forget(r, changed);
  if (!box->local) {
    ptowsp_value_t *target = view(r, box);
    if (!target) return false;
    raise_tile_op(r, PTOWSP_OP_PTO_TSTORE, NULL, (ptowsp_value_t *[]){tile, target}, 2);
    entry.store = r->b.before ? ptowsp_op_previous(r->b.before) : ptowsp_block_last(r->b.block);
    if (atomic) ptowsp_op_set_attr(entry.store, "atomic", ptowsp_attr_cstring(r->context, "add"));
  }
  return atomic || learn(r, &entry);
}

bool raise_store_box(raise_t *r, const raise_box_t *box, ptowsp_value_t *tile, bool atomic) {
  if (!atomic && raise_is_woven(r, box)) return raise_weave(r, box, tile);
  return store_tile(r, box, box, tile, atomic);
}

bool raise_store_around(raise_t *r, const raise_box_t *box, const raise_box_t *changed,
                        ptowsp_value_t *tile) {
  return store_tile(r, box, changed, tile, false);
}

bool raise_load(raise_t *r, ptowsp_op_t *load) {
  raise_box_t box;
  r->b.loc = ptowsp_op_loc(load);
  if (raise_is_gather(r, load)) return raise_gather(r, load);
  if (!raise_box(r, load, &box)) return false;
  ptowsp_value_t *tile = raise_load_box(r, &box);
  if (!tile) return false;
  raise_define(r, ptowsp_op_result(load, 0),
               &(raise_value_t){.to = tile, .row = box.row, .col = box.col});
  return true;
}

// ---------------------------------------------------------------- stores

// Whether a constant is stored where a fill has put it already: initializers come as a fill and
// the elements that are written out.
static bool holds(const raise_t *r, const raise_box_t *box, ptowsp_value_t *constant) {
  ptowsp_op_t *op = ptowsp_value_op(constant);
  if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT)) return false;
  for (size_t i = 0; i < r->known.size; i++) {
    const raise_known_t *known = &r->known.data[i];
    ptowsp_op_t *fill = ptowsp_value_op(known->tile);
    if (!ptowsp_op_is(fill, PTOWSP_OP_PTO_TEXPANDS)) continue;
    if (!raise_box_contains(known->box, box)) continue;
    ptowsp_op_t *filled = ptowsp_value_op(ptowsp_op_operand(fill, 0));
    if (ptowsp_op_is(filled, PTOWSP_OP_ARITH_CONSTANT) &&
        ptowsp_op_attr(filled, "value") == ptowsp_op_attr(op, "value"))
      return true;
  }
  return false;
}

// Bools are stored as bytes.
static bool as_bytes(raise_t *r, ptowsp_value_t *from, raise_value_t *value) {
  ptowsp_type_t byte = ptowsp_type_i(r->context, 8);
  if (raise_is_scalar(value))
    value->to = ptowsp_build_cast(&r->b, PTOWSP_OP_ARITH_EXTUI, value->to, byte);
  else if (value->deferred)
    return raise_truth(r, from, 1, byte, value);
  return true;
}

bool raise_store(raise_t *r, ptowsp_op_t *store) {
  raise_box_t box;
  raise_value_t value;
  r->b.loc = ptowsp_op_loc(store);
  if (!raise_box(r, store, &box)) return false;
  const raise_reduction_t *reduction = raise_reduction_of(r, store);
  if (reduction) return raise_reduction(r, store, &box);
  if (!raise_find(r, ptowsp_op_operand(store, 0), &value)) return false;
  if (ptowsp_type_is_i(box.element, 1) && !as_bytes(r, ptowsp_op_operand(store, 0), &value))
    return false;
  if (raise_is_scalar(&value) && holds(r, &box, value.to)) return true;
  ptowsp_value_t *tile = raise_expand(r, &value, box.element, box.row, box.col);
  if (!tile) return false;
  // Truth values are made for choices, and what counts in 64 bits counts in 32 on the vector unit.
  ptowsp_type_t held = ptowsp_type_element(ptowsp_value_type(tile));
  bool truth = ptowsp_type_is_i(box.element, 1);
  if (truth ? !ptowsp_type_is_i(held, 8) : held != box.element)
    return raise_fail(r, r->b.loc, false, "what is stored here has no tile of %s",
                      raise_type_name(r, box.element));
  return raise_store_box(r, &box, tile, false);
}

// ---------------------------------------------------------------- tidying

static ptowsp_op_t *only_user(ptowsp_value_t *value) {
  ptowsp_use_t *use = ptowsp_value_first_use(value);
  return use && !ptowsp_use_next(use) ? ptowsp_use_op(use) : NULL;
}

// Whether a row and a column of this length are the same elements of the buffer.
static bool is_vector(ptowsp_value_t *memref) {
  return ptowsp_type_rank(ptowsp_value_type(memref)) == 1;
}

// Whether a reshape sees a row as a column or back, not its bytes as other elements.
static bool keeps_elements(ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_PTO_TRESHAPE) &&
         ptowsp_type_element(ptowsp_value_type(ptowsp_op_operand(op, 0))) ==
             ptowsp_type_element(ptowsp_value_type(ptowsp_op_result(op, 0)));
}

// A vector goes to and from memory in whichever form its only user has.
static void fold_reshape(ptowsp_op_t *op) {
  if (ptowsp_op_is(op, PTOWSP_OP_PTO_TSTORE)) {
    ptowsp_op_t *reshape = ptowsp_value_op(ptowsp_op_operand(op, 0));
    if (keeps_elements(reshape) && is_vector(ptowsp_op_operand(op, 1)))
      ptowsp_op_set_operand(op, 0, ptowsp_op_operand(reshape, 0));
  } else if (ptowsp_op_is(op, PTOWSP_OP_PTO_TLOAD)) {
    ptowsp_op_t *user = only_user(ptowsp_op_result(op, 0));
    if (!keeps_elements(user)) return;
    ptowsp_value_t *shaped = ptowsp_op_result(user, 0);
    if (!is_vector(ptowsp_op_operand(op, 0))) return;
    ptowsp_value_set_type(ptowsp_op_result(op, 0), ptowsp_value_type(shaped));
    ptowsp_value_replace_all(shaped, ptowsp_op_result(op, 0));
  } else if (ptowsp_op_is(op, PTOWSP_OP_PTO_TRESHAPE)) {
    ptowsp_op_t *other = ptowsp_value_op(ptowsp_op_operand(op, 0));
    if (!ptowsp_op_is(other, PTOWSP_OP_PTO_TRESHAPE)) return;
    ptowsp_value_t *original = ptowsp_op_operand(other, 0);
    if (ptowsp_value_type(original) == ptowsp_value_type(ptowsp_op_result(op, 0)))
      ptowsp_value_replace_all(ptowsp_op_result(op, 0), original);
  }
}

static bool is_unused(ptowsp_op_t *op) {
  bool removable =
      ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) || ptowsp_op_is(op, PTOWSP_OP_PTO_TLOAD);
  if (!removable || ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) return false;
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    if (ptowsp_value_has_uses(ptowsp_op_result(op, i))) return false;
  return true;
}

void raise_tidy(raise_t *r, ptowsp_block_t *block, ptowsp_op_t *first) {
  for (ptowsp_op_t *op = first; op; op = ptowsp_op_next(op)) {
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) {
      ptowsp_block_t *body = ptowsp_op_body(op);
      raise_tidy(r, body, ptowsp_block_first(body));
    }
    fold_reshape(op);
  }
  for (ptowsp_op_t *op = ptowsp_block_last(block), *previous = NULL; op; op = previous) {
    previous = op == first ? NULL : ptowsp_op_previous(op);
    if (is_unused(op)) ptowsp_op_erase(op);
  }
}
