// Dependences between tasks: computed by isl's dataflow analysis, kept as text on the tasks.
#include <isl/flow.h>
#include <isl/space.h>
#include <isl/union_map.h>
#include <isl/union_set.h>
#include <stdio.h>
#include <string.h>

#include "model.h"

static const struct {
  ptowsp_depend_kind_t kind;
  const char *name;
} kind_names[] = {
    {PTOWSP_DEPEND_RAW, "RAW"}, {PTOWSP_DEPEND_WAR, "WAR"}, {PTOWSP_DEPEND_WAW, "WAW"}};

// One relation from instances of a task to the instances it must wait for.
typedef struct {
  unsigned kinds;
  size_t sink, source, array; // numbers of statements and of the array
  char *map;                  // as text
} edge_t;

// A call of to_values and what it returned.
typedef struct {
  isl_map *map;
  isl_set *domain;
  isl_map *sink, *source, *answer;
} question_t;

enum { MAX_KNOWN = 8 };

typedef struct {
  const ptowsp_model_t *model;
  question_t known[MAX_KNOWN];
  size_t next;
  unsigned kind;
  size_t array;
  isl_union_map *rewritten; // accesses by statements that write just what they read
  PTOWSP_VEC(edge_t) edges;
} collect_t;

// The statement of a tuple; that of its reads alone has "R" before its name.
static size_t stmt_by_name(const ptowsp_model_t *model, const char *name) {
  if (name[0] == 'R') name++;
  for (size_t i = 0; i < model->stmts.size; i++)
    if (strcmp(model->stmts.data[i].name, name) == 0) return i;
  return SIZE_MAX;
}

// { sink -> source } of iterations as a relation of the loops' values, without what holds for all
// iterations of the sink. All without names of statements; takes the map.
static isl_map *to_values(isl_map *map, isl_set *domain, isl_map *sink, isl_map *source) {
  isl_set *values = isl_set_apply(isl_set_copy(domain), isl_map_copy(sink));
  map = isl_map_apply_domain(isl_map_coalesce(map), isl_map_copy(sink));
  map = isl_map_apply_range(map, isl_map_copy(source));
  map = isl_map_gist_domain(map, values);
  return isl_map_coalesce(isl_map_detect_equalities(map));
}

static void question_free(question_t *q) {
  isl_map_free(q->map);
  isl_set_free(q->domain);
  isl_map_free(q->sink);
  isl_map_free(q->source);
  isl_map_free(q->answer);
  *q = (question_t){0};
}

static bool same_question(const question_t *p, const question_t *q) {
  return p->map && isl_map_plain_is_equal(p->map, q->map) == isl_bool_true &&
         isl_set_plain_is_equal(p->domain, q->domain) == isl_bool_true &&
         isl_map_plain_is_equal(p->sink, q->sink) == isl_bool_true &&
         isl_map_plain_is_equal(p->source, q->source) == isl_bool_true;
}

// Tasks of one nest, and of nests alike, mostly wait for each other in the same way: the last few
// answers are kept. Takes the map.
static isl_map *edge_values(collect_t *c, isl_map *map, const ptowsp_stmt_t *sink,
                            const ptowsp_stmt_t *source) {
  question_t q = {
      .map = isl_map_reset_tuple_id(isl_map_reset_tuple_id(map, isl_dim_in), isl_dim_out),
      .domain = isl_set_reset_tuple_id(isl_set_copy(sink->domain)),
      .sink = isl_map_reset_tuple_id(isl_map_copy(sink->values), isl_dim_in),
      .source = isl_map_reset_tuple_id(isl_map_copy(source->values), isl_dim_in)};
  for (size_t i = 0; i < MAX_KNOWN; i++)
    if (same_question(&c->known[i], &q)) {
      isl_map *answer = isl_map_copy(c->known[i].answer);
      question_free(&q);
      return answer;
    }
  q.answer = to_values(isl_map_copy(q.map), q.domain, q.sink, q.source);
  question_t *at = &c->known[c->next++ % MAX_KNOWN];
  question_free(at);
  *at = q;
  return isl_map_copy(q.answer);
}

