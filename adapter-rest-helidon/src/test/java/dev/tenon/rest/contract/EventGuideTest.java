package dev.tenon.rest.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.audit.AuditAction;
import dev.tenon.ports.webhooks.Webhooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What webhooks tell is described where receivers look. */
class EventGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "events.md");

    @Test
    void the_guide_lists_every_type_of_event() throws IOException {
        List<String> expected = Stream.of(AuditAction.values())
                .map(action -> "| `" + action.actionName() + "` | " + action.description() + " |")
                .toList();

        List<String> listed = Files.readAllLines(GUIDE).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(listed)
                .as("The rows of the table in docs/events.md:\n%s\n", String.join("\n", expected))
                .isEqualTo(expected);
    }

    @Test
    void the_document_names_every_type_of_event() {
        List<String> expected = Stream.concat(
                        Stream.of(AuditAction.values()).map(AuditAction::actionName), Stream.of(Webhooks.TEST))
                .toList();
        List<String> named = new ArrayList<>();
        ApiDocument.served().root().at("/components/schemas/EventType/enum").forEach(word -> named.add(word.asText()));

        assertThat(named)
                .as("The words of EventType in openapi.yaml:\n        - %s\n", String.join("\n        - ", expected))
                .isEqualTo(expected);
    }
}
