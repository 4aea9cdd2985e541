package dev.tenon.ports.accounts;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import java.util.List;

/**
 * What people prefer: any JSON value under a key. One's own; anyone's with {@code users:read} and, to change them, with
 * {@code users:write}. Another's without the permission is {@link AccountRefusal#NOT_FOUND}.
 */
public interface Settings {

    /** Every setting of a person, by key; at most {@link Setting#MOST_KEYS}. */
    List<Setting> list(Actor actor, UserId userId);

    /**
     * One setting.
     *
     * @throws Refusal {@link SettingRefusal#NOT_FOUND}
     */
    Setting get(Actor actor, UserId userId, String key);

    /**
     * Makes a setting, or replaces it whole. Recorded as {@code setting.changed}, with the key and never the value.
     *
     * @param expected the revision to replace; any, to make it or to replace whatever is there
     * @throws Refusal {@link RequestRefusal#INVALID} for a key that breaks the rule; {@link SettingRefusal#TOO_LARGE};
     *     {@link SettingRefusal#LIMIT_REACHED}; {@link RequestRefusal#PRECONDITION_FAILED}, also if a revision is expected
     *     and there is no such setting
     */
    Setting put(Actor actor, UserId userId, String key, JsonText value, Expected expected);

    /**
     * Forgets a setting. Recorded as {@code setting.deleted}, with the key.
     *
     * @throws Refusal {@link SettingRefusal#NOT_FOUND}; {@link RequestRefusal#PRECONDITION_FAILED}
     */
    void delete(Actor actor, UserId userId, String key, Expected expected);
}
