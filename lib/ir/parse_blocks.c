// Regions that are being read: their blocks, those blocks' names, labels and arguments.
#include <stdlib.h>

#include "ir_internal.h"
#include "parse_ops.h"

// ---------------------------------------------------------------- the open region

static ptowsp_op_t *take_carrier(ptowsp_parser_t *p) {
  struct ops_stacks *s = p->stacks;
  if (s->spare_carriers.size) return s->spare_carriers.data[--s->spare_carriers.size];
  ptowsp_op_state_t state = {
      .id = PTOWSP_OP_UNREGISTERED, .name = "builtin.carrier", .region_count = 1};
  return ptowsp_op_create(p->module, &state);
}

bool ptowsp_expect_region(ptowsp_parser_t *p) {
  ptowsp_parser_frame(p)->brace = ptowsp_parser_loc(p);
  return ptowsp_parser_expect(p, TOKEN_LEFT_BRACE, "expected '{' to begin a region");
}

void ptowsp_open_region(ptowsp_parser_t *p, bool has_entry_args) {
  struct ops_stacks *s = p->stacks;
  op_frame_t *frame = ptowsp_parser_frame(p);
  ptowsp_vec_push(&s->carriers, take_carrier(p));
  bool isolated = frame->info && frame->info->traits & PTOWSP_TRAIT_ISOLATED;
  frame->scope = ptowsp_scope_enter(p, isolated);
  frame->blocks = (uint32_t)s->blocks.size;
  frame->current = NULL;
  if (!has_entry_args) return;
  frame->current = ptowsp_block_create(&s->carriers.data[s->carriers.size - 1]->regions[0]);
  for (size_t i = frame->entry_args; i < s->entry_args.size; i++) {
    const ptowsp_entry_arg_t *arg = &s->entry_args.data[i];
    ptowsp_value_t *value = ptowsp_block_add_arg(frame->current, arg->type, arg->name.loc);
    ptowsp_scope_define(p, arg->name.name, arg->name.loc, value, 1);
  }
}

ptowsp_region_t *ptowsp_opened_region(ptowsp_parser_t *p) {
  struct ops_stacks *s = p->stacks;
  return &s->carriers.data[s->carriers.size - 1]->regions[0];
}

// ---------------------------------------------------------------- names of blocks

// Unlinks a block from its region; it is then put where its label stands.
static void detach_block(ptowsp_block_t *block) {
  ptowsp_region_t *region = block->region;
  *(block->previous ? &block->previous->next : &region->first) = block->next;
  *(block->next ? &block->next->previous : &region->last) = block->previous;
  block->next = block->previous = NULL;
}

static void append_block(ptowsp_block_t *block) {
  ptowsp_region_t *region = block->region;
  block->previous = region->last;
  *(region->last ? &region->last->next : &region->first) = block;
  region->last = block;
}

static uint32_t *block_head(struct ops_stacks *s, uint32_t hash) {
  return &s->block_heads.data[hash & (s->block_heads.size - 1)];
}

static void link_block_name(struct ops_stacks *s, size_t i) {
  uint32_t *head = block_head(s, s->blocks.data[i].hash);
  s->blocks.data[i].chain = *head;
  *head = (uint32_t)i + 1;
}

static void grow_block_heads(struct ops_stacks *s) {
  size_t size = s->block_heads.size ? 2 * s->block_heads.size : 16;
  ptowsp_vec_deinit(&s->block_heads);
  s->block_heads.data = ptowsp_calloc(size, sizeof *s->block_heads.data);
  s->block_heads.size = s->block_heads.capacity = size;
  for (size_t i = 0; i < s->blocks.size; i++) link_block_name(s, i);
}

// The block of a name, made when it is first mentioned.
static ptowsp_block_name_t *find_block(ptowsp_parser_t *p, ptowsp_str_t name, ptowsp_loc_t loc) {
  struct ops_stacks *s = p->stacks;
  op_frame_t *frame = ptowsp_parser_frame(p);
  uint32_t hash = (uint32_t)ptowsp_fnv1a(name.data, name.size);
  uint32_t at = s->block_heads.size ? *block_head(s, hash) : 0;
  for (; at > frame->blocks; at = s->blocks.data[at - 1].chain)
    if (ptowsp_str_equal(s->blocks.data[at - 1].name, name)) return &s->blocks.data[at - 1];
  ptowsp_block_t *block = ptowsp_block_create(ptowsp_opened_region(p));
  detach_block(block);
  ptowsp_block_name_t entry = {.name = name, .block = block, .loc = loc, .hash = hash};
  ptowsp_vec_push(&s->blocks, entry);
  if (s->blocks.size > s->block_heads.size)
    grow_block_heads(s);
  else
    link_block_name(s, s->blocks.size - 1);
  return &s->blocks.data[s->blocks.size - 1];
}

static void forget_blocks(struct ops_stacks *s, size_t size) {
  while (s->blocks.size > size) {
    const ptowsp_block_name_t *last = &s->blocks.data[--s->blocks.size];
    *block_head(s, last->hash) = last->chain;
  }
}

