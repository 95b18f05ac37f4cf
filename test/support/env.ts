/** Imported before anything that reads the configuration. Each run can have a cluster of its own by DATA_DIR. */
process.env.NODE_ENV = "test";
process.env.DATA_DIR ??= ".data-test";
process.env.BCRYPT_COST ??= "4";
export const dataDir = process.env.DATA_DIR;
