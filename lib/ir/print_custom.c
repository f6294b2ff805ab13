// Prints custom forms: runs an op's format. Spaces follow MLIR's rules for literals.
#include <stdlib.h>
#include <string.h>

#include "print.h"

// ---------------------------------------------------------------- whether the form fits

// A region whose op implies a terminator has one block that ends in it.
static bool region_fits(const ptowsp_op_t *op, const ptowsp_element_t *element) {
  const ptowsp_region_t *region = &op->regions[element->index];
  if (element->terminator == PTOWSP_OP_COUNT) return true;
  if (!region->first) return false;
  return !region->first->next && ptowsp_block_terminator(region->first) &&
         ptowsp_op_is(region->first->last, element->terminator);
}

static bool hook_fits(const ptowsp_spec_t *spec, const ptowsp_op_t *op, uint8_t hook) {
  static bool (*const hooks[])(const ptowsp_spec_t *, const ptowsp_op_t *) = {
#define PTOWSP_FORMAT_HOOK(NAME, DECLARES) ptowsp_fits_hook_##NAME,
#include "format_hooks.def"
  };
  return hooks[hook](spec, op);
}

static bool group_present(const ptowsp_op_t *op, const ptowsp_spec_t *spec,
                          const ptowsp_element_t *group);

// A number for each region of the group.
static bool cases_fit(const ptowsp_op_t *op, const ptowsp_spec_t *spec,
                      const ptowsp_element_t *element) {
  for (uint32_t i = 0; i < op->region_count; i++)
    if (!op->regions[i].first) return false;
  if (element->index == PTOWSP_FORMAT_ALL) return true;
  ptowsp_attr_t numbers = ptowsp_spec_attr(op, &spec->attrs[element->index]);
  return numbers && ptowsp_attr_count(numbers) == op->region_count - (spec->region_count - 1u);
}

static bool element_fits(const ptowsp_op_t *op, const ptowsp_spec_t *spec,
                         const ptowsp_element_t *element) {
  if (element->kind == PTOWSP_FORMAT_HOOK) return hook_fits(spec, op, element->index);
  if (element->kind == PTOWSP_FORMAT_REGION) return region_fits(op, element);
  if (element->kind == PTOWSP_FORMAT_REGIONS) return cases_fit(op, spec, element);
  if (element->kind == PTOWSP_FORMAT_ATTR)
    return ptowsp_spec_attr(op, &spec->attrs[element->index]) != NULL;
  return true;
}

bool ptowsp_print_fits(ptowsp_printer_t *p, const ptowsp_op_t *op, const ptowsp_spec_t *spec) {
  (void)p;
  for (uint32_t i = 0; i < op->operand_count; i++)
    if (!op->operands[i].value) return false;
  if (!ptowsp_spec_check(spec, op, false)) return false;
  for (size_t i = 0; i < spec->element_count; i++) {
    const ptowsp_element_t *element = &spec->elements[i];
    if (element->kind == PTOWSP_FORMAT_GROUP) {
      if (!group_present(op, spec, element)) i = element->index - 1u;
    } else if (!element_fits(op, spec, element)) {
      return false;
    }
  }
  return true;
}

// ---------------------------------------------------------------- spaces

static void space_before_literal(ptowsp_printer_t *p, ptowsp_print_frame_t *f, ptowsp_str_t text) {
  if (!f->space) return;
  bool before = true;
  if (text.size == 1)
    before = f->punctuation ? !strchr(">)}],", text.data[0]) : !strchr("<>(){}[],", text.data[0]);
  if (before) ptowsp_buffer_putc(p->out, ' ');
}

