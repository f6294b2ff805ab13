// kernels/orchestration/pto_wsp_orch.cpp: the user's loops over tasks, with add_task for
// each call and add_successor for each dependence.
#include <inttypes.h>
#include <string.h>

#include "graph.h"
#include "ptowsp/expand.h"

typedef struct {
  hbg_graph_t *graph;
  ptowsp_buffer_t *out;
  int depth; // of indentation, two columns each
} printer_t;

static void line(printer_t *p, const char *format, ...) PTOWSP_PRINTF(2, 3);
static void line(printer_t *p, const char *format, ...) {
  ptowsp_buffer_printf(p->out, "%*s", 2 * p->depth, "");
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(p->out, format, args);
  va_end(args);
  ptowsp_buffer_putc(p->out, '\n');
}

static void blank(printer_t *p) { ptowsp_buffer_putc(p->out, '\n'); }

static const char *text(printer_t *p, const cxx_expr_t *expr) {
  return cxx_text(&p->graph->scope, expr);
}

static const char *value_text(printer_t *p, ptowsp_value_t *value) {
  const cxx_expr_t *expr = cxx_value(&p->graph->scope, value);
  return expr ? text(p, expr) : NULL;
}

// ---------------------------------------------------------------- buffers and tables

static void print_tensors(printer_t *p) {
  hbg_graph_t *graph = p->graph;
  size_t count = 0;
  for (size_t i = 0; i < graph->buffers.size; i++) count += graph->buffers.data[i].is_parameter;
  line(p, "// args: a pointer for each tensor, then its bytes, then the first one's elements.");
  line(p, "if (n != %zu) return graph.fail(\"expected %zu arguments\");", 2 * count + 1,
       2 * count + 1);
  for (size_t i = 0; i < count; i++) {
    const hbg_buffer_t *buffer = &graph->buffers.data[i];
    line(p,
         "if (args[%zu] != %" PRId64 ") return graph.fail(\"tensor %s has not %" PRId64
         " bytes\");",
         count + i, buffer->bytes, buffer->name, buffer->bytes);
  }
  for (size_t i = 0; i < count; i++) {
    const hbg_buffer_t *buffer = &graph->buffers.data[i];
    blank(p);
    line(p, "void* const %s = graph.copy_in(args[%zu], %" PRId64 ");", buffer->device, i,
         buffer->bytes);
    line(p, "if (!%s) return graph.fail(\"cannot copy %s to the device\");", buffer->device,
         buffer->name);
    if (!buffer->is_output) continue;
    line(p, "if (!graph.copy_back(args[%zu], %s, %" PRId64 "))", i, buffer->device, buffer->bytes);
    line(p, "  return graph.fail(\"cannot record %s as an output\");", buffer->name);
  }
}

// ((i / 64) * 4 + j / 64) * 4 + k / 64
static const cxx_expr_t *table_index(hbg_graph_t *graph, const hbg_task_t *task) {
  ptowsp_arena_t *arena = graph->arena;
  const cxx_expr_t *index = cxx_int(arena, 0);
  for (size_t d = 0; d < task->depth; d++) {
    const cxx_expr_t *i = cxx_expr(arena, CXX_SUB, cxx_var(arena, task->ivs[d]),
                                   cxx_int(arena, task->lowest[d]), NULL);
    i = cxx_expr(arena, CXX_DIV, i, cxx_int(arena, task->step[d]), NULL);
    index = cxx_expr(arena, CXX_MUL, index, cxx_int(arena, task->extent[d]), NULL);
    index = cxx_expr(arena, CXX_ADD, index, i, NULL);
  }
  return index;
}

// The look-up of a task that may not exist.
static void print_find(printer_t *p, const hbg_task_t *task, const char *ivs) {
  ptowsp_buffer_t outside = {0}, call = {0};
  for (size_t d = 0; d < task->depth; d++) {
    ptowsp_buffer_printf(&outside, "%s%s < %" PRId64 " || %s > %" PRId64, d ? " || " : "",
                         task->ivs[d], task->lowest[d], task->ivs[d],
                         task->lowest[d] + task->extent[d] - 1);
    ptowsp_buffer_printf(&call, "%s%s", d ? ", " : "", task->ivs[d]);
  }
  line(p, "// -1 for values of the loops that submit no task.");
  line(p, "auto %s = [&](%s) -> int {", task->find, ivs);
  line(p, "  return %s ? -1 : %s(%s);", outside.data, task->ids, call.data);
  line(p, "};");
  ptowsp_buffer_deinit(&outside);
  ptowsp_buffer_deinit(&call);
}

