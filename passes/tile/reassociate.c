// Sums over a loop that says wsp_reassociate: parts of it become independent.
//
//   for k in [0, K) {wsp.reassociate,          for q in [0, K/n) {wsp.parallel, wsp.tile = 1}
//                    wsp.tile = n}               P[q, i] = 0
//     C[i] = C[i] + f(k)                →        for k in [q·n, q·n + n): P[q, i] = P[q, i] + f(k)
//                                              for q in [0, K/n): C[i] = C[i] + P[q, i]
//
// A loop may sum up several things at once.
//
// Without wsp_reassociate the parts are tasks that wait for one another, in the serial order.
#include <math.h>
#include <stdlib.h>

#include "choose.h"
#include "tile.h"

enum { MAX_UNROLLED = 32 };

// The statement C[…] = C[…] op f.
typedef struct {
  ptowsp_op_t *loop;
  ptowsp_op_t *store, *load, *combine;
  ptowsp_op_id_t partial; // how the parts are summed up
  size_t term;            // operand of `combine` that is f
  bool is_float;
  double identity; // of floats
  int64_t number;  // of integers
} sum_t;

// ---------------------------------------------------------------- the statement

static const struct {
  ptowsp_op_id_t id, partial;
  double identity;
  int64_t number;
} sums[] = {
    {PTOWSP_OP_ARITH_ADDF, PTOWSP_OP_ARITH_ADDF, 0, 0},
    {PTOWSP_OP_ARITH_SUBF, PTOWSP_OP_ARITH_ADDF, 0, 0},
    {PTOWSP_OP_ARITH_MULF, PTOWSP_OP_ARITH_MULF, 1, 0},
    {PTOWSP_OP_ARITH_MAXNUMF, PTOWSP_OP_ARITH_MAXNUMF, -INFINITY, 0},
    {PTOWSP_OP_ARITH_MINNUMF, PTOWSP_OP_ARITH_MINNUMF, INFINITY, 0},
    {PTOWSP_OP_ARITH_ADDI, PTOWSP_OP_ARITH_ADDI, 0, 0},
    {PTOWSP_OP_ARITH_SUBI, PTOWSP_OP_ARITH_ADDI, 0, 0},
    {PTOWSP_OP_ARITH_MULI, PTOWSP_OP_ARITH_MULI, 0, 1},
    {PTOWSP_OP_ARITH_ANDI, PTOWSP_OP_ARITH_ANDI, 0, -1},
    {PTOWSP_OP_ARITH_ORI, PTOWSP_OP_ARITH_ORI, 0, 0},
    {PTOWSP_OP_ARITH_XORI, PTOWSP_OP_ARITH_XORI, 0, 0},
};

typedef PTOWSP_VEC(sum_t) sums_t;

typedef struct {
  sums_t *found;
  ptowsp_op_t *loop;
  bool ok;
} look_t;

static ptowsp_walk_t visit(ptowsp_op_t *op, void *data) {
  look_t *look = data;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) {
    ptowsp_vec_push(look->found, ((sum_t){.loop = look->loop, .store = op}));
  } else if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) &&
             !ptowsp_op_is(op, PTOWSP_OP_SCF_YIELD)) {
    look->ok &= ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && !ptowsp_op_region_count(op);
  }
  return PTOWSP_WALK_ADVANCE;
}

// The op that a value comes from: what computes it, or the owner of its block.
static ptowsp_op_t *owner_of(ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  return op ? op : ptowsp_block_op(ptowsp_value_block(value));
}

static bool is_invariant(const sum_t *s, ptowsp_value_t *value) {
  int64_t number;
  return ptowsp_value_constant(value, &number) || !ptowsp_op_is_ancestor(s->loop, owner_of(value));
}

static bool same_value(ptowsp_value_t *a, ptowsp_value_t *b) {
  int64_t x, y;
  return a == b || (ptowsp_value_constant(a, &x) && ptowsp_value_constant(b, &y) && x == y);
}

