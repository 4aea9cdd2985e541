package dev.tenon.architecture.planted.httpandcommandlineneverseeadrivenport.ports.accounts.spi;

public interface AccountStore {
    int count();
}