// Names the sink's dimensions by the user's loop variables, where these are distinct.
static isl_map *name_dims(isl_map *map, const ptowsp_stmt_t *sink) {
  for (size_t i = 0; i < sink->depth; i++) {
    ptowsp_str_t name = ptowsp_loop_name(sink->loops[i]);
    bool unique = name.size > 0;
    for (size_t j = 0; j < sink->depth; j++)
      unique &= i == j || !ptowsp_str_equal(name, ptowsp_loop_name(sink->loops[j]));
    char text[64];
    if (unique && name.size < sizeof text)
      snprintf(text, sizeof text, "%.*s", (int)name.size, name.data);
    else
      snprintf(text, sizeof text, "i%zu", i);
    map = isl_map_set_dim_name(map, isl_dim_in, (unsigned)i, text);
  }
  return map;
}

typedef struct {
  const char *name;
  bool found;
} has_tuple_t;

static isl_stat find_tuple(isl_map *map, void *data) {
  has_tuple_t *has = data;
  has->found |= strcmp(isl_map_get_tuple_name(map, isl_dim_in), has->name) == 0;
  isl_map_free(map);
  return isl_stat_ok;
}

static bool is_domain_of(isl_union_map *accesses, const char *name) {
  has_tuple_t has = {name, false};
  isl_union_map_foreach_map(accesses, find_tuple, &has);
  return has.found;
}

// One { source -> sink } of a flow; equal relations of several kinds are one edge.
static isl_stat collect_edge(isl_map *map, void *data) {
  collect_t *c = data;
  edge_t edge = {c->kind, 0, 0, c->array, NULL};
  if (c->rewritten && is_domain_of(c->rewritten, isl_map_get_tuple_name(map, isl_dim_out)))
    edge.kinds |= PTOWSP_DEPEND_WAW;
  edge.source = stmt_by_name(c->model, isl_map_get_tuple_name(map, isl_dim_in));
  edge.sink = stmt_by_name(c->model, isl_map_get_tuple_name(map, isl_dim_out));
  // What the orchestration has read is read before it submits another task.
  if (ptowsp_op_is(c->model->stmts.data[edge.source].op, PTOWSP_OP_WSP_SLOT)) {
    isl_map_free(map);
    return isl_stat_ok;
  }
  // A read and the write of one instance are no dependence.
  map = isl_map_set_tuple_name(map, isl_dim_in, c->model->stmts.data[edge.source].name);
  if (edge.source == edge.sink) {
    isl_space *space = isl_space_domain(isl_map_get_space(map));
    map = isl_map_subtract(map, isl_map_identity(isl_space_map_from_set(space)));
    if (isl_map_is_empty(map) == isl_bool_true) {
      isl_map_free(map);
      return isl_stat_ok;
    }
  }
  const ptowsp_stmt_t *sink = &c->model->stmts.data[edge.sink];
  const ptowsp_stmt_t *source = &c->model->stmts.data[edge.source];
  map = edge_values(c, isl_map_reverse(map), sink, source);
  map = isl_map_set_tuple_name(map, isl_dim_in, sink->name);
  map = name_dims(isl_map_set_tuple_name(map, isl_dim_out, source->name), sink);
  edge.map = isl_map_to_str(map);
  isl_map_free(map);
  if (!edge.map) return isl_stat_error;
  for (size_t i = 0; i < c->edges.size; i++) {
    edge_t *other = &c->edges.data[i];
    if (other->sink == edge.sink && other->source == edge.source && other->array == edge.array &&
        strcmp(other->map, edge.map) == 0) {
      other->kinds |= edge.kinds;
      free(edge.map);
      return isl_stat_ok;
    }
  }
  ptowsp_vec_push(&c->edges, edge);
  return isl_stat_ok;
}