// Whether the operand of the combination is a load of the element that is stored to.
static bool is_old_value(sum_t *s, ptowsp_value_t *value) {
  ptowsp_op_t *load = ptowsp_value_op(value);
  size_t count = ptowsp_op_operand_count(s->store);
  if (!ptowsp_op_is(load, PTOWSP_OP_MEMREF_LOAD) || ptowsp_op_operand_count(load) + 1 != count)
    return false;
  for (size_t i = 1; i < count; i++)
    if (!same_value(ptowsp_op_operand(s->store, i), ptowsp_op_operand(load, i - 1))) return false;
  ptowsp_use_t *use = ptowsp_value_first_use(value);
  s->load = load;
  return use && !ptowsp_use_next(use);
}

// Whether the statement is one.
static bool is_sum(sum_t *s) {
  for (size_t i = 1; i < ptowsp_op_operand_count(s->store); i++)
    if (!is_invariant(s, ptowsp_op_operand(s->store, i))) return false;
  s->combine = ptowsp_value_op(ptowsp_op_operand(s->store, 0));
  for (size_t i = 0; s->combine && i < PTOWSP_COUNTOF(sums); i++) {
    if (!ptowsp_op_is(s->combine, sums[i].id)) continue;
    bool turned = ptowsp_op_has_trait(s->combine, PTOWSP_TRAIT_COMMUTATIVE);
    s->partial = sums[i].partial;
    s->identity = sums[i].identity;
    s->number = sums[i].number;
    s->is_float = ptowsp_type_is_float(ptowsp_value_type(ptowsp_op_result(s->combine, 0)));
    if (is_old_value(s, ptowsp_op_operand(s->combine, 0)))
      s->term = 1;
    else if (turned && is_old_value(s, ptowsp_op_operand(s->combine, 1)))
      s->term = 0;
    else
      return false;
    return true;
  }
  return false;
}

// Whether two statements sum up into different elements.
static bool is_apart(const sum_t *a, const sum_t *b) {
  if (ptowsp_op_operand(a->store, 1) != ptowsp_op_operand(b->store, 1)) return true;
  for (size_t i = 2; i < ptowsp_op_operand_count(a->store); i++) {
    int64_t x, y;
    if (ptowsp_value_constant(ptowsp_op_operand(a->store, i), &x) &&
        ptowsp_value_constant(ptowsp_op_operand(b->store, i), &y) && x != y)
      return true;
  }
  return false;
}

// Whether it loads what the statements given as data sum up, and is not their own load.
static ptowsp_walk_t find_load(ptowsp_op_t *op, void *data) {
  const sums_t *all = data;
  bool own = false, summed = false;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) return PTOWSP_WALK_ADVANCE;
  for (size_t i = 0; i < all->size; i++) {
    own |= op == all->data[i].load;
    summed |= ptowsp_op_operand(op, 0) == ptowsp_op_operand(all->data[i].store, 1);
  }
  return summed && !own ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// The sums of a loop that does nothing else; false: it does.
static bool find_sums(ptowsp_op_t *loop, sums_t *out) {
  out->size = 0;
  look_t look = {out, loop, true};
  ptowsp_walk_pre(loop, visit, &look);
  bool ok = look.ok && out->size > 0;
  for (size_t i = 0; i < out->size && ok; i++) {
    ok = is_sum(&out->data[i]);
    for (size_t k = 0; k < i && ok; k++) ok = is_apart(&out->data[i], &out->data[k]);
  }
  return ok && ptowsp_walk_pre(loop, find_load, out);
}

// ---------------------------------------------------------------- parts

