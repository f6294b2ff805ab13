// The custom forms of memref that a format string cannot say (format_hooks.def), printed.
#include <string.h>

#include "print.h"

bool ptowsp_index_list_fits(const ptowsp_spec_t *spec, const ptowsp_op_t *op, size_t group,
                            const char *attr) {
  size_t begin, count, dynamic = 0;
  ptowsp_attr_t numbers = ptowsp_attr_lookup(op->properties, attr);
  if (!numbers || !ptowsp_spec_operands(spec, op, group, &begin, &count)) return false;
  for (size_t i = 0; i < ptowsp_attr_count(numbers); i++)
    dynamic += ptowsp_attr_dense_array_int(numbers, i) == PTOWSP_DYNAMIC;
  return dynamic == count;
}

void ptowsp_print_index_list(ptowsp_printer_t *p, const ptowsp_op_t *op, size_t group,
                             const char *attr, const char *brackets) {
  size_t begin = 0, count = 0;
  ptowsp_attr_t numbers = ptowsp_attr_lookup(op->properties, attr);
  ptowsp_spec_operands(ptowsp_specs_get(&p->specs, op->info), op, group, &begin, &count);
  ptowsp_buffer_putc(p->out, brackets[0]);
  for (size_t i = 0; i < ptowsp_attr_count(numbers); i++) {
    int64_t number = ptowsp_attr_dense_array_int(numbers, i);
    if (i) ptowsp_buffer_puts(p->out, ", ");
    if (number == PTOWSP_DYNAMIC)
      ptowsp_print_operand(p, op, begin++);
    else
      ptowsp_print_i64(p->out, number);
  }
  ptowsp_buffer_putc(p->out, brackets[1]);
}

static const char *const lists[] = {"static_offsets", "static_sizes", "static_strides"};

bool ptowsp_fits_hook_DynamicIndexLists(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  for (size_t i = 0; i < 3; i++)
    if (!ptowsp_index_list_fits(spec, op, 1 + i, lists[i])) return false;
  return true;
}

void ptowsp_print_hook_DynamicIndexLists(ptowsp_printer_t *p, ptowsp_op_t *op) {
  for (size_t i = 0; i < 3; i++) {
    if (i) ptowsp_buffer_putc(p->out, ' ');
    ptowsp_print_index_list(p, op, 1 + i, lists[i], "[]");
  }
}

bool ptowsp_fits_hook_NamedIndexLists(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  return ptowsp_fits_hook_DynamicIndexLists(spec, op);
}

void ptowsp_print_hook_NamedIndexLists(ptowsp_printer_t *p, ptowsp_op_t *op) {
  static const char *const labels[] = {"offset: ", ", sizes: ", ", strides: "};
  for (size_t i = 0; i < 3; i++) {
    ptowsp_buffer_puts(p->out, labels[i]);
    ptowsp_print_index_list(p, op, 1 + i, lists[i], "[]");
  }
}

bool ptowsp_fits_hook_OutputShape(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  return ptowsp_index_list_fits(spec, op, 1, "static_output_shape");
}

void ptowsp_print_hook_OutputShape(ptowsp_printer_t *p, ptowsp_op_t *op) {
  ptowsp_print_index_list(p, op, 1, "static_output_shape", "[]");
}

// ---------------------------------------------------------------- memref.global

