// SSA names, in MLIR's order: all values of a region first, then the regions inside, the last one
// first. In the custom form every region goes on from the numbers of the region around it, and
// ops suggest names; in the generic form numbers are unique. A name lies in its value's scratch.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print.h"

typedef struct {
  const char *text;
  uint32_t hash, chain;
} used_t;

typedef struct {
  ptowsp_region_t *region;
  uint32_t value_id, arg_id, conflict_id;
  uint32_t used, base; // names known there; those below `base` do not count
} context_t;

typedef struct {
  ptowsp_printer_t *printer;
  uint32_t value_id, arg_id, conflict_id, base;
  PTOWSP_VEC(context_t) contexts;
  PTOWSP_VEC(used_t) used;
  uint32_t *heads;
  uint32_t head_count;
} naming_t;

static uint32_t hash_text(const char *text) {
  uint32_t hash = 2166136261u;
  for (; *text; text++) hash = (hash ^ (unsigned char)*text) * 16777619u;
  return hash ^ hash >> 15;
}

static bool is_used(const naming_t *n, const char *text, uint32_t hash) {
  uint32_t at = n->head_count ? n->heads[hash & (n->head_count - 1)] : 0;
  for (; at > n->base; at = n->used.data[at - 1].chain)
    if (n->used.data[at - 1].hash == hash && strcmp(n->used.data[at - 1].text, text) == 0)
      return true;
  return false;
}

static void link_used(naming_t *n, uint32_t i) {
  uint32_t *head = &n->heads[n->used.data[i].hash & (n->head_count - 1)];
  n->used.data[i].chain = *head;
  *head = i + 1;
}

static void add_used(naming_t *n, const char *text, uint32_t hash) {
  if (n->used.size >= n->head_count) {
    n->head_count = n->head_count ? 2 * n->head_count : 64;
    free(n->heads);
    n->heads = ptowsp_calloc(n->head_count, sizeof *n->heads);
    for (size_t i = 0; i < n->used.size; i++) link_used(n, (uint32_t)i);
  }
  ptowsp_vec_push(&n->used, ((used_t){text, hash, 0}));
  link_used(n, (uint32_t)n->used.size - 1);
}

static void forget_used(naming_t *n, size_t size) {
  while (n->used.size > size) {
    const used_t *last = &n->used.data[--n->used.size];
    n->heads[last->hash & (n->head_count - 1)] = last->chain;
  }
}

static void number_value(naming_t *n, ptowsp_value_t *value) {
  value->scratch = n->value_id++ << 1 | 1;
}

static void name_value(naming_t *n, ptowsp_value_t *value, const char *base) {
  ptowsp_arena_t *arena = n->printer->arena;
  const char *name = base;
  uint32_t hash = hash_text(name);
  while (is_used(n, name, hash)) {
    name = ptowsp_arena_printf(arena, "%s_%u", base, n->conflict_id++);
    hash = hash_text(name);
  }
  add_used(n, name, hash);
  value->scratch = (uint32_t)n->printer->names.size << 1;
  ptowsp_vec_push(&n->printer->names, ptowsp_str(name));
}

// ---------------------------------------------------------------- what ops suggest

