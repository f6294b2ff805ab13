// Nests in a row: those that use what others write become one nest with them, or compute it
// again, where that takes less time.
#include <math.h>
#include <stdlib.h>

#include "chooser.h"
#include "tile.h"

typedef PTOWSP_VEC(nest_t) nests_t;

enum { MAX_APART = 8 }; // nests that are looked at before one

// ---------------------------------------------------------------- questions

static ptowsp_walk_t find_tile_loop(ptowsp_op_t *op, void *data) {
  (void)data;
  return ptowsp_op_attr(op, "wsp.tile_loop") ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t find_use(ptowsp_op_t *op, void *data) {
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (ptowsp_op_operand(op, i) == data) return PTOWSP_WALK_INTERRUPT;
  return PTOWSP_WALK_ADVANCE;
}

// Whether an op writes to an array that the nest given as data uses.
static ptowsp_walk_t find_clash(ptowsp_op_t *op, void *data) {
  const ptowsp_op_info_t *info = ptowsp_op_info(op);
  if (info && !(info->traits & PTOWSP_TRAIT_WRITES)) return PTOWSP_WALK_ADVANCE;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_INTERRUPT;
  ptowsp_value_t *root = ptowsp_memref_root(ptowsp_op_operand(op, 1));
  return ptowsp_walk_pre(data, find_use, root) ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
}

// Whether two nests may change places, as far as their arrays tell.
static bool is_free(ptowsp_op_t *a, ptowsp_op_t *b) {
  return ptowsp_walk_pre(a, find_clash, b) && ptowsp_walk_pre(b, find_clash, a);
}

// ---------------------------------------------------------------- two nests

// Bytes of the arrays that need no memory between tasks any more: written once and read once.
static double bytes_saved(const values_t *locals) {
  double sum = 0;
  for (size_t i = 0; i < locals->size; i++) {
    ptowsp_type_t type = ptowsp_value_type(locals->data[i]);
    double bytes = 2 * (double)ptowsp_type_bytes(ptowsp_type_element(type));
    for (size_t d = 0; d < ptowsp_type_rank(type); d++) bytes *= (double)ptowsp_type_shape(type)[d];
    sum += bytes;
  }
  return sum;
}

// What is fused, or is not, and how.
typedef struct {
  nest_t producer;
  bool next;          // nothing stands between the two
  const char *array;  // that the one writes and the other reads
  const char *reason; // why they are no one nest
  bool turned;        // the second's loops change places
} pair_of_nests_t;

static const char *place(const pair_of_nests_t *p) {
  return p->next ? "the nest before it" : "an earlier nest";
}

static void say_fused(chooser_t *c, const nest_t *fused, const pair_of_nests_t *p, double apart,
                      double saved) {
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_printf(&text, "fused with %s, which writes '%s'%s: %.1f us instead of %.1f",
                       place(p), p->array, p->turned ? ", its loops interchanged" : "",
                       ptowsp_chooser_us(c, fused->time), ptowsp_chooser_us(c, apart));
  if (saved > 0)
    ptowsp_buffer_printf(&text, ", and %.0f KiB less of global memory are moved", saved / 1024);
  ptowsp_vec_push(&c->remarks, ((remark_t){fused->op, text.data, true}));
}

static void say_apart(chooser_t *c, ptowsp_op_t *nest, const pair_of_nests_t *p, bool full,
                      double together, double apart) {
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_printf(&text, "not fused with %s, which writes '%s': ", place(p), p->array);
  if (full)
    ptowsp_buffer_puts(&text, "it has many statements already");
  else if (p->reason)
    ptowsp_buffer_puts(&text, p->reason);
  else if (together < INFINITY)
    ptowsp_buffer_printf(&text, "%.1f us instead of %.1f", ptowsp_chooser_us(c, together),
                         ptowsp_chooser_us(c, apart));
  else
    ptowsp_buffer_puts(&text, "no kernel can do both");
  ptowsp_vec_push(&c->remarks, ((remark_t){nest, text.data, full}));
}

// What is said of nests that have become part of a larger one stays true.
static void pass_on(chooser_t *c, ptowsp_op_t *nest, ptowsp_op_t *larger) {
  for (size_t i = 0; i < c->remarks.size; i++)
    if (c->remarks.data[i].nest == nest && c->remarks.data[i].fused)
      c->remarks.data[i].nest = larger;
}

static void drop_nest(chooser_t *c, ptowsp_op_t *nest) {
  ptowsp_chooser_forget(c, nest);
  ptowsp_op_erase(nest);
}

static void erase_array(ptowsp_value_t *array) {
  if (!ptowsp_value_has_uses(array)) ptowsp_op_erase(ptowsp_value_op(array));
}

static void choose(chooser_t *c, nest_t *nest) {
  c->scalar = false;
  nest->time = ptowsp_chooser_nest(c, nest->op);
  nest->scalar = c->scalar;
}

// Whether one nest of two stays scalar code, though both of them were raised.
static bool spoils(const nest_t *one, const nest_t *first, const nest_t *second) {
  return one->scalar && !first->scalar && !second->scalar;
}

// Computes what the first writes again in the second if that takes less time.
static bool recompute(chooser_t *c, const pair_of_nests_t *p, nest_t *consumer) {
  nest_t producer = p->producer;
  ptowsp_value_t *array;
  double apart = producer.time + consumer->time;
  nest_t made = {.op = ptowsp_tile_recompute(c->isl, producer.op, consumer->op, &array),
                 .time = INFINITY};
  if (!made.op) return false;
  ptowsp_walk_pre(made.op, ptowsp_chooser_unmark, NULL);
  choose(c, &made);
  if (made.time >= apart || spoils(&made, &producer, consumer)) {
    drop_nest(c, made.op);
    return false;
  }
  values_t arrays = {.data = &array, .size = 1};
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_printf(&text,
                       "'%s' of %s is computed again where it is used: %.1f us "
                       "instead of %.1f, and %.0f KiB less of global memory are moved",
                       ptowsp_memref_name(array), place(p), ptowsp_chooser_us(c, made.time),
                       ptowsp_chooser_us(c, apart), bytes_saved(&arrays) / 1024);
  ptowsp_vec_push(&c->remarks, ((remark_t){made.op, text.data, true}));
  pass_on(c, producer.op, made.op);
  pass_on(c, consumer->op, made.op);
  drop_nest(c, producer.op);
  drop_nest(c, consumer->op);
  erase_array(array);
  *consumer = made;
  return true;
}

// Tries one nest of two; false: it takes more time, and is gone again.
static bool fuse_at(chooser_t *c, const pair_of_nests_t *p, const nest_t *consumer,
                    ptowsp_op_t *second, size_t depth, nest_t *out_fused) {
  nest_t fused = {.op = ptowsp_tile_fuse(p->producer.op, second, depth), .time = INFINITY};
  double apart = p->producer.time + consumer->time;
  ptowsp_walk_pre(fused.op, ptowsp_chooser_unmark, NULL);
  ptowsp_op_t *nests[] = {p->producer.op, second, fused.op};
  values_t locals = {0};
  ptowsp_tile_locals(nests, 3, &locals);
  c->locals = &locals;
  choose(c, &fused);
  c->locals = NULL;
  double saved = bytes_saved(&locals);
  ptowsp_vec_deinit(&locals);
  if (spoils(&fused, &p->producer, consumer)) fused.time = INFINITY;
  *out_fused = fused;
  if (fused.time < apart) {
    pass_on(c, p->producer.op, fused.op);
    say_fused(c, &fused, p, apart, saved);
    return true;
  }
  drop_nest(c, fused.op);
  return false;
}

// The second's innermost loops in another order, if that lets the two be fused; NULL: it does not.
static ptowsp_op_t *turn(chooser_t *c, const pair_of_nests_t *p, ptowsp_op_t *consumer,
                         size_t *out_depth) {
  ptowsp_op_t *turned = ptowsp_tile_turn(c->isl, consumer);
  if (!turned) return NULL;
  const char *array, *reason;
  *out_depth = ptowsp_tile_fusable(c->isl, p->producer.op, turned, &array, &reason);
  if (*out_depth) return turned;
  ptowsp_op_erase(turned);
  return NULL;
}

// Makes one nest of two if that takes less time; else leaves them alone.
static bool fuse(chooser_t *c, nest_t producer, bool next, nest_t *consumer) {
  pair_of_nests_t p = {.producer = producer, .next = next};
  size_t depth = ptowsp_tile_fusable(c->isl, producer.op, consumer->op, &p.array, &p.reason);
  double apart = producer.time + consumer->time;
  nest_t fused = {.time = INFINITY};
  if (!p.array) return false;
  bool full = ptowsp_tile_is_long(producer.op, consumer->op), done = false;
  ptowsp_op_t *turned = NULL;
  if (!depth && !full) turned = turn(c, &p, consumer->op, &depth);
  p.turned = turned != NULL;
  if (turned) ptowsp_walk_pre(turned, ptowsp_chooser_unmark, NULL);
  if (depth) done = fuse_at(c, &p, consumer, turned ? turned : consumer->op, depth, &fused);
  if (turned) ptowsp_op_erase(turned);
  if (done) {
    pass_on(c, consumer->op, fused.op);
    drop_nest(c, producer.op);
    drop_nest(c, consumer->op);
    *consumer = fused;
    return true;
  }
  if (!full && recompute(c, &p, consumer)) return true;
  say_apart(c, consumer->op, &p, full, fused.time, apart);
  return false;
}

// ---------------------------------------------------------------- nests in a row

// Whether a nest may go behind all that stand between it and the next to come.
static bool reaches(const nests_t *nests, size_t from) {
  for (size_t i = from + 1; i < nests->size; i++)
    if (!is_free(nests->data[from].op, nests->data[i].op)) return false;
  return true;
}

// Joins a nest with those before it, the nearest first, as long as that saves time.
static void join(chooser_t *c, nests_t *nests, nest_t *nest) {
  size_t tried = 0;
  for (size_t i = nests->size; i-- > 0 && tried++ < MAX_APART;) {
    if (!reaches(nests, i) || !fuse(c, nests->data[i], i + 1 == nests->size, nest)) continue;
    for (size_t k = i + 1; k < nests->size; k++) nests->data[k - 1] = nests->data[k];
    nests->size--;
  }
}

void ptowsp_chooser_block(chooser_t *c, ptowsp_block_t *block) {
  nests_t nests = {0}; // that nothing with an effect stands behind so far
  ptowsp_block_each(block, op) {
    bool loop = ptowsp_op_is(op, PTOWSP_OP_SCF_FOR);
    if (loop && !ptowsp_tile_has_task(op) && ptowsp_walk_pre(op, find_tile_loop, NULL)) {
      nest_t nest = {.op = op};
      choose(c, &nest);
      if (c->options->fuse) join(c, &nests, &nest);
      if (ptowsp_chooser_is_given(nest.op)) ptowsp_chooser_prove(c, nest.op);
      ptowsp_vec_push(&nests, nest);
      continue;
    }
    if (ptowsp_tile_has_effect(op)) nests.size = 0;
    for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
      ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(op, i));
      if (inner) ptowsp_chooser_block(c, inner);
    }
  }
  ptowsp_vec_deinit(&nests);
}
