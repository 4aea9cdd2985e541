package dev.tenon.core.documents;

/** What can be stored of texts that strangers wrote. */
final class Texts {

    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /** The beginning of a text, without zeros, and with marks for halves of characters: no database takes either. */
    static String storable(String text, int most) {
        StringBuilder storable = new StringBuilder(Math.min(text.length(), most));
        for (int at = 0; at < text.length() && storable.length() < most; ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (point == 0) {
                continue;
            }
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                storable.append(REPLACEMENT);
            } else if (storable.length() + Character.charCount(point) <= most) {
                storable.appendCodePoint(point);
            } else {
                break;
            }
        }
        return storable.toString();
    }
}
