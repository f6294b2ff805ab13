// RUN: mkdir -p %t.tmp
// RUN: env TMPDIR=%t.tmp %exits 1 ptowsp-run %s --check -- -DBROKEN 2>&1 | FileCheck %s --check-prefix=BROKEN
// RUN: env TMPDIR=%t.tmp %exits 1 ptowsp-run %s --check -- -DCRASH 2>&1 | FileCheck %s --check-prefix=CRASH
// RUN: env TMPDIR=%t.tmp CC=%t.nocc %exits 1 ptowsp-run %s --check 2>&1 | FileCheck %s --check-prefix=NOCC
// RUN: env TMPDIR=%t.nodir %exits 1 ptowsp-run %s --check 2>&1 | FileCheck %s --check-prefix=NODIR
// RUN: ls -A %t.tmp | count 0

// What keeps the serial program from compiling or running is said, and nothing stays behind.
// BROKEN: error: serial elision: the C compiler 'cc' ended with status 1 on '{{.*}}serial-refused.c'
// BROKEN: note: {{.*}}serial-refused.c:{{.*}}: error: #error not with this compiler
// CRASH: error: serial elision: '{{.*}}serial-refused.c' as a plain C program was ended by signal
// NOCC: error: serial elision: cannot run the C compiler '{{.*}}.nocc': No such file or directory
// NODIR: error: serial elision: cannot make a directory in '{{.*}}.nodir': No such file or directory
#include <ptowsp/ptowsp.h>

#if defined(BROKEN) && !defined(__PTOWSP__)
#error not with this compiler
#endif

wsp_kernel static void k(wsp_inout int a[4]) {
  for (int i = 0; i < 4; i++) a[i] += 1;
}

#if defined(CRASH) && !defined(__PTOWSP__)
#define k(a) __builtin_trap()
#endif
wsp_workload void w(wsp_inout int a[4]) { k(a); }
