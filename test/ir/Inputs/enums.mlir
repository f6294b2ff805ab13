// Every word of the enumerations that MLIR's ops have.
func.func @atomic(%i: i32, %f: f32, %m: memref<4xi32>, %n: memref<4xf32>, %x: index) {
  %0 = memref.atomic_rmw addf %f, %n[%x] : (f32, memref<4xf32>) -> f32
  %1 = memref.atomic_rmw addi %i, %m[%x] : (i32, memref<4xi32>) -> i32
  %2 = memref.atomic_rmw andi %i, %m[%x] : (i32, memref<4xi32>) -> i32
  %3 = memref.atomic_rmw assign %i, %m[%x] : (i32, memref<4xi32>) -> i32
  %4 = memref.atomic_rmw maximumf %f, %n[%x] : (f32, memref<4xf32>) -> f32
  %5 = memref.atomic_rmw maxnumf %f, %n[%x] : (f32, memref<4xf32>) -> f32
  %6 = memref.atomic_rmw maxs %i, %m[%x] : (i32, memref<4xi32>) -> i32
  %7 = memref.atomic_rmw maxu %i, %m[%x] : (i32, memref<4xi32>) -> i32
  %8 = memref.atomic_rmw minimumf %f, %n[%x] : (f32, memref<4xf32>) -> f32
  %9 = memref.atomic_rmw minnumf %f, %n[%x] : (f32, memref<4xf32>) -> f32
  %10 = memref.atomic_rmw mins %i, %m[%x] : (i32, memref<4xi32>) -> i32
  %11 = memref.atomic_rmw minu %i, %m[%x] : (i32, memref<4xi32>) -> i32
  %12 = memref.atomic_rmw mulf %f, %n[%x] : (f32, memref<4xf32>) -> f32
  %13 = memref.atomic_rmw muli %i, %m[%x] : (i32, memref<4xi32>) -> i32
  %14 = memref.atomic_rmw ori %i, %m[%x] : (i32, memref<4xi32>) -> i32
  %15 = memref.atomic_rmw xori %i, %m[%x] : (i32, memref<4xi32>) -> i32
  return
}
func.func @flags(%i: i32, %f: f32) {
  %0 = arith.cmpi eq, %i, %i : i32
  %1 = arith.cmpi ne, %i, %i : i32
  %2 = arith.cmpi slt, %i, %i : i32
  %3 = arith.cmpi sle, %i, %i : i32
  %4 = arith.cmpi sgt, %i, %i : i32
  %5 = arith.cmpi sge, %i, %i : i32
  %6 = arith.cmpi ult, %i, %i : i32
  %7 = arith.cmpi ule, %i, %i : i32
  %8 = arith.cmpi ugt, %i, %i : i32
  %9 = arith.cmpi uge, %i, %i : i32
  %10 = arith.cmpf false, %f, %f : f32
  %11 = arith.cmpf oeq, %f, %f : f32
  %12 = arith.cmpf ogt, %f, %f : f32
  %13 = arith.cmpf oge, %f, %f : f32
  %14 = arith.cmpf olt, %f, %f : f32
  %15 = arith.cmpf ole, %f, %f : f32
  %16 = arith.cmpf one, %f, %f : f32
  %17 = arith.cmpf ord, %f, %f : f32
  %18 = arith.cmpf ueq, %f, %f : f32
  %19 = arith.cmpf ugt, %f, %f : f32
  %20 = arith.cmpf uge, %f, %f : f32
  %21 = arith.cmpf ult, %f, %f : f32
  %22 = arith.cmpf ule, %f, %f : f32
  %23 = arith.cmpf une, %f, %f : f32
  %24 = arith.cmpf uno, %f, %f : f32
  %25 = arith.cmpf true, %f, %f : f32
  %26 = arith.addf %f, %f fastmath<none> : f32
  %27 = arith.addf %f, %f fastmath<reassoc> : f32
  %28 = arith.addf %f, %f fastmath<nnan> : f32
  %29 = arith.addf %f, %f fastmath<ninf> : f32
  %30 = arith.addf %f, %f fastmath<nsz> : f32
  %31 = arith.addf %f, %f fastmath<arcp> : f32
  %32 = arith.addf %f, %f fastmath<contract> : f32
  %33 = arith.addf %f, %f fastmath<afn> : f32
  %34 = arith.addf %f, %f fastmath<fast> : f32
  %35 = arith.addf %f, %f fastmath<contract,nnan> : f32
  %36 = arith.addf %f, %f fastmath<none,nsz> : f32
  %37 = arith.addf %f, %f fastmath<fast,nnan> : f32
  %38 = arith.addf %f, %f fastmath<reassoc,nnan,ninf,nsz,arcp,contract,afn> : f32
  %39 = arith.addi %i, %i overflow<none> : i32
  %40 = arith.addi %i, %i overflow<nsw> : i32
  %41 = arith.addi %i, %i overflow<nuw> : i32
  %42 = arith.addi %i, %i overflow<nuw,nsw> : i32
  %43 = arith.truncf %f to_nearest_even : f32 to f16
  %44 = arith.truncf %f downward : f32 to f16
  %45 = arith.truncf %f upward : f32 to f16
  %46 = arith.truncf %f toward_zero : f32 to f16
  %47 = arith.truncf %f to_nearest_away : f32 to f16
  %48 = "arith.addf"(%f, %f) <{fastmath = #arith.fastmath<nsz, nnan>}> : (f32, f32) -> f32
  return
}
