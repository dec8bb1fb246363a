/** How the address of a Postgres database begins. All else would be taken for the path of a SQLite file. */
export const postgresAddress = /^postgres(ql)?:\/\//;
