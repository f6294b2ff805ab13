// Functions that an emitted kernel defines for itself, where pto-isa's CPU simulator and the
// machine take different spellings or the simulator computes something else.
#include <string.h>

#include "printer.h"

static const struct {
  const char *name, *needs, *text;
} helpers[] = {
    {"store_add", NULL,
     "// Adds a tile to global memory. pto-isa's CPU simulator ignores AtomicAdd and would\n"
     "// overwrite, so there the sum is written out.\n"
     "template <typename Global, typename TileT>\n"
     "__aicore__ inline void store_add(Global& target, TileT& tile) {\n"
     "#ifdef __CPU_SIM\n"
     "  for (int r = 0; r < tile.GetValidRow(); r++)\n"
     "    for (int c = 0; c < tile.GetValidCol(); c++)\n"
     "      target.data()[r * target.GetStride(GlobalTensorDim::DIM_3) +\n"
     "                    c * target.GetStride(GlobalTensorDim::DIM_4)] +=\n"
     "          tile.data()[GetTileElementOffset<TileT>(r, c)];\n"
     "#else\n"
     "  TSTORE<TileT, Global, AtomicType::AtomicAdd>(target, tile);\n"
     "#endif\n"
     "}\n"},
    {"store_relu", NULL,
     "// Stores the elements of an accumulator that are > 0, and 0 for the others. pto-isa's CPU\n"
     "// simulator has no such store.\n"
     "template <typename Global, typename TileT>\n"
     "__aicore__ inline void store_relu(Global& target, TileT& tile) {\n"
     "#ifdef __CPU_SIM\n"
     "  for (int r = 0; r < tile.GetValidRow(); r++)\n"
     "    for (int c = 0; c < tile.GetValidCol(); c++) {\n"
     "      auto value = tile.data()[GetTileElementOffset<TileT>(r, c)];\n"
     "      target.data()[r * target.GetStride(GlobalTensorDim::DIM_3) +\n"
     "                    c * target.GetStride(GlobalTensorDim::DIM_4)] = value > 0 ? value : 0;\n"
     "    }\n"
     "#else\n"
     "  TSTORE<TileT, Global, AtomicType::AtomicNone, ReluPreMode::NormalRelu>(target, tile);\n"
     "#endif\n"
     "}\n"},
    {"col_sum", NULL,
     "// Sums each column, row by row. pto-isa's CPU simulator takes no scratch tile; the machine\n"
     "// takes one, which sums in order leave alone.\n"
     "template <typename Row, typename TileT>\n"
     "__aicore__ inline void col_sum(Row& sums, TileT& tile) {\n"
     "#ifdef __CPU_SIM\n"
     "  TCOLSUM(sums, tile);\n"
     "#else\n"
     "  TCOLSUM(sums, tile, tile, false);\n"
     "#endif\n"
     "}\n"},
    {"at", NULL,
     "#ifdef __CPU_SIM\n"
     "// An element of a tile, and whether it has one there; fmax and fmin for any number.\n"
     "template <typename TileT>\n"
     "typename TileT::DType& at(TileT& tile, int r, int c) {\n"
     "  return tile.data()[GetTileElementOffset<TileT>(r, c)];\n"
     "}\n"
     "template <typename TileT>\n"
     "bool is_in(TileT& tile, int r, int c) {\n"
     "  return r < tile.GetValidRow() && c < tile.GetValidCol();\n"
     "}\n"
     "template <typename T>\n"
     "T greater(T a, T b) { return b != b || a > b ? a : b; }\n"
     "template <typename T>\n"
     "T smaller(T a, T b) { return b != b || a < b ? a : b; }\n"
     "// a - whole * b, the product rounded.\n"
     "template <typename T>\n"
     "T rest(T a, T b, T whole) {\n"
     "  T product = whole * b;\n"
     "  return a - product;\n"
     "}\n"
     "#endif\n"},
    {"load_apart", "at",
     "// Loads elements that do not lie side by side in memory, which pto-isa's TLOAD does not "
     "move\n"
     "// into tiles without gaps.\n"
     "template <typename TileT, typename Global>\n"
     "__aicore__ inline void load_apart(TileT& tile, Global& source) {\n"
     "#ifdef __CPU_SIM\n"
     "  for (int r = 0; r < tile.GetValidRow(); r++)\n"
     "    for (int c = 0; c < tile.GetValidCol(); c++)\n"
     "      at(tile, r, c) = source.data()[r * source.GetStride(GlobalTensorDim::DIM_3) +\n"
     "                                     c * source.GetStride(GlobalTensorDim::DIM_4)];\n"
     "#else\n"
     "  static_assert(sizeof(TileT) == 0, \"the machine moves elements side by side\");\n"
     "#endif\n"
     "}\n"},
    {"store_apart", "at",
     "// The way back.\n"
     "template <typename Global, typename TileT>\n"
     "__aicore__ inline void store_apart(Global& target, TileT& tile) {\n"
     "#ifdef __CPU_SIM\n"
     "  for (int r = 0; r < tile.GetValidRow(); r++)\n"
     "    for (int c = 0; c < tile.GetValidCol(); c++)\n"
     "      target.data()[r * target.GetStride(GlobalTensorDim::DIM_3) +\n"
     "                    c * target.GetStride(GlobalTensorDim::DIM_4)] = at(tile, r, c);\n"
     "#else\n"
     "  static_assert(sizeof(TileT) == 0, \"the machine moves elements side by side\");\n"
     "#endif\n"
     "}\n"},
    {"whole", "at",
     "// Rounds to whole numbers, which pto-isa's CPU simulator does for integer results alone.\n"
     "template <typename TileT>\n"
     "__aicore__ inline void whole(TileT& out, TileT& tile, RoundMode mode) {\n"
     "#ifdef __CPU_SIM\n"
     "  for (int r = 0; r < out.GetValidRow(); r++)\n"
     "    for (int c = 0; c < out.GetValidCol(); c++)\n"
     "      at(out, r, c) = applyRoundingToIntegral(at(tile, r, c), mode);\n"
     "#else\n"
     "  TCVT(out, tile, mode);\n"
     "#endif\n"
     "}\n"},
    {"expdif", NULL,
     "// e to the difference; `out` may be an operand.\n"
     "template <typename TileT>\n"
     "__aicore__ inline void expdif(TileT& out, TileT& a, TileT& b) {\n"
     "  TSUB(out, a, b);\n"
     "  pipe_barrier(PIPE_V);\n"
     "  TEXP(out, out);\n"
     "}\n"},
    {"col_prod", "at",
     "// The product of each column, row by row.\n"
     "template <typename Row, typename TileT>\n"
     "__aicore__ inline void col_prod(Row& products, TileT& tile) {\n"
     "#ifdef __CPU_SIM\n"
     "  for (int c = 0; c < tile.GetValidCol(); c++) {\n"
     "    at(products, 0, c) = at(tile, 0, c);\n"
     "    for (int r = 1; r < tile.GetValidRow(); r++) at(products, 0, c) *= at(tile, r, c);\n"
     "  }\n"
     "#else\n"
     "  TCOLPROD(products, tile);\n"
     "#endif\n"
     "}\n"},
    {"gather_mask", NULL,
     "// Every second or fourth element, with its bits, as the pattern says from its end.\n"
     "template <typename Out, typename TileT, MaskPattern pattern>\n"
     "__aicore__ inline void gather_mask(Out& out, TileT& tile) {\n"
     "#ifdef __CPU_SIM\n"
     "  int number = static_cast<int>(pattern);\n"
     "  int period = number < 3 ? 2 : 4, first = number < 3 ? number - 1 : number - 3;\n"
     "  for (int c = 0; c < out.GetValidCol(); c++)\n"
     "    __builtin_memcpy(&out.data()[c], &tile.data()[c * period + first], sizeof "
     "out.data()[c]);\n"
     "#else\n"
     "  TGATHER<Out, TileT, pattern>(out, tile);\n"
     "#endif\n"
     "}\n"},
    {"scatter", "at",
     "// Replaces the elements of `out` that the indices name, in place.\n"
     "template <typename Out, typename TileT, typename Index>\n"
     "__aicore__ inline void scatter(Out& out, TileT& tile, Index& index) {\n"
     "#ifdef __CPU_SIM\n"
     "  for (int r = 0; r < index.GetValidRow(); r++)\n"
     "    for (int c = 0; c < index.GetValidCol(); c++)\n"
     "      out.data()[at(index, r, c)] = at(tile, r, c);\n"
     "#else\n"
     "  TSCATTER(out, tile, index);\n"
     "#endif\n"
     "}\n"},
    {"sort_pairs", NULL,
     "#ifdef __CPU_SIM\n"
     "// Sorts pairs of a value and the bits of an index, the greatest first, equals as they "
     "stand.\n"
     "inline void sort_pairs(float* pairs, int count) {\n"
     "  for (int i = 1; i < count; i++)\n"
     "    for (int k = i; k > 0 && pairs[2 * k] > pairs[2 * k - 2]; k--) {\n"
     "      char pair[8];\n"
     "      __builtin_memcpy(pair, pairs + 2 * k, 8);\n"
     "      __builtin_memcpy(pairs + 2 * k, pairs + 2 * k - 2, 8);\n"
     "      __builtin_memcpy(pairs + 2 * k - 2, pair, 8);\n"
     "    }\n"
     "}\n"
     "#endif\n"},
    {"sort32", "at sort_pairs",
     "// Sorted runs of 32 pairs of a value and an index.\n"
     "template <typename Out, typename TileT, typename Index>\n"
     "__aicore__ inline void sort32(Out& out, TileT& tile, Index& index) {\n"
     "#ifdef __CPU_SIM\n"
     "  for (int r = 0; r < tile.GetValidRow(); r++)\n"
     "    for (int c = 0; c < tile.GetValidCol(); c++) {\n"
     "      at(out, r, 2 * c) = at(tile, r, c);\n"
     "      __builtin_memcpy(&at(out, r, 2 * c + 1), &at(index, r, c), 4);\n"
     "      if (c % 32 == 31) sort_pairs(&at(out, r, 2 * (c - 31)), 32);\n"
     "    }\n"
     "#else\n"
     "  Tile<TileType::Vec, uint32_t, Index::Rows, Index::Cols, BLayout::RowMajor, "
     "Index::ValidRow,\n"
     "       Index::ValidCol>\n"
     "      unsigned_index;\n"
     "  TRESHAPE(unsigned_index, index);\n"
     "  TSORT32(out, tile, unsigned_index);\n"
     "#endif\n"
     "}\n"},
    {"merge_runs", "sort_pairs",
     "// Merges each four runs of pairs, of `block` elements each.\n"
     "template <typename TileT>\n"
     "__aicore__ inline void merge_runs(TileT& out, TileT& tile, int block) {\n"
     "#ifdef __CPU_SIM\n"
     "  __builtin_memcpy(&out.data()[0], &tile.data()[0], 4 * tile.GetValidCol());\n"
     "  for (int c = 0; c < tile.GetValidCol(); c += 4 * block)\n"
     "    sort_pairs(&out.data()[c], 2 * block);\n"
     "#else\n"
     "  TMRGSORT(out, tile, block);\n"
     "#endif\n"
     "}\n"},
    {"triangle", "at",
     "// Ones up to (lower) or from (upper) the diagonal, else zeros.\n"
     "template <typename TileT, int upper>\n"
     "__aicore__ inline void triangle(TileT& out, int diagonal) {\n"
     "#ifdef __CPU_SIM\n"
     "  for (int r = 0; r < out.GetValidRow(); r++)\n"
     "    for (int c = 0; c < out.GetValidCol(); c++)\n"
     "      at(out, r, c) = upper ? c >= r + diagonal : c <= r + diagonal;\n"
     "#else\n"
     "  TTRI<TileT, upper>(out, diagonal);\n"
     "#endif\n"
     "}\n"},
    {"extract", "at",
     "// The part of a tile in L1 that starts at a row and a column.\n"
     "template <typename Out, typename TileT>\n"
     "__aicore__ inline void extract(Out& out, TileT& tile, int row, int col) {\n"
     "#ifdef __CPU_SIM\n"
     "  for (int r = 0; r < out.GetValidRow(); r++)\n"
     "    for (int c = 0; c < out.GetValidCol(); c++) at(out, r, c) = at(tile, row + r, col + c);\n"
     "#else\n"
     "  TEXTRACT(out, tile, row, col);\n"
     "#endif\n"
     "}\n"},
    {"concat", "at",
     "// Two tiles side by side: each is moved into the part of `out` that is its own.\n"
     "template <typename Out, typename A, typename B>\n"
     "__aicore__ inline void concat(Out& out, A& a, B& b) {\n"
     "#ifdef __CPU_SIM\n"
     "  for (int r = 0; r < out.GetValidRow(); r++)\n"
     "    for (int c = 0; c < out.GetValidCol(); c++)\n"
     "      at(out, r, c) = c < A::ValidCol ? at(a, r, c) : at(b, r, c - A::ValidCol);\n"
     "#else\n"
     "  using T = typename Out::DType;\n"
     "  Tile<TileType::Vec, T, Out::Rows, Out::Cols, BLayout::RowMajor, A::ValidRow, A::ValidCol> "
     "first;\n"
     "  Tile<TileType::Vec, T, Out::Rows, Out::Cols, BLayout::RowMajor, B::ValidRow, B::ValidCol> "
     "second;\n"
     "  TASSIGN(first, (uint64_t)out.data());\n"
     "  TASSIGN(second, (uint64_t)out.data() + A::ValidCol * sizeof(T));\n"
     "  TMOV(first, a);\n"
     "  TMOV(second, b);\n"
     "#endif\n"
     "}\n"},
    {"spread", NULL,
     "// The same row in every row.\n"
     "template <typename TileT, typename Row>\n"
     "__aicore__ inline void spread(TileT& out, Row& row) {\n"
     "  TCOLEXPAND(out, row);\n"
     "  pipe_barrier(PIPE_V);\n"
     "}\n"},
    {"mark", NULL,
     "// Writes one bit of a mask: pto-isa's CPU simulator packs and compares otherwise than the\n"
     "// machine, so there masks are written and read by hand.\n"
     "template <typename Mask, typename T>\n"
     "__aicore__ inline void mark(Mask& mask, int r, int c, CmpMode mode, T a, T b) {\n"
     "  bool holds = mode == CmpMode::EQ   ? a == b\n"
     "               : mode == CmpMode::NE ? a != b\n"
     "               : mode == CmpMode::LT ? a < b\n"
     "               : mode == CmpMode::LE ? a <= b\n"
     "               : mode == CmpMode::GT ? a > b\n"
     "                                     : a >= b;\n"
     "  auto& byte = mask.data()[r * Mask::Cols + c / 8];\n"
     "  byte = holds ? byte | 1 << c % 8 : byte & ~(1 << c % 8);\n"
     "}\n"},
    {"compare", "mark",
     "// The mask of a comparison; unequal is not equal, so that it holds for NaN.\n"
     "template <typename Mask, typename TileT>\n"
     "__aicore__ inline void compare(Mask& mask, TileT& a, TileT& b, CmpMode mode) {\n"
     "#ifdef __CPU_SIM\n"
     "  for (int r = 0; r < a.GetValidRow(); r++)\n"
     "    for (int c = 0; c < a.GetValidCol(); c++)\n"
     "      mark(mask, r, c, mode, a.data()[GetTileElementOffset<TileT>(r, c)],\n"
     "           b.data()[GetTileElementOffset<TileT>(r, c)]);\n"
     "#else\n"
     "  TCMP(mask, a, b, mode == CmpMode::NE ? CmpMode::EQ : mode);\n"
     "  if (mode != CmpMode::NE) return;\n"
     "  pipe_barrier(PIPE_V);\n"
     "  TNOT(mask, mask);\n"
     "#endif\n"
     "}\n"},
    {"compare_scalar", "mark",
     "// The mask of a comparison with a number.\n"
     "template <typename Mask, typename TileT>\n"
     "__aicore__ inline void compare_scalar(Mask& mask, TileT& a, typename TileT::DType b,\n"
     "                                      CmpMode mode) {\n"
     "#ifdef __CPU_SIM\n"
     "  for (int r = 0; r < a.GetValidRow(); r++)\n"
     "    for (int c = 0; c < a.GetValidCol(); c++)\n"
     "      mark(mask, r, c, mode, a.data()[GetTileElementOffset<TileT>(r, c)], b);\n"
     "#else\n"
     "  TCMPS(mask, a, b, mode == CmpMode::NE ? CmpMode::EQ : mode);\n"
     "  if (mode != CmpMode::NE) return;\n"
     "  pipe_barrier(PIPE_V);\n"
     "  TNOT(mask, mask);\n"
     "#endif\n"
     "}\n"},
    {"compare_order", "compare",
     "// The machine compares integers for equality alone: a < b unless a is the greater one.\n"
     "template <typename Mask, typename TileT>\n"
     "__aicore__ inline void compare_order(Mask& mask, TileT& a, TileT& b, TileT& scratch,\n"
     "                                     CmpMode mode) {\n"
     "#ifdef __CPU_SIM\n"
     "  compare(mask, a, b, mode);\n"
     "#else\n"
     "  if (mode == CmpMode::LT || mode == CmpMode::GE)\n"
     "    TMAX(scratch, a, b);\n"
     "  else\n"
     "    TMIN(scratch, a, b);\n"
     "  pipe_barrier(PIPE_V);\n"
     "  bool equal = mode == CmpMode::LE || mode == CmpMode::GE;\n"
     "  compare(mask, a, scratch, equal ? CmpMode::EQ : CmpMode::NE);\n"
     "#endif\n"
     "}\n"},
    {"compare_order_scalar", "compare compare_scalar",
     "// The same with a number.\n"
     "template <typename Mask, typename TileT>\n"
     "__aicore__ inline void compare_order_scalar(Mask& mask, TileT& a, typename TileT::DType b,\n"
     "                                            TileT& scratch, CmpMode mode) {\n"
     "#ifdef __CPU_SIM\n"
     "  compare_scalar(mask, a, b, mode);\n"
     "#else\n"
     "  if (mode == CmpMode::LT || mode == CmpMode::GE)\n"
     "    TMAXS(scratch, a, b);\n"
     "  else\n"
     "    TMINS(scratch, a, b);\n"
     "  pipe_barrier(PIPE_V);\n"
     "  bool equal = mode == CmpMode::LE || mode == CmpMode::GE;\n"
     "  compare(mask, a, scratch, equal ? CmpMode::EQ : CmpMode::NE);\n"
     "#endif\n"
     "}\n"},
    {"choose", NULL,
     "// Elements of a where the mask has a bit, else of b.\n"
     "template <typename Mask, typename TileT>\n"
     "__aicore__ inline void choose(TileT& out, Mask& mask, TileT& a, TileT& b) {\n"
     "#ifdef __CPU_SIM\n"
     "  for (int r = 0; r < out.GetValidRow(); r++)\n"
     "    for (int c = 0; c < out.GetValidCol(); c++) {\n"
     "      auto at = GetTileElementOffset<TileT>(r, c);\n"
     "      bool bit = mask.data()[r * Mask::Cols + c / 8] >> c % 8 & 1;\n"
     "      out.data()[at] = bit ? a.data()[at] : b.data()[at];\n"
     "    }\n"
     "#else\n"
     "  TSEL(out, mask, a, b);\n"
     "#endif\n"
     "}\n"},
    {"choose_scalar", "choose",
     "// Elements of a where the mask has a bit, else a number.\n"
     "template <typename Mask, typename TileT>\n"
     "__aicore__ inline void choose_scalar(TileT& out, Mask& mask, TileT& a,\n"
     "                                     typename TileT::DType b) {\n"
     "  TEXPANDS(out, b);\n"
     "  pipe_barrier(PIPE_V);\n"
     "  choose(out, mask, a, out);\n"
     "}\n"},
};

