// The custom forms that a format string cannot say (format_hooks.def), printed.
#include <string.h>

#include "print.h"

static ptowsp_type_t function_type(const ptowsp_op_t *op) {
  ptowsp_attr_t attr = ptowsp_attr_lookup(op->properties, "function_type");
  if (!attr || ptowsp_attr_kind(attr) != PTOWSP_ATTR_TYPE) return NULL;
  ptowsp_type_t type = ptowsp_attr_as_type(attr);
  return ptowsp_type_kind(type) == PTOWSP_TYPE_FUNCTION ? type : NULL;
}

// The entry block's arguments are the function's inputs.
static bool entry_fits(const ptowsp_op_t *op, ptowsp_type_t type) {
  const ptowsp_block_t *entry = op->regions[0].first;
  if (!entry) return true;
  if (entry->arg_count != ptowsp_type_input_count(type)) return false;
  for (uint32_t i = 0; i < entry->arg_count; i++)
    if (entry->args[i]->type != ptowsp_type_input(type, i)) return false;
  return true;
}

// ---------------------------------------------------------------- func.func

// One dictionary for each of `count`. As in MLIR, empty ones are as good as none.
static bool attrs_fit(const ptowsp_op_t *op, const char *name, size_t count) {
  ptowsp_attr_t attrs = ptowsp_attr_lookup(op->properties, name);
  if (!attrs) return true;
  if (ptowsp_attr_kind(attrs) != PTOWSP_ATTR_ARRAY || ptowsp_attr_count(attrs) != count)
    return false;
  for (size_t i = 0; i < count; i++) {
    if (ptowsp_attr_kind(ptowsp_attr_at(attrs, i)) != PTOWSP_ATTR_DICTIONARY) return false;
  }
  return true;
}

bool ptowsp_fits_hook_FunctionSignature(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  (void)spec;
  ptowsp_type_t type = function_type(op);
  return type && entry_fits(op, type) &&
         attrs_fit(op, "arg_attrs", ptowsp_type_input_count(type)) &&
         attrs_fit(op, "res_attrs", ptowsp_type_result_count(type));
}

static void print_element_attrs(ptowsp_printer_t *p, const ptowsp_op_t *op, const char *name,
                                size_t i) {
  ptowsp_attr_t attrs = ptowsp_attr_lookup(op->properties, name);
  if (!attrs || !ptowsp_attr_count(ptowsp_attr_at(attrs, i))) return;
  ptowsp_buffer_putc(p->out, ' ');
  ptowsp_put_attr(p, ptowsp_attr_at(attrs, i));
}

static void print_arg_loc(ptowsp_printer_t *p, const ptowsp_block_t *entry, size_t i) {
  if (entry) ptowsp_print_arg_loc(p, entry->arg_locs[i]);
}

void ptowsp_print_hook_FunctionSignature(ptowsp_printer_t *p, ptowsp_op_t *op) {
  ptowsp_type_t type = function_type(op);
  const ptowsp_block_t *entry = op->regions[0].first;
  ptowsp_buffer_putc(p->out, '(');
  for (size_t i = 0; i < ptowsp_type_input_count(type); i++) {
    if (i) ptowsp_buffer_puts(p->out, ", ");
    if (entry) {
      ptowsp_print_value(p, entry->args[i]);
      ptowsp_buffer_puts(p->out, ": ");
    }
    ptowsp_put_type(p, ptowsp_type_input(type, i));
    print_element_attrs(p, op, "arg_attrs", i);
    print_arg_loc(p, entry, i);
  }
  ptowsp_buffer_putc(p->out, ')');
  size_t results = ptowsp_type_result_count(type);
  if (!results) return;
  ptowsp_attr_t attrs = ptowsp_attr_lookup(op->properties, "res_attrs");
  bool says = attrs && results && ptowsp_attr_count(ptowsp_attr_at(attrs, 0));
  bool bare = results == 1 && !says &&
              ptowsp_type_kind(ptowsp_type_result(type, 0)) != PTOWSP_TYPE_FUNCTION;
  ptowsp_buffer_puts(p->out, bare ? " -> " : " -> (");
  for (size_t i = 0; i < results; i++) {
    if (i) ptowsp_buffer_puts(p->out, ", ");
    ptowsp_put_type(p, ptowsp_type_result(type, i));
    print_element_attrs(p, op, "res_attrs", i);
  }
  if (!bare) ptowsp_buffer_putc(p->out, ')');
}

// ---------------------------------------------------------------- wsp.kernel, wsp.workload

