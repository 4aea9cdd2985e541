package dev.tenon.cli.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettingsCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @BeforeEach
    void register() {
        cli.anAccount("ana@example.org");
    }

    @Test
    void sets_shows_lists_and_forgets_a_setting() {
        Run set = settings("set", "theme", "{\"mode\":\"dark\"}", "-o", "json");
        assertThat(set.succeeded().json().at("/settingValue/mode").asText()).isEqualTo("dark");

        assertThat(settings("get", "theme").succeeded().out()).contains("{\"mode\": \"dark\"}");
        assertThat(settings("list", "-o", "json").succeeded().json())
                .extracting(setting -> setting.get("settingKey").asText())
                .containsExactly("theme");

        assertThat(settings("delete", "theme", "--yes").succeeded().err()).isEqualTo("The setting is forgotten.\n");
        settings("get", "theme").refused(6);
        assertThat(settings("list", "-o", "json").succeeded().json()).isEmpty();
    }

    @Test
    void refuses_what_is_no_json_and_a_key_that_breaks_the_rule() {
        settings("set", "theme", "dark").refused(2);
        settings("set", ".theme", "1").refused(3);
    }

    @Test
    void does_not_forget_where_nobody_can_be_asked() {
        settings("set", "theme", "1").succeeded();

        settings("delete", "theme").refused(2);

        settings("get", "theme").succeeded();
    }

    @Test
    void escapes_what_a_terminal_would_obey() {
        settings("set", "odd", "\"\\u202e\\u009b31m\\udb40\\udc01\"").succeeded();

        Run json = settings("get", "odd", "-o", "jsonl");

        assertThat(json.succeeded().out()).contains("\\u202e\\u009b31m\\udb40\\udc01");
        assertThat(json.json().get("settingValue").asText()).isEqualTo("\u202e\u009b31m\udb40\udc01");
        assertThat(settings("get", "odd").succeeded().out()).doesNotContain("\u202e", "\u009b");
    }

    private Run settings(String... arguments) {
        List<String> all = Stream.of(Stream.of("settings"), Stream.of(arguments), Stream.of("--as", "ana@example.org"))
                .flatMap(each -> each)
                .toList();
        return cli.run(all.toArray(String[]::new));
    }
}
