package dev.tenon.jdbi.migration;

import java.util.logging.Level;
import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Takes what Liquibase has to say to SLF4J, at DEBUG at most: what matters to anyone comes as an exception, and a start
 * that migrates must not fill a terminal.
 */
final class LiquibaseLog extends AbstractLogService {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("dev.tenon.jdbi.migration.liquibase");

    private static final Logger TO_SLF4J = new AbstractLogger() {
        @Override
        public void log(@Nullable Level level, @Nullable String message, @Nullable Throwable failure) {
            if (level != null && level.intValue() >= Level.INFO.intValue()) {
                LOG.debug(message, failure);
            } else {
                LOG.trace(message, failure);
            }
        }
    };

    @Override
    public int getPriority() {
        return PRIORITY_NOT_APPLICABLE;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Logger getLog(Class asker) {
        return TO_SLF4J;
    }
}
