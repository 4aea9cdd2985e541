package dev.tenon.jdbi.kernel;

import java.io.Serial;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/** One of the writes that travelled together failed, and with it all of them. Has no values in it. */
final class WriteFailedException extends JdbiException {

    @Serial
    private static final long serialVersionUID = 1L;

    WriteFailedException(String sql, SQLException cause) {
        super(cause.getMessage() + " [" + sql + "]", cause);
    }
}