bool ptowsp_push_successor(ptowsp_parser_t *p) {
  // Blocks belong to the region around the op.
  if (p->frames.size < 3) return ptowsp_parser_fail(p, "successors need a region around the op");
  if (!ptowsp_parser_at(p, TOKEN_CARET)) return ptowsp_parser_fail(p, "expected block name");
  p->frames.size--;
  ptowsp_block_name_t *block = find_block(p, ptowsp_token_text(&p->token), ptowsp_parser_loc(p));
  p->frames.size++;
  ptowsp_vec_push(&p->stacks->successors, block->block);
  ptowsp_parser_advance(p);
  return true;
}

// ---------------------------------------------------------------- labels

// (%a: type loc(…), …)
static bool parse_block_args(ptowsp_parser_t *p, ptowsp_block_t *block) {
  if (ptowsp_parser_accept(p, TOKEN_RIGHT_PAREN)) return true;
  do {
    ptowsp_ssa_use_t name;
    ptowsp_type_t type;
    if (!ptowsp_parse_ssa_use(p, &name) ||
        !ptowsp_parser_expect(p, TOKEN_COLON, "expected ':' and type for SSA operand") ||
        !ptowsp_parse_type_at(p, &type))
      return false;
    ptowsp_pending_loc_t pending = {.block = block, .arg = block->arg_count};
    ptowsp_loc_t loc = name.loc;
    if (ptowsp_token_is(&p->token, "loc") && !ptowsp_parse_loc(p, &loc, &pending.alias))
      return false;
    if (pending.alias.kind == TOKEN_HASH) ptowsp_vec_push(&p->pending_locs, pending);
    ptowsp_value_t *arg = ptowsp_block_add_arg(block, type, loc);
    if (!ptowsp_scope_define(p, name.name, name.loc, arg, 1)) return false;
  } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  return ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')' to end argument list");
}

bool ptowsp_parse_block_label(ptowsp_parser_t *p) {
  ptowsp_str_t name = ptowsp_token_text(&p->token);
  ptowsp_loc_t loc = ptowsp_parser_loc(p);
  op_frame_t *frame = ptowsp_parser_frame(p);
  if (p->frames.size == 1) return ptowsp_parser_fail(p, "expected operation name in quotes");
  if (frame->current && frame->current == ptowsp_opened_region(p)->first &&
      !frame->current->first && p->stacks->entry_args.size > frame->entry_args &&
      ptowsp_context_error_count(p->context) == p->failures)
    return ptowsp_parser_fail(p, "invalid block name in region with named arguments");
  ptowsp_parser_advance(p);
  ptowsp_block_name_t *block = find_block(p, name, loc);
  if (block->defined) {
    ptowsp_parser_fail_at(p, loc, "redefinition of block '%.*s'", (int)name.size, name.data);
    ptowsp_note(p->context, block->loc, "previously defined here");
    return false;
  }
  block->defined = true;
  block->loc = loc;
  append_block(block->block);
  frame->current = block->block;
  if (ptowsp_parser_accept(p, TOKEN_LEFT_PAREN) && !parse_block_args(p, block->block)) return false;
  return ptowsp_parser_expect(p, TOKEN_COLON, "expected ':' after block name");
}

// ---------------------------------------------------------------- the end of a region

// The last block of a body gets the terminator that its form implies.
static void imply_terminator(ptowsp_parser_t *p, op_frame_t *frame) {
  ptowsp_region_t *region = ptowsp_opened_region(p);
  if (!region->first) ptowsp_block_create(region);
  if (frame->terminator == PTOWSP_OP_COUNT || ptowsp_block_terminator(region->last)) return;
  const ptowsp_op_info_t *info = ptowsp_op_info_by_id(frame->terminator);
  if (!info) info = ptowsp_op_info_added(p->context, frame->terminator, NULL);
  const ptowsp_spec_t *spec = ptowsp_specs_get(&p->specs, info);
  ptowsp_op_state_t state = {.id = frame->terminator, .loc = frame->loc};
  state.region_count = spec->many_regions ? spec->region_count - 1u : spec->region_count;
  ptowsp_op_t *end = ptowsp_op_create(p->module, &state);
  for (uint32_t i = 0; i < end->region_count; i++) ptowsp_block_create(&end->regions[i]);
  ptowsp_op_move_to_end(end, region->last);
}

void ptowsp_close_region(ptowsp_parser_t *p) {
  struct ops_stacks *s = p->stacks;
  op_frame_t *frame = ptowsp_parser_frame(p);
  for (size_t i = frame->blocks; i < s->blocks.size; i++)
    if (!s->blocks.data[i].defined && ptowsp_context_error_count(p->context) == p->failures)
      ptowsp_parser_fail_at(p, s->blocks.data[i].loc, "reference to an undefined block");
  forget_blocks(s, frame->blocks);
  if (frame->spec) imply_terminator(p, frame);
  s->entry_args.size = frame->entry_args;
  ptowsp_scope_leave(p, frame->scope);
  frame->current = NULL;
}
