package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;

/**
 * What is read in documents: their text, their pages, and how they look in small. Each new content is read in the background, if
 * there is who reads it; what came of it is the document's status. A content that is restored has what was read in it before.
 */
public interface Processing {

    /** How many characters of a text are kept. */
    int MOST_TEXT = 1 << 20;

    /** How often in an hour somebody can have a document read once more, before they have to wait. */
    int MOST_REQUESTS = 5;

    /**
     * Has the current content of a document read once more. What was read before stays until that is done. Needs
     * {@code documents:write} and the right to write the document.
     *
     * <p>Recorded as {@code document.processing-requested}; then, in nobody's name, as {@code document.processed} or
     * {@code document.processing-failed}.
     *
     * @return the document as it waits
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}; {@link RequestRefusal#FORBIDDEN} for who may only read;
     *     {@link DocumentRefusal#PROCESSING_UNDER_WAY} also for what waits to be read; {@link DocumentRefusal#PROCESSING_TOO_OFTEN};
     *     {@link DocumentRefusal#PROCESSING_OFF}
     */
    Document request(Actor actor, DocumentId id);

    /**
     * The text of a document's current content, from its beginning, {@link #MOST_TEXT} characters at most; empty if it has none. Needs
     * {@code documents:read}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}; {@link DocumentRefusal#NO_TEXT} if it was not read, or could not be
     */
    String text(Actor actor, DocumentId id);

    /**
     * A small picture of a document's current content, a PNG. Needs {@code documents:read}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}; {@link DocumentRefusal#NO_THUMBNAIL};
     *     {@link DocumentRefusal#STORAGE_UNAVAILABLE}
     */
    Thumbnail thumbnail(Actor actor, DocumentId id);

    /** What waits to be read. Needs {@code blobs:read}. */
    ProcessingBacklog backlog(Actor actor);
}
