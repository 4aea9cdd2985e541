package dev.tenon.jdbi.accounts;

import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.jdbi.kernel.SearchPatterns;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.SearchWords;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A search in addresses and names. What many have is met soon on the way through the list, and what few have is found by the
 * index over groups of three characters; the planner cannot tell which is which, for it knows little of what stands within a
 * text. So the newest accounts are looked at first, as many as take a few milliseconds, and if they do not fill the page,
 * the index finds all who match, who are then few unless they are all old.
 */
final class AccountSearch {

    /** How many accounts are looked at on the way through the list. */
    static final int LOOKED_AT = 5_000;

    /** What {@code users_search_idx} is over, word for word: where an address or a name begins, a line begins. */
    static final String TEXT = """
            lower(chr(10) || u.email || chr(10) || coalesce(u.user_name, '') || chr(10) || coalesce(u.first_name, '')
                || chr(10) || coalesce(u.last_name, ''))""";

    private final SearchWords words;
    private final PageRequest page;

    private AccountSearch(SearchWords words, PageRequest page) {
        this.words = words;
        this.page = page;
    }

    static AccountSearch of(String text, PageRequest page) {
        return new AccountSearch(SearchWords.of(text), page);
    }

    /** Reads the page; the listings that it hands over end in their FROM clause. */
    Page<Account> run(Function<Listing, Page<Account>> list, AccountFilter filter) {
        if (words.isEmpty()) {
            return new Page<>(List.of(), null);
        }
        Page<Account> met = list.apply(matching(Listing.of(firstOf(filter), page)));
        return met.nextPosition() == null ? list.apply(all()) : met;
    }

    /** The first accounts of the list after the page before. */
    private String firstOf(AccountFilter filter) {
        boolean byActivity = filter.inactiveSince() != null;
        String time = byActivity ? JdbiAccountStore.LAST_ACTIVE : "u.created_at";
        String direction = byActivity ? "" : " DESC";
        @Nullable Position after = page.after();
        String start = after == null
                ? ""
                : "WHERE (" + time + ", u.id) " + (byActivity ? ">" : "<") + " (:afterTime, :afterId)\n";
        return "SELECT * FROM (" + JdbiAccountStore.SELECT + start + "ORDER BY " + time + direction + ", u.id"
                + direction + "\nLIMIT " + LOOKED_AT + ") u";
    }

    /** All who match, found before they are sorted: otherwise the planner may go through the list for what hardly anybody has. */
    private Listing all() {
        Map<String, Object> patterns = new LinkedHashMap<>();
        StringBuilder conditions = new StringBuilder();
        each((condition, name, pattern) -> {
            conditions.append(conditions.isEmpty() ? "WHERE " : " AND ").append(condition);
            patterns.put(name, pattern);
        });
        Listing listing = Listing.of(
                "WITH u AS MATERIALIZED (\n" + JdbiAccountStore.SELECT + conditions + ")\nSELECT * FROM u", page);
        patterns.forEach(listing::with);
        return listing.plannedForItsValues();
    }

    private Listing matching(Listing listing) {
        each(listing::filter);
        return listing;
    }

    private void each(SearchPatterns.Use use) {
        SearchPatterns.of(words).each(TEXT, use);
    }
}
