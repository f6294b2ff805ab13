// Edges between tasks: the isl maps in `depends`, as loops and conditions that visit
// the sources of the task at hand.
//
//   depends = ["RAW,WAW C: { T0[i, j, k] -> T0[i, j, k - 64] : k >= 64 }"]
//   if (k >= 64) edge(gemm_tile_id(i, j, k - 64))
#include <isl/ast.h>
#include <isl/ast_build.h>
#include <isl/id.h>
#include <isl/local_space.h>
#include <isl/space.h>
#include <isl/union_map.h>
#include <isl/val.h>
#include <stdlib.h>
#include <string.h>

#include "graph.h"

typedef struct {
  hbg_graph_t *graph;
  hbg_task_t *sink;
  size_t source;
} edges_t;

// ---------------------------------------------------------------- expressions

static const cxx_expr_t *convert_expr(edges_t *edges, isl_ast_expr *expr);

static const cxx_expr_t *convert_arg(edges_t *edges, isl_ast_expr *expr, int i) {
  isl_ast_expr *arg = isl_ast_expr_op_get_arg(expr, i);
  const cxx_expr_t *result = convert_expr(edges, arg);
  isl_ast_expr_free(arg);
  return result;
}

static bool convert_op(enum isl_ast_expr_op_type type, cxx_expr_kind_t *out) {
  static const struct {
    enum isl_ast_expr_op_type type;
    cxx_expr_kind_t kind;
  } rows[] = {
      {isl_ast_expr_op_and, CXX_AND},
      {isl_ast_expr_op_and_then, CXX_AND},
      {isl_ast_expr_op_or, CXX_OR},
      {isl_ast_expr_op_or_else, CXX_OR},
      {isl_ast_expr_op_max, CXX_MAX},
      {isl_ast_expr_op_min, CXX_MIN},
      {isl_ast_expr_op_minus, CXX_NEG},
      {isl_ast_expr_op_add, CXX_ADD},
      {isl_ast_expr_op_sub, CXX_SUB},
      {isl_ast_expr_op_mul, CXX_MUL},
      {isl_ast_expr_op_div, CXX_DIV},
      {isl_ast_expr_op_pdiv_q, CXX_DIV},
      {isl_ast_expr_op_fdiv_q, CXX_FLOOR_DIV},
      {isl_ast_expr_op_pdiv_r, CXX_MOD},
      {isl_ast_expr_op_zdiv_r, CXX_MOD},
      {isl_ast_expr_op_cond, CXX_SELECT},
      {isl_ast_expr_op_select, CXX_SELECT},
      {isl_ast_expr_op_eq, CXX_EQ},
      {isl_ast_expr_op_le, CXX_LE},
      {isl_ast_expr_op_lt, CXX_LT},
      {isl_ast_expr_op_ge, CXX_GE},
      {isl_ast_expr_op_gt, CXX_GT},
  };
  for (size_t i = 0; i < PTOWSP_COUNTOF(rows); i++) {
    if (rows[i].type != type) continue;
    *out = rows[i].kind;
    return true;
  }
  return false;
}

// NULL if isl failed or uses an operation that has no place here.
static const cxx_expr_t *convert_expr(edges_t *edges, isl_ast_expr *expr) {
  ptowsp_arena_t *arena = edges->graph->arena;
  switch (isl_ast_expr_get_type(expr)) {
    case isl_ast_expr_int: {
      isl_val *value = isl_ast_expr_int_get_val(expr);
      int64_t number = isl_val_get_num_si(value);
      isl_val_free(value);
      return cxx_int(arena, number);
    }
    case isl_ast_expr_id: {
      isl_id *id = isl_ast_expr_id_get_id(expr);
      const char *name = ptowsp_arena_strdup(arena, ptowsp_str(isl_id_get_name(id)));
      isl_id_free(id);
      return cxx_var(arena, name);
    }
    case isl_ast_expr_op:
      break;
    default:
      return NULL;
  }
  cxx_expr_kind_t kind;
  if (!convert_op(isl_ast_expr_op_get_type(expr), &kind)) return NULL;
  int count = isl_ast_expr_op_get_n_arg(expr);
  const cxx_expr_t *result = convert_arg(edges, expr, 0);
  if (!result) return NULL;
  if (kind == CXX_SELECT || kind == CXX_NEG) {
    const cxx_expr_t *b = count > 1 ? convert_arg(edges, expr, 1) : NULL;
    const cxx_expr_t *c = count > 2 ? convert_arg(edges, expr, 2) : NULL;
    if ((count > 1 && !b) || (count > 2 && !c)) return NULL;
    return cxx_expr(arena, kind, result, b, c);
  }
  for (int i = 1; i < count; i++) { // min and max take any number
    const cxx_expr_t *next = convert_arg(edges, expr, i);
    if (!next) return NULL;
    result = cxx_expr(arena, kind, result, next, NULL);
  }
  return result;
}

