package dev.tenon.ports.audit.spi;

import org.jspecify.annotations.Nullable;

/**
 * The text that an audit row's hash is made of: every field with its length before it, so that no two rows have the same
 * text. Where a row stands in its chain comes first, so that a database can put it before the content that it is given.
 */
public final class ChainText {

    private static final String VERSION = "tenon-audit-1";

    private ChainText() {}

    /** The whole text: the place in the chain, and the content as {@link #add} made it. */
    public static String of(String chain, long sequence, String previousHash, String content) {
        StringBuilder text = new StringBuilder(VERSION);
        add(text, chain);
        add(text, Long.toString(sequence));
        add(text, previousHash);
        return text.append(content).toString();
    }

    /** Adds a field: a line with its length in UTF-16 units, a colon and the value; a hyphen for {@code null}. */
    public static void add(StringBuilder text, @Nullable String field) {
        text.append('\n');
        if (field == null) {
            text.append('-');
        } else {
            text.append(field.length()).append(':').append(field);
        }
    }
}
