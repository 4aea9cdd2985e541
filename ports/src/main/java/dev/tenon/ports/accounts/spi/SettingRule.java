package dev.tenon.ports.accounts.spi;

import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Violations;

/** What a setting with a key that Tenon itself reads has to look like. Checked whenever such a setting is written. */
public interface SettingRule {

    /** The key, e.g. {@code notifications}. */
    String key();

    /** Notes what is wrong with the value, with pointers into it. */
    void check(JsonText value, Violations violations);
}
