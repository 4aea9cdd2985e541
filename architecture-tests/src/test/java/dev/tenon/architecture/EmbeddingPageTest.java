package dev.tenon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonCore;
import dev.tenon.ports.Tenon;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on embedding tells everything that can be chosen, and nothing else. */
class EmbeddingPageTest {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Pattern NAMES = Pattern.compile("`(\\w+)`");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(tenon-[\\w-]+)</artifactId>");

    @Test
    void tells_what_becomes_of_each_part_of_the_builder_that_is_left_out() throws IOException {
        Set<String> methods = Arrays.stream(TenonCore.Builder.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !method.getReturnType().equals(Tenon.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(firstCells("| part | if it is left out |")).containsExactlyInAnyOrderElementsOf(methods);
    }

    @Test
    void tells_what_each_artifact_is_for() throws IOException {
        String bom = Files.readString(REPOSITORY.resolve("bom/pom.xml"));
        List<String> artifacts =
                ARTIFACT.matcher(bom).results().map(found -> found.group(1)).toList();
        String page = Files.readString(REPOSITORY.resolve("docs/embedding.md"));

        assertThat(artifacts)
                .contains("tenon-bom", "tenon-core")
                .allSatisfy(artifact -> assertThat(page).contains("`" + artifact + "`"));
    }

    /** The names in the first cells of the table with this heading. */
    private static List<String> firstCells(String heading) throws IOException {
        List<String> page = Files.readAllLines(REPOSITORY.resolve("docs/embedding.md"));
        int begin = page.indexOf(heading);
        assertThat(begin).as("the table %s", heading).isNotNegative();
        return page.subList(begin + 2, page.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .flatMap(line ->
                        NAMES.matcher(line.substring(0, line.indexOf('|', 1))).results())
                .map(found -> found.group(1))
                .toList();
    }
}
