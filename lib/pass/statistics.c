// What passes count. The names are literals of the passes.
#include "pass_internal.h"

void ptowsp_statistics_add(ptowsp_statistics_t *statistics, const char *what, uint64_t by) {
  for (size_t i = 0; i < statistics->all.size; i++) {
    ptowsp_statistic_t *known = &statistics->all.data[i];
    if (!ptowsp_str_is(ptowsp_str(known->what), what)) continue;
    known->count += by;
    return;
  }
  ptowsp_vec_push(&statistics->all, ((ptowsp_statistic_t){what, by}));
}

void ptowsp_pass_count_up(const ptowsp_pass_run_t *run, const char *what, uint64_t by) {
  ptowsp_statistics_add(run->statistics, what, by);
}
