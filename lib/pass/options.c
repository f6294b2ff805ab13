// Options of passes: their values as text, what they take, and what a running pass reads.
#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pass_internal.h"

// ---------------------------------------------------------------- what they take

// The bounds "low..high" of an integer, either of which may be left out.
static void read_range(const char *range, int64_t *out_low, int64_t *out_high) {
  *out_low = INT64_MIN;
  *out_high = INT64_MAX;
  if (!range) return;
  const char *dots = strstr(range, "..");
  if (dots && dots != range) *out_low = strtoll(range, NULL, 10);
  if (dots && dots[2]) *out_high = strtoll(dots + 2, NULL, 10);
}

static bool is_list(const ptowsp_pass_option_t *option) {
  return option->kind >= PTOWSP_OPTION_INTS;
}

static bool takes_integers(const ptowsp_pass_option_t *option) {
  return option->kind == PTOWSP_OPTION_INT || option->kind == PTOWSP_OPTION_INTS ||
         option->kind == PTOWSP_OPTION_SIZES;
}

static bool takes_numbers(const ptowsp_pass_option_t *option) {
  return option->kind == PTOWSP_OPTION_FLOAT || option->kind == PTOWSP_OPTION_FLOATS;
}

static void put_values(const ptowsp_pass_option_t *option, ptowsp_buffer_t *out) {
  static const char *const kinds[] = {"integer", "true|false", "text",   "number",
                                      "integer", "text",       "number", "NAME=integer"};
  if (!takes_integers(option) || !option->choices) {
    ptowsp_buffer_puts(out, option->choices ? option->choices : kinds[option->kind]);
    return;
  }
  int64_t low, high;
  read_range(option->choices, &low, &high);
  ptowsp_buffer_puts(out, kinds[option->kind]);
  if (low != INT64_MIN && high != INT64_MAX)
    ptowsp_buffer_printf(out, " %lld to %lld", (long long)low, (long long)high);
  else if (low != INT64_MIN)
    ptowsp_buffer_printf(out, " >= %lld", (long long)low);
  else
    ptowsp_buffer_printf(out, " <= %lld", (long long)high);
}

void ptowsp_pass_option_values(const ptowsp_pass_option_t *option, ptowsp_buffer_t *out) {
  put_values(option, out);
  if (is_list(option)) ptowsp_buffer_puts(out, ",…");
}

// Equal but for "-" and "_", which texts may use alike.
static bool same_word(ptowsp_str_t text, const char *word, size_t size) {
  if (text.size != size) return false;
  for (size_t i = 0; i < size; i++) {
    char a = text.data[i] == '-' ? '_' : text.data[i], b = word[i] == '-' ? '_' : word[i];
    if (a != b) return false;
  }
  return true;
}

const ptowsp_pass_option_t *ptowsp_pass_option_find(const ptowsp_pass_t *pass, ptowsp_str_t name) {
  for (size_t i = 0; i < pass->option_count; i++)
    if (same_word(name, pass->options[i].name, strlen(pass->options[i].name)))
      return &pass->options[i];
  return NULL;
}

static const char *check_integer(ptowsp_context_t *context, const char *range, const char *text) {
  char *end, decimal[32];
  errno = 0;
  long long value = strtoll(text, &end, 0);
  int64_t low, high;
  read_range(range, &low, &high);
  if (*end || errno || value < low || value > high) return NULL;
  snprintf(decimal, sizeof decimal, "%lld", value);
  return ptowsp_intern_cstr(context, decimal);
}

