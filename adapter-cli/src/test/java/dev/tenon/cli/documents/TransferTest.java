package dev.tenon.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What remains when the process is told to stop while a file is on its way. */
class TransferTest {

    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path folder;

    @Test
    void takes_the_space_of_an_interrupted_upload_back() throws Exception {
        Path file = Files.write(folder.resolve("long.bin"), new byte[1 << 20]);

        String told = interrupted("upload", file.toString());

        assertThat(told).contains("reserved before: 1048576", "reserved after: 0");
    }

    @Test
    void leaves_no_part_of_an_interrupted_download() throws Exception {
        String told = interrupted("download", folder.resolve("out.bin").toString());

        assertThat(told).contains("files before: 1");
        assertThat(files()).isEmpty();
    }

    /** Runs a transfer in a process of its own, which dawdles in the middle of it, and ends that by a signal. */
    private static String interrupted(String transfer, String file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DawdlingTransfer.class.getName(),
                        transfer,
                        file)
                .redirectErrorStream(true)
                .start();
        StringBuilder told = new StringBuilder();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                told.append(line).append('\n');
                if (line.equals(DawdlingTransfer.DAWDLING)) {
                    process.toHandle().destroy();
                }
            }
            assertThat(process.waitFor()).as(told.toString()).isEqualTo(TERMINATED);
            return told.toString();
        } finally {
            process.destroyForcibly();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