// ---------------------------------------------------------------- nodes

static const hbg_code_t *convert_node(edges_t *edges, isl_ast_node *node);

// Like convert_expr, but consumes the expression.
static const cxx_expr_t *take_expr(edges_t *edges, isl_ast_expr *expr) {
  const cxx_expr_t *result = expr ? convert_expr(edges, expr) : NULL;
  isl_ast_expr_free(expr);
  return result;
}

static const hbg_code_t *take_node(edges_t *edges, isl_ast_node *node) {
  const hbg_code_t *result = node ? convert_node(edges, node) : NULL;
  isl_ast_node_free(node);
  return result;
}

static const hbg_code_t *convert_for(edges_t *edges, isl_ast_node *node, hbg_code_t *code) {
  isl_ast_expr *iterator = isl_ast_node_for_get_iterator(node);
  isl_id *id = isl_ast_expr_id_get_id(iterator);
  code->kind = HBG_FOR;
  code->iterator = ptowsp_arena_strdup(edges->graph->arena, ptowsp_str(isl_id_get_name(id)));
  isl_id_free(id);
  isl_ast_expr_free(iterator);
  code->init = take_expr(edges, isl_ast_node_for_get_init(node));
  if (isl_ast_node_for_is_degenerate(node)) {
    code->condition = cxx_expr(edges->graph->arena, CXX_LE,
                               cxx_var(edges->graph->arena, code->iterator), code->init, NULL);
    code->step = cxx_int(edges->graph->arena, 1);
  } else {
    code->condition = take_expr(edges, isl_ast_node_for_get_cond(node));
    code->step = take_expr(edges, isl_ast_node_for_get_inc(node));
  }
  code->body = take_node(edges, isl_ast_node_for_get_body(node));
  return code->init && code->condition && code->step && code->body ? code : NULL;
}

static const hbg_code_t *convert_block(edges_t *edges, isl_ast_node *node, hbg_code_t *code) {
  isl_ast_node_list *list = isl_ast_node_block_get_children(node);
  code->kind = HBG_BLOCK;
  const hbg_code_t **link = &code->body;
  bool ok = true;
  for (int i = 0, n = isl_ast_node_list_n_ast_node(list); ok && i < n; i++) {
    hbg_code_t *item = PTOWSP_ARENA_NEW(edges->graph->arena, hbg_code_t, 1);
    item->kind = HBG_BLOCK;
    item->body = take_node(edges, isl_ast_node_list_get_ast_node(list, i));
    ok = item->body != NULL;
    *link = item;
    link = &item->next;
  }
  isl_ast_node_list_free(list);
  return ok ? code : NULL;
}

// The call T<n>(ivs) that isl makes of a statement.
static const hbg_code_t *convert_user(edges_t *edges, isl_ast_node *node, hbg_code_t *code) {
  isl_ast_expr *call = isl_ast_node_user_get_expr(node);
  int count = isl_ast_expr_op_get_n_arg(call) - 1;
  code->kind = HBG_EDGE;
  code->source = edges->source;
  code->ivs = PTOWSP_ARENA_NEW(edges->graph->arena, const cxx_expr_t *, count + 1);
  bool ok = true;
  for (int i = 0; i < count; i++) ok &= (code->ivs[i] = convert_arg(edges, call, i + 1)) != NULL;
  isl_ast_expr_free(call);
  return ok ? code : NULL;
}

