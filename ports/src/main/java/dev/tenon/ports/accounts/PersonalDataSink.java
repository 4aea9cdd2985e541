package dev.tenon.ports.accounts;

import dev.tenon.ports.kernel.JsonText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what is held about a person, table by table. */
public interface PersonalDataSink {

    /** A table begins; its records follow, if there are any. */
    void table(String name);

    /**
     * A record of the table: names in camelCase, and values that are texts, whole numbers ({@code Long}), decimals
     * ({@code BigDecimal}), truth values, {@code Instant}, {@code LocalDate}, {@link JsonText}, lists of texts, or
     * {@code null}. Of a secret, only whether there is one.
     */
    void row(Map<String, @Nullable Object> fields);
}
