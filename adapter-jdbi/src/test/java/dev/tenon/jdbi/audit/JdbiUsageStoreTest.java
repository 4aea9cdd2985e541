package dev.tenon.jdbi.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.ports.Storage;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.Usage;
import dev.tenon.ports.audit.UsageFilter;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UsageId;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.audit.UsageStoreContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiUsageStoreTest extends UsageStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Test
    void what_is_written_behind_requests_needs_no_transaction_of_the_embedding_program() {
        Account ana = anAccount();
        Usage usage = new Usage(new UsageId(Fixtures.anId()), ana.id(), null, "document.downloaded", null, null, START);
        JdbiStorage joined = ((JdbiStorage) storage).joining(() -> {
            throw new AssertionError("The job that writes has no transaction to join");
        });

        joined.usage().addApart(List.of(usage));

        assertThat(storage.usage()
                        .list(UsageFilter.all(), PageRequest.first(10))
                        .items())
                .containsExactly(usage);
    }

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
