package dev.tenon.core.documents;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentArchive;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.kernel.Actor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Documents as one zip, made while it goes out: sizes and checksums follow the bytes, so nothing is read twice or kept. Where 4 GiB
 * do not do, it is a ZIP64.
 */
final class Zip extends ZipOutputStream {

    private static final int BUFFER = 64 * 1024;

    /** Compressed already: once more costs time and saves nothing. */
    private static final Set<String> PACKED = Set.of(
            "application/gzip",
            "application/pdf",
            "application/x-7z-compressed",
            "application/zip",
            "image/avif",
            "image/gif",
            "image/jpeg",
            "image/png",
            "image/webp");

    private static final List<String> PACKED_FAMILIES =
            List.of("audio/", "video/", "application/vnd.openxmlformats-", "application/vnd.oasis.opendocument.");

    private final LongConsumer progress;
    private final byte[] buffer = new byte[BUFFER];
    private long read;

    private Zip(OutputStream out, LongConsumer progress) {
        super(out, StandardCharsets.UTF_8);
        this.progress = progress;
    }

    /** The documents, if they are not too much for one archive. */
    static DocumentArchive of(Contents contents, Actor actor, List<Document> documents) {
        DocumentArchive archive = new DocumentArchive(
                documents, (out, progress) -> write(contents, actor, documents, new Zip(out, progress)));
        if (archive.size() > DocumentArchive.MOST_BYTES) {
            throw DocumentRefusal.ARCHIVE_TOO_LARGE.because(
                    "They have %d bytes together; %d may be.".formatted(archive.size(), DocumentArchive.MOST_BYTES));
        }
        return archive;
    }

    private static void write(Contents contents, Actor actor, List<Document> documents, Zip zip) throws IOException {
        ArchiveNames names = new ArchiveNames();
        try {
            for (Document document : documents) {
                try (InputStream bytes = contents.of(actor, document).bytes().open(0, document.fileSize())) {
                    zip.add(names.next(document.fileName()), document, bytes);
                }
            }
            zip.finish();
            zip.flush();
        } finally {
            zip.forget();
        }
    }

    private void add(String name, Document document, InputStream bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.ofInstant(document.updatedAt(), ZoneOffset.UTC));
        setLevel(isPacked(document.mediaType()) ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
        putNextEntry(entry);
        long left = document.fileSize();
        while (left > 0) {
            int count = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException("The content of " + document.id() + " ended " + left + " bytes early");
            }
            write(buffer, 0, count);
            left -= count;
            read += count;
            progress.accept(read);
        }
        closeEntry();
    }

    private static boolean isPacked(String mediaType) {
        return PACKED.contains(mediaType) || PACKED_FAMILIES.stream().anyMatch(mediaType::startsWith);
    }

    /** Gives the memory of the compression back. Closing would end the zip as if it were whole, and close what it goes to. */
    private void forget() {
        def.end();
    }
}