static const char *check_number(const char *text) {
  char *end;
  double value = strtod(text, &end);
  return *end || !isfinite(value) ? NULL : text;
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// NAME=integer, the integer in decimals.
static const char *check_size(ptowsp_context_t *context, const char *range, const char *text) {
  const char *equals = strchr(text, '=');
  if (!equals || equals == text || !equals[1] || is_space(equals[1])) return NULL;
  const char *number = check_integer(context, range, equals + 1);
  if (!number) return NULL;
  ptowsp_buffer_t size = {0};
  ptowsp_buffer_printf(&size, "%.*s=%s", (int)(equals - text), text, number);
  const char *checked = ptowsp_intern(context, (ptowsp_str_t){size.data, size.size});
  ptowsp_buffer_deinit(&size);
  return checked;
}

static const char *check_value(ptowsp_context_t *context, const ptowsp_pass_option_t *option,
                               ptowsp_str_t value) {
  const char *text = ptowsp_intern(context, value);
  bool integer = takes_integers(option), number = takes_numbers(option);
  if ((integer || number) && (!value.size || is_space(*text))) return NULL;
  if (option->kind == PTOWSP_OPTION_SIZES) return check_size(context, option->choices, text);
  if (integer) return check_integer(context, option->choices, text);
  if (number) return check_number(text);
  bool truth = option->kind == PTOWSP_OPTION_BOOL;
  if (truth && ptowsp_str_is(value, "1")) return "true";
  if (truth && ptowsp_str_is(value, "0")) return "false";
  const char *choices = truth ? "true|false" : option->choices;
  if (!choices) return text;
  for (const char *at = choices;; at++) {
    size_t size = strcspn(at, "|");
    if (same_word(value, at, size)) return ptowsp_intern(context, (ptowsp_str_t){at, size});
    at += size;
    if (!*at) return NULL;
  }
}

const char *ptowsp_pass_option_check(ptowsp_context_t *context, const ptowsp_pass_option_t *option,
                                     ptowsp_str_t value) {
  if (!is_list(option)) return check_value(context, option, value);
  ptowsp_buffer_t list = {0};
  const char *at = value.data, *end = value.data + value.size, *checked = value.size ? NULL : "";
  while (at < end) {
    const char *comma = memchr(at, ',', (size_t)(end - at)), *stop = comma ? comma : end;
    const char *next = comma ? comma + 1 : end;
    while (at < stop && is_space(*at)) at++;
    while (at < stop && is_space(stop[-1])) stop--;
    checked = check_value(context, option, (ptowsp_str_t){at, (size_t)(stop - at)});
    if (!checked || (comma && next == end)) break;
    ptowsp_buffer_printf(&list, "%s%s", list.size ? "," : "", checked);
    at = next;
  }
  if (at < end) checked = NULL;
  if (checked) checked = ptowsp_intern(context, (ptowsp_str_t){list.data, list.size});
  ptowsp_buffer_deinit(&list);
  return checked;
}

// ---------------------------------------------------------------- what a pass reads

static const char *value_of(const ptowsp_pass_run_t *run, const char *name) {
  const ptowsp_pass_t *pass = run->instance->info->pass;
  const ptowsp_pass_option_t *option = ptowsp_pass_option_find(pass, ptowsp_str(name));
  assert(option && "the pass declares no such option");
  return option ? run->instance->values[option - pass->options] : NULL;
}

bool ptowsp_pass_option_is_set(const ptowsp_pass_run_t *run, const char *name) {
  return value_of(run, name) != NULL;
}

int64_t ptowsp_pass_option_int(const ptowsp_pass_run_t *run, const char *name) {
  const char *value = value_of(run, name);
  return value ? strtoll(value, NULL, 10) : 0;
}

double ptowsp_pass_option_float(const ptowsp_pass_run_t *run, const char *name) {
  const char *value = value_of(run, name);
  return value ? strtod(value, NULL) : 0;
}

bool ptowsp_pass_option_bool(const ptowsp_pass_run_t *run, const char *name) {
  const char *value = value_of(run, name);
  return value && strcmp(value, "true") == 0;
}

const char *ptowsp_pass_option_string(const ptowsp_pass_run_t *run, const char *name) {
  return value_of(run, name);
}

size_t ptowsp_pass_option_count(const ptowsp_pass_run_t *run, const char *name) {
  const char *value = value_of(run, name);
  size_t count = value && *value;
  for (const char *at = value; at && *at; at++) count += *at == ',';
  return count;
}

ptowsp_str_t ptowsp_pass_option_text_at(const ptowsp_pass_run_t *run, const char *name, size_t i) {
  const char *at = value_of(run, name);
  assert(i < ptowsp_pass_option_count(run, name));
  for (; i > 0; i--) at = strchr(at, ',') + 1;
  return (ptowsp_str_t){at, strcspn(at, ",")};
}

// Of the number, which ends at the comma or at the end of the list.
static const char *number_at(const ptowsp_pass_run_t *run, const char *name, size_t i) {
  ptowsp_str_t text = ptowsp_pass_option_text_at(run, name, i);
  const char *equals = memchr(text.data, '=', text.size);
  return equals ? equals + 1 : text.data;
}

int64_t ptowsp_pass_option_int_at(const ptowsp_pass_run_t *run, const char *name, size_t i) {
  return strtoll(number_at(run, name, i), NULL, 10);
}

double ptowsp_pass_option_float_at(const ptowsp_pass_run_t *run, const char *name, size_t i) {
  return strtod(number_at(run, name, i), NULL);
}
