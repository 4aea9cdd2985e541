package dev.tenon.rest.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ranges of a file that a request asks for (RFC 9110 section 14.2). No byte comes twice, whatever is asked: ranges that
 * overlap or follow on each other come as one, in the place of the first.
 *
 * @param parts those of which the file has bytes; none if it has none of them
 */
record ByteRanges(List<ByteRange> parts) {

    /** More are taken for an attack, or for somebody who is better off with the whole. */
    static final int MOST = 16;

    private static final String UNIT = "bytes=";

    ByteRanges {
        parts = List.copyOf(parts);
    }

    /** Reads a {@code Range} header; empty for other units, too many ranges, and what is no range: then all bytes come. */
    static Optional<ByteRanges> parse(String header, long size) {
        if (!header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return Optional.empty();
        }
        List<ByteRange> parts = new ArrayList<>();
        int count = 0;
        for (String each : header.substring(UNIT.length()).split(",", -1)) {
            String range = each.strip();
            if (range.isEmpty()) {
                continue;
            }
            Optional<ByteRange> part = ByteRange.parse(range, size);
            count++;
            if (part.isEmpty() || count > MOST) {
                return Optional.empty();
            }
            part.filter(found -> !found.isBeyond(size)).ifPresent(found -> add(parts, found));
        }
        return count == 0 ? Optional.empty() : Optional.of(new ByteRanges(parts));
    }

    private static void add(List<ByteRange> parts, ByteRange wanted) {
        ByteRange whole = wanted;
        int place = parts.size();
        for (int index = parts.size() - 1; index >= 0; index--) {
            if (parts.get(index).touches(whole)) {
                whole = whole.with(parts.remove(index));
                place = index;
            }
        }
        parts.add(place, whole);
    }
}
