package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Position;
import java.util.List;

/**
 * A document that was found.
 *
 * @param rank how well it fits, to be compared within one search
 * @param snippet of its text, where the words stand; empty if it has no text
 */
public record DocumentMatch(Document document, int rank, List<Fragment> snippet) {

    /**
     * A part of a snippet.
     *
     * @param isMatch whether this is what was looked for
     */
    public record Fragment(String text, boolean isMatch) {}

    public DocumentMatch {
        snippet = List.copyOf(snippet);
    }

    /** The document's place in what was found. */
    public Position position() {
        return new Position(rank, document.uploadedAt(), document.id().value());
    }
}
