// pto.tmatmul: the matrix product as a register-blocked loop nest.
//
// Every element of the result is summed with k ascending, from zero (tmatmul) or from the
// accumulator (tmatmul_acc): blocking rows and columns changes which elements are summed side by
// side, never the order within one. The blocks fill the host's registers, 16 of 32 with 512 bits
// or 12 of 16 with 256, and leave room for the operands; the copies of pto.tload are the packing.
#include "lower_expr.h"
#include "lower_ops.h"

enum { VECTOR_BYTES = 64, MAX_BLOCK = 16 };

typedef struct {
  ptowsp_type_t left, right, result; // element types
  LLVMValueRef a, b, c;              // row-major buffers
  LLVMValueRef init;                 // accumulator tile, or NULL
  int64_t m, k, n;
} matmul_t;

// A block of the result held in registers: `rows` rows of `vectors` vectors of `lanes`.
typedef struct {
  unsigned rows;
  unsigned vectors;
  unsigned lanes;
  unsigned live;    // lanes of the last vector that exist
  LLVMValueRef row; // of its corner
  LLVMValueRef col;
} block_t;

static LLVMValueRef at(ptowsp_lower_t *l, LLVMValueRef row, int64_t row_plus, int64_t width,
                       LLVMValueRef col, int64_t col_plus) {
  LLVMBuilderRef b = l->builder;
  row = LLVMBuildNUWAdd(b, row, ptowsp_lower_i64(l, row_plus), "");
  LLVMValueRef start = LLVMBuildNUWMul(b, row, ptowsp_lower_i64(l, width), "");
  col = LLVMBuildNUWAdd(b, col, ptowsp_lower_i64(l, col_plus), "");
  return LLVMBuildNUWAdd(b, start, col, "");
}

// `lanes` elements of row `row` + `row_plus` from column `col` + `col_plus` on.
static LLVMValueRef place(ptowsp_lower_t *l, const block_t *block, ptowsp_type_t element,
                          LLVMValueRef base, int64_t width, ptowsp_jit_place_t at, unsigned vector,
                          LLVMValueRef store) {
  ptowsp_jit_elements_t tile = {.base = base, .stride = width};
  at.col = LLVMBuildNUWAdd(l->builder, block->col, ptowsp_lower_i64(l, vector * block->lanes), "");
  at.lanes = block->lanes;
  at.live = vector + 1 == block->vectors ? block->live : block->lanes;
  if (!store) return ptowsp_emit_place_load(l, element, &tile, &at);
  ptowsp_emit_place_store(l, element, store, &tile, &at);
  return NULL;
}

static LLVMValueRef row_of(ptowsp_lower_t *l, const block_t *block, unsigned i) {
  return LLVMBuildNUWAdd(l->builder, block->row, ptowsp_lower_i64(l, i), "");
}

static void load_start(ptowsp_lower_t *l, const matmul_t *mm, const block_t *block,
                       LLVMValueRef *acc) {
  LLVMTypeRef type = ptowsp_lanes_type(ptowsp_lower_type(l, mm->result), block->lanes);
  for (unsigned i = 0; i < block->rows * block->vectors; i++) {
    acc[i] = LLVMConstNull(type);
    if (mm->init)
      acc[i] = place(l, block, mm->result, mm->init, mm->n,
                     (ptowsp_jit_place_t){.row = row_of(l, block, i / block->vectors)},
                     i % block->vectors, NULL);
  }
}

// Floats take the host's fused instruction where it has one: results of products are compared with
// a tolerance, and one rounding less is nearer to the sum.
static LLVMValueRef multiply_add(ptowsp_lower_t *l, ptowsp_type_t type, LLVMValueRef a,
                                 LLVMValueRef b, LLVMValueRef c) {
  LLVMValueRef args[3] = {a, b, c};
  if (ptowsp_type_is_float(type) && ptowsp_type_width(type) >= 32)
    return ptowsp_emit_intrinsic(l, "llvm.fmuladd", args, 3);
  return ptowsp_emit_arith(l, PTOWSP_ARITH_ADD, type, c,
                           ptowsp_emit_arith(l, PTOWSP_ARITH_MUL, type, a, b));
}

// acc += a[row…][k] * b[k][col…] for one k.
static void step_k(ptowsp_lower_t *l, const matmul_t *mm, const block_t *block, LLVMValueRef k,
                   const LLVMValueRef *acc, LLVMValueRef *out_acc) {
  LLVMValueRef right[MAX_BLOCK];
  for (unsigned v = 0; v < block->vectors; v++) {
    LLVMValueRef value =
        place(l, block, mm->right, mm->b, mm->n, (ptowsp_jit_place_t){.row = k}, v, NULL);
    right[v] = ptowsp_emit_convert(l, value, mm->right, mm->result);
  }
  for (unsigned r = 0; r < block->rows; r++) {
    LLVMValueRef left = ptowsp_emit_load(l, mm->left, mm->a, at(l, block->row, r, mm->k, k, 0), 1);
    left = ptowsp_emit_convert(l, left, mm->left, mm->result);
    left = ptowsp_lower_splat(l, left, block->lanes);
    for (unsigned v = 0; v < block->vectors; v++) {
      unsigned i = r * block->vectors + v;
      out_acc[i] = multiply_add(l, mm->result, left, right[v], acc[i]);
    }
  }
}

