package dev.tenon.core.imports;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RoleId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which role a name of another product means here. The powerful built-in ones are meant by none, nor those that
 * permit more than whoever imports may. */
final class ImportedRoles {

    /** Whose name alone makes no administrator, whoever imports. */
    private static final Set<String> POWERFUL = Set.of(Role.ADMIN, Role.SUPPORT);

    private static final int LONGEST_NAME = 50;
    private static final int MOST_NEW = 1_000;

    private final Kernel kernel;
    private final boolean create;
    private final Map<String, RoleId> known = new HashMap<>();
    private final Map<String, RoleId> missing = new LinkedHashMap<>();
    private final Set<String> never = new HashSet<>(POWERFUL);
    private final RoleId member;

    ImportedRoles(Kernel kernel, Actor actor, boolean create) {
        this.kernel = kernel;
        this.create = create;
        for (Role role : kernel.storage().roles().list()) {
            known.put(key(role.name()), role.id());
            if (!role.permissions().stream().allMatch(actor::holds)) {
                never.add(key(role.name()));
            }
        }
        this.member = Optional.ofNullable(known.get(Role.MEMBER))
                .orElseThrow(() -> new IllegalStateException("The built-in role member is missing"));
    }

    /** What everybody is. */
    RoleId member() {
        return member;
    }

    /** The role of this name; empty if nobody gets it by an import. */
    Optional<RoleId> find(String name) {
        String key = key(name);
        if (never.contains(key)) {
            return Optional.empty();
        }
        RoleId id = known.get(key);
        if (id == null && create && isName(name) && missing.size() < MOST_NEW) {
            id = new RoleId(kernel.ids().next());
            known.put(key, id);
            missing.put(name.strip(), id);
        }
        return Optional.ofNullable(id);
    }

    /** Adds the roles that were found missing so far; called in each commit, for one before may have been rolled back. */
    void addMissing(Instant now) {
        missing.forEach((name, id) -> kernel.storage().imports().addRole(id, name, now));
    }

    private static boolean isName(String name) {
        String stripped = name.strip();
        return !stripped.isEmpty()
                && stripped.length() <= LONGEST_NAME
                && stripped.chars().noneMatch(Character::isISOControl);
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
