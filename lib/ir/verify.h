// The verifier's state, shared by its files.
#ifndef PTOWSP_LIB_IR_VERIFY_H
#define PTOWSP_LIB_IR_VERIFY_H

#include <stdio.h>
#include <stdlib.h>

#include "format.h"

// A symbol by its table's op and its interned name.
typedef struct {
  const ptowsp_op_t *table;
  const char *name;
  ptowsp_op_t *op;
} ptowsp_symbol_slot_t;

typedef struct {
  ptowsp_context_t *context;
  ptowsp_specs_t specs;
  const ptowsp_op_t **sound;     // by id of the row: the last op that fitted it
  ptowsp_symbol_slot_t *symbols; // open addressing
  size_t symbol_capacity, symbol_count;
  PTOWSP_VEC(struct verify_frame) frames;
  PTOWSP_VEC(ptowsp_block_t *) order; // blocks of open regions, in the order of their visit
  PTOWSP_VEC(uint32_t) dominators;    // depth in the dominator tree, beside `order`
  PTOWSP_VEC(uint32_t) path;          // places in `order` of the blocks whose values are visible
  uint32_t isolation;                 // values marked with it are visible now
  uint32_t isolation_count;
} ptowsp_verifier_t;

// "'name' op …" at the op. Returns false.
bool ptowsp_verify_fail(const ptowsp_op_t *op, const char *format, ...) PTOWSP_PRINTF(2, 3);
// A type as text for a message; free(): the buffer's.
const char *ptowsp_verify_type(ptowsp_buffer_t *buffer, ptowsp_type_t type);
// The symbol in the nearest table around the op, or NULL.
ptowsp_op_t *ptowsp_verify_symbol(ptowsp_verifier_t *verifier, const ptowsp_op_t *from,
                                  ptowsp_str_t name);
// Reports that a name is not that of `what`, with the symbol that it may be meant to be. False.
bool ptowsp_verify_fail_symbol(const ptowsp_op_t *from, ptowsp_str_t name, const char *what);

// A list of `wanted` numbers in an attribute, each dynamic one given by the operand group's next.
// Emits errors.
bool ptowsp_verify_mixed(ptowsp_verifier_t *verifier, const ptowsp_op_t *op, size_t group,
                         const char *attr, const char *what, size_t wanted);
// Whether the op's `alignment`, if it has one, is a power of two.
bool ptowsp_verify_has_alignment(const ptowsp_op_t *op);

// What the row of an op cannot say (verify_hooks.def). Called once the row holds and the
// operands are there. Emits errors.
typedef bool (*ptowsp_verify_hook_t)(ptowsp_verifier_t *verifier, ptowsp_op_t *op);
#define PTOWSP_VERIFY_HOOK(ID, FUNCTION) \
  bool ptowsp_verify_##FUNCTION(ptowsp_verifier_t *verifier, ptowsp_op_t *op);
#include "verify_hooks.def"

#endif
