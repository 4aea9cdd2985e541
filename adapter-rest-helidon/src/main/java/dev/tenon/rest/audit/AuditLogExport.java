package dev.tenon.rest.audit;

import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.AuditTrail;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.CsvLine;
import dev.tenon.ports.kernel.Id;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.json.InstantText;
import dev.tenon.rest.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The trail as a file, made page by page while it is sent. */
enum AuditLogExport {
    CSV("text/csv; charset=utf-8", "audit-logs.csv"),
    JSONL("application/jsonl", "audit-logs.jsonl");

    private static final int BUFFER = 64 * 1024;

    private static final String TITLES = CsvLine.of(List.of(
            "id",
            "userId",
            "impersonatorId",
            "actor",
            "action",
            "tableName",
            "recordId",
            "organizationId",
            "details",
            "changes",
            "ipAddress",
            "requestId",
            "chain",
            "sequence",
            "previousHash",
            "hash",
            "createdAt"));

    private final String mediaType;
    private final String fileName;

    AuditLogExport(String mediaType, String fileName) {
        this.mediaType = mediaType;
        this.fileName = fileName;
    }

    /** The type without its parameters. */
    String mediaType() {
        return mediaType.split(";", 2)[0];
    }

    Answer answer(AuditTrail trail, Actor actor, AuditFilter filter) {
        // Whoever may not is told so before the first byte.
        trail.list(actor, filter, PageRequest.first(1));
        return Answer.written(200, mediaType, out -> write(trail, actor, filter, out))
                .with("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
    }

    @SuppressWarnings("MustBeClosed") // flushed: whoever opened what is behind it closes it
    private void write(AuditTrail trail, Actor actor, AuditFilter filter, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, BUFFER);
        if (this == CSV) {
            buffered.write(TITLES.getBytes(StandardCharsets.UTF_8));
        }
        trail.export(actor, filter, row -> write(row, buffered));
        buffered.flush();
    }

    private void write(AuditRow row, OutputStream out) {
        try {
            AuditLogResponse shown = AuditLogResponse.from(row);
            out.write(this == CSV ? csv(shown) : json(shown));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static byte[] json(AuditLogResponse row) {
        byte[] json = Json.bytes(row);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    private static byte[] csv(AuditLogResponse row) {
        List<@Nullable String> cells = Arrays.asList(
                row.id().toString(),
                text(row.userId()),
                text(row.impersonatorId()),
                row.actor(),
                row.action(),
                row.tableName(),
                row.recordId(),
                text(row.organizationId()),
                new String(Json.bytes(row.details()), StandardCharsets.UTF_8),
                new String(Json.bytes(row.changes()), StandardCharsets.UTF_8),
                row.ipAddress(),
                row.requestId(),
                row.chain(),
                Long.toString(row.sequence()),
                row.previousHash(),
                row.hash(),
                InstantText.of(row.createdAt()));
        return CsvLine.of(cells).getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String text(@Nullable Id id) {
        return id == null ? null : id.value().toString();
    }
}
