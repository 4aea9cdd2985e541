package dev.tenon.blob.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Has what was written brought to the disk while more of it comes, so that little is left to wait for at the end. Promises
 * nothing: whoever needs the file to be durable still forces it.
 */
final class WriteBack {

    private static final long AT_ONCE = 8L * 1024 * 1024;

    private final FileChannel file;
    private long pending;
    private @Nullable Beside last;

    WriteBack(FileChannel file) {
        this.file = file;
    }

    /** Takes note of bytes that were written; never waits. */
    void wrote(int bytes) throws IOException {
        pending += bytes;
        if (pending >= AT_ONCE && (last == null || last.isDone())) {
            finish();
            last = Beside.start(() -> file.force(false));
            pending = 0;
        }
    }

    /** Waits for what is under way; a failure of the disk comes out here. */
    void finish() throws IOException {
        if (last != null) {
            last.join();
            last = null;
        }
    }
}
