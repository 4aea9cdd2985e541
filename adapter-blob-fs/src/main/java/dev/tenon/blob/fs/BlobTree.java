package dev.tenon.blob.fs;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.kernel.Id;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directories of a blob store: where each blob has its place, and what it takes for that place to last. */
final class BlobTree {

    private static final String INCOMING = "incoming";
    private static final int BRANCHES = 256;
    private static final Duration STALE = Duration.ofDays(1);
    private static final Pattern TWO_DIGITS = Pattern.compile("[0-9a-f]{2}");

    private final Path root;
    private final Path incoming;
    private final boolean posix;
    /** For each branch and leaf, 1 if this process has forced its entry in its parent. */
    private final AtomicIntegerArray lastingBranches = new AtomicIntegerArray(BRANCHES);

    private final AtomicIntegerArray lastingLeaves = new AtomicIntegerArray(BRANCHES * BRANCHES);

    private BlobTree(Path root, boolean posix) {
        this.root = root;
        this.incoming = root.resolve(INCOMING);
        this.posix = posix;
    }

    static BlobTree open(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        BlobTree asNamed = new BlobTree(directory.toAbsolutePath().normalize(), posix);
        try {
            asNamed.makeRoot(asNamed.root);
            // The directory itself may be a link: where the blobs are is the operator's choice.
            BlobTree tree = new BlobTree(asNamed.root.toRealPath(), posix);
            tree.makeDirectory(tree.incoming);
            tree.forceDirectory(tree.root);
            return tree;
        } catch (IOException failure) {
            throw asNamed.explain(failure);
        }
    }

    private void makeRoot(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (Files.isDirectory(directory) || parent == null) {
            return;
        }
        makeRoot(parent);
        Files.createDirectory(directory, privateDirectory());
        forceDirectory(parent);
    }

    /** Where a blob is while it is being written. */
    Path incoming(BlobKey key) {
        return incoming.resolve(key.toString());
    }

    /** Where a blob is. */
    Path place(BlobKey key) {
        return leaf(key).resolve(key.toString());
    }

    private Path leaf(BlobKey key) {
        String text = key.toString();
        return branch(key).resolve(text.substring(text.length() - 2));
    }

    private Path branch(BlobKey key) {
        String text = key.toString();
        return root.resolve(text.substring(text.length() - 4, text.length() - 2));
    }

    /**
     * Makes the directories that lead to a blob's place, and forces their entries unless this process has done so: another
     * thread, or a process that was killed, may have made them and come no further.
     */
    void prepare(BlobKey key) throws IOException {
        int leafNumber = (int) (key.value().getLeastSignificantBits() & (BRANCHES * BRANCHES - 1));
        int branchNumber = leafNumber / BRANCHES;
        if (lastingLeaves.get(leafNumber) == 1) {
            return;
        }
        makeDirectory(branch(key));
        makeDirectory(leaf(key));
        forceDirectory(branch(key));
        if (lastingBranches.get(branchNumber) == 0) {
            forceDirectory(root);
            lastingBranches.set(branchNumber, 1);
        }
        lastingLeaves.set(leafNumber, 1);
    }

    private void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createDirectory(directory, privateDirectory());
        } catch (FileAlreadyExistsException anotherWasFaster) {
            refuseLink(directory);
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw anotherWasFaster;
            }
        }
    }

    /** Forces the entry of a blob in its directory. */
    void force(BlobKey key) throws IOException {
        forceDirectory(leaf(key));
    }

    private void forceDirectory(Path directory) throws IOException {
        // Elsewhere (Windows) a directory cannot be opened, and its entries are journalled with the rename.
        if (posix) {
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    /** Throws if a directory on the way to a blob is a symbolic link: it would lead out of the store. */
    void refuseLinks(BlobKey key) throws IOException {
        refuseLink(branch(key));
        refuseLink(leaf(key));
    }

    private static void refuseLink(Path directory) throws IOException {
        if (Files.isSymbolicLink(directory)) {
            throw new IOException(directory + " is a symbolic link; replace it by the directory itself.");
        }
    }

    Stream<BlobKey> keys() throws IOException {
        List<Path> leaves = new ArrayList<>();
        for (Path branch : directoriesOfTwoDigits(root)) {
            leaves.addAll(directoriesOfTwoDigits(branch));
        }
        return leaves.stream().flatMap(this::keysIn);
    }

    private static List<Path> directoriesOfTwoDigits(Path parent) throws IOException {
        return children(parent).stream()
                .filter(child ->
                        TWO_DIGITS.matcher(child.getFileName().toString()).matches())
                .filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    private Stream<BlobKey> keysIn(Path leaf) {
        try {
            // What is not in its place is not ours: a copy that somebody made, a file of the system.
            return children(leaf).stream()
                    .flatMap(file -> Id.parse(file.getFileName().toString())
                            .map(BlobKey::new)
                            .filter(key -> place(key).equals(file))
                            .stream());
        } catch (IOException failure) {
            throw new UncheckedIOException(explain(failure));
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            List<Path> children = new ArrayList<>();
            entries.forEach(children::add);
            return children;
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
    }

    /**
     * Removes what has been coming in for more than a day. Its age is told by the clock that wrote its time: that of the
     * file system, which is asked by a new file.
     */
    void removeStale() throws IOException {
        Path probe = Files.createTempFile(incoming, "now-", ".tmp");
        FileTime now = Files.getLastModifiedTime(probe);
        Files.delete(probe);
        Instant limit = now.toInstant().minus(STALE);
        for (Path file : children(incoming)) {
            removeIfOlder(file, limit);
        }
    }

    private static void removeIfOlder(Path file, Instant limit) throws IOException {
        try {
            FileTime written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
            if (written.toInstant().isBefore(limit) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException finishedInTheMeantime) {
            // Another process has put it into its place, or removed it: nothing is left to do.
            return;
        }
    }

    FileAttribute<?>[] privateFile() {
        return only("rw-------");
    }

    private FileAttribute<?>[] privateDirectory() {
        return only("rwx------");
    }

    private FileAttribute<?>[] only(String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** The same failure in words for the operator. */
    IOException explain(IOException failure) {
        if (failure instanceof ClosedChannelException) {
            return failure;
        }
        String reason = String.valueOf(failure.getMessage());
        String words;
        if (reason.contains("No space left")
                || reason.contains("not enough space")
                || reason.contains("Disk quota exceeded")) {
            words = "The disk of " + root + " is full" + free() + "; make room, or give it a larger one.";
        } else if (reason.contains("Read-only file system")) {
            words = root + " is on a read-only file system; mount it for writing, or choose another directory.";
        } else if (failure instanceof AccessDeniedException) {
            words = "Tenon may not use " + reason
                    + "; give the user that it runs as the right to read and write there.";
        } else if (failure instanceof FileAlreadyExistsException) {
            words = reason + " is a file where a directory is needed; move it away.";
        } else if (failure instanceof NoSuchFileException) {
            words = reason + " is gone; was the directory moved while Tenon ran? Put it back.";
        } else {
            words = "The file system failed in " + root + ": " + reason;
        }
        return new IOException(words, failure);
    }

    private String free() {
        try {
            return " (" + Files.getFileStore(root).getUsableSpace() + " bytes are free)";
        } catch (IOException unknown) {
            return "";
        }
    }
}
