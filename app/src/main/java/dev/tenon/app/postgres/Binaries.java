package dev.tenon.app.postgres;

import dev.tenon.app.postgres.PostgresUnavailable.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The programs initdb, pg_ctl and postgres, unpacked from the archive on the class path. */
record Binaries(Path directory) {

    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");

    /** The file that holds the size of all others together. */
    private static final String SIZE = "size";

    Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    /** The major version, such as 18, which decides which clusters these programs can open. */
    int majorVersion() throws IOException {
        // the first line reads "# PostgreSQL 18"
        try (Stream<String> lines = Files.lines(directory.resolve("share/postgresql/postgres.bki"))) {
            String first = lines.findFirst().orElse("");
            return Integer.parseInt(first.replaceAll("\\D+", ""));
        } catch (NumberFormatException e) {
            throw new IOException(
                    "The unpacked PostgreSQL in %s is damaged; delete the folder and start again".formatted(directory),
                    e);
        }
    }

    /**
     * Finds the archive for this platform and unpacks it into {@code parent}, unless that was done before. A killed
     * unpacking leaves no half-made folder under the final name. The caller holds the mutex and knows that no server
     * runs from here.
     */
    static Binaries unpackedIn(Path parent, Consumer<String> progress) throws IOException {
        URL archive = archiveFor(
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                Files.exists(Path.of("/etc/alpine-release")));
        Path target = parent.resolve("binaries-" + fingerprint(archive));
        if (!isWhole(target)) {
            progress.accept("Unpacking PostgreSQL (once)");
            Files.createDirectories(parent);
            deleteAll(parent);
            Path fresh = Files.createTempDirectory(parent, "binaries-unpacking-");
            try (InputStream in = archive.openStream()) {
                unpack(in, fresh);
            }
            Files.setPosixFilePermissions(fresh, PROGRAM);
            Files.writeString(fresh.resolve(SIZE), String.valueOf(sizeOf(fresh)));
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Binaries(target);
    }

    /** The archive's resource for a platform, named as in {@code os.name} and {@code os.arch}. */
    static URL archiveFor(String system, String processor, boolean alpine) {
        String os = system.toLowerCase(Locale.ROOT);
        String family = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : os;
        String architecture = switch (processor.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> processor;
        };
        List<String> names = family.equals("darwin") && architecture.equals("arm_64")
                // without the native one, Rosetta runs the other
                ? List.of("postgres-darwin-arm_64.txz", "postgres-darwin-x86_64.txz")
                : List.of("postgres-%s-%s%s.txz".formatted(family, architecture, alpine ? "-alpine_linux" : ""));
        return names.stream()
                .map(Binaries.class.getClassLoader()::getResource)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(
                        () -> new PostgresUnavailable(Reason.UNSUPPORTED_PLATFORM, """
                        No PostgreSQL is packaged for %s on %s. Point TENON_DB_URL (with TENON_DB_USER and \
                        TENON_DB_PASSWORD) at a PostgreSQL 15 or newer; Tenon then starts none of its own.""".formatted(system, processor)));
    }

    /** Names the archive's content, cheaply: a jar knows the checksum of its entries. */
    private static String fingerprint(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            jar.setUseCaches(false);
            try (var file = jar.getJarFile()) {
                var entry = jar.getJarEntry();
                return "%08x-%d".formatted(entry.getCrc(), entry.getSize());
            }
        }
        try (InputStream in = connection.getInputStream()) {
            var crc = new CRC32();
            byte[] content = in.readAllBytes();
            crc.update(content);
            return "%08x-%d".formatted(crc.getValue(), content.length);
        }
    }

    private static void unpack(InputStream archive, Path directory) throws IOException {
        try (var tar = new TarArchiveInputStream(new BufferedInputStream(
                new XZCompressorInputStream(new BufferedInputStream(archive, 1 << 16)), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = directory.resolve(entry.getName()).normalize();
                if (!file.startsWith(directory)) {
                    throw new IOException("The archive of PostgreSQL names a file outside itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    createDirectories(directory, file);
                } else if (!file.toString().endsWith(".a")) {
                    createDirectories(directory, parentOf(file));
                    write(tar, entry, file);
                }
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        Files.setPosixFilePermissions(file, (entry.getMode() & 0100) != 0 ? PROGRAM : PLAIN);
    }

    /** Explicit permissions all the way down: the umask may be stricter than an unprivileged account can live with. */
    private static void createDirectories(Path root, Path directory) throws IOException {
        if (directory.equals(root) || Files.isDirectory(directory)) {
            return;
        }
        createDirectories(root, parentOf(directory));
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PROGRAM);
    }

    /**
     * Files that were unpacked shortly before a power cut may have lost their end. Syncing each of a thousand files
     * would take many times as long as unpacking them does, so their size is compared instead.
     */
    private static boolean isWhole(Path directory) throws IOException {
        Path size = directory.resolve(SIZE);
        return Files.exists(size) && Files.readString(size).equals(String.valueOf(sizeOf(directory)));
    }

    private static long sizeOf(Path directory) throws IOException {
        try (Stream<Path> files =
                Files.find(directory, Integer.MAX_VALUE, (file, attributes) -> attributes.isRegularFile())) {
            long size = 0;
            for (Path file : files.toList()) {
                size += file.endsWith(SIZE) ? 0 : Files.size(file);
            }
            return size;
        }
    }

    /** Earlier versions and unpackings that were killed; nobody runs from them, since no server is running. */
    private static void deleteAll(Path parent) throws IOException {
        try (Stream<Path> siblings = Files.list(parent)) {
            for (Path sibling : siblings.toList()) {
                if (sibling.getFileName().toString().startsWith("binaries-")) {
                    FileTrees.delete(sibling);
                }
            }
        }
    }

    private static Path parentOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file in a folder has a parent");
    }
}
