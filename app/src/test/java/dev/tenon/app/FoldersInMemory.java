package dev.tenon.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Folders of tests in the memory, where Linux has such a place with plenty of room: databases and stores force what they write to
 * their disk all the same, and nobody waits for a platter. What a killed process leaves behind there is what it would leave on a disk.
 */
public final class FoldersInMemory implements TempDirFactory {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long PLENTY = 6L << 30;

    @Override
    public Path createTempDirectory(AnnotatedElementContext elementContext, ExtensionContext extensionContext)
            throws IOException {
        return hasRoom() ? Files.createTempDirectory(MEMORY, "tenon-test-") : Files.createTempDirectory("tenon-test-");
    }

    private static boolean hasRoom() throws IOException {
        return Files.isDirectory(MEMORY)
                && Files.isWritable(MEMORY)
                && Files.getFileStore(MEMORY).getUsableSpace() >= PLENTY
                && runs();
    }

    /** Whether programs may run there: PostgreSQL is unpacked into a data directory. */
    private static boolean runs() throws IOException {
        Path program = Files.createTempFile(MEMORY, "tenon-test-", "");
        try {
            Files.writeString(program, "#!/bin/sh\nexit 0\n");
            return program.toFile().setExecutable(true) && Files.isExecutable(program);
        } finally {
            Files.delete(program);
        }
    }
}
