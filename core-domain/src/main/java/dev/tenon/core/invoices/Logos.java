package dev.tenon.core.invoices;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.kernel.DocumentId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The logos on papers: what organizations name as theirs, if it is a PNG or JPEG that a printer can be given. One that is not, is too
 * large or cannot be read is left out; no invoice waits for a picture.
 */
record Logos(DocumentStore documents, BlobStore blobs) {

    static final int LARGEST = 256 * 1024;
    private static final int WIDEST = 2_000;

    /** The picture as a {@code data:} address; empty if there is none to show. */
    Optional<String> of(@Nullable DocumentId logo) {
        return Optional.ofNullable(logo)
                .flatMap(documents::find)
                .filter(document -> document.fileSize() <= LARGEST)
                .flatMap(this::bytes)
                .flatMap(Logos::address);
    }

    private Optional<byte[]> bytes(Document document) {
        try (InputStream content = blobs.read(document.blobKey(), 0, document.fileSize())) {
            return Optional.of(content.readNBytes(LARGEST));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> address(byte[] bytes) {
        if (isSmallPng(bytes)) {
            return Optional.of("data:image/png;base64," + Base64.getEncoder().encodeToString(bytes));
        }
        if (isSmallJpeg(bytes)) {
            return Optional.of("data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes));
        }
        return Optional.empty();
    }

    /** Its header says how wide and high it is (PNG, section 11.2.2): a few bytes can be a picture that fills the memory. */
    private static boolean isSmallPng(byte[] bytes) {
        return bytes.length > 24
                && number(bytes, 0, 4) == 0x89504e47L
                && number(bytes, 12, 4) == 0x49484452L
                && isSmall(number(bytes, 16, 4), number(bytes, 20, 4));
    }

    /** Its first frame says so (JPEG, T.81 B.2.2). */
    private static boolean isSmallJpeg(byte[] bytes) {
        if (bytes.length < 4 || number(bytes, 0, 3) != 0xffd8ffL) {
            return false;
        }
        int place = 2;
        while (place + 9 < bytes.length && (bytes[place] & 0xff) == 0xff) {
            int marker = bytes[place + 1] & 0xff;
            boolean isFrame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (isFrame) {
                return isSmall(number(bytes, place + 7, 2), number(bytes, place + 5, 2));
            }
            place += 2 + (int) number(bytes, place + 2, 2);
        }
        return false;
    }

    private static boolean isSmall(long width, long height) {
        return width > 0 && height > 0 && width <= WIDEST && height <= WIDEST;
    }

    private static long number(byte[] bytes, int place, int length) {
        long number = 0;
        for (int index = place; index < place + length; index++) {
            number = number << 8 | (bytes[index] & 0xff);
        }
        return number;
    }
}
