package dev.tenon.rest.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code Content-Type} and {@code Accept} say (RFC 9110 sections 8.3 and 12.5.1). */
final class MediaTypes {

    private MediaTypes() {}

    /** The type without its parameters, in lower case. */
    static String essence(String contentType) {
        int semicolon = contentType.indexOf(';');
        String essence = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return essence.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the body is UTF-8 as far as its type says: by the parameter, or by saying nothing. */
    static boolean isUtf8(String contentType) {
        String parameters = contentType.toLowerCase(Locale.ROOT);
        int charset = parameters.indexOf("charset=");
        if (charset < 0) {
            return true;
        }
        String name = parameters.substring(charset + "charset=".length()).replace("\"", "");
        int end = name.indexOf(';');
        return (end < 0 ? name : name.substring(0, end)).strip().equals("utf-8");
    }

    /** Whether an {@code Accept} header lets a type pass; the most specific range that matches decides. */
    static boolean accepts(@Nullable String accept, String type) {
        if (accept == null || accept.isBlank() || accept.equals("*/*")) {
            return true;
        }
        String family = type.substring(0, type.indexOf('/')) + "/*";
        int bestRank = 0;
        boolean isTaken = false;
        for (String range : accept.split(",", -1)) {
            String essence = essence(range);
            int rank = essence.equals(type) ? 3 : essence.equals(family) ? 2 : essence.equals("*/*") ? 1 : 0;
            if (rank > bestRank) {
                bestRank = rank;
                isTaken = !isZero(range);
            }
        }
        return isTaken;
    }

    /** Whether a type is named as such, or as a family, before a bare wildcard: what a browser does for HTML. */
    static boolean prefers(@Nullable String accept, String type) {
        if (accept == null) {
            return false;
        }
        for (String range : accept.split(",", -1)) {
            if (essence(range).equals(type)) {
                return !isZero(range);
            }
        }
        return false;
    }

    private static boolean isZero(String range) {
        String parameters = range.replace(" ", "").toLowerCase(Locale.ROOT);
        int quality = parameters.indexOf(";q=0");
        if (quality < 0) {
            return false;
        }
        String rest = parameters.substring(quality + ";q=0".length());
        return rest.isEmpty() || rest.chars().allMatch(each -> each == '.' || each == '0') || rest.startsWith(";");
    }
}
