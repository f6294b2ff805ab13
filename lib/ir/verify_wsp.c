// What kernels, workloads and tasks must be beyond their rows.
#include <string.h>

#include "verify.h"

static ptowsp_type_t function_type(const ptowsp_op_t *op) {
  return ptowsp_attr_as_type(ptowsp_attr_lookup(op->properties, "function_type"));
}

static bool check_entry(const ptowsp_op_t *op, ptowsp_type_t type) {
  const ptowsp_block_t *entry = op->regions[0].first;
  if (!entry) return ptowsp_verify_fail(op, "expects a body");
  if (entry->arg_count != ptowsp_type_input_count(type))
    return ptowsp_verify_fail(op, "entry block must have %zu arguments to match function signature",
                              ptowsp_type_input_count(type));
  for (uint32_t i = 0; i < entry->arg_count; i++)
    if (entry->args[i]->type != ptowsp_type_input(type, i))
      return ptowsp_verify_fail(
          op, "type of entry block argument #%u must match the function signature", i);
  if (!ptowsp_op_is(entry->last, PTOWSP_OP_WSP_RETURN))
    return ptowsp_verify_fail(op, "expects its body to be terminated by 'wsp.return'");
  return true;
}

static bool check_access(const ptowsp_op_t *op, size_t i, ptowsp_str_t access, ptowsp_type_t type) {
  if (ptowsp_type_kind(type) != PTOWSP_TYPE_MEMREF)
    return ptowsp_str_is(access, "value") ||
           ptowsp_verify_fail(op, "argument #%zu is no array: its access must be \"value\"", i);
  return !access.size || ptowsp_str_is(access, "in") || ptowsp_str_is(access, "out") ||
         ptowsp_str_is(access, "inout") ||
         ptowsp_verify_fail(op,
                            "access of argument #%zu must be \"in\", \"out\", \"inout\" or "
                            "\"\", but is \"%.*s\"",
                            i, (int)access.size, access.data);
}

// The arguments that are arrays of unsigned integers, by number.
static bool check_unsigned(const ptowsp_op_t *op) {
  ptowsp_attr_t list = ptowsp_op_attr(op, "wsp.unsigned");
  if (!list) return true;
  bool dense = ptowsp_attr_kind(list) == PTOWSP_ATTR_DENSE_ARRAY;
  bool ok = dense ? ptowsp_type_is_integer(ptowsp_attr_dense_array_element(list))
                  : ptowsp_attr_kind(list) == PTOWSP_ATTR_ARRAY;
  for (size_t i = 0; ok && !dense && i < ptowsp_attr_count(list); i++)
    ok = ptowsp_attr_kind(ptowsp_attr_at(list, i)) == PTOWSP_ATTR_INTEGER;
  return ok || ptowsp_verify_fail(op, "'wsp.unsigned' must be an array of argument numbers");
}

static bool check_signature(const ptowsp_op_t *op) {
  if (!check_unsigned(op)) return false;
  ptowsp_type_t type = function_type(op);
  size_t count = ptowsp_type_input_count(type);
  if (ptowsp_type_result_count(type)) return ptowsp_verify_fail(op, "must not return values");
  ptowsp_attr_t names = ptowsp_attr_lookup(op->properties, "arg_names");
  ptowsp_attr_t access = ptowsp_attr_lookup(op->properties, "arg_access");
  if (ptowsp_attr_count(names) != count)
    return ptowsp_verify_fail(op, "'arg_names' has %zu entries for %zu arguments",
                              ptowsp_attr_count(names), count);
  if (ptowsp_attr_count(access) != count)
    return ptowsp_verify_fail(op, "'arg_access' has %zu entries for %zu arguments",
                              ptowsp_attr_count(access), count);
  for (size_t i = 0; i < count; i++)
    if (!check_access(op, i, ptowsp_attr_text(ptowsp_attr_at(access, i)),
                      ptowsp_type_input(type, i)))
      return false;
  return check_entry(op, type);
}

