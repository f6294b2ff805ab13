// The custom forms of control flow that a format string cannot say (format_hooks.def), printed.
#include <string.h>

#include "print.h"

static void put(ptowsp_printer_t *p, const char *text) { ptowsp_buffer_puts(p->out, text); }

static void print_result_types(ptowsp_printer_t *p, const ptowsp_op_t *op) {
  for (uint32_t i = 0; i < op->result_count; i++) {
    if (i) put(p, ", ");
    ptowsp_put_type(p, op->results[i].type);
  }
}

// " -> type" or " -> (types)"
static void print_arrow(ptowsp_printer_t *p, const ptowsp_op_t *op) {
  bool bare =
      op->result_count == 1 && ptowsp_type_kind(op->results[0].type) != PTOWSP_TYPE_FUNCTION;
  put(p, bare ? " -> " : " -> (");
  print_result_types(p, op);
  if (!bare) put(p, ")");
}

bool ptowsp_fits_hook_ArrowTypes(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  (void)spec, (void)op;
  return true;
}

void ptowsp_print_hook_ArrowTypes(ptowsp_printer_t *p, ptowsp_op_t *op) {
  if (op->result_count) print_arrow(p, op);
}

bool ptowsp_fits_hook_ScopeTypes(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  (void)spec, (void)op;
  return true;
}

// One blank more than needed, as MLIR has it.
void ptowsp_print_hook_ScopeTypes(ptowsp_printer_t *p, ptowsp_op_t *op) {
  put(p, " ");
  if (!op->result_count) return;
  put(p, " -> (");
  print_result_types(p, op);
  put(p, ")");
}

static const ptowsp_block_t *entry_of(const ptowsp_op_t *op) {
  return op->region_count ? op->regions[0].first : NULL;
}

// Whether `count` entry arguments from `first` on have the types of the operands from `begin` on.
static bool args_match(const ptowsp_op_t *op, uint32_t first, size_t begin, size_t count) {
  const ptowsp_block_t *entry = entry_of(op);
  if (!entry || entry->arg_count != first + count) return false;
  for (size_t i = 0; i < count; i++)
    if (entry->args[first + i]->type != op->operands[begin + i].value->type) return false;
  return true;
}

static bool args_are_indices(const ptowsp_op_t *op, uint32_t count) {
  const ptowsp_block_t *entry = entry_of(op);
  if (!entry || entry->arg_count < count) return false;
  for (uint32_t i = 0; i < count; i++)
    if (!ptowsp_type_is_index(entry->args[i]->type)) return false;
  return true;
}

static bool results_match(const ptowsp_op_t *op, size_t begin, size_t count) {
  if (op->result_count != count) return false;
  for (size_t i = 0; i < count; i++)
    if (op->results[i].type != op->operands[begin + i].value->type) return false;
  return true;
}

static void print_args(ptowsp_printer_t *p, const ptowsp_op_t *op, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    put(p, i ? ", " : "(");
    ptowsp_print_value(p, entry_of(op)->args[i]);
  }
  put(p, count ? ")" : "()");
}

// %name = %operand, …
static void print_bindings(ptowsp_printer_t *p, const ptowsp_op_t *op, uint32_t first, size_t begin,
                           size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (i) put(p, ", ");
    ptowsp_print_value(p, entry_of(op)->args[first + i]);
    put(p, " = ");
    ptowsp_print_operand(p, op, begin + i);
  }
}

// ---------------------------------------------------------------- scf.while

bool ptowsp_fits_hook_WhileHeader(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  (void)spec;
  return args_match(op, 0, 0, op->operand_count) && op->regions[1].first;
}

void ptowsp_print_hook_WhileHeader(ptowsp_printer_t *p, ptowsp_op_t *op) {
  if (op->operand_count) {
    put(p, "(");
    print_bindings(p, op, 0, 0, op->operand_count);
    put(p, ") ");
  }
  put(p, ": (");
  for (uint32_t i = 0; i < op->operand_count; i++) {
    if (i) put(p, ", ");
    ptowsp_put_type(p, op->operands[i].value->type);
  }
  put(p, ")");
  print_arrow(p, op);
}

