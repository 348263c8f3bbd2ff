# Writes page.hpp: the page's source files as strings. cmake -DFROM=folder -DTO=file -P embed.cmake
set(scripts make bytes tip lanes overview scene player details paper claims page)  # in the order they run

set(js "'use strict';\n")
foreach(name IN LISTS scripts)
  file(READ ${FROM}/${name}.js source)
  string(APPEND js "\n${source}")
endforeach()
file(READ ${FROM}/page.html html)
file(READ ${FROM}/page.css css)

set(text "// Made from harness/report/html/ by embed.cmake.\n#pragma once\n\n#include <string_view>\n\nnamespace stickylab {\n")
foreach(kind Html Css Js)
  string(TOLOWER ${kind} name)
  string(APPEND text "inline constexpr std::string_view kPage${kind} = R\"page(${${name}})page\";\n")
endforeach()
file(WRITE ${TO} "${text}}  // namespace stickylab\n")
