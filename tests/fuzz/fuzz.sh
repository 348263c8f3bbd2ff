#!/bin/sh
# fuzz.sh FOLDER SECONDS: the frame decoder under libFuzzer, with address and undefined behaviour
# sanitizers. What it has found is kept in FOLDER, so that it goes on there the next time. 77 where
# clang's runtime is missing.
set -eu
cd "$(dirname "$0")/../.."
folder=$1 seconds=$2
compiler=${CLANG:-clang++}
mkdir -p "$folder/corpus"

if ! echo 'extern "C" int LLVMFuzzerTestOneInput(const char*, unsigned long) { return 0; }' |
  "$compiler" -x c++ -fsanitize=fuzzer,address,undefined - -o "$folder/probe" 2>"$folder/log"; then
  echo "skipped: $compiler has no libFuzzer here (Debian: clang, libclang-rt-dev)"
  exit 77
fi
rm "$folder/probe"
"$compiler" -std=c++20 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
  -Ilabs/21-two-reads-a-message tests/fuzz/frame_decoder.cpp -o "$folder/frame_decoder"
# A cap of 70,000 and a body of 17,000, which chance would take long to find; then empty ones.
{ printf '\004\000\000\000\000\102\150' && head -c 17020 /dev/zero; } >"$folder/corpus/long"
exec "$folder/frame_decoder" -max_total_time="$seconds" -max_len=20000 -rss_limit_mb=1024 -malloc_limit_mb=4 \
  -artifact_prefix="$folder/" -print_final_stats=1 "$folder/corpus"
