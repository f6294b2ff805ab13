// What kernel authors include: annotated C.
//
// The annotations vanish under any C compiler and leave a plain sequential C17
// program, which is the meaning of the file. They appear only to the importer,
// which is clang with __PTOWSP__ defined. docs/language.md is the reference.
#ifndef PTOWSP_PTOWSP_H
#define PTOWSP_PTOWSP_H

#if defined(__PTOWSP__) && defined(__clang__)
#define PTOWSP_ANNOTATE_(...) __attribute__((annotate(__VA_ARGS__)))
#else
#define PTOWSP_ANNOTATE_(...)
#endif

// ---------------------------------------------------------------- functions

// A task body: runs to completion on one AICore unit.
#define wsp_kernel PTOWSP_ANNOTATE_("wsp.kernel")
// An orchestration: its kernel calls become tasks.
#define wsp_workload PTOWSP_ANNOTATE_("wsp.workload")
// On a kernel: the wish for a core type, wsp_core(aic) or wsp_core(aiv).
#define wsp_core(type) PTOWSP_ANNOTATE_("wsp.core", #type)
// On a workload: which scheduler a task belongs to.
//   wsp_dispatch("round_robin", n)        tasks take turns on n schedulers
//   wsp_dispatch("affinity", "key", n)    equal values of the loop variable or
//                                         parameter `key` share a scheduler
#define wsp_dispatch(...) PTOWSP_ANNOTATE_("wsp.dispatch", __VA_ARGS__)
// On a workload: at most n tasks in flight; "stall": submission waits.
#define wsp_task_window(...) PTOWSP_ANNOTATE_("wsp.task_window", __VA_ARGS__)

// ---------------------------------------------------------------- parameters

// How a kernel or workload uses an array; checked against the body.
#define wsp_in PTOWSP_ANNOTATE_("wsp.in")
#define wsp_out PTOWSP_ANNOTATE_("wsp.out")
#define wsp_inout PTOWSP_ANNOTATE_("wsp.inout")

// ---------------------------------------------------------------- loop variables

// The iterations are independent; proved or refused.
#define wsp_parallel PTOWSP_ANNOTATE_("wsp.parallel")
// Strip-mine the loop by n, a constant; wsp_tile(wsp_auto) leaves n to the cost model.
#define wsp_tile(n) PTOWSP_ANNOTATE_("wsp.tile", n)
#define wsp_auto "auto"
// Reductions over the loop may be summed in another order than the serial one: the
// results may differ by rounding.
#define wsp_reassociate PTOWSP_ANNOTATE_("wsp.reassociate")
// Each iteration is one scope.
#define wsp_scope PTOWSP_ANNOTATE_("wsp.scope")

// ---------------------------------------------------------------- array slices

// wsp_at(A, i, j): the tile of A that starts at element A[i][j], to be passed to
// a kernel. One index for each dimension of A, at most five. Its value is the
// address of that element as a void pointer, which fits parameters of any number
// of dimensions; the importer checks that their rows are as long as A's.
#define wsp_at(...)                                                                             \
  PTOWSP_AT_PICK_(__VA_ARGS__, PTOWSP_AT5_, PTOWSP_AT4_, PTOWSP_AT3_, PTOWSP_AT2_, PTOWSP_AT1_, \
                  0)(__VA_ARGS__)
#define PTOWSP_AT_PICK_(A, i, j, k, l, m, macro, ...) macro
#define PTOWSP_AT1_(A, i) PTOWSP_TILE_((A)[0], (A)[i])
#define PTOWSP_AT2_(A, i, j) PTOWSP_TILE_((A)[0], (A)[i][j])
#define PTOWSP_AT3_(A, i, j, k) PTOWSP_PART_((A)[i][j][k])
#define PTOWSP_AT4_(A, i, j, k, l) PTOWSP_PART_((A)[i][j][k][l])
#define PTOWSP_AT5_(A, i, j, k, l, m) PTOWSP_PART_((A)[i][j][k][l][m])

#if defined(__GNUC__) && !defined(__clang__)
// A tile is seen through the type of its parameter, and two tiles may overlap in part. gcc
// takes two arrays of one type to be the same or apart, and would move accesses past each
// other, unless it is told to look at the elements alone. It is told here, for the functions
// behind, so that no flag is needed; all other options stay as they are.
#pragma GCC optimize("no-strict-aliasing")

// Before C23 a pointer to rows of T does not convert to a pointer to rows of const T
// without a -pedantic warning. So a tile of a writable array is a void pointer here,
// which fits both, and a tile of a const matrix stays const. The empty asm hides which
// object it points into: a tile covers part of the extents its parameter declares,
// and gcc would take the declared extents for the bytes touched (-Wstringop-overflow).
#define PTOWSP_TILE_(row, element)                                   \
  _Generic((0 ? (void *)1 : &element),                               \
      const void *: (const __typeof__(row) *)PTOWSP_HIDE_(&element), \
      void *: PTOWSP_HIDE_(&element))
#define PTOWSP_PART_(element) PTOWSP_HIDE_(&element)
#define PTOWSP_HIDE_(pointer)             \
  __extension__({                         \
    const void *ptowsp_tile_ = (pointer); \
    __asm__("" : "+r"(ptowsp_tile_));     \
    (void *)ptowsp_tile_;                 \
  })
#else
#define PTOWSP_TILE_(row, element) PTOWSP_PART_(element)
#define PTOWSP_PART_(element)               \
  _Generic((0 ? (void *)1 : &element),      \
      const void *: (const void *)&element, \
      void *: (void *)&element)
#endif

#endif