static ptowsp_op_t *build_access(ptowsp_builder_t *b, const sum_t *s, ptowsp_value_t *parts,
                                 ptowsp_value_t *number, ptowsp_value_t *stored) {
  size_t rank = ptowsp_op_operand_count(s->store) - 2, count = 0;
  ptowsp_value_t *operands[rank + 3];
  if (stored) operands[count++] = stored;
  operands[count++] = parts ? parts : ptowsp_op_operand(s->store, 1);
  if (parts) operands[count++] = number;
  for (size_t i = 0; i < rank; i++) {
    int64_t constant;
    ptowsp_value_t *subscript = ptowsp_op_operand(s->store, i + 2);
    operands[count++] =
        ptowsp_value_constant(subscript, &constant) ? ptowsp_build_index(b, constant) : subscript;
  }
  ptowsp_type_t type = ptowsp_type_element(ptowsp_value_type(ptowsp_op_operand(s->store, 1)));
  ptowsp_op_state_t state = {.id = stored ? PTOWSP_OP_MEMREF_STORE : PTOWSP_OP_MEMREF_LOAD,
                             .loc = b->loc,
                             .operands = operands,
                             .operand_count = count,
                             .result_types = &type,
                             .result_count = stored ? 0 : 1};
  return ptowsp_build(b, &state);
}

static ptowsp_value_t *build_identity(ptowsp_builder_t *b, const sum_t *s) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(s->combine, 0));
  ptowsp_context_t *context = ptowsp_type_context(type);
  return ptowsp_build_constant(b, s->is_float ? ptowsp_attr_float(context, s->identity, type)
                                              : ptowsp_attr_integer(context, s->number, type));
}

static ptowsp_op_t *begin_loop(ptowsp_builder_t *b, ptowsp_op_t *like, int64_t lower,
                               int64_t upper) {
  b->loc = ptowsp_op_loc(like);
  ptowsp_value_t *from = ptowsp_build_index(b, lower), *to = ptowsp_build_index(b, upper);
  ptowsp_op_t *loop = ptowsp_build_for(b, from, to, ptowsp_build_index(b, 1));
  ptowsp_op_set_attr(loop, "wsp.iv", ptowsp_op_attr(like, "wsp.iv"));
  return loop;
}

static ptowsp_builder_t inside(ptowsp_op_t *loop) {
  return ptowsp_builder_before(ptowsp_block_terminator(ptowsp_op_body(loop)));
}

// The copy of the statement goes to the part.
static void move_to_part(const sum_t *s, ptowsp_value_map_t *map, ptowsp_value_t *parts,
                         ptowsp_value_t *number) {
  ptowsp_value_t *sum = ptowsp_value_map_get(map, ptowsp_op_result(s->combine, 0));
  ptowsp_op_t *combine = ptowsp_value_op(sum);
  ptowsp_builder_t b = ptowsp_builder_before(combine);
  ptowsp_value_t *old = ptowsp_op_result(build_access(&b, s, parts, number, NULL), 0);
  ptowsp_value_t *term = ptowsp_op_operand(combine, s->term);
  sum = ptowsp_build_binary(&b, s->partial, old, term);
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(combine, 0));
  ptowsp_op_t *store = ptowsp_use_op(use);
  b = ptowsp_builder_before(store);
  build_access(&b, s, parts, number, sum);
  ptowsp_op_erase(store);
  ptowsp_op_erase(combine);
  ptowsp_op_erase(ptowsp_value_op(ptowsp_value_map_get(map, ptowsp_op_result(s->load, 0))));
}

// Some of the parts, which have one size.
typedef struct {
  int64_t first, last; // their numbers
  int64_t size;        // iterations of each
  int64_t from;        // the variable's first value
} range_t;

