// Operations as text. Ops with regions are frames on a stack: printing an op runs until a
// region opens, printing the region until its blocks end, then the op goes on.
#include <stdlib.h>
#include <string.h>

#include "metadata.h"
#include "print.h"

static ptowsp_print_frame_t *top_frame(ptowsp_printer_t *p) {
  return &p->frames.data[p->frames.size - 1];
}

void ptowsp_print_newline(ptowsp_printer_t *p, size_t depth) {
  static const char line[] = "\n                                                                ";
  size_t spaces = 2 * depth, most = sizeof line - 2;
  ptowsp_print_bytes(p->out, line, 1 + (spaces < most ? spaces : most));
  for (; spaces > most; spaces -= most)
    ptowsp_print_bytes(p->out, line + 1, spaces - most < most ? spaces - most : most);
}

void ptowsp_print_trailing_loc(ptowsp_printer_t *p, ptowsp_loc_t loc) {
  if (!p->options.locations) return;
  ptowsp_buffer_puts(p->out, " loc(");
  ptowsp_put_location(p, loc);
  ptowsp_buffer_putc(p->out, ')');
}

void ptowsp_print_arg_loc(ptowsp_printer_t *p, ptowsp_loc_t loc) {
  if (!p->options.locations) return;
  ptowsp_buffer_putc(p->out, ' ');
  ptowsp_print_definition(p->out, p->aliases, ptowsp_attr_location(p->context, loc), true);
}

// ---------------------------------------------------------------- the generic form

// Inherent attributes with those that stand for absent ones, sorted by name.
static void print_properties(ptowsp_printer_t *p, const ptowsp_op_t *op) {
  if (!op->info && op->properties) {
    ptowsp_buffer_puts(p->out, " <");
    ptowsp_put_attr(p, op->properties);
    ptowsp_buffer_putc(p->out, '>');
    return;
  }
  const ptowsp_spec_t *spec = op->info ? ptowsp_specs_get(&p->specs, op->info) : NULL;
  size_t count = op->properties ? ptowsp_attr_count(op->properties) : 0, at = 0;
  bool open = false;
  p->attrs.size = 0;
  for (size_t i = 0; i < count; i++)
    ptowsp_vec_push(&p->attrs, ptowsp_attr_entry(op->properties, i));
  for (size_t i = 0; spec && spec->has_defaults && i < spec->attr_count; i++) {
    const ptowsp_attr_spec_t *attr = &spec->attrs[i];
    if (!attr->otherwise || ptowsp_attr_lookup(op->properties, attr->name)) continue;
    ptowsp_vec_push(&p->attrs, ((ptowsp_named_attr_t){attr->name, attr->otherwise}));
    for (at = p->attrs.size - 1;
         at && strcmp(p->attrs.data[at - 1].name, p->attrs.data[at].name) > 0; at--) {
      ptowsp_named_attr_t later = p->attrs.data[at - 1];
      p->attrs.data[at - 1] = p->attrs.data[at];
      p->attrs.data[at] = later;
    }
  }
  for (size_t i = 0; i < p->attrs.size; i++) {
    ptowsp_buffer_puts(p->out, open ? ", " : " <{");
    open = true;
    ptowsp_put_entry(p, p->attrs.data[i]);
  }
  if (open) ptowsp_buffer_puts(p->out, "}>");
}

void ptowsp_print_block_name(ptowsp_printer_t *p, const ptowsp_block_t *block) {
  ptowsp_buffer_puts(p->out, "^bb");
  ptowsp_print_u64(p->out, block->scratch);
}

static void print_generic_head(ptowsp_printer_t *p, const ptowsp_op_t *op) {
  ptowsp_print_quoted(p->out, ptowsp_str(ptowsp_op_name(op)));
  ptowsp_print_char(p->out, '(');
  for (uint32_t i = 0; i < op->operand_count; i++) {
    if (i) ptowsp_print_bytes(p->out, ", ", 2);
    ptowsp_print_operand(p, op, i);
  }
  ptowsp_print_char(p->out, ')');
  for (uint32_t i = 0; i < op->successor_count; i++) {
    ptowsp_buffer_puts(p->out, i ? ", " : "[");
    ptowsp_print_block_name(p, ptowsp_op_successors(op)[i]);
  }
  if (op->successor_count) ptowsp_print_char(p->out, ']');
  if (op->region_count) print_properties(p, op);
}