// The value's type is not spelled: it must be the memref's.
bool ptowsp_fits_hook_GlobalValue(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  (void)spec;
  ptowsp_attr_t type = ptowsp_attr_lookup(op->properties, "type");
  ptowsp_attr_t value = ptowsp_attr_lookup(op->properties, "initial_value");
  ptowsp_type_t memref = ptowsp_attr_as_type(type);
  if (ptowsp_type_kind(memref) != PTOWSP_TYPE_MEMREF || !ptowsp_type_has_static_shape(memref))
    return false;
  if (!value || ptowsp_attr_kind(value) == PTOWSP_ATTR_UNIT) return true;
  ptowsp_attr_kind_t kind = ptowsp_attr_kind(value);
  if (kind != PTOWSP_ATTR_DENSE && kind != PTOWSP_ATTR_DENSE_TEXT) return false;
  ptowsp_type_t own = ptowsp_attr_value_type(value);
  size_t rank = ptowsp_type_rank(memref);
  return ptowsp_type_kind(own) == PTOWSP_TYPE_TENSOR && ptowsp_type_rank(own) == rank &&
         !memcmp(ptowsp_type_shape(own), ptowsp_type_shape(memref), rank * sizeof(int64_t)) &&
         ptowsp_type_element(own) == ptowsp_type_element(memref);
}

void ptowsp_print_hook_GlobalValue(ptowsp_printer_t *p, ptowsp_op_t *op) {
  ptowsp_attr_t value = ptowsp_attr_lookup(op->properties, "initial_value");
  ptowsp_put_type(p, ptowsp_attr_as_type(ptowsp_attr_lookup(op->properties, "type")));
  if (!value) return;
  ptowsp_buffer_puts(p->out, " = ");
  if (ptowsp_attr_kind(value) == PTOWSP_ATTR_UNIT)
    ptowsp_buffer_puts(p->out, "uninitialized");
  else
    ptowsp_print_elements(p->out, p->aliases, value);
}

// ---------------------------------------------------------------- memref.transpose

// affine_map<(…) -> (…)>, where each result is a dimension.
bool ptowsp_fits_hook_Permutation(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  (void)spec;
  ptowsp_attr_t map = ptowsp_attr_lookup(op->properties, "permutation");
  if (ptowsp_attr_kind(map) != PTOWSP_ATTR_AFFINE) return false;
  ptowsp_str_t text = ptowsp_attr_text(map);
  const char *arrow = memmem(text.data, text.size, "-> (", 4), *end = text.data + text.size;
  if (!arrow || memchr(text.data, '[', text.size)) return false;
  for (const char *at = arrow + 4; at < end - 2; at++)
    if (*at == 'd' ? at[-1] != '(' && at[-1] != ' ' : !strchr("0123456789, ", *at)) return false;
  for (const char *at = arrow + 4; at < end - 2; at++)
    if (*at >= '0' && *at <= '9' && !(at[-1] >= '0' && at[-1] <= '9') && at[-1] != 'd')
      return false;
  return true;
}

void ptowsp_print_hook_Permutation(ptowsp_printer_t *p, ptowsp_op_t *op) {
  ptowsp_str_t text = ptowsp_attr_text(ptowsp_attr_lookup(op->properties, "permutation"));
  size_t prefix = strlen("affine_map<");
  ptowsp_buffer_append(p->out, text.data + prefix, text.size - prefix - 1);
}

// ---------------------------------------------------------------- memref.prefetch

bool ptowsp_fits_hook_PrefetchKind(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  (void)spec, (void)op;
  return true;
}

void ptowsp_print_hook_PrefetchKind(ptowsp_printer_t *p, ptowsp_op_t *op) {
  bool write = ptowsp_op_attr_int(op, "isWrite", 0),
       data = ptowsp_op_attr_int(op, "isDataCache", 0);
  ptowsp_buffer_printf(p->out, ", %s, locality<%lld>, %s", write ? "write" : "read",
                       (long long)ptowsp_op_attr_int(op, "localityHint", 0),
                       data ? "data" : "instr");
}

// ---------------------------------------------------------------- memref.extract_strided_metadata

bool ptowsp_fits_hook_MetadataTypes(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  (void)spec, (void)op;
  return true;
}

void ptowsp_print_hook_MetadataTypes(ptowsp_printer_t *p, ptowsp_op_t *op) {
  for (uint32_t i = 0; i < op->result_count; i++) {
    if (i) ptowsp_buffer_puts(p->out, ", ");
    ptowsp_put_type(p, op->results[i].type);
  }
}