static void emit_block(ptowsp_lower_t *l, const matmul_t *mm, const block_t *block) {
  LLVMValueRef init[MAX_BLOCK];
  LLVMValueRef acc[MAX_BLOCK];
  LLVMValueRef next[MAX_BLOCK];
  unsigned count = block->rows * block->vectors;
  load_start(l, mm, block, init);
  LLVMBasicBlockRef before = LLVMGetInsertBlock(l->builder);
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, mm->k, 1);
  for (unsigned i = 0; i < count; i++) {
    acc[i] = LLVMBuildPhi(l->builder, LLVMTypeOf(init[i]), "");
    LLVMAddIncoming(acc[i], &init[i], &before, 1);
  }
  step_k(l, mm, block, loop.iv, acc, next);
  LLVMBasicBlockRef latch = LLVMGetInsertBlock(l->builder);
  for (unsigned i = 0; i < count; i++) LLVMAddIncoming(acc[i], &next[i], &latch, 1);
  ptowsp_loop_end(l, &loop);
  for (unsigned i = 0; i < count; i++) {
    place(l, block, mm->result, mm->c, mm->n,
          (ptowsp_jit_place_t){.row = row_of(l, block, i / block->vectors)}, i % block->vectors,
          next[i]);
  }
}

// All columns of the block's rows: the widest blocks that fit, then one of what is left.
static void emit_columns(ptowsp_lower_t *l, const matmul_t *mm, block_t block) {
  unsigned full = VECTOR_BYTES / (unsigned)ptowsp_type_bytes(mm->result);
  unsigned most = l->wide_vectors ? 2 : 1;
  // Hosts without masks for narrow elements take ever narrower vectors.
  bool masks = l->wide_vectors || ptowsp_type_bytes(mm->right) >= 4;
  int64_t col = 0;
  while (col < mm->n) {
    int64_t left = mm->n - col;
    block.vectors = (unsigned)(left / full < most ? left / full : most);
    block.lanes = full;
    if (!block.vectors) {
      block.vectors = 1;
      while (block.lanes / 2 >= left || (!masks && block.lanes > left)) block.lanes /= 2;
    }
    block.live = block.lanes < left ? block.lanes : (unsigned)left;
    if (block.live < block.lanes) {
      block.col = ptowsp_lower_i64(l, col);
      emit_block(l, mm, &block);
      return;
    }
    int64_t width = (int64_t)(block.vectors * block.lanes);
    ptowsp_jit_loop_t cols = ptowsp_loop_begin(l, left / width * width, width);
    block.col = LLVMBuildNUWAdd(l->builder, cols.iv, ptowsp_lower_i64(l, col), "");
    emit_block(l, mm, &block);
    ptowsp_loop_end(l, &cols);
    col += left / width * width;
  }
}

static void emit_rows(ptowsp_lower_t *l, const matmul_t *mm) {
  const unsigned rows = l->wide_vectors ? 8 : 6;
  int64_t whole = mm->m / rows * rows;
  const int64_t parts[2][3] = {{0, whole, rows}, {whole, mm->m - whole, mm->m - whole}};
  for (size_t i = 0; i < 2; i++) {
    if (!parts[i][1]) continue;
    ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, parts[i][1], parts[i][2]);
    block_t block = {.rows = (unsigned)parts[i][2]};
    block.row = LLVMBuildNUWAdd(l->builder, loop.iv, ptowsp_lower_i64(l, parts[i][0]), "");
    emit_columns(l, mm, block);
    ptowsp_loop_end(l, &loop);
  }
}

// ---------------------------------------------------------------- functions

// Whether the block holds another product of tiles of the same types: a blocked product has many,
// which share a function.
static bool is_repeated(const ptowsp_op_t *op, size_t first, const ptowsp_type_t *types) {
  ptowsp_block_each(ptowsp_op_block(op), other) {
    bool acc = ptowsp_op_is(other, PTOWSP_OP_PTO_TMATMUL_ACC);
    if (other == op || acc != (first == 1) || (!acc && !ptowsp_op_is(other, PTOWSP_OP_PTO_TMATMUL)))
      continue;
    if (ptowsp_value_type(ptowsp_op_operand(other, first)) == types[0] &&
        ptowsp_value_type(ptowsp_op_operand(other, first + 1)) == types[1] &&
        ptowsp_value_type(ptowsp_op_result(other, 0)) == types[2])
      return true;
  }
  return false;
}

