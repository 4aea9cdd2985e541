/** Plans: what can be bought, and what a subject is entitled to. */
@NullMarked
package dev.tenon.ports.plans;

import org.jspecify.annotations.NullMarked;