// A question that takes longer, about a tenth of a second, is asked without what hides earlier
// accesses: a sink then also waits for what it waits for anyway, through others.
enum { MAX_FLOW_OPERATIONS = 80000 };

// ---------------------------------------------------------------- iterations in between

// A dependence of T on S need not be said if some K between them waits for S, T waits for K, and K
// is there whenever S and T are: it stands in the same loops with unknown bounds, in iterations
// between theirs, and under no unknown condition.
typedef struct {
  const collect_t *c;
  isl_union_map *result;
  bool later; // K is the source, T the sink; else S is the source, K the sink
} between_t;

static size_t level_of(const ptowsp_stmt_t *stmt, const ptowsp_op_t *loop) {
  for (size_t i = 0; i < stmt->depth; i++)
    if (stmt->loops[i] == loop) return i;
  return SIZE_MAX;
}

static isl_stat add_between(isl_map *map, void *data) {
  between_t *b = data;
  const ptowsp_model_t *model = b->c->model;
  const ptowsp_stmt_t *source =
      &model->stmts.data[stmt_by_name(model, isl_map_get_tuple_name(map, isl_dim_in))];
  const ptowsp_stmt_t *sink =
      &model->stmts.data[stmt_by_name(model, isl_map_get_tuple_name(map, isl_dim_out))];
  const ptowsp_stmt_t *k = b->later ? source : sink, *other = b->later ? sink : source;
  bool there = !k->conditional && ptowsp_op_is(k->op, PTOWSP_OP_WSP_TASK);
  for (size_t i = 0; i < k->depth && there; i++) {
    if (!k->open[i] || (!b->later && !(k->open[i] & PTOWSP_OPEN_LOWER))) continue;
    there = level_of(other, k->loops[i]) == i;
    for (size_t j = 0; j < i && there; j++)
      map = isl_map_equate(map, isl_dim_in, (int)j, isl_dim_out, (int)j);
    // K's iteration is at most T's, at least S's: the source's is at most the sink's either way.
    if (there) {
      isl_map *order = isl_map_universe(isl_map_get_space(map));
      order = isl_map_order_le(order, isl_dim_in, (int)i, isl_dim_out, (int)i);
      map = isl_map_intersect(map, order);
    }
  }
  if (there)
    b->result = isl_union_map_union(b->result, isl_union_map_from_map(map));
  else
    isl_map_free(map);
  return isl_stat_ok;
}

// Sources by their own names, and no instance that depends on itself.
static isl_stat add_plain(isl_map *map, void *data) {
  between_t *b = data;
  const ptowsp_model_t *model = b->c->model;
  size_t source = stmt_by_name(model, isl_map_get_tuple_name(map, isl_dim_in));
  map = isl_map_set_tuple_name(map, isl_dim_in, model->stmts.data[source].name);
  if (source == stmt_by_name(model, isl_map_get_tuple_name(map, isl_dim_out))) {
    isl_space *space = isl_space_domain(isl_map_get_space(map));
    map = isl_map_subtract(map, isl_map_identity(isl_space_map_from_set(space)));
  }
  b->result = isl_union_map_union(b->result, isl_union_map_from_map(map));
  return isl_stat_ok;
}

static isl_union_map *select_maps(const collect_t *c, isl_union_map *from,
                                  isl_stat (*add)(isl_map *, void *), bool later) {
  between_t b = {c, isl_union_map_empty_ctx(c->model->isl), later};
  isl_union_map_foreach_map(from, add, &b);
  return b.result;
}

static bool has_open_loops(const ptowsp_model_t *model) {
  for (size_t i = 0; i < model->stmts.size; i++)
    for (size_t k = 0; k < model->stmts.data[i].depth; k++)
      if (model->stmts.data[i].open[k]) return true;
  return false;
}

