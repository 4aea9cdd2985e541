package dev.tenon.architecture.planted.rowsaremappedbyhand.jdbi.accounts;

import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

class AccountRows {
    record Row(String email) {}

    RowMapperFactory mapper() {
        return ConstructorMapper.factory(Row.class);
    }
}