static void build_parts(const sums_t *sums, ptowsp_value_t *const *arrays, range_t parts) {
  ptowsp_op_t *loop = sums->data[0].loop;
  ptowsp_context_t *context = ptowsp_op_context(loop);
  int64_t step = 1;
  ptowsp_value_constant(ptowsp_op_operand(loop, 2), &step);
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_op_t *outer = begin_loop(&b, loop, parts.first, parts.last);
  ptowsp_op_set_attr(outer, "wsp.parallel", ptowsp_attr_unit(context));
  ptowsp_op_set_attr(outer, "wsp.tile", ptowsp_attr_i64(context, 1));
  ptowsp_value_t *number = ptowsp_block_arg(ptowsp_op_body(outer), 0);
  b = inside(outer);
  for (size_t i = 0; i < sums->size; i++)
    build_access(&b, &sums->data[i], arrays[i], number, build_identity(&b, &sums->data[i]));
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  ptowsp_op_t *copy = ptowsp_op_clone(loop, map);
  ptowsp_op_move_before(copy, b.before);
  ptowsp_op_set_attr(copy, "wsp.tile", NULL);
  ptowsp_op_set_attr(copy, "wsp.reassociate", NULL);
  b = ptowsp_builder_before(copy);
  ptowsp_value_t *low = ptowsp_build_index(&b, parts.from);
  if (parts.last > parts.first + 1) {
    ptowsp_value_t *width = ptowsp_build_index(&b, parts.size * step);
    ptowsp_value_t *skipped = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_MULI, number, width);
    low = parts.from ? ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, skipped, low) : skipped;
  }
  ptowsp_op_set_operand(copy, 0, low);
  ptowsp_value_t *width = ptowsp_build_index(&b, parts.size * step);
  ptowsp_op_set_operand(copy, 1, ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, low, width));
  for (size_t i = 0; i < sums->size; i++) move_to_part(&sums->data[i], map, arrays[i], number);
  ptowsp_value_map_destroy(map);
}

// Adds the parts up, in order: one by one, which is a sum of arrays to the passes that follow, or
// in a loop if they are many.
static void build_combination(const sum_t *s, ptowsp_value_t *parts, int64_t count) {
  ptowsp_context_t *context = ptowsp_op_context(s->loop);
  ptowsp_builder_t b = ptowsp_builder_before(s->loop);
  bool loop = count > MAX_UNROLLED;
  if (loop) b = inside(begin_loop(&b, s->loop, 0, count));
  b.loc = ptowsp_op_loc(s->store);
  ptowsp_value_t *sum = ptowsp_op_result(build_access(&b, s, NULL, NULL, NULL), 0);
  for (int64_t i = 0; i < (loop ? 1 : count); i++) {
    ptowsp_value_t *number = loop ? ptowsp_block_arg(ptowsp_op_body(ptowsp_op_parent(b.before)), 0)
                                  : ptowsp_build_index(&b, i);
    ptowsp_value_t *part = ptowsp_op_result(build_access(&b, s, parts, number, NULL), 0);
    sum = ptowsp_build_binary(&b, ptowsp_op_id(s->combine), sum, part);
  }
  ptowsp_op_t *store = build_access(&b, s, NULL, NULL, sum);
  ptowsp_op_set_attr(store, "wsp.reassociated", ptowsp_attr_unit(context));
}

static ptowsp_value_t *build_array(const sum_t *s, int64_t count) {
  ptowsp_context_t *context = ptowsp_op_context(s->loop);
  ptowsp_type_t old = ptowsp_value_type(ptowsp_op_operand(s->store, 1));
  size_t rank = ptowsp_type_rank(old);
  int64_t shape[rank + 1];
  shape[0] = count;
  for (size_t d = 0; d < rank; d++) shape[d + 1] = ptowsp_type_shape(old)[d];
  ptowsp_op_t *top = s->loop;
  while (!ptowsp_op_has_trait(ptowsp_op_parent(top), PTOWSP_TRAIT_FUNCTION))
    top = ptowsp_op_parent(top);
  ptowsp_builder_t b = ptowsp_builder_before(top);
  ptowsp_type_t type =
      ptowsp_type_memref(context, shape, rank + 1, ptowsp_type_element(old), NULL, NULL);
  b.loc = ptowsp_op_loc(s->loop);
  return ptowsp_build_alloc(&b, type, NULL, "partial");
}

