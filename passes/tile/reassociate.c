// Sums over a loop that says wsp_reassociate: parts of it become independent.
//
//   for k in [0, K) {wsp.reassociate,          for q in [0, K/n) {wsp.parallel, wsp.tile = 1}
//                    wsp.tile = n}               P[q, i] = 0
//     C[i] = C[i] + f(k)                →        for k in [q·n, q·n + n): P[q, i] = P[q, i] + f(k)
//                                              for q in [0, K/n): C[i] = C[i] + P[q, i]
//
// A loop may sum up several things at once, and rows of them, in loops inside.
//
// Without wsp_reassociate the parts are tasks that wait for one another, in the serial order.
// Integers have the same sum in any order: theirs are divided where no size is given.
#include <math.h>
#include <stdlib.h>

#include "choose.h"
#include "tile.h"

enum { MAX_UNROLLED = 32, MAX_INNER = 4 };

// The statement C[…] = C[…] op f.
typedef struct {
  ptowsp_op_t *loop;
  ptowsp_op_t *store, *load, *combine;
  ptowsp_op_t *inner[MAX_INNER]; // loops inside whose variables are subscripts
  size_t inner_count;
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

// Notes a loop inside, around the statement, whose variable a subscript is.
static bool add_inner(sum_t *s, ptowsp_value_t *subscript) {
  tile_range_t range;
  ptowsp_op_t *loop = ptowsp_value_op(subscript) ? NULL : owner_of(subscript);
  if (!ptowsp_op_is(loop, PTOWSP_OP_SCF_FOR) || ptowsp_value_index(subscript) || loop == s->loop ||
      !ptowsp_op_is_ancestor(loop, s->store) || !ptowsp_tile_is_constant(loop, &range))
    return false;
  for (size_t i = 0; i < s->inner_count; i++)
    if (s->inner[i] == loop) return true;
  if (s->inner_count == MAX_INNER) return false;
  s->inner[s->inner_count++] = loop;
  return true;
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
  for (size_t i = 1; i < ptowsp_op_operand_count(s->store); i++) {
    ptowsp_value_t *operand = ptowsp_op_operand(s->store, i);
    if (!is_invariant(s, operand) && (i == 1 || !add_inner(s, operand))) return false;
  }
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

// An access to what is summed up, or to a part of it; the map knows the loops around.
static ptowsp_op_t *build_access(ptowsp_builder_t *b, const sum_t *s, ptowsp_value_map_t *map,
                                 ptowsp_value_t *parts, ptowsp_value_t *number,
                                 ptowsp_value_t *stored) {
  size_t rank = ptowsp_op_operand_count(s->store) - 2, count = 0;
  ptowsp_value_t *operands[rank + 3];
  if (stored) operands[count++] = stored;
  operands[count++] = parts ? parts : ptowsp_op_operand(s->store, 1);
  if (parts) operands[count++] = number;
  for (size_t i = 0; i < rank; i++) {
    int64_t constant;
    ptowsp_value_t *subscript = ptowsp_op_operand(s->store, i + 2);
    operands[count++] = ptowsp_value_constant(subscript, &constant)
                            ? ptowsp_build_index(b, constant)
                            : ptowsp_value_map_get(map, subscript);
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

// Goes into loops over the rows that are summed up.
static void enter_inner(ptowsp_builder_t *b, const sum_t *s, ptowsp_value_map_t *map) {
  for (size_t i = 0; i < s->inner_count; i++) {
    ptowsp_op_t *like = s->inner[i];
    int64_t bounds[3] = {0, 0, 1};
    ptowsp_value_t *values[3];
    b->loc = ptowsp_op_loc(like);
    for (size_t k = 0; k < 3; k++) {
      ptowsp_value_constant(ptowsp_op_operand(like, k), &bounds[k]);
      values[k] = ptowsp_build_index(b, bounds[k]);
    }
    ptowsp_op_t *loop = ptowsp_build_for(b, values[0], values[1], values[2]);
    ptowsp_op_set_attr(loop, "wsp.iv", ptowsp_op_attr(like, "wsp.iv"));
    ptowsp_value_map_set(map, ptowsp_block_arg(ptowsp_op_body(like), 0),
                         ptowsp_block_arg(ptowsp_op_body(loop), 0));
    *b = inside(loop);
  }
  b->loc = ptowsp_op_loc(s->store);
}

static void build_start(ptowsp_builder_t b, const sum_t *s, ptowsp_value_t *parts,
                        ptowsp_value_t *number) {
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  enter_inner(&b, s, map);
  build_access(&b, s, map, parts, number, build_identity(&b, s));
  ptowsp_value_map_destroy(map);
}

// The copy of the statement goes to the part.
static void move_to_part(const sum_t *s, ptowsp_value_map_t *map, ptowsp_value_t *parts,
                         ptowsp_value_t *number) {
  ptowsp_value_t *sum = ptowsp_value_map_get(map, ptowsp_op_result(s->combine, 0));
  ptowsp_op_t *combine = ptowsp_value_op(sum);
  ptowsp_builder_t b = ptowsp_builder_before(combine);
  ptowsp_value_t *old = ptowsp_op_result(build_access(&b, s, map, parts, number, NULL), 0);
  ptowsp_value_t *term = ptowsp_op_operand(combine, s->term);
  sum = ptowsp_build_binary(&b, s->partial, old, term);
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(combine, 0));
  ptowsp_op_t *store = ptowsp_use_op(use);
  b = ptowsp_builder_before(store);
  build_access(&b, s, map, parts, number, sum);
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
  for (size_t i = 0; i < sums->size; i++) build_start(b, &sums->data[i], arrays[i], number);
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
static void build_combination(const sum_t *s, ptowsp_value_t *parts, int64_t count, int64_t terms) {
  ptowsp_context_t *context = ptowsp_op_context(s->loop);
  ptowsp_builder_t b = ptowsp_builder_before(s->loop);
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  bool loop = count > MAX_UNROLLED;
  enter_inner(&b, s, map);
  if (loop) b = inside(begin_loop(&b, s->loop, 0, count));
  b.loc = ptowsp_op_loc(s->store);
  ptowsp_value_t *sum = ptowsp_op_result(build_access(&b, s, map, NULL, NULL, NULL), 0);
  for (int64_t i = 0; i < (loop ? 1 : count); i++) {
    ptowsp_value_t *number = loop ? ptowsp_block_arg(ptowsp_op_body(ptowsp_op_parent(b.before)), 0)
                                  : ptowsp_build_index(&b, i);
    ptowsp_value_t *part = ptowsp_op_result(build_access(&b, s, map, parts, number, NULL), 0);
    sum = ptowsp_build_binary(&b, ptowsp_op_id(s->combine), sum, part);
  }
  ptowsp_op_t *store = build_access(&b, s, map, NULL, NULL, sum);
  if (s->is_float) ptowsp_op_set_attr(store, "wsp.reassociated", ptowsp_attr_i64(context, terms));
  ptowsp_value_map_destroy(map);
}

static ptowsp_value_t *build_array(const sum_t *s, int64_t count) {
  ptowsp_context_t *context = ptowsp_op_context(s->loop);
  ptowsp_type_t old = ptowsp_value_type(ptowsp_op_operand(s->store, 1));
  size_t rank = ptowsp_type_rank(old);
  int64_t shape[rank + 1];
  shape[0] = count;
  for (size_t d = 0; d < rank; d++) shape[d + 1] = ptowsp_type_shape(old)[d];
  // Beside what is summed up, if that is the iteration's own.
  ptowsp_op_t *top = s->loop, *own = ptowsp_value_op(ptowsp_op_operand(s->store, 1));
  while (!ptowsp_op_has_trait(ptowsp_op_parent(top), PTOWSP_TRAIT_FUNCTION))
    top = ptowsp_op_parent(top);
  ptowsp_builder_t b = ptowsp_builder_before(ptowsp_op_is_ancestor(top, own) ? own : top);
  ptowsp_type_t type =
      ptowsp_type_memref(context, shape, rank + 1, ptowsp_type_element(old), NULL, NULL);
  b.loc = ptowsp_op_loc(s->loop);
  return ptowsp_build_alloc(&b, type, NULL, "partial");
}

// Whether there may be arrays of so many parts.
static bool have_room(const sums_t *sums, int64_t parts) {
  bool room = true;
  for (size_t i = 0; room && i < sums->size; i++) {
    ptowsp_type_t type = ptowsp_value_type(ptowsp_op_operand(sums->data[i].store, 1));
    size_t rank = ptowsp_type_rank(type);
    int64_t shape[rank + 1];
    shape[0] = parts;
    for (size_t d = 0; d < rank; d++) shape[d + 1] = ptowsp_type_shape(type)[d];
    room = ptowsp_type_has_static_shape(type) && ptowsp_shape_is_held(shape, rank + 1);
  }
  return room;
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
  for (size_t i = 0; i < sums->size; i++) build_combination(&sums->data[i], arrays[i], all, count);
  ptowsp_remark(ptowsp_op_context(loop), ptowsp_op_loc(loop),
                "summed up in %lld independent parts, combined afterwards: %s", (long long)all,
                ptowsp_op_attr(loop, "wsp.reassociate")
                    ? "wsp_reassociate"
                    : "integers have the same sum in any order");
  ptowsp_op_erase(loop);
}

// ---------------------------------------------------------------- loops

typedef struct {
  PTOWSP_VEC(ptowsp_op_t *) loops;
} found_t;

static ptowsp_walk_t find_loop(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) ptowsp_vec_push(&((found_t *)data)->loops, op);
  return PTOWSP_WALK_ADVANCE;
}

typedef struct {
  isl_ctx *isl;
  const choose_options_t *options;
} dividing_t;

// The time of a loop of some cycles in independent parts, and of the task that combines them.
static double parted_time(const ptowsp_machine_t *machine, double cycles, double parts) {
  const double combined = 30; // cycles that a part takes there
  return ptowsp_tile_spread(machine, parts, cycles / parts, false) + ptowsp_tile_overhead(machine) +
         combined * parts;
}

// Whether all loops around a loop, the outermost of which is the nest, are parallel.
static bool is_parallel_around(const dividing_t *d, ptowsp_op_t *nest, ptowsp_op_t *loop) {
  ptowsp_trial_t quiet = ptowsp_trial_begin(ptowsp_op_context(nest));
  ptowsp_model_t *model = ptowsp_model_create(d->isl, &nest, 1, NULL);
  ptowsp_trial_end(ptowsp_op_context(nest), &quiet);
  bool ok = model != NULL;
  for (ptowsp_op_t *op = loop; ok && op != nest;) {
    op = ptowsp_op_parent(op);
    ok = !ptowsp_carries(model, op, NULL);
  }
  if (model) ptowsp_model_destroy(model);
  return ok;
}

// How many tasks the loops around a loop may be at a time, the outermost of which is the nest. 0:
// too many to divide what is in them, or one of them runs in order.
static int64_t tasks_around(const dividing_t *d, ptowsp_op_t *nest, ptowsp_op_t *loop) {
  enum { TASKS_OF_LOOP = 3 };
  int64_t tasks = 1, most = (int64_t)d->options->machine.aiv_cores / TASKS_OF_LOOP;
  if (nest == loop) return tasks;
  for (ptowsp_op_t *op = loop; op != nest;) {
    tile_range_t range;
    op = ptowsp_op_parent(op);
    bool known = !ptowsp_op_attr(op, "wsp.tile") && ptowsp_tile_range(op, &range);
    if (!known || range.count < 1 || range.count > most || tasks * range.count > most) return 0;
    tasks *= range.count;
  }
  return is_parallel_around(d, nest, loop) ? tasks : 0;
}

// The size of parts that is worth their tasks, of a loop with little around it that could be
// divided instead; 0: none is.
static int64_t worthwhile(const dividing_t *d, ptowsp_op_t *loop, int64_t count) {
  enum { MULTIPLE = 64 };
  const ptowsp_machine_t *machine = &d->options->machine;
  ptowsp_op_t *nest = loop;
  while (!ptowsp_op_has_trait(ptowsp_op_parent(nest), PTOWSP_TRAIT_FUNCTION))
    nest = ptowsp_op_parent(nest);
  int64_t around = tasks_around(d, nest, loop);
  if (!around) return 0;
  subject_t subject = {.nest = nest, .machine = machine};
  trial_t trial;
  if (!ptowsp_tile_try(&subject, NULL, 0, NULL, TRIAL_ALL, &trial) || !trial.fits ||
      (trial.cube && around > 1))
    return 0;
  double cycles = (double)trial.cycles;
  double best = ptowsp_tile_spread(machine, (double)around, cycles / (double)around, false);
  int64_t size = 0;
  for (int64_t parts = 2; parts * around <= (int64_t)machine->aiv_cores; parts++) {
    double time = parted_time(machine, cycles, (double)(parts * around));
    if (time >= best) continue;
    best = time;
    size = ((count - 1) / parts / MULTIPLE + 1) * MULTIPLE;
  }
  return size;
}

// Whether the order of the sums is nobody's business.
static bool is_free(const ptowsp_op_t *loop, const sums_t *sums) {
  bool integers = true;
  for (size_t i = 0; i < sums->size; i++) integers &= !sums->data[i].is_float;
  return integers || ptowsp_op_attr(loop, "wsp.reassociate");
}

static void divide(const dividing_t *d, ptowsp_op_t *loop, sums_t *sums) {
  int64_t count, size = ptowsp_op_attr_int(loop, "wsp.tile", 0);
  tile_range_t range;
  bool says = ptowsp_op_attr(loop, "wsp.reassociate");
  if (!ptowsp_tile_range(loop, &range)) return;
  count = range.count;
  ptowsp_attr_t said = ptowsp_op_attr(loop, "wsp.tile");
  bool chosen = said ? ptowsp_attr_kind(said) == PTOWSP_ATTR_STRING : d->options->everything;
  if (!says && (!chosen || d->options->size)) return;
  if (chosen && find_sums(loop, sums) && is_free(loop, sums)) size = worthwhile(d, loop, count);
  if (size <= 0 || count <= size) return;
  bool summed = find_sums(loop, sums);
  if (summed && have_room(sums, (count - 1) / size + 1))
    split(sums, count, size);
  else if (says)
    ptowsp_remark(ptowsp_op_context(loop), ptowsp_op_loc(loop),
                  summed ? "not split in spite of wsp_reassociate: there is no array for so many "
                           "parts; its tiles run in order"
                         : "not split in spite of wsp_reassociate: the loop does not sum up into "
                           "elements that it uses for nothing else; its tiles run in order");
}

void ptowsp_tile_reassociate(ptowsp_op_t *workload, isl_ctx *isl, const choose_options_t *options) {
  dividing_t d = {isl, options};
  sums_t sums = {0};
  found_t found = {0};
  ptowsp_walk_post(workload, find_loop, &found);
  for (size_t i = 0; i < found.loops.size; i++) divide(&d, found.loops.data[i], &sums);
  ptowsp_vec_deinit(&found.loops);
  ptowsp_vec_deinit(&sums);
}
