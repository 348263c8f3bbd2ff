# Writes the source files of a page as strings kNAMEHtml, kNAMECss and kNAMEJs into a header.
# cmake -DFROM=folder -DTO=file -DNAME=Page -DHTML=page.html -DCSS=a.css,b.css -DJS=a.js,b.js -P embed.cmake
# The style sheets stand in their order, and the scripts in the order they run.
function(join_files list begin result)
  string(REPLACE "," ";" files "${list}")
  set(text "${begin}")
  foreach(file IN LISTS files)
    file(READ ${FROM}/${file} source)
    string(APPEND text "\n${source}")
  endforeach()
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

file(READ ${FROM}/${HTML} Html)
join_files("${CSS}" "" Css)
join_files("${JS}" "'use strict';\n" Js)
set(text "// Made from ${FROM} by embed.cmake.\n#pragma once\n\n#include <string_view>\n\nnamespace stickylab {\n")
foreach(kind Html Css Js)
  string(APPEND text "inline constexpr std::string_view k${NAME}${kind} = R\"page(${${kind}})page\";\n")
endforeach()
file(WRITE ${TO} "${text}}  // namespace stickylab\n")
