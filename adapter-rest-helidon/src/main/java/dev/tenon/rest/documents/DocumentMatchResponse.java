package dev.tenon.rest.documents;

import dev.tenon.ports.documents.DocumentMatch;
import java.util.List;

/** A document that was found, as clients see it. */
record DocumentMatchResponse(DocumentResponse document, int rank, List<Fragment> snippet) {

    /** A part of a snippet: plain text, whoever shows it marks the matches. */
    record Fragment(String text, boolean match) {}

    static DocumentMatchResponse from(DocumentMatch match) {
        return new DocumentMatchResponse(
                DocumentResponse.from(match.document()),
                match.rank(),
                match.snippet().stream()
                        .map(fragment -> new Fragment(fragment.text(), fragment.isMatch()))
                        .toList());
    }
}
