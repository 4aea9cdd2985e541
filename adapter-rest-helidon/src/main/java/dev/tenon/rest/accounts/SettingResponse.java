package dev.tenon.rest.accounts;

import dev.tenon.ports.accounts.Setting;
import dev.tenon.ports.kernel.JsonText;
import java.time.Instant;

/** A setting in a list. */
record SettingResponse(String settingKey, JsonText settingValue, Instant updatedAt) {

    static SettingResponse from(Setting setting) {
        return new SettingResponse(setting.key(), setting.value(), setting.updatedAt());
    }
}