// A unit for a value, {offsets, sizes} with one number per dimension for an array.
static bool check_footprint(const ptowsp_op_t *op, size_t i, ptowsp_attr_t footprint,
                            ptowsp_type_t type) {
  if (ptowsp_attr_kind(footprint) == PTOWSP_ATTR_UNIT) return true;
  bool ok = ptowsp_attr_kind(footprint) == PTOWSP_ATTR_DICTIONARY &&
            ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF;
  static const char *const names[] = {"offsets", "sizes"};
  for (size_t k = 0; ok && k < PTOWSP_COUNTOF(names); k++) {
    ptowsp_attr_t list = ptowsp_attr_lookup(footprint, names[k]);
    ok = list && ptowsp_attr_kind(list) == PTOWSP_ATTR_DENSE_ARRAY &&
         ptowsp_type_is_i(ptowsp_attr_dense_array_element(list), 64) &&
         ptowsp_attr_count(list) == ptowsp_type_rank(type);
  }
  if (!ok)
    return ptowsp_verify_fail(op,
                              "footprint of argument #%zu must be unit, or offsets and "
                              "sizes with one number per dimension",
                              i);
  ptowsp_attr_t offsets = ptowsp_attr_lookup(footprint, names[0]);
  ptowsp_attr_t sizes = ptowsp_attr_lookup(footprint, names[1]);
  for (size_t k = 0; k < ptowsp_attr_count(offsets); k++) {
    int64_t offset = ptowsp_attr_dense_array_int(offsets, k);
    int64_t size = ptowsp_attr_dense_array_int(sizes, k), most = PTOWSP_MOST_ELEMENTS;
    ok &= offset >= -most && offset <= most && size >= 0 && size <= 2 * most;
  }
  return ok || ptowsp_verify_fail(op, "footprint of argument #%zu is no part of any array", i);
}

// Kernels and workloads find one another in their module, and passes look for them there.
static bool check_parent(const ptowsp_op_t *op) {
  const ptowsp_op_t *parent = ptowsp_op_parent(op);
  return !parent || ptowsp_op_is(parent, PTOWSP_OP_BUILTIN_MODULE) ||
         ptowsp_verify_fail(op, "expects parent op 'builtin.module'");
}

bool ptowsp_verify_kernel(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  if (!check_parent(op) || !check_signature(op)) return false;
  ptowsp_attr_t core = ptowsp_attr_lookup(op->properties, "core");
  if (core && !ptowsp_str_is(ptowsp_attr_text(core), "aic") &&
      !ptowsp_str_is(ptowsp_attr_text(core), "aiv"))
    return ptowsp_verify_fail(op, "'core' must be \"aic\" or \"aiv\"");
  int64_t cycles = ptowsp_op_attr_int(op, "cycles", 0);
  if (cycles < 0 || cycles > INT64_C(1) << 50)
    return ptowsp_verify_fail(op, "'cycles' must be between 0 and 2^50");
  ptowsp_attr_t footprints = ptowsp_attr_lookup(op->properties, "footprints");
  if (!footprints) return true;
  ptowsp_type_t type = function_type(op);
  if (ptowsp_attr_count(footprints) != ptowsp_type_input_count(type))
    return ptowsp_verify_fail(op, "'footprints' has %zu entries for %zu arguments",
                              ptowsp_attr_count(footprints), ptowsp_type_input_count(type));
  for (size_t i = 0; i < ptowsp_attr_count(footprints); i++)
    if (!check_footprint(op, i, ptowsp_attr_at(footprints, i), ptowsp_type_input(type, i)))
      return false;
  return true;
}

static bool check_entry_kind(const ptowsp_op_t *op, const char *property, const char *name,
                             ptowsp_attr_kind_t kind, const char *what) {
  ptowsp_attr_t dictionary = ptowsp_attr_lookup(op->properties, property);
  ptowsp_attr_t value = dictionary ? ptowsp_attr_lookup(dictionary, name) : NULL;
  return !value || ptowsp_attr_kind(value) == kind ||
         ptowsp_verify_fail(op, "'%s' of '%s' must be %s", name, property, what);
}