static const hbg_code_t *convert_node(edges_t *edges, isl_ast_node *node) {
  hbg_code_t *code = PTOWSP_ARENA_NEW(edges->graph->arena, hbg_code_t, 1);
  switch (isl_ast_node_get_type(node)) {
    case isl_ast_node_for:
      return convert_for(edges, node, code);
    case isl_ast_node_block:
      return convert_block(edges, node, code);
    case isl_ast_node_user:
      return convert_user(edges, node, code);
    case isl_ast_node_if:
      code->kind = HBG_IF;
      code->condition = take_expr(edges, isl_ast_node_if_get_cond(node));
      code->body = take_node(edges, isl_ast_node_if_get_then(node));
      if (!code->condition || !code->body) return NULL;
      if (!isl_ast_node_if_has_else(node)) return code;
      code->otherwise = take_node(edges, isl_ast_node_if_get_else(node));
      return code->otherwise ? code : NULL;
    default:
      return NULL;
  }
}

// ---------------------------------------------------------------- maps

// Scalar parameters of the workload have values: no parameter remains.
static isl_set *bind_parameters(const hbg_graph_t *graph, isl_set *set) {
  for (size_t i = 0; i < graph->options->size_count; i++) {
    const ptowsp_target_size_t *size = &graph->options->sizes[i];
    const char *name = ptowsp_arena_strdup(graph->arena, size->name);
    int at = isl_set_find_dim_by_name(set, isl_dim_param, name);
    if (at < 0) continue;
    isl_val *value = isl_val_int_from_si(graph->isl, size->value);
    set = isl_set_fix_val(set, isl_dim_param, (unsigned)at, value);
  }
  return isl_set_project_out(set, isl_dim_param, 0, (unsigned)isl_set_dim(set, isl_dim_param));
}

// { T[ivs] -> x } with the ivs turned into parameters of their C++ names.
static isl_map *name_instance(const hbg_task_t *task, isl_map *map) {
  for (size_t d = 0; d < task->depth; d++)
    map = isl_map_set_dim_name(map, isl_dim_in, (unsigned)d, task->ivs[d]);
  return isl_map_move_dims(map, isl_dim_param, 0, isl_dim_in, 0, (unsigned)task->depth);
}

// Whether parameters and numbers bound a dimension, whatever the others are.
static bool is_bounded(isl_set *set, unsigned dim) {
  unsigned count = (unsigned)isl_set_dim(set, isl_dim_set);
  set = isl_set_project_out(isl_set_copy(set), isl_dim_set, dim + 1, count - dim - 1);
  set = isl_set_project_out(set, isl_dim_set, 0, dim);
  bool bounded = isl_set_dim_has_lower_bound(set, isl_dim_set, 0) == isl_bool_true &&
                 isl_set_dim_has_upper_bound(set, isl_dim_set, 0) == isl_bool_true;
  isl_set_free(set);
  return bounded;
}

// Bounds loops that nothing else bounds by the values of the tasks there are so far.
static isl_set *bound_sources(hbg_graph_t *graph, hbg_task_t *source, isl_set *sources) {
  for (size_t d = 0; graph->reads && d < source->depth; d++) {
    if (is_bounded(sources, (unsigned)d)) continue;
    if (!source->low[d]) {
      char *wish = ptowsp_arena_printf(graph->arena, "%s_least_%s", source->ids, source->ivs[d]);
      source->low[d] = cxx_name(&graph->scope, wish);
      wish = ptowsp_arena_printf(graph->arena, "%s_most_%s", source->ids, source->ivs[d]);
      source->high[d] = cxx_name(&graph->scope, wish);
    }
    for (int end = 0; end < 2; end++) {
      isl_id *name = isl_id_alloc(graph->isl, end ? source->high[d] : source->low[d], NULL);
      int at = isl_set_find_dim_by_id(sources, isl_dim_param, name);
      if (at < 0) {
        at = (int)isl_set_dim(sources, isl_dim_param);
        sources = isl_set_add_dims(sources, isl_dim_param, 1);
        sources = isl_set_set_dim_id(sources, isl_dim_param, (unsigned)at, isl_id_copy(name));
      }
      isl_id_free(name);
      isl_local_space *space = isl_local_space_from_space(isl_set_get_space(sources));
      isl_aff *iv = isl_aff_var_on_domain(isl_local_space_copy(space), isl_dim_set, (unsigned)d);
      isl_aff *bound = isl_aff_var_on_domain(space, isl_dim_param, (unsigned)at);
      sources =
          isl_set_intersect(sources, end ? isl_aff_le_set(iv, bound) : isl_aff_ge_set(iv, bound));
    }
  }
  return sources;
}

