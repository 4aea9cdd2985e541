package dev.tenon.cli.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.ports.notifications.EmailType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailsPreviewCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void shows_every_mail_with_values_made_up(EmailType type) {
        assertThat(cli.run("emails", "preview", type.typeName()).silent().lines())
                .startsWith("Subject: " + type.typeName(), "", type.typeName());
    }

    @Test
    void shows_it_in_a_language_and_in_a_look() throws IOException {
        Path look = Files.writeString(
                folder.resolve("acme.json"),
                "{\"name\": \"Acme\", \"primaryColor\": \"#0a58ca\", \"accentColor\": null}");

        assertThat(cli.run("emails", "preview", "welcome", "--language", "de-AT", "--branding", look.toString())
                        .silent()
                        .lines())
                .contains("languages: de_AT", "brand: Acme #0a58ca");
    }

    @Test
    void gives_scripts_subject_text_and_html() {
        JsonNode mail = cli.run("emails", "preview", "passkey-added", "-o", "json")
                .silent()
                .json();

        assertThat(mail.get("subject").asText()).isEqualTo("passkey-added");
        assertThat(mail.get("text").asText()).contains("name: Work laptop\n");
        assertThat(mail.get("html").asText()).startsWith("<pre>");
    }

    @Test
    void writes_the_html_into_a_file() throws IOException {
        Path file = folder.resolve("mail.html");

        assertThat(cli.run("emails", "preview", "welcome", "--html", file.toString())
                        .succeeded()
                        .err())
                .contains("The HTML is in " + file);
        assertThat(file).content().startsWith("<pre>welcome\n");
        cli.run(
                        "emails",
                        "preview",
                        "welcome",
                        "--html",
                        folder.resolve("mail.txt").toString())
                .refused(2);
    }

    @Test
    void names_the_nearest_of_all_when_there_is_none_of_this_name() {
        assertThat(cli.run("emails", "preview", "verfication").refused(2).err())
                .contains(
                        "There is no mail \"verfication\". Did you mean verification? There are: verification, welcome,");
        assertThat(cli.surroundings.opened).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "no language", "d"})
    void refuses_what_names_no_language(String tag) {
        assertThat(cli.run("emails", "preview", "welcome", "--language", tag)
                        .refused(2)
                        .err())
                .contains("takes a language like de or de-AT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{\"name\": \"\"}", "{\"primaryColor\": \"red\"}", "{\"colour\": \"#000000\"}", "{} {}"
            })
    void refuses_a_file_that_is_no_branding(String json) throws IOException {
        Path look = Files.writeString(folder.resolve("look.json"), json);

        assertThat(cli.run("emails", "preview", "welcome", "--branding", look.toString())
                        .refused(2)
                        .err())
                .contains("is no branding");
    }

    @Test
    void every_system_has_its_word_for_opening_a_file() throws InterruptedException {
        Path file = Path.of("mail.html");

        assertThat(ShownFile.opener("Linux", file)).containsExactly("xdg-open", "mail.html");
        assertThat(ShownFile.opener("Mac OS X", file)).containsExactly("open", "mail.html");
        assertThat(ShownFile.opener("Windows 11", file)).startsWith("cmd", "/c", "start");
        assertThat(ShownFile.run(List.of(folder.resolve("no-such-program").toString())))
                .isFalse();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThat(ShownFile.run(List.of(java, "-version"))).isTrue();
        assertThat(ShownFile.run(List.of(java, "--no-such-option"))).isFalse();
    }
}
