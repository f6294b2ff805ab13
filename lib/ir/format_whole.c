// Whether a custom form tells everything of an operation, so that what is printed is read back. The
// rows of the tables do; those of plugins are held to it.
#include "format.h"

typedef struct {
  const ptowsp_spec_t *spec;
  bool operands[PTOWSP_SPEC_MAX], results[PTOWSP_SPEC_MAX]; // whose types are known
} known_t;

static bool spells(const ptowsp_spec_t *spec, ptowsp_format_kind_t kind, size_t index) {
  for (size_t i = 0; i < spec->element_count; i++) {
    const ptowsp_element_t *element = &spec->elements[i];
    if (element->kind == kind && (element->index == index || element->index == PTOWSP_FORMAT_ALL))
      return true;
  }
  return false;
}

static bool has(const ptowsp_spec_t *spec, ptowsp_format_kind_t kind) {
  for (size_t i = 0; i < spec->element_count; i++)
    if (spec->elements[i].kind == kind) return true;
  return false;
}

// What the text says, and what the constraints of groups leave no choice for.
static void begin(known_t *known) {
  const ptowsp_spec_t *spec = known->spec;
  for (size_t i = 0; i < spec->operand_count; i++)
    known->operands[i] = spells(spec, PTOWSP_FORMAT_OPERAND_TYPE, i) ||
                         spells(spec, PTOWSP_FORMAT_FUNCTIONAL_TYPE, i) ||
                         spec->operands[i].rule == PTOWSP_RULE_index ||
                         spec->operands[i].rule == PTOWSP_RULE_i1;
  for (size_t i = 0; i < spec->result_count; i++)
    known->results[i] =
        spells(spec, PTOWSP_FORMAT_RESULT_TYPE, i) || has(spec, PTOWSP_FORMAT_FUNCTIONAL_TYPE) ||
        spec->results[i].rule == PTOWSP_RULE_index || spec->results[i].rule == PTOWSP_RULE_i1;
}

static void relate(known_t *known, const ptowsp_group_spec_t *group, bool *own) {
  bool attr = group->rule == PTOWSP_RULE_TYPEOF;
  bool *other = NULL;
  if (group->rule == PTOWSP_RULE_SAME || group->rule == PTOWSP_RULE_ELEMENT)
    other = group->other_is_result ? &known->results[group->other] : &known->operands[group->other];
  *own |= attr || (other && *other);
  if (group->rule == PTOWSP_RULE_SAME) *other |= *own;
}

static void relate_by_trait(known_t *known) {
  const ptowsp_spec_t *spec = known->spec;
  bool all = spec->info->traits & PTOWSP_TRAIT_SAME_TYPE, any = false;
  if (!all && !(spec->info->traits & PTOWSP_TRAIT_SAME_OPERANDS)) return;
  for (size_t i = 0; i < spec->operand_count; i++) any |= known->operands[i];
  for (size_t i = 0; all && i < spec->result_count; i++) any |= known->results[i];
  for (size_t i = 0; i < spec->operand_count; i++) known->operands[i] |= any;
  for (size_t i = 0; all && i < spec->result_count; i++) known->results[i] |= any;
}

static const char *check_types(const ptowsp_spec_t *spec) {
  known_t known = {.spec = spec};
  begin(&known);
  for (int round = 0; round < 2; round++) {
    relate_by_trait(&known);
    for (size_t i = 0; i < spec->operand_count; i++)
      relate(&known, &spec->operands[i], &known.operands[i]);
    for (size_t i = 0; i < spec->result_count; i++)
      relate(&known, &spec->results[i], &known.results[i]);
  }
  for (size_t i = 0; i < spec->operand_count; i++)
    if (!known.operands[i]) return "the format does not tell the type of an operand";
  for (size_t i = 0; i < spec->result_count; i++)
    if (!known.results[i]) return "the format does not tell the type of a result";
  return NULL;
}

const char *ptowsp_format_check(const ptowsp_spec_t *spec) {
  if (!spec->info->format || has(spec, PTOWSP_FORMAT_HOOK)) return NULL; // a hook may say all of it
  for (size_t i = 0; i < spec->operand_count; i++)
    if (!spells(spec, PTOWSP_FORMAT_OPERAND, i)) return "the format leaves out an operand";
  for (size_t i = 0; i < spec->region_count; i++)
    if (!spells(spec, PTOWSP_FORMAT_REGION, i) && !has(spec, PTOWSP_FORMAT_REGIONS))
      return "the format leaves out a region";
  for (size_t i = 0; i < spec->successor_count; i++)
    if (!spells(spec, PTOWSP_FORMAT_SUCCESSOR, i)) return "the format leaves out a successor";
  if (!has(spec, PTOWSP_FORMAT_ATTR_DICT) && !has(spec, PTOWSP_FORMAT_ATTR_DICT_KEYWORD))
    return "the format leaves out attr-dict, where attributes stand that it does not spell";
  return check_types(spec);
}