// Where data decide, what is looked up may be more than the sources: a task may wait for any that
// was submitted before it.
static isl_set *roughen(isl_set *sources, int rough) {
  if (rough == 1) return isl_set_from_basic_set(isl_set_simple_hull(isl_set_remove_divs(sources)));
  isl_space *space = isl_set_get_space(sources);
  if (rough == 0) isl_space_free(space);
  if (rough == 0) return sources;
  isl_set_free(sources);
  return isl_set_universe(space);
}

static const hbg_code_t *generate(edges_t *edges, isl_set *domain, isl_map *map, int rough) {
  hbg_task_t *source = &edges->graph->tasks.data[edges->source];
  // isl keeps the iteration domain as the context, so guards only say what the loops do not.
  isl_map *instances = isl_map_from_range(isl_set_set_tuple_name(domain, "T"));
  isl_set *context = isl_map_params(name_instance(edges->sink, isl_map_reverse(instances)));
  isl_set *sources = isl_map_range(name_instance(edges->sink, map));
  sources = bound_sources(edges->graph, source, roughen(sources, rough));
  isl_ast_build *build = isl_ast_build_from_context(context);
  isl_id_list *iterators = isl_id_list_alloc(edges->graph->isl, (int)source->depth);
  for (size_t d = 0; d < source->depth; d++) {
    char *wish = ptowsp_arena_printf(edges->graph->arena, "from_%s", source->ivs[d]);
    isl_id *id = isl_id_alloc(edges->graph->isl, cxx_name(&edges->graph->scope, wish), NULL);
    iterators = isl_id_list_add(iterators, id);
  }
  build = isl_ast_build_set_iterators(build, iterators);
  // Visit the sources in the order of their loops: the schedule is the identity.
  isl_map *schedule = isl_map_reset_tuple_id(isl_set_identity(sources), isl_dim_out);
  isl_ast_node *node =
      isl_ast_build_node_from_schedule_map(build, isl_union_map_from_map(schedule));
  isl_ast_build_free(build);
  return take_node(edges, node);
}

static size_t find_source(const hbg_graph_t *graph, isl_map *map) {
  const char *tuple = isl_map_get_tuple_name(map, isl_dim_out);
  for (size_t s = 0; tuple && tuple[0] == 'T' && s < graph->tasks.size; s++)
    if (strtol(tuple + 1, NULL, 10) == graph->tasks.data[s].id) return s;
  return SIZE_MAX;
}

// "RAW, WAW on C", for the comment above the edges.
static const char *describe(hbg_graph_t *graph, const char *before, const ptowsp_depend_t *entry) {
  static const char *const kinds[] = {"RAW", "WAR", "WAW"};
  const char *text = "";
  for (unsigned k = 0; k < 3; k++)
    if (entry->kinds & 1u << k)
      text = ptowsp_arena_printf(graph->arena, "%s%s%s", text, *text ? ", " : "", kinds[k]);
  text = ptowsp_arena_printf(graph->arena, "%s on %.*s", text, (int)entry->array.size,
                             entry->array.data);
  if (!before) return text;
  return strstr(before, text) ? before : ptowsp_arena_printf(graph->arena, "%s; %s", before, text);
}

// All of a task's edges from one source statement; NULL without any.
static isl_map *edges_from(hbg_graph_t *graph, size_t source, const ptowsp_depend_t *depends,
                           size_t count) {
  isl_map *all = NULL;
  for (size_t i = 0; i < count; i++) {
    if (find_source(graph, depends[i].map) != source) continue;
    isl_map *map = isl_map_copy(depends[i].map);
    all = all ? isl_map_union(all, map) : map;
  }
  return all;
}

