--liquibase formatted sql

--changeset shop:orders
CREATE TABLE orders (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id)
);
--rollback DROP TABLE orders;
