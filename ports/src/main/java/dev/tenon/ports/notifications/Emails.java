package dev.tenon.ports.notifications;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;

/** The outbox of mail. */
public interface Emails {

    /** The mails in the outbox, newest first, without their texts. Needs {@code emails:read}. */
    Page<QueuedEmail> list(Actor actor, PageRequest page);

    /** What waits. Needs {@code emails:read}. */
    Backlog backlog(Actor actor);
}
