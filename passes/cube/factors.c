// Factors of products.
#include "split.h"

void split_factors(split_t *s) { (void)s; }