// ---------------------------------------------------------------- scf.parallel, scf.forall

bool ptowsp_fits_hook_ParallelHeader(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  size_t begin[4], count[4];
  for (size_t i = 0; i < 4; i++)
    if (!ptowsp_spec_operands(spec, op, i, &begin[i], &count[i])) return false;
  return count[0] == count[1] && count[0] == count[2] && args_are_indices(op, (uint32_t)count[0]) &&
         entry_of(op)->arg_count == count[0] && results_match(op, begin[3], count[3]);
}

static void print_group(ptowsp_printer_t *p, const ptowsp_op_t *op, size_t group) {
  size_t begin = 0, count = 0;
  ptowsp_spec_operands(ptowsp_specs_get(&p->specs, op->info), op, group, &begin, &count);
  put(p, "(");
  for (size_t i = 0; i < count; i++) {
    if (i) put(p, ", ");
    ptowsp_print_operand(p, op, begin + i);
  }
  put(p, ")");
}

void ptowsp_print_hook_ParallelHeader(ptowsp_printer_t *p, ptowsp_op_t *op) {
  static const char *const words[] = {" = ", " to ", " step ", " init "};
  print_args(p, op, entry_of(op)->arg_count);
  for (size_t group = 0; group < 4; group++) {
    if (group == 3 && !op->result_count) break;
    put(p, words[group]);
    print_group(p, op, group);
  }
  if (op->result_count) print_arrow(p, op);
}

static const char *const bounds[] = {"staticLowerBound", "staticUpperBound", "staticStep"};

bool ptowsp_fits_hook_ForallHeader(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  size_t begin, count;
  ptowsp_attr_t upper = ptowsp_attr_lookup(op->properties, bounds[1]);
  uint32_t rank = upper ? (uint32_t)ptowsp_attr_count(upper) : 0;
  for (size_t i = 0; i < 3; i++)
    if (!ptowsp_index_list_fits(spec, op, i, bounds[i]) ||
        ptowsp_attr_count(ptowsp_attr_lookup(op->properties, bounds[i])) != rank)
      return false;
  return ptowsp_spec_operands(spec, op, 3, &begin, &count) && args_are_indices(op, rank) &&
         args_match(op, rank, begin, count) && results_match(op, begin, count);
}

static bool are_all(const ptowsp_op_t *op, const char *attr, int64_t value) {
  ptowsp_attr_t numbers = ptowsp_attr_lookup(op->properties, attr);
  for (size_t i = 0; i < ptowsp_attr_count(numbers); i++)
    if (ptowsp_attr_dense_array_int(numbers, i) != value) return false;
  return true;
}

void ptowsp_print_hook_ForallHeader(ptowsp_printer_t *p, ptowsp_op_t *op) {
  static const char *const words[] = {" = ", " to ", " step "};
  bool normal = are_all(op, bounds[0], 0) && are_all(op, bounds[2], 1);
  uint32_t rank = entry_of(op)->arg_count - op->result_count;
  print_args(p, op, rank);
  for (size_t i = normal; i < (normal ? 2u : 3u); i++) {
    put(p, normal ? " in " : words[i]);
    ptowsp_print_index_list(p, op, i, bounds[i], "()");
  }
  if (!op->result_count) return;
  put(p, " shared_outs(");
  print_bindings(p, op, rank, op->operand_count - op->result_count, op->result_count);
  put(p, ") -> (");
  print_result_types(p, op);
  put(p, ")");
}

// ---------------------------------------------------------------- cf.switch

