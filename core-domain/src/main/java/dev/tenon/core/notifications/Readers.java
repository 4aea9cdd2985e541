package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Setting;
import dev.tenon.ports.accounts.spi.SettingStore;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.NotificationChannel;
import dev.tenon.ports.notifications.NotificationPreferences;
import dev.tenon.ports.notifications.NotificationPreferences.Blocked;
import dev.tenon.ports.notifications.spi.NotificationStore.Reader;
import java.time.Instant;

/** Who reads, with what they do not want to be shown. */
record Readers(SettingStore settings) {

    static Readers of(Kernel kernel) {
        return new Readers(kernel.storage().settings());
    }

    /** The reader at this instant. */
    Reader reader(UserId person, Instant now) {
        return new Reader(person, blockedInApp(person), now);
    }

    /** What the person does not want to be shown. */
    Blocked blockedInApp(UserId person) {
        return PreferenceRule.preferences(settings.find(person, NotificationPreferences.KEY)
                        .map(Setting::value)
                        .orElse(null))
                .blockedBy(NotificationChannel.IN_APP);
    }
}