// Ids by the values of the loops, as many as there are.
static void print_map(printer_t *p, const hbg_task_t *task) {
  ptowsp_buffer_t parameters = {0}, key = {0};
  for (size_t d = 0; d < task->depth; d++) {
    ptowsp_buffer_printf(&parameters, "%sint64_t %s", d ? ", " : "", task->ivs[d]);
    ptowsp_buffer_printf(&key, "%s%s", d ? ", " : "", task->ivs[d]);
  }
  line(p, "std::map<std::array<int64_t, %zu>, int> %s;", task->depth, task->ids);
  line(p, "// -1 for values of the loops that submit no task.");
  line(p, "auto %s = [&](%s) -> int {", task->find, parameters.data);
  line(p, "  const auto at = %s.find({%s});", task->ids, key.data);
  line(p, "  return at == %s.end() ? -1 : at->second;", task->ids);
  line(p, "};");
  for (size_t d = 0; d < task->depth; d++)
    if (task->low[d])
      line(p, "int64_t %s = INT32_MAX, %s = INT32_MIN;", task->low[d], task->high[d]);
  ptowsp_buffer_deinit(&parameters);
  ptowsp_buffer_deinit(&key);
}

static void print_table(printer_t *p, const hbg_task_t *task) {
  blank(p);
  line(p, "// Ids of the tasks of %s, by loop.", hbg_where(p->graph, task->op));
  if (task->depth == 0) {
    line(p, "int %s = -1;", task->ids);
    return;
  }
  if (p->graph->reads) {
    print_map(p, task);
    return;
  }
  ptowsp_buffer_t extents = {0}, ivs = {0};
  for (size_t d = 0; d < task->depth; d++) {
    ptowsp_buffer_printf(&extents, "%s%" PRId64, d ? " * " : "", task->extent[d]);
    ptowsp_buffer_printf(&ivs, "%sint64_t %s", d ? ", " : "", task->ivs[d]);
  }
  line(p, "std::vector<int> %s_table(%s, -1);", task->ids, extents.data);
  line(p, "auto %s = [&](%s) -> int& {", task->ids, ivs.data);
  line(p, "  return %s_table[%s];", task->ids, text(p, table_index(p->graph, task)));
  line(p, "};");
  if (task->find) print_find(p, task, ivs.data);
  ptowsp_buffer_deinit(&extents);
  ptowsp_buffer_deinit(&ivs);
}

// ---------------------------------------------------------------- tasks

static const hbg_buffer_t *find_buffer(const hbg_graph_t *graph, ptowsp_value_t *value) {
  for (size_t i = 0; i < graph->buffers.size; i++)
    if (graph->buffers.data[i].value == value) return &graph->buffers.data[i];
  return NULL;
}

