@NullMarked
package dev.tenon.core.organizations;

import org.jspecify.annotations.NullMarked;