static void print_signature(ptowsp_printer_t *p, const ptowsp_op_t *op) {
  size_t count = op->attributes ? ptowsp_attr_count(op->attributes) : 0;
  for (size_t i = 0; i < count; i++) {
    ptowsp_buffer_puts(p->out, i ? ", " : " {");
    ptowsp_put_entry(p, ptowsp_attr_entry(op->attributes, i));
  }
  if (count) ptowsp_buffer_putc(p->out, '}');
  ptowsp_buffer_append(p->out, " : (", 4);
  for (uint32_t i = 0; i < op->operand_count; i++) {
    if (i) ptowsp_buffer_append(p->out, ", ", 2);
    if (op->operands[i].value) ptowsp_put_type(p, op->operands[i].value->type);
  }
  ptowsp_buffer_append(p->out, ") -> ", 5);
  bool bare =
      op->result_count == 1 && ptowsp_type_kind(op->results[0].type) != PTOWSP_TYPE_FUNCTION;
  if (!bare) ptowsp_buffer_putc(p->out, '(');
  for (uint32_t i = 0; i < op->result_count; i++) {
    if (i) ptowsp_buffer_append(p->out, ", ", 2);
    ptowsp_put_type(p, op->results[i].type);
  }
  if (!bare) ptowsp_buffer_putc(p->out, ')');
}

// What follows the regions, or the operands of an op without.
static void print_generic_tail(ptowsp_printer_t *p, const ptowsp_op_t *op) {
  if (!op->region_count) print_properties(p, op);
  print_signature(p, op);
  ptowsp_print_trailing_loc(p, op->loc);
}

// ---------------------------------------------------------------- blocks

static int by_edge(const void *a, const void *b) {
  const ptowsp_edge_t *x = a, *y = b;
  if (x->to != y->to) return x->to < y->to ? -1 : 1;
  return (x->from > y->from) - (x->from < y->from);
}

static void collect_edges(ptowsp_printer_t *p, const ptowsp_region_t *region) {
  size_t base = p->edges.size;
  for (ptowsp_block_t *block = region->first; block; block = block->next)
    for (uint32_t i = 0; block->last && i < block->last->successor_count; i++) {
      ptowsp_edge_t edge = {ptowsp_op_successors(block->last)[i]->scratch, block->scratch};
      ptowsp_vec_push(&p->edges, edge);
    }
  if (p->edges.size - base > 1)
    qsort(p->edges.data + base, p->edges.size - base, sizeof *p->edges.data, by_edge);
}

// "  // 2 preds: ^bb0, ^bb1"
static void print_predecessors(ptowsp_printer_t *p, const ptowsp_block_t *block, size_t edges) {
  size_t low = edges, high = p->edges.size;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (p->edges.data[middle].to < block->scratch)
      low = middle + 1;
    else
      high = middle;
  }
  size_t end = low;
  while (end < p->edges.size && p->edges.data[end].to == block->scratch) end++;
  if (end == low)
    ptowsp_buffer_puts(p->out, "  // no predecessors");
  else if (end == low + 1)
    ptowsp_buffer_puts(p->out, "  // pred: ");
  else
    ptowsp_buffer_printf(p->out, "  // %zu preds: ", end - low);
  for (size_t i = low; i < end; i++)
    ptowsp_buffer_printf(p->out, "%s^bb%u", i == low ? "" : ", ", p->edges.data[i].from);
}

static void print_label(ptowsp_printer_t *p, const ptowsp_block_t *block, size_t edges) {
  ptowsp_print_newline(p, p->frames.size - 1);
  ptowsp_print_block_name(p, block);
  for (uint32_t i = 0; i < block->arg_count; i++) {
    ptowsp_buffer_puts(p->out, i ? ", " : "(");
    ptowsp_print_value(p, block->args[i]);
    ptowsp_buffer_puts(p->out, ": ");
    ptowsp_put_type(p, block->args[i]->type);
    ptowsp_print_arg_loc(p, block->arg_locs[i]);
  }
  ptowsp_buffer_puts(p->out, block->arg_count ? "):" : ":");
  if (block != block->region->first) print_predecessors(p, block, edges);
}

// Opens the region: "{", and its first block's label where it says something.
// `declared`: the entry's arguments stand in front.
static void open_region(ptowsp_printer_t *p, ptowsp_region_t *region, ptowsp_op_id_t terminator,
                        bool declared) {
  ptowsp_print_frame_t *frame = top_frame(p);
  frame->block = region->first;
  frame->next = region->first ? region->first->first : NULL;
  frame->terminator = terminator;
  frame->edges = (uint32_t)p->edges.size;
  ptowsp_buffer_putc(p->out, '{');
  if (!region->first) return;
  if (region->first->next) collect_edges(p, region);
  bool label = frame->spec ? !declared && region->first->arg_count
                           : region->first->arg_count || !region->first->first;
  if (label || (frame->spec && region->first->next && !region->first->first))
    print_label(p, region->first, frame->edges);
}