// Refuses, when the graph is built, what lies outside of its array because of what was read.
static bool print_inside(printer_t *p, ptowsp_op_t *op, const hbg_kernel_t *kernel, size_t i) {
  ptowsp_value_t *value = ptowsp_op_operand(op, i), *root;
  ptowsp_type_t type = ptowsp_value_type(value);
  const cxx_expr_t *element;
  if (ptowsp_type_kind(type) != PTOWSP_TYPE_MEMREF) return true;
  if (!cxx_view(&p->graph->scope, value, &root, &element)) return false;
  if (element->kind == CXX_INT) return true;
  ptowsp_attr_t footprints = ptowsp_op_attr(kernel->op, "footprints");
  ptowsp_attr_t box = footprints ? ptowsp_attr_at(footprints, i) : NULL;
  ptowsp_attr_t offsets = ptowsp_attr_lookup(box, "offsets");
  ptowsp_attr_t sizes = ptowsp_attr_lookup(box, "sizes");
  size_t rank = ptowsp_type_rank(type);
  int64_t strides[rank + 1], ignored, low = 0, high = 0, count = 1;
  if (!offsets || !sizes || !ptowsp_type_strides(type, strides, &ignored)) return true;
  for (size_t d = 0; d < rank; d++) {
    int64_t size = ptowsp_attr_dense_array_int(sizes, d);
    if (size == 0) return true; // it is not touched
    low += ptowsp_attr_dense_array_int(offsets, d) * strides[d];
    high += (ptowsp_attr_dense_array_int(offsets, d) + size - 1) * strides[d];
  }
  ptowsp_type_t whole = ptowsp_value_type(root);
  for (size_t d = 0; d < ptowsp_type_rank(whole); d++) count *= ptowsp_type_shape(whole)[d];
  line(p, "if (!inside(%s, %" PRId64 ", %" PRId64 ", %" PRId64 "))", text(p, element), low, high,
       count);
  ptowsp_str_t name = cxx_nth_text(kernel->op, "arg_names", i);
  line(p, "  return graph.fail(\"%s: '%.*s' of %s lies outside of its array\");",
       hbg_where(p->graph, op), (int)name.size, name.data, kernel->name);
  return true;
}

// An argument as one 64-bit word. NULL after an error.
static const char *argument_text(printer_t *p, ptowsp_value_t *value) {
  ptowsp_arena_t *arena = p->graph->arena;
  ptowsp_type_t type = ptowsp_value_type(value);
  if (ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF) {
    ptowsp_value_t *root;
    const cxx_expr_t *element;
    if (!cxx_view(&p->graph->scope, value, &root, &element)) return NULL;
    const hbg_buffer_t *buffer = find_buffer(p->graph, root);
    if (!buffer) {
      ptowsp_error(p->graph->context, ptowsp_value_loc(root),
                   "this array is neither a parameter of the workload nor allocated in it");
      return NULL;
    }
    int64_t bytes = (int64_t)ptowsp_type_bytes(ptowsp_type_element(type));
    element = cxx_expr(arena, CXX_MUL, cxx_int(arena, bytes), element, NULL);
    return ptowsp_arena_printf(arena, "address(%s, %s)", buffer->device, text(p, element));
  }
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (ptowsp_type_is_float(type) && !op &&
      ptowsp_value_block(value) == ptowsp_op_body(p->graph->workload)) {
    uint64_t bits = (uint64_t)p->graph->sizes_by_argument[ptowsp_value_index(value)];
    return ptowsp_arena_printf(arena, "0x%" PRIx64 " /* %.9g, by --size */", bits,
                               ptowsp_float_decode(ptowsp_type_float_kind(type), bits));
  }
  if (ptowsp_type_is_float(type)) {
    if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT)) {
      const char *computed = hbg_float_text(p->graph, value);
      return computed ? ptowsp_arena_printf(arena, "float_word(%s)", computed) : NULL;
    }
    ptowsp_attr_t number = ptowsp_op_attr(op, "value");
    return ptowsp_arena_printf(arena, "0x%" PRIx64 " /* %.9g */",
                               ptowsp_attr_float_value_bits(number),
                               ptowsp_attr_float_value(number));
  }
  const char *number = value_text(p, value);
  return number ? ptowsp_arena_printf(arena, "static_cast<uint64_t>(int64_t{%s})", number) : NULL;
}

static void print_code(printer_t *p, const hbg_code_t *code);

static void print_edge(printer_t *p, const hbg_code_t *code) {
  const hbg_task_t *source = &p->graph->tasks.data[code->source];
  ptowsp_buffer_t id = {0};
  ptowsp_buffer_puts(&id, source->find ? source->find : source->ids);
  for (size_t d = 0; d < source->depth; d++) {
    ptowsp_buffer_puts(&id, d ? ", " : "(");
    cxx_expr_print(&id, code->ivs[d], false);
  }
  if (source->depth) ptowsp_buffer_putc(&id, ')');
  if (source->exact) {
    line(p, "if (!graph.edge(%s, task)) return graph.fail(\"cannot add an edge\");", id.data);
  } else {
    line(p, "if (const int from = %s; from >= 0 && !graph.edge(from, task))", id.data);
    line(p, "  return graph.fail(\"cannot add an edge\");");
  }
  ptowsp_buffer_deinit(&id);
}

