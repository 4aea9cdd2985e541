package dev.tenon.testkit;

import dev.tenon.ports.accounts.Setting;
import dev.tenon.ports.accounts.spi.SettingStore;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Tables.SettingSlot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class InMemorySettingStore implements SettingStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemorySettingStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public List<Setting> list(UserId userId) {
        return tables.settings.rows(setting -> setting.userId().equals(userId)).stream()
                .sorted(Comparator.comparing(Setting::key))
                .toList();
    }

    @Override
    public Optional<Setting> find(UserId userId, String key) {
        return tables.settings.find(new SettingSlot(userId, key));
    }

    @Override
    public List<Setting> find(Collection<UserId> people, String key) {
        return people.stream()
                .distinct()
                .flatMap(person -> find(person, key).stream())
                .toList();
    }

    @Override
    public Setting put(UUID id, UserId userId, String key, JsonText value, Instant now) {
        unitOfWork.required();
        tables.requireAccount(userId);
        SettingSlot slot = new SettingSlot(userId, key);
        long revision = tables.settings.lock(slot).map(Setting::revision).orElse(0L) + 1;
        Setting stored = new Setting(userId, key, value, now, revision);
        tables.settings.put(slot, stored);
        return stored;
    }

    @Override
    public boolean delete(UserId userId, String key) {
        return tables.settings.remove(new SettingSlot(userId, key));
    }

    @Override
    public Usage usage(UserId userId) {
        List<Setting> settings = list(userId);
        long bytes = settings.stream()
                .mapToLong(setting -> setting.value().text().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        return new Usage(settings.size(), bytes);
    }
}
