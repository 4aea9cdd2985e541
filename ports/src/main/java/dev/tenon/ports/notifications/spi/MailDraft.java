package dev.tenon.ports.notifications.spi;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.EmailType;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail to put into the outbox.
 *
 * @param userId whose account it is about; {@code null} for somebody without one
 * @param organizationId in whose name it is written; {@code null} for the installation's own
 * @param values what the text of this type needs ({@link EmailType#needs()}), e.g. {@code token}: all of it, no more
 * @param unsubscribe where one POST switches mails like it off (RFC 8058), below the base URL; {@code null} for what cannot
 *     be switched off
 * @param until from when on it is not sent any more, nor tried again; {@code null}: it is never too late
 * @param dedupeKey of mails with the same key only the first is kept; {@code null} for no such check. Mails can be withdrawn by how
 *     it begins ({@link dev.tenon.ports.kernel.spi.Change#withdrawMail})
 * @param thread the conversation that it belongs to; {@code null} for a mail of its own
 */
public record MailDraft(
        EmailType type,
        EmailAddress recipient,
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        Map<String, String> values,
        @Nullable URI unsubscribe,
        @Nullable Instant until,
        @Nullable String dedupeKey,
        @Nullable MailThread thread) {

    public MailDraft {
        values = Map.copyOf(values);
        if (!values.keySet().equals(type.valueNames())) {
            throw new IllegalArgumentException(
                    "A mail of type " + type.typeName() + " needs the values " + type.valueNames());
        }
    }

    /** A mail of the installation's own. */
    public MailDraft(
            EmailType type,
            EmailAddress recipient,
            @Nullable UserId userId,
            Map<String, String> values,
            @Nullable String dedupeKey) {
        this(type, recipient, userId, null, values, null, null, dedupeKey, null);
    }

    /** The same mail, written in the name of an organization. */
    public MailDraft inTheNameOf(OrganizationId organization) {
        return new MailDraft(type, recipient, userId, organization, values, unsubscribe, until, dedupeKey, thread);
    }

    /** The same mail, which can be switched off there. */
    public MailDraft switchedOffAt(URI link) {
        return new MailDraft(type, recipient, userId, organizationId, values, link, until, dedupeKey, thread);
    }

    /** The same mail, which is not sent from then on: what it says is over. */
    public MailDraft until(Instant end) {
        return new MailDraft(type, recipient, userId, organizationId, values, unsubscribe, end, dedupeKey, thread);
    }

    /** The same mail as part of a conversation. */
    public MailDraft in(MailThread conversation) {
        return new MailDraft(
                type, recipient, userId, organizationId, values, unsubscribe, until, dedupeKey, conversation);
    }
}
