// Structure: blocks, terminators, symbols, and that every operand is visible where it is used.
//
// Visibility in linear time: a value is marked with the number of the isolated op around it when
// the traversal has passed its definition, and unmarked when it leaves the region, unless that is
// the isolated op's only one: no other op has its number. Regions of
// several blocks are visited in preorder of their dominator tree. Nothing recurses.
#include "verify.h"

#include <stdlib.h>
#include <string.h>

typedef struct verify_frame {
  ptowsp_op_t *op;
  uint32_t region;
  uint32_t isolation; // of the region
  size_t order, path; // begins of the region's parts of those stacks
  size_t at;          // the block being visited
  ptowsp_op_t *next;
  bool any_order; // values are visible before their definition
  bool own_marks; // nothing outside the region has marks like those inside
} verify_frame_t;

bool ptowsp_verify_fail(const ptowsp_op_t *op, const char *format, ...) {
  ptowsp_buffer_t text = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&text, format, args);
  va_end(args);
  ptowsp_error(op->module->context, op->loc, "'%s' op %s", ptowsp_op_name(op), text.data);
  ptowsp_buffer_deinit(&text);
  return false;
}

bool ptowsp_verify_mixed(ptowsp_verifier_t *v, const ptowsp_op_t *op, size_t group,
                         const char *attr, const char *what, size_t wanted) {
  size_t begin, count, dynamic = 0;
  ptowsp_attr_t numbers = ptowsp_attr_lookup(op->properties, attr);
  ptowsp_spec_operands(ptowsp_specs_get(&v->specs, op->info), op, group, &begin, &count);
  if (ptowsp_attr_count(numbers) != wanted)
    return ptowsp_verify_fail(op, "expected %zu %s values, got %zu", wanted, what,
                              ptowsp_attr_count(numbers));
  for (size_t i = 0; i < wanted; i++)
    dynamic += ptowsp_attr_dense_array_int(numbers, i) == PTOWSP_DYNAMIC;
  return dynamic == count ||
         ptowsp_verify_fail(op, "expected %zu dynamic %s values", dynamic, what);
}

const char *ptowsp_verify_type(ptowsp_buffer_t *buffer, ptowsp_type_t type) {
  buffer->size = 0;
  ptowsp_print_type(buffer, type);
  return buffer->data;
}

// ---------------------------------------------------------------- symbols

static size_t symbol_slot(const ptowsp_verifier_t *v, const ptowsp_op_t *table, const char *name) {
  uint64_t hash = ((uintptr_t)table * 31 + (uintptr_t)name) * UINT64_C(0x9e3779b97f4a7c15);
  size_t at = (size_t)(hash >> 32) & (v->symbol_capacity - 1);
  while (v->symbols[at].op && (v->symbols[at].table != table || v->symbols[at].name != name))
    at = (at + 1) & (v->symbol_capacity - 1);
  return at;
}

static void grow_symbols(ptowsp_verifier_t *v) {
  ptowsp_symbol_slot_t *old = v->symbols;
  size_t old_capacity = v->symbol_capacity;
  v->symbol_capacity = old_capacity ? 2 * old_capacity : 64;
  v->symbols = ptowsp_calloc(v->symbol_capacity, sizeof *v->symbols);
  for (size_t i = 0; i < old_capacity; i++)
    if (old[i].op) v->symbols[symbol_slot(v, old[i].table, old[i].name)] = old[i];
  free(old);
}

static void collect_symbols(ptowsp_verifier_t *v, ptowsp_op_t *table) {
  for (ptowsp_block_t *block = table->region_count ? table->regions[0].first : NULL; block;
       block = block->next)
    for (ptowsp_op_t *op = block->first; op; op = op->next) {
      ptowsp_str_t name = ptowsp_op_symbol(op);
      if (!name.size) continue;
      if (2 * v->symbol_count >= v->symbol_capacity) grow_symbols(v);
      size_t at = symbol_slot(v, table, name.data);
      if (v->symbols[at].op) {
        ptowsp_error(v->context, op->loc, "redefinition of symbol named '%s'", name.data);
        ptowsp_note(v->context, v->symbols[at].op->loc, "see existing symbol definition here");
        continue;
      }
      v->symbols[at] = (ptowsp_symbol_slot_t){table, name.data, op};
      v->symbol_count++;
    }
}

