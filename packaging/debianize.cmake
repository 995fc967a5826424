# Run by cpack over the staged files, before they are packed: Debian's copyright and changelog instead of ours, manual pages
# compressed, everything reproducible (gzip without time stamps).
set(doc ${CPACK_TEMPORARY_DIRECTORY}/usr/share/doc/xuanwangd)
file(REMOVE ${doc}/LICENSE)
file(COPY ${CPACK_XW_PACKAGING}/copyright DESTINATION ${doc})
file(COPY ${CPACK_XW_PACKAGING}/changelog DESTINATION ${doc})
file(GLOB manuals ${CPACK_TEMPORARY_DIRECTORY}/usr/share/man/man*/*)
execute_process(COMMAND gzip -9 -n ${doc}/changelog ${manuals} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND chmod -R u=rwX,go=rX ${CPACK_TEMPORARY_DIRECTORY}/usr COMMAND_ERROR_IS_FATAL ANY)
