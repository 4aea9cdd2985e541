package dev.tenon.ports.accounts.spi;

import dev.tenon.ports.accounts.Setting;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores settings (table {@code user_settings}). */
public interface SettingStore {

    /**
     * How much a person has.
     *
     * @param bytes of all values together, in UTF-8
     */
    record Usage(int keys, long bytes) {}

    /** Every setting of an account, by key in the order of its bytes. */
    List<Setting> list(UserId userId);

    Optional<Setting> find(UserId userId, String key);

    /** The setting of each of these people who has it. */
    List<Setting> find(Collection<UserId> people, String key);

    /**
     * Adds the setting with revision 1, or replaces its value and raises the revision by one.
     *
     * @param id for a new row
     */
    Setting put(UUID id, UserId userId, String key, JsonText value, Instant now);

    /** Removes the setting; false if there is none. */
    boolean delete(UserId userId, String key);

    /** How much the account has, with what the present unit of work did. */
    Usage usage(UserId userId);
}
