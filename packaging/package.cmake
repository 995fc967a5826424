# `cpack -G DEB`: xuanwangd_VERSION_amd64.deb. The programs know where their data lies, so the build must be configured with
# the prefix that the package has: the preset `package`, which `./dev package` uses.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME xuanwangd)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "xuanwangd maintainers <xuanwangd@xuanwangd.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
	WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION mail)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "files what units submit by mail, and answers it
A background service for the office of a trade union that collects works by
mail: it watches one mailbox over IMAP, reads every mail in a jail, files
what can be filed, and answers with a receipt number or with a friendly
request for what is missing. What it is not sure of it leaves to people, and
tells them once a day.")
# Libraries are found by dpkg-shlibdeps. What is not linked: systemd-sysusers and the unit's settings; the mechanisms by which
# mail servers let us log in; the authorities of their certificates; Chinese fonts' maps in PDF; time zones of campaigns.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS
	"systemd (>= 252), libsasl2-modules, ca-certificates, poppler-data, tzdata")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "bash-completion, clamav-daemon")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(scripts)
foreach(script postinst prerm postrm)
	configure_file(${CMAKE_CURRENT_LIST_DIR}/${script}.in ${CMAKE_BINARY_DIR}/packaging/${script} @ONLY)
	list(APPEND scripts ${CMAKE_BINARY_DIR}/packaging/${script})
endforeach()
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${scripts})
# What Debian wants otherwise than `cmake --install` does it.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/debianize.cmake)
set(CPACK_XW_PACKAGING ${CMAKE_CURRENT_LIST_DIR})
include(CPack)
