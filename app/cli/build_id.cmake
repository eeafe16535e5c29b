# Writes build_id.c: the version and a hash over the program's sources. Only when it changes.
# Needs SOURCE_DIR, OUTPUT and VERSION.
cmake_minimum_required(VERSION 3.25)
file(GLOB_RECURSE sources FOLLOW_SYMLINKS LIST_DIRECTORIES false RELATIVE ${SOURCE_DIR}
	${SOURCE_DIR}/app/*.c ${SOURCE_DIR}/app/*.h ${SOURCE_DIR}/schema/*.sql ${SOURCE_DIR}/schema/facts/*.csv)
list(SORT sources)
set(all "")
foreach(source IN LISTS sources)
	file(SHA256 ${SOURCE_DIR}/${source} one)
	string(APPEND all "${source} ${one}\n")
endforeach()
string(SHA256 hash "${all}")
string(SUBSTRING ${hash} 0 12 hash)

set(text "#include \"cli/build_id.h\"\n
const char waylaid_version[] = \"${VERSION}\";
const char waylaid_build_id[] = \"${VERSION}-${hash}\";
")
set(old "")
if(EXISTS ${OUTPUT})
	file(READ ${OUTPUT} old)
endif()
if(NOT old STREQUAL text)
	file(WRITE ${OUTPUT} "${text}")
endif()
