export { v7 as newId } from "uuid";
export { closeDatabase, type Database, openDatabase, type Transaction } from "./database.ts";
export { migrateDatabase } from "./migrate.ts";
export * as tables from "./tables/index.ts";
export { isUniqueViolation, sqliteCode, write } from "./write.ts";
