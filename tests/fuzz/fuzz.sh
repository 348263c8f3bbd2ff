#!/bin/sh
# fuzz.sh FOLDER SECONDS [TARGET]: the frame decoder, or another target of this folder, under libFuzzer
# with address and undefined behaviour sanitizers. What it has found is kept in FOLDER, so that it goes
# on there the next time. 77 where clang's runtime is missing.
set -eu
cd "$(dirname "$0")/../.."
folder=$1 seconds=$2 target=${3:-frame_decoder}
compiler=${CLANG:-clang++}
corpus=$folder/corpus/$target
mkdir -p "$corpus"

if ! echo 'extern "C" int LLVMFuzzerTestOneInput(const char*, unsigned long) { return 0; }' |
  "$compiler" -x c++ -fsanitize=fuzzer,address,undefined - -o "$folder/probe-$target" 2>"$folder/log"; then
  echo "skipped: $compiler has no libFuzzer here (Debian: clang, libclang-rt-dev)"
  exit 77
fi
rm "$folder/probe-$target"
case $target in
  frame_decoder)
    flags=-Ilabs/21-two-reads-a-message longest=20000
    # A cap of 70,000 and a body of 17,000, which chance would take long to find; then empty ones.
    { printf '\004\000\000\000\000\102\150' && head -c 17020 /dev/zero; } >"$corpus/long"
    ;;
  message)
    flags="-Ilabs -Ilabs/21-two-reads-a-message -Ilabs/51-file-service labs/service/message.cpp
      labs/service/names.cpp labs/service/digest.cpp labs/51-file-service/ladder.cpp
      labs/51-file-service/fd.cpp -lcrypto -lutf8proc" longest=5000
    printf '\010\000\000\000\057c{"id":2,"do":"put","path":"/a/../b","size":9}' >"$corpus/put"
    printf '\003\000\000\000\055c{"id":3,"do":"get","ladder":[[1,"ab"],[2,""]]}' >"$corpus/get"
    printf '\000\000\000\000\025g\000\000\000\001\000\000\000\000\000\000\000\001\000\000\000\000\000\000\000\002' >"$corpus/grant"
    ;;
  chat) flags="-Ilabs/52-chat-and-time -lsodium -lutf8proc" longest=4000 ;;
esac
# shellcheck disable=SC2086  # flags are words
"$compiler" -std=c++20 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
  "tests/fuzz/$target.cpp" $flags -o "$folder/$target"
exec "$folder/$target" -max_total_time="$seconds" -max_len="$longest" -rss_limit_mb=1024 -malloc_limit_mb=4 \
  -artifact_prefix="$folder/$target-" -print_final_stats=1 "$corpus"