// Takes { source -> sink }.
static isl_union_map *without_between(const collect_t *c, isl_union_map *dependences) {
  isl_ctx *isl = c->model->isl;
  if (!has_open_loops(c->model) || isl_ctx_last_error(isl) != isl_error_none) return dependences;
  ptowsp_isl_try_up_to(isl, MAX_FLOW_OPERATIONS);
  isl_union_map *plain = select_maps(c, dependences, add_plain, false);
  isl_union_map *first = select_maps(c, plain, add_between, false);
  isl_union_map *second = select_maps(c, plain, add_between, true);
  isl_union_map *less = isl_union_map_subtract(plain, isl_union_map_apply_range(first, second));
  less = isl_union_map_coalesce(less);
  if (!ptowsp_isl_tried(isl)) {
    isl_union_map_free(less);
    return dependences;
  }
  isl_union_map_free(dependences);
  return less;
}

static void collect_edges(collect_t *c, unsigned kind, isl_union_map *dependences) {
  c->kind = kind;
  dependences = without_between(c, dependences);
  isl_union_map_foreach_map(dependences, collect_edge, c);
  isl_union_map_free(dependences);
}

// ---------------------------------------------------------------- order within a part

// END[] reads all that the part touches.
static isl_union_map *at_end(const collect_t *c, const ptowsp_part_t *part) {
  isl_union_set *cells = isl_union_map_range(isl_union_map_copy(part->writes));
  cells = isl_union_set_union(cells, isl_union_map_range(isl_union_map_copy(part->reads)));
  isl_set *end = isl_set_read_from_str(c->model->isl, "{ END[] }");
  return isl_union_map_from_domain_and_range(isl_union_set_from_set(end), cells);
}

// Who accessed the cells of the sinks last, and what hides those before them (takes both).
typedef struct {
  isl_union_map *schedule, *sources, *sinks, *must, *kill;
} flow_t;

static isl_union_flow *compute_flow(const flow_t *f, bool hides) {
  isl_union_access_info *info = isl_union_access_info_from_sink(isl_union_map_copy(f->sinks));
  info = isl_union_access_info_set_may_source(info, isl_union_map_copy(f->sources));
  if (hides && f->must)
    info = isl_union_access_info_set_must_source(info, isl_union_map_copy(f->must));
  if (hides && f->kill) info = isl_union_access_info_set_kill(info, isl_union_map_copy(f->kill));
  info = isl_union_access_info_set_schedule_map(info, isl_union_map_copy(f->schedule));
  return isl_union_access_info_compute_flow(info);
}

static isl_union_flow *last_sources(flow_t f) {
  isl_ctx *isl = isl_union_map_get_ctx(f.sinks);
  isl_union_flow *flow = NULL;
  if (isl_ctx_last_error(isl) == isl_error_none) {
    ptowsp_isl_try_up_to(isl, MAX_FLOW_OPERATIONS);
    flow = compute_flow(&f, true);
    if (!ptowsp_isl_tried(isl)) {
      isl_union_flow_free(flow);
      flow = compute_flow(&f, false);
    }
  }
  isl_union_map_free(f.sources);
  isl_union_map_free(f.sinks);
  return flow;
}

static isl_union_flow *last_writers(const ptowsp_part_t *part, isl_union_map *schedule,
                                    isl_union_map *sinks) {
  return last_sources((flow_t){.schedule = schedule,
                               .sources = isl_union_map_copy(part->writes),
                               .sinks = sinks,
                               .must = part->hiding});
}

// The reads since the last write before each sink. What an instance surely writes itself hides
// its read from all others.
static isl_union_flow *last_readers(const ptowsp_part_t *part, isl_union_map *schedule,
                                    isl_union_map *sinks) {
  isl_union_map *lasting =
      isl_union_map_subtract(isl_union_map_copy(part->reads), isl_union_map_copy(part->hiding));
  isl_union_map *sources = ptowsp_as_reads(lasting);
  isl_union_map_free(lasting);
  return last_sources(
      (flow_t){.schedule = schedule, .sources = sources, .sinks = sinks, .kill = part->hiding});
}