static void print_code(printer_t *p, const hbg_code_t *code) {
  switch (code->kind) {
    case HBG_EDGE:
      print_edge(p, code);
      return;
    case HBG_BLOCK:
      for (const hbg_code_t *item = code->body; item; item = item->next) print_code(p, item);
      return;
    case HBG_IF:
      line(p, "if (%s) {", text(p, code->condition));
      break;
    case HBG_FOR:
      line(p, "for (int64_t %s = %s; %s; %s += %s) {", code->iterator, text(p, code->init),
           text(p, code->condition), code->iterator, text(p, code->step));
      break;
  }
  p->depth++;
  print_code(p, code->body);
  p->depth--;
  if (code->otherwise) {
    line(p, "} else {");
    p->depth++;
    print_code(p, code->otherwise);
    p->depth--;
  }
  line(p, "}");
}

// The same in a map, and the range of the values.
static void print_enter(printer_t *p, const hbg_task_t *task) {
  ptowsp_buffer_t key = {0};
  for (size_t d = 0; d < task->depth; d++)
    ptowsp_buffer_printf(&key, "%s%s", d ? ", " : "", task->ivs[d]);
  line(p, "%s[{%s}] = task;", task->ids, key.data);
  for (size_t d = 0; d < task->depth; d++)
    if (task->low[d]) {
      line(p, "%s = std::min<int64_t>(%s, %s);", task->low[d], task->low[d], task->ivs[d]);
      line(p, "%s = std::max<int64_t>(%s, %s);", task->high[d], task->high[d], task->ivs[d]);
    }
  ptowsp_buffer_deinit(&key);
}

// The table's entry of the task at hand: gemm_tile_id(i, j, k).
static void print_remember(printer_t *p, const hbg_task_t *task) {
  ptowsp_buffer_t id = {0};
  ptowsp_buffer_puts(&id, task->ids);
  for (size_t d = 0; d < task->depth; d++)
    ptowsp_buffer_printf(&id, "%s%s", d ? ", " : "(", task->ivs[d]);
  line(p, "%s%s = task;", id.data, task->depth ? ")" : "");
  ptowsp_buffer_deinit(&id);
}

static bool print_task(printer_t *p, ptowsp_op_t *op) {
  hbg_graph_t *graph = p->graph;
  const hbg_task_t *task = graph->tasks.data;
  while (task->op != op) task++;
  const hbg_kernel_t *kernel = &graph->kernels.data[task->kernel];
  ptowsp_type_t type = ptowsp_attr_as_type(ptowsp_op_attr(kernel->op, "function_type"));
  size_t count = ptowsp_type_input_count(type);
  const char *where = hbg_where(graph, op);
  line(p, "{ // %s: %s", where, kernel->name);
  p->depth++;
  for (size_t i = 0; i < count && graph->reads; i++)
    if (!print_inside(p, op, kernel, i)) return false;
  line(p, "uint64_t task_args[] = {");
  for (size_t i = 0; i < count; i++) {
    const char *argument = argument_text(p, ptowsp_op_operand(op, i));
    if (!argument) return false;
    ptowsp_str_t name = cxx_nth_text(kernel->op, "arg_names", i);
    ptowsp_str_t access = cxx_nth_text(kernel->op, "arg_access", i);
    line(p, "    %s, // %.*s: %.*s", argument, (int)name.size, name.data, (int)access.size,
         access.data);
  }
  if (count == 0) line(p, "    0,");
  line(p, "};");
  line(p, "const int task = rt->add_task(task_args, %zu, FUNC_%s, CoreType::%s);", count,
       kernel->name, strcmp(kernel->core, "aic") ? "AIV" : "AIC");
  line(p, "if (task < 0) return graph.fail(\"cannot add a task of %s (%s)\");", kernel->name,
       where);
  bool assigned = ptowsp_op_operand_count(op) > count;
  const char *scheduler = assigned ? value_text(p, ptowsp_op_operand(op, count)) : "0";
  if (!scheduler) return false;
  line(p, "if (pto_wsp_select_aicpu_scheduler_id(task, %s) != 0)", scheduler);
  line(p, "  return graph.fail(\"host_build_graph has scheduler 0 only\");");
  if (task->is_source && !graph->reads) print_remember(p, task);
  if (task->edges) {
    line(p, "// %s", task->kinds);
    print_code(p, task->edges);
  }
  // Where what is looked up may be more than the sources, it is none of them itself yet.
  if (task->is_source && graph->reads) (task->depth ? print_enter : print_remember)(p, task);
  p->depth--;
  line(p, "}");
  return true;
}

