// Holds an op against its row: counts, types, attributes, traits.
#include <string.h>

#include "format.h"

static bool find_range(const ptowsp_group_spec_t *groups, size_t group_count, size_t total,
                       size_t i, size_t *out_begin, size_t *out_count) {
  size_t single = 0, open = 0;
  for (size_t g = 0; g < group_count; g++)
    if (groups[g].arity == PTOWSP_ARITY_ONE)
      single++;
    else
      open++;
  if (total < single || (!open && total != single)) return false;
  if (open > 1 && (total - single) % open) return false;
  // Several groups without sizes of their own have the same, as in MLIR's SameVariadicResultSize.
  size_t spare = open ? (total - single) / open : 0, begin = 0;
  for (size_t g = 0; g <= i; g++) {
    size_t count = groups[g].arity == PTOWSP_ARITY_ONE ? 1 : spare;
    if (groups[g].arity == PTOWSP_ARITY_OPTIONAL && count > 1) return false;
    if (g == i) {
      *out_begin = begin;
      *out_count = count;
    }
    begin += count;
  }
  return true;
}

static bool find_segment(const ptowsp_spec_t *spec, const ptowsp_op_t *op, size_t i,
                         size_t *out_begin, size_t *out_count) {
  ptowsp_attr_t sizes = ptowsp_attr_lookup(op->properties, "operandSegmentSizes");
  if (!sizes || ptowsp_attr_kind(sizes) != PTOWSP_ATTR_DENSE_ARRAY ||
      !ptowsp_type_is_i(ptowsp_attr_dense_array_element(sizes), 32) ||
      ptowsp_attr_count(sizes) != spec->operand_count)
    return false;
  int64_t begin = 0;
  for (size_t g = 0; g < spec->operand_count; g++) {
    int64_t count = ptowsp_attr_dense_array_int(sizes, g);
    bool fits = spec->operands[g].arity == PTOWSP_ARITY_ONE        ? count == 1
                : spec->operands[g].arity == PTOWSP_ARITY_OPTIONAL ? count == 0 || count == 1
                                                                   : count >= 0;
    if (!fits) return false;
    if (g == i) {
      *out_begin = (size_t)begin;
      *out_count = (size_t)count;
    }
    begin += count;
  }
  return begin == (int64_t)op->operand_count;
}

bool ptowsp_spec_operands(const ptowsp_spec_t *spec, const ptowsp_op_t *op, size_t i,
                          size_t *out_begin, size_t *out_count) {
  if (spec->info->traits & PTOWSP_TRAIT_SEGMENTS)
    return find_segment(spec, op, i, out_begin, out_count);
  return find_range(spec->operands, spec->operand_count, op->operand_count, i, out_begin,
                    out_count);
}

bool ptowsp_spec_results(const ptowsp_spec_t *spec, const ptowsp_op_t *op, size_t i,
                         size_t *out_begin, size_t *out_count) {
  return find_range(spec->results, spec->result_count, op->result_count, i, out_begin, out_count);
}

ptowsp_attr_t ptowsp_spec_attr(const ptowsp_op_t *op, const ptowsp_attr_spec_t *attr) {
  ptowsp_attr_t value = ptowsp_attr_lookup(op->properties, attr->name);
  return value ? value : attr->otherwise;
}

const ptowsp_attr_spec_t *ptowsp_spec_find_attr(const ptowsp_spec_t *spec, ptowsp_str_t name) {
  for (size_t i = 0; i < spec->attr_count; i++)
    if (ptowsp_str_is(name, spec->attrs[i].name)) return &spec->attrs[i];
  return NULL;
}

// ---------------------------------------------------------------- constraints

static bool is_shaped(ptowsp_type_t type) {
  ptowsp_type_kind_t kind = ptowsp_type_kind(type);
  return kind == PTOWSP_TYPE_MEMREF || kind == PTOWSP_TYPE_TENSOR || kind == PTOWSP_TYPE_VECTOR ||
         kind == PTOWSP_TYPE_TILE;
}

static bool is_signless(ptowsp_type_t type) {
  return ptowsp_type_is_integer(type) && ptowsp_type_signedness(type) == PTOWSP_SIGNLESS;
}