static bool is_name(ptowsp_str_t text) {
  for (size_t i = 0; i < text.size; i++) {
    char c = text.data[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (!letter && (i == 0 || c < '0' || c > '9')) return false;
  }
  return text.size > 0;
}

static const char *wide_name(naming_t *n, ptowsp_attr_t value, ptowsp_type_t type) {
  size_t count;
  const uint64_t *words = ptowsp_attr_wide_words(value, &count);
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_putc(&text, 'c');
  ptowsp_print_wide(&text, type, words, count);
  ptowsp_buffer_putc(&text, '_');
  ptowsp_print_type(&text, type);
  const char *name = ptowsp_arena_strdup(n->printer->arena, (ptowsp_str_t){text.data, text.size});
  ptowsp_buffer_deinit(&text);
  return name;
}

static const char *constant_name(naming_t *n, ptowsp_op_t *op) {
  ptowsp_attr_t value = ptowsp_op_attr(op, "value");
  ptowsp_type_t type = op->results[0].type;
  if (value && ptowsp_attr_kind(value) == PTOWSP_ATTR_WIDE && ptowsp_type_is_integer(type))
    return wide_name(n, value, type);
  if (!value || ptowsp_attr_kind(value) != PTOWSP_ATTR_INTEGER) return "cst";
  int64_t number = ptowsp_attr_int_value(value);
  if (ptowsp_type_is_i(type, 1)) return number ? "true" : "false";
  if (ptowsp_type_is_index(type))
    return ptowsp_arena_printf(n->printer->arena, "c%lld", (long long)number);
  ptowsp_buffer_t text = {0};
  ptowsp_print_type(&text, type);
  const char *name =
      ptowsp_arena_printf(n->printer->arena, "c%lld_%s", (long long)number, text.data);
  ptowsp_buffer_deinit(&text);
  return name;
}

bool ptowsp_names_groups(const ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_ADDUI_EXTENDED:
    case PTOWSP_OP_ARITH_MULSI_EXTENDED:
    case PTOWSP_OP_ARITH_MULUI_EXTENDED:
    case PTOWSP_OP_MATH_SINCOS:
    case PTOWSP_OP_MEMREF_EXTRACT_STRIDED_METADATA: {
      // The row's groups are there, and more than one has results.
      size_t most = ptowsp_op_is(op, PTOWSP_OP_MEMREF_EXTRACT_STRIDED_METADATA) ? SIZE_MAX : 2;
      return op->result_count >= 2 && op->result_count <= most && op->result_count % 2 == 0;
    }
    default:
      return false;
  }
}

// A name for the op's first result; NULL: a number.
static const char *suggest(naming_t *n, ptowsp_op_t *op) {
  ptowsp_str_t own = ptowsp_op_attr_text(op, "wsp.name");
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_FUNC_CONSTANT:
      return "f";
    case PTOWSP_OP_MEMREF_ASSUME_ALIGNMENT:
      return "assume_align";
    case PTOWSP_OP_MEMREF_COLLAPSE_SHAPE:
      return "collapse_shape";
    case PTOWSP_OP_MEMREF_EXPAND_SHAPE:
      return "expand_shape";
    case PTOWSP_OP_MEMREF_EXTRACT_ALIGNED_POINTER_AS_INDEX:
      return "intptr";
    case PTOWSP_OP_MEMREF_MEMORY_SPACE_CAST:
      return "memspacecast";
    case PTOWSP_OP_MEMREF_REINTERPRET_CAST:
      return "reinterpret_cast";
    case PTOWSP_OP_MEMREF_RESHAPE:
      return "reshape";
    case PTOWSP_OP_MEMREF_TRANSPOSE:
      return "transpose";
    case PTOWSP_OP_MEMREF_VIEW:
      return "view";
    case PTOWSP_OP_ARITH_CONSTANT:
      return constant_name(n, op);
    case PTOWSP_OP_MEMREF_ALLOC:
      return is_name(own) ? own.data : "alloc";
    case PTOWSP_OP_MEMREF_ALLOCA:
      return is_name(own) ? own.data : "alloca";
    case PTOWSP_OP_MEMREF_CAST:
      return "cast";
    case PTOWSP_OP_MEMREF_DIM:
      return "dim";
    case PTOWSP_OP_MEMREF_SUBVIEW:
      return "subview";
    case PTOWSP_OP_WSP_TICKET:
      return "ticket";
    default:
      return NULL;
  }
}

static const char *suggest_arg(naming_t *n, ptowsp_op_t *op, size_t i) {
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && i == 0) {
    ptowsp_str_t iv = ptowsp_op_attr_text(op, "wsp.iv");
    return is_name(iv) ? iv.data : NULL;
  }
  if (!ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL) && !ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD))
    return NULL;
  const ptowsp_spec_t *spec = ptowsp_specs_get(&n->printer->specs, op->info);
  if (!ptowsp_fits_hook_NamedSignature(spec, op)) return NULL;
  return ptowsp_attr_text(ptowsp_attr_at(ptowsp_op_attr(op, "arg_names"), i)).data;
}

