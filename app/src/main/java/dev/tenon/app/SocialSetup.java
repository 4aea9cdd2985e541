package dev.tenon.app;

import dev.tenon.app.config.InvalidSetting;
import dev.tenon.app.config.Setting;
import dev.tenon.app.config.Settings;
import dev.tenon.app.config.Settings.Sourced;
import dev.tenon.app.config.SocialSetting;
import dev.tenon.app.config.SocialSetting.Part;
import dev.tenon.social.ProviderSettings;
import dev.tenon.social.ScribeProviders;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The social providers that are configured: those with a client id. */
final class SocialSetup {

    private SocialSetup() {}

    static ScribeProviders providers(Settings settings, InstantSource clock) {
        List<ProviderSettings> providers = settings.social().keySet().stream()
                .map(SocialSetting::method)
                .distinct()
                .map(method -> new ProviderSettings(
                        method,
                        needed(settings, method, Part.CLIENT_ID),
                        needed(settings, method, Part.CLIENT_SECRET),
                        value(settings, method, Part.ISSUER)))
                .toList();
        try {
            return ScribeProviders.of(
                    providers, Installation.baseUrl(settings), clock, settings.flag(Setting.SOCIAL_LOOPBACK));
        } catch (IllegalArgumentException unusable) {
            throw new InvalidSetting("A social provider cannot be set up: " + unusable.getMessage() + ".");
        }
    }

    private static String needed(Settings settings, String method, Part part) {
        String value = value(settings, method, part);
        if (value == null) {
            throw new InvalidSetting(new SocialSetting(method, part).key() + " is missing, and other settings of "
                    + method + " are there.");
        }
        return value;
    }

    private static @Nullable String value(Settings settings, String method, Part part) {
        return Optional.ofNullable(settings.social().get(new SocialSetting(method, part)))
                .map(Sourced::value)
                .orElse(null);
    }
}
