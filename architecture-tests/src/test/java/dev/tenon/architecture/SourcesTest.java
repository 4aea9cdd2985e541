package dev.tenon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The habits are kept in every module, and each rule can fail. */
class SourcesTest {

    private static final Map<Path, String> SOURCES = new TreeMap<>();

    @BeforeAll
    static void readTheSources() throws IOException {
        Path repository = Path.of("").toAbsolutePath().getParent();
        List<Path> modules;
        // An example that is an application of its own lies in the folder of the examples.
        try (Stream<Path> folders = Files.walk(repository, 2)) {
            modules = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList();
        }
        for (Path module : modules) {
            try (Stream<Path> files = Files.walk(module)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    SOURCES.put(repository.relativize(file), Files.readString(file));
                }
            }
        }
    }

    @Test
    void are_those_of_the_whole_repository() {
        assertThat(SOURCES.keySet())
                .extracting(path -> path.getName(0).toString())
                .contains("ports", "core-domain", "adapter-jdbi", "adapter-rest-helidon", "app", "architecture-tests");
        assertThat(SOURCES.keySet()).anyMatch(path -> path.startsWith("examples/spring-boot"));
    }

    @ParameterizedTest
    @EnumSource
    void keep_the_habit(SourceRule rule) {
        List<String> violations = SOURCES.entrySet().stream()
                .flatMap(source -> rule.violations(source.getKey(), source.getValue()).stream())
                .toList();

        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void cannot_break_the_habit_unseen(SourceRule rule) {
        Path somewhere = Path.of("adapter-jdbi/src/main/java/Planted.java");
        Path someTest = Path.of("ports/src/test/java/PlantedTest.java");

        List<String> violations = Stream.of(somewhere, someTest)
                .flatMap(path -> rule.violations(path, "package planted;\n\n" + rule.planted()).stream())
                .toList();

        assertThat(violations).isNotEmpty();
    }
}