static bool find_task_edges(hbg_graph_t *graph, hbg_task_t *sink, const ptowsp_depend_t *depends,
                            size_t count, isl_set *domain) {
  edges_t edges = {graph, sink, 0};
  hbg_code_t *block = PTOWSP_ARENA_NEW(graph->arena, hbg_code_t, 1);
  block->kind = HBG_BLOCK;
  const hbg_code_t **link = &block->body;
  for (; edges.source < graph->tasks.size; edges.source++) {
    isl_map *map = edges_from(graph, edges.source, depends, count);
    if (!map) continue;
    isl_set *wrapped = bind_parameters(graph, isl_map_wrap(map));
    map = isl_set_unwrap(isl_set_coalesce(wrapped));
    hbg_code_t *item = PTOWSP_ARENA_NEW(graph->arena, hbg_code_t, 1);
    item->kind = HBG_BLOCK;
    if (isl_map_is_empty(map)) {
      isl_map_free(map);
      continue;
    }
    for (int rough = 0; !item->body && rough < (graph->reads ? 3 : 1); rough++) {
      if (rough) isl_ctx_reset_error(graph->isl);
      item->body = generate(&edges, isl_set_copy(domain), isl_map_copy(map), rough);
    }
    isl_map_free(map);
    if (!ptowsp_isl_check(graph->isl, graph->context, ptowsp_op_loc(sink->op),
                          "the dependences of this task"))
      return false;
    if (!item->body) return false;
    graph->tasks.data[edges.source].is_source = true;
    *link = item;
    link = &item->next;
  }
  if (block->body) sink->edges = block;
  return true;
}

// Tasks under bounds or conditions that are not affine: `depends` may name instances that are
// never submitted, at values no step leads to.
static void find_inexact(hbg_graph_t *graph, const ptowsp_model_t *model) {
  for (size_t t = 0; t < graph->tasks.size; t++) {
    hbg_task_t *task = &graph->tasks.data[t];
    const ptowsp_stmt_t *stmt = ptowsp_model_stmt(model, task->op);
    // Where data decide, no instance is looked up without asking whether it is there.
    task->exact = stmt && stmt->exact && !graph->reads;
    if (task->exact || task->depth == 0) continue;
    char *wish = ptowsp_arena_printf(graph->arena, "%s_or_none", task->ids);
    task->find = cxx_name(&graph->scope, wish);
    for (size_t d = 0; d < task->depth; d++) task->step[d] = 1;
  }
}

bool hbg_graph_find_edges(hbg_graph_t *graph) {
  ptowsp_model_t *model = ptowsp_model_create(graph->isl, &graph->workload, 1, NULL);
  bool ok = model != NULL;
  if (ok) find_inexact(graph, model);
  for (size_t t = 0; ok && t < graph->tasks.size; t++) {
    hbg_task_t *task = &graph->tasks.data[t];
    const ptowsp_stmt_t *stmt = ptowsp_model_stmt(model, task->op);
    ptowsp_depend_t *depends = NULL;
    size_t count = 0;
    ok = stmt && ptowsp_depends_read(graph->isl, task->op, &depends, &count);
    for (size_t i = 0; ok && i < count; i++)
      ok = find_source(graph, depends[i].map) != SIZE_MAX &&
           isl_map_dim(depends[i].map, isl_dim_in) == (int)task->depth;
    if (!ok) {
      ptowsp_error(graph->context, ptowsp_op_loc(task->op),
                   "the `depends` of this task does not fit its workload; run wsp-infer-deps");
      ptowsp_depends_free(depends, count);
      break;
    }
    for (size_t i = 0; i < count; i++) task->kinds = describe(graph, task->kinds, &depends[i]);
    // The model counts iterations; `depends` speaks of the values of the loops' variables.
    isl_set *domain = isl_set_apply(isl_set_copy(stmt->domain), isl_map_copy(stmt->values));
    domain = bind_parameters(graph, domain);
    ok = find_task_edges(graph, task, depends, count, domain);
    isl_set_free(domain);
    ptowsp_depends_free(depends, count);
  }
  ptowsp_model_destroy(model);
  return ok;
}