// ---------------------------------------------------------------- numbering

static void name_groups(naming_t *n, ptowsp_op_t *op) {
  const ptowsp_spec_t *spec = ptowsp_specs_get(&n->printer->specs, op->info);
  for (size_t g = 0; g < spec->result_count; g++) {
    size_t begin, count;
    if (!ptowsp_spec_results(spec, op, g, &begin, &count) || !count) continue;
    name_value(n, &op->results[begin],
               ptowsp_arena_strdup(n->printer->arena, spec->results[g].name));
  }
}

static void number_op(naming_t *n, ptowsp_op_t *op) {
  if (!op->result_count) return;
  if (!n->printer->options.generic && ptowsp_names_groups(op)) return name_groups(n, op);
  const char *name = n->printer->options.generic ? NULL : suggest(n, op);
  if (name)
    name_value(n, &op->results[0], name);
  else
    number_value(n, &op->results[0]);
}

static void number_args(naming_t *n, ptowsp_block_t *block, bool entry) {
  ptowsp_op_t *op = block->region->op;
  for (uint32_t i = 0; i < block->arg_count; i++) {
    const char *name = NULL;
    if (entry && !n->printer->options.generic) name = suggest_arg(n, op, i);
    if (!name && entry) name = ptowsp_arena_printf(n->printer->arena, "arg%u", n->arg_id++);
    if (name)
      name_value(n, block->args[i], name);
    else
      number_value(n, block->args[i]);
  }
}

static void push_regions(naming_t *n, ptowsp_op_t *op) {
  for (uint32_t i = 0; i < op->region_count; i++) {
    context_t context = {.region = &op->regions[i],
                         .value_id = n->value_id,
                         .arg_id = n->arg_id,
                         .conflict_id = n->conflict_id,
                         .used = (uint32_t)n->used.size,
                         .base = n->base};
    // The user's names stand as they are, whatever is around.
    if (ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL) || ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD))
      context.base = context.used;
    ptowsp_vec_push(&n->contexts, context);
  }
}

static void number_region(naming_t *n, ptowsp_region_t *region) {
  uint32_t id = 0;
  for (ptowsp_block_t *block = region->first; block; block = block->next) {
    block->scratch = id++;
    number_args(n, block, block == region->first);
    for (ptowsp_op_t *op = block->first; op; op = op->next) number_op(n, op);
  }
  for (ptowsp_block_t *block = region->first; block; block = block->next)
    for (ptowsp_op_t *op = block->first; op; op = op->next)
      if (op->region_count) push_regions(n, op);
}

// Operands from outside the root have no names.
static ptowsp_walk_t forget_names(ptowsp_op_t *op, void *data) {
  (void)data;
  for (uint32_t i = 0; i < op->operand_count; i++) {
    ptowsp_value_t *value = op->operands[i].value;
    if (!value) continue;
    value->scratch = 0;
    if (!value->is_arg) (value - value->index)->scratch = 0;
  }
  return PTOWSP_WALK_ADVANCE;
}

void ptowsp_names_assign(ptowsp_printer_t *printer, ptowsp_op_t *root) {
  naming_t n = {.printer = printer};
  ptowsp_vec_push(&printer->names, PTOWSP_STR("<<UNKNOWN SSA VALUE>>"));
  if (root->block || root->operand_count) ptowsp_walk_pre(root, forget_names, NULL);
  root->module->has_names = true;
  number_op(&n, root);
  push_regions(&n, root);
  while (n.contexts.size) {
    context_t context = n.contexts.data[--n.contexts.size];
    forget_used(&n, context.used);
    n.base = context.base;
    if (!printer->options.generic) {
      n.value_id = context.value_id;
      n.arg_id = context.arg_id;
      n.conflict_id = context.conflict_id;
    }
    number_region(&n, context.region);
  }
  ptowsp_vec_deinit(&n.contexts);
  ptowsp_vec_deinit(&n.used);
  free(n.heads);
}
