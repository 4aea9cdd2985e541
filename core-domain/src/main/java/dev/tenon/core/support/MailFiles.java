package dev.tenon.core.support;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.support.NewTicketMessage;
import dev.tenon.ports.support.spi.IncomingMail;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps what is attached to mails as documents of whoever sent them, as if they had uploaded it: within their quota, and only if they may
 * have documents. What cannot be kept is named.
 */
record MailFiles(Kernel kernel, Documents documents) {

    private static final int MOST_NAMED = 20;
    private static final int LONGEST_NAME = 100;

    /**
     * What became of the files of a mail.
     *
     * @param owner in whose name they were kept
     * @param leftOut names of those that were not, with the reason
     */
    record Kept(Actor owner, Set<DocumentId> ids, List<String> leftOut) {}

    Kept keep(Actor actor, UserId sender, List<IncomingMail.File> files) {
        Actor owner = Actor.person(sender, null, kernel.storage().roles().permissionsOf(sender), actor.origin());
        Set<DocumentId> ids = new LinkedHashSet<>();
        List<String> leftOut = new ArrayList<>();
        for (IncomingMail.File file : files) {
            if (ids.size() == NewTicketMessage.MOST_ATTACHMENTS) {
                leaveOut(leftOut, file, "too many attachments");
                continue;
            }
            try {
                Document document = documents.upload(
                        owner,
                        new NewDocument(
                                file.name(),
                                file.mediaType(),
                                file.size(),
                                file.content().get()));
                ids.add(document.id());
            } catch (Refusal refusal) {
                leaveOut(leftOut, file, refusal.code().meaning().title());
            }
        }
        return new Kept(owner, ids, leftOut);
    }

    private static void leaveOut(List<String> leftOut, IncomingMail.File file, String why) {
        if (leftOut.size() < MOST_NAMED) {
            String name = file.name().length() > LONGEST_NAME ? file.name().substring(0, LONGEST_NAME) : file.name();
            leftOut.add(name + " (" + why + ")");
        }
    }

    /** Puts what was kept into the trash: the mail that it came with became nothing. */
    void discard(Kept kept) {
        kept.ids().forEach(id -> discard(kept.owner(), id));
    }

    private void discard(Actor owner, DocumentId id) {
        try {
            documents.delete(owner, id, Expected.any());
        } catch (Refusal gone) {
            // Whoever deleted it meanwhile wanted the same.
        }
    }
}
