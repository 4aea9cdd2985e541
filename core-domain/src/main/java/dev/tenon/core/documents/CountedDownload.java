package dev.tenon.core.documents;

import dev.tenon.ports.documents.DocumentContent;
import java.io.InputStream;

/**
 * The bytes behind a link, counted before they are opened. If they cannot be, the count is given back once: what a storage that is
 * away costs is not a download. From the first byte on it is one, also if it breaks off.
 */
final class CountedDownload implements DocumentContent.Range {

    private final DocumentContent.Range bytes;
    private final Runnable giveBack;
    private boolean isSettled;

    CountedDownload(DocumentContent.Range bytes, Runnable giveBack) {
        this.bytes = bytes;
        this.giveBack = giveBack;
    }

    @Override
    public synchronized InputStream open(long offset, long length) {
        if (isSettled) {
            throw new IllegalStateException("A download is opened once");
        }
        isSettled = true;
        try {
            return bytes.open(offset, length);
        } catch (RuntimeException notOpened) {
            try {
                giveBack.run();
            } catch (RuntimeException notGivenBack) {
                notOpened.addSuppressed(notGivenBack);
            }
            throw notOpened;
        }
    }
}
