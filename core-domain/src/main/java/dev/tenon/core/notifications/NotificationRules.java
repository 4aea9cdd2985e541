package dev.tenon.core.notifications;

import dev.tenon.ports.kernel.VisibleText;
import dev.tenon.ports.notifications.Notification;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a notification may say, and where it may lead: to the installation's own host, or to another one with TLS. A link of
 * another scheme would run in the page that shows it, and one to the own host could still name a login at it.
 */
record NotificationRules(URI baseUrl) {

    /** Whether a message is plain text that can be seen, with no control characters but line breaks, and not too long. */
    static boolean isMessage(String message) {
        return VisibleText.isIn(message)
                && message.codePointCount(0, message.length()) <= Notification.LONGEST_MESSAGE
                && message.codePoints().allMatch(NotificationRules::isShown);
    }

    private static boolean isShown(int point) {
        return point == '\n' || (!Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE);
    }

    /** Where an action leads; empty if it may not lead there. A path is one below the base URL. */
    Optional<URI> actionUrl(String action) {
        boolean isPlain = action.length() <= Notification.LONGEST_URL
                && action.chars().allMatch(each -> each > ' ' && each < 127 && each != '\\');
        if (!isPlain) {
            return Optional.empty();
        }
        boolean isPath = action.startsWith("/") && !action.startsWith("//");
        try {
            URI url = URI.create(isPath ? withoutSlash(baseUrl) + action : action);
            return Optional.of(url).filter(this::isAllowed);
        } catch (IllegalArgumentException noUrl) {
            return Optional.empty();
        }
    }

    private boolean isAllowed(URI url) {
        boolean hasHost = url.getHost() != null && url.getRawUserInfo() == null;
        return hasHost && (isWord("https", url.getScheme()) || isOwn(url));
    }

    private boolean isOwn(URI url) {
        return isWord(baseUrl.getScheme(), url.getScheme())
                && isWord(baseUrl.getHost(), url.getHost())
                && url.getPort() == baseUrl.getPort();
    }

    private static boolean isWord(@Nullable String expected, @Nullable String found) {
        return expected != null && Objects.equals(lower(expected), lower(found));
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private static String withoutSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
