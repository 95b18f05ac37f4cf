/** Imported before any module that reads the configuration. DATA_DIR gives a run a separate cluster. */
process.env.NODE_ENV = "test";
process.env.DATA_DIR ??= ".data-test";
process.env.BCRYPT_COST ??= "4";
// Two keys, as in a rotation: the first signs, the second only verifies.
process.env.JWT_KEYS ??= `current:${"c".repeat(32)},previous:${"p".repeat(32)}`;
export const dataDir = process.env.DATA_DIR;