// Read back, it stands where the op around it does.
static bool has_empty_regions(const ptowsp_op_t *op) {
  for (uint32_t i = 0; i < op->region_count; i++) {
    const ptowsp_block_t *block = op->regions[i].first;
    if (!block || block->next || block->first || block->arg_count) return false;
  }
  return true;
}

static bool is_implied(const ptowsp_printer_t *p, const ptowsp_print_frame_t *frame,
                       const ptowsp_op_t *op) {
  return frame->terminator != PTOWSP_OP_COUNT && !op->next && !frame->block->next &&
         ptowsp_op_id(op) == frame->terminator && !op->operand_count && !op->attributes &&
         !op->result_count && !op->successor_count && has_empty_regions(op) &&
         (!p->options.locations || ptowsp_loc_equal(op->loc, frame->op->loc));
}

// ---------------------------------------------------------------- ops

// %low, %high = : a name for each group.
static void print_groups(ptowsp_printer_t *p, const ptowsp_op_t *op) {
  const ptowsp_spec_t *spec = ptowsp_specs_get(&p->specs, op->info);
  for (size_t g = 0; g < spec->result_count; g++) {
    size_t begin, count;
    ptowsp_spec_results(spec, op, g, &begin, &count);
    if (!count) continue;
    if (begin) ptowsp_print_bytes(p->out, ", ", 2);
    ptowsp_print_char(p->out, '%');
    ptowsp_str_t name = p->names.data[op->results[begin].scratch >> 1];
    ptowsp_print_bytes(p->out, name.data, name.size);
    if (count > 1) ptowsp_buffer_printf(p->out, ":%zu", count);
  }
  ptowsp_print_bytes(p->out, " = ", 3);
}

static void print_results(ptowsp_printer_t *p, const ptowsp_op_t *op) {
  if (!op->result_count) return;
  if (!p->options.generic && ptowsp_names_groups(op)) return print_groups(p, op);
  ptowsp_print_value_name(p, &op->results[0]);
  if (op->result_count > 1) {
    ptowsp_buffer_putc(p->out, ':');
    ptowsp_print_u64(p->out, op->result_count);
  }
  ptowsp_print_bytes(p->out, " = ", 3);
}

// The dialect whose prefix ops may go without in the regions of `op`.
static const char *default_dialect(const ptowsp_op_t *op) {
  if (!op || ptowsp_op_is(op, PTOWSP_OP_BUILTIN_MODULE)) return "builtin.";
  return ptowsp_op_is(op, PTOWSP_OP_FUNC_FUNC) ? "func." : NULL;
}

static void print_custom_name(ptowsp_printer_t *p, const ptowsp_op_t *op) {
  const ptowsp_print_frame_t *around =
      p->frames.size > 1 ? &p->frames.data[p->frames.size - 2] : NULL;
  const char *dialect = default_dialect(around ? around->op : NULL);
  size_t prefix = dialect ? strlen(dialect) : 0;
  bool elide = prefix && strncmp(ptowsp_op_name(op), dialect, prefix) == 0;
  ptowsp_buffer_puts(p->out, ptowsp_op_name(op) + (elide ? prefix : 0));
}

// Prints until a region of the op opens (true) or the op ends (false).
static bool go_on(ptowsp_printer_t *p) {
  ptowsp_print_frame_t *frame = top_frame(p);
  ptowsp_op_t *op = frame->op;
  if (frame->spec) {
    if (ptowsp_print_custom(p)) {
      frame = top_frame(p);
      const ptowsp_element_t *element = &frame->spec->elements[frame->element];
      bool in_group = element->kind == PTOWSP_FORMAT_REGIONS;
      uint8_t how = in_group ? 0 : element->index2;
      ptowsp_op_id_t terminator = how & PTOWSP_REGION_ENDS ? PTOWSP_OP_COUNT : element->terminator;
      open_region(p, &op->regions[frame->region], terminator, how & PTOWSP_REGION_DECLARED);
      return true;
    }
    ptowsp_print_trailing_loc(p, op->loc);
    return false;
  }
  if (frame->pc < op->region_count) {
    ptowsp_buffer_puts(p->out, frame->pc ? ", " : " (");
    open_region(p, &op->regions[frame->pc++], PTOWSP_OP_COUNT, false);
    return true;
  }
  if (op->region_count) ptowsp_buffer_putc(p->out, ')');
  print_generic_tail(p, op);
  return false;
}

