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

void aicore_print_helpers(const printer_t *p, ptowsp_buffer_t *out) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(helpers); i++)
    if (p->helpers >> i & 1) ptowsp_buffer_printf(out, "%s\n", helpers[i].text);
}
