package dev.tenon.examples;

import dev.tenon.core.TenonCore;
import dev.tenon.crypto.BcryptPasswords;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.migration.Migrations;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import javax.sql.DataSource;

/** The least that embedding takes. The README shows what stands between the marks. */
public final class Embedding {

    private Embedding() {}

    /** Registers somebody over the application's own data source. */
    public static Account registerAna(DataSource dataSource) {
        // readme:begin
        Migrations.of(dataSource).migrate();
        Tenon tenon = TenonCore.builder()
                .storage(JdbiStorage.of(dataSource))
                .passwords(new BcryptPasswords(12))
                .build();
        Account ana = tenon.accounts()
                .register(
                        Actor.system("import"),
                        new Registration("ana@example.org", "correct horse battery staple").verified());
        // readme:end
        return ana;
    }
}
