// Names for what would be long or said often: affine maps and sets, distinct attributes, wide
// tuples and, where locations are printed, those. Which there are, their order and their numbers
// are MLIR's: first by how deep aliases nest in each other, then in the order of the text.
#include <stdlib.h>
#include <string.h>

#include "ir_internal.h"
#include "print.h"

// What is used often and takes more bytes than these keeps its name even where everything else
// stands where it is used: written out, #a1 = #x.y<#a0, #a0>, #a2 = #x.y<#a1, #a1> … has no end.
#define MOST_IN_PLACE UINT64_C(4096)

typedef struct {
  const void *node;
  const char *base; // NULL: goes without a name
  uint32_t number, depth;
  uint64_t size;          // more or less, of the text without any alias in it
  bool is_type, deferred; // deferred: defined behind the module
  bool is_shared;         // used more than once
} entry_t;

struct ptowsp_aliases {
  ptowsp_numbering_t nodes;
  PTOWSP_VEC(entry_t) entries; // by number, in the order of the text
  PTOWSP_VEC(uint32_t) order;  // those with a name
  ptowsp_numbering_t distinct; // distinct attributes, in the order of the text
  size_t elide_from;           // as in the options
};

typedef struct {
  uint32_t entry, depth; // of the deepest alias inside
  size_t child;
  uint64_t size; // of the parts
} visit_t;

typedef struct {
  ptowsp_op_t *op;
  uint32_t region;
  ptowsp_block_t *block;
  ptowsp_op_t *next;
} walk_t;

typedef struct {
  ptowsp_aliases_t *aliases;
  ptowsp_context_t *context;
  const ptowsp_module_t *module;
  bool locations, generic;
  PTOWSP_VEC(visit_t) visits;
  PTOWSP_VEC(walk_t) walks;
  PTOWSP_VEC(uint32_t) marks;
} collector_t;

// ---------------------------------------------------------------- what nests in what

static bool is_silent(ptowsp_location_kind_t kind, ptowsp_attr_t child) {
  return kind == PTOWSP_LOCATION_NAME && ptowsp_location_kind(child) == PTOWSP_LOCATION_UNKNOWN;
}

static const void *location_part(ptowsp_attr_t attr, size_t i, bool *out_type) {
  *out_type = false;
  ptowsp_location_kind_t kind = ptowsp_location_kind(attr);
  bool metadata = kind == PTOWSP_LOCATION_FUSED && ptowsp_location_metadata(attr);
  if (metadata && i-- == 0) return ptowsp_location_metadata(attr);
  if (i >= ptowsp_location_count(attr)) return NULL;
  ptowsp_attr_t child = ptowsp_location_at(attr, i);
  return is_silent(kind, child) ? NULL : child;
}

static const void *opaque_part(const ptowsp_node_t *node, size_t i, bool *out_type) {
  if (i >= ptowsp_opaque_parts(node)) return NULL;
  const ptowsp_node_t *part = node->pointers[2 + i];
  *out_type = !part->is_attr;
  return part;
}

// Part `i` of an attribute in the order of the text; NULL: no more.
static const void *attr_part(ptowsp_attr_t attr, size_t i, bool *out_type) {
  *out_type = false;
  switch (ptowsp_attr_kind(attr)) {
    case PTOWSP_ATTR_ARRAY:
      return i < ptowsp_attr_count(attr) ? ptowsp_attr_at(attr, i) : NULL;
    case PTOWSP_ATTR_DICTIONARY:
      return i < ptowsp_attr_count(attr) ? ptowsp_attr_entry(attr, i).value : NULL;
    case PTOWSP_ATTR_LOCATION:
      return location_part(attr, i, out_type);
    case PTOWSP_ATTR_DISTINCT:
      return i ? NULL : ptowsp_attr_distinct_of(attr);
    case PTOWSP_ATTR_TYPE:
      *out_type = true;
      return i ? NULL : ptowsp_attr_as_type(attr);
    case PTOWSP_ATTR_OPAQUE:
      if (i < ptowsp_opaque_parts(&attr->node)) return opaque_part(&attr->node, i, out_type);
      *out_type = true;
      return i == ptowsp_opaque_parts(&attr->node) ? ptowsp_attr_value_type(attr) : NULL;
    default:
      *out_type = true;
      return i ? NULL : ptowsp_attr_value_type(attr);
  }
}

