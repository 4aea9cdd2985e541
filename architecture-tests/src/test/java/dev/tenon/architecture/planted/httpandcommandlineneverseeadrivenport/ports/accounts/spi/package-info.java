@NullMarked
package dev.tenon.architecture.planted.httpandcommandlineneverseeadrivenport.ports.accounts.spi;

import org.jspecify.annotations.NullMarked;
