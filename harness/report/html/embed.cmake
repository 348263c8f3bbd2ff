# Writes page.hpp: the page's source files as strings. cmake -DFROM=folder -DTO=file -P embed.cmake
set(text "// Made from harness/report/html/ by embed.cmake.\n#pragma once\n\n#include <string_view>\n\nnamespace stickylab {\n")
foreach(kind Html Css Js)
  string(TOLOWER ${kind} extension)
  file(READ ${FROM}/page.${extension} source)
  string(APPEND text "inline constexpr std::string_view kPage${kind} = R\"page(${source})page\";\n")
endforeach()
file(WRITE ${TO} "${text}}  // namespace stickylab\n")