void aicore_use_helper(printer_t *p, const char *name) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(helpers); i++) {
    if (strcmp(helpers[i].name, name) != 0) continue;
    p->helpers |= UINT64_C(1) << i;
    // The needs of what is needed: names apart by spaces.
    char word[32];
    const char *needs = helpers[i].needs ? helpers[i].needs : "";
    for (size_t size; (size = strcspn(needs, " ")) > 0; needs += size + (needs[size] == ' ')) {
      memcpy(word, needs, size);
      word[size] = '\0';
      aicore_use_helper(p, word);
    }
  }
}

void aicore_reserve_helpers(printer_t *p) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(helpers); i++) cxx_reserve(&p->scope, helpers[i].name);
}

// The function that computes an instruction by hand in the simulator.
static void define_simulation(printer_t *p, const char *name, const instruction_t *instruction,
                              bool scalar) {
  ptowsp_buffer_printf(&p->simulations,
                       "// pto-isa's CPU simulator has no %s.\n"
                       "template <typename Out, typename A, typename B>\n"
                       "__aicore__ inline void %s(Out& out, A& a, B%s b) {\n"
                       "#ifdef __CPU_SIM\n"
                       "  for (int r = 0; r < out.GetValidRow(); r++)\n"
                       "    for (int c = 0; c < out.GetValidCol(); c++)\n"
                       "      at(out, r, c) = %s;\n"
                       "#else\n"
                       "  %s(out, a, b);\n"
                       "#endif\n"
                       "}\n\n",
                       instruction->name, name, scalar ? "" : "&", instruction->simulation,
                       instruction->name);
}

const char *aicore_callee(printer_t *p, const ptowsp_op_t *op, const instruction_t *instruction) {
  aicore_use_helper(p, instruction->name);
  if (!instruction->simulation) return instruction->name;
  aicore_use_helper(p, "at");
  char *name = ptowsp_arena_printf(p->scope.arena, "simulated_%s", instruction->name);
  for (size_t i = 0; i < p->simulated.size; i++)
    if (p->simulated.data[i] == instruction) return name;
  ptowsp_vec_push(&p->simulated, instruction);
  ptowsp_type_t last = ptowsp_value_type(ptowsp_op_operand(op, ptowsp_op_operand_count(op) - 1));
  define_simulation(p, name, instruction, ptowsp_type_kind(last) != PTOWSP_TYPE_TILE);
  return name;
}

void aicore_print_helpers(const printer_t *p, ptowsp_buffer_t *out) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(helpers); i++)
    if (p->helpers >> i & 1) ptowsp_buffer_printf(out, "%s\n", helpers[i].text);
  if (p->simulations.size) ptowsp_buffer_append(out, p->simulations.data, p->simulations.size);
}
