package dev.tenon.extraction;

import dev.tenon.ports.documents.spi.DocumentProcessor;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.fontbox.FontBoxFont;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jsoup.Jsoup;
import org.jspecify.annotations.NullMarked;
import org.slf4j.Logger;

/** How a process that reads is started: with this Java, little memory, the few libraries that read, and no names of other machines. */
final class ReaderCommand {

    private static final List<Class<?>> LIBRARIES = List.of(
            ReaderMain.class,
            DocumentProcessor.class,
            PDDocument.class,
            FontBoxFont.class,
            RandomAccessRead.class,
            Jsoup.class,
            Log.class,
            Logger.class,
            NullMarked.class);

    /**
     * Where a machine runs out of memory, which decoders take outside the heap too, the reader is what its kernel ends, and neither the
     * server nor the database.
     */
    private static final List<String> FIRST_TO_GO = Files.isWritable(Path.of("/proc/self/oom_score_adj"))
                    && Files.isExecutable(Path.of("/bin/sh"))
                    && Files.isExecutable(Path.of("/usr/bin/env"))
            // The shell tells what it runs where it is; the reader is told nothing.
            ? List.of(
                    "/bin/sh",
                    "-c",
                    "echo 1000 2>/dev/null >/proc/self/oom_score_adj; exec /usr/bin/env -i \"$@\"",
                    "reader")
            : List.of();

    private ReaderCommand() {}

    static List<String> of(Limits limits, Path folder) throws IOException {
        Path noHosts = folder.resolve("no-hosts");
        if (!Files.exists(noHosts)) {
            Files.write(noHosts, new byte[0]);
        }
        return Stream.concat(FIRST_TO_GO.stream(), java(limits, folder, noHosts))
                .toList();
    }

    private static Stream<String> java(Limits limits, Path folder, Path noHosts) {
        return Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + limits.memoryMiB() + "m",
                "-Xss1m",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:MaxDirectMemorySize=32m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-Duser.home=" + folder,
                "-Dpdfbox.fontcache=" + folder,
                // Whatever a file names is not fetched: no name leads anywhere, and no parser follows one.
                "-Djdk.net.hosts.file=" + noHosts,
                "-Djavax.xml.accessExternalDTD=",
                "-Djavax.xml.accessExternalSchema=",
                "-Djavax.xml.accessExternalStylesheet=",
                "-cp",
                LIBRARIES.stream()
                        .flatMap(ReaderCommand::place)
                        .distinct()
                        .collect(Collectors.joining(File.pathSeparator)),
                ReaderMain.class.getName());
    }

    private static Stream<String> place(Class<?> library) {
        @SuppressWarnings(
                "NullAway") // A class that was loaded from a jar has a source, says ProtectionDomain; of others there
        // is none here.
        CodeSource source = library.getProtectionDomain().getCodeSource();
        try {
            return Stream.of(
                    Path.of(Objects.requireNonNull(source).getLocation().toURI())
                            .toString());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