bool ptowsp_rule_accepts(ptowsp_rule_t rule, ptowsp_type_t type) {
  switch (rule) {
    case PTOWSP_RULE_index:
      return ptowsp_type_is_index(type);
    case PTOWSP_RULE_int:
      return is_signless(type);
    case PTOWSP_RULE_intlike:
      return is_signless(type) || ptowsp_type_is_index(type);
    case PTOWSP_RULE_i1:
      return ptowsp_type_is_i(type, 1);
    case PTOWSP_RULE_float:
      return ptowsp_type_is_float(type);
    case PTOWSP_RULE_numeric:
      return is_signless(type) || ptowsp_type_is_index(type) || ptowsp_type_is_float(type);
    case PTOWSP_RULE_memref:
      return ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF && !ptowsp_type_is_unranked(type);
    case PTOWSP_RULE_anymemref:
      return ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF;
    case PTOWSP_RULE_tile:
      return ptowsp_type_kind(type) == PTOWSP_TYPE_TILE;
    case PTOWSP_RULE_function:
      return ptowsp_type_kind(type) == PTOWSP_TYPE_FUNCTION;
    case PTOWSP_RULE_tensor:
      return ptowsp_type_kind(type) == PTOWSP_TYPE_TENSOR;
    case PTOWSP_RULE_vector:
      return ptowsp_type_kind(type) == PTOWSP_TYPE_VECTOR;
    case PTOWSP_RULE_shaped:
      return is_shaped(type);
    default:
      return true;
  }
}

// What diagnostics call a constraint: MLIR's words.
static const char *describe_rule(ptowsp_rule_t rule, bool elementwise) {
  switch (rule) {
    case PTOWSP_RULE_int:
      return elementwise ? "signless-fixed-width-integer-like" : "signless integer";
    case PTOWSP_RULE_intlike:
      return "signless-integer-like";
    case PTOWSP_RULE_i1:
      return elementwise ? "bool-like" : "1-bit signless integer";
    case PTOWSP_RULE_float:
      return "floating-point-like";
    case PTOWSP_RULE_numeric:
      return "signless integer, index or floating-point";
    case PTOWSP_RULE_memref:
      return "memref of any type values";
    case PTOWSP_RULE_anymemref:
      return "ranked or unranked memref of any type values";
    case PTOWSP_RULE_tile:
      return "tile of any type values";
    default:
      return ptowsp_rule_name(rule);
  }
}

static bool enum_accepts(const ptowsp_enum_t *words, ptowsp_attr_t attr) {
  ptowsp_attr_kind_t kind = ptowsp_attr_kind(attr);
  switch (words->storage) {
    case PTOWSP_STORAGE_STRING:
      return kind == PTOWSP_ATTR_STRING && ptowsp_enum_number(words, ptowsp_attr_text(attr)) >= 0;
    case PTOWSP_STORAGE_FLAGS:
    case PTOWSP_STORAGE_FLAGS_ALL:
      return kind == PTOWSP_ATTR_OPAQUE && ptowsp_flags_are(words, ptowsp_attr_text(attr));
    default:
      break;
  }
  unsigned width = words->storage == PTOWSP_STORAGE_I64 ? 64 : 32;
  return kind == PTOWSP_ATTR_INTEGER && ptowsp_type_is_i(ptowsp_attr_value_type(attr), width) &&
         ptowsp_attr_int_value(attr) >= 0 &&
         ptowsp_enum_word(words, ptowsp_attr_int_value(attr)).size;
}

static bool is_array_of(ptowsp_attr_t attr, ptowsp_attr_kind_t kind) {
  if (ptowsp_attr_kind(attr) != PTOWSP_ATTR_ARRAY) return false;
  for (size_t i = 0; i < ptowsp_attr_count(attr); i++)
    if (ptowsp_attr_kind(ptowsp_attr_at(attr, i)) != kind) return false;
  return true;
}

static bool is_dense_array(ptowsp_attr_t attr, unsigned width) {
  return ptowsp_attr_kind(attr) == PTOWSP_ATTR_DENSE_ARRAY &&
         ptowsp_type_is_i(ptowsp_attr_dense_array_element(attr), width);
}

