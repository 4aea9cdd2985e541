package dev.tenon.core.billing;

import dev.tenon.ports.accounts.spi.SettingRule;
import dev.tenon.ports.accounts.spi.SettingStore;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/** In which zone somebody's months and days count: the one of the user setting {@code timezone}, or the installation's. */
record Zones(SettingStore settings, ZoneId fallback) {

    private static final String KEY = "timezone";

    ZoneId of(UserId person) {
        return settings.find(person, KEY)
                .flatMap(setting -> zone(setting.value()))
                .orElse(fallback);
    }

    /** What the setting may be. */
    static SettingRule rule() {
        return new Rule();
    }

    private static Optional<ZoneId> zone(JsonText value) {
        if (!(value.value() instanceof String name)) {
            return Optional.empty();
        }
        try {
            return ZoneId.getAvailableZoneIds().contains(name) ? Optional.of(ZoneId.of(name)) : Optional.empty();
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private record Rule() implements SettingRule {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public void check(JsonText value, Violations violations) {
            violations.require(
                    zone(value).isPresent(),
                    "",
                    "timezone-invalid",
                    "A time zone is a name of the IANA database as text, like \"Europe/Vienna\".");
        }
    }
}
