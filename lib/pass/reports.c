// What a run reports at its end: times and counts, for people and as JSON.
#include "analyses.h"
#include "pass_internal.h"

typedef ptowsp_pipeline_run_t run_t;

static const ptowsp_pass_instance_t *pass_at(const run_t *r, size_t i) {
  return &r->pipeline->passes.data[i];
}

// "builtin.module(func.func" with its brackets closed.
static void put_anchor(const char *anchor, ptowsp_buffer_t *out) {
  size_t open = 0;
  ptowsp_buffer_puts(out, anchor);
  for (const char *c = anchor; *c; c++) open += *c == '(';
  while (open--) ptowsp_buffer_putc(out, ')');
}

// Names of passes and anchors need no escapes, what plugins count may.
static void put_json(ptowsp_buffer_t *out, const char *text) {
  ptowsp_buffer_putc(out, '"');
  for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
    if (*c == '"' || *c == '\\') ptowsp_buffer_putc(out, '\\');
    if (*c < ' ')
      ptowsp_buffer_printf(out, "\\u%04x", *c);
    else
      ptowsp_buffer_putc(out, (char)*c);
  }
  ptowsp_buffer_putc(out, '"');
}

static void put_json_head(const run_t *r, size_t i, ptowsp_buffer_t *out) {
  const char *anchor = pass_at(r, i)->anchor;
  ptowsp_buffer_printf(out, "%s{\"name\": \"%s\", \"anchor\": \"", i ? ", " : "",
                       pass_at(r, i)->info->name);
  put_anchor(anchor ? anchor : "builtin.module", out);
  ptowsp_buffer_puts(out, "\", ");
}

static double total_ms(const run_t *r) {
  double total = r->options->parser_ms + r->verifier_ms;
  for (size_t i = 0; i < r->pipeline->passes.size; i++) total += r->times[i];
  return total;
}

// ---------------------------------------------------------------- times

static void put_time(ptowsp_buffer_t *out, double ms, double total) {
  ptowsp_buffer_printf(out, "  %9.3f ms (%5.1f%%)  ", ms, total > 0 ? 100 * ms / total : 0);
}

// The passes from `i` on that have its anchor: their number.
static size_t group_size(const run_t *r, size_t i) {
  size_t end = i + 1;
  while (end < r->pipeline->passes.size && pass_at(r, end)->anchor == pass_at(r, i)->anchor) end++;
  return end - i;
}

static bool begins_group(const run_t *r, size_t i) {
  const char *anchor = pass_at(r, i)->anchor;
  return anchor && (i == 0 || pass_at(r, i - 1)->anchor != anchor);
}

static void put_group(const run_t *r, size_t i, ptowsp_buffer_t *out) {
  ptowsp_buffer_putc(out, '\'');
  put_anchor(pass_at(r, i)->anchor, out);
  ptowsp_buffer_puts(out, "' pipeline\n");
}

static void put_group_time(const run_t *r, size_t i, double total, ptowsp_buffer_t *out) {
  double ms = 0;
  for (size_t k = 0; k < group_size(r, i); k++) ms += r->times[i + k];
  put_time(out, ms, total);
  put_group(r, i, out);
}

// A tree: passes below what they are anchored on, analyses, which are part of them, below passes.
static void put_timing(const run_t *r, ptowsp_buffer_t *out) {
  double total = total_ms(r);
  ptowsp_buffer_printf(out, "===-- Pass execution timing report --===\n  Total: %.3f ms\n", total);
  if (r->options->parser_ms > 0) {
    put_time(out, r->options->parser_ms, total);
    ptowsp_buffer_puts(out, "parser\n");
  }
  for (size_t i = 0; i < r->pipeline->passes.size; i++) {
    const char *anchor = pass_at(r, i)->anchor;
    if (begins_group(r, i)) put_group_time(r, i, total, out);
    put_time(out, r->times[i], total);
    ptowsp_buffer_printf(out, "%s%s\n", anchor ? "  " : "", pass_at(r, i)->info->name);
    const ptowsp_analysis_use_t *use;
    for (size_t k = 0; (use = ptowsp_analyses_use(r->analyses, i, k)); k++) {
      if (!use->worked_out) continue;
      put_time(out, use->ms, total);
      ptowsp_buffer_printf(out, "%s  (A) %s\n", anchor ? "  " : "", use->analysis->name);
    }
  }
  put_time(out, r->verifier_ms, total);
  ptowsp_buffer_puts(out, "verifier\n");
}