bool ptowsp_attr_rule_accepts(const ptowsp_attr_spec_t *spec, ptowsp_attr_t attr) {
  ptowsp_attr_kind_t kind = ptowsp_attr_kind(attr);
  switch (spec->rule) {
    case PTOWSP_ATTR_RULE_any:
      return true;
    case PTOWSP_ATTR_RULE_unit:
      return kind == PTOWSP_ATTR_UNIT;
    case PTOWSP_ATTR_RULE_bool:
      return kind == PTOWSP_ATTR_INTEGER && ptowsp_type_is_i(ptowsp_attr_value_type(attr), 1);
    case PTOWSP_ATTR_RULE_i64:
      return kind == PTOWSP_ATTR_INTEGER && ptowsp_type_is_i(ptowsp_attr_value_type(attr), 64);
    case PTOWSP_ATTR_RULE_i32:
      return kind == PTOWSP_ATTR_INTEGER && ptowsp_type_is_i(ptowsp_attr_value_type(attr), 32);
    case PTOWSP_ATTR_RULE_int:
      return kind == PTOWSP_ATTR_INTEGER;
    case PTOWSP_ATTR_RULE_float:
      return kind == PTOWSP_ATTR_FLOAT;
    case PTOWSP_ATTR_RULE_numeric:
      return kind == PTOWSP_ATTR_INTEGER || kind == PTOWSP_ATTR_FLOAT;
    case PTOWSP_ATTR_RULE_string:
    case PTOWSP_ATTR_RULE_symname:
      return kind == PTOWSP_ATTR_STRING;
    case PTOWSP_ATTR_RULE_symbol:
      return kind == PTOWSP_ATTR_SYMBOL;
    case PTOWSP_ATTR_RULE_type:
      return kind == PTOWSP_ATTR_TYPE;
    case PTOWSP_ATTR_RULE_array:
      return kind == PTOWSP_ATTR_ARRAY;
    case PTOWSP_ATTR_RULE_dict:
      return kind == PTOWSP_ATTR_DICTIONARY;
    case PTOWSP_ATTR_RULE_i32array:
      return is_dense_array(attr, 32);
    case PTOWSP_ATTR_RULE_i64array:
      return is_dense_array(attr, 64);
    case PTOWSP_ATTR_RULE_strings:
      return is_array_of(attr, PTOWSP_ATTR_STRING);
    case PTOWSP_ATTR_RULE_function:
      return kind == PTOWSP_ATTR_TYPE &&
             ptowsp_type_kind(ptowsp_attr_as_type(attr)) == PTOWSP_TYPE_FUNCTION;
    case PTOWSP_ATTR_RULE_map:
      return kind == PTOWSP_ATTR_AFFINE;
    case PTOWSP_ATTR_RULE_ENUM:
      return enum_accepts(spec->words, attr);
  }
  return false;
}

static const char *describe_attr_rule(const ptowsp_attr_spec_t *spec) {
  switch (spec->rule) {
    case PTOWSP_ATTR_RULE_unit:
      return "unit attribute";
    case PTOWSP_ATTR_RULE_bool:
      return "bool attribute";
    case PTOWSP_ATTR_RULE_i64:
      return "64-bit signless integer attribute";
    case PTOWSP_ATTR_RULE_i32:
      return "32-bit signless integer attribute";
    case PTOWSP_ATTR_RULE_string:
    case PTOWSP_ATTR_RULE_symname:
      return "string attribute";
    case PTOWSP_ATTR_RULE_symbol:
      return "symbol reference attribute";
    case PTOWSP_ATTR_RULE_array:
      return "array attribute";
    case PTOWSP_ATTR_RULE_dict:
      return "dictionary of named attribute values";
    case PTOWSP_ATTR_RULE_i32array:
      return "i32 dense array attribute";
    case PTOWSP_ATTR_RULE_i64array:
      return "i64 dense array attribute";
    case PTOWSP_ATTR_RULE_strings:
      return "string array attribute";
    case PTOWSP_ATTR_RULE_function:
      return "type attribute of function type";
    case PTOWSP_ATTR_RULE_ENUM:
      return spec->words->words;
    default:
      return ptowsp_attr_rule_name(spec);
  }
}

// ---------------------------------------------------------------- the check

typedef struct {
  const ptowsp_spec_t *spec;
  const ptowsp_op_t *op;
  bool report;
  bool ok;
  ptowsp_fix_t fix; // of what fails
} check_t;

