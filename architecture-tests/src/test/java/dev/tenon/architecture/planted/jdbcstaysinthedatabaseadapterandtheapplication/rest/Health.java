package dev.tenon.architecture.planted.jdbcstaysinthedatabaseadapterandtheapplication.rest;

import java.sql.Connection;
import java.sql.SQLException;

class Health {
    boolean isReady(Connection connection) throws SQLException {
        return connection.isValid(1);
    }
}