// ---------------------------------------------------------------- control

static bool print_block(printer_t *p, ptowsp_block_t *block);

static bool print_for(printer_t *p, ptowsp_op_t *op) {
  const char *lower = value_text(p, ptowsp_op_operand(op, 0));
  const char *upper = lower ? value_text(p, ptowsp_op_operand(op, 1)) : NULL;
  const char *step = upper ? value_text(p, ptowsp_op_operand(op, 2)) : NULL;
  if (!step) return false;
  const char *iv = value_text(p, ptowsp_block_arg(ptowsp_op_body(op), 0));
  const char *advance = strcmp(step, "1")
                            ? ptowsp_arena_printf(p->graph->arena, "%s += %s", iv, step)
                            : ptowsp_arena_printf(p->graph->arena, "%s++", iv);
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++) {
    const char *first = value_text(p, ptowsp_op_operand(op, 3 + i));
    if (!first) return false;
    line(p, "int64_t %s = %s;", value_text(p, ptowsp_op_result(op, i)), first);
  }
  line(p, "for (int64_t %s = %s; %s < %s; %s) { // %s%s", iv, lower, iv, upper, advance,
       hbg_where(p->graph, op), ptowsp_op_attr(op, "wsp.parallel") ? ", parallel" : "");
  p->depth++;
  bool ok = print_block(p, ptowsp_op_body(op));
  p->depth--;
  line(p, "}");
  return ok;
}

static bool print_if(printer_t *p, ptowsp_op_t *op) {
  const char *condition = value_text(p, ptowsp_op_operand(op, 0));
  if (!condition) return false;
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    line(p, "int64_t %s = 0;", value_text(p, ptowsp_op_result(op, i)));
  line(p, "if (%s) { // %s", condition, hbg_where(p->graph, op));
  p->depth++;
  bool ok = print_block(p, ptowsp_op_body(op));
  p->depth--;
  ptowsp_block_t *otherwise =
      ptowsp_op_region_count(op) > 1 ? ptowsp_region_first(ptowsp_op_region(op, 1)) : NULL;
  if (ok && otherwise) {
    line(p, "} else {");
    p->depth++;
    ok = print_block(p, otherwise);
    p->depth--;
  }
  line(p, "}");
  return ok;
}

// Hands what a block ends with to the variables of the op around it, all at once.
static bool print_yield(printer_t *p, ptowsp_op_t *yield) {
  ptowsp_op_t *op = ptowsp_op_parent(yield);
  size_t count = ptowsp_op_operand_count(yield);
  const char *names[count + 1];
  for (size_t i = 0; i < count; i++) {
    names[i] = value_text(p, ptowsp_op_operand(yield, i));
    if (!names[i]) return false;
    if (count == 1 || !ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) continue;
    const char *next = cxx_name(&p->graph->scope, "next");
    line(p, "const int64_t %s = %s;", next, names[i]);
    names[i] = next;
  }
  for (size_t i = 0; i < count; i++) {
    const char *to = value_text(p, ptowsp_op_result(op, i));
    if (strcmp(to, names[i])) line(p, "%s = %s;", to, names[i]);
  }
  return true;
}

