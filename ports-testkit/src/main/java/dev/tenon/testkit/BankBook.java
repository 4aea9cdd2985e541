package dev.tenon.testkit;

import dev.tenon.ports.payments.spi.SandboxBook;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sandbox's book, which tests look into: each charge and each refund stands in it once, however often it was ordered. */
public final class BankBook implements SandboxBook {

    private final Map<String, String> entries = new ConcurrentHashMap<>();

    @Override
    public Optional<String> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public String putIfAbsent(String key, String entry) {
        String before = entries.putIfAbsent(key, entry);
        return before == null ? entry : before;
    }

    @Override
    public void put(String key, String entry) {
        entries.put(key, entry);
    }

    /** How many charges brought money in. */
    public long charges() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("charge:"))
                .filter(entry -> entry.getValue().startsWith("succeeded"))
                .count();
    }

    /** How many refunds there were. */
    public long refunds() {
        return entries.keySet().stream()
                .filter(key -> key.startsWith("refund:"))
                .count();
    }
}
