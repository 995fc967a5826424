/* A PDF of one page that uses the character maps which Chinese PDFs without maps of their own refer to.
 * Reading it makes poppler load them, which it could not do later, inside the sandbox. It has no
 * cross-reference table: poppler finds the objects by itself. */
#ifndef PARSERS_PDF_MAPS_H
#define PARSERS_PDF_MAPS_H

/* poppler keeps the last four maps, and the last four collections, so there are not more. */
#define PDF_FONT(number, name, map, collection)                                                              \
#number " 0 obj<</Type/Font/Subtype/Type0/BaseFont/" name "/Encoding/" map                           \
	        "/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/" name                          \
	        "/CIDSystemInfo<</Registry(Adobe)/Ordering(" collection                                      \
	        ")/Supplement 2>>/FontDescriptor<</Type/FontDescriptor/FontName/" name                       \
	        "/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880"       \
	        "/StemV 93>>>>]>>endobj\n"

static const char pdf_maps[] =
        "%PDF-1.4\n"
        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        "/Resources<</Font<</A 5 0 R/B 6 0 R/C 7 0 R/D 8 0 R>>>>>>endobj\n"
        "4 0 obj<</Length 120>>stream\n"
        "BT /A 12 Tf 50 700 Td <B5A5> Tj /B 12 Tf 50 0 Td <5355> Tj /C 12 Tf 50 0 Td <5355> Tj "
        "/D 12 Tf 50 0 Td <B5A5> Tj ET     \n"
        "endstream endobj\n" PDF_FONT(5, "STSong-Light", "GBK-EUC-H", "GB1") PDF_FONT(
                6, "STSong-Light", "UniGB-UCS2-H", "GB1") PDF_FONT(7, "STSong-Light", "UniGB-UTF16-H", "GB1")
                PDF_FONT(8, "STSong-Light", "GB-EUC-H", "GB1") "trailer<</Root 1 0 R/Size 9>>\n%%EOF\n";

#undef PDF_FONT

#endif
