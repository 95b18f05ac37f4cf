/** Imported before any module that reads the configuration. Benchmarks have their own cluster and log nothing. */
process.env.DATA_DIR ??= ".data-bench";
process.env.LOG_LEVEL ??= "silent";