static const void *type_part(ptowsp_type_t type, size_t i, bool *out_type) {
  const ptowsp_node_t *node = &type->node;
  *out_type = true;
  switch (ptowsp_type_kind(type)) {
    case PTOWSP_TYPE_FUNCTION:
    case PTOWSP_TYPE_TUPLE:
      return i < node->pointer_count ? node->pointers[i] : NULL;
    case PTOWSP_TYPE_MEMREF:
    case PTOWSP_TYPE_TENSOR:
      *out_type = i == 0;
      while (i < node->pointer_count && !node->pointers[i]) i++;
      return i < node->pointer_count ? node->pointers[i] : NULL;
    case PTOWSP_TYPE_OPAQUE:
      return opaque_part(node, i, out_type);
    default:
      return NULL;
  }
}

// What names are made of that get a number behind.
static const char *const bases[] = {"tuple", "map", "set", "loc", "distinct"};

static size_t base_size(const char *name) {
  size_t size = strlen(name);
  while (size && name[size - 1] >= '0' && name[size - 1] <= '9') size--;
  return size;
}

// The name that the input has for what a dialect says that is not known here. One that could also
// be made is made anew.
static const char *kept_name(const ptowsp_module_t *module, const void *node) {
  uint32_t known = ptowsp_numbering_find(&module->named, node);
  if (known == UINT32_MAX) return NULL;
  const char *name = module->names.data[known];
  for (size_t i = 0; i < PTOWSP_COUNTOF(bases); i++)
    if (base_size(name) == strlen(bases[i]) && !strncmp(name, bases[i], base_size(name)))
      return bases[i];
  return name;
}

static const char *name_of(const ptowsp_module_t *module, const void *node, bool is_type) {
  if (is_type && ptowsp_type_kind(node) == PTOWSP_TYPE_OPAQUE) return kept_name(module, node);
  if (is_type) {
    bool wide = ptowsp_type_kind(node) == PTOWSP_TYPE_TUPLE && ptowsp_type_result_count(node) > 16;
    return wide ? "tuple" : NULL;
  }
  switch (ptowsp_attr_kind(node)) {
    case PTOWSP_ATTR_AFFINE:
      return ptowsp_attr_text(node).data[7] == 'm' ? "map" : "set";
    case PTOWSP_ATTR_LOCATION:
      return "loc";
    case PTOWSP_ATTR_DISTINCT:
      return ptowsp_attr_kind(ptowsp_attr_distinct_of(node)) == PTOWSP_ATTR_UNIT ? NULL
                                                                                 : "distinct";
    case PTOWSP_ATTR_OPAQUE:
      return kept_name(module, node);
    default:
      return NULL;
  }
}

// ---------------------------------------------------------------- entries

// What is defined in front of the module needs its parts there too.
static void mark_early(collector_t *c, uint32_t entry) {
  ptowsp_aliases_t *a = c->aliases;
  ptowsp_vec_push(&c->marks, entry);
  while (c->marks.size) {
    entry_t *e = &a->entries.data[c->marks.data[--c->marks.size]];
    if (!e->deferred) continue;
    e->deferred = false;
    const void *part;
    bool is_type;
    for (size_t i = 0;
         (part = e->is_type ? type_part(e->node, i, &is_type) : attr_part(e->node, i, &is_type));
         i++) {
      uint32_t known = ptowsp_numbering_find(&a->nodes, part);
      if (known != UINT32_MAX) ptowsp_vec_push(&c->marks, known);
    }
  }
}

static bool is_opaque(const entry_t *entry) {
  return entry->is_type ? ptowsp_type_kind(entry->node) == PTOWSP_TYPE_OPAQUE
                        : ptowsp_attr_kind(entry->node) == PTOWSP_ATTR_OPAQUE;
}

// Enters a node and begins to look at its parts. The node's entry if it is known already, else
// NULL.
static const entry_t *begin_visit(collector_t *c, const void *node, bool is_type, bool deferred) {
  ptowsp_aliases_t *a = c->aliases;
  uint32_t index = ptowsp_numbering_enter(&a->nodes, node);
  if (index < a->entries.size) {
    if (!deferred) mark_early(c, index);
    a->entries.data[index].is_shared = true;
    return &a->entries.data[index];
  }
  entry_t entry = {node, name_of(c->module, node, is_type), 0, 0, 0, is_type, deferred, false};
  entry.depth = entry.base != NULL;
  ptowsp_vec_push(&a->entries, entry);
  ptowsp_vec_push(&c->visits, ((visit_t){index, 0, 0, 0}));
  return NULL;
}

static void leave_part(collector_t *c, const entry_t *part) {
  if (!c->visits.size) return;
  visit_t *top = &c->visits.data[c->visits.size - 1];
  if (part->depth > top->depth) top->depth = part->depth;
  top->size += part->size < MOST_IN_PLACE ? part->size : MOST_IN_PLACE;
}

