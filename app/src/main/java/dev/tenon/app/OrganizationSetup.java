package dev.tenon.app;

import dev.tenon.app.config.Setting;
import dev.tenon.app.config.Settings;
import dev.tenon.ports.organizations.OrganizationPolicy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What organizations may be where no plan says otherwise, as configured. */
final class OrganizationSetup {

    /** No limit. YAML takes a bare {@code off} for {@code false}. */
    private static final Set<String> OFF = Set.of("off", "false");

    private static final long MEBIBYTE = 1L << 20;

    private OrganizationSetup() {}

    static OrganizationPolicy policy(Settings settings) {
        Integer mebibytes = limit(settings, Setting.ORGANIZATIONS_STORAGE, 0);
        return new OrganizationPolicy(
                settings.number(Setting.ORGANIZATIONS_PER_OWNER, 0, Integer.MAX_VALUE),
                limit(settings, Setting.ORGANIZATIONS_SEATS, 1),
                mebibytes == null ? null : mebibytes * MEBIBYTE);
    }

    private static @Nullable Integer limit(Settings settings, Setting setting, int lowest) {
        return OFF.contains(settings.text(setting)) ? null : settings.number(setting, lowest, Integer.MAX_VALUE);
    }
}
