# Writes the source files of a page as strings into a header: each of ONE by its name, page.html as kPageHtml;
# all style sheets as kNAMECss, all scripts as kNAMEJs, in their order.
# cmake -DFROM=folder -DTO=file -DNAME=Page -DONE=page.html -DCSS=a.css,b.css -DJS=a.js,b.js -P embed.cmake
set(text "// Made from ${FROM} by embed.cmake.\n#pragma once\n\n#include <string_view>\n\nnamespace stickylab {\n")

# embed(NAME files begin): `begin`, then the files of a list with commas.
function(embed name list begin)
  string(REPLACE "," ";" files "${list}")
  foreach(file IN LISTS files)
    file(READ ${FROM}/${file} source)
    string(APPEND begin "${source}\n")
  endforeach()
  set(text "${text}inline constexpr std::string_view k${name} = R\"page(${begin})page\";\n" PARENT_SCOPE)
endfunction()

string(REPLACE "," ";" singles "${ONE}")
foreach(file IN LISTS singles)
  string(REGEX MATCH "^(.)(.*)\\.(.)(.*)$" whole ${file})
  string(TOUPPER ${CMAKE_MATCH_1} stem)
  string(TOUPPER ${CMAKE_MATCH_3} kind)
  embed(${stem}${CMAKE_MATCH_2}${kind}${CMAKE_MATCH_4} ${file} "")
endforeach()
embed(${NAME}Css "${CSS}" "")
embed(${NAME}Js "${JS}" "'use strict';\n")
file(WRITE ${TO} "${text}}  // namespace stickylab\n")