static void visit(collector_t *c, const void *node, bool is_type, bool deferred) {
  begin_visit(c, node, is_type, deferred);
  while (c->visits.size) {
    visit_t *top = &c->visits.data[c->visits.size - 1];
    entry_t *entry = &c->aliases->entries.data[top->entry];
    bool part_is_type;
    const void *part = entry->is_type ? type_part(entry->node, top->child, &part_is_type)
                                      : attr_part(entry->node, top->child, &part_is_type);
    if (part) {
      top->child++;
      const entry_t *known = begin_visit(c, part, part_is_type, deferred);
      if (known) leave_part(c, known);
      continue;
    }
    if (top->depth) entry->depth = top->depth + 1;
    entry->size = top->size + 1;
    if (is_opaque(entry))
      entry->size += (uint64_t)((const ptowsp_node_t *)entry->node)->integers[0];
    c->visits.size--;
    leave_part(c, entry);
  }
}

// ---------------------------------------------------------------- the operations

static void visit_loc(collector_t *c, ptowsp_loc_t loc, bool deferred) {
  if (c->locations) visit(c, ptowsp_attr_location(c->context, loc), false, deferred);
}

static void begin_op(collector_t *c, ptowsp_op_t *op) {
  visit_loc(c, op->loc, true);
  ptowsp_vec_push(&c->walks, ((walk_t){.op = op}));
}

// Types, then inherent and other attributes sorted together.
static void end_op(collector_t *c, const ptowsp_op_t *op) {
  for (uint32_t i = 0; i < op->operand_count; i++)
    if (op->operands[i].value) visit(c, op->operands[i].value->type, true, false);
  for (uint32_t i = 0; i < op->result_count; i++) visit(c, op->results[i].type, true, false);
  bool whole = op->properties && ptowsp_attr_kind(op->properties) != PTOWSP_ATTR_DICTIONARY;
  if (whole) visit(c, op->properties, false, false);
  size_t p = whole || !op->properties ? 0 : ptowsp_attr_count(op->properties);
  size_t d = op->attributes ? ptowsp_attr_count(op->attributes) : 0;
  for (size_t i = 0, k = 0; i < p || k < d;) {
    bool first = k == d || (i < p && strcmp(ptowsp_attr_entry(op->properties, i).name,
                                            ptowsp_attr_entry(op->attributes, k).name) < 0);
    ptowsp_named_attr_t entry =
        first ? ptowsp_attr_entry(op->properties, i++) : ptowsp_attr_entry(op->attributes, k++);
    // Spelled without the map around it.
    bool bare = !c->generic && ptowsp_op_is(op, PTOWSP_OP_MEMREF_TRANSPOSE) &&
                strcmp(entry.name, "permutation") == 0;
    if (!bare) visit(c, entry.value, false, false);
  }
}

// The custom form of a loop says nothing of its variables' places.
static bool is_silent_region(const ptowsp_region_t *region) {
  return ptowsp_op_is(region->op, PTOWSP_OP_SCF_FOR) ||
         ptowsp_op_is(region->op, PTOWSP_OP_SCF_PARALLEL) ||
         ptowsp_op_is(region->op, PTOWSP_OP_SCF_FORALL) ||
         (ptowsp_op_is(region->op, PTOWSP_OP_SCF_WHILE) && region == &region->op->regions[0]);
}

static void begin_block(collector_t *c, ptowsp_block_t *block) {
  bool silent = block && !c->generic && is_silent_region(block->region);
  for (uint32_t i = 0; block && i < block->arg_count; i++) {
    visit(c, block->args[i]->type, true, false);
    if (!silent) visit_loc(c, block->arg_locs[i], false);
  }
}

static void walk(collector_t *c, ptowsp_op_t *root) {
  begin_op(c, root);
  while (c->walks.size) {
    walk_t *top = &c->walks.data[c->walks.size - 1];
    if (top->next) {
      ptowsp_op_t *op = top->next;
      top->next = op->next;
      begin_op(c, op);
    } else if (top->block && top->block->next) {
      top->block = top->block->next;
      top->next = top->block->first;
      begin_block(c, top->block);
    } else if (top->region < top->op->region_count) {
      top->block = top->op->regions[top->region++].first;
      top->next = top->block ? top->block->first : NULL;
      begin_block(c, top->block);
    } else {
      c->walks.size--;
      end_op(c, top->op);
    }
  }
}

typedef struct {
  const entry_t *entry;
  uint32_t index;
} sorted_t;

static int by_depth(const void *a, const void *b) {
  const sorted_t *x = a, *y = b;
  if (x->entry->depth != y->entry->depth) return x->entry->depth < y->entry->depth ? -1 : 1;
  if (x->entry->is_type != y->entry->is_type) return x->entry->is_type ? -1 : 1;
  size_t m = base_size(x->entry->base), n = base_size(y->entry->base);
  int names = memcmp(x->entry->base, y->entry->base, m < n ? m : n);
  if (!names && m != n) names = m < n ? -1 : 1;
  return names ? names : (x->index > y->index) - (x->index < y->index);
}