bool ptowsp_verify_workload(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return check_parent(op) && check_signature(op) &&
         check_entry_kind(op, "dispatch", "policy", PTOWSP_ATTR_STRING, "a string") &&
         check_entry_kind(op, "dispatch", "n", PTOWSP_ATTR_INTEGER, "an integer") &&
         check_entry_kind(op, "dispatch", "key", PTOWSP_ATTR_STRING, "a string") &&
         check_entry_kind(op, "task_window", "size", PTOWSP_ATTR_INTEGER, "an integer") &&
         check_entry_kind(op, "task_window", "mode", PTOWSP_ATTR_STRING, "a string");
}

bool ptowsp_verify_wsp_return(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  const ptowsp_op_t *parent = ptowsp_op_parent(op);
  return ptowsp_op_is(parent, PTOWSP_OP_WSP_KERNEL) ||
         ptowsp_op_is(parent, PTOWSP_OP_WSP_WORKLOAD) ||
         ptowsp_verify_fail(op, "expects parent op to be one of 'wsp.kernel, wsp.workload'");
}

static bool check_in_workload(const ptowsp_op_t *op) {
  const ptowsp_op_t *around = ptowsp_op_parent(op);
  while (around && !ptowsp_op_has_trait(around, PTOWSP_TRAIT_ISOLATED))
    around = ptowsp_op_parent(around);
  return ptowsp_op_is(around, PTOWSP_OP_WSP_WORKLOAD) ||
         ptowsp_verify_fail(op, "must be in a 'wsp.workload'");
}

bool ptowsp_verify_ticket(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return check_in_workload(op);
}

bool ptowsp_verify_task(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  if (!check_in_workload(op)) return false;
  ptowsp_str_t name = ptowsp_op_attr_text(op, "callee");
  ptowsp_op_t *kernel = ptowsp_verify_symbol(v, op, name);
  if (!ptowsp_op_is(kernel, PTOWSP_OP_WSP_KERNEL))
    return ptowsp_verify_fail_symbol(op, name, "kernel");
  ptowsp_attr_t attr = ptowsp_attr_lookup(kernel->properties, "function_type");
  if (!attr || ptowsp_attr_kind(attr) != PTOWSP_ATTR_TYPE ||
      ptowsp_type_kind(ptowsp_attr_as_type(attr)) != PTOWSP_TYPE_FUNCTION)
    return true; // said at the kernel
  ptowsp_type_t type = ptowsp_attr_as_type(attr);
  size_t begin, count;
  ptowsp_spec_operands(ptowsp_specs_get(&v->specs, op->info), op, 0, &begin, &count);
  if (count != ptowsp_type_input_count(type)) {
    ptowsp_verify_fail(op, "has %zu arguments, but kernel @%s takes %zu", count, name.data,
                       ptowsp_type_input_count(type));
    ptowsp_note(v->context, kernel->loc, "kernel defined here");
    return false;
  }
  for (size_t i = 0; i < count; i++) {
    ptowsp_type_t given = op->operands[begin + i].value->type, taken = ptowsp_type_input(type, i);
    if (given == taken) continue;
    ptowsp_buffer_t x = {0}, y = {0};
    ptowsp_verify_fail(op, "argument #%zu has type '%s', but kernel @%s takes '%s'", i,
                       ptowsp_verify_type(&x, given), name.data, ptowsp_verify_type(&y, taken));
    ptowsp_note(v->context, kernel->loc, "kernel defined here");
    ptowsp_buffer_deinit(&x);
    ptowsp_buffer_deinit(&y);
    return false;
  }
  return true;
}

bool ptowsp_verify_at(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t source = op->operands[0].value->type, result = op->results[0].type;
  if (op->operand_count - 1 != ptowsp_type_rank(source))
    return ptowsp_verify_fail(op, "needs one index per dimension of its source: %zu, but has %u",
                              ptowsp_type_rank(source), op->operand_count - 1);
  return ptowsp_type_element(source) == ptowsp_type_element(result) ||
         ptowsp_verify_fail(op, "source and result must have the same element type");
}
