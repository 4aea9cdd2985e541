@NullMarked
package dev.tenon.core.notifications;

import org.jspecify.annotations.NullMarked;