static void number(ptowsp_aliases_t *a) {
  PTOWSP_VEC(sorted_t) sorted = {0};
  for (size_t i = 0; i < a->entries.size; i++)
    if (a->entries.data[i].base)
      ptowsp_vec_push(&sorted, ((sorted_t){&a->entries.data[i], (uint32_t)i}));
  if (sorted.size) qsort(sorted.data, sorted.size, sizeof *sorted.data, by_depth);
  uint32_t next[PTOWSP_COUNTOF(bases)] = {0};
  for (size_t i = 0; i < sorted.size; i++) {
    entry_t *entry = &a->entries.data[sorted.data[i].index];
    for (size_t k = 0; k < PTOWSP_COUNTOF(bases); k++)
      if (!strcmp(entry->base, bases[k])) entry->number = next[k]++;
    ptowsp_vec_push(&a->order, sorted.data[i].index);
  }
  ptowsp_vec_deinit(&sorted);
}

ptowsp_aliases_t *ptowsp_aliases_create(ptowsp_op_t *root, const ptowsp_print_options_t *options) {
  ptowsp_context_t *context = ptowsp_op_context(root);
  if (!options->locations && !options->elide_from && !ptowsp_context_has_aliases(context))
    return NULL;
  ptowsp_aliases_t *a = ptowsp_calloc(1, sizeof *a);
  a->elide_from = options->elide_from;
  collector_t c = {.aliases = a,
                   .context = context,
                   .module = root->module,
                   .locations = options->locations,
                   .generic = options->generic};
  walk(&c, root);
  for (size_t i = 0; options->local_scope && i < a->entries.size; i++) {
    entry_t *entry = &a->entries.data[i];
    if (!entry->is_shared || entry->size < MOST_IN_PLACE) entry->base = NULL;
  }
  number(a);
  ptowsp_vec_deinit(&c.visits);
  ptowsp_vec_deinit(&c.walks);
  ptowsp_vec_deinit(&c.marks);
  return a;
}

void ptowsp_aliases_destroy(ptowsp_aliases_t *a) {
  if (!a) return;
  ptowsp_vec_deinit(&a->entries);
  ptowsp_numbering_deinit(&a->nodes);
  ptowsp_numbering_deinit(&a->distinct);
  ptowsp_vec_deinit(&a->order);
  free(a);
}

// ---------------------------------------------------------------- as text

static void print_name(ptowsp_buffer_t *out, const entry_t *entry) {
  ptowsp_buffer_printf(out, "%c%s", entry->is_type ? '!' : '#', entry->base);
  if (entry->number) ptowsp_print_u64(out, entry->number);
}

bool ptowsp_print_alias(ptowsp_buffer_t *out, const ptowsp_aliases_t *a, const void *node) {
  if (!a->order.size) return false;
  uint32_t known = ptowsp_numbering_find(&a->nodes, node);
  if (known == UINT32_MAX || !a->entries.data[known].base) return false;
  print_name(out, &a->entries.data[known]);
  return true;
}

// Those whose elements are all the same are short.
bool ptowsp_aliases_elide(const ptowsp_aliases_t *a, ptowsp_attr_t attr) {
  if (!a || !a->elide_from) return false;
  bool splat;
  if (ptowsp_attr_kind(attr) == PTOWSP_ATTR_DENSE)
    ptowsp_attr_dense_data(attr, NULL, &splat);
  else
    splat = ptowsp_attr_count(ptowsp_attr_dense_text_strings(attr)) == 1;
  ptowsp_type_t type = ptowsp_attr_value_type(attr);
  size_t count = 1;
  for (size_t i = 0; i < ptowsp_type_rank(type); i++) count *= (size_t)ptowsp_type_shape(type)[i];
  return !splat && count >= a->elide_from;
}

int64_t ptowsp_print_number(ptowsp_aliases_t *a, ptowsp_attr_t attr) {
  return ptowsp_numbering_enter(&a->distinct, attr);
}

void ptowsp_print_alias_definitions(ptowsp_buffer_t *out, ptowsp_aliases_t *a, bool deferred) {
  for (size_t i = 0; a && i < a->order.size; i++) {
    const entry_t *entry = &a->entries.data[a->order.data[i]];
    if (entry->deferred != deferred) continue;
    print_name(out, entry);
    ptowsp_buffer_puts(out, " = ");
    ptowsp_print_definition(out, a, entry->node, !entry->is_type);
    ptowsp_buffer_putc(out, '\n');
  }
}