static void fail(check_t *check, const char *format, ...) PTOWSP_PRINTF(2, 3);
static void fail(check_t *check, const char *format, ...) {
  bool first = check->ok; // of an op that fails the first reason is said, as in MLIR
  check->ok = false;
  if (!check->report || !first) return;
  ptowsp_buffer_t text = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&text, format, args);
  va_end(args);
  ptowsp_loc_t loc = check->fix.loc.line ? check->fix.loc : check->op->loc;
  ptowsp_emit_fix(check->op->module->context, PTOWSP_SEVERITY_ERROR, loc, check->fix, "'%s' op %s",
                  ptowsp_op_name(check->op), text.data);
  ptowsp_buffer_deinit(&text);
}

static void fail_type(check_t *check, const char *what, size_t i, const char *must,
                      ptowsp_type_t type) {
  ptowsp_buffer_t text = {0};
  ptowsp_print_type(&text, type);
  fail(check, "%s #%zu must be %s, but got '%s'", what, i, must, text.data);
  ptowsp_buffer_deinit(&text);
}

static void check_count(check_t *check, const ptowsp_group_spec_t *groups, size_t group_count,
                        size_t found, const char *what) {
  size_t least = 0, open = 0, optional = group_count;
  for (size_t g = 0; g < group_count; g++) {
    least += groups[g].arity == PTOWSP_ARITY_ONE;
    open += groups[g].arity != PTOWSP_ARITY_ONE;
    if (groups[g].arity == PTOWSP_ARITY_OPTIONAL && optional == group_count) optional = g;
  }
  if (found < least && open)
    fail(check, "expected %zu or more %ss, but found %zu", least, what, found);
  else if (!open && found != least)
    fail(check, "expected %zu %s%s, but found %zu", least, what, least == 1 ? "" : "s", found);
  else if (optional < group_count && (found - least) / open > 1)
    fail(check, "%s group starting at #%zu requires 0 or 1 element, but found %zu", what, optional,
         (found - least) / open);
}

static ptowsp_type_t first_type(check_t *check, size_t group, bool is_result) {
  size_t begin = 0, count = 0;
  if (is_result) {
    if (!ptowsp_spec_results(check->spec, check->op, group, &begin, &count) || !count) return NULL;
    return check->op->results[begin].type;
  }
  if (!ptowsp_spec_operands(check->spec, check->op, group, &begin, &count) || !count) return NULL;
  ptowsp_value_t *value = check->op->operands[begin].value;
  return value ? value->type : NULL;
}

static bool has_element(ptowsp_type_t type) { return is_shaped(type); }

// Constraints that relate a type to another of the same op.
static void check_relation(check_t *check, const ptowsp_group_spec_t *group, const char *what,
                           size_t i, ptowsp_type_t type) {
  if (group->rule == PTOWSP_RULE_TYPEOF) {
    const ptowsp_attr_spec_t *spec = &check->spec->attrs[group->other];
    ptowsp_attr_t attr = ptowsp_attr_lookup(check->op->properties, spec->name);
    if (attr && ptowsp_attr_value_type(attr) != type)
      fail(check, "failed to verify that all of {%s, %.*s} have same type", spec->name,
           (int)group->name.size, group->name.data);
    return;
  }
  ptowsp_type_t other = first_type(check, group->other, group->other_is_result);
  if (!other) return;
  const ptowsp_group_spec_t *named = group->other_is_result ? &check->spec->results[group->other]
                                                            : &check->spec->operands[group->other];
  if (group->rule == PTOWSP_RULE_SAME && type != other)
    fail(check, "failed to verify that all of {%.*s, %.*s} have same type", (int)named->name.size,
         named->name.data, (int)group->name.size, group->name.data);
  if (group->rule == PTOWSP_RULE_ELEMENT && has_element(other) &&
      type != ptowsp_type_element(other))
    fail(check, "%s #%zu ('%.*s') must have the element type of '%.*s'", what, i,
         (int)group->name.size, group->name.data, (int)named->name.size, named->name.data);
}

static bool accepts(const check_t *check, ptowsp_rule_t rule, ptowsp_type_t type) {
  bool elementwise = check->spec->info->traits & PTOWSP_TRAIT_ELEMENTWISE;
  return ptowsp_rule_accepts(rule, elementwise ? ptowsp_type_scalar(type) : type);
}

