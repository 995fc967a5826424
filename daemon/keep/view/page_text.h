/* The parts of the register page that are the same for all, from the files in page/. */
#ifndef KEEP_PAGE_TEXT_H
#define KEEP_PAGE_TEXT_H

extern const char page_html[], page_css[], page_js[];

#endif
