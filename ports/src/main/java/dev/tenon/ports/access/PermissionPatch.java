package dev.tenon.ports.access;

import dev.tenon.ports.kernel.Patched;

/**
 * What to change about a permission of one's own.
 *
 * @param feature the key of the plan feature without which it is not to count; removed, it counts with any plan
 */
public record PermissionPatch(Patched<String> description, Patched<String> feature) {}