// As many operands and values as targets.
bool ptowsp_fits_hook_SwitchCases(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  size_t begin, count, cases = op->successor_count - 1u;
  int64_t total = 0, bytes;
  ptowsp_attr_t segments = ptowsp_attr_lookup(op->properties, "case_operand_segments");
  ptowsp_attr_t values = ptowsp_attr_lookup(op->properties, "case_values");
  ptowsp_type_t flag = op->operands[0].value->type;
  if (!op->successor_count || !ptowsp_spec_operands(spec, op, 2, &begin, &count) ||
      ptowsp_attr_count(segments) != cases || (values != NULL) != (cases > 0) ||
      !ptowsp_type_is_integer(flag) || ptowsp_type_width(flag) > 64)
    return false;
  for (size_t i = 0; i < cases; i++) {
    int64_t size = ptowsp_attr_dense_array_int(segments, i);
    if (size < 0) return false;
    total += size;
  }
  if (total != (int64_t)count) return false;
  if (!values) return true;
  if (ptowsp_attr_kind(values) != PTOWSP_ATTR_DENSE) return false;
  ptowsp_type_t type = ptowsp_attr_value_type(values);
  bytes = (int64_t)cases;
  return ptowsp_type_kind(type) == PTOWSP_TYPE_VECTOR && ptowsp_type_element(type) == flag &&
         ptowsp_type_rank(type) == 1 && ptowsp_type_shape(type)[0] == bytes &&
         !ptowsp_type_scalable(type);
}

static void print_target(ptowsp_printer_t *p, const ptowsp_op_t *op, uint32_t successor,
                         size_t begin, size_t count) {
  ptowsp_print_block_name(p, ptowsp_op_successors(op)[successor]);
  for (size_t i = 0; i < count; i++) {
    put(p, i ? ", " : "(");
    ptowsp_print_operand(p, op, begin + i);
  }
  for (size_t i = 0; i < count; i++) {
    put(p, i ? ", " : " : ");
    ptowsp_put_type(p, op->operands[begin + i].value->type);
  }
  if (count) put(p, ")");
}

static uint64_t case_value(const ptowsp_op_t *op, size_t i) {
  size_t size;
  bool splat;
  ptowsp_attr_t values = ptowsp_attr_lookup(op->properties, "case_values");
  ptowsp_type_t flag = op->operands[0].value->type;
  const char *data = ptowsp_attr_dense_data(values, &size, &splat);
  size_t bytes = ptowsp_type_bytes(flag);
  uint64_t value = 0;
  memcpy(&value, data + (splat ? 0 : i * bytes), bytes);
  return value & UINT64_MAX >> (64 - ptowsp_type_width(flag));
}

// MLIR ends the line behind the cases, but not behind the default alone.
void ptowsp_print_hook_SwitchCases(ptowsp_printer_t *p, ptowsp_op_t *op) {
  const ptowsp_spec_t *spec = ptowsp_specs_get(&p->specs, op->info);
  ptowsp_attr_t segments = ptowsp_attr_lookup(op->properties, "case_operand_segments");
  size_t begin = 0, count = 0;
  put(p, ", [");
  ptowsp_spec_operands(spec, op, 1, &begin, &count);
  ptowsp_print_newline(p, p->frames.size);
  put(p, "default: ");
  print_target(p, op, 0, begin, count);
  ptowsp_spec_operands(spec, op, 2, &begin, &count);
  for (uint32_t i = 1; i < op->successor_count; i++) {
    put(p, ",");
    ptowsp_print_newline(p, p->frames.size);
    ptowsp_print_u64(p->out, case_value(op, i - 1));
    put(p, ": ");
    count = (size_t)ptowsp_attr_dense_array_int(segments, i - 1);
    print_target(p, op, i, begin, count);
    begin += count;
  }
  if (op->successor_count > 1) ptowsp_print_newline(p, p->frames.size - 1);
  put(p, "]");
}

// ---------------------------------------------------------------- func.call_indirect

bool ptowsp_fits_hook_CalleeType(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  (void)spec;
  ptowsp_type_t type = op->operands[0].value->type;
  if (ptowsp_type_kind(type) != PTOWSP_TYPE_FUNCTION ||
      ptowsp_type_input_count(type) + 1 != op->operand_count ||
      ptowsp_type_result_count(type) != op->result_count)
    return false;
  for (uint32_t i = 1; i < op->operand_count; i++)
    if (op->operands[i].value->type != ptowsp_type_input(type, i - 1)) return false;
  for (uint32_t i = 0; i < op->result_count; i++)
    if (op->results[i].type != ptowsp_type_result(type, i)) return false;
  return true;
}

void ptowsp_print_hook_CalleeType(ptowsp_printer_t *p, ptowsp_op_t *op) {
  ptowsp_put_type(p, op->operands[0].value->type);
}