ptowsp_op_t *ptowsp_verify_symbol(ptowsp_verifier_t *v, const ptowsp_op_t *from,
                                  ptowsp_str_t name) {
  const ptowsp_op_t *table = ptowsp_op_parent(from);
  while (table && !ptowsp_op_has_trait(table, PTOWSP_TRAIT_SYMBOL_TABLE))
    table = ptowsp_op_parent(table);
  if (!table || !v->symbol_capacity) return NULL;
  return v->symbols[symbol_slot(v, table, name.data)].op;
}

bool ptowsp_verify_fail_symbol(const ptowsp_op_t *from, ptowsp_str_t name, const char *what) {
  enum { MANY = 1000, FEW = 20 };
  const ptowsp_op_t *table = ptowsp_op_parent(from);
  while (table && !ptowsp_op_has_trait(table, PTOWSP_TRAIT_SYMBOL_TABLE))
    table = ptowsp_op_parent(table);
  ptowsp_nearest_t nearest = ptowsp_nearest_begin(name);
  bool looks = table && name.size > 2 && ptowsp_context_error_count(from->module->context) < FEW;
  ptowsp_op_t *op = looks ? ptowsp_block_first(ptowsp_op_body(table)) : NULL;
  for (size_t i = 0; op && i < MANY; op = ptowsp_op_next(op), i++)
    if (ptowsp_op_symbol(op).size) ptowsp_nearest_offer(&nearest, ptowsp_op_symbol(op).data);
  const char *meant = ptowsp_nearest_end(&nearest);
  if (!meant || ptowsp_str_is(name, meant))
    return ptowsp_verify_fail(from, "'%s' does not reference a valid %s", name.data, what);
  ptowsp_context_t *context = from->module->context;
  ptowsp_fix_t fix = {ptowsp_context_find_word(context, from->loc, name), meant};
  ptowsp_emit_fix(context, PTOWSP_SEVERITY_ERROR, from->loc, fix,
                  "'%s' op '%s' does not reference a valid %s; did you mean '%s'?",
                  ptowsp_op_name(from), name.data, what, meant);
  return false;
}

// ---------------------------------------------------------------- operands

static bool is_inside(const ptowsp_op_t *op, const ptowsp_op_t *outer) {
  for (; op; op = ptowsp_op_parent(op))
    if (op == outer) return true;
  return false;
}

static void report_invisible(const ptowsp_op_t *op, size_t i, const ptowsp_value_t *value,
                             const ptowsp_op_t *isolated) {
  ptowsp_context_t *context = op->module->context;
  const ptowsp_op_t *around =
      value->is_arg ? ptowsp_value_block(value)->region->op : ptowsp_result_op(value);
  bool outside = isolated && (value->is_arg ? !is_inside(around, isolated)
                                            : around == isolated || !is_inside(around, isolated));
  if (outside) {
    ptowsp_verify_fail(op, "using value defined outside the region");
    ptowsp_note(context, isolated->loc, "required by region isolation constraints");
    return;
  }
  ptowsp_error(context, op->loc, "operand #%zu does not dominate this use", i);
  if (!value->is_arg) ptowsp_note(context, around->loc, "operand defined here");
}

static bool check_operands(ptowsp_verifier_t *v, const ptowsp_op_t *op) {
  bool ok = true;
  for (uint32_t i = 0; i < op->operand_count; i++) {
    const ptowsp_value_t *value = op->operands[i].value;
    if (!value) return ptowsp_verify_fail(op, "null operand found");
    if (value->scratch == v->isolation) continue;
    const ptowsp_op_t *isolated = ptowsp_op_parent(op);
    while (isolated && !ptowsp_op_has_trait(isolated, PTOWSP_TRAIT_ISOLATED))
      isolated = ptowsp_op_parent(isolated);
    report_invisible(op, i, value, isolated);
    ok = false;
  }
  return ok;
}

static void mark_results(ptowsp_op_t *op, uint32_t mark) {
  for (uint32_t i = 0; i < op->result_count; i++) op->results[i].scratch = mark;
}

static void mark_args(ptowsp_block_t *block, uint32_t mark) {
  for (uint32_t i = 0; i < block->arg_count; i++) block->args[i]->scratch = mark;
}

static void mark_block(ptowsp_block_t *block, uint32_t mark) {
  mark_args(block, mark);
  for (ptowsp_op_t *op = block->first; op; op = op->next) mark_results(op, mark);
}

// ---------------------------------------------------------------- blocks

static bool may_terminate(const ptowsp_op_t *op) {
  return !op->info || (op->info->traits & PTOWSP_TRAIT_TERMINATOR);
}