static bool print_slot(printer_t *p, ptowsp_op_t *op) {
  hbg_graph_t *graph = p->graph;
  const hbg_buffer_t *buffer = find_buffer(graph, ptowsp_op_operand(op, 0));
  ptowsp_type_t type = buffer->type;
  int64_t strides[PTOWSP_MAX_RANK], offset, count = 1;
  ptowsp_type_strides(type, strides, &offset);
  const cxx_expr_t *element = cxx_int(graph->arena, 0);
  for (size_t d = 0; d < ptowsp_type_rank(type); d++) {
    const cxx_expr_t *index = cxx_value(&graph->scope, ptowsp_op_operand(op, d + 1));
    if (!index) return false;
    index = cxx_expr(graph->arena, CXX_MUL, index, cxx_int(graph->arena, strides[d]), NULL);
    element = cxx_expr(graph->arena, CXX_ADD, element, index, NULL);
    count *= ptowsp_type_shape(type)[d];
  }
  const char *name = value_text(p, ptowsp_op_result(op, 0));
  line(p, "int64_t %s = 0; // %s", name, hbg_where(graph, op));
  line(p, "if (!read_element<int%zu_t>(args[%zu], %" PRId64 ", %s, &%s))",
       8 * ptowsp_type_bytes(ptowsp_type_element(type)), (size_t)(buffer - graph->buffers.data),
       count, text(p, element), name);
  line(p, "  return graph.fail(\"%s reads outside of %s\");", hbg_where(graph, op), buffer->name);
  return true;
}

static void print_alloc(printer_t *p, ptowsp_op_t *op) {
  const hbg_buffer_t *buffer = p->graph->buffers.data;
  while (buffer->value != ptowsp_op_result(op, 0)) buffer++;
  line(p, "void* const %s = graph.allocate(%" PRId64 "); // %s", buffer->device, buffer->bytes,
       hbg_where(p->graph, op));
  line(p, "if (!%s) return graph.fail(\"cannot allocate %s on the device\");", buffer->device,
       buffer->name);
}

static bool print_op(printer_t *p, ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_SCF_FOR:
      return print_for(p, op);
    case PTOWSP_OP_SCF_IF:
      return print_if(p, op);
    case PTOWSP_OP_WSP_TASK:
      return print_task(p, op);
    case PTOWSP_OP_WSP_SLOT:
      return print_slot(p, op);
    case PTOWSP_OP_SCF_YIELD:
      return print_yield(p, op);
    case PTOWSP_OP_MEMREF_ALLOC:
      print_alloc(p, op);
      return true;
    case PTOWSP_OP_WSP_TICKET:
      line(p, "const int64_t %s = rt->get_task_count();", value_text(p, ptowsp_op_result(op, 0)));
      return true;
    default:
      break;
  }
  // Pure operations are spelled where their values are used.
  if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) ||
      ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR))
    return true;
  ptowsp_error(p->graph->context, ptowsp_op_loc(op),
               "the orchestration of " HBG_RUNTIME " has no way to say '%s'; put it in a kernel",
               ptowsp_op_name(op));
  return false;
}

static bool print_block(printer_t *p, ptowsp_block_t *block) {
  bool ok = true;
  ptowsp_block_each(block, op) ok &= print_op(p, op);
  return ok;
}

static bool print_function(printer_t *p) {
  hbg_graph_t *graph = p->graph;
  line(p, "extern \"C\" int build_pto_wsp_graph(Runtime* rt, uint64_t* args, int n) {");
  p->depth++;
  line(p, "Graph graph = {rt, {}};");
  line(p, "scheduler_of_task.clear();");
  print_tensors(p);
  for (size_t i = 0; i < graph->sizes.size; i++)
    line(p, "constexpr int64_t %s = %" PRId64 "; // --size", graph->sizes.data[i].name,
         graph->sizes.data[i].value);
  for (size_t t = 0; t < graph->tasks.size; t++)
    if (graph->tasks.data[t].is_source) print_table(p, &graph->tasks.data[t]);
  blank(p);
  bool ok = print_block(p, ptowsp_op_body(graph->workload));
  line(p, "return 0;");
  p->depth--;
  line(p, "}");
  return ok;
}

bool hbg_emit_orchestration(hbg_graph_t *graph, ptowsp_buffer_t *out) {
  ptowsp_buffer_t function = {0};
  printer_t printer = {graph, &function, 0};
  bool ok = print_function(&printer);
  hbg_print_head(graph, function.data, out);
  ptowsp_buffer_append(out, function.data, function.size);
  ptowsp_buffer_deinit(&function);
  return ok;
}
