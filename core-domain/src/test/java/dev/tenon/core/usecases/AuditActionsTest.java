package dev.tenon.core.usecases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.audit.AuditAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue of what the audit trail records, and webhooks tell, names what the core writes: no more and no less. */
class AuditActionsTest {

    private static final Pattern ACTION = Pattern.compile("\"([a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*)\"");

    /** Words with a point that are no actions. */
    private static final Set<String> OTHERS = Set.of("document.opened");

    @Test
    void the_catalogue_names_every_action_that_is_recorded() throws IOException {
        Set<String> missing = new TreeSet<>(written());
        missing.removeAll(known());

        assertThat(missing)
                .as("Add these to dev.tenon.ports.audit.AuditAction, each with a line that says what happened, and then"
                        + " to docs/events.md and EventType in openapi.yaml")
                .isEmpty();
    }

    @Test
    void the_catalogue_names_no_action_that_is_not_recorded() throws IOException {
        Set<String> left = new TreeSet<>(known());
        left.removeAll(written());

        assertThat(left).as("No code records these any more").isEmpty();
    }

    @Test
    void an_action_is_a_noun_and_what_was_done_to_it() {
        assertThat(AuditAction.values()).allSatisfy(action -> {
            assertThat("\"" + action.actionName() + "\"").matches(ACTION);
            assertThat(action.name())
                    .isEqualTo(action.actionName()
                            .toUpperCase(java.util.Locale.ROOT)
                            .replace('.', '_')
                            .replace('-', '_'));
            assertThat(action.description()).matches("[A-Z][^\n]{5,98}[^.]");
            assertThat(AuditAction.named(action.actionName())).contains(action);
        });
    }

    private static Set<String> known() {
        return Arrays.stream(AuditAction.values()).map(AuditAction::actionName).collect(Collectors.toSet());
    }

    private static Set<String> written() throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).as("the sources of the core").hasSizeGreaterThan(50);
            for (Path source : sources) {
                Matcher matcher = ACTION.matcher(Files.readString(source));
                while (matcher.find()) {
                    found.add(matcher.group(1));
                }
            }
        }
        found.removeAll(OTHERS);
        return found;
    }
}
