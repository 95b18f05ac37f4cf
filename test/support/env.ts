/** Imported before anything that reads the configuration. Each run can have a cluster of its own by DATA_DIR. */
process.env.NODE_ENV = "test";
process.env.DATA_DIR ??= ".data-test";
process.env.BCRYPT_COST ??= "4";
// Two, as in a rotation: the first signs, the second still verifies.
process.env.JWT_KEYS ??= `current:${"c".repeat(32)},previous:${"p".repeat(32)}`;
export const dataDir = process.env.DATA_DIR;
