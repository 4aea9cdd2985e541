package dev.tenon.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the shell script of the repository with JDKs, a Maven and a PATH of the test's own making. */
class LauncherTest {

    private static final Path SCRIPT = Path.of("..", "tenon").toAbsolutePath().normalize();

    /** What the script calls; everything else, a real Java above all, is out of its sight. */
    private static final List<String> TOOLS = List.of(
            "sh",
            "readlink",
            "sed",
            "find",
            "cat",
            "mkdir",
            "rm",
            "mv",
            "touch",
            "sleep",
            "grep",
            "ls",
            "cksum",
            "nice",
            "env",
            "cp");

    /** Prints each argument in brackets, as a Java that was found would receive it. */
    private static final String ECHOING_JAVA = """
            #!/bin/sh
            printf '[%s]' "$@"
            """;

    @TempDir
    private Path folder;

    private Path bin;
    private Path jdks;
    private final Map<String, String> environment = new TreeMap<>();

    record Run(int exitCode, String output, String errors) {}

    @BeforeEach
    void a_machine_without_java() throws IOException {
        bin = Files.createDirectory(folder.resolve("bin of the machine"));
        jdks = Files.createDirectory(folder.resolve("jdks"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), onThePath(tool));
        }
        environment.put("PATH", bin.toString());
        environment.put("HOME", folder.toString());
        environment.put("TENON_JDKS", jdks.toString());
        environment.put("TENON_AOT", "off");
    }

    @Test
    void says_what_to_do_where_there_is_no_java() throws Exception {
        Run run = run(distribution());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors())
                .contains("needs Java 21 or newer, and none was found")
                .contains("TENON_JAVA_HOME");
    }

    @Test
    void passes_over_a_java_that_is_too_old_and_names_it_where_there_is_no_other() throws Exception {
        jdk(jdks.resolve("old"), "17.0.15");
        jdk(jdks.resolve("older"), "1.8.0_402");

        Run run = run(distribution());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("Java 17 in " + jdks.resolve("old"));

        Path enough = jdk(jdks.resolve("enough"), "21.0.2");
        assertThat(run(distribution()).exitCode()).isZero();
        assertThat(chosen(distribution())).isEqualTo(enough);
    }

    @Test
    void takes_the_newest_java_wherever_it_lies() throws Exception {
        Path first = jdk(folder.resolve("home of java"), "21.0.5");
        environment.put("JAVA_HOME", first.toString());
        assertThat(chosen(distribution())).isEqualTo(first);

        Path second = jdk(folder.resolve("somewhere"), "23.0.1");
        Files.createSymbolicLink(bin.resolve("java"), second.resolve("bin/java"));
        assertThat(chosen(distribution())).isEqualTo(second);

        Path third = jdk(jdks.resolve("third"), "25");
        jdk(jdks.resolve("early"), "27-ea");
        assertThat(chosen(distribution())).isEqualTo(third);
    }

    @Test
    void the_java_that_is_named_wins_and_must_be_new_enough() throws Exception {
        jdk(jdks.resolve("newest"), "25.0.3");
        Path named = jdk(folder.resolve("named"), "21.0.1");
        environment.put("TENON_JAVA_HOME", named.toString());
        assertThat(chosen(distribution())).isEqualTo(named);

        environment.put("TENON_JAVA_HOME", jdk(folder.resolve("old"), "17.0.1").toString());
        Run run = run(distribution());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("TENON_JAVA_HOME is").contains("no Java 21 or newer");
    }

    @Test
    void asks_a_java_that_has_no_release_file() throws Exception {
        Path jdk = jdk(jdks.resolve("plain"), "21.0.2", """
                #!/bin/sh
                if [ "$1" = -version ]; then
                    echo 'openjdk version "21.0.2" 2024-01-16' >&2
                    exit 0
                fi
                printf '[%s]' "$@"
                """);
        Files.delete(jdk.resolve("release"));

        assertThat(run(distribution(), "version").output()).endsWith("[version]");
    }

    @Test
    void hands_on_arguments_exit_code_and_standard_input_as_they_are() throws Exception {
        jdk(jdks.resolve("one"), "21.0.2", """
                #!/bin/sh
                printf '[%s]' "$@"
                cat
                exit 42
                """);

        Run run = run(distribution(), "users", "a  b", "*", "", "$HOME", "it's");

        assertThat(run.exitCode()).isEqualTo(42);
        assertThat(run.output()).endsWith("[dev.tenon.app.Main][users][a  b][*][][$HOME][it's]typed");
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void becomes_the_java_process_so_that_signals_reach_it() throws Exception {
        jdk(jdks.resolve("one"), "21.0.2", """
                #!/bin/sh
                echo $$
                """);
        Process process = start(distribution());

        String pid = new String(process.getInputStream().readAllBytes(), UTF_8).strip();

        assertThat(pid).isEqualTo(String.valueOf(process.pid()));
    }

    @Test
    void works_through_links_and_from_any_directory() throws Exception {
        jdk(jdks.resolve("one"), "21.0.2");
        Path distribution = distribution();
        Path elsewhere = Files.createDirectory(folder.resolve("else where"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("second"), distribution);
        Path linked = Files.createSymbolicLink(
                folder.resolve("first"),
                Path.of("else where", link.getFileName().toString()));

        assertThat(run(linked, "version").output())
                .contains("[-cp][" + folder.toRealPath().resolve("my tenon/lib/tenon-app-1.jar") + "]")
                .endsWith("[version]");
    }

    @Test
    void options_of_the_caller_come_last_and_may_choose_the_collector() throws Exception {
        jdk(jdks.resolve("one"), "21.0.2");
        assertThat(run(distribution()).output())
                .contains("[-Xmx512m]", "[-Xms48m]", "[-XX:+UseSerialGC]")
                .doesNotContain("CompactObjectHeaders");

        environment.put("TENON_JAVA_OPTS", "-Xmx2g -XX:+UseG1GC");
        assertThat(run(distribution()).output())
                .containsSubsequence("[-Xmx512m]", "[-Xmx2g][-XX:+UseG1GC][-cp]")
                .doesNotContain("UseSerialGC", "-Xms");
    }

    @Test
    void builds_on_first_use_and_again_only_when_a_source_has_changed() throws Exception {
        jdk(jdks.resolve("one"), "21.0.2");
        Path clone = aClone();
        maven("cp tenon app/target/tenon/bin/tenon");

        Run first = run(clone.resolve("tenon"), "version");
        assertThat(first.output()).endsWith("[version]");
        assertThat(first.errors()).contains("building for the first time").contains("[2/2] Tenon application");
        assertThat(builds()).isEqualTo(1);

        assertThat(run(clone.resolve("tenon"), "version").errors()).isEmpty();
        assertThat(builds()).isEqualTo(1);

        Path source = clone.resolve("core-domain/src/main/java/Core.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(run(clone.resolve("tenon"), "version").errors()).contains("a source has changed");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void two_starts_at_once_build_once() throws Exception {
        jdk(jdks.resolve("one"), "21.0.2");
        Path clone = aClone();
        maven("sleep 1; cp tenon app/target/tenon/bin/tenon");

        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starts.add(start(clone.resolve("tenon"), "version"));
        }
        for (Process process : starts) {
            assertThat(finish(process).output()).endsWith("[version]");
        }

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_build_that_was_killed_does_not_stand_in_the_way() throws Exception {
        jdk(jdks.resolve("one"), "21.0.2");
        Path clone = aClone();
        maven("cp tenon app/target/tenon/bin/tenon");
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path lock = Files.createDirectories(clone.resolve("app/target/building"));
        Files.writeString(lock.resolve("pid"), String.valueOf(dead.pid()));

        assertThat(run(clone.resolve("tenon"), "version").output()).endsWith("[version]");

        assertThat(lock).doesNotExist();
    }

    @Test
    void says_so_where_maven_is_missing_or_the_build_fails() throws Exception {
        jdk(jdks.resolve("one"), "21.0.2");
        Path clone = aClone();

        Run missing = run(clone.resolve("tenon"));
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.errors()).contains("Maven (mvn) is not on the PATH").contains("apt-get install maven");

        maven("echo '[ERROR] Core.java does not compile'; exit 1");
        Run failed = run(clone.resolve("tenon"));
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.errors()).contains("Core.java does not compile").contains("build.log");
        assertThat(clone.resolve("app/target/building")).doesNotExist();
    }

    @Test
    void prepares_a_faster_start_once_and_uses_it_from_then_on() throws Exception {
        environment.put("TENON_AOT", "wait");
        environment.put("TENON_DB_URL", "jdbc:postgresql://db.example.org/live");
        jdk(jdks.resolve("one"), "25.0.3", """
                #!/bin/sh
                for option in "$@"; do
                    case $option in
                    -XX:AOTCacheOutput=*)
                        echo "${TENON_DB_URL:-no url} $TENON_DATA_DIR" >"${option#*=}"
                        exit 0
                        ;;
                    esac
                done
                printf '[%s]' "$@"
                """);
        Path distribution = distribution();

        Run run = run(distribution, "version");

        assertThat(run.output())
                .contains("[-XX:+UseCompactObjectHeaders]", "[-XX:AOTCache=")
                .endsWith("[version]");
        Path cache = Path.of(run.output().replaceAll("(?s).*\\[-XX:AOTCache=([^]]*)].*", "$1"));
        assertThat(cache).content().startsWith("no url ").contains("/aot/training");
        assertThat(run(distribution, "version").errors()).isEmpty();
        try (Stream<Path> left = Files.list(cache.resolveSibling("."))) {
            assertThat(left.map(Path::normalize)).containsExactly(cache);
        }
    }

    @Test
    void a_command_that_does_not_stay_prepares_nothing() throws Exception {
        environment.remove("TENON_AOT");
        jdk(jdks.resolve("one"), "25.0.3");
        Path distribution = distribution();

        assertThat(run(distribution, "version").output()).endsWith("[version]");

        assertThat(distribution.resolve("../../aot").normalize()).isEmptyDirectory();
    }

    @Test
    void starts_all_the_same_where_a_faster_start_cannot_be_prepared() throws Exception {
        environment.put("TENON_AOT", "wait");
        jdk(jdks.resolve("one"), "25.0.3", """
                #!/bin/sh
                case "$*" in
                *AOTCacheOutput*) exit 1 ;;
                esac
                printf '[%s]' "$@"
                """);
        Path distribution = distribution();

        assertThat(run(distribution, "version").output())
                .doesNotContain("AOTCache")
                .endsWith("[version]");
        assertThat(run(distribution, "version").errors()).as("not tried again").isEmpty();
    }

    private Path distribution() throws IOException {
        Path home = folder.resolve("my tenon");
        Path script = home.resolve("bin/tenon");
        if (!Files.exists(script)) {
            Files.createDirectories(home.resolve("bin"));
            Files.createDirectories(home.resolve("lib"));
            Files.createFile(home.resolve("lib/tenon-app-1.jar"));
            Files.copy(SCRIPT, script, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return script;
    }

    private Path aClone() throws IOException {
        Path clone = folder.resolve("my clone");
        Files.createDirectories(clone.resolve("app/src/main"));
        Files.createDirectories(clone.resolve("core-domain/src/main/java"));
        Files.createFile(clone.resolve("core-domain/src/main/java/Core.java"));
        Files.createFile(clone.resolve("pom.xml"));
        Files.createFile(clone.resolve("app/pom.xml"));
        Files.copy(SCRIPT, clone.resolve("tenon"), StandardCopyOption.COPY_ATTRIBUTES);
        return clone;
    }

    /** A Maven that counts its calls and lays out a distribution. */
    private void maven(String last) throws IOException {
        program(bin.resolve("mvn"), """
                #!/bin/sh
                echo built >>"%1$s/builds"
                cd "%1$s/my clone" || exit 1
                echo '[INFO] Building Tenon application 0.1.0                    [2/2]'
                mkdir -p app/target/tenon/lib app/target/tenon/bin
                touch app/target/tenon/lib/tenon-app-1.jar
                %2$s
                """.formatted(folder, last));
    }

    private long builds() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("builds"))) {
            return lines.count();
        }
    }

    private Path jdk(Path home, String version) throws IOException {
        return jdk(home, version, ECHOING_JAVA);
    }

    private Path jdk(Path home, String version, String java) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        program(home.resolve("bin/java"), java);
        return home;
    }

    /** Which JDK the script takes, by a Java that says where it lies. */
    private Path chosen(Path script) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path java : all.filter(path -> path.endsWith("bin/java") && Files.isRegularFile(path))
                    .toList()) {
                program(java, "#!/bin/sh\necho \"$0\"\n");
            }
        }
        Path home = Path.of(run(script).output().strip()).resolve("../..");
        return home.normalize();
    }

    private Run run(Path script, String... arguments) throws Exception {
        return finish(start(script, arguments));
    }

    private Process start(Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.redirectInput(
                        Files.writeString(folder.resolve("typed"), "typed").toFile())
                .start();
    }

    private static Run finish(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output, errors);
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path onThePath(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(tool + " is not on the PATH"));
    }
}