// Whether the last op of a block is one to end it.
static bool ends_block(const ptowsp_op_t *last) {
  const ptowsp_region_t *region = last->block->region;
  const ptowsp_op_t *parent = region->op;
  bool needs_none =
      parent->info ? parent->info->traits & PTOWSP_TRAIT_NO_TERMINATOR : !region->first->next;
  return needs_none || may_terminate(last);
}

// Returns false if a block does not end as it should: that is said when its last op has been
// checked, unless there is more to say of that.
static bool check_block(ptowsp_verifier_t *v, const ptowsp_op_t *parent, ptowsp_block_t *block) {
  const ptowsp_region_t *region = block->region;
  bool needs_no_terminator =
      parent->info ? parent->info->traits & PTOWSP_TRAIT_NO_TERMINATOR : !region->first->next;
  ptowsp_op_t *last = block->last;
  if (!last && !needs_no_terminator)
    ptowsp_error(v->context, parent->loc, "empty block: expect at least a terminator");
  for (ptowsp_op_t *op = block->first; op; op = op->next) {
    if (op->next && ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR))
      ptowsp_verify_fail(op, "must be the last operation in the parent block");
    if (op->next && op->successor_count)
      ptowsp_verify_fail(op, "with block successors must terminate its parent block");
  }
  for (uint32_t i = 0; last && i < last->successor_count; i++) {
    const ptowsp_block_t *successor = ptowsp_op_successors(last)[i];
    if (successor->region != region)
      ptowsp_verify_fail(last, "branching to block of a different region");
    else if (successor == region->first)
      ptowsp_error(v->context, parent->loc, "entry block of region may not have predecessors");
  }
  return !last || ends_block(last);
}

static bool check_regions(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  bool end = true, single = ptowsp_op_has_trait(op, PTOWSP_TRAIT_SINGLE_BLOCK);
  for (uint32_t i = 0; i < op->region_count; i++) {
    ptowsp_region_t *region = &op->regions[i];
    if (single && region->first && region->first->next)
      ptowsp_verify_fail(op, "expects region #%u to have 0 or 1 blocks", i);
    for (ptowsp_block_t *block = region->first; block; block = block->next)
      end &= check_block(v, op, block);
  }
  if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_SYMBOL_TABLE)) collect_symbols(v, op);
  return end;
}

static bool run_hook(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  static const ptowsp_verify_hook_t hooks[PTOWSP_OP_COUNT] = {
#define PTOWSP_VERIFY_HOOK(ID, FUNCTION) [PTOWSP_OP_##ID] = ptowsp_verify_##FUNCTION,
#include "verify_hooks.def"
  };
  if (op->info->id > PTOWSP_OP_UNREGISTERED) return ptowsp_op_verify_added(op), true;
  ptowsp_verify_hook_t hook = hooks[op->info->id];
  return !hook || hook(v, op);
}

// ---------------------------------------------------------------- the traversal

// The row says the same of all ops of one shape.
static bool check_row(ptowsp_verifier_t *v, const ptowsp_op_t *op) {
  const ptowsp_op_t **sound = &v->sound[op->info->id];
  if (*sound && ptowsp_op_same_shape(*sound, op)) return true;
  if (!ptowsp_spec_check(ptowsp_specs_get(&v->specs, op->info), op, true)) return false;
  *sound = op;
  return true;
}

static void report_unknown(const ptowsp_op_t *op, const char *name, const char *dialect) {
  ptowsp_nearest_t nearest = ptowsp_nearest_begin(ptowsp_str(name));
  ptowsp_op_info_offer(op->module->context, &nearest);
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_printf(&text,
                       "unregistered operation '%s' found in dialect ('%s') that does not allow "
                       "unknown operations",
                       name, dialect);
  const char *meant = ptowsp_nearest_end(&nearest);
  if (meant) ptowsp_buffer_printf(&text, "; did you mean '%s'?", meant);
  ptowsp_fix_t fix = {ptowsp_context_find_word(op->module->context, op->loc, ptowsp_str(name)),
                      meant};
  ptowsp_emit_fix(op->module->context, PTOWSP_SEVERITY_ERROR, op->loc, fix, "%s", text.data);
  ptowsp_buffer_deinit(&text);
}

