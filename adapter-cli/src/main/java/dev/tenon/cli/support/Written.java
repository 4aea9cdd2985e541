package dev.tenon.cli.support;

import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.support.SupportTicket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What somebody writes to a ticket. */
final class Written {

    private static final String STANDARD_INPUT = "-";

    private Written() {}

    /** The text that was given, or standard input for {@code -}; what is too long is the core's to refuse. */
    static String text(Work work, String given) throws IOException {
        if (!given.equals(STANDARD_INPUT)) {
            return given;
        }
        byte[] bytes = work.terminal().input().readNBytes(SupportTicket.LONGEST_TEXT + 1);
        return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    }

    static Set<DocumentId> documents(List<String> ids) {
        Set<DocumentId> documents = new LinkedHashSet<>();
        for (String id : ids) {
            documents.add(DocumentId.parse(id)
                    .orElseThrow(
                            () -> new Stopped(Kind.MALFORMED, "Name a document by its id; \"" + id + "\" is none.")));
        }
        return documents;
    }
}