// A condition may be one for all elements.
static void check_shapes(check_t *check) {
  const ptowsp_op_t *op = check->op;
  if (!(check->spec->info->traits & PTOWSP_TRAIT_ELEMENTWISE) || !op->result_count) return;
  ptowsp_type_t result = op->results[0].type;
  for (uint32_t i = 0; i < op->operand_count; i++) {
    ptowsp_type_t type = op->operands[i].value ? op->operands[i].value->type : result;
    bool one = ptowsp_op_is(op, PTOWSP_OP_ARITH_SELECT) && i == 0 && ptowsp_type_is_i(type, 1);
    bool any = ptowsp_op_is(op, PTOWSP_OP_ARITH_SELECT) && i > 0; // is the result's type
    if (one || any || ptowsp_type_same_shape(type, result)) continue;
    fail(check, "requires the same shape for all operands and results");
    return;
  }
  for (uint32_t i = 1; i < op->result_count; i++)
    if (!ptowsp_type_same_shape(op->results[i].type, result)) {
      fail(check, "requires the same shape for all operands and results");
      return;
    }
}

static void check_types(check_t *check) {
  const ptowsp_spec_t *spec = check->spec;
  const ptowsp_op_t *op = check->op;
  size_t begin = 0, count = 0;
  bool elementwise = spec->info->traits & PTOWSP_TRAIT_ELEMENTWISE;
  for (size_t g = 0; g < spec->operand_count; g++) {
    if (!ptowsp_spec_operands(spec, op, g, &begin, &count)) return;
    for (size_t i = begin; i < begin + count; i++) {
      if (!op->operands[i].value) continue;
      ptowsp_type_t type = op->operands[i].value->type;
      if (!accepts(check, spec->operands[g].rule, type))
        fail_type(check, "operand", i, describe_rule(spec->operands[g].rule, elementwise), type);
      else if (spec->operands[g].rule >= PTOWSP_RULE_SAME)
        check_relation(check, &spec->operands[g], "operand", i, type);
    }
  }
  for (size_t g = 0; g < spec->result_count; g++) {
    if (!ptowsp_spec_results(spec, op, g, &begin, &count)) return;
    for (size_t i = begin; i < begin + count; i++) {
      ptowsp_type_t type = op->results[i].type;
      if (!accepts(check, spec->results[g].rule, type))
        fail_type(check, "result", i, describe_rule(spec->results[g].rule, elementwise), type);
      else if (spec->results[g].rule >= PTOWSP_RULE_SAME &&
               !(spec->info->traits & PTOWSP_TRAIT_SAME_TYPE))
        check_relation(check, &spec->results[g], "result", i, type);
    }
  }
}

static void check_traits(check_t *check) {
  check_shapes(check);
  const ptowsp_op_t *op = check->op;
  uint32_t traits = check->spec->info->traits;
  if (!(traits & (PTOWSP_TRAIT_SAME_TYPE | PTOWSP_TRAIT_SAME_OPERANDS)) || !op->operand_count)
    return;
  ptowsp_value_t *first = op->operands[0].value;
  for (uint32_t i = 1; first && i < op->operand_count; i++)
    if (op->operands[i].value && op->operands[i].value->type != first->type) {
      fail(check, traits & PTOWSP_TRAIT_SAME_TYPE
                      ? "requires the same type for all operands and results"
                      : "requires all operands to have the same type");
      return;
    }
  if (!(traits & PTOWSP_TRAIT_SAME_TYPE) || !first) return;
  for (uint32_t i = 0; i < op->result_count; i++)
    if (op->results[i].type != first->type) {
      fail(check, "requires the same type for all operands and results");
      return;
    }
}

static void fail_property(check_t *check, const char *name) {
  ptowsp_nearest_t nearest = ptowsp_nearest_begin(ptowsp_str(name));
  for (size_t i = 0; i < check->spec->attr_count; i++)
    ptowsp_nearest_offer(&nearest, check->spec->attrs[i].name);
  const char *meant = ptowsp_nearest_end(&nearest);
  const ptowsp_op_t *op = check->op;
  check->fix.loc = ptowsp_context_find_word(op->module->context, op->loc, ptowsp_str(name));
  check->fix.text = meant;
  fail(check, meant ? "has no property '%s'; did you mean '%s'?" : "has no property '%s'", name,
       meant);
}

