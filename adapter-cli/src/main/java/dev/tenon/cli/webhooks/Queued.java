package dev.tenon.cli.webhooks;

import dev.tenon.cli.Field;
import java.util.List;

/** How many events a replay queued. */
record Queued(int queued) {

    static final List<Field<Queued>> FIELDS = List.of(Field.shown("queued", "Queued", Queued::queued));
}
