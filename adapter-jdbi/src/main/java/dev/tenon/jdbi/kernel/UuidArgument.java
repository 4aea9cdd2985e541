package dev.tenon.jdbi.kernel;

import java.sql.Types;
import java.util.UUID;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/** UUIDs as PostgreSQL's own type; JDBI would send an absent one as text, which no UUID column takes. */
final class UuidArgument extends AbstractArgumentFactory<UUID> {

    UuidArgument() {
        super(Types.OTHER);
    }

    @Override
    protected Argument build(UUID value, ConfigRegistry config) {
        return (position, statement, context) -> statement.setObject(position, value);
    }
}
