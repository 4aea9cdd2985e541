package dev.tenon.testkit;

import dev.tenon.ports.signin.spi.LoginMethodStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

final class InMemoryLoginMethodStore implements LoginMethodStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryLoginMethodStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public List<StoredMethod> list() {
        return tables.loginMethods.rows(method -> true).stream()
                .sorted(Comparator.comparing(StoredMethod::name))
                .toList();
    }

    @Override
    public List<StoredMethod> lockAll() {
        unitOfWork.required();
        list().forEach(method -> tables.loginMethods.lock(method.name()));
        return list();
    }

    @Override
    public boolean add(String name, String description, Instant now) {
        return tables.loginMethods.insert(name, new StoredMethod(name, description, true, now, 1));
    }

    @Override
    public StoredMethod setEnabled(String name, boolean enabled, Instant now) {
        StoredMethod before = tables.loginMethods
                .lock(name)
                .orElseThrow(() -> new IllegalStateException("There is no login method " + name));
        StoredMethod after = new StoredMethod(name, before.description(), enabled, now, before.revision() + 1);
        tables.loginMethods.put(name, after);
        return after;
    }

    @Override
    public boolean isEnabled(String name) {
        return tables.loginMethods.find(name).filter(StoredMethod::enabled).isPresent();
    }
}
