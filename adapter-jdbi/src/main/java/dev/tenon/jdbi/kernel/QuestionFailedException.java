package dev.tenon.jdbi.kernel;

import java.io.Serial;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/** A question that was asked by plain JDBC failed. Has no values in it. */
final class QuestionFailedException extends JdbiException {

    @Serial
    private static final long serialVersionUID = 1L;

    QuestionFailedException(String sql, SQLException cause) {
        super(cause.getMessage() + " [" + sql + "]", cause);
    }
}