// Names that MLIR's dialects and ours do not have are mistakes, not somebody's own ops.
static void check_name(const ptowsp_op_t *op) {
  static const char *const closed[] = {"arith",  "builtin", "cf",  "func", "math",
                                       "memref", "pto",     "scf", "ub",   "wsp"};
  const char *name = ptowsp_op_name(op), *dot = strchr(name, '.');
  ptowsp_str_t dialect = {name, dot ? (size_t)(dot - name) : 0};
  for (size_t i = 0; dot && i < PTOWSP_COUNTOF(closed); i++)
    if (ptowsp_str_is(dialect, closed[i])) report_unknown(op, name, closed[i]);
}

// "@" and nothing behind it is no text.
static bool check_symbol_name(const ptowsp_op_t *op) {
  ptowsp_attr_t name = ptowsp_attr_lookup(op->properties, "sym_name");
  return !name || ptowsp_attr_text(name).size ||
         ptowsp_verify_fail(op, "expects a symbol name of one character at least");
}

static bool check_symbol(const ptowsp_op_t *op) {
  ptowsp_str_t visibility = ptowsp_op_attr_text(op, "sym_visibility");
  const ptowsp_op_t *parent = ptowsp_op_parent(op);
  if (ptowsp_attr_lookup(op->properties, "sym_visibility") &&
      !ptowsp_str_is(visibility, "public") && !ptowsp_str_is(visibility, "private") &&
      !ptowsp_str_is(visibility, "nested"))
    return ptowsp_verify_fail(op,
                              "visibility expected to be one of [\"public\", \"private\", "
                              "\"nested\"], but got \"%.*s\"",
                              (int)visibility.size, visibility.data);
  return !parent || !parent->info || ptowsp_op_has_trait(parent, PTOWSP_TRAIT_SYMBOL_TABLE) ||
         ptowsp_verify_fail(op, "symbol's parent must have the SymbolTable trait");
}

static bool check_op(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  size_t before = ptowsp_context_error_count(v->context);
  bool visible = check_operands(v, op);
  bool end = !op->region_count || check_regions(v, op);
  if (op->info && visible) {
    bool sound = end && ptowsp_context_error_count(v->context) == before;
    bool fits = check_row(v, op);
    bool is = fits && sound && run_hook(v, op);
    bool named = op->info->traits & (PTOWSP_TRAIT_SYMBOL | PTOWSP_TRAIT_SYMBOL_TABLE);
    is = is && (!named || check_symbol_name(op));
    if (is && (op->info->traits & PTOWSP_TRAIT_SYMBOL)) check_symbol(op);
  }
  if (!op->info) check_name(op);
  return ptowsp_context_error_count(v->context) == before;
}

static bool is_any_order(const ptowsp_op_t *op) {
  return !op->info || op->info->id == PTOWSP_OP_BUILTIN_MODULE;
}

static void open_block(const ptowsp_verifier_t *v, const verify_frame_t *frame,
                       ptowsp_block_t *block) {
  if (frame->any_order)
    mark_block(block, v->isolation);
  else
    mark_args(block, v->isolation);
}

static void push_block(ptowsp_block_t *block, uint32_t depth, void *data) {
  ptowsp_verifier_t *v = data;
  ptowsp_vec_push(&v->order, block);
  ptowsp_vec_push(&v->dominators, depth);
}

// Makes the region `frame->region` current; false if the op has no more regions.
static bool open_region(ptowsp_verifier_t *v, verify_frame_t *frame) {
  for (; frame->region < frame->op->region_count; frame->region++) {
    ptowsp_region_t *region = &frame->op->regions[frame->region];
    if (!region->first) continue;
    frame->order = frame->at = v->order.size;
    frame->path = v->path.size;
    ptowsp_region_dominators(region, push_block, v);
    v->isolation = frame->isolation;
    ptowsp_block_t *first = v->order.data[frame->at];
    open_block(v, frame, first);
    ptowsp_vec_push(&v->path, (uint32_t)frame->at);
    frame->next = first->first;
    return true;
  }
  return false;
}

static void close_region(ptowsp_verifier_t *v, verify_frame_t *frame) {
  ptowsp_region_t *region = &frame->op->regions[frame->region];
  if (!frame->own_marks)
    for (ptowsp_block_t *block = region->first; block; block = block->next) mark_block(block, 0);
  v->order.size = v->dominators.size = frame->order;
  v->path.size = frame->path;
  frame->region++;
}

