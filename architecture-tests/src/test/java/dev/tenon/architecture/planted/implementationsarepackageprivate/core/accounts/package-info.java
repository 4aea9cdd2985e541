@NullMarked
package dev.tenon.architecture.planted.implementationsarepackageprivate.core.accounts;

import org.jspecify.annotations.NullMarked;
