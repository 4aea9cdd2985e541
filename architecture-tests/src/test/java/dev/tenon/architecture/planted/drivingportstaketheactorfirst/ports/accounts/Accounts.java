package dev.tenon.architecture.planted.drivingportstaketheactorfirst.ports.accounts;

public interface Accounts {
    void erase(String email);
}