static const char *function_name(ptowsp_lower_t *l, const matmul_t *mm) {
  ptowsp_buffer_t name = {0};
  ptowsp_buffer_printf(&name, "matmul_%lldx%lldx%lld_", (long long)mm->m, (long long)mm->k,
                       (long long)mm->n);
  ptowsp_print_type(&name, mm->left);
  ptowsp_buffer_puts(&name, "_");
  ptowsp_print_type(&name, mm->result);
  if (mm->init) ptowsp_buffer_puts(&name, "_acc");
  const char *text = ptowsp_arena_strdup(l->arena, (ptowsp_str_t){name.data, name.size});
  ptowsp_buffer_deinit(&name);
  return text;
}

// The function that multiplies tiles of these types: f(left, right, result), which also holds the
// accumulator.
static LLVMValueRef matmul_function(ptowsp_lower_t *l, const matmul_t *mm, LLVMTypeRef type) {
  const char *name = function_name(l, mm);
  LLVMValueRef known = LLVMGetNamedFunction(l->module, name);
  if (known) return known;
  LLVMValueRef kernel = l->function;
  LLVMBasicBlockRef place = LLVMGetInsertBlock(l->builder);
  l->function = LLVMAddFunction(l->module, name, type);
  LLVMSetLinkage(l->function, LLVMInternalLinkage);
  ptowsp_lower_tune(l, l->function);
  matmul_t own = *mm;
  own.a = LLVMGetParam(l->function, 0);
  own.b = LLVMGetParam(l->function, 1);
  own.c = LLVMGetParam(l->function, 2);
  if (mm->init) own.init = own.c;
  for (unsigned i = 0; i < 3; i++) LLVMSetParamAlignment(LLVMGetParam(l->function, i), 64);
  LLVMPositionBuilderAtEnd(l->builder, ptowsp_lower_new_block(l, "entry"));
  emit_rows(l, &own);
  LLVMBuildRetVoid(l->builder);
  LLVMValueRef made = l->function;
  l->function = kernel;
  LLVMPositionBuilderAtEnd(l->builder, place);
  return made;
}

static void call_function(ptowsp_lower_t *l, const matmul_t *mm) {
  LLVMTypeRef pointer = LLVMPointerTypeInContext(l->llvm, 0);
  LLVMTypeRef params[3] = {pointer, pointer, pointer};
  LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(l->llvm), params, 3, false);
  LLVMValueRef args[3] = {mm->a, mm->b, mm->c};
  LLVMBuildCall2(l->builder, type, matmul_function(l, mm, type), args, 3, "");
}

static bool is_last_use(ptowsp_op_t *op, ptowsp_value_t *acc) {
  ptowsp_use_t *use = ptowsp_value_first_use(acc);
  ptowsp_op_t *made_by = ptowsp_value_op(acc);
  return use && !ptowsp_use_next(use) && made_by && ptowsp_op_block(made_by) == ptowsp_op_block(op);
}

// Operands of the op: [acc,] lhs, rhs; row->what counts the accumulators.
bool ptowsp_lower_matmul(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  size_t first = (size_t)row->what;
  ptowsp_type_t types[3];
  for (size_t i = 0; i < 3; i++) {
    ptowsp_value_t *value = i < 2 ? ptowsp_op_operand(op, first + i) : ptowsp_op_result(op, 0);
    if (!ptowsp_lower_check_tile(l, op, value)) return false;
    types[i] = ptowsp_value_type(value);
  }
  const int64_t *a = ptowsp_type_shape(types[0]);
  const int64_t *b = ptowsp_type_shape(types[1]);
  const int64_t *c = ptowsp_type_shape(types[2]);
  if (a[1] != b[0] || a[0] != c[0] || b[1] != c[1])
    return ptowsp_lower_refuse(l, op, "the tiles' shapes are not m x k, k x n and m x n");
  matmul_t mm = {
      .left = ptowsp_type_element(types[0]),
      .right = ptowsp_type_element(types[1]),
      .result = ptowsp_type_element(types[2]),
      .a = ptowsp_lower_operand(l, op, first),
      .b = ptowsp_lower_operand(l, op, first + 1),
      .init = first ? ptowsp_lower_operand(l, op, 0) : NULL,
      .m = a[0],
      .k = a[1],
      .n = b[1],
  };
  // As on the cube, an accumulator takes its new value where it is, if nothing else wants the old.
  bool in_place = mm.init && is_last_use(op, ptowsp_op_operand(op, 0));
  mm.c = in_place ? mm.init : ptowsp_lower_buffer(l, ptowsp_tile_bytes(types[2]));
  ptowsp_lower_bind(l, ptowsp_op_result(op, 0), mm.c);
  if (is_repeated(op, first, types) && (in_place || !mm.init))
    call_function(l, &mm);
  else
    emit_rows(l, &mm);
  return true;
}
