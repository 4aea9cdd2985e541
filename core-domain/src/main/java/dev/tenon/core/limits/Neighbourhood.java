package dev.tenon.core.limits;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Network addresses that one household or machine has for itself. */
final class Neighbourhood {

    private static final int GROUPS = 8;
    /** 64 bits: whoever has an IPv6 address at all has as many as nobody could count (RFC 6177). */
    private static final int COUNTED_GROUPS = 4;

    private Neighbourhood() {}

    /** An IPv4 address itself, and the first 64 bits of an IPv6 one; what is neither stays as it is. */
    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        if (address.indexOf('.') >= 0) {
            // An IPv4 address in the clothes of an IPv6 one (RFC 4291 section 2.5.5).
            return address.substring(address.lastIndexOf(':') + 1);
        }
        int gap = address.indexOf("::");
        List<String> before = groups(gap < 0 ? address : address.substring(0, gap));
        List<String> after = gap < 0 ? List.of() : groups(address.substring(gap + 2));
        String[] all = new String[GROUPS];
        Arrays.fill(all, "0");
        for (int index = 0; index < Math.min(before.size(), GROUPS); index++) {
            all[index] = plain(before.get(index));
        }
        for (int index = 0; index < Math.min(after.size(), GROUPS - before.size()); index++) {
            all[GROUPS - after.size() + index] = plain(after.get(index));
        }
        return String.join(":", Arrays.asList(all).subList(0, COUNTED_GROUPS));
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":"));
    }

    private static String plain(String group) {
        int zeros = 0;
        while (zeros < group.length() - 1 && group.charAt(zeros) == '0') {
            zeros++;
        }
        String digits = group.substring(zeros).toLowerCase(Locale.ROOT);
        return digits.isEmpty() ? "0" : digits;
    }
}
