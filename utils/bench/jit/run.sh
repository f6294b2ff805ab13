#!/bin/sh
# Times kernels as ptowsp-run compiles them, in one thread, with a peer of the same run beside each;
# then what ptowsp-run reports of itself on the examples, and importing and passes of a long program.
# Nothing here passes or fails.
#
#   sh utils/bench/jit/run.sh [RUNS]      (default 9)
#
# A kernel's time is `host.run_ms` of the report: all tasks of the workload with the simulation around
# them, without compiling; the least of RUNS processes. A peer's is the least of RUNS calls in a
# process of its own. `sh utils/install-deps.sh --bench` installs what the peers are built from;
# PTOWSP_BUILD_DIR names another build directory than build/, built in Release.
set -eu
cd "$(dirname "$0")/../../.."
build=$(cd "${PTOWSP_BUILD_DIR:-build}" && pwd)
runs=${1:-9}
here=utils/bench/jit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$build/bin:$PATH
export OPENBLAS_NUM_THREADS=1

# least FIELD FILE…: the smallest value of a field of the reports.
least() {
  field=$1
  shift
  sed -n "s/.*\"$field\": \([0-9.]*\).*/\1/p" "$@" | sort -n | head -n 1
}

# reports FILE [OPTION]: runs it, into $work/N.json.
reports() {
  rm -f "$work"/*.json
  i=0
  while [ "$i" -lt "$runs" ]; do
    ptowsp-run "$@" --report="$work/$i.json" >/dev/null 2>&1
    i=$((i + 1))
  done
}

# build_peer NAME OPTION…
build_peer() {
  name=$1
  shift
  clang-22 -O3 -march=native -Iinclude -o "$work/$name" $here/peer.c "$@" 2>"$work/log" && return
  echo "no peer '$name': $(head -n 1 "$work/log")"
}

# versus FILE UNIT AMOUNT PEER-LABEL PEER WORD PEER-AMOUNT: our time and speed, the peer's, and our
# speed in percent of it.
versus() {
  reports "$here/$1"
  ours=$(least run_ms "$work"/*.json)
  peer=$([ ! -x "$work/$5" ] || "$work/$5" "$6" "$runs")
  awk -v file="$1" -v unit="$2" -v amount="$3" -v label="$4" -v peer_amount="$7" -v ours="$ours" \
    -v peer="$peer" 'BEGIN {
      printf "%-12s %7.2f ms %8.1f %-8s", file, ours, amount / ours, unit
      if (peer)
        printf "  %-26s %7.2f ms %8.1f  %4.0f %%", label, peer, peer_amount / peer,
               100 * (amount / ours) / (peer_amount / peer)
      print ""
    }'
}

build_peer library -lopenblas
build_peer fast -DPEER_SOFTMAX -ffast-math -lm
echo "one thread, the least of $runs; last: our speed in percent of the peer's"
versus matmul.c GFLOP/s 2147.48 "OpenBLAS sgemm" library sgemm 2147.48
versus add.c GB/s 201.33 "clang -O3 of the loop" library add 201.33
versus add.c GB/s 201.33 "memcpy of 64 MB" library memcpy 134.22
versus softmax.c Melem/s 2097.15 "clang -O3 -ffast-math" fast softmax 2097.15

# row LABEL FILE: what ptowsp-run reports of a program.
row() {
  reports "$2" ${3-}
  printf '%-32s %10s %10s %10s %10s\n' "$1" "$(least import_ms "$work"/*.json)" \
    "$(least passes_ms "$work"/*.json)" "$(least jit_ms "$work"/*.json)" \
    "$(least run_ms "$work"/*.json)"
}

echo
printf '%-32s %10s %10s %10s %10s\n' "" "import ms" "passes ms" "jit ms" "run ms"
for name in vector_example gemm gemm_auto bgemm softmax tensor_data; do
  row "$name.c" docs/examples/$name/$name.c
done
python3 $here/long_program.py 500 >"$work/long.c"
row "a program of 500 lines" "$work/long.c" --workload=work0
