// RUN: ptowsp-run %s --no-data --pass-pipeline= | FileCheck %s

// A bound that doubles what it is made of again and again is looked through so far and no further; a
// loop over more than 64 bits, or over unsigned numbers, is one whose turns are not known; a buffer
// of known size is no number.
// CHECK: doubled {{.*}} (estimated){{$}}
// CHECK: whole {{.*}} (estimated){{$}}
// CHECK: unsigned {{.*}} (estimated){{$}}
// CHECK: sized {{.*}} (estimated){{$}}
wsp.kernel @doubled(%a: inout memref<64xf32>, %x: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  scf.for %i = %c0 to %c5 step %c1 {
    %0 = arith.addi %i, %i : index
    %1 = arith.addi %0, %0 : index
    %2 = arith.addi %1, %1 : index
    %3 = arith.addi %2, %2 : index
    %4 = arith.addi %3, %3 : index
    %5 = arith.addi %4, %4 : index
    %6 = arith.addi %5, %5 : index
    %7 = arith.addi %6, %6 : index
    %8 = arith.addi %7, %7 : index
    %9 = arith.addi %8, %8 : index
    %10 = arith.addi %9, %9 : index
    %11 = arith.addi %10, %10 : index
    %12 = arith.addi %11, %11 : index
    %13 = arith.addi %12, %12 : index
    %14 = arith.addi %13, %13 : index
    %15 = arith.addi %14, %14 : index
    %16 = arith.addi %15, %15 : index
    %17 = arith.addi %16, %16 : index
    %18 = arith.addi %17, %17 : index
    %19 = arith.addi %18, %18 : index
    %20 = arith.addi %19, %19 : index
    %21 = arith.addi %20, %20 : index
    %22 = arith.addi %21, %21 : index
    %23 = arith.addi %22, %22 : index
    %24 = arith.addi %23, %23 : index
    %25 = arith.addi %24, %24 : index
    %26 = arith.addi %25, %25 : index
    %27 = arith.addi %26, %26 : index
    %28 = arith.addi %27, %27 : index
    %29 = arith.addi %28, %28 : index
    %30 = arith.addi %29, %29 : index
    %31 = arith.addi %30, %30 : index
    %32 = arith.addi %31, %31 : index
    %33 = arith.addi %32, %32 : index
    %34 = arith.addi %33, %33 : index
    %35 = arith.addi %34, %34 : index
    %36 = arith.addi %35, %35 : index
    %37 = arith.addi %36, %36 : index
    %38 = arith.addi %37, %37 : index
    %39 = arith.addi %38, %38 : index
    scf.for %j = %c0 to %39 step %c1 {
      memref.store %x, %a[%i] : memref<64xf32>
    }
  }
}
wsp.kernel @whole(%a: inout memref<64xf32>, %x: f32) {
  %least = arith.constant -9223372036854775808 : index
  %most = arith.constant 9223372036854775807 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %least to %most step %c1 {
    memref.store %x, %a[%i] : memref<64xf32>
  }
}
wsp.kernel @unsigned(%a: inout memref<64xf32>, %x: f32) {
  %least = arith.constant -8 : index
  %c1 = arith.constant 1 : index
  scf.for unsigned %i = %least to %c1 step %c1 {
    memref.store %x, %a[%i] : memref<64xf32>
  }
}
wsp.kernel @sized(%a: inout memref<64xf32>, %x: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %sizes = memref.alloc(%c5) : memref<?xindex>
  %n = memref.load %sizes[%c0] : memref<?xindex>
  scf.for %i = %c0 to %n step %c1 {
    memref.store %x, %a[%i] : memref<64xf32>
  }
}
wsp.workload @w(%a: memref<64xf32>) {
  %x = arith.constant 2.0 : f32
  wsp.task @doubled(%a, %x) : memref<64xf32>, f32
  wsp.task @whole(%a, %x) : memref<64xf32>, f32
  wsp.task @unsigned(%a, %x) : memref<64xf32>, f32
  wsp.task @sized(%a, %x) : memref<64xf32>, f32
}
