package dev.tenon.jdbi.accounts;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore;
import dev.tenon.ports.accounts.spi.PersonalDataStore;
import dev.tenon.ports.accounts.spi.SettingStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;

/** The stores of this package. */
public final class AccountStores {

    /** What {@link #ACCOUNT} reads, of a table {@code users} under the name {@code u}. */
    public static final String ACCOUNT_COLUMNS = JdbiAccountStore.COLUMNS;

    /** Reads a row with {@link #ACCOUNT_COLUMNS} in it. */
    public static final RowMapper<Account> ACCOUNT = JdbiAccountStore.ACCOUNT;

    /** What of a table {@code users} under the name {@code u} is searched: where an address or a name begins, a line begins. */
    public static final String SEARCHED = AccountSearch.TEXT;

    private AccountStores() {}

    /** Reads such a row by plain JDBC. */
    public static Account account(ResultSet row) throws SQLException {
        return JdbiAccountStore.account(row);
    }

    public static AccountStore accounts(Handles handles) {
        return new JdbiAccountStore(handles);
    }

    public static PersonalDataStore personalData(Handles handles) {
        return new JdbiPersonalDataStore(handles);
    }

    public static OneTimeTokenStore oneTimeTokens(Handles handles) {
        return new JdbiOneTimeTokenStore(handles);
    }

    public static SettingStore settings(Handles handles) {
        return new JdbiSettingStore(handles);
    }
}