// Whether a property that there is not is close to the name of one that is missing: that it does
// not exist is said below.
static bool is_misspelled(const check_t *check, const char *missing) {
  ptowsp_attr_t properties = check->op->properties;
  for (size_t i = 0; properties && i < ptowsp_attr_count(properties); i++) {
    const char *name = ptowsp_attr_entry(properties, i).name;
    ptowsp_nearest_t nearest = ptowsp_nearest_begin(ptowsp_str(name));
    ptowsp_nearest_offer(&nearest, missing);
    if (ptowsp_nearest_end(&nearest) && !ptowsp_op_info_has_attr(check->spec->info, name))
      return true;
  }
  return false;
}

static void check_attrs(check_t *check) {
  const ptowsp_op_t *op = check->op;
  for (size_t i = 0; i < check->spec->attr_count; i++) {
    const ptowsp_attr_spec_t *attr = &check->spec->attrs[i];
    ptowsp_attr_t value = ptowsp_spec_attr(op, attr);
    if (!value && !attr->optional && !is_misspelled(check, attr->name))
      fail(check, "requires attribute '%s'", attr->name);
    else if (value && !ptowsp_attr_rule_accepts(attr, value))
      fail(check, "attribute '%s' failed to satisfy constraint: %s", attr->name,
           describe_attr_rule(attr));
  }
  size_t known = op->properties ? ptowsp_attr_count(op->properties) : 0;
  for (size_t i = 0; i < known; i++) {
    const char *name = ptowsp_attr_entry(op->properties, i).name;
    if (!ptowsp_op_info_has_attr(check->spec->info, name)) fail_property(check, name);
  }
  size_t others = op->attributes ? ptowsp_attr_count(op->attributes) : 0;
  for (size_t i = 0; i < others; i++) {
    const char *name = ptowsp_attr_entry(op->attributes, i).name;
    if (ptowsp_op_info_has_attr(check->spec->info, name))
      fail(check, "has the inherent attribute '%s' among the discardable ones", name);
  }
}

static void check_segments(check_t *check) {
  size_t begin, count;
  if (!(check->spec->info->traits & PTOWSP_TRAIT_SEGMENTS)) return;
  ptowsp_attr_t sizes = ptowsp_attr_lookup(check->op->properties, "operandSegmentSizes");
  if (!sizes || !is_dense_array(sizes, 32)) return; // said already
  if (ptowsp_attr_count(sizes) != check->spec->operand_count)
    fail(check,
         "'operandSegmentSizes' attribute for specifying operand segments must have %d "
         "elements, but got %zu",
         check->spec->operand_count, ptowsp_attr_count(sizes));
  else if (!ptowsp_spec_operands(check->spec, check->op, 0, &begin, &count))
    fail(check,
         "operand count (%u) does not match with the total size specified in attribute "
         "'operandSegmentSizes'",
         check->op->operand_count);
}

// The last of `wanted` stands for any number if there are many.
static void check_parts(check_t *check, uint32_t wanted, bool many, uint32_t found,
                        const char *what) {
  if (many ? found + 1 >= wanted : found == wanted) return;
  uint32_t least = many ? wanted - 1 : wanted;
  fail(check, "requires %s%u %s%s but found %u", many ? "at least " : "", least, what,
       least == 1 ? "" : "s", found);
}

bool ptowsp_spec_check(const ptowsp_spec_t *spec, const ptowsp_op_t *op, bool report) {
  check_t check = {.spec = spec, .op = op, .report = report, .ok = true};
  if (!(spec->info->traits & PTOWSP_TRAIT_SEGMENTS))
    check_count(&check, spec->operands, spec->operand_count, op->operand_count, "operand");
  check_count(&check, spec->results, spec->result_count, op->result_count, "result");
  check_parts(&check, spec->region_count, spec->many_regions, op->region_count, "region");
  check_parts(&check, spec->successor_count, spec->many_successors, op->successor_count,
              "successor");
  check_attrs(&check);
  check_segments(&check);
  if (!check.ok) return false;
  check_types(&check);
  if (check.ok) check_traits(&check);
  return check.ok;
}
