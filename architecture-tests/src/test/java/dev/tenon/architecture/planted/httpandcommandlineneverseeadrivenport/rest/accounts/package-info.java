@NullMarked
package dev.tenon.architecture.planted.httpandcommandlineneverseeadrivenport.rest.accounts;

import org.jspecify.annotations.NullMarked;