// Adds the edges from the last writers before each of the sinks, which it takes; returns the
// sinks that no writer hides from the parts before.
static isl_union_map *collect_writers(collect_t *c, const ptowsp_part_t *part,
                                      isl_union_map *schedule, unsigned kind,
                                      isl_union_map *sinks) {
  isl_union_flow *flow = last_writers(part, schedule, sinks);
  collect_edges(c, kind, isl_union_flow_get_may_dependence(flow));
  isl_union_map *open = isl_union_flow_get_may_no_source(flow);
  open = isl_union_map_union(open, isl_union_flow_get_must_no_source(flow));
  isl_union_flow_free(flow);
  return open;
}

// { S -> cells } of a flow to END[].
static isl_union_map *reaching_end(isl_union_flow *flow) {
  isl_union_map *full = isl_union_flow_get_full_may_dependence(flow);
  isl_union_flow_free(flow);
  return isl_union_map_range_factor_range(full);
}

// The writes of statements that write just what they read: they wait for the same writers as their
// reads. And the others.
typedef struct {
  isl_union_map *reads, *same, *other;
} rewritten_t;

static isl_stat split_write(isl_map *write, void *data) {
  rewritten_t *split = data;
  isl_map *read = isl_union_map_extract_map(split->reads, isl_map_get_space(write));
  bool same = isl_map_is_equal(read, write) == isl_bool_true;
  isl_map_free(read);
  isl_union_map **into = same ? &split->same : &split->other;
  *into = isl_union_map_add_map(*into, write);
  return isl_stat_ok;
}

static rewritten_t split_writes(const ptowsp_part_t *part) {
  isl_space *space = isl_union_map_get_space(part->writes);
  rewritten_t split = {.reads = part->reads, .same = isl_union_map_empty(isl_space_copy(space))};
  split.other = isl_union_map_empty(space);
  isl_union_map_foreach_map(part->writes, split_write, &split);
  return split;
}

static void order_part(collect_t *c, ptowsp_part_t *part, bool alone) {
  if (ptowsp_part_is_unordered(part)) {
    part->open_reads = isl_union_map_copy(part->reads);
    part->open_writes = isl_union_map_copy(part->writes);
    part->last_writes = isl_union_map_copy(part->writes);
    part->last_reads =
        isl_union_map_subtract(isl_union_map_copy(part->reads), isl_union_map_copy(part->hiding));
    return;
  }
  isl_union_map *schedule = ptowsp_part_schedule(c->model, c->array, part);
  rewritten_t split = split_writes(part);
  c->rewritten = split.same;
  part->open_reads =
      collect_writers(c, part, schedule, PTOWSP_DEPEND_RAW, isl_union_map_copy(part->reads));
  c->rewritten = NULL;
  isl_union_flow *flow = last_readers(part, schedule, isl_union_map_copy(part->writes));
  collect_edges(c, PTOWSP_DEPEND_WAR, isl_union_flow_get_may_dependence(flow));
  isl_union_flow_free(flow);
  part->open_writes = collect_writers(c, part, schedule, PTOWSP_DEPEND_WAW, split.other);
  part->open_writes = isl_union_map_union(
      part->open_writes, isl_union_map_intersect_domain(isl_union_map_copy(part->open_reads),
                                                        isl_union_map_domain(split.same)));
  if (!alone) {
    part->last_writes = reaching_end(last_writers(part, schedule, at_end(c, part)));
    part->last_reads = reaching_end(last_readers(part, schedule, at_end(c, part)));
  }
  isl_union_map_free(schedule);
}

// ---------------------------------------------------------------- order between parts

