package dev.tenon.rest.http;

import dev.tenon.ports.kernel.UserId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Ids in paths and queries. */
public final class Ids {

    /** The version-7 UUID of the year 1970 with no random in it: nothing was ever named so, and nothing will be. */
    private static final UUID NOBODY = UUID.fromString("00000000-0000-7000-8000-000000000000");

    private Ids() {}

    /** The person whom the path names as {@code id}. */
    public static UserId person(Call call) {
        return parse(call.path("id"), UserId::parse, UserId::new);
    }

    /**
     * The id, or for a text that is none the id of nothing. So the core answers both alike: what is no id is not found, or not
     * permitted, exactly as an id of nothing is.
     */
    public static <T> T parse(String text, Function<String, Optional<T>> parse, Function<UUID, T> make) {
        return parse.apply(text).orElseGet(() -> make.apply(NOBODY));
    }
}
