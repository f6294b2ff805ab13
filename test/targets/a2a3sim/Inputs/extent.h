// A local header of golden_headers.c.
enum { N = 8 };
