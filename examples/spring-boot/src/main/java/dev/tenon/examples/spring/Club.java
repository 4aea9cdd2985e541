package dev.tenon.examples.spring;

import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The club's own business: who keeps how many hives. */
@Service
public class Club {

    private static final Actor CLUB = Actor.system("club");

    private final Tenon tenon;
    private final JdbcClient jdbc;

    Club(Tenon tenon, JdbcClient jdbc) {
        this.tenon = tenon;
        this.jdbc = jdbc;
    }

    /**
     * Takes somebody in: the account with its mail and its audit row, and the club's own row, in one commit or not at all. Without a
     * hive nobody comes in, as the table says.
     */
    // embedding:begin
    @Transactional
    public UUID join(String email, String password, int hives) {
        Account account = tenon.accounts().register(CLUB, new Registration(email, password));
        jdbc.sql("INSERT INTO club_members (user_id, hives) VALUES (?, ?)")
                .params(account.id().value(), hives)
                .update();
        return account.id().value();
    }
    // embedding:end

    /** How many hives the members keep together. */
    public int hives() {
        return jdbc.sql("SELECT coalesce(sum(hives), 0) FROM club_members")
                .query(Integer.class)
                .single();
    }
}
