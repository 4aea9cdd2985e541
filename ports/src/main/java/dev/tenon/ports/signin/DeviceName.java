package dev.tenon.ports.signin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names a client for people by what it says about itself. Good enough to tell one's own devices apart; never a proof of
 * anything.
 */
final class DeviceName {

    private static final int LONGEST_PRODUCT = 40;

    /** Words of a client's description, the telling ones before those that others carry too. */
    private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

    private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

    static {
        BROWSERS.put("Edg/", "Edge");
        BROWSERS.put("EdgA/", "Edge");
        BROWSERS.put("OPR/", "Opera");
        BROWSERS.put("SamsungBrowser/", "Samsung Internet");
        BROWSERS.put("Firefox/", "Firefox");
        BROWSERS.put("FxiOS/", "Firefox");
        BROWSERS.put("CriOS/", "Chrome");
        BROWSERS.put("Chrome/", "Chrome");
        BROWSERS.put("Safari/", "Safari");
        SYSTEMS.put("iPhone", "iPhone");
        SYSTEMS.put("iPad", "iPad");
        SYSTEMS.put("Android", "Android");
        SYSTEMS.put("CrOS", "ChromeOS");
        SYSTEMS.put("Windows", "Windows");
        SYSTEMS.put("Mac OS X", "macOS");
        SYSTEMS.put("Linux", "Linux");
    }

    private DeviceName() {}

    static String of(@Nullable String userAgent) {
        if (userAgent == null || userAgent.isBlank()) {
            return "Unknown device";
        }
        @Nullable String browser = first(BROWSERS, userAgent);
        @Nullable String system = first(SYSTEMS, userAgent);
        if (browser == null) {
            return product(userAgent);
        }
        return system == null ? browser : browser + " on " + system;
    }

    /** The first product of the header (RFC 9110 section 10.1.5), without its version. */
    private static String product(String userAgent) {
        String first = userAgent.strip().split("[ /(]", 2)[0];
        if (first.isEmpty()) {
            return "Unknown device";
        }
        return first.length() <= LONGEST_PRODUCT ? first : first.substring(0, LONGEST_PRODUCT);
    }

    private static @Nullable String first(Map<String, String> names, String userAgent) {
        return names.entrySet().stream()
                .filter(each -> userAgent.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