static void split(const sums_t *sums, int64_t count, int64_t size) {
  ptowsp_op_t *loop = sums->data[0].loop;
  int64_t lower = 0, step = 1, parts = count / size, rest = count % size;
  ptowsp_value_constant(ptowsp_op_operand(loop, 0), &lower);
  ptowsp_value_constant(ptowsp_op_operand(loop, 2), &step);
  int64_t all = parts + (rest != 0);
  ptowsp_value_t *arrays[sums->size];
  for (size_t i = 0; i < sums->size; i++) arrays[i] = build_array(&sums->data[i], all);
  build_parts(sums, arrays, (range_t){0, parts, size, lower});
  if (rest) build_parts(sums, arrays, (range_t){parts, all, rest, lower + parts * size * step});
  for (size_t i = 0; i < sums->size; i++) build_combination(&sums->data[i], arrays[i], all);
  ptowsp_remark(ptowsp_op_context(loop), ptowsp_op_loc(loop),
                "summed up in %lld independent parts, combined afterwards: wsp_reassociate",
                (long long)all);
  ptowsp_op_erase(loop);
}

// ---------------------------------------------------------------- loops

typedef struct {
  PTOWSP_VEC(ptowsp_op_t *) loops;
} found_t;

static ptowsp_walk_t find_loop(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && ptowsp_op_attr(op, "wsp.reassociate"))
    ptowsp_vec_push(&((found_t *)data)->loops, op);
  return PTOWSP_WALK_ADVANCE;
}

// The size of parts that is worth their tasks, of a loop with nothing around it that could be
// divided instead; 0: none is.
static int64_t worthwhile(ptowsp_op_t *loop, int64_t count, const ptowsp_machine_t *machine) {
  if (!ptowsp_op_has_trait(ptowsp_op_parent(loop), PTOWSP_TRAIT_FUNCTION)) return 0;
  subject_t subject = {.nest = loop, .machine = machine};
  trial_t trial;
  if (!ptowsp_tile_try(&subject, NULL, 0, NULL, TRIAL_ALL, &trial) || !trial.fits) return 0;
  double parts = floor((double)trial.cycles / (2 * ptowsp_tile_overhead(machine)));
  if (parts > machine->aiv_cores) parts = machine->aiv_cores;
  if (parts < 2) return 0;
  int64_t size = (int64_t)ceil((double)count / parts);
  return (size + 63) / 64 * 64;
}

void ptowsp_tile_reassociate(ptowsp_op_t *workload, const choose_options_t *options) {
  sums_t sums = {0};
  found_t found = {0};
  ptowsp_walk_post(workload, find_loop, &found);
  for (size_t i = 0; i < found.loops.size; i++) {
    ptowsp_op_t *loop = found.loops.data[i];
    int64_t lower, upper, step, count, size = ptowsp_op_attr_int(loop, "wsp.tile", 0);
    if (!ptowsp_value_constant(ptowsp_op_operand(loop, 0), &lower) ||
        !ptowsp_value_constant(ptowsp_op_operand(loop, 1), &upper) ||
        !ptowsp_value_constant(ptowsp_op_operand(loop, 2), &step) || step <= 0 ||
        !ptowsp_tile_iterations(lower, upper, step, &count))
      continue;
    ptowsp_attr_t said = ptowsp_op_attr(loop, "wsp.tile");
    bool chosen = said ? ptowsp_attr_kind(said) == PTOWSP_ATTR_STRING : options->everything;
    if (chosen && find_sums(loop, &sums)) size = worthwhile(loop, count, &options->machine);
    if (size <= 0 || count <= size) continue;
    if (find_sums(loop, &sums))
      split(&sums, count, size);
    else
      ptowsp_remark(ptowsp_op_context(loop), ptowsp_op_loc(loop),
                    "not split in spite of wsp_reassociate: the loop does not sum up into "
                    "elements that it uses for nothing else; its tiles run in order");
  }
  ptowsp_vec_deinit(&found.loops);
  ptowsp_vec_deinit(&sums);
}
