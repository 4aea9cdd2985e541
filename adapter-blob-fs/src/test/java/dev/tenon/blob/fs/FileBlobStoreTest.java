package dev.tenon.blob.fs;

import static dev.tenon.testkit.Fixtures.aBlobKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.testkit.documents.BlobStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest extends BlobStoreContract {

    private static final BlobKey KEY = new BlobKey(UUID.fromString("019af2a8-1c00-7abc-8def-0123456789ef"));

    @TempDir
    private Path directory;

    @Override
    protected BlobStore newBlobStore() {
        try {
            return FileBlobStore.in(directory.resolve("data/blobs"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void F1_a_blob_lies_under_its_key_fanned_out_by_the_random_end() throws IOException {
        BlobStore blobs = FileBlobStore.in(directory);

        blobs.put(KEY, content("abc"));

        assertThat(files()).containsExactly("89/ef/" + KEY);
        assertThat(directory.resolve("89/ef/" + KEY)).hasContent("abc");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobody_else_on_the_machine_reads_blobs() throws IOException {
        FileBlobStore.in(directory.resolve("blobs")).put(KEY, content("abc"));

        try (Stream<Path> all = Files.walk(directory.resolve("blobs"))) {
            assertThat(all)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .endsWith("------"));
        }
    }

    @Test
    void a_store_that_is_opened_again_has_what_it_had() throws IOException {
        FileBlobStore.in(directory).put(KEY, content("abc"));

        BlobStore again = FileBlobStore.in(directory);

        assertThat(again.size(KEY)).contains(3L);
        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> again.put(KEY, content("x")));
        assertThat(files()).containsExactly("89/ef/" + KEY);
    }

    @Test
    void F4_what_a_crash_left_unfinished_is_removed_after_a_day_and_not_before() throws IOException {
        FileBlobStore.in(directory);
        Path old = Files.createFile(directory.resolve("incoming/" + aBlobKey()));
        Path young = Files.createFile(directory.resolve("incoming/" + aBlobKey()));
        FileTime now = Files.getLastModifiedTime(young);
        Files.setLastModifiedTime(old, FileTime.from(now.toInstant().minus(Duration.ofHours(25))));
        Files.setLastModifiedTime(young, FileTime.from(now.toInstant().minus(Duration.ofHours(23))));

        FileBlobStore.in(directory);

        assertThat(files()).containsExactly("incoming/" + young.getFileName());
    }

    @Test
    void what_another_process_is_writing_is_left_to_it() throws IOException {
        BlobStore blobs = FileBlobStore.in(directory);
        Path theirs = Files.writeString(directory.resolve("incoming/" + KEY), "half");

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> blobs.put(KEY, content("abc")))
                .withMessageContaining("being written");

        assertThat(theirs).hasContent("half");
        assertThat(blobs.size(KEY)).isEmpty();
    }

    @Test
    void what_is_not_a_blob_in_its_place_is_not_listed() throws IOException {
        BlobStore blobs = FileBlobStore.in(directory);
        blobs.put(KEY, content("abc"));
        Files.createDirectories(directory.resolve("lost+found"));
        Files.createFile(directory.resolve("89/README"));
        Files.createFile(directory.resolve("89/ef/.nfs0000000000"));
        Files.createFile(directory.resolve("89/ef/" + KEY + ".bak"));
        Files.createFile(directory.resolve("89/ef/019af2a8-1c00-7abc-8def-012345670000"));
        Files.createFile(directory.resolve("incoming/019af2a8-1c00-7abc-8def-012345670000"));

        try (Stream<BlobKey> keys = blobs.keys()) {
            assertThat(keys).containsExactly(KEY);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void the_directory_may_be_a_link_and_nothing_in_it_may() throws IOException {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("secret"), "secret");
        Files.createDirectories(directory.resolve("disk"));
        BlobStore blobs =
                FileBlobStore.in(Files.createSymbolicLink(directory.resolve("link"), directory.resolve("disk")));
        blobs.put(KEY, content("abc"));
        Path leaf = directory.resolve("disk/89/ef");

        Files.delete(leaf.resolve(KEY.toString()));
        Files.createSymbolicLink(leaf.resolve(KEY.toString()), elsewhere.resolve("secret"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> blobs.read(KEY, 0, 10));
        assertThat(blobs.size(KEY)).isEmpty();
        blobs.delete(KEY);
        assertThat(elsewhere.resolve("secret")).hasContent("secret");

        Files.delete(leaf);
        Files.createSymbolicLink(leaf, elsewhere);
        Files.writeString(elsewhere.resolve(KEY.toString()), "secret");
        for (IoCall call : List.<IoCall>of(
                () -> blobs.put(KEY, content("abc")), () -> blobs.read(KEY, 0, 10), () -> blobs.size(KEY), () -> {
                    blobs.delete(KEY);
                    return KEY;
                })) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(call::run)
                    .withMessageContaining("is a symbolic link");
        }
        assertThat(elsewhere.resolve(KEY.toString())).hasContent("secret");
        try (Stream<BlobKey> keys = blobs.keys()) {
            assertThat(keys).isEmpty();
        }
    }

    @Test
    void refuses_a_range_before_the_beginning() throws IOException {
        BlobStore blobs = FileBlobStore.in(directory);
        blobs.put(KEY, content("abc"));

        assertThatIllegalArgumentException().isThrownBy(() -> blobs.read(KEY, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> blobs.read(KEY, 0, -1));
    }

    @Test
    void says_clearly_what_is_wrong_with_the_directory() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> FileBlobStore.in(file))
                .withMessageContaining(file + " is a file where a directory is needed");

        BlobStore blobs = FileBlobStore.in(directory.resolve("blobs"));
        Files.delete(directory.resolve("blobs/incoming"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> blobs.put(KEY, content("abc")))
                .withMessageContaining("is gone; was the directory moved");
    }

    @Test
    void F4_a_leaf_that_cannot_be_made_leaves_nothing() throws IOException {
        BlobStore blobs = FileBlobStore.in(directory);
        Files.createDirectories(directory.resolve("89"));
        Files.createFile(directory.resolve("89/ef"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> blobs.put(KEY, content("abc")))
                .withMessageContaining("is a file where a directory is needed");

        assertThat(files()).containsExactly("89/ef");
    }

    @Test
    void an_unreadable_directory_fails_the_listing_rather_than_hiding_blobs() throws IOException {
        BlobStore blobs = FileBlobStore.in(directory);
        blobs.put(KEY, content("abc"));

        try (Stream<BlobKey> keys = blobs.keys()) {
            Files.delete(directory.resolve("89/ef/" + KEY));
            Files.delete(directory.resolve("89/ef"));

            assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(keys::toList);
        }
    }

    @Test
    void failures_of_the_disk_are_told_in_words_for_the_operator() throws IOException {
        BlobTree tree = BlobTree.open(directory);

        assertThat(tree.explain(new IOException("No space left on device")))
                .hasMessageMatching("The disk of .* is full \\(\\d+ bytes are free\\); make room.*")
                .hasRootCauseMessage("No space left on device");
        assertThat(tree.explain(new FileSystemException("x", null, "Read-only file system")))
                .hasMessageContaining("mount it for writing");
        assertThat(tree.explain(new AccessDeniedException("x")))
                .hasMessage("Tenon may not use x; give the user that it runs as the right to read and write there.");
        assertThat(tree.explain(new IOException("Input/output error"))).hasMessageContaining("Input/output error");
    }

    @Test
    void H1_a_large_blob_takes_no_more_memory_than_a_small_one() throws IOException {
        BlobStore blobs = FileBlobStore.in(directory);
        blobs.put(aBlobKey(), new Zeros(1));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        long size = blobs.put(KEY, new Zeros(48L << 20)).size();
        try (InputStream bytes = blobs.read(KEY, 0, size)) {
            byte[] buffer = new byte[8192];
            while (bytes.read(buffer) >= 0) {
                assertThat(bytes).isNotNull();
            }
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(size).isEqualTo(48L << 20);
        assertThat(allocated).isLessThan(4L << 20);
    }

    /**
     * A real failure in the middle of writing: the operating system lets the child process write files of 1 MiB at most.
     */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void F4_a_write_that_fails_half_way_leaves_nothing() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -f 2048 && exec \"$@\"",
                        "sh",
                        java,
                        "-XX:-UsePerfData",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TooLargeForTheDisk.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said).contains("The file system failed in " + directory.toRealPath());
        assertThat(files()).isEmpty();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private interface IoCall {
        Object run() throws IOException;
    }

    /** So many zeros, made as they are read. */
    static final class Zeros extends InputStream {

        private long left;

        Zeros(long count) {
            this.left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            Arrays.fill(target, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