// Edges from the earlier accesses (all of them come first) to the later ones of the same cells.
static void collect_between(collect_t *c, unsigned kind, isl_union_map *earlier,
                            isl_union_map *later) {
  later = isl_union_map_reverse(isl_union_map_copy(later));
  collect_edges(c, kind, isl_union_map_apply_range(isl_union_map_copy(earlier), later));
}

static isl_union_map *without_cells(isl_union_map *accesses, isl_union_map *hiding) {
  isl_union_set *hidden = isl_union_map_range(isl_union_map_copy(hiding));
  return isl_union_map_coalesce(isl_union_map_subtract_range(accesses, hidden));
}

// From the last part backwards, as far as something is left that no part in between hides.
static void order_behind(collect_t *c, const ptowsp_parts_t *parts, size_t later) {
  isl_union_map *reads = isl_union_map_copy(parts->data[later].open_reads);
  isl_union_map *writes = isl_union_map_copy(parts->data[later].open_writes);
  bool left = true;
  for (size_t i = later; i-- > 0 && left;) {
    const ptowsp_part_t *part = &parts->data[i];
    collect_between(c, PTOWSP_DEPEND_RAW, part->last_writes, reads);
    collect_between(c, PTOWSP_DEPEND_WAR, part->last_reads, writes);
    collect_between(c, PTOWSP_DEPEND_WAW, part->last_writes, writes);
    if (i == 0 || isl_union_map_is_empty(part->hiding) == isl_bool_true) continue;
    reads = without_cells(reads, part->hiding);
    writes = without_cells(writes, part->hiding);
    left = isl_union_map_is_empty(reads) != isl_bool_true ||
           isl_union_map_is_empty(writes) != isl_bool_true;
  }
  isl_union_map_free(reads);
  isl_union_map_free(writes);
}

static void collect_array(collect_t *c, size_t array) {
  c->array = array;
  ptowsp_parts_t parts = {0};
  ptowsp_parts_find(c->model, array, &parts);
  bool written = false;
  for (size_t i = 0; i < parts.size; i++)
    written |= isl_union_map_is_empty(parts.data[i].writes) == isl_bool_false;
  for (size_t i = 0; i < parts.size && written; i++) order_part(c, &parts.data[i], parts.size == 1);
  for (size_t i = 1; i < parts.size && written; i++) order_behind(c, &parts, i);
  ptowsp_parts_free(&parts);
}

// ---------------------------------------------------------------- text

static ptowsp_attr_t edge_text(const ptowsp_model_t *model, const edge_t *edge) {
  ptowsp_buffer_t text = {0};
  for (size_t i = 0; i < PTOWSP_COUNTOF(kind_names); i++)
    if (edge->kinds & kind_names[i].kind)
      ptowsp_buffer_printf(&text, "%s%s", text.size ? "," : "", kind_names[i].name);
  ptowsp_buffer_printf(&text, " %s: %s", model->arrays.data[edge->array].name, edge->map);
  ptowsp_attr_t attr = ptowsp_attr_string(model->context, (ptowsp_str_t){text.data, text.size});
  ptowsp_buffer_deinit(&text);
  return attr;
}

static int compare_edges(const void *x, const void *y) {
  const edge_t *a = x, *b = y;
  if (a->sink != b->sink) return a->sink < b->sink ? -1 : 1;
  if (a->array != b->array) return a->array < b->array ? -1 : 1;
  if (a->source != b->source) return a->source < b->source ? -1 : 1;
  return a->kinds < b->kinds ? -1 : a->kinds > b->kinds;
}

