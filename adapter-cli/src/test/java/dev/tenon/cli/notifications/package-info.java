@NullMarked
package dev.tenon.cli.notifications;

import org.jspecify.annotations.NullMarked;
