@NullMarked
package dev.tenon.architecture.planted.refusalsareenumsoftheports.core.accounts;

import org.jspecify.annotations.NullMarked;
