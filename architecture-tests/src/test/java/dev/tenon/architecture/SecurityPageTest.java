package dev.tenon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on security names every test of a promise, and no other. */
class SecurityPageTest {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TEST_OF_A_PROMISE = Pattern.compile("void ((?:[A-Z][0-9]+_)+[a-z0-9_A-Z]+)\\(");
    private static final Pattern NAMED = Pattern.compile("`([A-Za-z0-9]+\\.(?:[A-Z][0-9]+_)+[a-z0-9_A-Z]+)`");

    @Test
    void names_the_tests_that_there_are() throws IOException {
        assertThat(named()).isEqualTo(written());
    }

    private static Set<String> written() throws IOException {
        Set<String> tests = new TreeSet<>();
        for (Path source : sources()) {
            String type = source.getFileName().toString().replace(".java", "");
            Matcher matcher = TEST_OF_A_PROMISE.matcher(Files.readString(source));
            while (matcher.find()) {
                tests.add(type + "." + matcher.group(1));
            }
        }
        return tests;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(REPOSITORY)) {
            return files.filter(file -> file.toString().matches(".*/src/(test|main)/java/.*(Test|Contract)\\.java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }

    private static Set<String> named() throws IOException {
        Set<String> tests = new TreeSet<>();
        Matcher matcher = NAMED.matcher(Files.readString(REPOSITORY.resolve("docs/security.md")));
        while (matcher.find()) {
            tests.add(matcher.group(1));
        }
        return tests;
    }
}