// ---------------------------------------------------------------- memref.distinct_objects

bool ptowsp_fits_hook_SameTypes(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  (void)spec;
  if (op->result_count != op->operand_count || !op->operand_count) return false;
  for (uint32_t i = 0; i < op->result_count; i++)
    if (op->results[i].type != op->operands[i].value->type) return false;
  return true;
}

void ptowsp_print_hook_SameTypes(ptowsp_printer_t *p, ptowsp_op_t *op) {
  for (uint32_t i = 0; i < op->operand_count; i++) {
    if (i) ptowsp_buffer_puts(p->out, ", ");
    ptowsp_put_type(p, op->operands[i].value->type);
  }
}

// ---------------------------------------------------------------- memref.dma_start

// Where the three buffers stand among the operands; false if they do not fit their indices.
static bool find_places(const ptowsp_op_t *op, uint32_t *out_places) {
  uint32_t at = 0;
  for (size_t i = 0; i < 3; i++) {
    if (at >= op->operand_count || !op->operands[at].value) return false;
    ptowsp_type_t type = op->operands[at].value->type;
    if (ptowsp_type_kind(type) != PTOWSP_TYPE_MEMREF || ptowsp_type_is_unranked(type)) return false;
    out_places[i] = at;
    at += 1 + (uint32_t)ptowsp_type_rank(type) + (i == 1);
  }
  return at == op->operand_count || at + 2 == op->operand_count;
}

bool ptowsp_fits_hook_DmaOperands(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  (void)spec;
  uint32_t places[3], next = 0;
  if (!find_places(op, places)) return false;
  for (uint32_t i = 0; i < op->operand_count; i++) {
    if (next < 3 && i == places[next])
      next++;
    else if (!op->operands[i].value || !ptowsp_type_is_index(op->operands[i].value->type))
      return false;
  }
  return true;
}

bool ptowsp_fits_hook_DmaTypes(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  return ptowsp_fits_hook_DmaOperands(spec, op);
}

static void print_place(ptowsp_printer_t *p, ptowsp_op_t *op, uint32_t at) {
  size_t rank = ptowsp_type_rank(op->operands[at].value->type);
  ptowsp_print_value(p, op->operands[at].value);
  ptowsp_buffer_putc(p->out, '[');
  for (size_t i = 0; i < rank; i++) {
    if (i) ptowsp_buffer_puts(p->out, ", ");
    ptowsp_print_value(p, op->operands[at + 1 + i].value);
  }
  ptowsp_buffer_putc(p->out, ']');
}

void ptowsp_print_hook_DmaOperands(ptowsp_printer_t *p, ptowsp_op_t *op) {
  uint32_t places[3];
  if (!find_places(op, places)) return;
  uint32_t end = places[2] + 1 + (uint32_t)ptowsp_type_rank(op->operands[places[2]].value->type);
  print_place(p, op, places[0]);
  ptowsp_buffer_puts(p->out, ", ");
  print_place(p, op, places[1]);
  ptowsp_buffer_puts(p->out, ", ");
  ptowsp_print_value(p, op->operands[places[2] - 1].value);
  ptowsp_buffer_puts(p->out, ", ");
  print_place(p, op, places[2]);
  for (uint32_t i = end; i < op->operand_count; i++) {
    ptowsp_buffer_puts(p->out, ", ");
    ptowsp_print_value(p, op->operands[i].value);
  }
}

void ptowsp_print_hook_DmaTypes(ptowsp_printer_t *p, ptowsp_op_t *op) {
  uint32_t places[3];
  if (!find_places(op, places)) return;
  for (size_t i = 0; i < 3; i++) {
    if (i) ptowsp_buffer_puts(p->out, ", ");
    ptowsp_put_type(p, op->operands[places[i]].value->type);
  }
}
