/** Webhooks: how what happens in Tenon is told to other programs. */
@NullMarked
package dev.tenon.ports.webhooks;

import org.jspecify.annotations.NullMarked;