static void print_literal(ptowsp_printer_t *p, ptowsp_print_frame_t *f, ptowsp_str_t text) {
  space_before_literal(p, f, text);
  ptowsp_buffer_append(p->out, text.data, text.size);
  char first = text.data[0];
  f->space = text.size != 1 || !strchr("<({[", first);
  f->punctuation =
      !((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || first == '_');
}

static void space_before_value(ptowsp_printer_t *p, ptowsp_print_frame_t *f) {
  if (f->space || !f->punctuation) ptowsp_buffer_putc(p->out, ' ');
  f->space = true;
  f->punctuation = false;
}

// ---------------------------------------------------------------- elements

static void print_operands(ptowsp_printer_t *p, ptowsp_print_frame_t *f, size_t group) {
  size_t begin = 0, count = 0;
  ptowsp_spec_operands(f->spec, f->op, group, &begin, &count);
  if (!count) return;
  space_before_value(p, f);
  for (size_t i = 0; i < count; i++) {
    if (i) ptowsp_buffer_append(p->out, ", ", 2);
    ptowsp_print_operand(p, f->op, begin + i);
  }
}

static void print_operand_types(ptowsp_printer_t *p, const ptowsp_print_frame_t *f, size_t group) {
  size_t begin = 0, count = 0;
  ptowsp_spec_operands(f->spec, f->op, group, &begin, &count);
  for (size_t i = 0; i < count; i++) {
    if (i) ptowsp_buffer_append(p->out, ", ", 2);
    ptowsp_put_type(p, f->op->operands[begin + i].value->type);
  }
}

static size_t print_result_types(ptowsp_printer_t *p, const ptowsp_print_frame_t *f, size_t group) {
  size_t begin = 0, count = 0;
  ptowsp_spec_results(f->spec, f->op, group, &begin, &count);
  for (size_t i = 0; i < count; i++) {
    if (i) ptowsp_buffer_append(p->out, ", ", 2);
    ptowsp_put_type(p, f->op->results[begin + i].type);
  }
  return count;
}

static void print_functional_type(ptowsp_printer_t *p, ptowsp_print_frame_t *f,
                                  const ptowsp_element_t *element) {
  space_before_value(p, f);
  ptowsp_buffer_putc(p->out, '(');
  size_t groups = element->index == PTOWSP_FORMAT_ALL ? f->spec->operand_count : 1;
  for (size_t g = 0; g < groups; g++) {
    if (g) ptowsp_buffer_append(p->out, ", ", 2);
    print_operand_types(p, f, element->index == PTOWSP_FORMAT_ALL ? g : element->index);
  }
  ptowsp_buffer_puts(p->out, ") -> ");
  bool bare =
      f->op->result_count == 1 && ptowsp_type_kind(f->op->results[0].type) != PTOWSP_TYPE_FUNCTION;
  if (!bare) ptowsp_buffer_putc(p->out, '(');
  print_result_types(p, f, element->index2);
  if (!bare) ptowsp_buffer_putc(p->out, ')');
}

static void print_flags(ptowsp_printer_t *p, const ptowsp_enum_t *words, ptowsp_attr_t value) {
  ptowsp_str_t text = ptowsp_attr_text(value);
  size_t prefix = strlen(words->prefix);
  ptowsp_buffer_append(p->out, text.data + prefix, text.size - prefix);
}

static void print_attr(ptowsp_printer_t *p, ptowsp_print_frame_t *f,
                       const ptowsp_attr_spec_t *spec) {
  ptowsp_attr_t value = ptowsp_spec_attr(f->op, spec);
  if (spec->rule == PTOWSP_ATTR_RULE_unit) return;
  if (spec->words && ptowsp_enum_is_flags(spec->words)) {
    if (f->space) ptowsp_buffer_putc(p->out, ' ');
    f->space = true;
    f->punctuation = false;
    print_flags(p, spec->words, value);
    return;
  }
  space_before_value(p, f);
  ptowsp_str_t word;
  switch (spec->rule) {
    case PTOWSP_ATTR_RULE_i32array:
    case PTOWSP_ATTR_RULE_i64array:
      ptowsp_buffer_putc(p->out, '[');
      for (size_t i = 0; i < ptowsp_attr_count(value); i++) {
        if (i) ptowsp_buffer_append(p->out, ", ", 2);
        ptowsp_print_i64(p->out, ptowsp_attr_dense_array_int(value, i));
      }
      ptowsp_buffer_putc(p->out, ']');
      break;
    case PTOWSP_ATTR_RULE_i32:
    case PTOWSP_ATTR_RULE_i64:
      ptowsp_print_i64(p->out, ptowsp_attr_int_value(value));
      break;
    case PTOWSP_ATTR_RULE_symname:
      ptowsp_print_symbol(p->out, ptowsp_attr_text(value));
      break;
    case PTOWSP_ATTR_RULE_ENUM:
      word = spec->words->storage == PTOWSP_STORAGE_STRING
                 ? ptowsp_attr_text(value)
                 : ptowsp_enum_word(spec->words, ptowsp_attr_int_value(value));
      ptowsp_buffer_append(p->out, word.data, word.size);
      break;
    default:
      ptowsp_put_attr(p, value);
  }
}

// Everything the format does not spell, both dictionaries in one, sorted by name.
static void collect_attrs(ptowsp_printer_t *p, const ptowsp_print_frame_t *f) {
  const ptowsp_op_t *op = f->op;
  size_t inherent = op->properties ? ptowsp_attr_count(op->properties) : 0;
  size_t others = op->attributes ? ptowsp_attr_count(op->attributes) : 0, k = 0;
  p->attrs.size = 0;
  for (size_t i = 0; i < inherent; i++) {
    ptowsp_named_attr_t entry = ptowsp_attr_entry(op->properties, i);
    const ptowsp_attr_spec_t *spec = NULL;
    for (size_t s = 0; s < f->spec->attr_count && !spec; s++)
      if (f->spec->attrs[s].name == entry.name) spec = &f->spec->attrs[s];
    if (spec && (spec->spelled || spec->segments || spec->otherwise == entry.value)) continue;
    if (spec && spec->implied == entry.value) continue;
    for (; k < others; k++) {
      ptowsp_named_attr_t other = ptowsp_attr_entry(op->attributes, k);
      if (strcmp(other.name, entry.name) > 0) break;
      ptowsp_vec_push(&p->attrs, other);
    }
    ptowsp_vec_push(&p->attrs, entry);
  }
  for (; k < others; k++) ptowsp_vec_push(&p->attrs, ptowsp_attr_entry(op->attributes, k));
}

static void print_attr_dict(ptowsp_printer_t *p, ptowsp_print_frame_t *f, bool keyword) {
  if (!f->op->properties && !f->op->attributes) return;
  collect_attrs(p, f);
  if (!p->attrs.size) return;
  ptowsp_buffer_puts(p->out, keyword ? " attributes {" : " {");
  for (size_t i = 0; i < p->attrs.size; i++) {
    if (i) ptowsp_buffer_append(p->out, ", ", 2);
    ptowsp_put_entry(p, p->attrs.data[i]);
  }
  ptowsp_buffer_putc(p->out, '}');
  f->space = true;
  f->punctuation = false;
}

// ---------------------------------------------------------------- the interpreter

// The anchor decides whether an optional group is printed.
static bool group_present(const ptowsp_op_t *op, const ptowsp_spec_t *spec,
                          const ptowsp_element_t *group) {
  const ptowsp_element_t *anchor = &spec->elements[group->index2];
  size_t begin = 0, count = 0;
  switch (anchor->kind) {
    case PTOWSP_FORMAT_OPERAND:
    case PTOWSP_FORMAT_OPERAND_TYPE:
      ptowsp_spec_operands(spec, op, anchor->index, &begin, &count);
      return count > 0;
    case PTOWSP_FORMAT_RESULT_TYPE:
      ptowsp_spec_results(spec, op, anchor->index, &begin, &count);
      return count > 0;
    case PTOWSP_FORMAT_REGION:
      return anchor->index < op->region_count && op->regions[anchor->index].first != NULL;
    case PTOWSP_FORMAT_ATTR: {
      const ptowsp_attr_spec_t *attr = &spec->attrs[anchor->index];
      ptowsp_attr_t value = ptowsp_attr_lookup(op->properties, attr->name);
      return value && value != attr->otherwise;
    }
    default:
      return true;
  }
}

static void run_hook(ptowsp_printer_t *p, ptowsp_print_frame_t *f, uint8_t hook) {
  static void (*const hooks[])(ptowsp_printer_t *, ptowsp_op_t *) = {
#define PTOWSP_FORMAT_HOOK(NAME, DECLARES) ptowsp_print_hook_##NAME,
#include "format_hooks.def"
  };
  // Those that spell their own space, or may spell nothing.
  static const bool joined[PTOWSP_HOOK_COUNT] = {
      [PTOWSP_HOOK_FunctionSignature] = true, [PTOWSP_HOOK_NamedSignature] = true,
      [PTOWSP_HOOK_ArrowTypes] = true,        [PTOWSP_HOOK_ScopeTypes] = true,
      [PTOWSP_HOOK_SwitchCases] = true,       [PTOWSP_HOOK_PrefetchKind] = true,
  };
  if (f->space && !joined[hook]) ptowsp_buffer_putc(p->out, ' ');
  hooks[hook](p, f->op);
  f->space = true;
  f->punctuation = false;
}

// One more region of a group; the element is come back to until there is none. As in MLIR, the
// blank in front stands even where nothing follows.
static bool next_in_group(ptowsp_printer_t *p, ptowsp_print_frame_t *f,
                          const ptowsp_element_t *element) {
  uint32_t others = f->spec->region_count - 1u, i = f->group++;
  bool more = others + i < f->op->region_count, cases = element->index != PTOWSP_FORMAT_ALL;
  if (!i) ptowsp_buffer_putc(p->out, ' ');
  f->space = f->punctuation = false;
  if (cases) ptowsp_print_newline(p, p->frames.size - 1);
  if (!more) f->punctuation = cases; // what follows stands at the begin of a line
  if (!more) return false;
  if (cases) {
    ptowsp_attr_t numbers = ptowsp_spec_attr(f->op, &f->spec->attrs[element->index]);
    ptowsp_buffer_puts(p->out, "case ");
    ptowsp_print_i64(p->out, ptowsp_attr_dense_array_int(numbers, i));
    ptowsp_buffer_putc(p->out, ' ');
  } else if (i) {
    ptowsp_buffer_append(p->out, ", ", 2);
  }
  f->element = --f->pc;
  f->region = others + i;
  return true;
}

static void print_successors(ptowsp_printer_t *p, ptowsp_print_frame_t *f, size_t i) {
  space_before_value(p, f);
  ptowsp_print_block_name(p, ptowsp_op_successors(f->op)[i]);
}

bool ptowsp_print_custom(ptowsp_printer_t *p) {
  ptowsp_print_frame_t *f = &p->frames.data[p->frames.size - 1];
  while (f->pc < f->spec->element_count) {
    const ptowsp_element_t *element = &f->spec->elements[f->pc++];
    switch (element->kind) {
      case PTOWSP_FORMAT_LITERAL:
        print_literal(p, f, element->text);
        break;
      case PTOWSP_FORMAT_NO_SPACE:
        if (element->index) ptowsp_buffer_putc(p->out, ' ');
        f->space = false;
        f->punctuation = true;
        break;
      case PTOWSP_FORMAT_OPERAND:
        print_operands(p, f, element->index);
        break;
      case PTOWSP_FORMAT_ATTR:
        print_attr(p, f, &f->spec->attrs[element->index]);
        break;
      case PTOWSP_FORMAT_REGION:
        space_before_value(p, f);
        f->element = f->pc - 1;
        f->region = element->index;
        return true;
      case PTOWSP_FORMAT_REGIONS:
        if (next_in_group(p, f, element)) return true;
        break;
      case PTOWSP_FORMAT_SUCCESSOR:
        print_successors(p, f, element->index);
        break;
      case PTOWSP_FORMAT_OPERAND_TYPE:
        space_before_value(p, f);
        print_operand_types(p, f, element->index);
        break;
      case PTOWSP_FORMAT_RESULT_TYPE:
        space_before_value(p, f);
        print_result_types(p, f, element->index);
        break;
      case PTOWSP_FORMAT_FUNCTIONAL_TYPE:
        print_functional_type(p, f, element);
        break;
      case PTOWSP_FORMAT_ATTR_DICT:
      case PTOWSP_FORMAT_ATTR_DICT_KEYWORD:
        print_attr_dict(p, f, element->kind == PTOWSP_FORMAT_ATTR_DICT_KEYWORD);
        break;
      case PTOWSP_FORMAT_GROUP:
        if (!group_present(f->op, f->spec, element)) f->pc = element->index;
        break;
      case PTOWSP_FORMAT_HOOK:
        run_hook(p, f, element->index);
        break;
    }
  }
  return false;
}
