package dev.tenon.core.notifications;

import dev.tenon.ports.accounts.spi.SettingRule;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.LanguageTag;
import dev.tenon.ports.kernel.Violations;
import java.util.Locale;
import java.util.Optional;

/** Reads the user setting {@code language}: the name of one (BCP 47) as text, which need not be one that mails are written in. */
final class LanguageRule implements SettingRule {

    static final String KEY = "language";

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public void check(JsonText value, Violations violations) {
        violations.require(
                language(value).isPresent(),
                "",
                "language-invalid",
                "A language is a BCP 47 tag as text, like \"de\" or \"de-AT\".");
    }

    /** The language; empty for a value from before the rule that names none. */
    static Optional<Locale> language(JsonText value) {
        return value.value() instanceof String tag ? LanguageTag.parse(tag) : Optional.empty();
    }
}