// The next block in order; what does not dominate it becomes invisible.
static bool next_block(ptowsp_verifier_t *v, verify_frame_t *frame) {
  if (++frame->at == v->order.size) return false;
  ptowsp_block_t *block = v->order.data[frame->at];
  uint32_t depth = v->dominators.data[frame->at];
  if (depth == UINT32_MAX) {
    // Not reachable: every value counts as visible there.
    ptowsp_region_t *region = &frame->op->regions[frame->region];
    for (ptowsp_block_t *each = region->first; each; each = each->next)
      mark_block(each, v->isolation);
  } else {
    while (v->path.size > frame->path &&
           v->dominators.data[v->path.data[v->path.size - 1]] >= depth)
      mark_block(v->order.data[v->path.data[--v->path.size]], 0);
    ptowsp_vec_push(&v->path, (uint32_t)frame->at);
    open_block(v, frame, block);
  }
  frame->next = block->first;
  return true;
}

static void push_op(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  verify_frame_t frame = {.op = op, .isolation = v->isolation, .any_order = is_any_order(op)};
  if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_ISOLATED)) {
    frame.isolation = ++v->isolation_count;
    frame.own_marks = op->region_count == 1;
  }
  ptowsp_vec_push(&v->frames, frame);
}

static void run(ptowsp_verifier_t *v, ptowsp_op_t *root) {
  check_op(v, root);
  push_op(v, root);
  if (!open_region(v, &v->frames.data[0])) return;
  while (v->frames.size) {
    verify_frame_t *frame = &v->frames.data[v->frames.size - 1];
    if (frame->next) {
      ptowsp_op_t *op = frame->next;
      frame->next = op->next;
      if (check_op(v, op) && !op->next && !ends_block(op))
        ptowsp_error(v->context, op->loc, "block with no terminator, has '%s'", ptowsp_op_name(op));
      if (!op->region_count) {
        mark_results(op, v->isolation);
        continue;
      }
      push_op(v, op);
      frame = &v->frames.data[v->frames.size - 1];
      if (open_region(v, frame)) continue;
    } else if (next_block(v, frame)) {
      continue;
    } else {
      close_region(v, frame);
      if (open_region(v, frame)) continue;
    }
    // The op is through.
    ptowsp_op_t *op = frame->op;
    v->frames.size--;
    if (!v->frames.size) return;
    v->isolation = v->frames.data[v->frames.size - 1].isolation;
    mark_results(op, v->isolation);
  }
}

static ptowsp_walk_t unmark(ptowsp_op_t *op, void *data) {
  (void)data;
  mark_results(op, 0);
  for (uint32_t i = 0; i < op->region_count; i++)
    for (ptowsp_block_t *block = op->regions[i].first; block; block = block->next)
      mark_args(block, 0);
  return PTOWSP_WALK_ADVANCE;
}

// Marks go on from one verification to the next, so that none need be taken back first.
enum { MOST_MARKS = 1 << 30 };

bool ptowsp_verify(ptowsp_op_t *root) {
  ptowsp_module_t *module = root->module;
  if (module->has_names || module->marks > MOST_MARKS) {
    ptowsp_walk_pre(root, unmark, NULL);
    module->has_names = ptowsp_op_parent(root) != NULL; // outside the root they are left
    module->marks = 0;
  }
  uint32_t mark = module->marks + 1;
  ptowsp_verifier_t v = {.context = module->context, .isolation = mark, .isolation_count = mark};
  size_t before = ptowsp_context_error_count(v.context);
  ptowsp_specs_init(&v.specs, v.context);
  v.sound = PTOWSP_ARENA_NEW(v.specs.arena, const ptowsp_op_t *, ptowsp_op_info_id_end(v.context));
  // An op inside a module: what stands outside it is taken as it is.
  for (uint32_t i = 0; i < root->operand_count; i++)
    if (root->operands[i].value) root->operands[i].value->scratch = mark;
  if (ptowsp_op_parent(root)) {
    const ptowsp_op_t *table = ptowsp_op_parent(root);
    if (ptowsp_op_has_trait(table, PTOWSP_TRAIT_SYMBOL_TABLE))
      collect_symbols(&v, (ptowsp_op_t *)table);
  }
  run(&v, root);
  module->marks = v.isolation_count;
  ptowsp_specs_deinit(&v.specs);
  free(v.symbols);
  ptowsp_vec_deinit(&v.frames);
  ptowsp_vec_deinit(&v.order);
  ptowsp_vec_deinit(&v.dominators);
  ptowsp_vec_deinit(&v.path);
  return ptowsp_context_error_count(v.context) == before;
}
