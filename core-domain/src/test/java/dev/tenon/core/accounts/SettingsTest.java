package dev.tenon.core.accounts;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.accounts.Setting;
import dev.tenon.ports.accounts.SettingRefusal;
import dev.tenon.ports.accounts.Settings;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Fixtures;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final JsonText DARK = JsonText.of("{\"mode\": \"dark\"}");
    private static final JsonText LIGHT = JsonText.of("{\"mode\": \"light\"}");

    private final TenonInMemory house = new TenonInMemory();
    private final Settings settings = house.tenon.settings();
    private final Actor ana = house.aPerson("ana@example.org");
    private final UserId anaId = ana.person().orElseThrow();

    @Test
    void a_person_puts_reads_replaces_and_deletes_a_setting() {
        Setting made = settings.put(ana, anaId, "theme", DARK, Expected.any());
        assertThat(made.isNew()).isTrue();
        assertThat(settings.get(ana, anaId, "theme")).isEqualTo(made);

        Setting replaced = settings.put(ana, anaId, "theme", LIGHT, Expected.revision(1));
        assertThat(replaced.value()).isEqualTo(LIGHT);
        assertThat(replaced.isNew()).isFalse();
        assertThat(settings.list(ana, anaId)).containsExactly(replaced);

        settings.delete(ana, anaId, "theme", Expected.revision(2));
        assertThat(settings.list(ana, anaId)).isEmpty();
        assertRefused(SettingRefusal.NOT_FOUND, () -> settings.get(ana, anaId, "theme"));
        assertRefused(SettingRefusal.NOT_FOUND, () -> settings.delete(ana, anaId, "theme", Expected.any()));
    }

    @Test
    void refuses_a_stale_revision() {
        settings.put(ana, anaId, "theme", DARK, Expected.any());
        settings.put(ana, anaId, "theme", LIGHT, Expected.any());

        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> settings.put(ana, anaId, "theme", DARK, Expected.revision(1)));
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED, () -> settings.delete(ana, anaId, "theme", Expected.revision(1)));
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> settings.put(ana, anaId, "unheard-of", DARK, Expected.revision(1)));
        assertThat(settings.get(ana, anaId, "theme").value()).isEqualTo(LIGHT);
    }

    @Test
    void refuses_a_key_that_breaks_the_rule() {
        for (String key :
                List.of("", ".a", "-a", "_a", ":a", "a b", "a/b", "\u00e9", "a\n", "a".repeat(256), "a%", "a\0")) {
            assertPointers(
                    assertRefused(RequestRefusal.INVALID, () -> settings.put(ana, anaId, key, DARK, Expected.any())),
                    "/key");
            assertRefused(SettingRefusal.NOT_FOUND, () -> settings.get(ana, anaId, key));
            assertRefused(SettingRefusal.NOT_FOUND, () -> settings.delete(ana, anaId, key, Expected.any()));
        }
        settings.put(ana, anaId, "9.a_b:C-d", DARK, Expected.any());
        settings.put(ana, anaId, "a".repeat(255), DARK, Expected.any());
    }

    @Test
    void takes_64_kibibytes_and_refuses_one_byte_more() {
        JsonText largest = JsonText.of('"' + "a".repeat(65_534) + '"');
        JsonText larger = JsonText.of('"' + "a".repeat(65_533) + "\u00e9\"");

        assertThat(settings.put(ana, anaId, "big", largest, Expected.any()).value())
                .isEqualTo(largest);
        assertRefused(SettingRefusal.TOO_LARGE, () -> settings.put(ana, anaId, "big", larger, Expected.any()));
    }

    @Test
    void refuses_the_201st_setting_and_still_replaces_the_others() {
        for (int number = 1; number <= Setting.MOST_KEYS; number++) {
            settings.put(ana, anaId, "key-" + number, DARK, Expected.any());
        }

        assertRefused(SettingRefusal.LIMIT_REACHED, () -> settings.put(ana, anaId, "one-more", DARK, Expected.any()));
        assertThat(settings.list(ana, anaId)).hasSize(Setting.MOST_KEYS);
        assertThat(settings.put(ana, anaId, "key-1", LIGHT, Expected.any()).value())
                .isEqualTo(LIGHT);
    }

    @Test
    void refuses_more_than_a_mebibyte_of_settings_together() {
        JsonText largest = JsonText.of('"' + "a".repeat(65_534) + '"');
        for (int number = 1; number <= 16; number++) {
            settings.put(ana, anaId, "key-" + number, largest, Expected.any());
        }

        assertRefused(
                SettingRefusal.LIMIT_REACHED,
                () -> settings.put(ana, anaId, "straw", JsonText.of("1"), Expected.any()));
    }

    @Test
    void strangers_do_not_see_whether_somebody_is_there() {
        settings.put(ana, anaId, "theme", DARK, Expected.any());
        Actor ben = house.aPerson("ben@example.org");

        for (UserId whose : List.of(anaId, Fixtures.aUserId())) {
            assertRefused(AccountRefusal.NOT_FOUND, () -> settings.list(ben, whose));
            assertRefused(AccountRefusal.NOT_FOUND, () -> settings.get(ben, whose, "theme"));
            assertRefused(AccountRefusal.NOT_FOUND, () -> settings.put(ben, whose, "theme", DARK, Expected.any()));
            assertRefused(AccountRefusal.NOT_FOUND, () -> settings.delete(ben, whose, "theme", Expected.any()));
        }
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> settings.list(house.anonymous, anaId));
    }

    @Test
    void support_reads_the_settings_of_others_and_administrators_change_them() {
        settings.put(ana, anaId, "theme", DARK, Expected.any());
        house.tenon
                .accounts()
                .register(
                        house.operator,
                        new Registration("sue@example.org", Fixtures.PASSWORD)
                                .verified()
                                .withRoles(Set.of(Role.SUPPORT)));
        Actor support = house.signIn("sue@example.org");
        Actor admin = house.anAdmin("root@example.org");

        assertThat(settings.list(support, anaId)).hasSize(1);
        assertRefused(RequestRefusal.FORBIDDEN, () -> settings.put(support, anaId, "theme", LIGHT, Expected.any()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> settings.delete(support, anaId, "theme", Expected.any()));
        assertThat(settings.put(admin, anaId, "theme", LIGHT, Expected.any()).value())
                .isEqualTo(LIGHT);
        assertRefused(AccountRefusal.NOT_FOUND, () -> settings.list(admin, Fixtures.aUserId()));
        assertRefused(
                AccountRefusal.NOT_FOUND,
                () -> settings.put(house.operator, Fixtures.aUserId(), "theme", DARK, Expected.any()));
    }

    @Test
    void records_the_key_and_never_the_value() {
        settings.put(ana, anaId, "theme", DARK, Expected.any());
        settings.delete(ana, anaId, "theme", Expected.any());

        assertThat(house.auditedActions()).endsWith("setting.changed", "setting.deleted");
        assertThat(house.tenon
                        .auditTrail()
                        .list(house.operator, AuditFilter.all(), PageRequest.first(2))
                        .items())
                .allSatisfy(row -> {
                    assertThat(row.entry().details()).containsOnlyKeys("key").containsEntry("key", "theme");
                    assertThat(row.entry().recordId()).isEqualTo(anaId.toString());
                });
    }
}
