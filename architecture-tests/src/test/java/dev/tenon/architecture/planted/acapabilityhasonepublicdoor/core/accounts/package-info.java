@NullMarked
package dev.tenon.architecture.planted.acapabilityhasonepublicdoor.core.accounts;

import org.jspecify.annotations.NullMarked;
