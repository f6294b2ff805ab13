// Plain accesses: what is touched where it follows from the rows of accesses and the bounds of the
// loops alone. That is most of what kernels do; the rest is left to isl.
#include <string.h>

#include "model.h"

// Whether nothing but loops stands around the statement: its domain is the box of their bounds.
static bool in_loops_alone(const ptowsp_stmt_t *stmt) {
  const ptowsp_op_t *op = ptowsp_op_parent(stmt->op);
  for (size_t i = stmt->depth; i-- > 0; op = ptowsp_op_parent(op))
    if (op != stmt->loops[i]) return false;
  return op && ptowsp_op_has_trait(op, PTOWSP_TRAIT_FUNCTION);
}

// Whether the elements fill the box around them: each subscript runs without gaps, and they are
// independent of each other.
static bool is_full(const ptowsp_access_t *access, size_t dims, const int64_t *sizes,
                    size_t depth) {
  bool used[depth + 1];
  memset(used, 0, sizeof used);
  for (size_t i = 0; i < dims; i++) {
    const int64_t *row = &access->rows[i * (depth + 1)];
    size_t loops = 0;
    for (size_t j = 0; j < depth; j++) {
      if (row[1 + j] == 0 || sizes[j] == 1) continue;
      if (loops++ || used[j]) return false;
      if (row[1 + j] > access->extents[i] || -row[1 + j] > access->extents[i]) return false;
      used[j] = true;
    }
  }
  return true;
}

bool ptowsp_access_box(const ptowsp_model_t *model, const ptowsp_access_t *access,
                       int64_t *out_offsets, int64_t *out_sizes, bool *out_full) {
  const ptowsp_array_t *array = &model->arrays.data[access->array];
  const ptowsp_stmt_t *stmt = &model->stmts.data[access->stmt];
  size_t depth = stmt->depth;
  int64_t offsets[depth + 1], sizes[depth + 1];
  if (!access->rows || array->private_dims || !in_loops_alone(stmt) ||
      !ptowsp_stmt_box(stmt, offsets, sizes))
    return false;
  for (size_t i = 0; i < array->rank; i++) {
    int64_t least = 0, most = 0;
    if (!ptowsp_row_range(depth, &access->rows[i * (depth + 1)], offsets, sizes, &least, &most))
      return false;
    out_offsets[i] = least;
    out_sizes[i] = most - least + access->extents[i];
  }
  *out_full = is_full(access, array->rank, sizes, depth);
  return true;
}

// Enlarges a box, which is empty if `any` is false, by another.
static void enlarge(size_t rank, bool any, int64_t *offsets, int64_t *sizes,
                    const int64_t *more_offsets, const int64_t *more_sizes) {
  for (size_t i = 0; i < rank; i++) {
    int64_t low = more_offsets[i], high = low + more_sizes[i];
    if (any && offsets[i] < low) low = offsets[i];
    if (any && offsets[i] + sizes[i] > high) high = offsets[i] + sizes[i];
    offsets[i] = low;
    sizes[i] = high - low;
  }
}

bool ptowsp_plain_hull(const ptowsp_model_t *model, size_t array, int64_t *out_offsets,
                       int64_t *out_sizes, bool *out_filled) {
  size_t rank = model->arrays.data[array].rank;
  bool any = false, filled = false;
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < model->accesses.size; i++) {
      const ptowsp_access_t *access = &model->accesses.data[i];
      int64_t offsets[rank + 1], sizes[rank + 1];
      bool full = false;
      if (access->array != array) continue;
      if (!access->must || !ptowsp_access_box(model, access, offsets, sizes, &full)) return false;
      if (pass == 0) {
        enlarge(rank, any, out_offsets, out_sizes, offsets, sizes);
        any = true;
      } else {
        filled |= full && memcmp(offsets, out_offsets, rank * sizeof *offsets) == 0 &&
                  memcmp(sizes, out_sizes, rank * sizeof *sizes) == 0;
      }
    }
  *out_filled = filled;
  return any;
}

// ---------------------------------------------------------------- reads after writes

// Whether each instance of a statement runs behind one of a statement that stands before it in the
// text, in the same iterations of the loops around that.
static bool runs_behind(const ptowsp_stmt_t *before, const ptowsp_stmt_t *stmt) {
  const ptowsp_block_t *block = ptowsp_op_block(before->op);
  const ptowsp_op_t *op = stmt->op;
  while (op && ptowsp_op_block(op) != block) op = ptowsp_op_parent(op);
  return op != NULL;
}

static bool same_place(const ptowsp_model_t *model, const ptowsp_access_t *write,
                       const ptowsp_access_t *read) {
  const ptowsp_array_t *array = &model->arrays.data[read->array];
  size_t own = model->stmts.data[write->stmt].depth, depth = model->stmts.data[read->stmt].depth;
  for (size_t i = 0; i < array->private_dims + array->rank; i++) {
    const int64_t *w = &write->rows[i * (own + 1)], *r = &read->rows[i * (depth + 1)];
    if (write->extents[i] != read->extents[i]) return false;
    for (size_t j = 0; j < depth + 1; j++)
      if (r[j] != (j < own + 1 ? w[j] : 0)) return false;
  }
  return true;
}

static const ptowsp_op_t *outermost(const ptowsp_stmt_t *stmt) {
  return stmt->depth ? stmt->loops[0] : stmt->op;
}

// Whether all that a read can touch is filled by a nest that stands before the read's.
static bool is_filled_before(const ptowsp_model_t *model, const ptowsp_access_t *write,
                             const ptowsp_access_t *read) {
  size_t rank = model->arrays.data[read->array].rank;
  int64_t to[rank + 1], from[rank + 1], written[rank + 1], wanted[rank + 1];
  bool full = false, ignored = false;
  if (outermost(&model->stmts.data[write->stmt]) == outermost(&model->stmts.data[read->stmt]) ||
      !ptowsp_access_box(model, write, to, written, &full) || !full ||
      !ptowsp_access_box(model, read, from, wanted, &ignored))
    return false;
  for (size_t i = 0; i < rank; i++)
    if (from[i] < to[i] || from[i] + wanted[i] > to[i] + written[i]) return false;
  return true;
}

static bool is_written_before(const ptowsp_model_t *model, const ptowsp_access_t *read) {
  for (size_t i = 0; i < model->accesses.size && read->rows; i++) {
    const ptowsp_access_t *write = &model->accesses.data[i];
    if (write->array != read->array || !write->write || !write->must || !write->rows ||
        write->stmt >= read->stmt)
      continue;
    if ((same_place(model, write, read) &&
         runs_behind(&model->stmts.data[write->stmt], &model->stmts.data[read->stmt])) ||
        is_filled_before(model, write, read))
      return true;
  }
  return false;
}

bool ptowsp_reads_are_written(const ptowsp_model_t *model, size_t array) {
  for (size_t i = 0; i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    if (access->array == array && !access->write && !is_written_before(model, access)) return false;
  }
  return true;
}
