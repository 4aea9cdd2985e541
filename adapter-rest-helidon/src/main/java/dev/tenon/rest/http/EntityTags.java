package dev.tenon.rest.http;

import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.RequestRefusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entity tags in conditional headers (RFC 9110 section 13). */
public final class EntityTags {

    /** A revision that nothing has: what a tag means that is weak or that Tenon never gave. */
    private static final long NO_REVISION = -1;

    private EntityTags() {}

    /** The revision that {@code If-Match} names; {@code null} stands for a header that is not there. */
    static @Nullable Expected expected(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return null;
        }
        if (ifMatch.strip().equals("*")) {
            return Expected.any();
        }
        List<String> tags = parse(ifMatch);
        if (tags.size() != 1) {
            throw RequestRefusal.MALFORMED.because("Send one entity tag in `If-Match`.");
        }
        return Expected.revision(revision(tags.get(0)));
    }

    /** Whether {@code If-None-Match} names this tag, weak or strong. */
    public static boolean anyMatches(String ifNoneMatch, String tag) {
        if (ifNoneMatch.strip().equals("*")) {
            return true;
        }
        return parse(ifNoneMatch).stream()
                .map(each -> each.startsWith("W/") ? each.substring(2) : each)
                .anyMatch(tag::equals);
    }

    /** Whether {@code If-Match} names this very tag; a weak one never is. */
    public static boolean anyIs(String ifMatch, String tag) {
        return ifMatch.strip().equals("*") || parse(ifMatch).contains(tag);
    }

    private static long revision(String tag) {
        boolean isNumber = tag.length() > 2 && tag.length() < 20 && tag.startsWith("\"");
        for (int index = 1; isNumber && index < tag.length() - 1; index++) {
            isNumber = tag.charAt(index) >= '0' && tag.charAt(index) <= '9';
        }
        boolean isCanonical = isNumber && (tag.length() == 3 || tag.charAt(1) != '0');
        return isCanonical ? Long.parseLong(tag.substring(1, tag.length() - 1)) : NO_REVISION;
    }

    private static List<String> parse(String header) {
        List<String> tags = new ArrayList<>();
        int index = 0;
        while (index < header.length()) {
            char each = header.charAt(index);
            if (each == ' ' || each == '\t' || each == ',') {
                index++;
                continue;
            }
            int start = index;
            index += header.startsWith("W/", index) ? 2 : 0;
            int close = index < header.length() && header.charAt(index) == '"' ? header.indexOf('"', index + 1) : -1;
            if (close < 0) {
                throw RequestRefusal.MALFORMED.because("An entity tag is a text in quotes, like \"3\".");
            }
            tags.add(header.substring(start, close + 1));
            index = close + 1;
        }
        if (tags.isEmpty()) {
            throw RequestRefusal.MALFORMED.because("An entity tag is a text in quotes, like \"3\".");
        }
        return tags;
    }
}
