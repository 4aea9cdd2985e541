package dev.tenon.ports.notifications;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import java.util.Optional;

/** The outbox of mail. */
public interface Emails {

    /** The mails in the outbox, newest first, without their texts. Needs {@code emails:read}. */
    Page<QueuedEmail> list(Actor actor, EmailFilter filter, PageRequest page);

    /**
     * One mail, without its text. Needs {@code emails:read}.
     *
     * @throws Refusal {@link EmailRefusal#NOT_FOUND}
     */
    QueuedEmail get(Actor actor, EmailId id);

    /**
     * Tries a mail again that was given up, or that waits for its next try: at once, and as often as a new one. Needs
     * {@code emails:write}.
     *
     * <p>Recorded as {@code email.retried}.
     *
     * @return the mail as it waits now
     * @throws Refusal {@link EmailRefusal#NOT_FOUND}; {@link EmailRefusal#NOT_FAILED}; {@link EmailRefusal#EXPIRED} if
     *     what the mail says is over, like a link that works no more, or was withdrawn
     */
    QueuedEmail retry(Actor actor, EmailId id);

    /**
     * Switches off mails like the one that the token stood in: those about its topic, or all that notifications send. Anyone
     * who holds the token may; it is good for this alone, and as long as the installation's secret and the account last. Doing
     * it again changes nothing. What is about security is never switched off.
     *
     * <p>Recorded as {@code setting.changed}, unless they were off already: it is the person's setting {@code notifications}.
     *
     * @return the topic; empty for all of them
     * @throws Refusal {@code token-gone}
     */
    Optional<NotificationTopic> unsubscribe(Actor actor, String token);

    /** What waits. Needs {@code emails:read}. */
    Backlog backlog(Actor actor);
}
