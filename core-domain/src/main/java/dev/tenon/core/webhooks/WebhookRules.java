package dev.tenon.core.webhooks;

import dev.tenon.ports.audit.AuditAction;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.webhooks.NewWebhook;
import dev.tenon.ports.webhooks.spi.WebhookSender;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook may be made of.
 *
 * @param sender who knows which addresses are never called; {@code null} if nobody calls any
 */
record WebhookRules(@Nullable WebhookSender sender) {

    private static final int LONGEST_TEXT = 255;
    private static final Set<String> NOUNS =
            Arrays.stream(AuditAction.values()).map(AuditAction::noun).collect(Collectors.toUnmodifiableSet());

    /** Adds what is wrong with an address; returns it if nothing is. */
    @Nullable
    URI url(String text, Violations violations) {
        @Nullable URI url = parsed(text);
        if (url == null) {
            violations.require(
                    false,
                    "/url",
                    "malformed",
                    "Give an address like https://hooks.example.org/tenon, of at most " + NewWebhook.LONGEST_URL
                            + " characters, without a user name and without a fragment.");
            return null;
        }
        String objection = sender == null
                ? "https".equals(url.getScheme()) ? null : "Give an address that begins with https."
                : sender.objection(url).orElse(null);
        if (objection != null) {
            violations.require(false, "/url", "not-allowed", objection);
            return null;
        }
        return url;
    }

    private static @Nullable URI parsed(String text) {
        if (text.length() > NewWebhook.LONGEST_URL || text.chars().anyMatch(each -> each <= ' ' || each > '~')) {
            return null;
        }
        try {
            URI url = URI.create(text);
            String scheme = url.getScheme();
            boolean speaksHttp = "https".equals(scheme) || "http".equals(scheme);
            boolean isPlain = url.getRawUserInfo() == null && url.getRawFragment() == null;
            return speaksHttp && isPlain && url.getHost() != null ? url : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** Adds what is wrong with a label. */
    static void description(@Nullable String text, Violations violations) {
        violations.line(text, "/description", LONGEST_TEXT);
    }

    /** Adds what is wrong with a choice of events. */
    static void eventTypes(Set<String> types, Violations violations) {
        violations.require(
                types.size() <= NewWebhook.MOST_EVENT_TYPES,
                "/eventTypes",
                "too-many",
                "Name at most " + NewWebhook.MOST_EVENT_TYPES
                        + " types, or a whole noun as in `member.*`, or none for all.");
        Set<String> unknown = types.stream()
                .filter(type -> !isKnown(type))
                .map(type -> type.length() <= LONGEST_TEXT ? type : type.substring(0, LONGEST_TEXT))
                .collect(Collectors.toCollection(TreeSet::new));
        violations.require(
                unknown.isEmpty(),
                "/eventTypes",
                "unknown",
                "There is no event of this type: "
                        + String.join(", ", unknown.stream().limit(3).toList()) + ".");
    }

    private static boolean isKnown(String type) {
        return type.endsWith(".*")
                ? NOUNS.contains(type.substring(0, type.length() - 2))
                : AuditAction.named(type).isPresent();
    }
}
