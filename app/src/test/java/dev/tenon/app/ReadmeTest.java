package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells a newcomer to paste, pasted. */
@DisabledOnOs(OS.WINDOWS)
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Pattern WALK = Pattern.compile("## A walk with curl.*?```sh\\n(.*?)```", Pattern.DOTALL);
    private static final String ADDRESS = "http://localhost:8080";

    @TempDir
    Path clone;

    @Test
    void the_walk_with_curl_meets_no_problem() throws Exception {
        Files.copy(README, clone.resolve("README.md"));
        try (ServerProcess server = ServerProcess.start(clone.resolve(".tenon"))) {
            String walk = walk().replace(ADDRESS, server.address().toString()).replace("./tenon ", tenon() + " ");

            String output = run(walk);

            assertThat(output)
                    .contains("HTTP/1.1 202", "\"isEmailVerified\":true", "# Tenon", "HTTP/1.1 204", "\"intact\":true")
                    .doesNotContain("/problems/");
        }
    }

    private static String walk() throws Exception {
        Matcher walk = WALK.matcher(Files.readString(README));
        assertThat(walk.find()).isTrue();
        return walk.group(1);
    }

    private static String tenon() {
        return String.join(
                " ",
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tenon.app.Main");
    }

    private String run(String commands) throws Exception {
        Path output = clone.resolve("walk.out");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", commands)
                .directory(clone.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment().keySet().removeIf(name -> name.startsWith("TENON_"));
        Process process = shell.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return Files.readString(output);
    }
}