bool ptowsp_depends_infer(const ptowsp_model_t *model) {
  collect_t c = {.model = model};
  for (size_t i = 0; i < model->arrays.size; i++) collect_array(&c, i);
  ptowsp_loc_t loc =
      model->stmts.size ? ptowsp_op_loc(model->stmts.data[0].op) : PTOWSP_LOC_UNKNOWN;
  bool ok = ptowsp_isl_check(model->isl, model->context, loc, "the dependences of these tasks");
  if (ok && c.edges.size) qsort(c.edges.data, c.edges.size, sizeof(edge_t), compare_edges);
  int64_t id = 0;
  for (size_t i = 0, e = 0; ok && i < model->stmts.size; i++) {
    PTOWSP_VEC(ptowsp_attr_t) texts = {0};
    for (; e < c.edges.size && c.edges.data[e].sink == i; e++)
      ptowsp_vec_push(&texts, edge_text(model, &c.edges.data[e]));
    ptowsp_op_t *op = model->stmts.data[i].op;
    if (ptowsp_op_is(op, PTOWSP_OP_WSP_TASK)) {
      ptowsp_op_set_attr(op, "wsp.id", ptowsp_attr_i64(model->context, id++));
      ptowsp_op_set_attr(op, "depends", ptowsp_attr_array(model->context, texts.data, texts.size));
    } else if (ptowsp_op_is(op, PTOWSP_OP_WSP_SLOT)) {
      ptowsp_attr_t waits = ptowsp_attr_array(model->context, texts.data, texts.size);
      ptowsp_op_set_attr(op, "depends", texts.size ? waits : NULL);
    }
    ptowsp_vec_deinit(&texts);
  }
  for (size_t i = 0; i < MAX_KNOWN; i++) question_free(&c.known[i]);
  for (size_t i = 0; i < c.edges.size; i++) free(c.edges.data[i].map);
  ptowsp_vec_deinit(&c.edges);
  return ok;
}

// ---------------------------------------------------------------- reading back

static unsigned read_kinds(ptowsp_str_t text) {
  unsigned kinds = 0;
  while (text.size) {
    const char *comma = memchr(text.data, ',', text.size);
    ptowsp_str_t word = {text.data, comma ? (size_t)(comma - text.data) : text.size};
    unsigned kind = 0;
    for (size_t i = 0; i < PTOWSP_COUNTOF(kind_names); i++)
      if (ptowsp_str_is(word, kind_names[i].name)) kind = kind_names[i].kind;
    if (!kind) return 0;
    kinds |= kind;
    size_t used = word.size + (comma != NULL);
    text = (ptowsp_str_t){text.data + used, text.size - used};
  }
  return kinds;
}

static bool read_entry(isl_ctx *isl, ptowsp_str_t text, ptowsp_depend_t *out_depend) {
  const char *space = memchr(text.data, ' ', text.size);
  const char *colon = memmem(text.data, text.size, ": ", 2);
  if (!space || !colon || colon < space) return false;
  ptowsp_str_t kinds = {text.data, (size_t)(space - text.data)};
  out_depend->kinds = read_kinds(kinds);
  out_depend->array = (ptowsp_str_t){space + 1, (size_t)(colon - space - 1)};
  char *relation = strndup(colon + 2, text.size - (size_t)(colon + 2 - text.data));
  out_depend->map = out_depend->kinds ? isl_map_read_from_str(isl, relation) : NULL;
  free(relation);
  return out_depend->map != NULL;
}

bool ptowsp_depends_read(isl_ctx *isl, const ptowsp_op_t *task, ptowsp_depend_t **out_depends,
                         size_t *out_count) {
  ptowsp_attr_t attr = ptowsp_op_attr(task, "depends");
  size_t count = attr ? ptowsp_attr_count(attr) : 0;
  ptowsp_depend_t *depends = ptowsp_calloc(count + 1, sizeof *depends);
  for (size_t i = 0; i < count; i++)
    if (!read_entry(isl, ptowsp_attr_text(ptowsp_attr_at(attr, i)), &depends[i])) {
      isl_ctx_reset_error(isl);
      ptowsp_depends_free(depends, i);
      return false;
    }
  *out_depends = depends;
  *out_count = count;
  return true;
}

void ptowsp_depends_free(ptowsp_depend_t *depends, size_t count) {
  for (size_t i = 0; i < count; i++) isl_map_free(depends[i].map);
  free(depends);
}
