// RUN: ptowsp-opt %s | FileCheck %s
// RUN: ptowsp-opt --print-generic %s | ptowsp-opt | FileCheck %s

// What a dense_resource names stands behind the module, and stays there as it is written.
// CHECK:      "foo.op"() {a = dense_resource<blob> : tensor<2xi32>, b = dense_resource<"b 2"> : tensor<1xi64>}
// CHECK:      {-#
// CHECK-NEXT:   dialect_resources: {
// CHECK-NEXT:     builtin: {
// CHECK-NEXT:       blob: "0x08000000010000000000000002000000",
// CHECK-NEXT:       "b 2": "0x080000000100000000000000"
// CHECK-NEXT:     }
// CHECK-NEXT:   },
// CHECK-NEXT:   external_resources: {
// CHECK-NEXT:     tool: {
// CHECK-NEXT:       on: true
// CHECK-NEXT:     }
// CHECK-NEXT:   }
// CHECK-NEXT: #-}
"foo.op"() {a = dense_resource<blob> : tensor<2xi32>, b = dense_resource<"b 2"> : tensor<1xi64>} : () -> ()
{-#
  dialect_resources: { builtin: { blob: "0x08000000010000000000000002000000", "b 2": "0x080000000100000000000000" } },
  external_resources: { tool: { on: true } }
#-}
