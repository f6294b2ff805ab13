// RUN: not ptowsp-opt %s 2>&1 | FileCheck %s

// A location may name a device, which never ends: no line of it is looked for.
// CHECK: /dev/zero:1:1: error: {{.*}}
"arith.addi"() : () -> () loc("/dev/zero":1:1)
