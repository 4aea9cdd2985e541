package dev.tenon.rest.documents;

import java.util.Optional;

/**
 * One range of a file (RFC 9110 section 14.1.2).
 *
 * @param first byte, from 0
 * @param last byte, inclusive
 */
record ByteRange(long first, long last) {

    private static final int MOST_DIGITS = 18;

    /** Reads {@code 0-99}, {@code 100-} or {@code -100}; empty for what is no range. */
    static Optional<ByteRange> parse(String range, long size) {
        int dash = range.indexOf('-');
        if (dash < 0 || !isNumberOrNothing(range.substring(0, dash)) || !isNumberOrNothing(range.substring(dash + 1))) {
            return Optional.empty();
        }
        String from = range.substring(0, dash);
        String to = range.substring(dash + 1);
        if (from.isEmpty()) {
            if (to.isEmpty()) {
                return Optional.empty();
            }
            long length = Long.parseLong(to);
            return Optional.of(
                    length == 0 ? new ByteRange(size, size) : new ByteRange(Math.max(0, size - length), size - 1));
        }
        long first = Long.parseLong(from);
        long last = to.isEmpty() ? size - 1 : Math.min(Long.parseLong(to), size - 1);
        boolean isBackwards = !to.isEmpty() && Long.parseLong(to) < first;
        return isBackwards ? Optional.empty() : Optional.of(new ByteRange(first, last));
    }

    /** Whether the file has none of these bytes. */
    boolean isBeyond(long size) {
        return first >= size;
    }

    /** Whether both have a byte in common, or one begins where the other ends. */
    boolean touches(ByteRange other) {
        return first <= other.last + 1 && other.first <= last + 1;
    }

    /** Both as one. */
    ByteRange with(ByteRange other) {
        return new ByteRange(Math.min(first, other.first), Math.max(last, other.last));
    }

    /** How many bytes. */
    long length() {
        return last - first + 1;
    }

    /** As {@code Content-Range} has it. */
    String of(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }

    private static boolean isNumberOrNothing(String text) {
        return text.length() <= MOST_DIGITS && text.chars().allMatch(each -> each >= '0' && each <= '9');
    }
}
