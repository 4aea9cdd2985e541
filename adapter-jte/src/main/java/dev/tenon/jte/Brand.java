package dev.tenon.jte;

import dev.tenon.ports.kernel.VisibleText;
import dev.tenon.ports.notifications.EmailBrand;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How a mail shows whose it is.
 *
 * @param colour {@code #rrggbb}
 */
record Brand(String name, String colour) {

    private static final String COLOUR = "#1f4e8c";
    private static final String LIGHT = "#ffffff";
    private static final String DARK = "#1f2328";

    /** The one that was chosen, and the installation's host for what was not, or cannot be seen. */
    static Brand of(@Nullable EmailBrand chosen, URI baseUrl) {
        if (chosen == null) {
            return new Brand(host(baseUrl), COLOUR);
        }
        String name = Words.line(chosen.name());
        return new Brand(
                VisibleText.isIn(name) ? Words.unlinked(name) : host(baseUrl),
                chosen.colour() == null ? COLOUR : chosen.colour());
    }

    /** Where the installation is. */
    static String host(URI baseUrl) {
        return baseUrl.getHost() == null ? "Tenon" : baseUrl.getHost();
    }

    /** The colour of words on the brand's: the one of light and dark that stands out more (WCAG 2.2, 1.4.3). */
    String onColour() {
        double back = luminance(colour);
        return (luminance(LIGHT) + 0.05) / (back + 0.05) >= (back + 0.05) / (luminance(DARK) + 0.05) ? LIGHT : DARK;
    }

    /** The relative luminance as WCAG 2.2 defines it. */
    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
