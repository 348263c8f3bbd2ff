# cmake -DSOURCE=… -DTO=… -DVERSION=… -P version.cmake: writes the version and the commit into the
# header TO, if they are others than there.
set(commit "not known")
find_program(git git)
if(git)
  execute_process(COMMAND ${git} rev-parse --short=12 HEAD WORKING_DIRECTORY ${SOURCE}
                  RESULT_VARIABLE failed OUTPUT_VARIABLE head ERROR_QUIET
                  OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT failed)
    set(commit ${head})
    execute_process(COMMAND ${git} diff --quiet HEAD -- harness CMakeLists.txt
                    WORKING_DIRECTORY ${SOURCE} RESULT_VARIABLE changed ERROR_QUIET)
    if(changed)
      string(APPEND commit " with changes")
    endif()
  endif()
endif()
file(CONFIGURE OUTPUT ${TO} @ONLY CONTENT [=[
#pragma once

namespace stickylab::generated {

inline constexpr char kVersion[] = "@VERSION@";
inline constexpr char kCommit[] = "@commit@";

}  // namespace stickylab::generated
]=])
