package dev.tenon.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.app.config.SocialSetting.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir
    private Path folder;

    private Settings read(Map<String, String> environment, Map<String, String> flags) {
        return Settings.read(environment, flags);
    }

    @Test
    void flags_prevail_over_the_environment_and_that_over_the_file_and_that_over_defaults() throws IOException {
        Files.writeString(folder.resolve("tenon.yaml"), """
                http-port: 8081
                http-host: 192.0.2.1
                password-cost: 13
                social-google-client-id: of the file
                social-my-company-issuer: https://id.example.org
                """);

        Settings settings = read(
                Map.of(
                        "TENON_DATA_DIR", folder.toString(),
                        "TENON_HTTP_HOST", "192.0.2.2",
                        "TENON_PASSWORD_COST", "14",
                        "TENON_SOCIAL_GOOGLE_CLIENT_ID", "of the environment",
                        "TENON_SOCIAL_MY_COMPANY_CLIENT_SECRET", "secret",
                        "TENON_SMTP_URL", "",
                        "PATH", "/usr/bin"),
                Map.of("password-cost", "15"));

        assertThat(settings.text(Setting.HTTP_PORT)).isEqualTo("8081");
        assertThat(settings.sourced(Setting.HTTP_PORT).source()).endsWith("tenon.yaml");
        assertThat(settings.sourced(Setting.HTTP_HOST)).isEqualTo(new Settings.Sourced("192.0.2.2", "environment"));
        assertThat(settings.sourced(Setting.PASSWORD_COST)).isEqualTo(new Settings.Sourced("15", "flag"));
        assertThat(settings.sourced(Setting.BASE_URL)).isEqualTo(new Settings.Sourced("", "default"));
        assertThat(settings.has(Setting.SMTP_URL))
                .as("empty is as if it were not there")
                .isFalse();
        assertThat(settings.social().keySet())
                .containsExactly(
                        new SocialSetting("google", Part.CLIENT_ID),
                        new SocialSetting("my-company", Part.CLIENT_SECRET),
                        new SocialSetting("my-company", Part.ISSUER));
        assertThat(settings.social()
                        .get(new SocialSetting("google", Part.CLIENT_ID))
                        .value())
                .isEqualTo("of the environment");
    }

    @Test
    void a_setting_that_does_not_exist_is_named_with_where_it_comes_from() throws IOException {
        Files.writeString(folder.resolve("tenon.yaml"), "htp-port: 8081\n");

        assertThatThrownBy(() -> read(Map.of("TENON_DATA_DIR", folder.toString()), Map.of()))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("htp-port")
                .hasMessageContaining("tenon.yaml")
                .hasMessageContaining("http-port");
    }

    @Test
    void a_value_out_of_bounds_is_refused_with_its_bounds() {
        Settings settings = read(
                Map.of("TENON_DATA_DIR", folder.toString(), "TENON_PASSWORD_COST", "9", "TENON_TEST_CLOCK", "yes"),
                Map.of());

        assertThatThrownBy(() -> settings.number(Setting.PASSWORD_COST, 10, 16))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage("password-cost is a whole number from 10 to 16, not \"9\". It comes from: environment.");
        assertThatThrownBy(() -> settings.flag(Setting.TEST_CLOCK))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("true or false");
    }

    @ParameterizedTest
    @CsvSource({
        "social-google-client-id, google, CLIENT_ID",
        "social-google-client-secret, google, CLIENT_SECRET",
        "social-my-company-issuer, my-company, ISSUER",
        "social-client-id-client-id, client-id, CLIENT_ID",
        "social-a1-issuer, a1, ISSUER",
    })
    void a_setting_of_a_provider_names_the_provider(String key, String method, Part part) {
        SocialSetting setting = SocialSetting.ofKey(key).orElseThrow();

        assertThat(setting).isEqualTo(new SocialSetting(method, part));
        assertThat(setting.key()).isEqualTo(key);
        String variable = "TENON_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
        assertThat(SocialSetting.ofVariable(variable)).contains(setting);
        assertThat(setting.isSecret()).isEqualTo(part == Part.CLIENT_SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "social-google",
                "social-client-id",
                "social--client-id",
                "social-1and1-issuer",
                "social-Google-client-id",
                "social-google-client-ids",
                "google-client-id",
                "social-keep-tokens",
                ""
            })
    void what_names_no_provider_is_no_setting_of_one(String key) {
        assertThat(SocialSetting.ofKey(key)).isEmpty();
        assertThat(SocialSetting.ofVariable(key)).isEmpty();
    }

    @Test
    void a_name_of_more_than_fifty_characters_is_none() {
        assertThat(SocialSetting.ofKey("social-" + "a".repeat(50) + "-issuer")).isPresent();
        assertThat(SocialSetting.ofKey("social-" + "a".repeat(51) + "-issuer")).isEmpty();
    }

    @Test
    void the_manual_lists_every_setting_as_it_is() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "cli.md")).stream()
                .filter(line -> line.startsWith("| `TENON_") && !line.contains("<METHOD>"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Setting.values())
                        .map(setting -> "| `%s` | `%s` | %s | %s |"
                                .formatted(
                                        setting.variable(),
                                        setting.key(),
                                        setting.standard().isEmpty() ? "-" : "`" + setting.standard() + "`",
                                        setting.description()))
                        .toList());
    }
}