// False: the op has no region and is complete.
static bool print_op(ptowsp_printer_t *p, ptowsp_op_t *op) {
  ptowsp_print_frame_t frame = {.op = op, .space = true, .terminator = PTOWSP_OP_COUNT};
  if (!p->options.generic && op->info && op->info->format) {
    const ptowsp_spec_t *spec = ptowsp_specs_get(&p->specs, op->info);
    if (ptowsp_print_fits(p, op, spec)) frame.spec = spec;
  }
  if (!frame.spec) print_generic_head(p, op);
  if (!frame.spec && !op->region_count) return print_generic_tail(p, op), false;
  ptowsp_vec_push(&p->frames, frame);
  if (frame.spec) print_custom_name(p, op);
  if (go_on(p)) return true;
  p->frames.size--;
  return false;
}

static bool begin_op(ptowsp_printer_t *p, ptowsp_op_t *op) {
  print_results(p, op);
  if (op->region_count || op->successor_count) return print_op(p, op);
  if (ptowsp_print_known(p, op)) return false;
  ptowsp_print_record(p);
  print_op(p, op);
  ptowsp_print_keep(p, op);
  return false;
}

// The open region of the innermost frame: its next op, or its end.
static void step(ptowsp_printer_t *p) {
  ptowsp_print_frame_t *frame = top_frame(p);
  while (frame->block && !frame->next) {
    frame->block = frame->block->next;
    if (!frame->block) break;
    print_label(p, frame->block, frame->edges);
    frame->next = frame->block->first;
  }
  if (frame->block) {
    ptowsp_op_t *op = frame->next;
    frame->next = op->next;
    if (is_implied(p, frame, op)) return;
    ptowsp_print_newline(p, p->frames.size);
    begin_op(p, op);
    return;
  }
  ptowsp_print_newline(p, p->frames.size - 1);
  ptowsp_buffer_putc(p->out, '}');
  p->edges.size = frame->edges;
  if (!go_on(p)) p->frames.size--;
}

static void begin(ptowsp_printer_t *p, ptowsp_op_t *root, const ptowsp_print_options_t *options) {
  p->context = ptowsp_op_context(root);
  if (options) p->options = *options;
  p->arena = ptowsp_arena_create();
  ptowsp_specs_init(&p->specs, p->context);
  ptowsp_names_assign(p, root);
  p->aliases = ptowsp_aliases_create(root, &p->options);
  ptowsp_print_alias_definitions(p->out, p->aliases, false);
  begin_op(p, root);
}

// What belongs to the file.
static void print_behind(ptowsp_printer_t *p, const ptowsp_op_t *root) {
  ptowsp_print_alias_definitions(p->out, p->aliases, true);
  if (root == root->module->op) ptowsp_print_metadata(p->out, root->module);
}

static void end(ptowsp_printer_t *p) {
  ptowsp_vec_deinit(&p->frames);
  ptowsp_vec_deinit(&p->names);
  ptowsp_vec_deinit(&p->edges);
  ptowsp_vec_deinit(&p->attrs);
  ptowsp_specs_deinit(&p->specs);
  ptowsp_aliases_destroy(p->aliases);
  ptowsp_arena_destroy(p->arena);
}

void ptowsp_print(ptowsp_buffer_t *buffer, ptowsp_op_t *root,
                  const ptowsp_print_options_t *options) {
  ptowsp_printer_t p = {.out = buffer};
  begin(&p, root, options);
  while (p.frames.size) step(&p);
  ptowsp_buffer_putc(buffer, '\n');
  print_behind(&p, root);
  end(&p);
}

bool ptowsp_print_pieces(ptowsp_op_t *root, const ptowsp_print_options_t *options,
                         ptowsp_print_write_fn_t write, void *data) {
  enum { PIECE = 1 << 16 };
  ptowsp_buffer_t text = {0};
  ptowsp_printer_t p = {.out = &text};
  bool ok = true;
  ptowsp_buffer_reserve(&text, PIECE + PIECE / 2);
  begin(&p, root, options);
  while (ok && p.frames.size) {
    step(&p);
    if (text.size < PIECE) continue;
    ok = write(data, text.data, text.size);
    text.size = 0;
  }
  ptowsp_buffer_putc(&text, '\n');
  print_behind(&p, root);
  ok = ok && write(data, text.data, text.size);
  end(&p);
  ptowsp_buffer_deinit(&text);
  return ok;
}
