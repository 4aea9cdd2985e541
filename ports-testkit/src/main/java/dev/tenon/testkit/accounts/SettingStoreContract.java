package dev.tenon.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Setting;
import dev.tenon.ports.accounts.spi.SettingStore.Usage;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of settings does. */
public abstract class SettingStoreContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofMinutes(5));

    @Test
    void finds_a_setting_as_it_was_put() {
        Account ana = anAccount();

        Setting stored = put(ana, "theme", "{\"mode\":\"dark\",\"size\":[1,2.50,1e3,-0.0,true,null]}", START);

        assertThat(stored)
                .isEqualTo(new Setting(
                        ana.id(),
                        "theme",
                        JsonText.of("{\"mode\": \"dark\", \"size\": [1, 2.50, 1000, 0.0, true, null]}"),
                        START,
                        1));
        assertThat(storage.settings().find(ana.id(), "theme")).contains(stored);
    }

    @Test
    void gives_every_sort_of_value_back_in_the_one_form_of_its_meaning() {
        Account ana = anAccount();
        List<String> values = List.of(
                "null",
                "false",
                "\"\"",
                "0",
                "-0",
                "-0.00",
                "1.50e1",
                "1E-7",
                "123456789012345678901234567890.123456789",
                "5e307",
                "\"a\\u0041\\/\\\"\\\\\\b\\f\\n\\r\\t\\u001f\\u007f\\ud83d\\ude00 \u00e9 \u2028\"",
                "{}",
                "[]",
                "[[], {}, [{}]]",
                "{\"bb\": 1, \"a\": 2, \"\u00e9\": 3, \"c\": {\"z\": 1, \"y\": 2}, \"\": 4}");
        for (String value : values) {
            Setting stored = put(ana, "any", value, START);

            assertThat(stored.value()).as(value).isEqualTo(JsonText.of(value));
            assertThat(storage.settings().find(ana.id(), "any")).contains(stored);
        }
    }

    @Test
    void a_second_put_replaces_the_value_and_raises_the_revision() {
        Account ana = anAccount();
        put(ana, "theme", "\"dark\"", START);

        Setting replaced = put(ana, "theme", "\"light\"", LATER);

        assertThat(replaced).isEqualTo(new Setting(ana.id(), "theme", JsonText.of("\"light\""), LATER, 2));
        assertThat(storage.settings().list(ana.id())).containsExactly(replaced);
    }

    @Test
    void lists_the_settings_of_one_account_by_key() {
        Account ana = anAccount();
        Account ben = anAccount();
        List.of("b", "a-b", "a.b", "a", "Z", "9", "a_b").forEach(key -> put(ana, key, "1", START));
        put(ben, "theme", "1", START);

        assertThat(storage.settings().list(ana.id()))
                .extracting(Setting::key)
                .containsExactly("9", "Z", "a", "a-b", "a.b", "a_b", "b");
        assertThat(storage.settings().list(Fixtures.aUserId())).isEmpty();
    }

    @Test
    void keys_differ_by_case_and_accounts_by_owner() {
        Account ana = anAccount();
        put(ana, "theme", "1", START);

        assertThat(storage.settings().find(ana.id(), "Theme")).isEmpty();
        assertThat(storage.settings().find(anAccount().id(), "theme")).isEmpty();
    }

    @Test
    void deletes_one_setting_once() {
        Account ana = anAccount();
        put(ana, "theme", "1", START);
        Setting kept = put(ana, "other", "2", START);

        assertThat(commit(() -> storage.settings().delete(ana.id(), "theme"))).isTrue();
        assertThat(commit(() -> storage.settings().delete(ana.id(), "theme"))).isFalse();
        assertThat(storage.settings().list(ana.id())).containsExactly(kept);
    }

    @Test
    void says_how_much_an_account_has_in_bytes_of_utf_8() {
        Account ana = anAccount();
        put(ana, "a", "\"\u00e9\"", START);
        put(ana, "b", "[1,2]", START);

        assertThat(storage.settings().usage(ana.id())).isEqualTo(new Usage(2, 4 + 6));
        assertThat(storage.settings().usage(Fixtures.aUserId())).isEqualTo(new Usage(0, 0));
    }

    @Test
    void what_was_rolled_back_leaves_nothing() {
        Account ana = anAccount();
        Setting theme = put(ana, "theme", "1", START);

        rollBack(() -> {
            storage.settings().put(Fixtures.anId(), ana.id(), "theme", JsonText.of("2"), LATER);
            storage.settings().put(Fixtures.anId(), ana.id(), "other", JsonText.of("3"), LATER);
        });

        assertThat(storage.settings().list(ana.id())).containsExactly(theme);
    }

    @Test
    void twenty_puts_of_one_key_at_once_raise_the_revision_twenty_times() {
        Account ana = anAccount();

        List<Long> revisions = Race.of(
                20, number -> put(ana, "theme", Integer.toString(number), START).revision());

        assertThat(revisions).doesNotHaveDuplicates().hasSize(20).contains(20L);
    }

    private Setting put(Account account, String key, String value, Instant now) {
        return commit(() -> storage.settings().put(Fixtures.anId(), account.id(), key, JsonText.of(value), now));
    }
}
