# What the tests in tests/net drive fetch and send with; no test by itself.
add_executable(net_driver ${CMAKE_SOURCE_DIR}/tests/net/driver.c)
target_link_libraries(net_driver PRIVATE fetch send)
