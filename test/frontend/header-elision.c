// RUN: %cc -I %include -E -P %s | FileCheck %s --check-prefix=PLAIN
// RUN: %cc -D__PTOWSP__ -I %include -E -P %s | FileCheck %s --check-prefix=PLAIN
// RUN: %clang -I %include -E -P %s | FileCheck %s --check-prefix=PLAIN
// RUN: %clang -D__PTOWSP__ -I %include -E -P %s | FileCheck %s --check-prefix=ANNOTATED

// The annotations are there for the importer, and nothing for anybody else.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(wsp_in const float a[8]) { (void)a; }

// PLAIN: void k( const float a[8]) { (void)a; }
// ANNOTATED: __attribute__((annotate("wsp.kernel"))) void k(__attribute__((annotate("wsp.in")))