static bool is_name(ptowsp_str_t text) {
  for (size_t i = 0; i < text.size; i++) {
    char c = text.data[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (!letter && (i == 0 || c < '0' || c > '9')) return false;
  }
  return text.size > 0;
}

static bool access_fits(ptowsp_str_t access, ptowsp_type_t type) {
  if (ptowsp_type_kind(type) != PTOWSP_TYPE_MEMREF) return ptowsp_str_is(access, "value");
  return !access.size || ptowsp_str_is(access, "in") || ptowsp_str_is(access, "out") ||
         ptowsp_str_is(access, "inout");
}

static bool names_are_distinct(ptowsp_attr_t names, size_t count) {
  for (size_t i = 1; i < count; i++)
    for (size_t k = 0; k < i; k++)
      if (ptowsp_attr_at(names, i) == ptowsp_attr_at(names, k)) return false;
  return true;
}

bool ptowsp_fits_hook_NamedSignature(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  (void)spec;
  enum { MAX_ARGS = 1000 };
  ptowsp_type_t type = function_type(op);
  ptowsp_attr_t names = ptowsp_attr_lookup(op->properties, "arg_names");
  ptowsp_attr_t access = ptowsp_attr_lookup(op->properties, "arg_access");
  if (!type || ptowsp_type_result_count(type) || !names || !access || !op->region_count ||
      !op->regions[0].first || !entry_fits(op, type))
    return false;
  size_t count = ptowsp_type_input_count(type);
  if (count > MAX_ARGS || ptowsp_attr_kind(names) != PTOWSP_ATTR_ARRAY ||
      ptowsp_attr_kind(access) != PTOWSP_ATTR_ARRAY || ptowsp_attr_count(names) != count ||
      ptowsp_attr_count(access) != count)
    return false;
  for (size_t i = 0; i < count; i++) {
    ptowsp_attr_t name = ptowsp_attr_at(names, i), word = ptowsp_attr_at(access, i);
    if (ptowsp_attr_kind(name) != PTOWSP_ATTR_STRING || !is_name(ptowsp_attr_text(name)) ||
        ptowsp_attr_kind(word) != PTOWSP_ATTR_STRING ||
        !access_fits(ptowsp_attr_text(word), ptowsp_type_input(type, i)))
      return false;
  }
  return names_are_distinct(names, count);
}

void ptowsp_print_hook_NamedSignature(ptowsp_printer_t *p, ptowsp_op_t *op) {
  ptowsp_type_t type = function_type(op);
  const ptowsp_block_t *entry = op->regions[0].first;
  ptowsp_attr_t access = ptowsp_attr_lookup(op->properties, "arg_access");
  ptowsp_buffer_putc(p->out, '(');
  for (size_t i = 0; i < ptowsp_type_input_count(type); i++) {
    if (i) ptowsp_buffer_puts(p->out, ", ");
    ptowsp_print_value(p, entry->args[i]);
    ptowsp_buffer_puts(p->out, ": ");
    ptowsp_str_t word = ptowsp_attr_text(ptowsp_attr_at(access, i));
    if (word.size) ptowsp_buffer_printf(p->out, "%.*s ", (int)word.size, word.data);
    ptowsp_put_type(p, ptowsp_type_input(type, i));
    print_arg_loc(p, entry, i);
  }
  ptowsp_buffer_putc(p->out, ')');
}

// ---------------------------------------------------------------- scf.for

bool ptowsp_fits_hook_ForHeader(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  (void)spec;
  const ptowsp_block_t *body = op->regions[0].first;
  if (!body || op->operand_count < 3 || body->arg_count != op->operand_count - 2 ||
      op->result_count != op->operand_count - 3)
    return false;
  ptowsp_type_t type = op->operands[0].value->type;
  if (op->operands[1].value->type != type || op->operands[2].value->type != type ||
      body->args[0]->type != type)
    return false;
  for (uint32_t i = 0; i < op->result_count; i++)
    if (op->operands[3 + i].value->type != op->results[i].type ||
        body->args[1 + i]->type != op->results[i].type)
      return false;
  return true;
}

void ptowsp_print_hook_ForHeader(ptowsp_printer_t *p, ptowsp_op_t *op) {
  const ptowsp_block_t *body = op->regions[0].first;
  ptowsp_print_value(p, body->args[0]);
  ptowsp_buffer_puts(p->out, " = ");
  ptowsp_print_value(p, op->operands[0].value);
  ptowsp_buffer_puts(p->out, " to ");
  ptowsp_print_value(p, op->operands[1].value);
  ptowsp_buffer_puts(p->out, " step ");
  ptowsp_print_value(p, op->operands[2].value);
  for (uint32_t i = 0; i < op->result_count; i++) {
    ptowsp_buffer_puts(p->out, i ? ", " : " iter_args(");
    ptowsp_print_value(p, body->args[1 + i]);
    ptowsp_buffer_puts(p->out, " = ");
    ptowsp_print_value(p, op->operands[3 + i].value);
  }
  for (uint32_t i = 0; i < op->result_count; i++) {
    ptowsp_buffer_puts(p->out, i ? ", " : ") -> (");
    ptowsp_put_type(p, op->results[i].type);
  }
  if (op->result_count) ptowsp_buffer_putc(p->out, ')');
  if (ptowsp_type_is_index(body->args[0]->type)) return;
  ptowsp_buffer_puts(p->out, "  : "); // two spaces, as MLIR has it
  ptowsp_put_type(p, body->args[0]->type);
}

// ---------------------------------------------------------------- arith.select

bool ptowsp_fits_hook_SelectTypes(const ptowsp_spec_t *spec, const ptowsp_op_t *op) {
  (void)spec;
  return op->operand_count == 3;
}

void ptowsp_print_hook_SelectTypes(ptowsp_printer_t *p, ptowsp_op_t *op) {
  ptowsp_type_t condition = op->operands[0].value->type;
  if (!ptowsp_type_is_i(condition, 1)) {
    ptowsp_put_type(p, condition);
    ptowsp_buffer_puts(p->out, ", ");
  }
  ptowsp_put_type(p, op->operands[1].value->type);
}