static void put_timing_json(const run_t *r, ptowsp_buffer_t *out) {
  ptowsp_buffer_printf(out, "{\"total_ms\": %.3f, \"parser_ms\": %.3f, \"verifier_ms\": %.3f, ",
                       total_ms(r), r->options->parser_ms, r->verifier_ms);
  ptowsp_buffer_puts(out, "\"passes\": [");
  for (size_t i = 0; i < r->pipeline->passes.size; i++) {
    put_json_head(r, i, out);
    ptowsp_buffer_printf(out, "\"ms\": %.3f, \"analyses\": [", r->times[i]);
    const ptowsp_analysis_use_t *use;
    for (size_t k = 0; (use = ptowsp_analyses_use(r->analyses, i, k)); k++) {
      ptowsp_buffer_printf(out, "%s{\"name\": ", k ? ", " : "");
      put_json(out, use->analysis->name);
      ptowsp_buffer_printf(
          out, ", \"ms\": %.3f, \"worked_out\": %llu, \"reused\": %llu, \"dropped\": %llu}",
          use->ms, (unsigned long long)use->worked_out, (unsigned long long)use->reused,
          (unsigned long long)use->dropped);
    }
    ptowsp_buffer_puts(out, "]}");
  }
  ptowsp_buffer_puts(out, "]}\n");
}

// ---------------------------------------------------------------- counts

static void put_statistics(const run_t *r, ptowsp_buffer_t *out) {
  ptowsp_buffer_puts(out, "===-- Pass statistics report --===\n");
  for (size_t i = 0; i < r->pipeline->passes.size; i++) {
    const ptowsp_statistics_t *counted = &pass_at(r, i)->statistics;
    const char *indent = pass_at(r, i)->anchor ? "  " : "";
    if (begins_group(r, i)) ptowsp_buffer_puts(out, "  "), put_group(r, i, out);
    ptowsp_buffer_printf(out, "%s  %s\n", indent, pass_at(r, i)->info->name);
    for (size_t k = 0; k < counted->all.size; k++)
      ptowsp_buffer_printf(out, "%s  %9llu %s\n", indent,
                           (unsigned long long)counted->all.data[k].count,
                           counted->all.data[k].what);
    const ptowsp_analysis_use_t *use;
    for (size_t k = 0; (use = ptowsp_analyses_use(r->analyses, i, k)); k++)
      ptowsp_buffer_printf(out,
                           "%s            (A) %s: %llu worked out, %llu reused, %llu dropped\n",
                           indent, use->analysis->name, (unsigned long long)use->worked_out,
                           (unsigned long long)use->reused, (unsigned long long)use->dropped);
  }
}

static void put_statistics_json(const run_t *r, ptowsp_buffer_t *out) {
  ptowsp_buffer_puts(out, "{\"passes\": [");
  for (size_t i = 0; i < r->pipeline->passes.size; i++) {
    const ptowsp_statistics_t *counted = &pass_at(r, i)->statistics;
    put_json_head(r, i, out);
    ptowsp_buffer_puts(out, "\"counts\": {");
    for (size_t k = 0; k < counted->all.size; k++) {
      ptowsp_buffer_puts(out, k ? ", " : "");
      put_json(out, counted->all.data[k].what);
      ptowsp_buffer_printf(out, ": %llu", (unsigned long long)counted->all.data[k].count);
    }
    ptowsp_buffer_puts(out, "}, \"analyses\": {");
    const ptowsp_analysis_use_t *use;
    for (size_t k = 0; (use = ptowsp_analyses_use(r->analyses, i, k)); k++) {
      ptowsp_buffer_puts(out, k ? ", " : "");
      put_json(out, use->analysis->name);
      ptowsp_buffer_printf(out, ": {\"worked_out\": %llu, \"reused\": %llu, \"dropped\": %llu}",
                           (unsigned long long)use->worked_out, (unsigned long long)use->reused,
                           (unsigned long long)use->dropped);
    }
    ptowsp_buffer_puts(out, "}}");
  }
  ptowsp_buffer_puts(out, "]}\n");
}

void ptowsp_pipeline_report(const ptowsp_pipeline_run_t *r) {
  ptowsp_buffer_t out = {0};
  if (r->options->timing_json)
    put_timing_json(r, &out);
  else if (r->options->timing)
    put_timing(r, &out);
  if (r->options->statistics_json)
    put_statistics_json(r, &out);
  else if (r->options->statistics)
    put_statistics(r, &out);
  if (out.size) fwrite(out.data, 1, out.size, r->dump);
  ptowsp_buffer_deinit(&out);
}
