package dev.tenon.ports.support;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a mail.
 *
 * @param ticket which it opened or was added to, as the sender sees it; {@code null} if it was dropped, and for a mail that was there
 *     already and is about a ticket no more
 * @param dropped why it was dropped; {@code null} unless it was
 * @param leftOut names of attachments that were not kept, as the text says too
 */
public record ReceivedMail(
        Outcome outcome,
        @Nullable SupportTicket ticket,
        @Nullable DropReason dropped,
        List<String> leftOut) {

    public ReceivedMail {
        leftOut = List.copyOf(leftOut);
    }

    /** What became of it. */
    public enum Outcome {
        /** It opened a ticket. */
        OPENED,
        /** It was added to a ticket. */
        ADDED,
        /** It had come before. */
        REPEATED,
        /** Nobody wrote it to us; nothing was done. */
        DROPPED
    }

    /** Why a mail was dropped. */
    public enum DropReason {
        /** A program sent it: an answer of somebody who is away, or a mail that came back (RFC 3834, RFC 3464). */
        AUTOMATIC,
        /** It went to many. */
        BULK,
        /** It is one that this installation sent. */
        OWN
    }
}
